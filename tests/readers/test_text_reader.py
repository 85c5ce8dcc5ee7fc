"""The reader `text`: every Unicode encoding with a mark, and clear errors for what is not a text."""

import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsclaims._model import Article
from newsclaims.errors import FormatError, InvalidValueError, UndecodableError
from newsclaims.readers import Skipped
from newsclaims.readers._text_reader import TextReader
from newsclaims.testing import check_reader

SAID = "The mayor said it leaks."
ENCODINGS = ("utf-8-sig", "utf-16", "utf-32")


def text_of(data: bytes, **options: str) -> str:
    [article] = TextReader().read(io.BytesIO(data), **options)
    assert isinstance(article, Article)
    return article.text


def test_the_reader_keeps_its_contract() -> None:
    """The reader passes the check that every reader passes."""
    check_reader(TextReader(), {SAID.encode(): 1, SAID.encode("utf-16"): 1, b"": 0})


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.sampled_from(ENCODINGS))
def test_a_text_with_a_mark_is_read_in_its_encoding(text: str, encoding: str) -> None:
    """The byte order mark names the encoding, and is not a part of the text."""
    assume(text.strip() and "\t" not in text and not text.lstrip().startswith(("<", "{", "[", "WARC")))
    assert text_of(text.encode(encoding)) == text


def test_nothing_but_the_mark_is_changed() -> None:
    """Line ends of every kind stay, so that offsets fit."""
    text = "one\r\ntwo\rthree\n\u2028\U0001f6a2"
    assert text_of(text.encode()) == text


@pytest.mark.issue("L02")
@pytest.mark.parametrize("encoding", ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
def test_zero_bytes_are_an_error_that_names_the_likely_encoding(encoding: str) -> None:
    """A text in UTF-16 without a mark is an error that names its encoding; with the option it is read."""
    data = SAID.encode(encoding)
    with pytest.raises(UndecodableError, match=f"byte 0x00 .*it is probably in {encoding}.*iconv -f {encoding} "):
        text_of(data)
    assert text_of(data, encoding=encoding) == SAID


@pytest.mark.issue("L02")
def test_utf_16_with_a_mark_is_read() -> None:
    """A text in UTF-16 with its mark, as Windows saves it, is read."""
    assert text_of(SAID.encode("utf-16")) == SAID


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "input: it is a PNG picture, not a text. newsclaims reads no pictures."),
        (b"%PDF-1.7\n%\xe2\xe3", "input: it is a PDF, not a text. Save its text first, for example: pdftotext"),
        (b"%PDF-1.4\n1 0 obj", "input: it is a PDF, not a text. Save its text first, for example: pdftotext"),
        (
            b"{\\rtf1 The mayor said it leaks.}",
            "input: it is a document in RTF, not a text. Save it as plain text first.",
        ),
        (b"PK\3\4\0\0", "it is a ZIP archive, or a document such as .docx"),
        (b"one\0two", "a text has no zero bytes"),
        (b"caf\xe9.", "byte 0xe9 at position 3 is not UTF-8.*probably in WINDOWS-1252"),
        ("caf\u00e9".encode("utf-16")[:-1], "is not UTF-16LE"),
    ],
)
def test_what_is_not_a_text_is_an_error_that_says_what_it_is(data: bytes, message: str) -> None:
    """A picture, a document or broken bytes are named, with advice that helps."""
    with pytest.raises(UndecodableError, match=message):
        text_of(data)


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b"<!DOCTYPE html><p>The mayor said it leaks.", "html"),
        (b"\n<!-- saved -->\n<html lang=en><body>", "html"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", "feed"),
        (b'{"text": "The mayor said it leaks."}', "table"),
        (b'[\n {"id": 1}]', "table"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "warc"),
        ("id\tdate\tText\r\n1\t2024-11-08\tIt leaks.\r\n".encode("utf-16"), "table"),
        (b'id\tbody\tnote\n1\t"It leaks.\nBadly."\tx\n', "table"),
    ],
)
def test_a_file_of_another_kind_is_an_error_that_names_its_reader(data: bytes, reader: str) -> None:
    """A web page in a .txt file is not an article without claims: the error names the reader."""
    with pytest.raises(FormatError, match=rf"Read it with the reader '{reader}' \(--input-format {reader}\)"):
        text_of(data)


def test_a_page_in_one_file_is_an_error_with_advice() -> None:
    """A page that a browser saved in one file, as MHTML, is an error that says what to do."""
    page = b'From: <Saved by Quay>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x'
    with pytest.raises(FormatError, match=r"\(MHTML\)\. Save the page again as HTML"):
        text_of(page)


@pytest.mark.parametrize("text", ["The text\tof the\tmayor\nit\tleaks", "id\ttext\tnote", "text\tid\na\tb"])
def test_a_text_with_tabs_is_a_text(text: str) -> None:
    """Tabs alone do not make a table: it needs a line with names of columns and a line with cells."""
    assert text_of(text.encode()) == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode(), "\u2028".encode("utf-16")])
def test_a_text_without_characters_to_see_is_counted(data: bytes) -> None:
    """An empty file gives no article, but is counted."""
    assert list(TextReader().read(io.BytesIO(data))) == [Skipped("the text is empty")]


def test_an_encoding_must_be_one_that_python_knows() -> None:
    """A wrong encoding is an error before anything is read."""
    with pytest.raises(InvalidValueError, match="'klingon' is not an encoding"):
        text_of(b"", encoding="klingon")
    with pytest.raises(InvalidValueError, match="'base64' is not an encoding"):
        text_of(b"", encoding="base64")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_our_error(data: bytes) -> None:
    """No input crashes the reader, and a text is never changed."""
    try:
        [article] = TextReader().read(io.BytesIO(data))
    except (UndecodableError, FormatError):
        return
    if isinstance(article, Skipped):
        return
    assert article.text.encode() in (data, data[3:]) or data[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0\0")
