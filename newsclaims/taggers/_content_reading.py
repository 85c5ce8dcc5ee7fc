"""Reads the content of an attribution: its opening, and the hedges, wishes and questions in its main clause."""

from enum import StrEnum

from attrs import frozen

from newsclaims._attribution import Offsets
from newsclaims._syntax import Antecedent, Clause, ScopeMatch, capitals_of, main_clause
from newsclaims.text import Text, WordRange

from ._wishes import wishes

__all__ = ["ContentReading", "Opening", "read_content"]

# The largest distance, in words, from the beginning to the verb of a clause, or to the words "I do not know".
_REACH = 24
_NEAR = 8
_CLAIM = 4
_SHORTEST_GERUND = 5
_QUESTION = "?"
_FULL_STOPS = frozenset({".", "!", "..."})
_AFTER_PHRASE = ("auxiliary", "as", "infinitive", "sentence_end", "boundary")
_IN_PHRASE = ("relative", "copula", "as", "linker", "finite", "determiner")
_HEDGES = ("no_hedge", "hedge", "would")
"""The lists that the functions below look for; words that begin no entry of these are skipped."""


class Opening(StrEnum):
    """The kinds of openings of a content, as named in `complements.tsv`."""

    EMPTY = ""
    INFINITIVE = "inf"
    GERUND = "ing"
    THAT = "that"
    WHETHER = "whether"
    IF = "if"
    QUESTION_WORD = "wh"
    AS = "as"
    OBJECT_INFINITIVE = "object-inf"
    """X to do."""
    OBJECT_AS = "object-as"
    """X as Y."""
    CLAIM = "claim"
    """A word such as "allegation" at the head."""
    NOMINAL = "nominal"
    """A noun phrase without a finite verb near it."""
    CLAUSE = "clause"


_LED_IN = frozenset({Opening.THAT, Opening.WHETHER, Opening.AS})
"""The openings whose first word is before the clause."""
_BARE = frozenset({Opening.NOMINAL, Opening.CLAIM, Opening.CLAUSE, Opening.OBJECT_INFINITIVE})
"""The openings of a bare noun phrase; "the mayor's plan" and "the plan to build a quay" look like clauses."""


@frozen(slots=True)
class ContentReading:
    """The words of a content that show the source's commitment.

    Args:
        opening: The kind of its opening.
        hedge: The weakest hedge on the main clause.
        would: A "would" on the main clause.
        wish: The source's own wish, plan or appeal, with its firmness.
        opposed: A wish against something.
        should: A "should" or "must" on the main clause.
        unsure: Words that say that the source does not know.
        asks: The question mark at the end of its first sentence.
        condition: An "if" that the main clause depends on.
        bare: Whether it is a bare noun phrase without a statement: "the plan", not "the plan a disgrace".
        pronoun: Whether it is a pronoun for something said before: "it", "this".
    """

    opening: Opening = Opening.EMPTY
    hedge: ScopeMatch | None = None
    would: ScopeMatch | None = None
    wish: ScopeMatch | None = None
    opposed: ScopeMatch | None = None
    should: ScopeMatch | None = None
    unsure: ScopeMatch | None = None
    asks: ScopeMatch | None = None
    condition: ScopeMatch | None = None
    bare: bool = False
    pronoun: bool = False


def read_content(text: Text, content: Offsets, *, direct: bool, source: Antecedent) -> ContentReading:
    """Read a content.

    Args:
        text: The text.
        content: The fragments of the content.
        direct: Whether it opens with a quotation mark.
        source: The pronouns that can refer to the source.
    """
    language, lowers = text.language, text.words.lowers
    marks = language.scope["quotation_mark"].starts
    words = [i for i in text.words.indices(content) if lowers[i] not in marks]
    if not words:
        return ContentReading()
    opening = _opening(Clause(language, lowers, words, 0, min(len(words), _REACH)))
    capital = opening is Opening.INFINITIVE and text.words.texts[words[0]].istitle()
    if capital and text.once(capitals_of).opens(text, words[0]):
        opening = Opening.CLAUSE  # "To fix it, one must dig" is a clause
    clause = main_clause(language, lowers, words, 1 if opening in _LED_IN and len(words) > 1 else 0)
    hedge, would = _hedges(clause)
    wish, opposed = wishes(clause, direct=direct, source=source)
    return ContentReading(
        opening=opening,
        hedge=hedge,
        would=would,
        wish=wish,
        opposed=opposed,
        should=clause.first("should", clause.end),
        unsure=clause.first("unsure", clause.start + _NEAR),
        asks=_question(clause),
        condition=clause.condition,
        bare=opening in _BARE
        and len(content) == 1
        and not direct
        and _bare(Clause(language, lowers, words, 0, len(words))),
        pronoun=len(words) == 1 and lowers[words[0]] in language.scope["taken_up"].starts,
    )


def _opening(clause: Clause) -> Opening:
    """Return the kind of a content's opening, from its first words."""
    first, found = clause.word(0), clause.at("opening", 0)
    opening = Opening(found.value) if found is not None else Opening.EMPTY
    if opening is Opening.INFINITIVE and len(clause.words) > 1:
        return Opening.NOMINAL if clause.at("determiner", 1) else opening
    if opening is Opening.THAT and clause.at("auxiliary", 1):
        return Opening.CLAUSE
    if opening and opening is not Opening.INFINITIVE:
        return opening
    if clause.first("claimed", _CLAIM):
        return Opening.CLAIM
    if first.endswith(clause.language.endings["ing"]) and len(first) >= _SHORTEST_GERUND:
        return Opening.GERUND
    return Opening.CLAUSE if clause.at("subject", 0) else _phrase(clause)


def _phrase(clause: Clause) -> Opening:
    """Return whether an opening noun phrase is complete or begins a clause, from the words after it."""
    for k in clause.listed(_AFTER_PHRASE, 1, clause.end):
        if clause.at("auxiliary", k):
            return Opening.CLAUSE
        if _as(clause, k):
            return Opening.OBJECT_AS
        if clause.at("infinitive", k) and clause.word(k + 1) and not clause.at("determiner", k + 1):
            return Opening.OBJECT_INFINITIVE
        if clause.at("sentence_end", k) or clause.at("boundary", k):
            break
    return Opening.NOMINAL


def _as(clause: Clause, k: int) -> bool:
    """Return whether an "as" at a position introduces a role: "the plan as a risk"."""
    return clause.at("as", k) is not None and clause.at("before_as", k - 1) is None


def _bare(clause: Clause) -> bool:
    """Return whether a content is only a noun phrase: "the plan of the mayor", not "the plan a disgrace"."""
    last = len(clause.words) - 1
    if last and (clause.at("sentence_end", last) or clause.word(last) == ","):
        last -= 1
    if clause.at("predicate", last) or clause.word(last).endswith(clause.language.endings["predicate"]):
        return False
    noun_only = clause.at("linker", 1) is not None and clause.at("relative", 1) is None
    if last and clause.at("determiner", 0) is None and not noun_only:
        return False
    for k in clause.listed(_IN_PHRASE, 1, min(last + 1, _REACH)):
        if clause.at("relative", k):
            return True
        if clause.at("copula", k) or _as(clause, k):
            return False
        if clause.at("linker", k):
            continue
        if clause.at("finite", k) or (clause.at("determiner", k) and not clause.at("linker", k - 1)):
            return False
    return True


def _hedges(clause: Clause) -> tuple[ScopeMatch | None, ScopeMatch | None]:
    """Return the weakest hedge and the first "would"."""
    weakest = would = None
    skip = clause.start
    for k in clause.listed(_HEDGES, clause.start, clause.end):
        if k < skip:
            continue
        if harmless := clause.at("no_hedge", k):
            skip = k + harmless.words.size
        elif found := clause.at("hedge", k):
            if weakest is None or (found.value == "possible" and weakest.value == "probable"):
                weakest = found
        elif would is None:
            would = clause.at("would", k)
    return weakest, would


def _question(clause: Clause) -> ScopeMatch | None:
    """Return the question mark that ends the first sentence."""
    lowers, words = clause.lowers, clause.words
    for k in range(clause.start, len(words)):
        word = lowers[words[k]]
        if word == _QUESTION and not (k > 1 and clause.at("question_tag", k - 2)):  # "isn't it?" asserts
            return ScopeMatch("asked", WordRange(words[k], words[k] + 1))
        if word in _FULL_STOPS:
            break
    return None
