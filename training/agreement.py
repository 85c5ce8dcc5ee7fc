"""Whether a find agrees with an annotator's claim, by the scorer's measure for single claims."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from newsclaims._attribution import Attribution, Offsets
from newsclaims.evaluation import Roles

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5


def word_starts(text: str) -> list[int]:
    """Return the offsets at which the scorer's words begin.

    Args:
        text: The article.
    """
    return [match.start() for match in _WORD.finditer(text)]


def agrees(words: Sequence[int], found: Attribution, claims: Sequence[Roles]) -> bool:
    """Say whether a find matches a claim: cues share a word, and sources and contents have a Jaccard index of 0.5.

    Args:
        words: The offsets at which the article's words begin.
        found: The find.
        claims: An annotator's claims.
    """
    cue, content, source = (_numbers(words, spans) for spans in (found.cue, found.content, found.source))
    return any(
        (not cue or cue & _numbers(words, claim.cue))  # a colon contains no word
        and _jaccard(content, _numbers(words, claim.content)) >= _ENOUGH
        and _jaccard(source, _numbers(words, claim.source)) >= _ENOUGH
        for claim in claims
        if claim.content
    )


def _numbers(words: Sequence[int], spans: Offsets) -> frozenset[int]:
    return frozenset(n for start, end in spans for n in range(bisect_left(words, start), bisect_left(words, end)))


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
