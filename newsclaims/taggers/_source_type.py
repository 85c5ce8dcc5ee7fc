"""Judges who is speaking: a named person, a government, a document, a mere "he" ..."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement
from newsclaims._syntax import source_phrase
from newsclaims.text import Text, WordRange

from ._evidence import mark

__all__ = ["SourceTypeTagger"]


@frozen(slots=True)
class SourceTypeTagger:
    """Finds the head of the source's noun phrase and asks the word lists what it names; no source, no judgement."""

    name: str = "source_type"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"source_type"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a source type to each attribution that has a source.

        Args:
            text: The text they stand in.
            attributions: What was found in it.
        """
        return [self._tagged(text, attribution) for attribution in attributions]

    def _tagged(self, text: Text, attribution: Attribution) -> Attribution:
        """Return an attribution with the type of its source."""
        phrase = source_phrase(text, attribution.source)
        if phrase is None:
            return attribution
        words = WordRange(phrase.because[0], phrase.because[-1] + 1)
        evidence = (mark(text, words, phrase.type.replace("_", " ")),)
        return attribution.judged("source_type", Judgement(phrase.type, "rule", evidence=evidence))
