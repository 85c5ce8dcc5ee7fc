"""The reader `warc`: which records are pages, how they are unpacked, and archives that are broken or hostile."""

import gzip
import io
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article
from newsclaims._plugins import Extra
from newsclaims.errors import (
    FormatError,
    InvalidValueError,
    LimitError,
    MissingExtraError,
    NewsClaimsError,
    UndecodableError,
)
from newsclaims.readers import Skipped, read
from newsclaims.readers._warc import WarcReader
from newsclaims.readers._warc.packing import UnpackingError, unpacked
from newsclaims.testing import check_reader

pytestmark = pytest.mark.skipif(
    not (WarcReader.extra.is_installed() and Extra("test-formats", ("warcio",)).is_installed()),
    reason="needs newsclaims[test-formats]",
)

ADDRESS = "https://example.org/ferry"
SAID = "\u201cThe ferry will not sail before the café opens,\u201d the harbour master said."
PARAGRAPHS = (
    SAID,
    "The council asked the company for a new timetable, and the company refused to give one on Monday.",
    "According to the union, the crew has waited for new boats since the spring of last year.",
    "Nobody on the island knows when the next boat will come, and the shops are almost empty now.",
)
TEXT = "\n\n".join(PARAGRAPHS)
HTML = [("Content-Type", "text/html; charset=utf-8")]


def page(paragraphs: Sequence[str] = PARAGRAPHS, *, head: str = "") -> str:
    """Return a page with an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head>{head}<title>Ferry</title></head><body><article>{body}</article></body></html>"


def answer(
    body: bytes | str, headers: Sequence[tuple[str, str]] = HTML, *, status: str = "200 OK", **known: str
) -> dict[str, Any]:
    """Return what the writer needs for an answer of a server."""
    return {"type": "response", "body": body, "headers": headers, "status": status, "known": known}


def record(kind: str, body: bytes | str = b"", content_type: str = "text/plain", **known: str) -> dict[str, Any]:
    """Return what the writer needs for a record that is not an answer."""
    return {"type": kind, "body": body, "content_type": content_type, "known": known}


def archive(*records: dict[str, Any], packed: bool = False, version: str = "1.0") -> bytes:
    """Return a web archive, written by warcio."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class Writer(WARCWriter):  # type: ignore[misc]
        @staticmethod
        def _create_temp_file() -> io.BytesIO:
            # The writer does not close its temporary files.
            return io.BytesIO()

    stream = io.BytesIO()
    writer = Writer(stream, gzip=packed, warc_version=f"WARC/{version}")
    for number, one in enumerate(records):
        body = one["body"].encode() if isinstance(one["body"], str) else one["body"]
        http = None
        if "status" in one:
            http = StatusAndHeaders(one["status"], list(one["headers"]), protocol="HTTP/1.1")
        known = {
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
            "WARC-Date": "2024-11-11T08:00:00Z",
            **{f"WARC-{name.title().replace('_', '-')}": value for name, value in one["known"].items()},
        }
        address = known.pop("WARC-Target-Uri", ADDRESS)
        writer.write_record(
            writer.create_warc_record(
                address,
                one["type"],
                payload=io.BytesIO(body),
                http_headers=http,
                warc_headers_dict=known,
                **({"warc_content_type": one["content_type"]} if "content_type" in one else {}),
            )
        )
    return stream.getvalue()


def raw(
    block: bytes, *, length: int | str | None = None, first: bytes = b"WARC/1.0", end: bytes = b"\r\n\r\n"
) -> bytes:
    """Return a record that no writer would write."""
    size = len(block) if length is None else length
    head = b"%b\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %b\r\n\r\n"
    return head % (first, str(size).encode()) + block + end


GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page().encode()


def items_of(data: bytes, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(WarcReader().read(io.BytesIO(data), **options))


def texts_of(data: bytes, **options: Any) -> list[str]:
    """Return the texts of the articles, and the reason of what was skipped."""
    return [item.text if isinstance(item, Article) else item.reason for item in items_of(data, **options)]


def error_of(data: bytes, **options: Any) -> NewsClaimsError:
    """Return the error of the only thing that is skipped with one."""
    [error] = [item.error for item in items_of(data, **options) if isinstance(item, Skipped) and item.error]
    return error


def test_the_reader_keeps_its_contract() -> None:
    """The reader passes the check that every reader passes."""
    data = archive(
        record("warcinfo", "software: x", "application/warc-fields"), answer(page()), answer("", status="404 No")
    )
    check_reader(WarcReader(), {data: 1, archive(answer(page()), answer(page()), version="1.1"): 2})


def test_a_page_is_an_article() -> None:
    """The text is that of the page, and meta has what the record knows."""
    [article] = items_of(archive(answer(page(), truncated="length")))
    assert isinstance(article, Article)
    assert (article.text, article.url, article.published) == (TEXT, ADDRESS, None)
    assert {name: value for name, value in article.meta.items() if name.startswith("WARC-")} == {
        "WARC-Target-URI": ADDRESS,
        "WARC-Date": "2024-11-11T08:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000000>",
        "WARC-Truncated": "length",
    }


def test_the_address_that_the_page_gives() -> None:
    """The page's own address is the article's; that of the record is in meta."""
    canonical = "https://example.org/news/ferry"
    head = f'<link rel="canonical" href="{canonical}">'
    [article] = items_of(archive(answer(page(head=head), target_uri="https://example.org/ferry?utm=1")))
    assert isinstance(article, Article)
    assert (article.url, article.meta["WARC-Target-URI"]) == (canonical, "https://example.org/ferry?utm=1")


def test_every_record_is_an_item() -> None:
    """What is not a page is skipped with a reason that is the same for all of its kind, and without an error."""
    data = archive(
        record("warcinfo", "software: x", "application/warc-fields"),
        record("request", "GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        answer(page()),
        record("metadata", "fetchTimeMs: 1", "application/warc-fields"),
        record("revisit"),
        record("conversion", "some text"),
        record("response", "20241111\nexample.org. 1 IN A 192.0.2.1\n", "text/dns", target_uri="dns:example.org"),
        answer(b"\x89PNG", [("Content-Type", "image/png")]),
        answer(b"", [("Location", "/other")], status="301 Moved"),
        answer("no such page", status="404 Not Found"),
        answer("<html><body>Menu</body></html>"),
        answer(""),
        answer("Not a page."),
        answer(b"\x89PNG\r\n\x1a\n"),
        answer("{}", [("Content-Type", "nonsense\u00e9")]),
        record("invention"),
        record("resource", page(), "text/html"),
    )
    found = items_of(data)
    assert [item.reason if isinstance(item, Skipped) else "an article" for item in found] == [
        "a warcinfo record",
        "a request record",
        "an article",
        "a metadata record",
        "a revisit record",
        "a conversion record",
        "not HTML: text/dns",
        "not HTML: image/png",
        "HTTP status 301",
        "HTTP status 404",
        "no article was found in the page",
        *["an empty page, or a file that is not HTML"] * 3,
        "not HTML: an unknown type",
        "a record of an unknown type",
        "an article",
    ]
    assert not any(item.error for item in found if isinstance(item, Skipped))


def test_a_packed_archive(tmp_path: Path) -> None:
    """Archives packed record by record, or as a whole, or not, give the same; an id leads back to its record."""
    records = [record("warcinfo", "software: x"), answer(page()), answer(page())]
    plain = archive(*records)
    for name, data in (
        ("a.warc", plain),
        ("b.warc.gz", archive(*records, packed=True)),
        ("c.warc.gz", gzip.compress(plain)),
    ):
        (tmp_path / name).write_bytes(data)
        found = read(tmp_path / name)
        assert [(article.id, article.text) for article in found] == [(f"{name}#2", TEXT), (f"{name}#3", TEXT)]
        assert found.skipped == Counter({"a warcinfo record": 1})


def test_what_wget_writes() -> None:
    """Wget puts the address in angle brackets, and keeps the pieces in which a page was sent."""
    body = page().encode()
    pieces = b"".join(b"%x;a=b\r\n%b\r\n" % (len(piece), piece) for piece in (body[:50], body[50:])) + b"0\r\n\r\n"
    [article] = items_of(archive(answer(pieces, [*HTML, ("Transfer-Encoding", "chunked")], target_uri=f"<{ADDRESS}>")))
    assert isinstance(article, Article)
    assert (article.text, article.url) == (TEXT, ADDRESS)


def test_pieces_that_are_missing() -> None:
    """A page whose pieces are cut short is an error; one that is not in pieces is read as it is."""
    chunked = [*HTML, ("Transfer-Encoding", "chunked")]
    assert "sent in pieces" in str(error_of(archive(answer(b"fff\r\n<p>It", chunked))))
    assert "sent in pieces" in str(error_of(archive(answer(b"2\r\n<p\r\nx", chunked))))
    assert texts_of(archive(answer(page(), chunked))) == [TEXT]


def packings() -> dict[str, bytes]:
    """Return the page, packed in each way that a server may choose."""
    import brotli

    raw_deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    body = page().encode()
    return {
        "gzip": gzip.compress(body[:60]) + gzip.compress(body[60:]),
        "X-GZIP": gzip.compress(body),
        "deflate": zlib.compress(body),
        "deflate ": raw_deflate.compress(body) + raw_deflate.flush(),
        "br": brotli.compress(body),
        "identity": body,
        "gzip, br": brotli.compress(gzip.compress(body)),
    }


@pytest.mark.parametrize("name", ["gzip", "X-GZIP", "deflate", "deflate ", "br", "identity", "gzip, br"])
def test_packed_pages(name: str) -> None:
    """A page that its server packed is unpacked; one that the archive has unpacked already is read as it is."""
    headers = [*HTML, ("Content-Encoding", name)]
    packed = packings()[name]
    assert texts_of(archive(answer(packed, headers), answer(page(), headers))) == [TEXT, TEXT]
    if name != "identity":
        error = error_of(archive(answer(packed[: len(packed) // 2], headers), answer(page())))
        assert isinstance(error, FormatError)
        assert "cannot be unpacked" in str(error)
        assert f"input, record 1 ({ADDRESS})" in str(error)


def test_an_unknown_packing() -> None:
    """A content encoding that nothing here can unpack is an error, because an article may be lost."""
    assert "'zstd': this content encoding is not known" in str(
        error_of(archive(answer(b"(\xb5/\xfd", [*HTML, ("Content-Encoding", "zstd")])))
    )


def test_a_page_that_is_packed_very_often() -> None:
    """A page that says that it is packed very often is an error before it is unpacked."""
    assert "packed 1000 times" in str(error_of(archive(answer(b"x", [*HTML, ("Content-Encoding", "gzip," * 1000)]))))


def test_pieces_that_the_archive_has_joined() -> None:
    """A packed page is unpacked even if the archive has joined its pieces and kept the header."""
    headers = [*HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    body = gzip.compress(page().encode())
    pieces = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    assert texts_of(archive(answer(body, headers), answer(pieces, headers))) == [TEXT, TEXT]


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_page_that_unpacks_to_very_much(name: str) -> None:
    """A page that is larger than the limit after unpacking is skipped with an error; the next one is read."""
    import brotli

    bomb = b"<html>" + bytes(3_000_000)
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[name]
    data = archive(answer(pack(bomb), [*HTML, ("Content-Encoding", name)]), answer(page()))
    skipped, article = items_of(data, max_bytes=1_000_000)
    assert isinstance(article, Article)
    assert isinstance(skipped, Skipped)
    assert isinstance(skipped.error, LimitError)
    assert "more than 1,000,000 bytes" in str(skipped.error)


@given(st.sampled_from(["gzip", "deflate", "br"]), st.binary(max_size=200), st.integers(1, 300))
def test_unpacking_any_bytes(name: str, body: bytes, most: int) -> None:
    """Unpacking gives at most as many bytes as it may, or an error of its own."""
    try:
        assert len(unpacked(body, name, most)) <= most
    except UnpackingError:
        return


def test_a_record_of_a_gigabyte() -> None:
    """A record that is too long is skipped, with an error only if it is a page; the next one is read."""
    film = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + bytes(300_000)
    long_page = GOOD + b" " * 300_000
    data = raw(film) + raw(long_page) + raw(GOOD)
    skipped_film, skipped_page, article = read_items(data, max_bytes=100_000)
    assert skipped_film == Skipped("not HTML: video/mp4", row=1, file="input")
    assert isinstance(skipped_page, Skipped)
    assert isinstance(skipped_page.error, LimitError)
    assert isinstance(article, Article)


def read_items(data: bytes, **options: Any) -> list[Article | Skipped]:
    """Return what `newsclaims.read` gives and skips, in order."""
    found: list[Article | Skipped] = []
    for article in read(io.BytesIO(data), "warc", on_error="skip", on_skip=found.append, **options):
        found.append(article)  # noqa: PERF402 - what is skipped is added in between
    return found


def test_a_record_that_claims_too_much() -> None:
    """A length beyond all sense stops the reading with an error that names the option."""
    with pytest.raises(LimitError, match=r"record 1 says that it has 9,999,999,999 bytes.*max_bytes"):
        items_of(raw(GOOD, length=9_999_999_999))


def test_very_much_that_is_not_a_record() -> None:
    """After a broken record, the search for the next one stops at a limit."""
    data = raw(GOOD) + raw(GOOD, length="x") + b"nothing\n" * 200_000 + raw(GOOD)
    article, skipped = read_items(data, max_bytes=200_000)
    assert isinstance(article, Article)
    assert isinstance(skipped, Skipped)
    assert isinstance(skipped.error, LimitError)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (raw(GOOD, length=len(GOOD) - 40), "follows it, not an empty line. Its Content-Length may be wrong"),
        (raw(GOOD, length=len(GOOD) + 40), "follows it, not an empty line. Its Content-Length may be wrong"),
        (raw(GOOD, length="many"), "its Content-Length is 'many', not a number of bytes"),
        (raw(GOOD, length="-1"), "its Content-Length is '-1'"),
        (raw(GOOD, length="\u0663"), "its Content-Length is '\u0663'"),
        (raw(GOOD, first=b"WARC/0.17"), "b'WARC/0.17.*' was found where a record of WARC 1.0 or 1.1 must begin"),
        (raw(GOOD, first=b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000), "its header does not end"),
    ],
)
def test_a_broken_record(broken: bytes, said: str) -> None:
    """A broken record is skipped with an error; the records around it are read."""
    data = raw(GOOD) + broken + raw(GOOD) + raw(GOOD)
    first, skipped, *others = items_of(data)
    assert isinstance(first, Article)
    assert all(isinstance(item, Article) for item in others)
    assert others
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "a broken record"
    with pytest.raises(FormatError, match=f"input: not valid warc: record 2: .*{said}"):
        raise skipped.error or AssertionError


def test_a_long_header() -> None:
    """The header of a record can be long, and the first of two values counts."""
    first = b"WARC/1.0" + b"\r\na: b" * 5_000 + b"\r\nWARC-Target-URI: https://example.org/1"
    [article] = items_of(raw(GOOD, first=first + b"\r\nWARC-Target-URI: https://example.org/2"))
    assert isinstance(article, Article)
    assert article.url == "https://example.org/1"


def test_records_without_lines_between() -> None:
    """Some writers leave out the empty lines after a record."""
    assert texts_of(raw(GOOD, end=b"") + raw(GOOD, end=b"\n") + raw(GOOD, end=b"")) == [TEXT] * 3


@pytest.mark.parametrize("cut", [1, 8, 30, 120, 500])
def test_an_archive_that_is_cut_short(cut: int) -> None:
    """The last record of an archive that is cut short is an error, wherever it is cut."""
    whole = raw(GOOD)
    first, skipped = items_of(whole + whole.rstrip()[:-cut] if cut < 500 else whole + whole[:60])
    assert isinstance(first, Article)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "a broken record"
    assert skipped.error is not None


def test_a_packed_archive_that_is_cut_short(tmp_path: Path) -> None:
    """The articles before the cut are read, and then the error says that the file is damaged."""
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(archive(answer(page()), answer(page()), packed=True)[:-20])
    found = read(path)
    assert next(found).text == TEXT
    with pytest.raises(FormatError, match="cut short"):
        list(found)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"\r\n\r\n", "it is empty"),
        (b"nonsense", "it begins with b'nonsense'"),
        (b"filedesc://x.arc 0.0.0.0 20060101 text/plain 1\n", "it is an ARC file.*warcio recompress"),
    ],
)
def test_files_that_are_not_archives(data: bytes, said: str) -> None:
    """A file of another kind is an error that says what it is."""
    with pytest.raises(FormatError, match=f"not valid warc: .*{said}"):
        items_of(data)


def test_a_zip_archive() -> None:
    """A file of a known kind is named."""
    with pytest.raises(UndecodableError, match="it is a ZIP archive"):
        items_of(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (b"", "a response without an HTTP status"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "a response without an HTTP status"),
        (b"HTTP/1.1 200", "not HTML: an unknown type"),
        (b"HTTP/2 200\r\nContent-Type: text/html\r\n\r\n" + page().encode(), TEXT),
        (b"HTTP/1.0 200 OK\nContent-type:text/html\n\n" + page().encode(), TEXT),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + page().encode(), TEXT),
        (b"HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html\r\nContent-Type: image/png\r\n\r\n" + page().encode(), TEXT),
    ],
)
def test_odd_answers(block: bytes, reason: str) -> None:
    """Answers of unusual servers are read, or skipped without an error."""
    [item] = items_of(raw(block))
    assert (item.text if isinstance(item, Article) else item.reason) == reason
    assert isinstance(item, Article) or item.error is None


@pytest.mark.parametrize(
    ("charset", "head", "encoding"),
    [
        ("iso-8859-1", "", "windows-1252"),
        ("windows-1252", "", "windows-1252"),
        ("utf-8", "", "utf-8"),
        ("utf-16", '<meta charset="utf-8">', "utf-8"),
        ("windows-1252", "", "utf-8-sig"),
        ("nonsense", "", "utf-8"),
        ("ascii", "", "utf-8"),
        ("base64", "", "utf-8"),
    ],
)
def test_the_encoding_that_the_server_names(charset: str, head: str, encoding: str) -> None:
    """The server's encoding counts if the page names none and is in it; Latin-1 means Windows-1252, as in browsers."""
    body = page(head=head).encode(encoding)
    assert texts_of(archive(answer(body, [("Content-Type", f"text/html; charset={charset}")]))) == [TEXT]


def test_a_page_that_is_nested_too_deep() -> None:
    """A page that cannot be read is skipped with an error that names its record; the next one is read."""
    skipped, article = items_of(archive(answer("<div>" * 100_000 + page()), answer(page())))
    assert isinstance(article, Article)
    assert isinstance(skipped, Skipped)
    assert isinstance(skipped.error, LimitError)
    assert f"record 1 ({ADDRESS})" in str(skipped.error)


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, or without brotli where a page needs it, the error names the extra."""
    data = archive(answer(b"x", [*HTML, ("Content-Encoding", "br")]))
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(MissingExtraError, match=r"newsclaims\[warc\]"):
        items_of(data)
    monkeypatch.setattr(Extra, "is_installed", lambda _: False)
    with pytest.raises(MissingExtraError, match=r"newsclaims\[warc\]"):
        items_of(data)


def test_a_depth_that_the_reader_of_pages_refuses() -> None:
    """An option that the reader of pages refuses is an error of the call, not of each page."""
    with pytest.raises(InvalidValueError, match="max_depth"):
        items_of(archive(answer(page())), max_depth=1_000_000)


PIECES = [
    *(
        b"WARC/1.0\r\n",
        b"WARC/1.1\r\n",
        b"WARC-Type: response\r\n",
        b"WARC-Type: request\r\n",
        b"Content-Length: 9\r\n",
    ),
    *(b"Content-Length: 99\r\n", b"\r\n", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"Content-Type: application/http\r\n"),
    *(b"Content-Type: text/html\r\n", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"5\r\n<p>It"),
    *(b"0\r\n\r\n", b"\x00\xff", b": \r\n", b" x\r\n", raw(b"HTTP/1.1 404 No\r\n\r\n")),
]


@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_any_bytes(data: bytes) -> None:
    """Any file gives items, the same each time, or an error of newsclaims."""
    try:
        assert repr(items_of(data)) == repr(items_of(data))
    except NewsClaimsError:
        return


def mutated(data: bytes) -> st.SearchStrategy[bytes]:
    """Return archives in which a few places are changed, and which may be cut short."""
    change = st.tuples(st.integers(0, len(data) - 1), st.integers(0, 30), st.binary(max_size=20))

    def changed(changes: list[tuple[int, int, bytes]], end: int) -> bytes:
        found = data
        for start, length, new in changes:
            found = found[:start] + new + found[start + length :]
        return found[:end]

    return st.builds(changed, st.lists(change, max_size=4), st.integers(0, 2 * len(data)))


SMALL = raw(
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    + gzip.compress(b"<p>It rained.", mtime=0)
)
PIECE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n"


@given(mutated(SMALL + raw(PIECE) + SMALL))
def test_archives_with_changes(data: bytes) -> None:
    """An archive with changes gives items, the same each time, or an error of newsclaims."""
    try:
        assert items_of(data) == items_of(data)
    except NewsClaimsError:
        return


@pytest.mark.parametrize(
    "bad", [raw(GOOD, length=len(GOOD) - 40), raw(GOOD)[:-90], raw(b"HTTP/1.1 200 OK\r\nTransfer")]
)
def test_nothing_is_written(bad: bytes, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """The reader writes nothing to standard output, standard error or a log."""
    spaces = b"WARC/1.0\r\nWARC-Target-URI: https://example.org/a b"
    assert len(items_of(raw(GOOD, first=spaces) + bad)) == 2
    assert (*capfd.readouterr(), caplog.text) == ("", "", "")


class Failing(io.BytesIO):
    """A stream that raises an error where its data ends, as a packed file that is cut short does."""

    error: Exception

    def read(self, size: int | None = -1, /) -> bytes:
        """Return data, or raise the error."""
        return super().read(size) or self._fail()

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return a line, or raise the error."""
        return super().readline(size) or self._fail()

    def _fail(self) -> bytes:
        raise self.error


@pytest.mark.parametrize("error", [FormatError("packed file", "cut"), LimitError("a", "large", "max_bytes"), OSError()])
@pytest.mark.parametrize("end", [0, 1, 20, 98, 130, 600])
def test_errors_of_the_stream(error: Exception, end: int) -> None:
    """An error of the stream comes as it is, after the articles before it, wherever it happens."""
    stream = Failing(raw(GOOD) * 2 + raw(GOOD)[:end])
    stream.error = error
    found = WarcReader().read(stream)
    assert isinstance(next(found), Article)
    assert isinstance(next(found), Article)
    with pytest.raises(type(error)) as caught:
        list(found)
    assert caught.value is error


def test_records_are_read_one_by_one() -> None:
    """A record is given before the next one is read."""
    stream = io.BytesIO(raw(GOOD) * 50)
    assert isinstance(next(WarcReader().read(stream)), Article)
    assert stream.tell() < 2 * len(raw(GOOD))
