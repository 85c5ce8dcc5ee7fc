"""Reading files so that offsets fit: the text is unchanged, and other files are errors with their place."""

from pathlib import Path

import pytest

from newsclaims._files.text_files import decoded, read_file
from newsclaims.errors import FileError, UndecodableError


def test_nothing_in_a_file_is_changed(tmp_path: Path) -> None:
    """Line ends of every kind and a byte order mark stay, so that offsets fit the file."""
    text = "\ufeffone\r\ntwo\rthree\n\u2028\U0001f6a2"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    assert read_file(tmp_path / "a.txt") == text


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    """A path that cannot be read is an error with the reason and advice."""
    with pytest.raises(FileError, match=r"nope\.txt: No such file or directory\. Check the name"):
        read_file(tmp_path / "nope.txt")
    with pytest.raises(FileError, match="Name the files in it instead"):
        read_file(tmp_path)


def test_undecodable_bytes_are_errors_with_their_position(tmp_path: Path) -> None:
    """The first byte that is not UTF-8 is named with its offset."""
    (tmp_path / "a.txt").write_bytes("caf\u00e9 ".encode() + b"caf\xe9 ")
    with pytest.raises(UndecodableError) as caught:
        read_file(tmp_path / "a.txt")
    assert (caught.value.position, caught.value.byte) == (9, 0xE9)
    with pytest.raises(UndecodableError, match="standard input: byte 0xff at position 0"):
        decoded(b"\xff", "standard input")


@pytest.mark.parametrize("encoding", ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
def test_utf_16_without_a_mark_is_an_error(encoding: str) -> None:
    """A file in UTF-16 is an error that says how to convert it, with or without a byte order mark."""
    with pytest.raises(UndecodableError, match=f"many bytes are zero.*iconv -f {encoding}"):
        decoded("Roe said it rained.".encode(encoding), "a.txt")
    assert decoded(b"one\0zero", "a.txt") == "one\0zero"
