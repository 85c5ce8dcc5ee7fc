"""Reads the cue of an attribution: its head in the lexicon, and what negates, hedges or refuses it."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims.lexicon import Entry, Form, Reading, load
from newsclaims.text import Text

from .places import fragments
from .vocabulary import groups

__all__ = ["CueReading", "Found", "read_cue"]

Range = tuple[int, int]

_DETERMINERS = frozenset(
    "a an the his her their its my our your this that these those no some any new many more further 's ’s".split()
)
_PLACES = frozenset("in during on at by from through with via".split())
# Verbs that only carry what follows them: "issued a call for", "continued to insist".
_RANK = {"verb": 6, "adjective": 4, "noun": 3, "phrase": 2, "preposition": 0}
_OUTER, _LIGHT = 5, 1


@frozen(slots=True)
class Found:
    """A word of scope that was found.

    Args:
        value: What it says.
        words: Its words, as a range.
    """

    value: str
    words: Range


@frozen(slots=True)
class CueReading:
    """What the cue says, word by word.

    Args:
        entry: The lexicon's entry of the head; None if the lexicon has none of the words.
        head: The words of the head, as a range; None without an entry.
        forms: What form the head has.
        negation: What negates the head.
        refusal: A verb that keeps from doing what the head says ("refused to").
        hedge: What weakens the head.
        hypothetical: What makes the cue a mere supposition ("if", a modal in a question).
    """

    entry: Entry | None = None
    head: Range | None = None
    forms: frozenset[Form] = frozenset()
    negation: Found | None = None
    refusal: Found | None = None
    hedge: Found | None = None
    hypothetical: Found | None = None

    @property
    def past(self) -> bool:
        """Whether the head is in a past form, so that a *will* in reported speech turns into *would*."""
        return "past" in self.forms


def read_cue(text: Text, cue: Sequence[tuple[int, int]], source: Sequence[tuple[int, int]]) -> CueReading:
    """Read a cue.

    Args:
        text: The text.
        cue: The fragments of the cue.
        source: The fragments of the source.
    """
    lowers = text.words.lowers
    ranges = fragments(text, tuple(cue))
    if not ranges:
        return CueReading()
    chosen = _head(lowers, ranges)
    words = groups("scope.tsv")
    at = chosen[0] if chosen else ranges[-1][1]
    after = at + chosen[1].length + 1 if chosen else at  # "showed no sign"
    negation = refusal = hedge = None
    for first, last in ranges:
        i = first
        while i < last:
            if skip := words["no_negation"].at(lowers, i):
                i += skip[1]
                continue
            if i < after and (found := words["negation"].at(lowers, i)):
                negation = Found("negated", (i, i + found[1]))
            elif i < at and _refuses(lowers[i]):
                refusal = Found("refused", (i, i + 1))
            elif i != at and (found := words["cue_hedge"].at(lowers, i)):
                hedge = Found(found[0], (i, i + found[1]))
            i += 1
    sources = fragments(text, tuple(source))
    if negation is None and sources and (found := words["negative_source"].at(lowers, sources[0][0])):
        negation = Found("negated", (sources[0][0], sources[0][0] + found[1]))
    return CueReading(
        entry=chosen[1].entry if chosen else None,
        head=(chosen[0], chosen[0] + chosen[1].length) if chosen else None,
        forms=chosen[1].forms if chosen else frozenset(),
        negation=negation,
        refusal=refusal,
        hedge=hedge,
        hypothetical=_hypothetical(lowers, [*ranges, *sources]),
    )


def _head(lowers: Sequence[str], ranges: Sequence[Range]) -> tuple[int, Reading] | None:
    """Choose the word that carries the cue: the last of the highest rank."""
    lexicon, best, best_rank = load(), None, -1
    scope = groups("scope.tsv")
    for first, last in ranges:
        i = first
        while i < last:
            reading = _reading(lexicon.lookup(lowers, i), lowers, i, last)
            if reading is None:
                i += 1
                continue
            rank = _RANK[reading.entry.kind]
            if reading.length == 1 and reading.entry.kind == "verb" and scope["light"].at(lowers, i):
                rank = _LIGHT
            elif reading.length == 1 and reading.entry.kind == "verb" and scope["outer"].at(lowers, i):
                rank = _OUTER
            elif reading.entry.kind == "noun" and _in_place(lowers, i, first):
                rank = _LIGHT if best_rank < 0 else -1
            elif reading.forms == {"base"} and best is not None and best[0] == i - 1 and best_rank >= _OUTER:
                rank = -1  # "said back in May", "tweeted back"
            if rank >= best_rank:
                best, best_rank = (i, reading), rank
            i += reading.length
    return best


def _reading(found: Sequence[Reading], lowers: Sequence[str], i: int, last: int) -> Reading | None:
    """Choose among the readings of one word: the longest inside the cue; a noun after a determiner."""
    fitting = [reading for reading in found if i + reading.length <= last]
    if not fitting:
        return None
    before = lowers[i - 1] if i else ""
    wanted = "noun" if before in _DETERMINERS else "verb"
    longest = fitting[0].length
    for reading in fitting:
        if reading.length == longest and reading.entry.kind == wanted:
            return reading
    return fitting[0]


def _in_place(lowers: Sequence[str], i: int, first: int) -> bool:
    """Say whether the noun at a position is only where the source spoke: "in a statement"."""
    return any(lowers[j] in _PLACES for j in range(max(first, i - 4), i))


def _refuses(word: str) -> bool:
    return any(
        reading.entry.kind == "verb" and groups("scope.tsv")["refusal"].starts.get(reading.entry.lemma)
        for reading in load().readings.get(word, ())
    )


def _hypothetical(lowers: Sequence[str], ranges: Sequence[Range]) -> Found | None:
    """Look for "if" and the like just before the source and the cue."""
    first = min(start for start, _ in ranges)
    hypothetical = groups("scope.tsv")["hypothetical"]
    for i in range(max(0, first - 1), first):
        if hypothetical.at(lowers, i):
            return Found("hypothetical", (i, i + 1))
    return None
