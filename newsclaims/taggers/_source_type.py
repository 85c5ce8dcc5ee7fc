"""Judges the type of the source: a named person, a government, a document, a pronoun ..."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement, Mark
from newsclaims._syntax import source_phrase
from newsclaims.text import Text, WordRange

from ._evidence import mark
from ._holder.speakers import speaker_of

__all__ = ["SourceTypeTagger"]


@frozen(slots=True)
class SourceTypeTagger:
    """Looks up the head of the source's noun phrase in word lists; without a source, it does not judge."""

    name: str = "source_type"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"source_type"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a source type to each attribution that has a source.

        Args:
            text: Their text.
            attributions: The attributions.
        """
        return [self._tagged(text, attribution) for attribution in attributions]

    def _tagged(self, text: Text, attribution: Attribution) -> Attribution:
        """Return an attribution with the type of its source."""
        speaker = speaker_of(text, attribution)
        if speaker is not None and speaker.type is not None:
            marks = tuple(Mark(*pair, speaker.type.replace("_", " ")) for pair in attribution.source)
            return attribution.judged("source_type", Judgement(speaker.type, "rule", evidence=marks))
        phrase = source_phrase(text, attribution.source)
        if phrase is None:
            return attribution
        words = WordRange(phrase.because[0], phrase.because[-1] + 1)
        evidence = (mark(text, words, phrase.type.replace("_", " ")),)
        return attribution.judged("source_type", Judgement(phrase.type, "rule", evidence=evidence))
