"""ninjs: which field of an article each value fills, for every version, file and stream."""

import contextlib
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES, texts

from newsclaims._model import Article, Block, Span
from newsclaims._plugins import Extra
from newsclaims.errors import (
    FormatError,
    InputTypeError,
    LimitError,
    MissingExtraError,
    NewsClaimsError,
    ReadingWarning,
    UndecodableError,
)
from newsclaims.readers import Skipped, article_from_ninjs, read
from newsclaims.readers._ninjs import NinjsReader
from newsclaims.testing import check_reader

needs_html = pytest.mark.skipif(not Extra("html", ("lxml",)).is_installed(), reason="needs newsclaims[html]")

ITEM: dict[str, Any] = {
    "uri": "urn:quay:2024:ferry-1",
    "type": "text",
    "standard": {"name": "ninjs", "version": "3.1", "schema": "https://example.org/ninjs-schema_3.1.json"},
    "language": "en-GB",
    "firstCreated": "2024-11-11T08:00:00Z",
    "versionCreated": "2024-11-11T09:30:00Z",
    "headlines": [
        {"role": "short", "value": "Ferry stalls"},
        {"role": "main", "value": "Ferry talks stall 😀", "contentType": "text/plain"},
    ],
    "bodies": [
        {"role": "web", "contentType": "text/html", "value": "<p>The ferry is late.</p>"},
        {"role": "plain", "contentType": "text/plain; charset=utf-8", "value": "The ferry is late,\r\nthey said."},
    ],
    "by": "By Ines Prado",
    "infoSources": [{"uri": "urn:quay", "name": "The Quay"}],
    "people": [{"name": "Ines Prado", "rel": "about"}],
    "renditions": [
        {"name": "image", "href": "https://example.org/ferry.jpg", "contentType": "image/jpeg"},
        {"name": "web", "href": "https://example.org/ferry", "contentType": "text/html"},
    ],
}


def items_of(data: bytes | str, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(NinjsReader().read(io.BytesIO(data.encode() if isinstance(data, str) else data), **options))


def changed(**fields: Any) -> dict[str, Any]:
    """Return the item with changed fields; None removes a field."""
    return {key: value for key, value in {**ITEM, **fields}.items() if value is not None}


def test_the_reader_keeps_its_contract() -> None:
    """The reader passes the check that every reader passes."""
    lines = f"{json.dumps(ITEM)}\n{json.dumps(changed(bodies=None))}\n{json.dumps(ITEM)}"
    check_reader(NinjsReader(), {json.dumps(ITEM).encode(): 1, json.dumps([ITEM, ITEM]).encode(): 2, lines.encode(): 2})


def test_each_field_has_its_place() -> None:
    """Id, headline, body, date, language, publisher and address have their fields; the rest is in meta."""
    article = article_from_ninjs(ITEM)
    assert article.id == "urn:quay:2024:ferry-1"
    assert article.title == "Ferry talks stall 😀"
    assert article.text == "The ferry is late,\r\nthey said."
    assert article.published == datetime(2024, 11, 11, 8, tzinfo=UTC)
    assert article.language == "en-GB"
    assert article.publisher == "The Quay"
    assert article.authors == ("Ines Prado",)
    assert article.blocks == ()
    assert article.url == "https://example.org/ferry"
    assert article.meta["by"] == "By Ines Prado"
    assert article.meta["people"] == ({"name": "Ines Prado", "rel": "about"},)
    assert set(article.meta) == {
        *("type", "standard", "versionCreated", "by", "infoSources", "people", "renditions"),
    }


@pytest.mark.parametrize("data", [json.dumps(ITEM), json.dumps(ITEM).encode(), ITEM])
def test_one_object(data: Any) -> None:
    """An object is read from text, from bytes and as a mapping."""
    assert article_from_ninjs(data) == article_from_ninjs(ITEM)


def test_only_the_id_is_needed() -> None:
    """An item without a body, such as a picture, has an empty text."""
    article = article_from_ninjs({"uri": "urn:1"})
    assert (article.text, article.title, article.published, article.url, article.publisher) == (
        "",
        None,
        None,
        None,
        None,
    )


@needs_html
def test_html_is_read_if_there_is_no_plain_text() -> None:
    """Without a plain text, a body or headline in HTML gives its visible text."""
    article = article_from_ninjs(
        changed(
            bodies=[{"contentType": "text/html", "value": "<p>One &amp; two.</p>\n<blockquote>Three.</blockquote>"}],
            headlines=[{"value": "A <b>bold</b> head", "contentType": "text/html"}],
        )
    )
    assert article.text == "One & two.\n\nThree."
    assert article.title == "A bold head"
    assert article.blocks == (Block(kind="quote", span=Span(start=12, end=18)),)


@needs_html
def test_the_main_body_is_the_text() -> None:
    """The body that is marked as the main one is the text, not a caption or a summary, in any form."""
    caption = {"role": "caption", "contentType": "text/plain", "value": "A ferry."}
    main = {"role": "main", "contentType": "text/html", "value": "<p>The ferry is late.</p>"}
    assert article_from_ninjs(changed(bodies=[caption, main])).text == "The ferry is late."
    plain = {"role": "main", "value": "The ferry\nis late."}
    assert article_from_ninjs(changed(bodies=[caption, main, plain])).text == "The ferry\nis late."


@needs_html
@pytest.mark.parametrize("kind", ["application/nitf+xml", "text/xml", "application/xml; charset=utf-8"])
def test_a_body_in_xml_is_markup(kind: str) -> None:
    """NITF and other XML is read as markup, so tags are not words of the text."""
    body = {"contentType": kind, "value": "<nitf><body><p>A &amp; <![CDATA[<B> &amp;]]></p><p>C</p></body></nitf>"}
    assert article_from_ninjs(changed(bodies=[body])).text == "A & <B> &amp;\n\nC"


@needs_html
def test_the_old_shape() -> None:
    """Fields of ninjs 1.x are read under their names there."""
    article = article_from_ninjs(
        {
            "uri": "urn:old:1",
            "headline": "An old one",
            "byline": "By Ines Prado and Bo Li, staff writers",
            "body_xhtml": "<p>From long <em>ago</em>.</p><p>Yes.</p>",
            "versioncreated": "2014-05-06",
            "infosource": [{"name": "The Old Quay"}],
            "renditions": {"web": {"href": "http://example.org/old", "mimetype": "text/html"}},
        }
    )
    assert (article.title, article.text) == ("An old one", "From long ago.\n\nYes.")
    assert (article.published, article.publisher) == (date(2014, 5, 6), "The Old Quay")
    assert article.authors == ("Ines Prado", "Bo Li")
    assert article.url == "http://example.org/old"


def test_the_old_plain_body_is_preferred() -> None:
    """`body_text` is preferred to `body_html`."""
    article = article_from_ninjs({"uri": "urn:old:1", "body_html": "<p>a</p>", "body_text": "plain"})
    assert article.text == "plain"


def test_an_address_among_the_other_ids() -> None:
    """An id that is a web address is the address if there is no rendition."""
    article = article_from_ninjs(
        {
            "uri": "urn:1",
            "altIds": [{"role": "internal", "value": "17"}, {"role": "web", "value": "https://example.org/1"}],
        }
    )
    assert article.url == "https://example.org/1"


@pytest.mark.parametrize(
    "join",
    [
        json.dumps,
        lambda items: json.dumps(items, indent=2),
        lambda items: "\n".join(map(json.dumps, items)) + "\n",
        lambda items: "\r\n\r\n".join(map(json.dumps, items)),
    ],
)
def test_files_with_several_objects(join: Any, tmp_path: Path) -> None:
    """Arrays and JSON Lines are read, and an article keeps its id and says where it was."""
    items = [changed(uri=f"urn:{number}") for number in range(3)]
    path = tmp_path / "items.json"
    path.write_text(join(items), encoding="utf-8")
    found = list(read(path))
    assert [article.id for article in found] == ["urn:0", "urn:1", "urn:2"]
    assert [article.meta["newsclaims"]["row"] for article in found] == [1, 2, 3]
    assert items_of(path.read_bytes()) == list(map(article_from_ninjs, items))


def test_a_file_with_one_object() -> None:
    """A file with one object is one article."""
    assert items_of(json.dumps(ITEM, indent=1)) == [article_from_ninjs(ITEM)]


def test_one_at_a_time() -> None:
    """The first article is returned long before the last byte is read."""
    stream = io.BytesIO(json.dumps([ITEM] * 500).encode())
    next(NinjsReader().read(stream))
    assert stream.tell() < len(stream.getvalue()) / 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"uri": None}, "'uri' is missing from an object that has 'type', 'standard'"),
        ({"uri": 1}, "'uri' must be a string, not a whole number"),
        ({"uri": ""}, r"Article\.id must not be empty"),
        ({"bodies": "text"}, "'bodies' must be an array, not a string"),
        ({"bodies": ["text"]}, "an item of 'bodies' must be an object, not a string"),
        ({"bodies": [{"value": ["x"]}]}, "'value' must be a string, not an array"),
        ({"bodies": [{"value": "x", "contentType": 1}]}, "'contentType' must be a string"),
        ({"headlines": {"value": "x"}}, "'headlines' must be an array, not an object"),
        ({"headlines": None, "headline": {}}, "'headline' must be a string, not an object"),
        ({"language": 1.5}, r"'language' must be a string, not 1\.5"),
        ({"firstCreated": "yesterday"}, "firstCreated: 'yesterday' is not a valid ISO 8601 date"),
        ({"firstCreated": True}, "'firstCreated' must be a string, not True"),
        ({"by": "\ud800"}, "lone surrogate"),
    ],
)
def test_faults(fields: dict[str, Any], said: str) -> None:
    """A missing, wrong or refused field is an error with its line; the items around it are read."""
    lines = [json.dumps(item) for item in (ITEM, changed(**fields), ITEM)]
    first, fault, last = items_of("\n".join(lines))
    assert first == last == article_from_ninjs(ITEM)
    assert isinstance(fault, Skipped)
    assert fault.reason == "an item with a fault"
    with pytest.raises(FormatError, match=f"input, line 2: (not valid ninjs|this item cannot be read): .*{said}"):
        raise fault.error or AssertionError


def test_an_item_without_a_text_is_counted() -> None:
    """A picture has no text to read, which is not an error."""
    found = read(io.BytesIO(json.dumps([changed(bodies=None), ITEM]).encode()), "ninjs")
    assert [article.id for article in found] == [ITEM["uri"]]
    assert found.skipped == {"an item without a text": 1}


def test_an_empty_array_is_counted() -> None:
    """A file with an empty array gives no article, but does not look like nothing."""
    assert items_of("[]") == [Skipped("a file without items")]


def test_other_json_is_sent_to_its_reader() -> None:
    """Objects without a uri and a usual text are errors that name the reader of tables, and what reads claims."""
    with pytest.raises(FormatError, match=r"'uri' is missing .* 'id', 'post'.*'table' .*newsclaims\.load"):
        items_of(json.dumps([{"id": "1", "post": "It leaks."}]))
    with pytest.raises(FormatError, match="'uri' is missing"):
        items_of(json.dumps({"schema_version": "1", "article": {"text": "a"}, "claims": [{"text": "b"}]}))


ROWS = [{"id": "1", "text": "It leaks."}, {"id": "2", "text": None}]


@pytest.mark.parametrize("data", [ROWS, {"status": "ok", "articles": ROWS}])
def test_rows_in_a_json_file_are_read_as_a_table(data: object) -> None:
    """Rows with a usual text, also in an array inside an object, are articles as in a table."""
    article, skipped = items_of(json.dumps(data))
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("1", "It leaks.")
    assert skipped == Skipped("the text is empty")


def test_a_warning_about_rows_names_the_line_of_the_caller() -> None:
    """Rows with one id are warned about as in a table."""
    data = json.dumps([ROWS[0], ROWS[0]]).encode()
    with pytest.warns(ReadingWarning, match="the id '1' is given twice, first in row 1, then in row 2") as caught:
        list(read(io.BytesIO(data), "ninjs"))
    assert [warning.filename for warning in caught] == [__file__]


@needs_html
def test_html_that_is_nested_too_deep() -> None:
    """A body that is nested deeper than the limit is skipped with an error that names the option."""
    body = {"contentType": "text/html", "value": "<div>" * 20 + "deep"}
    data = json.dumps([changed(bodies=[body]), ITEM])
    skipped, _ = items_of(data, max_depth=10)
    assert isinstance(skipped, Skipped)
    assert isinstance(skipped.error, LimitError)
    assert "max_depth" in str(skipped.error)
    assert all(isinstance(item, Article) for item in items_of(data))
    with pytest.raises(LimitError):
        article_from_ninjs(changed(bodies=[{"contentType": "text/html", "value": "<div>" * 100_000}]))


@needs_html
def test_half_a_character_in_html() -> None:
    """A lone surrogate in HTML is an error of the item, not of the reader."""
    data = '[{"uri": "urn:1", "bodies": [{"contentType": "text/html", "value": "<p>\\ud800</p>"}]}]'
    [skipped] = items_of(data)
    assert isinstance(skipped, Skipped)
    assert isinstance(skipped.error, FormatError)


def test_html_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without lxml a plain text is read, and one in HTML is an error that names the extra."""
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    assert items_of(json.dumps(ITEM)) == [article_from_ninjs(ITEM)]
    with pytest.raises(MissingExtraError, match=r"newsclaims\[html\]"):
        items_of(json.dumps(changed(bodies=[{"contentType": "text/html", "value": "<p>It leaks.</p>"}])))


@pytest.mark.parametrize("data", ["", "1", "[1]", "{", '{"uri": "a"} 2', '[{"uri": "a"}', "nonsense"])
def test_other_files_than_objects(data: str) -> None:
    """A file without JSON objects is an error of newsclaims."""
    with pytest.raises(FormatError, match="not valid ninjs"):
        items_of(data)


@pytest.mark.parametrize("data", [None, 1, [ITEM]])
def test_other_types_than_items(data: Any) -> None:
    """An item that is neither JSON nor a mapping is refused because of its type."""
    with pytest.raises(InputTypeError, match=f"the item must be a str, bytes or a mapping, not {type(data).__name__}"):
        article_from_ninjs(data)


def test_the_error_for_a_wrong_item() -> None:
    """The error for a wrong item speaks of items, not of claim sets."""
    with pytest.raises(FormatError, match=r"'3' was found where an item \(a JSON object\) was expected"):
        items_of("[3]")


@pytest.mark.parametrize("data", ["1", "{", b"\xff", b"[]"])
def test_other_json_than_an_object(data: Any) -> None:
    """A single item that is not a JSON object is refused."""
    with pytest.raises(FormatError, match="not valid ninjs"):
        article_from_ninjs(data)


def test_a_file_that_is_not_utf_8() -> None:
    """A byte that is not UTF-8 is an error that says where it is."""
    with pytest.raises(UndecodableError):
        items_of(b'{"uri": "\xff"}')


@given(
    data=st.binary() | st.lists(st.sampled_from([b"{", b"}", b"[", b"]", b'"uri"', b":", b'"a"', b","])).map(b"".join)
)
def test_any_bytes(data: bytes) -> None:
    """Any file gives items, the same each time, or an error of newsclaims."""
    try:
        assert items_of(data) == items_of(data)
    except NewsClaimsError:
        return


@needs_html
@given(data=st.dictionaries(st.sampled_from([*ITEM, "altIds", "infosource", "headline", "body_html"]), JSON_VALUES))
def test_any_object(data: dict[str, Any]) -> None:
    """Any value in any field gives an article, or an error of newsclaims."""
    with contextlib.suppress(FormatError, LimitError):
        assert article_from_ninjs(data | {"uri": "urn:1"}).id == "urn:1"


@given(text=texts(), title=texts(min_size=1))
def test_text_is_unchanged(text: str, title: str) -> None:
    """Plain text is kept exactly, so that offsets fit."""
    article = article_from_ninjs({"uri": "u", "bodies": [{"value": text}], "headlines": [{"value": title}]})
    assert (article.text, article.title) == (text, title)
