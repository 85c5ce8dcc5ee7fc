"""What a cue says before the content it has: its entry, overruled by the form of the content."""

from newsclaims.language import Language

from .analysis import Analysis
from .content_reading import Opening

__all__ = ["negated", "said"]

_THINGS = frozenset({Opening.NOMINAL, Opening.EMPTY})
_QUESTIONS = frozenset({Opening.WHETHER, Opening.IF, Opening.QUESTION_WORD})


def said(language: Language, analysis: Analysis) -> tuple[str, str, bool]:
    """Return the stance and the confidence of the cue before its content, and whether the content had a say.

    Args:
        language: What is known of the language.
        analysis: What the attribution's words say.
    """
    entry, content = analysis.cue.entry, analysis.content
    if entry is None:
        return ("neutral", "unknown", True) if content.opening in _THINGS else ("affirm", "certain", True)
    table = language.complements
    if analysis.cue.loss is not None and (found := table.get((f"*{entry.stance}", "lost"))):
        return found[0], found[1], True
    for form in _forms(analysis):
        found = table.get((entry.lemma, form)) or table.get((f"*{entry.kind}:{entry.stance}", form))
        if found is not None:
            return found[0], found[1], True
    return entry.stance or "affirm", entry.confidence or "certain", entry.stance is None


def negated(language: Language, analysis: Analysis) -> tuple[str, str]:
    """Return the stance and the confidence that are left of a cue that is negated.

    A negation turns the stance only where it rejects the content: "does not believe" denies, "did not say" does not.

    Args:
        language: What is known of the language.
        analysis: What the attribution's words say.
    """
    entry, opening = analysis.cue.entry, analysis.content.opening
    if entry is None:
        return "neutral", "unknown"
    stance = said(language, analysis)[0]
    table = language.complements
    found = table.get((entry.lemma, "negated")) or table.get((f"*{stance}", "negated"))
    if stance == "affirm" and entry.confidence == "probable" and entry.stance == "affirm":
        found = table.get((entry.lemma, "negated"), ("deny", "probable"))
    elif entry.force == "endorsing" and opening in _QUESTIONS:
        return "question", "unknown"
    return found or ("neutral", "unknown")


def _forms(analysis: Analysis) -> list[str]:
    """Return the forms of the content, and of the cue, that may overrule the entry; the most telling first."""
    content = analysis.content
    forms: list[str] = [content.opening]
    if content.should is not None:
        forms.insert(0, "should")
    if analysis.cue.forms == {"ing"}:
        forms.append("progressive")
    if content.bare:
        forms.append("bare")
    return forms
