"""Finds the source's own wishes, plans and appeals in a content."""

from newsclaims._syntax import Antecedent, Clause, ScopeMatch
from newsclaims.text import WordRange

__all__ = ["wishes"]

_Wish = tuple[ScopeMatch | None, ScopeMatch | None]
_NOTHING: _Wish = (None, None)

# The largest distance, in words, from the subject to the verb of the wish.
_NEAR = 8


def wishes(clause: Clause, *, direct: bool, source: Antecedent) -> _Wish:
    """Return what the source wants and what it does not want, each with its firmness.

    Args:
        clause: The main clause of the content.
        direct: Whether the content opens with a quotation mark.
        source: The pronouns that can refer to the source.
    """
    if direct and (appeal := clause.at("appeal", clause.start)):
        return ScopeMatch("certain", appeal.words), None
    if speaker := clause.at("speaker", clause.start):
        duty = _duty(clause) if speaker.value == "plural" else None
        return (duty, None) if duty else _own(clause, first_person=True)
    if clause.at("you", clause.start):
        return _duty(clause), None
    if not direct and _takes_up(clause, source):
        return _own(clause, first_person=False)
    return _NOTHING


def _own(clause: Clause, *, first_person: bool) -> _Wish:
    """Read "we want", "he will", "she would not": the subject is the source."""
    for k in range(clause.start + 1, min(clause.end, clause.start + _NEAR)):
        if found := clause.at("intend", k) or (clause.at("plan", k) if _acts(clause, k) else None):
            past = (
                first_person and not clause.at("plan", k) and clause.word(k).endswith(clause.language.endings["past"])
            )
            return _NOTHING if past else (_whole(clause, found), None)  # "I wanted" is not a present wish
        if found := clause.at("resist", k):
            return None, _whole(clause, found)
        if not first_person and (found := clause.at("would", k)) and _acts(clause, k):
            return _whole(clause, ScopeMatch("certain", found.words)), None
        if not clause.at("adverb", k) or (first_person and clause.at("past", k)):
            break
    return _NOTHING


def _duty(clause: Clause) -> ScopeMatch | None:
    """Read "we have to", "you must"; not "we do not need to"."""
    for k in range(clause.start + 1, min(clause.end, clause.start + _NEAR)):
        if clause.at("negation", k):
            return None
        if found := clause.at("ought", k):
            return _whole(clause, ScopeMatch("certain", found.words))
        if not clause.at("adverb", k):
            return None
    return None


def _acts(clause: Clause, k: int) -> bool:
    """Return whether the verb after "will" is an action of the subject, not an event that happens to it."""
    found = clause.at("plan", k) or clause.at("would", k)
    if found is None:
        return False
    k += found.words.size
    while clause.at("adverb", k) and not clause.at("main_verb", k):
        k += 1
    if clause.at("progressive", k) and clause.word(k + 1).endswith(clause.language.endings["ing"]):
        return True
    return bool(clause.word(k)) and not clause.at("befall", k)


def _takes_up(clause: Clause, source: Antecedent) -> bool:
    """Return whether a clause begins with a pronoun that can refer to the source, singular or plural."""
    found = clause.at("third_person", clause.start)
    if found is None:
        return False
    if found.value == "plural":
        return source != "person"  # "the union said they will"
    return source == "singular" if found.value == "thing" else source != "plural"


def _whole(clause: Clause, found: ScopeMatch) -> ScopeMatch:
    """Return a wish with all words from its subject on."""
    return ScopeMatch(found.value, WordRange(clause.words[clause.start], found.words.last))
