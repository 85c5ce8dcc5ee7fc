"""Writes and reads files of JSON objects, one at a time: a single one, an array of any number, or one a line."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from newsclaims.errors import FormatError

from .records import FileLocation, encoded, parsed
from .streams import chunks, lines, name_of

__all__ = ["pretty", "read_lines", "read_objects", "write_objects"]

INDENT = 2

# Every line break is layout, since strings hold escapes only: this cannot match inside a text.
_SPREAD_SPAN = re.compile(rb'\{\n *"start": (\d+),\n *"end": (\d+)\n *\}')
_SPACE = re.compile(r"[ \t\r\n]*")
_STRUCTURE = re.compile(r'\\.|["{}]', re.DOTALL)


def pretty(value: object) -> bytes:
    """Return JSON values laid out for people, a span to a line.

    Args:
        value: The values.
    """
    return _SPREAD_SPAN.sub(rb'{"start": \1, "end": \2}', encoded(value, indent=INDENT))


def write_objects(stream: BinaryIO, objects: Iterable[bytes], *, always_array: bool = False) -> None:
    """Write one object as it is, and none or several as an array, one by one after the second has come.

    Args:
        stream: Where to.
        objects: The objects, as `pretty` lays them out.
        always_array: Whether one object is an array of one, for tools that read nothing else.
    """
    rest = iter(objects)
    first = list(islice(rest, 1 if always_array else 2))
    if len(first) == 1 and not always_array:
        stream.write(first[0] + b"\n")
        return
    between = b"[\n"
    for laid_out in chain(first, rest):
        margin = b" " * INDENT
        stream.write(between + margin + laid_out.replace(b"\n", b"\n" + margin))
        between = b",\n"
    stream.write(b"\n]\n" if first else b"[]\n")


def read_objects(
    stream: BinaryIO, format: str, *, what: str = "a claim set", one_after_another: bool = False
) -> Iterator[tuple[FileLocation, str]]:
    """Yield the text of the one object, or of each object of the one array, with its place; none is held longer.

    Args:
        stream: Where from.
        format: The format's name, for error messages.
        what: What each object is, for error messages.
        one_after_another: Whether several objects may stand there without an array, as in JSON Lines.

    Raises:
        FormatError: If it is neither, or ends too early; the objects before are yielded first.
        UndecodableError: If it is not UTF-8.
    """
    cursor = _Cursor(chunks(stream, format), FileLocation(format, name_of(stream)), what)
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
        while one_after_another and cursor.peek():
            yield cursor.object()
    if cursor.peek():
        raise cursor.place.error(
            "there is more after its one value. One object a line is JSON Lines, another format (.jsonl)."
        )


def read_lines(stream: BinaryIO, format: str) -> Iterator[tuple[FileLocation, object]]:
    """Yield the JSON value of each line with its place; blank lines are passed over.

    Args:
        stream: Where from.
        format: The format's name, for error messages.

    Raises:
        FormatError: If a line is no JSON; the lines before are yielded first.
        UndecodableError: If it is not UTF-8.
    """
    start = FileLocation(format, name_of(stream))
    for number, line in enumerate(lines(chunks(stream, format)), 1):
        if not line.strip():
            continue
        place = start.at(number)
        try:
            data = parsed(line, place)
        except FormatError as error:
            if line.endswith("\n"):
                raise
            raise place.error(f"{error.reason} It is the last line; the file may be cut short.") from error
        yield place, data


class _Cursor:
    """A place in a JSON text that comes in pieces.

    It finds where an object ends without understanding it, so that no more than one object is held at a time, and each
    character is looked at once.
    """

    def __init__(self, pieces: Iterator[str], start: FileLocation, what: str) -> None:
        self._pieces = _whole_escapes(pieces)
        self._piece = ""
        self._at = 0
        self._what = what
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

    def object(self) -> tuple[FileLocation, str]:
        """Pass an object and return its place and its text.

        Raises:
            FormatError: If there is none, or if it does not end.
        """
        if self.peek() != "{":
            raise self.wrong(f"{self._what}, a JSON object")
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
