"""Reads the cue of an attribution: its head in the lexicon, and the words that negate, hedge or refuse it."""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from newsclaims._attribution import Offsets
from newsclaims._language import Entry, Language, Reading, WordForm
from newsclaims._syntax import ScopeMatch, first_words
from newsclaims.text import Text, WordRange

__all__ = ["CueReading", "read_cue"]

# The ranks of the possible heads of a cue: a verb before an adjective, a noun and a fixed phrase. Verbs that mostly
# modify the next verb ("hopes to see") come after other verbs, and light verbs ("made a claim") after the noun.
_RANK: Mapping[str, int] = {"verb": 6, "adjective": 4, "noun": 3, "adverb": 2, "phrase": 2, "preposition": 0}
_OUTER, _LIGHT, _NEVER = 5, 1, -1
# The largest distance, in words, from a preposition to a noun that is only a place: "in a written statement".
_PLACE_REACH = 4
_SCOPE = ("no_negation", "negation", "cue_hedge", "loss")
"""The lists of words that change what the head says, besides the verbs of refusal."""


@frozen(slots=True)
class CueReading:
    """The words of a cue and their functions.

    Args:
        entry: The lexicon's entry of the head; None if the lexicon has none of the words.
        head: The words of the head; None without an entry.
        forms: The possible forms of the head.
        negation: Words that negate the head.
        refusal: A verb of not doing what the head says ("refused to").
        hedge: Words that weaken the head.
        loss: A verb of losing what the head names ("is waning").
        hypothetical: An "if" that makes the cue hypothetical.
    """

    entry: Entry | None = None
    head: WordRange | None = None
    forms: frozenset[WordForm] = frozenset()
    negation: ScopeMatch | None = None
    refusal: ScopeMatch | None = None
    hedge: ScopeMatch | None = None
    loss: ScopeMatch | None = None
    hypothetical: ScopeMatch | None = None

    @property
    def past(self) -> bool:
        """Whether the head is in a past form, so that a *will* in reported speech turns into *would*."""
        return "past" in self.forms

    @property
    def head_match(self) -> ScopeMatch | None:
        """The words of the head with their lemma; None without an entry."""
        return None if self.entry is None or self.head is None else ScopeMatch(self.entry.lemma, self.head)


def read_cue(text: Text, cue: Offsets, source: Offsets) -> CueReading:
    """Read a cue.

    Args:
        text: The text.
        cue: The fragments of the cue.
        source: The fragments of the source.
    """
    language, lowers = text.language, text.words.lowers
    ranges, sources = text.words.ranges(cue), text.words.ranges(source)
    if not ranges:
        return CueReading()
    chosen = _head(language, lowers, ranges)
    head = WordRange(chosen[0], chosen[0] + chosen[1].length) if chosen else None
    negation, refusal, hedge, loss = _scope(language, lowers, ranges, head)
    return CueReading(
        entry=chosen[1].entry if chosen else None,
        head=head,
        forms=chosen[1].forms if chosen else frozenset(),
        negation=negation or _negative_source(language, lowers, sources),
        refusal=refusal,
        hedge=hedge,
        loss=loss,
        hypothetical=_hypothetical(language, lowers, min(words.first for words in [*ranges, *sources])),
    )


def _head(language: Language, lowers: Sequence[str], ranges: Sequence[WordRange]) -> tuple[int, Reading] | None:
    """Return the head of the cue: the last word of the highest rank."""
    lexicon, best, best_rank = language.cues, None, _NEVER
    for words in ranges:
        i = words.first
        while i < words.last:
            reading = _reading(language, lexicon.lookup(lowers, i), lowers, i, words.last)
            if reading is None:
                i += 1
                continue
            rank = _rank(language, lowers, i, reading)
            if reading.forms == {"base"} and best is not None and best[0] == i - 1 and best_rank >= _OUTER:
                rank = _NEVER  # an adverb that looks like a verb: "said back in May"
            elif rank == _RANK["noun"] and _in_place(language, lowers, i, words.first):
                rank = _LIGHT if best is None else _NEVER
            if rank >= best_rank:
                best, best_rank = (i, reading), rank
            i += reading.length
    return best


def _rank(language: Language, lowers: Sequence[str], i: int, reading: Reading) -> int:
    """Return the rank of a reading as the head of the cue."""
    if reading.length == 1 and reading.entry.kind == "verb":
        if language.scope["light"].at(lowers, i):
            return _LIGHT
        if language.scope["outer"].at(lowers, i):
            return _OUTER
    return _RANK[reading.entry.kind]


def _reading(language: Language, found: Sequence[Reading], lowers: Sequence[str], i: int, last: int) -> Reading | None:
    """Choose among the readings of one word: the longest inside the cue; a noun after a determiner."""
    fitting = [reading for reading in found if i + reading.length <= last]
    if not fitting:
        return None
    wanted = "noun" if i and language.scope["before_noun"].at(lowers, i - 1) else "verb"
    longest = fitting[0].length
    for reading in fitting:
        if reading.length == longest and reading.entry.kind == wanted:
            return reading
    return fitting[0]


def _in_place(language: Language, lowers: Sequence[str], i: int, first: int) -> bool:
    """Return whether the noun at a position is only where the source spoke: "in a statement"."""
    places = language.scope["place"].starts
    return any(lowers[j] in places for j in range(max(first, i - _PLACE_REACH), i))


def _scope(
    language: Language, lowers: Sequence[str], ranges: Sequence[WordRange], head: WordRange | None
) -> tuple[ScopeMatch | None, ScopeMatch | None, ScopeMatch | None, ScopeMatch | None]:
    """Return the last words that negate, refuse and hedge the head, and the last verb of loss."""
    lists, changing, end = language.scope, _changing(language), ranges[-1].last
    begin, after = (head.first, head.last + 1) if head else (end, end)  # "showed no sign"
    negation = refusal = hedge = loss = None
    for words in ranges:
        i = words.first
        while i < words.last:
            if lowers[i] not in changing:  # nearly always
                i += 1
                continue
            if skip := lists["no_negation"].at(lowers, i):
                i += skip[1]
                continue
            if begin <= i < after - 1:
                i += 1
                continue
            if i < after and (found := lists["negation"].at(lowers, i)):
                negation = ScopeMatch("negated", WordRange(i, i + found[1]))
            elif i < begin and lowers[i] in _refusals(language):
                refusal = ScopeMatch("refused", WordRange(i, i + 1))
            elif found := lists["cue_hedge"].at(lowers, i):
                hedge = ScopeMatch(found[0], WordRange(i, i + found[1]))
            elif found := lists["loss"].at(lowers, i):
                loss = ScopeMatch("lost", WordRange(i, i + found[1]))
            i += 1
    return negation, refusal, hedge, loss


@cache
def _changing(language: Language) -> frozenset[str]:
    """Return the words that begin an entry which changes what the head says."""
    return first_words(language, _SCOPE) | _refusals(language)


@cache
def _refusals(language: Language) -> frozenset[str]:
    """Return all forms of the verbs of refusal."""
    verbs = language.scope["refusal"].starts
    return frozenset(
        word
        for word, readings in language.cues.readings.items()
        if any(r.entry.kind == "verb" and r.entry.lemma in verbs for r in readings)
    )


def _negative_source(language: Language, lowers: Sequence[str], sources: Sequence[WordRange]) -> ScopeMatch | None:
    """Read "none of his rivals said"."""
    if not sources:
        return None
    first = sources[0].first
    found = language.scope["negative_source"].at(lowers, first)
    return ScopeMatch("negated", WordRange(first, first + found[1])) if found else None


def _hypothetical(language: Language, lowers: Sequence[str], first: int) -> ScopeMatch | None:
    """Return an "if" or a similar word just before the source and the cue."""
    if first and language.scope["hypothetical"].at(lowers, first - 1):
        return ScopeMatch("hypothetical", WordRange(first - 1, first))
    return None
