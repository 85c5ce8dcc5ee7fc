"""Finds the stance and confidence of a cue, from its lexicon entry and the form of the content."""

from newsclaims._language import Language

from ._attribution_reading import AttributionReading
from ._content_reading import Opening

__all__ = ["negated_sense", "sense"]

_QUESTIONS = frozenset({Opening.WHETHER, Opening.IF, Opening.QUESTION_WORD})
_UNKNOWN_CUE = {Opening.WHETHER: ("question", "unknown"), Opening.INFINITIVE: ("advocate", "certain")}
"""The stance and confidence of a cue that is not in the lexicon, by the form of its content."""


def sense(language: Language, reading: AttributionReading) -> tuple[str, str, bool]:
    """Return the stance and the confidence of the cue, and whether the form of the content changed them.

    Args:
        language: The language data.
        reading: The reading of the attribution.
    """
    entry, content = reading.cue.entry, reading.content
    if entry is None:
        return (*_UNKNOWN_CUE.get(content.opening, ("affirm", "certain")), True)
    table = language.complements
    if reading.cue.loss is not None and (found := table.get((f"*{entry.stance}", "lost"))):
        return found[0], found[1], True
    for form in _forms(reading):
        found = table.get((entry.lemma, form)) or table.get((f"*{entry.kind}:{entry.stance}", form))
        if found is not None:
            return found[0], found[1], True
    return entry.stance or "affirm", entry.confidence or "certain", entry.stance is None


def negated_sense(language: Language, reading: AttributionReading) -> tuple[str, str]:
    """Return the stance and the confidence of a negated cue.

    A negation reverses the stance only if it rejects the content: "does not believe" denies, "did not say" does not.

    Args:
        language: The language data.
        reading: The reading of the attribution.
    """
    entry, opening = reading.cue.entry, reading.content.opening
    if entry is None:
        return "neutral", "unknown"
    stance = sense(language, reading)[0]
    table = language.complements
    found = table.get((entry.lemma, "negated")) or table.get((f"*{stance}", "negated"))
    if stance == "affirm" and entry.confidence == "probable" and entry.stance == "affirm":
        found = table.get((entry.lemma, "negated"), ("deny", "probable"))
    elif entry.force == "endorsing" and opening in _QUESTIONS:
        return "question", "unknown"
    return found or ("neutral", "unknown")


def _forms(reading: AttributionReading) -> list[str]:
    """Return the forms of the content and of the cue that can overrule the entry, the most specific first."""
    content = reading.content
    forms: list[str] = [content.opening]
    if content.pronoun:
        forms.insert(0, "pronoun")
    if content.should is not None:
        forms.insert(0, "should")
    if reading.sourceless:
        forms.insert(0, "sourceless")
    if reading.cue.forms == {"ing"}:
        forms.append("progressive")
    if content.bare:
        forms.append("bare")
    return forms
