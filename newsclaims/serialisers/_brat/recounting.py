"""Finds out how an annotation file counts its text, from the words that it has beside its offsets.

A text can come to newsclaims in another form than to brat: with CRLF or LF for a line end, with or without a byte order
mark. And some tools count UTF-16 units. Then all offsets after the first such place are wrong, but the words in the
file's third column show which way of counting is meant.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, product
from typing import Any, Final

from attrs import frozen

from ..toolkit import Fragments

__all__ = ["Recount", "is_misplaced", "recount_of"]

_MARK: Final = "\ufeff"
# The carriage return of a CRLF, a line feed alone, and a character of two UTF-16 units.
_SPECIAL = re.compile("\r(?=\n)|(?<!\r)\n|[\U00010000-\U0010ffff]")


@frozen(slots=True)
class _Difference:
    """One difference between two ways of counting.

    Args:
        what: What the other way does, for a warning.
        widths: How much it counts for each special character.
        before: How much it counts before the text.
    """

    what: str
    widths: tuple[tuple[str, int], ...] = ()
    before: int = 0


_WITH_SPANS: Final = frozenset({"blocks", "evidence", "mention_of", "spans", "times"})
"""The fields of an article or a note that have spans."""
_DEEPEST: Final = 2
"""How deep in such a field a span is: a piece of evidence is in a list, and its span is in it."""

_SAME: Final = _Difference("")
_LINE_ENDS: Final = (
    _SAME,
    _Difference("each CRLF counts as one character", (("\r", 0),)),
    _Difference("each line end counts as two characters", (("\n", 2),)),
)
_UNITS: Final = (_SAME, _Difference("characters above U+FFFF count as two (UTF-16)", (("wide", 2),)))
_WITHOUT_MARK: Final = (_SAME, _Difference("the byte order mark is not counted", (("mark", 0),)))
_WITH_MARK: Final = (_SAME, _Difference("a byte order mark is counted that the text does not have", before=1))


@frozen(slots=True)
class Recount:
    """Converts the offsets of an annotation file to code points of the text.

    Args:
        how: How the file counts, in words.
        counts: The offset in the file of each character of the text, and of the text's end.
    """

    how: str
    counts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a span in code points; None if it is not in the text.

        Args:
            start: Its start in the file.
            end: Its end in the file.
        """
        # A character that counts as nothing is left out at the edges; half a character counts as a whole one.
        first, last = bisect_right(self.counts, start) - 1, bisect_left(self.counts, end)
        if not (0 <= start <= end and last < len(self.counts)):
            return None
        return min(first, last), last

    def fragments(self, fragments: Fragments) -> Fragments | None:
        """Return fragments in code points; None if one is not in the text.

        Args:
            fragments: The fragments in the file.
        """
        found = [self.span(start, end) for start, end in fragments]
        return None if None in found else tuple(pair for pair in found if pair is not None)

    def stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return JSON values of newsclaims, such as a note, with their spans in code points.

        Args:
            values: The values. What is not a span in the text is not changed, so that the model can report it.
        """
        return {name: self._stored(value) if name in _WITH_SPANS else value for name, value in values.items()}

    def _stored(self, value: Any, depth: int = 0) -> Any:
        match value:
            case {"start": int(start), "end": int(end)} if (span := self.span(start, end)) is not None:
                return {**value, "start": span[0], "end": span[1]}
            case [int(start), int(end)] if (span := self.span(start, end)) is not None:
                return list(span)
            case dict() if depth < _DEEPEST:
                return {name: self._stored(inner, depth + 1) for name, inner in value.items()}
            case list() if depth < _DEEPEST:
                return [self._stored(inner, depth + 1) for inner in value]
        return value


def is_misplaced(text: str, words: str, fragments: Fragments) -> bool:
    """Return whether words differ from those of the fragments, white space aside.

    Args:
        text: The text.
        words: The words, as the file has them.
        fragments: The fragments, in code points.
    """
    return words.split() != " ".join(text[start:end] for start, end in fragments).split()


def recount_of(text: str, marked: Iterable[tuple[str, Fragments]]) -> Recount | None:
    """Return the way of counting with which all words are at their offsets.

    Of several, the one that differs least from code points of the text counts.

    Args:
        text: The text.
        marked: The words of each text-bound annotation and its fragments in the file.

    Returns:
        The way of counting; None if the offsets count code points of the text, or if no way fits all words.
    """
    told = [(words, fragments) for words, fragments in marked if words.strip()]
    if not told or all(_fits(text, words, fragments) for words, fragments in told):
        return None
    return next((way for way in _ways(text) if _all_fit(text, told, way)), None)


def _all_fit(text: str, told: Iterable[tuple[str, Fragments]], way: Recount) -> bool:
    converted = ((words, way.fragments(fragments)) for words, fragments in told)
    return all(found is not None and _fits(text, words, found) for words, found in converted)


def _fits(text: str, words: str, fragments: Fragments) -> bool:
    in_text = all(0 <= start <= end <= len(text) for start, end in fragments)
    return in_text and not is_misplaced(text, words, fragments)


def _ways(text: str) -> Iterator[Recount]:
    """Yield the ways of counting that differ for a text, those with the fewest differences first."""
    special = [(match.start(), "wide" if match[0] > "\uffff" else match[0]) for match in _SPECIAL.finditer(text)]
    special += [(0, "mark")] if text.startswith(_MARK) else []
    there = {kind for _, kind in special}
    # The line ends change first, because they differ most often.
    choices = product(_WITHOUT_MARK if "mark" in there else _WITH_MARK, _UNITS, _LINE_ENDS)
    for chosen in sorted(choices, key=lambda differences: sum(one is not _SAME for one in differences)):
        differences = [one for one in reversed(chosen) if one is not _SAME]
        if differences and all(kind in there for one in differences for kind, _ in one.widths):
            yield _recount(len(text), special, differences)


def _recount(length: int, special: Iterable[tuple[int, str]], differences: Iterable[_Difference]) -> Recount:
    widths = {kind: width for one in differences for kind, width in one.widths}
    counted = [1] * length
    for at, kind in special:
        counted[at] = widths.get(kind, 1)
    before = sum(one.before for one in differences)
    return Recount(", and ".join(one.what for one in differences), list(accumulate(counted, initial=before)))
