"""The encoding of pages, found as browsers find it."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._files.locations import FileLocation
from newsclaims.errors import UndecodableError
from newsclaims.readers._decoding import decoded

PLACE = FileLocation("html", "page.html")
SAID = "“Très bien”, she said – for £5."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SAID.encode(), SAID),
        (SAID.encode("cp1252"), SAID),
        (codecs.BOM_UTF8 + b"<meta charset=latin-1>" + SAID.encode(), "<meta charset=latin-1>" + SAID),
        (codecs.BOM_UTF16_LE + SAID.encode("utf-16-le"), SAID),
        (b"<meta charset='ISO-8859-1'>" + SAID.encode("cp1252"), "<meta charset='ISO-8859-1'>" + SAID),
        (b"<meta content='text/html; charset=iso-8859-2'>\xb1", "<meta content='text/html; charset=iso-8859-2'>ą"),
        (b"<?xml version='1.0' encoding='koi8-r'?>\xc1", "<?xml version='1.0' encoding='koi8-r'?>а"),
        (b"<meta charset=latin-1>" + SAID.encode(), "<meta charset=latin-1>" + SAID),
        (b"<meta charset=koi8-r>" + SAID.encode(), "<meta charset=koi8-r>" + SAID),
        ("<meta charset=iso-2022-jp>港".encode("iso-2022-jp"), "<meta charset=iso-2022-jp>港"),
        (b"<meta charset=utf-16>" + SAID.encode(), "<meta charset=utf-16>" + SAID),
        (b"<meta charset=nonsense>" + SAID.encode(), "<meta charset=nonsense>" + SAID),
        (b"<meta charset=unicode_escape>\\ud800", "<meta charset=unicode_escape>\\ud800"),
        (b"<meta charset=utf7>+2AA-", "<meta charset=utf7>+2AA-"),
        (b"<meta charset=rot13>" + SAID.encode(), "<meta charset=rot13>" + SAID),
        (b"<meta charset=utf-8>" + SAID.encode("cp1252"), "<meta charset=utf-8>" + SAID),
        (b"<meta charset=utf-8>" + SAID.encode() + b"\xff", "<meta charset=utf-8>" + SAID + "\ufffd"),
        (b"<meta charset=gb2312>" + "镕".encode("gb18030"), "<meta charset=gb2312>镕"),
        (b"\x81\x93", "\x81“"),
    ],
)
def test_the_encoding_of_a_page(data: bytes, text: str) -> None:
    """A byte order mark is strongest, then valid UTF-8, then what the page says, then Windows-1252."""
    assert decoded(data, PLACE, None) == text


def test_a_given_encoding() -> None:
    """A given encoding is stronger than that of the page, but not than a byte order mark; it must fit."""
    page = b"<meta charset=utf-8>\xe9"
    assert decoded(page, PLACE, "latin-1").endswith("é")
    assert decoded(codecs.BOM_UTF8 + "é".encode(), PLACE, "latin-1") == "é"
    assert decoded("é".encode("utf-16-le") * 9, PLACE, "utf-16-le") == "é" * 9
    assert decoded(b"a\\ud800", PLACE, "unicode_escape") == "a\ufffd"
    with pytest.raises(UndecodableError, match=r"page\.html: byte 0xe9 at position 20 is not ascii"):
        decoded(page, PLACE, "ascii")
    with pytest.raises(UndecodableError, match=r"is not UTF-8 .*it is probably in WINDOWS-1252"):
        decoded(page, PLACE, "utf8")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_any_page_in_utf_8(text: str) -> None:
    """A page in UTF-8 is read as it is."""
    assert decoded(b"<p>" + text.encode(), PLACE, None) == "<p>" + text
