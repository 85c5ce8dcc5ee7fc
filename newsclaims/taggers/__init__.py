"""Judges: what an attribution says of its content, by the lexicon and by rules of scope.

Each tagger writes opinions with their evidence; `newsclaims.taggers._combiner` makes them one judgement a label.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from newsclaims._attribution import Attribution
from newsclaims.text import Text

__all__ = ["DEFAULT_TAGGERS", "Tagger"]

DEFAULT_TAGGERS = ("quotation", "source_type", "cue_force", "stance", "confidence", "holder", "times")
"""The names of the built-in chain; a pipeline adds the taggers that its extractor names."""


@runtime_checkable
class Tagger(Protocol):
    """What judges attributions.

    A tagger must give equal output for equal input, must be safe to share between threads, and must pickle.
    The pipeline runs a tagger after those that provide what it requires.
    """

    @property
    def name(self) -> str:
        """The name it is asked for by."""
        ...

    @property
    def requires(self) -> frozenset[str]:
        """The labels that it reads, judged before it runs."""
        ...

    @property
    def provides(self) -> frozenset[str]:
        """The labels that it judges."""
        ...

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add judgements to the attributions of one text.

        Args:
            text: The text they stand in.
            attributions: What was found in it.

        Returns:
            The same attributions, in the same order, with the same spans, each with the judgements it had and more.
        """
        ...
