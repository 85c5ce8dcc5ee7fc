"""Judges the type of the source: a named person, a government, a document, a pronoun ..."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims._attribution import Attribution, Judgement, Mark
from newsclaims._syntax import SourcePhrase, source_phrase
from newsclaims.text import Text, WordRange

from ._evidence import mark
from ._holder.roles import kind_of_holder
from ._holder.speakers import speaker_of

__all__ = ["SourceTypeTagger"]

_NAMED = {"person": "named_person", "organisation": "named_organisation"}
_UNSURE = frozenset({"anonymous", "named_organisation", "named_person", "reference"})
"""The types that the kind of a name in the source overrules."""


@frozen(slots=True)
class SourceTypeTagger:
    """Looks up the head of the source's noun phrase in word lists, and considers the holder.

    A description such as "the mayor" is a reference if it has a holder, and otherwise nobody whom the article names.
    Without a source, there is no judgement.
    """

    name: str = "source_type"
    requires: frozenset[str] = frozenset({"holder"})
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
        value = _type(text, attribution, phrase)
        words = WordRange(phrase.because[0], phrase.because[-1] + 1)
        evidence = (mark(text, words, value.replace("_", " ")),)
        return attribution.judged("source_type", Judgement(value, "rule", evidence=evidence))


def _type(text: Text, attribution: Attribution, phrase: SourcePhrase) -> str:
    """Return the type of a source, from its phrase and its holder."""
    holder = attribution.holder
    if holder is None:
        return phrase.unnamed
    named = _NAMED.get(kind_of_holder(text, holder) or "")
    inside = any(start <= holder[0] and holder[1] <= end for start, end in attribution.source)
    if named is None or phrase.type not in _UNSURE:
        return phrase.type
    if inside:
        return named
    # "Halden" can look like a person's name, but not if the article has "Halden Inc.".
    return named if phrase.type == "named_person" else phrase.type
