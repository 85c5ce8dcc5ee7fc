"""Reads the content of an attribution: how it begins, what hedges its main clause, what it wishes or asks."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims.text import Text

from .cues import Found
from .places import fragments
from .vocabulary import groups

__all__ = ["ContentReading", "read_content"]

Range = tuple[int, int]

_QUOTES = frozenset({'"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "„"})
_SENTENCE_ENDS = frozenset({".", "!", "?", ";", ":", "..."})
_AUXILIARIES = frozenset(
    "is are was were am 's ’s 're ’re 'm ’m has have had 've ’ve will 'll ’ll wo would 'd ’d can could ca may might must should "
    "shall do does did".split()
)
_SEVERAL = frozenset("they we who people others many some Republicans Democrats Americans".split())
_SUBJECTS = frozenset("i we he she they you it there".split())
_ARTICLES = frozenset("the a an his her their its my our your this these those any some all".split())
# How far a hedge, or the verb of the main clause, may stand from where the clause begins, in words.
_REACH = 24
_NEAR = 8
# How far after a finite verb a hedge still belongs to it: "is, I think, most likely".
_AFTER_VERB = 5
_FINITE = frozenset("is are was were will wo has have had does did do".split())


@frozen(slots=True)
class ContentReading:
    """What the content says of the source's commitment, word by word.

    Args:
        opening: How it begins: inf, ing, that, whether, wh, as, object-inf, nominal, claim or clause; empty without words.
        hedge: The weakest hedge on the main clause.
        would: A "would" on the main clause.
        wish: The source's own wish, plan or appeal, with how firm it is.
        opposed: A wish against something.
        should: A "should" or "must" on the main clause.
        unsure: What says that the source does not know.
        asks: A question mark at the end of the main clause.
        condition: An "if" that the main clause hangs on.
    """

    opening: str = ""
    hedge: Found | None = None
    would: Found | None = None
    wish: Found | None = None
    opposed: Found | None = None
    should: Found | None = None
    unsure: Found | None = None
    asks: Found | None = None
    condition: Found | None = None


def read_content(text: Text, content: Sequence[tuple[int, int]], *, direct: bool, holder: str) -> ContentReading:
    """Read a content.

    Args:
        text: The text.
        content: The fragments of the content.
        direct: Whether it opens with a quotation mark.
        holder: The head of the source, lower case; empty without one.
    """
    lowers = text.words.lowers
    words = [i for first, last in fragments(text, tuple(content)) for i in range(first, last)]
    words = [i for i in words if lowers[i] not in _QUOTES]
    if not words:
        return ContentReading()
    opening = _opening(lowers, words)
    start = 1 if opening in ("that", "whether", "as") and len(words) > 1 else 0
    start = _discourse(lowers, words, start)
    start, condition = _main_clause(lowers, words, start)
    end = _clause_end(lowers, words, start)
    hedge, would = _hedges(lowers, words, start, end)
    wish, opposed = _wishes(lowers, words, start, end, direct=direct, holder=holder)
    return ContentReading(
        opening=opening,
        hedge=hedge,
        would=would,
        wish=wish,
        opposed=opposed,
        should=_first(lowers, words, start, end, "should"),
        unsure=_first(lowers, words, start, min(end, start + _NEAR), "unsure"),
        asks=_question(lowers, words, start),
        condition=condition,
    )


def _opening(lowers: Sequence[str], words: Sequence[int]) -> str:
    scope = groups("scope.tsv")
    first = lowers[words[0]]
    if first == "to" and len(words) > 1:
        return "inf" if lowers[words[1]] not in _ARTICLES else "nominal"
    if first in ("that", "as"):
        return first
    if first in ("whether", "if"):
        return first
    if first in scope["wh"].starts:
        return "wh"
    near = words[:_REACH]
    if any(lowers[i] in scope["claimed"].starts for i in near[:4]):
        return "claim"
    if first.endswith("ing") and len(first) > 4:
        return "ing"
    if first in _SUBJECTS:
        return "clause"
    for i in near[1:]:
        if lowers[i] in _AUXILIARIES:
            return "clause"
        if lowers[i] == "as" and lowers[i - 1] not in ("such", "well", "long", "soon", "far", "much", "just"):
            return "object-as"
        if lowers[i] == "to" and i > words[0] and lowers[i + 1 : i + 2] and lowers[i + 1] not in _ARTICLES:
            return "object-inf"
        if lowers[i] in _SENTENCE_ENDS or lowers[i] in scope["boundary"].starts:
            break
    return "nominal"


def _discourse(lowers: Sequence[str], words: Sequence[int], start: int) -> int:
    """Step over "well," and "look," to where the sentence really begins."""
    discourse = groups("scope.tsv")["discourse"]
    while start < len(words):
        found = discourse.at(lowers, words[start])
        if found is None:
            break
        after = start + found[1]
        if after < len(words) and lowers[words[after]] == ",":
            after += 1
        elif lowers[words[start]] not in ("so", "and", "but", "now", "then", "just", "really", "also", "still"):
            break
        start = after
    return min(start, len(words) - 1)


def _main_clause(lowers: Sequence[str], words: Sequence[int], start: int) -> tuple[int, Found | None]:
    """Step over a subordinate clause in front: "if it rains, ..."."""
    if lowers[words[start]] not in groups("scope.tsv")["subordinator"].starts:
        return start, None
    condition = (
        Found("condition", (words[start], words[start] + 1)) if lowers[words[start]] in ("if", "unless") else None
    )
    for k in range(start, min(len(words), start + _REACH)):
        if lowers[words[k]] == "," and k + 1 < len(words):
            return k + 1, condition
    return start, None


def _clause_end(lowers: Sequence[str], words: Sequence[int], start: int) -> int:
    """Return where the main clause ends: at a subordinate or a second clause, or soon after its finite verb."""
    boundary = groups("scope.tsv")["boundary"].starts
    end = min(len(words), start + _REACH)
    for k in range(start + 1, end):
        word = lowers[words[k]]
        if word in _SENTENCE_ENDS or word in boundary:
            return k
        if word in ("and", "or", "but") and k + 1 < len(words) and lowers[words[k + 1]] in _SUBJECTS:
            return k
        if word == "," and words[k] + 1 < len(lowers) and k + 1 < len(words) and words[k + 1] > words[k] + 2:
            return k  # the cue stands in between: what comes after is another thought
        if word in _FINITE:
            end = min(end, k + _AFTER_VERB)
            if end <= k + 1:
                break
    return end


def _hedges(lowers: Sequence[str], words: Sequence[int], start: int, end: int) -> tuple[Found | None, Found | None]:
    scope = groups("scope.tsv")
    weakest: Found | None = None
    would: Found | None = None
    k = start
    while k < end:
        i = words[k]
        if found := scope["no_hedge"].at(lowers, i):
            k += found[1]
            continue
        if found := scope["hedge"].at(lowers, i):
            if weakest is None or (found[0] == "possible" and weakest.value == "probable"):
                weakest = Found(found[0], (i, i + found[1]))
        elif would is None and scope["would"].at(lowers, i):
            would = Found("probable", (i, i + 1))
        k += 1
    return weakest, would


def _wishes(
    lowers: Sequence[str], words: Sequence[int], start: int, end: int, *, direct: bool, holder: str
) -> tuple[Found | None, Found | None]:
    scope = groups("scope.tsv")
    i = words[start]
    if direct and (found := scope["appeal"].at(lowers, i)):
        return Found("certain", (i, i + found[1])), None
    person = next((name for name in ("speaker", "other", "you") if scope[name].at(lowers, i)), None)
    if person is None or (person == "other" and (direct or not _fits(lowers[i], holder))):
        return None, None
    negated = False
    for k in range(start + 1, min(end, start + _NEAR)):
        i = words[k]
        negated = negated or lowers[i] in ("not", "n't", "never")
        if (
            person != "other"
            and lowers[words[start]] != "i"
            and not negated
            and (found := scope["ought"].at(lowers, i))
        ):
            return Found("certain", (words[start], i + found[1])), None
        if person != "you":
            for group in ("intend", "resist", "plan"):
                found = scope[group].at(lowers, i)
                if found is None or (group == "plan" and not _acts(lowers, i + found[1])):
                    continue
                if person == "speaker" and group != "plan" and lowers[i].endswith("ed"):
                    return None, None  # "I wanted": over and done
                whole = Found(found[0], (words[start], i + found[1]))
                return (None, whole) if group == "resist" else (whole, None)
            if person == "other" and scope["would"].at(lowers, i) and _acts(lowers, i + 1):
                return Found("certain", (words[start], i + 1)), None
        if not scope["adverb"].at(lowers, i) or (person == "speaker" and lowers[i] in ("was", "were", "had")):
            break
    return None, None


def _acts(lowers: Sequence[str], i: int) -> bool:
    """Say whether what follows "will" is something one does, and not something that befalls one."""
    scope = groups("scope.tsv")
    while i < len(lowers) and scope["adverb"].at(lowers, i) and lowers[i] not in ("be", "have"):
        i += 1
    if i + 1 < len(lowers) and lowers[i] == "be" and lowers[i + 1].endswith("ing"):
        return True
    return i < len(lowers) and lowers[i] not in scope["befall"].starts


def _fits(pronoun: str, holder: str) -> bool:
    """Say whether a pronoun can mean the source: "they" several, "he" and "she" one."""
    several = (holder.endswith("s") and not holder.endswith("ss")) or holder in _SEVERAL
    if pronoun == "they":
        return several
    if pronoun == "it":
        return holder not in ("he", "she", "they", "we", "i", "who") and not several
    return not several or holder == "who"


def _question(lowers: Sequence[str], words: Sequence[int], start: int) -> Found | None:
    """Return the question mark that ends the first sentence, or the whole."""
    for k in range(start, len(words)):
        if lowers[words[k]] == "?" and not (k > 1 and lowers[words[k - 2]] == "n't"):  # "isn't it?" asserts
            return Found("asked", (words[k], words[k] + 1))
        if lowers[words[k]] in (".", "!", "..."):
            break
    return Found("asked", (words[-1], words[-1] + 1)) if lowers[words[-1]] == "?" else None


def _first(lowers: Sequence[str], words: Sequence[int], start: int, end: int, group: str) -> Found | None:
    phrases = groups("scope.tsv")[group]
    for k in range(start, end):
        if found := phrases.at(lowers, words[k]):
            return Found(group, (words[k], words[k] + found[1]))
    return None
