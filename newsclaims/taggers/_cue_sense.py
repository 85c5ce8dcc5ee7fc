"""The sense of a cue: the stance and confidence of its entry, overruled by the form of the content."""

from newsclaims._language import Language

from ._attribution_reading import AttributionReading
from ._content_reading import Opening

__all__ = ["negated_sense", "sense"]

_THINGS = frozenset({Opening.NOMINAL, Opening.EMPTY})
_QUESTIONS = frozenset({Opening.WHETHER, Opening.IF, Opening.QUESTION_WORD})


def sense(language: Language, reading: AttributionReading) -> tuple[str, str, bool]:
    """Return the stance and the confidence of the cue before its content, and whether the content had a say.

    Args:
        language: What is known of the language.
        reading: What the attribution's words say.
    """
    entry, content = reading.cue.entry, reading.content
    if entry is None:
        return ("neutral", "unknown", True) if content.opening in _THINGS else ("affirm", "certain", True)
    table = language.complements
    if reading.cue.loss is not None and (found := table.get((f"*{entry.stance}", "lost"))):
        return found[0], found[1], True
    for form in _forms(reading):
        found = table.get((entry.lemma, form)) or table.get((f"*{entry.kind}:{entry.stance}", form))
        if found is not None:
            return found[0], found[1], True
    return entry.stance or "affirm", entry.confidence or "certain", entry.stance is None


def negated_sense(language: Language, reading: AttributionReading) -> tuple[str, str]:
    """Return the stance and the confidence that are left of a cue that is negated.

    A negation turns the stance only where it rejects the content: "does not believe" denies, "did not say" does not.

    Args:
        language: What is known of the language.
        reading: What the attribution's words say.
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
    """Return the forms of the content, and of the cue, that may overrule the entry; the most telling first."""
    content = reading.content
    forms: list[str] = [content.opening]
    if content.should is not None:
        forms.insert(0, "should")
    if reading.cue.forms == {"ing"}:
        forms.append("progressive")
    if content.bare:
        forms.append("bare")
    return forms
