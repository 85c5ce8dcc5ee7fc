"""Reads and writes files of JSON objects, one object at a time: a single object, an array, or one object a line."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO

from newsclaims.errors import FormatError

from .bad_bytes import before_bad_bytes
from .json_values import INDENT, check_type, json_bytes, parse_json, pretty_json
from .locations import FileLocation
from .streams import text_chunks, text_lines

__all__ = ["json_object_texts", "read_json_lines", "read_json_objects", "write_json_lines", "write_json_objects"]

_SPACE = re.compile(r"[ \t\r\n]*")
_STRUCTURE = re.compile(r'\\.|["{}]', re.DOTALL)


def write_json_lines(stream: BinaryIO, objects: Iterable[Mapping[str, Any]]) -> None:
    """Write JSON Lines: each object on its own line, as it comes.

    Args:
        stream: The stream to write.
        objects: The objects.
    """
    stream.writelines(json_bytes(one) + b"\n" for one in objects)


def read_json_lines(
    stream: BinaryIO, format: str, *, what: str = "a line"
) -> Iterator[tuple[FileLocation, dict[str, Any]]]:
    """Yield the object of each line of JSON Lines with its location; blank lines are skipped.

    Args:
        stream: The stream to read.
        format: The format's name, for error messages.
        what: What each object is, for error messages.

    Raises:
        FormatError: If a line is not a JSON object; the lines before are yielded first.
        UndecodableError: If it is not UTF-8.
    """
    for location, line in text_lines(stream, format):
        if not line.strip():
            continue
        try:
            # Without the line end, so that an error at the end is reported for this line.
            data = parse_json(line.rstrip("\r\n"), location)
        except FormatError as error:
            if line.endswith("\n"):
                raise
            raise location.error(f"{error.reason} It is the last line; the file may be cut short.") from error
        yield location, check_type(data, what, dict, location)


def write_json_objects(
    stream: BinaryIO,
    objects: Iterable[Mapping[str, Any]],
    *,
    layout: Callable[[Mapping[str, Any]], bytes] = pretty_json,
    always_array: bool = False,
) -> None:
    """Write one object as it is, and none or several as an array, one by one once there is a second.

    Args:
        stream: The stream to write.
        objects: The objects.
        layout: Returns the JSON of an object.
        always_array: Whether one object is an array of one, for tools that read nothing else.
    """
    rest = map(layout, objects)
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


def read_json_objects(
    stream: BinaryIO, format: str, *, what: str = "an object", one_after_another: bool = False
) -> Iterator[tuple[FileLocation, dict[str, Any]]]:
    """Yield the object, or each object of the array, with its location; only one is held at a time.

    Args:
        stream: The stream to read.
        format: The format's name, for error messages.
        what: What each object is, for error messages.
        one_after_another: Whether several objects may follow each other without an array, as in JSON Lines.

    Raises:
        FormatError: If it is neither an object nor an array, or is cut short; objects before the fault come first.
        UndecodableError: If it is not UTF-8.
    """
    pieces = text_chunks(stream, format)
    for location, text in json_object_texts(
        pieces, FileLocation.of(stream, format), what=what, one_after_another=one_after_another
    ):
        yield location, check_type(parse_json(text, location), what, dict, location)


def json_object_texts(
    pieces: Iterator[str], start: FileLocation, *, what: str = "an object", one_after_another: bool = False
) -> Iterator[tuple[FileLocation, str]]:
    """Yield the text of the object, or of each object of the array, with its location; it may not be valid JSON.

    Args:
        pieces: The text, in pieces.
        start: The file.
        what: What each object is, for error messages.
        one_after_another: Whether several objects may follow each other without an array, as in JSON Lines.

    Raises:
        FormatError: If there is neither an object nor an array, or it is cut short, after the objects before the fault.
    """
    cursor = _Cursor(pieces, start, what)
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
        raise cursor.location.error(
            "there is more text after the JSON value. A file with one object per line is JSON Lines (.jsonl)."
        )


class _Cursor:
    """A position in a JSON text that comes in pieces.

    It finds the end of an object without parsing it, so only one object is held at a time and each character is read
    once.
    """

    def __init__(self, pieces: Iterator[str], start: FileLocation, what: str) -> None:
        self._pieces = _whole_escapes(pieces)
        self._piece = ""
        self._at = 0
        self._what = what
        self.location = start.at(1)

    def peek(self) -> str:
        """Return the next character that is not white space, without moving past it; `""` at the end."""
        while True:
            match = _SPACE.match(self._piece, self._at)
            self.step(match.end() - self._at if match else 0)
            if self._at < len(self._piece):
                return self._piece[self._at]
            if not self._next_piece():
                return ""

    def step(self, length: int = 1) -> str:
        """Move past some characters of this piece, and return them."""
        passed = self._piece[self._at : self._at + length]
        self._at += length
        self.location = self.location.at((self.location.line or 1) + passed.count("\n"))
        return passed

    def object(self) -> tuple[FileLocation, str]:
        """Move past an object, and return its location and its text.

        Raises:
            FormatError: If there is no object, or if it does not end.
        """
        if self.peek() != "{":
            raise self.wrong(f"{self._what} (a JSON object)")
        start = self.location
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
        """Return the error that something else was expected here."""
        found = self.peek()
        if not found:
            return self.location.error(f"it ends where {expected} was expected; the file may be cut short.")
        shown = repr(found) if before_bad_bytes(found) else "a byte that is not UTF-8"
        return self.location.error(f"{shown} was found where {expected} was expected.")

    def _next_piece(self) -> bool:
        self._piece, self._at = next(self._pieces, ""), 0
        return bool(self._piece)


def _whole_escapes(pieces: Iterator[str]) -> Iterator[str]:
    """Yield pieces that do not end in a backslash, so that an escape is never split."""
    held = ""
    for piece in pieces:
        held += piece
        if not held.endswith("\\"):
            yield held
            held = ""
    if held:
        yield held
