"""Finds the places at which a few words differ from a string.

If at most n words differ, one of n + 1 parts of the string is in the text unchanged. Such a part shows where the whole
can be, and a comparison of the words near it counts the edits. The cost is the number of the string's words times a
constant, for any text.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from newsclaims._language import Language

from .matching import Place, with_marks
from .units import Reading, Units
from .window import Window

__all__ = ["edited_places"]

_MOST = 12
"""The largest number of edits, however long the string is."""
_SEEDS = 6
"""How many places of each part are looked at."""
_TRIED = 8
"""How many places of the string are compared."""


class _Edit(NamedTuple):
    """One edit: a word of the string, a word of the text, or both if one replaces the other."""

    given: int | None
    found: int | None


class _Alignment(NamedTuple):
    """The units of a text that a string is aligned with, and the edits."""

    first: int
    last: int
    edits: tuple[_Edit, ...]


def edited_places(window: Window, reading: Reading, most_edits: float) -> tuple[tuple[Place, ...], str]:
    """Return the places at which the fewest words differ from a string, sorted, or the reason why there are none.

    Args:
        window: The window of the text.
        reading: The string; it has units.
        most_edits: The largest share of its words that may differ.
    """
    size = len(reading.units)
    most = min(_MOST, int(most_edits * size))
    if not most:
        return (), "is not in the text"
    alignments = [
        found for at in _diagonals(window, reading.units.keys, most) if (found := _aligned(window, reading, at, most))
    ]
    if not alignments:
        return (), f"is not in the text, not even with up to {most} of its {size} words changed"
    allowed = []
    refused = ""
    for each in alignments:
        fixed = _fixed_word(window, reading, each.edits)
        if fixed:
            refused = fixed
        else:
            allowed.append(each)
    if not allowed:
        return (), f"differs from the text in the word {refused!r}, which changes the claim"
    fewest = min(len(each.edits) for each in allowed)
    units = window.units
    return tuple(
        sorted(
            {
                Place(
                    *with_marks(window, reading, units.starts[each.first], units.ends[each.last - 1]), "edited", fewest
                )
                for each in allowed
                if len(each.edits) == fewest
            }
        )
    ), ""


def _diagonals(window: Window, keys: Sequence[str], most: int) -> list[int]:
    """Return the units at which the string may begin, by the parts of it that are in the text."""
    bounds = [len(keys) * part // (most + 1) for part in range(most + 2)]
    votes: dict[int, int] = {}
    for start, end in pairwise(bounds):
        for at in islice(_found(window, f" {' '.join(keys[start:end])} "), _SEEDS):
            votes[at - start] = votes.get(at - start, 0) + end - start
    return sorted(votes, key=lambda at: (-votes[at], at))[:_TRIED]


def _found(window: Window, needle: str) -> Iterator[int]:
    """Yield the first unit of each place of joined keys."""
    at, last = window.joined
    while (at := window.units.joined.find(needle, at, last)) >= 0:
        yield bisect_left(window.units.at, at + 1)
        at += 1


def _aligned(window: Window, reading: Reading, begin: int, most: int) -> _Alignment | None:
    """Return the best alignment of a string that begins near a unit; None if too many words differ.

    It is the usual table of edit distances (Sellers, 1980), but only the cells near the diagonal are computed.
    """
    keys, units = reading.units.keys, window.units
    low, width = begin - most, 2 * most + 1
    far = most + 1
    row = [0 if window.first <= low + k <= window.last else far for k in range(width)]
    rows = [row]
    for i, key in enumerate(keys, 1):
        above, row = row, [far] * width
        for k in range(width):
            j = low + i + k
            if not window.first <= j <= window.last:
                continue
            best = above[k + 1] + 1 if k + 1 < width else far
            if j > window.first:
                best = min(best, above[k] + (units.keys[j - 1] != key), row[k - 1] + 1 if k else far)
            row[k] = min(best, far)
        if min(row) > most:
            return None
        rows.append(row)
    # Of several equal ends the last one counts: a model leaves words out more often than it adds some.
    ends = [k for k in reversed(range(width)) if row[k] == min(row)]
    return next((found for k in ends if (found := _traced(window, keys, rows, low, k))), None)


def _traced(window: Window, keys: Sequence[str], rows: Sequence[Sequence[int]], low: int, k: int) -> _Alignment | None:
    """Follow the cells of an alignment back to its beginning; None if a word at an edge is not right."""
    units, edits, i = window.units, [], len(keys)
    last = low + i + k
    while i:
        j, cost = low + i + k, rows[i][k]
        has_word = j > window.first
        differs = has_word and units.keys[j - 1] != keys[i - 1]
        if has_word and not differs and rows[i - 1][k] == cost:
            i -= 1
        elif has_word and k and rows[i][k - 1] + 1 == cost:
            edits.append(_Edit(None, j - 1))
            k -= 1
        elif has_word and rows[i - 1][k] + 1 == cost:
            edits.append(_Edit(i - 1, j - 1))
            i -= 1
        else:
            edits.append(_Edit(i - 1, None))
            i, k = i - 1, k + 1
    first = low + k
    # Words beside the place by chance could replace a wrong first or last word.
    if first >= last or keys[0] != units.keys[first] or keys[-1] != units.keys[last - 1]:
        return None
    if not (units.opens[first] and units.closes[last - 1]):
        return None
    return _Alignment(first, last, tuple(reversed(edits)))


def _fixed_word(window: Window, reading: Reading, edits: Sequence[_Edit]) -> str:
    """Return a word that an edit touches and must not touch; `""` if there is none."""
    language = window.text.language
    for given, found in edits:
        if given is not None and found is not None:
            denied = _denied(reading.units.keys[given], window.units.keys[found], language)
            if denied:
                return denied
        for at, units, string in (
            (given, reading.units, reading.view),
            (found, window.units, window.text.string),
        ):
            if at is not None and _is_fixed(units, at, string, language):
                return string[units.starts[at] : units.ends[at]]
    return ""


def _denied(one: str, other: str, language: Language) -> str:
    """Return that of two words that denies the other by its beginning, as in "unsafe"; `""` if none does."""
    shorter, longer = sorted((one, other), key=len)
    return longer if any(longer == f"{prefix}{shorter}" for prefix in language.grounding["denying"].starts) else ""


def _is_fixed(units: Units, at: int, string: str, language: Language) -> bool:
    """Say whether a word must not be edited: a name, a number, or a word of the lists."""
    word, key = string[units.starts[at] : units.ends[at]], units.keys[at]
    if key in language.grounding["fixed"].starts or any(map(str.isdigit, word)):
        return True
    if at + 1 < len(units) and units.keys[at + 1] in language.grounding["led"].starts:
        return True
    return word[:1].isupper() and not language.knows(word.lower())
