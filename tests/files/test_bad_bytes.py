"""Bad bytes: the records that have them are found, and the others can be read."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._files.bad_bytes import BadBytes
from newsclaims._files.locations import FileLocation
from newsclaims._files.streams import split_lines, text_chunks
from newsclaims.errors import FormatError, UndecodableError

HERE = FileLocation("lines", "a.txt")


class Pipe(io.BytesIO):
    """A stream that returns a few bytes at a time."""

    size = 3

    def read1(self, _size: int | None = -1, /) -> bytes:
        """Return the next bytes."""
        return super().read1(self.size)


def lines(stream: io.BytesIO) -> list[str | int]:
    """Return each line, or the position of its first bad byte."""
    bad = BadBytes()
    found = [(line, bad.take(line, HERE)) for line in split_lines(text_chunks(stream, "lines", None, bad))]
    return [line if error is None else error.position for line, error in found]


def test_a_line_with_a_bad_byte_is_an_error_with_its_place() -> None:
    """The first bad byte of a line is named with its offset in the file; the lines around it are read."""
    data = "\ufeffné\n".encode() + b"two \xe9 and \xff\n" + "très\n".encode() + b"\xc3\nlast of the lines\n"
    expected = ["né\n", 11, "très\n", 25, "last of the lines\n"]
    assert (data[11], data[25]) == (0xE9, 0xC3)
    assert lines(io.BytesIO(data)) == lines(Pipe(data)) == expected


def test_the_error_names_the_file_the_line_and_the_encoding() -> None:
    """The error has the line, and says what the encoding probably is."""
    bad = BadBytes()
    text = "a cafe and a caf\udce9"
    bad.add(text, b"a cafe and a caf\xe9")
    error = bad.take(text, HERE.at(7))
    assert str(error).startswith("a.txt, line 7: byte 0xe9 at position 16 is not UTF-8 (invalid byte).")
    assert "probably in WINDOWS-1252" in str(error)


@pytest.mark.parametrize(
    "data", [b"\xff", b"good\n" + b"\xf4\xe5\n" * 9, b"%PDF-1.7\n" + b"a line of text\n" * 9 + b"\xff"]
)
def test_a_file_of_another_kind_is_one_error(data: bytes) -> None:
    """A file with many bad bytes, or with the first bytes of another kind of file, is an error as a whole."""
    bad = BadBytes()
    with pytest.raises(UndecodableError):
        list(text_chunks(io.BytesIO(data), "lines", None, bad))


def test_a_file_may_not_end_in_the_middle_of_a_character() -> None:
    """A file that ends in the middle of a character is cut short, and the text before comes first."""
    pieces = text_chunks(io.BytesIO(b"all of this\nand th\xc3"), "lines", None, BadBytes())
    assert next(pieces) == "all of this\nand th"
    with pytest.raises(FormatError, match="it ends in the middle of a character"):
        next(pieces)


@given(st.lists(st.binary(max_size=12).filter(lambda line: b"\n" not in line), max_size=6), st.integers(4, 40))
def test_exactly_the_lines_that_are_not_utf_8_are_errors(given_lines: list[bytes], size: int) -> None:
    """Whatever the lines are, those in UTF-8 come back, and each other one is an error at its first bad byte."""
    # Enough text that the bad bytes are few.
    data = b"x" * 400 + b"\n" + b"".join(line + b"\n" for line in given_lines)
    pipe = Pipe(data)
    pipe.size = size
    at, expected = 0, list[str | int]()
    for line in io.BytesIO(data):
        try:
            expected.append(line.decode())
        except UnicodeDecodeError as error:
            expected.append(at + error.start)
        at += len(line)
    assert lines(pipe) == expected
