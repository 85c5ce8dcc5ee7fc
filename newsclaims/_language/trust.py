"""How far to trust a cue in a frame and form: counted on the training articles."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from .tables import Row

__all__ = ["TRUST_COLUMNS", "NestedScore", "Trust", "log_odds", "read_trust"]

TRUST_COLUMNS = ("lemma", "frame", "form", "right", "all")

_UNKNOWN = 0.3
"""The trust in a form that nobody counted."""
_SURE = 1e-4
"""How near to none or all a score may come: an extractor may be sure."""


@frozen(slots=True, eq=False)
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
    _known: dict[tuple[str, str, str], float] = field(init=False, factory=dict, repr=False)

    def of(self, lemma: str, frame: str, form: str) -> float:
        """Return the trust in a pattern, as a probability.

        Args:
            lemma: The cue's lemma.
            frame: What it governs.
            form: How it stands.
        """
        # Each pattern is worked out once; there are as many as the lexicon and the forms allow.
        known = self._known.get((lemma, frame, form))
        if known is not None:
            return known
        share = self._shared(lemma, frame, form)
        for key in ((lemma, frame, "*"), (lemma, frame, form)):
            share = self._drawn(key, share)
        self._known[lemma, frame, form] = share
        return share

    def score(self, trust: float, frame: str, form: str) -> float:
        """Return the probability that a find is right once it was chosen, in its final extent.

        Trust is counted on finds by themselves, before one is chosen over another and quotations are joined, so it
        orders finds well and promises too little or too much. Platt scaling corrects that (Platt, "Probabilistic
        outputs for support vector machines", 1999), here with a term for the frame and one for the form.

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


@frozen(slots=True)
class NestedScore:
    """How sure one can be of a find inside another's content: fitted on nested claims, which trust was not counted on.

    The rules' own score promises what a find in the open keeps. Inside a content it keeps less, and less still where
    the claim that holds it is doubtful itself. See `training/nested_scores.py`.

    Args:
        own: What the log odds of its own score are multiplied by.
        parent: What those of the score of the claim that holds it are multiplied by.
        intercept: What is added.
    """

    own: float
    parent: float
    intercept: float

    def of(self, own: float, parent: float | None) -> float:
        """Return the probability that a find inside a content is right.

        Args:
            own: Its score as if it stood in the open.
            parent: The score of the claim that holds it; None where that is not known, which counts as even odds.
        """
        odds = self.own * log_odds(_doubted(own)) + self.intercept
        if parent is not None:
            odds += self.parent * log_odds(_doubted(parent))
        return 1 / (1 + math.exp(-odds))


def _doubted(score: float) -> float:
    """Return a score as one that leaves some doubt: rounded scores may be 0 or 1, whose odds have no logarithm."""
    return min(max(score, _SURE), 1 - _SURE)


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a probability inside (0, 1)."""
    return math.log(share / (1 - share))


def read_trust(rows: Iterable[Row], settings: Mapping[str, Any]) -> Trust:
    """Read the counts and the numbers that go with them.

    Args:
        rows: The rows of `trust.tsv`, with the columns `TRUST_COLUMNS`.
        settings: `trust.toml`: the numbers of `Trust`, and tables `form` and `frame` of what each adds to the score.
    """
    counts = {row.cells[:3]: (float(row.cells[3]), float(row.cells[4])) for row in rows}
    kinds = ("form", "frame")
    offsets = {(kind, name): float(value) for kind in kinds for name, value in settings[kind].items()}
    numbers = {name: float(value) for name, value in settings.items() if name not in kinds}
    return Trust(
        {(lemma, frame, form): count for (lemma, frame, form), count in counts.items()}, **numbers, offsets=offsets
    )
