"""Reads the cue of an attribution: its head in the lexicon, and what negates, hedges or refuses it."""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from newsclaims.attribution import Offsets
from newsclaims.lexicon import Entry, Form, Reading, load
from newsclaims.text import Text

from .clauses import Found
from .places import fragments
from .vocabulary import groups

__all__ = ["CueReading", "read_cue"]

Range = tuple[int, int]

# Which word of a cue carries it: a verb before an adjective, a noun, a fixed phrase. Verbs that mostly say what is done
# with the next one ("hopes to see") come after other verbs, verbs that carry a noun ("made a claim") after the noun.
_RANK: Mapping[str, int] = {"verb": 6, "adjective": 4, "noun": 3, "phrase": 2, "preposition": 0}
_OUTER, _LIGHT, _NEVER = 5, 1, -1
# How far before a noun the preposition may stand that makes it a mere place: "in a written statement".
_PLACE_REACH = 4


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
        loss: A verb that takes away what the head says ("is waning").
        hypothetical: An "if" that makes the cue a mere supposition.
    """

    entry: Entry | None = None
    head: Range | None = None
    forms: frozenset[Form] = frozenset()
    negation: Found | None = None
    refusal: Found | None = None
    hedge: Found | None = None
    loss: Found | None = None
    hypothetical: Found | None = None

    @property
    def past(self) -> bool:
        """Whether the head is in a past form, so that a *will* in reported speech turns into *would*."""
        return "past" in self.forms


def read_cue(text: Text, cue: Offsets, source: Offsets) -> CueReading:
    """Read a cue.

    Args:
        text: The text.
        cue: The fragments of the cue.
        source: The fragments of the source.
    """
    lowers = text.words.lowers
    ranges, sources = fragments(text, cue), fragments(text, source)
    if not ranges:
        return CueReading()
    chosen = _head(lowers, ranges)
    head = (chosen[0], chosen[0] + chosen[1].length) if chosen else None
    negation, refusal, hedge, loss = _scope(lowers, ranges, head)
    return CueReading(
        entry=chosen[1].entry if chosen else None,
        head=head,
        forms=chosen[1].forms if chosen else frozenset(),
        negation=negation or _negative_source(lowers, sources),
        refusal=refusal,
        hedge=hedge,
        loss=loss,
        hypothetical=_hypothetical(lowers, min(first for first, _ in [*ranges, *sources])),
    )


def _head(lowers: Sequence[str], ranges: Sequence[Range]) -> tuple[int, Reading] | None:
    """Choose the word that carries the cue: the last of the highest rank."""
    lexicon, best, best_rank = load(), None, _NEVER
    for first, last in ranges:
        i = first
        while i < last:
            reading = _reading(lexicon.lookup(lowers, i), lowers, i, last)
            if reading is None:
                i += 1
                continue
            rank = _rank(lowers, i, reading)
            if reading.forms == {"base"} and best is not None and best[0] == i - 1 and best_rank >= _OUTER:
                rank = _NEVER  # an adverb that looks like a verb: "said back in May"
            elif rank == _RANK["noun"] and _in_place(lowers, i, first):
                rank = _LIGHT if best is None else _NEVER
            if rank >= best_rank:
                best, best_rank = (i, reading), rank
            i += reading.length
    return best


def _rank(lowers: Sequence[str], i: int, reading: Reading) -> int:
    if reading.length == 1 and reading.entry.kind == "verb":
        if groups("scope.tsv")["light"].at(lowers, i):
            return _LIGHT
        if groups("scope.tsv")["outer"].at(lowers, i):
            return _OUTER
    return _RANK[reading.entry.kind]


def _reading(found: Sequence[Reading], lowers: Sequence[str], i: int, last: int) -> Reading | None:
    """Choose among the readings of one word: the longest inside the cue; a noun after a determiner."""
    fitting = [reading for reading in found if i + reading.length <= last]
    if not fitting:
        return None
    wanted = "noun" if i and groups("scope.tsv")["before_noun"].at(lowers, i - 1) else "verb"
    longest = fitting[0].length
    for reading in fitting:
        if reading.length == longest and reading.entry.kind == wanted:
            return reading
    return fitting[0]


def _in_place(lowers: Sequence[str], i: int, first: int) -> bool:
    """Say whether the noun at a position is only where the source spoke: "in a statement"."""
    places = groups("scope.tsv")["place"].starts
    return any(lowers[j] in places for j in range(max(first, i - _PLACE_REACH), i))


def _scope(
    lowers: Sequence[str], ranges: Sequence[Range], head: Range | None
) -> tuple[Found | None, Found | None, Found | None, Found | None]:
    """Return what negates the head, what refuses, hedges it and takes it away; the last of each."""
    words = groups("scope.tsv")
    begin, after = (head[0], head[1] + 1) if head else (ranges[-1][1], ranges[-1][1])  # "showed no sign"
    negation = refusal = hedge = loss = None
    for first, last in ranges:
        i = first
        while i < last:
            if skip := words["no_negation"].at(lowers, i):
                i += skip[1]
                continue
            if begin <= i < after - 1:
                i += 1
                continue
            if i < after and (found := words["negation"].at(lowers, i)):
                negation = Found("negated", (i, i + found[1]))
            elif i < begin and lowers[i] in _refusals():
                refusal = Found("refused", (i, i + 1))
            elif found := words["cue_hedge"].at(lowers, i):
                hedge = Found(found[0], (i, i + found[1]))
            elif found := words["loss"].at(lowers, i):
                loss = Found("lost", (i, i + found[1]))
            i += 1
    return negation, refusal, hedge, loss


@cache
def _refusals() -> frozenset[str]:
    """Return all forms of the verbs that keep from doing something."""
    verbs = groups("scope.tsv")["refusal"].starts
    return frozenset(
        word
        for word, readings in load().readings.items()
        if any(r.entry.kind == "verb" and r.entry.lemma in verbs for r in readings)
    )


def _negative_source(lowers: Sequence[str], sources: Sequence[Range]) -> Found | None:
    """Read "none of his rivals said"."""
    if not sources:
        return None
    first = sources[0][0]
    found = groups("scope.tsv")["negative_source"].at(lowers, first)
    return Found("negated", (first, first + found[1])) if found else None


def _hypothetical(lowers: Sequence[str], first: int) -> Found | None:
    """Look for "if" and the like just before the source and the cue."""
    if first and groups("scope.tsv")["hypothetical"].at(lowers, first - 1):
        return Found("hypothetical", (first - 1, first))
    return None
