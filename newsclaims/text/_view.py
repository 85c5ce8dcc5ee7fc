"""The view of a text: an edited string, and where each of its characters is in the original.

A view has layers. Each layer is a list of edits of the string before it: an edit replaces characters, removes them or
adds white space.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import field, frozen

__all__ = ["Edit", "Layer", "View"]

Edit = tuple[int, int, str]
"""Start and end of the replaced characters, and the replacement: at most one character.

White space that is added between two characters may be longer.
"""


@frozen(slots=True)
class Layer:
    """Edits of a string, and where their results are.

    Args:
        starts: Where each edit starts in the string before the edits, sorted.
        ends: Where it ends there; equal to its start if it adds white space.
        read_starts: Where its result starts in the string after the edits.
        read_ends: Where its result ends there.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    read_starts: tuple[int, ...]
    read_ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters of the string after the edits are in the string before.

        Args:
            start: The first character.
            end: One past the last; equal to `start` for an empty span.
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
        """Return where characters of the string before the edits are in the string after; the span may be empty.

        Args:
            start: The first character.
            end: One past the last.
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
    """An edited text, with the offsets that lead back to the original.

    Args:
        string: The edited text. It is empty only if the original is empty.
        layers: The edits that turn the original into `string`, in order; empty if there are none.
    """

    string: str
    layers: tuple[Layer, ...] = field(default=(), repr=False)

    def edited(self, edits: Sequence[Edit]) -> "View":
        """Return the view with more edits.

        Args:
            edits: Edits of `string`, sorted and disjoint.
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
        """Return where characters of the view are in the original.

        Args:
            start: The first character.
            end: One past the last, after `start`.

        Returns:
            The first code point, and one past the last, of the original.
        """
        for layer in reversed(self.layers):
            start, end = layer.original(start, end)
        return start, end

    def seen(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the original is in the view: at least one character.

        Args:
            start: First code point of the original.
            end: One past the last, after `start`.

        Returns:
            The first character of the view, and one past the last. If the view leaves out the whole span, a character
            next to it.
        """
        for layer in self.layers:
            start, end = layer.seen(start, end)
        if start < end:
            return start, end
        start = min(start, len(self.string) - 1)
        return start, start + 1

    def all_seen(self, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return where spans of the original are in the view, without what a span shares with the one before.

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
