"""The trust in a cue in a frame and form, counted on the training articles, and the scores computed from it."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from .tables import Row

__all__ = ["TRUST_COLUMNS", "NestedScore", "Trust", "log_odds", "read_trust"]

TRUST_COLUMNS = ("lemma", "frame", "form", "right", "all")

_UNKNOWN = 0.3
"""The trust in a form without counts."""
_SURE = 1e-4
"""The least distance of a score from 0 and 1, because an extractor can give these scores."""


@frozen(slots=True, eq=False)
class Trust:
    """The share of a pattern's finds that were attributions, smoothed with the shares of its parts.

    Args:
        counts: `(lemma, frame, form)` to `(right, all)`, with `*` for any; see `training/trust.py`.
        weight: The weight of the next coarser pattern, in finds.
        threshold: The least trust that makes a find an attribution.
        attitude: The least trust for verbs with "that", and for plans, wishes, refusals and denials ("decided to",
            "denied"). These are attributions by the label guidelines, though PolNeAR's annotators mark only some.
        slope: The factor of the trust's log odds in the score.
        intercept: The constant in the score.
        offsets: `("frame", name)` or `("form", name)` to a value that is added for a find that has it.
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
            form: Its form.
        """
        # Each pattern is computed once; the lexicon and the forms limit their number.
        known = self._known.get((lemma, frame, form))
        if known is not None:
            return known
        share = self._shared(lemma, frame, form)
        for key in ((lemma, frame, "*"), (lemma, frame, form)):
            share = self._drawn(key, share)
        self._known[lemma, frame, form] = share
        return share

    def score(self, trust: float, frame: str, form: str) -> float:
        """Return the probability that a find is correct, after finds were chosen and given their final spans.

        Trust is counted on single finds, before conflicts are resolved and quotations joined, so it ranks finds well
        but is not calibrated. Platt scaling corrects that (Platt, "Probabilistic outputs for support vector machines",
        1999), here with a term for the frame and one for the form.

        Args:
            trust: The trust in the find's pattern.
            frame: What its cue governs.
            form: The form of its cue.
        """
        odds = self.slope * log_odds(trust) + self.intercept
        odds += self.offsets.get(("frame", frame), 0.0) + self.offsets.get(("form", form), 0.0)
        return 1 / (1 + math.exp(-odds))

    def _shared(self, lemma: str, frame: str, form: str) -> float:
        """Return the share estimated from the parts of a pattern, as if they were independent (naive Bayes)."""
        plain = self._drawn(("*", "*", form), _UNKNOWN)
        odds = log_odds(self._drawn(("*", frame, form), plain)) + log_odds(self._drawn((lemma, "*", form), plain))
        return 1 / (1 + math.exp(log_odds(plain) - odds))

    def _drawn(self, key: tuple[str, str, str], share: float) -> float:
        """Return the share of a finer pattern, smoothed with the share of the coarser one."""
        right, total = self.counts.get(key, (0.0, 0.0))
        return (right + self.weight * share) / (total + self.weight)


@frozen(slots=True)
class NestedScore:
    """The score of a find inside another's content, fitted on nested claims.

    The rules' score is calibrated for finds outside contents. A find inside a content is less often correct, and even
    less often if the parent claim is doubtful. See `training/nested_scores.py`.

    Args:
        own: The factor of the log odds of its own score.
        parent: The factor of the log odds of the parent's score.
        intercept: The constant.
    """

    own: float
    parent: float
    intercept: float

    def of(self, own: float, parent: float | None) -> float:
        """Return the probability that a find inside a content is correct.

        Args:
            own: Its score as a find outside a content.
            parent: The score of the parent claim; None if it is not known, which counts as 0.5.
        """
        odds = self.own * log_odds(_doubted(own)) + self.intercept
        if parent is not None:
            odds += self.parent * log_odds(_doubted(parent))
        return 1 / (1 + math.exp(-odds))


def _doubted(score: float) -> float:
    """Return a score limited to a range inside (0, 1), because the log odds of 0 and 1 are infinite."""
    return min(max(score, _SURE), 1 - _SURE)


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a probability inside (0, 1)."""
    return math.log(share / (1 - share))


def read_trust(rows: Iterable[Row], settings: Mapping[str, Any]) -> Trust:
    """Read the counts and their settings.

    Args:
        rows: The rows of `trust.tsv`, with the columns `TRUST_COLUMNS`.
        settings: `trust.toml`: the numbers of `Trust`, and the tables `form` and `frame` with the offsets of each.
    """
    counts = {row.cells[:3]: (float(row.cells[3]), float(row.cells[4])) for row in rows}
    kinds = ("form", "frame")
    offsets = {(kind, name): float(value) for kind in kinds for name, value in settings[kind].items()}
    numbers = {name: float(value) for name, value in settings.items() if name not in kinds}
    return Trust(
        {(lemma, frame, form): count for (lemma, frame, form), count in counts.items()}, **numbers, offsets=offsets
    )
