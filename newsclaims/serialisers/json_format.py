"""JSON, laid out for people: one claim set is an object, none or several are an array; nothing is lost."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims.model import Article, ClaimSet

from .files import chunks, name_of, reading, writing
from .record import Place, encoded, from_record, parsed, to_record

__all__ = ["JsonSerialiser"]

INDENT = 2

# Every line break is layout, since strings hold escapes only: this cannot match inside a text.
_SPREAD_SPAN = re.compile(rb'\{\n *"start": (\d+),\n *"end": (\d+)\n *\}')
_SPACE = re.compile(r"[ \t\r\n]*")
_STRUCTURE = re.compile(r'\\.|["{}]', re.DOTALL)


class JsonSerialiser:
    """Writes and reads JSON.

    Several claim sets are written one by one, after the second has come. They are read one by one as well, whatever
    the layout, and an object or an array both give a sequence.
    """

    name: str = "json"
    suffixes: tuple[str, ...] = (".json",)
    media_type: str = "application/json"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write an object or an array; see `Serialiser.dump`."""
        with writing(target) as stream:
            rest = iter(claimsets)
            first = list(islice(rest, 2))
            if len(first) == 1:
                stream.write(_pretty(first[0]) + b"\n")
                return
            between = b"[\n"
            for claimset in chain(first, rest):
                margin = b" " * INDENT
                stream.write(between + margin + _pretty(claimset).replace(b"\n", b"\n" + margin))
                between = b",\n"
            stream.write(b"\n]\n" if first else b"[]\n")

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read object by object; `articles` is not needed. See `Serialiser.load`."""
        with reading(source) as stream:
            cursor = _Cursor(chunks(stream, self.name), Place(self.name, name_of(stream)))
            for place, text in _objects(cursor):
                yield from_record(parsed(text, place), place)


def _pretty(claimset: ClaimSet) -> bytes:
    return _SPREAD_SPAN.sub(rb'{"start": \1, "end": \2}', encoded(to_record(claimset), indent=INDENT))


def _objects(cursor: "_Cursor") -> Iterator[tuple[Place, str]]:
    """Yield the object, or the objects of the array, each with its place."""
    opening = cursor.peek()
    if opening == "[":
        cursor.step()
        separator = ""
        while cursor.peek() != "]":
            if separator and cursor.peek() != separator:
                raise cursor.wrong("',' or ']'")
            cursor.step(len(separator))
            yield cursor.object()
            separator = ","
        cursor.step()
    else:
        yield cursor.object()
    if cursor.peek():
        raise cursor.place.error("there is more after its one value. One object a line is the format 'jsonl'.")


class _Cursor:
    """A place in a JSON text that comes in pieces.

    It finds where an object ends without understanding it, so that no more than one object is held at a time, and each
    character is looked at once.
    """

    def __init__(self, pieces: Iterator[str], start: Place) -> None:
        self._pieces = _whole_escapes(pieces)
        self._piece = ""
        self._at = 0
        self.place = start.at(1)

    def peek(self) -> str:
        """Return the next character that is no white space, without passing it; `""` at the end."""
        while True:
            match = _SPACE.match(self._piece, self._at)
            self.step(match.end() - self._at if match else 0)
            if self._at < len(self._piece):
                return self._piece[self._at]
            if not self._next_piece():
                return ""

    def step(self, length: int = 1) -> str:
        """Pass some characters of this piece, and return them.

        Args:
            length: How many.
        """
        passed = self._piece[self._at : self._at + length]
        self._at += length
        self.place = self.place.at((self.place.line or 1) + passed.count("\n"))
        return passed

    def object(self) -> tuple[Place, str]:
        """Pass an object and return its place and its text.

        Raises:
            FormatError: If there is none, or if it does not end.
        """
        if self.peek() != "{":
            raise self.wrong("a claim set, a JSON object")
        start = self.place
        passed: list[str] = []
        depth, quoted = 0, False
        while True:
            for match in _STRUCTURE.finditer(self._piece, self._at):
                sign = match.group()
                if sign == '"':
                    quoted = not quoted
                elif not quoted and sign in "{}":
                    depth += 1 if sign == "{" else -1
                    if not depth:
                        passed.append(self.step(match.end() - self._at))
                        return start, "".join(passed)
            passed.append(self.step(len(self._piece) - self._at))
            if not self._next_piece():
                raise start.error("the object that starts here does not end; the file may be cut short.")

    def wrong(self, expected: str) -> Exception:
        """Return the error that something else should stand here.

        Args:
            expected: What should.
        """
        found = self.peek()
        if not found:
            return self.place.error(f"it ends where {expected} should stand; the file may be cut short.")
        return self.place.error(f"{found!r} stands where {expected} should.")

    def _next_piece(self) -> bool:
        self._piece, self._at = next(self._pieces, ""), 0
        return bool(self._piece)


def _whole_escapes(pieces: Iterator[str]) -> Iterator[str]:
    """Let no piece end in a backslash, so that an escape is never cut in two."""
    held = ""
    for piece in pieces:
        held += piece
        if not held.endswith("\\"):
            yield held
            held = ""
    if held:
        yield held
