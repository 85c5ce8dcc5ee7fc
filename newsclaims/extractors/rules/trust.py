"""How far to trust a cue in a frame: counted on the training articles, kept in `data/trust.tsv`."""

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from attrs import field, frozen

__all__ = ["Trust", "load", "log_odds", "parse"]

_UNKNOWN = 0.3
"""The trust in a form that nobody counted."""


@frozen(slots=True)
class Trust:
    """The share of a pattern's finds that were attributions, backed off to what is known of its parts.

    Args:
        counts: `(lemma, frame, form)` to `(right, all)`, with `*` for any; see `training/trust.py`.
        weight: How many finds the next coarser pattern counts for.
        threshold: The least trust that makes a find an attribution.
        attitude: The least trust for verbs with "that", and for plans, wishes, refusals and denials ("decided to",
            "denied"): attributions by the label guidelines, though PolNeAR's annotators mark only some.
        slope: What trust, as log odds, is multiplied by to make a score of it.
        intercept: What is added to that.
        offsets: `("frame", name)` or `("form", name)` to what is added where a find has it.
    """

    counts: Mapping[tuple[str, str, str], tuple[float, float]]
    weight: float
    threshold: float
    attitude: float
    slope: float = 1.0
    intercept: float = 0.0
    offsets: Mapping[tuple[str, str], float] = field(factory=dict)

    def of(self, lemma: str, frame: str, form: str) -> float:
        """Return the trust in a pattern, as a probability.

        Args:
            lemma: The cue's lemma.
            frame: What it governs.
            form: How it stands.
        """
        share = self._shared(lemma, frame, form)
        for key in ((lemma, frame, "*"), (lemma, frame, form)):
            share = self._drawn(key, share)
        return share

    def score(self, trust: float, frame: str, form: str) -> float:
        """Return the probability that a find is right once it was chosen, in its final extent.

        Trust is counted on finds by themselves, before one is chosen over another and quotations are joined, so it
        orders finds well and promises too little or too much. Platt scaling mends that (Platt, "Probabilistic outputs
        for support vector machines", 1999), here with a term for the frame and one for the form.

        Args:
            trust: The trust in the find's pattern.
            frame: What its cue governs.
            form: How it stands.
        """
        odds = self.slope * log_odds(trust) + self.intercept
        odds += self.offsets.get(("frame", frame), 0.0) + self.offsets.get(("form", form), 0.0)
        return 1 / (1 + math.exp(-odds))

    def _shared(self, lemma: str, frame: str, form: str) -> float:
        """Return what the parts of a pattern say of it, as if each spoke for itself (naive Bayes)."""
        plain = self._drawn(("*", "*", form), _UNKNOWN)
        odds = log_odds(self._drawn(("*", frame, form), plain)) + log_odds(self._drawn((lemma, "*", form), plain))
        return 1 / (1 + math.exp(log_odds(plain) - odds))

    def _drawn(self, key: tuple[str, str, str], share: float) -> float:
        """Draw the share of a coarser pattern towards what was counted of a finer one."""
        right, total = self.counts.get(key, (0.0, 0.0))
        return (right + self.weight * share) / (total + self.weight)


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a probability inside (0, 1)."""
    return math.log(share / (1 - share))


@cache
def load() -> Trust:
    """Return the counts that the package carries; read once."""
    return parse((resources.files("newsclaims") / "data" / "trust.tsv").read_text(encoding="utf-8"))


def parse(table: str) -> Trust:
    """Read the table of counts.

    Args:
        table: Lines `lemma, frame, form, right, all`, tab separated; lines that begin with `!` are settings, those
            with three cells what a frame or a form adds to the score.
    """
    counts: dict[tuple[str, str, str], tuple[float, float]] = {}
    settings: dict[str, float] = {}
    offsets: dict[tuple[str, str], float] = {}
    for line in table.splitlines():
        cells = line.split("\t")
        if line.startswith("!") and len(cells) == 3:
            offsets[cells[0][1:], cells[1]] = float(cells[2])
        elif line.startswith("!"):
            settings[cells[0][1:]] = float(cells[1])
        elif len(cells) == 5 and not line.startswith("#") and cells[0] != "lemma":
            counts[cells[0], cells[1], cells[2]] = (float(cells[3]), float(cells[4]))
    return Trust(counts, **settings, offsets=offsets)
