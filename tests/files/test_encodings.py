"""The names of encodings that callers give."""

import io

import pytest

from newsclaims import read
from newsclaims._files.encodings import check_encoding
from newsclaims.errors import InvalidValueError
from newsclaims.readers._html import HtmlReader

SAID = "“It leaks,” he said in the café."


@pytest.mark.parametrize("name", ["latin1", "latin-1", "ISO-8859-1", "iso_8859_1", "ascii", "US-ASCII"])
def test_western_names_are_read_as_in_browsers(name: str) -> None:
    """Latin-1 and ASCII are read as Windows-1252, because files with its quotation marks are called so."""
    assert check_encoding(name) == "WINDOWS-1252"


@pytest.mark.parametrize("name", [None, "utf-8", "iso-8859-15", "cp1252", "mac-roman"])
def test_other_names_stay(name: str | None) -> None:
    """Any other encoding is the one that was given."""
    assert check_encoding(name) == name


def test_readers_read_latin_1_as_in_browsers() -> None:
    """The readers of texts and tables read the quotation marks of Windows in a file that is said to be in Latin-1."""
    data = SAID.encode("windows-1252")
    [article] = read(io.BytesIO(data), "text", encoding="latin1")
    [row] = read(io.BytesIO(b"text\n" + data.replace(b",", b"")), "table", encoding="latin1")
    assert (article.text, row.text) == (SAID, SAID.replace(",", ""))


def test_an_encoding_of_half_characters_is_refused() -> None:
    """A name that Python does not know as an encoding of texts is an error."""
    with pytest.raises(InvalidValueError, match="'rot13' is not an encoding"):
        check_encoding("rot13")


@pytest.mark.skipif(not HtmlReader.extra.is_installed(), reason="needs newsclaims[html]")
def test_pages_in_latin_1_are_read_as_in_browsers() -> None:
    """A page that a caller says is in Latin-1 is read so too."""
    page = f"<html><body><article><h1>Quay</h1><p>{SAID}</p></article></body></html>".encode("windows-1252")
    [article] = read(io.BytesIO(page), "html", encoding="latin1")
    assert SAID in article.text
