"""Taggers, which judge attributions by the lexicon, by rules of scope and by a model.

Each tagger adds opinions with their evidence; `newsclaims.taggers._combiner` joins them to one judgement per label.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from newsclaims._attribution import Attribution
from newsclaims.text import Text

__all__ = ["DEFAULT_TAGGERS", "Tagger"]

DEFAULT_TAGGERS = ("quotation", "holder", "source_type", "cue_force", "stance", "confidence", "times")
"""The names of the built-in taggers; a pipeline adds those that its extractor names. What they require decides which
runs first, not this order."""


@runtime_checkable
class Tagger(Protocol):
    """Judges attributions.

    A tagger must give equal output for equal input, be safe to share between threads, and be picklable. The pipeline
    runs a tagger after those that provide what it requires. It can have an attribute `settings`, as an extractor can.

    A tagger judges each attribution on its own, so that the result does not depend on what else was found. It can look
    at the other attributions only if the label is about them, and then its documentation says so. Of the built-in ones
    only `holder` does: who "I" is in a quotation depends on who says the quotation.
    """

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def requires(self) -> frozenset[str]:
        """The labels that it reads, which other taggers must judge first."""
        ...

    @property
    def provides(self) -> frozenset[str]:
        """The labels that it judges."""
        ...

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add judgements to the attributions of one text.

        Args:
            text: Their text.
            attributions: All attributions of the text.

        Returns:
            The same attributions, in the same order, with the same spans; judgements can only be added.
        """
        ...
