"""The view of a text: the string that is read in its place, and where each of its characters stands in the original.

A view is made of layers. Each layer is a list of edits: characters of the string before it that are read as another
character, or not at all, or white space that is read where none stands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import field, frozen

__all__ = ["Edit", "Layer", "View"]

Edit = tuple[int, int, str]
"""What is read in place of some characters: first one, one past the last, and at most one character instead.

White space that is added between two characters may be longer.
"""


@frozen(slots=True)
class Layer:
    """Edits of a string, and the places of their results.

    Args:
        starts: Where each edit starts in the string before, sorted.
        ends: Where it ends there; the start again where it adds a space.
        read_starts: Where its result starts in the string after.
        read_ends: Where its result ends there.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    read_starts: tuple[int, ...]
    read_ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters of the string after stand in the string before.

        Args:
            start: The first one.
            end: One past the last one; `start` itself for what was read there and stands nowhere.
        """
        size, at = end - start, bisect_right(self.read_starts, start) - 1
        if at >= 0:
            start = self.starts[at] if start < self.read_ends[at] else self.ends[at] + start - self.read_ends[at]
        if not size:
            return start, start
        last = end - 1
        at = bisect_right(self.read_starts, last) - 1
        if at >= 0:
            end = self.ends[at] if last < self.read_ends[at] else self.ends[at] + end - self.read_ends[at]
        return start, end

    def seen(self, start: int, end: int) -> tuple[int, int]:
        """Return which characters of the string after stand for characters of the string before; perhaps none.

        Args:
            start: The first one.
            end: One past the last one.
        """
        at = bisect_right(self.starts, start) - 1
        if at >= 0:
            start = self.read_starts[at] if start < self.ends[at] else self.read_ends[at] + start - self.ends[at]
        at = bisect_left(self.starts, end) - 1
        if at >= 0:
            end = self.read_ends[at] if end <= self.ends[at] else self.read_ends[at] + end - self.ends[at]
        return start, end


@frozen(slots=True)
class View:
    """A string as it is read, and the way back to the original.

    Args:
        string: What is read. It is empty only if the original is.
        layers: The edits that made it of the original, the first ones first; none if nothing was edited.
    """

    string: str
    layers: tuple[Layer, ...] = field(default=(), repr=False)

    def edited(self, edits: Sequence[Edit]) -> "View":
        """Return the view after some more edits.

        Args:
            edits: Edits of `string`, sorted; none touches another.
        """
        if not edits:
            return self
        pieces: list[str] = []
        read_starts: list[int] = []
        done = size = 0
        for start, end, instead in edits:
            pieces += self.string[done:start], instead
            size += start - done
            read_starts.append(size)
            size += len(instead)
            done = end
        string = "".join([*pieces, self.string[done:]])
        starts, ends, instead_of = zip(*edits, strict=True)
        read_ends = tuple([start + len(new) for start, new in zip(read_starts, instead_of, strict=True)])
        return View(string, (*self.layers, Layer(starts, ends, tuple(read_starts), read_ends)))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters that were read stand in the original.

        Args:
            start: The first one.
            end: One past the last one, after `start`.

        Returns:
            The first code point, and one past the last, of the original.
        """
        for layer in reversed(self.layers):
            start, end = layer.original(start, end)
        return start, end

    def seen(self, start: int, end: int) -> tuple[int, int]:
        """Return which characters are read for a span of the original: at least one.

        Args:
            start: First code point of the original.
            end: One past the last, after `start`.

        Returns:
            The first character that is read, and one past the last; a neighbour where none is read for the span.
        """
        for layer in self.layers:
            start, end = layer.seen(start, end)
        if start < end:
            return start, end
        start = min(start, len(self.string) - 1)
        return start, start + 1

    def all_seen(self, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return what is read for spans of the original, without what a span shares with the one before.

        Args:
            spans: Spans of the original, sorted and disjoint.
        """
        found: list[tuple[int, int]] = []
        for span in spans:
            start, end = self.seen(*span)
            if found:
                start = max(start, found[-1][1])
            if start < end:
                found.append((start, end))
        return tuple(found)
