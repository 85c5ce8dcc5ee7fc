"""ninjs: which field of an article each value fills, for every version, file and stream."""

import contextlib
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES, texts

from newsclaims.errors import FileError, FormatError, InputTypeError, UndecodableError
from newsclaims.serialisers._ninjs import article_from_ninjs, read_ninjs, text_of_html

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


def changed(**fields: Any) -> dict[str, Any]:
    """Return the item with changed fields; None removes a field."""
    return {key: value for key, value in {**ITEM, **fields}.items() if value is not None}


def test_each_field_has_its_place() -> None:
    """Id, headline, body, date, language, publisher and address have their fields; the rest is in meta."""
    article = article_from_ninjs(ITEM)
    assert article.id == "urn:quay:2024:ferry-1"
    assert article.title == "Ferry talks stall 😀"
    assert article.text == "The ferry is late,\r\nthey said."
    assert article.published == datetime(2024, 11, 11, 8, tzinfo=UTC)
    assert article.language == "en-GB"
    assert article.publisher == "The Quay"
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


def test_html_is_read_if_there_is_no_plain_text() -> None:
    """Without a plain text, a body or headline in HTML gives its visible text."""
    article = article_from_ninjs(
        changed(
            bodies=[{"contentType": "text/html", "value": "<p>One &amp; two.</p>\n<p>Three.</p>"}],
            headlines=[{"value": "A <b>bold</b> head", "contentType": "text/html"}],
        )
    )
    assert article.text == "One & two.\n\nThree."
    assert article.title == "A bold head"


def test_the_main_body_is_the_text() -> None:
    """The body that is marked as the main one is the text, not a caption or a summary, in any form."""
    caption = {"role": "caption", "contentType": "text/plain", "value": "A ferry."}
    main = {"role": "main", "contentType": "text/html", "value": "<p>The ferry is late.</p>"}
    assert article_from_ninjs(changed(bodies=[caption, main])).text == "The ferry is late."
    plain = {"role": "main", "value": "The ferry\nis late."}
    assert article_from_ninjs(changed(bodies=[caption, main, plain])).text == "The ferry\nis late."


@pytest.mark.parametrize("kind", ["application/nitf+xml", "text/xml", "application/xml; charset=utf-8"])
def test_a_body_in_xml_is_markup(kind: str) -> None:
    """NITF and other XML is read as markup, so tags are not words of the text."""
    body = {"contentType": kind, "value": "<nitf><body><p>A &amp; <![CDATA[<B> &amp;]]></p><p>C</p></body></nitf>"}
    assert article_from_ninjs(changed(bodies=[body])).text == "A & <B> &amp;\n\nC"


def test_the_old_shape() -> None:
    """Fields of ninjs 1.x are read under their names there."""
    article = article_from_ninjs(
        {
            "uri": "urn:old:1",
            "headline": "An old one",
            "body_xhtml": "<p>From long <em>ago</em>.</p><p>Yes.</p>",
            "versioncreated": "2014-05-06",
            "infosource": [{"name": "The Old Quay"}],
            "renditions": {"web": {"href": "http://example.org/old", "mimetype": "text/html"}},
        }
    )
    assert (article.title, article.text) == ("An old one", "From long ago.\n\nYes.")
    assert (article.published, article.publisher) == (date(2014, 5, 6), "The Old Quay")
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
    ("markup", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("<div><p>a</p>tail</div>", "a\n\ntail"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<br>a<br>", "a"),
        (" <p>  a \n b\t</p> ", "a b"),
        ("a<b> b </b>c", "a b c"),
        ("a&nbsp;b &lt;i&gt; &#128512; &amp;amp; &copy", "a\u00a0b <i> 😀 &amp; ©"),
        ("&#xD800;&#0;", "\ufffd\ufffd"),
        ("a<script>if (1 < 2) alert('x')</script>b<style>p {}</style>c", "abc"),
        ("a<template><p>no</p></template>b", "ab"),
        ("<html><head><title>T</title></head><body><p>a</p></body></html>", "a"),
        ("<html><head><title>T</title><body>a", "a"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\n\nc"),
        ("<h1>a</h1>b<hr/>c", "a\n\nb\n\nc"),
        ("<!-- no --><?xml no?><!DOCTYPE html>a", "a"),
        ("</p></script>a</div>", "a"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("<![if !list]>a<![endif]><![odd[x]]><!>b</>", "ab"),
        ("<head><title>T</title><meta charset='utf-8'><p>a", "a"),
        ("<title>T &amp; <i>U</title>a<iframe><p>no</p></iframe>", "a"),
        ("<SCRIPT>'<p>'</script >a<script/>b<style>no", "ab"),
        ("<p title='<!-- x > y' class=it's>a<!-->b<!--> c--> d", "ab c--> d"),
        ('a<p title="b>c</p>', "a"),
        ("a<b", "a"),
        ("a<!-- b", "a"),
        ("<a" * 200_000, ""),
        ("<!--x>" * 200_000, ""),
    ],
)
def test_html(markup: str, text: str) -> None:
    """Blocks become paragraphs, references become characters, and invisible parts are left out."""
    assert text_of_html(markup) == text


@given(markup=st.text(st.sampled_from("<>/&;#x0pbrscript !-\"'= \n") | st.characters(exclude_categories=["Cs"])))
def test_any_html(markup: str) -> None:
    """Any markup is read, and no block begins or ends with a blank line."""
    text = text_of_html(markup)
    assert text == text.strip("\n")


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
    """Arrays and JSON Lines are read from paths and streams."""
    items = [changed(uri=f"urn:{number}") for number in range(3)]
    path = tmp_path / "items.json"
    path.write_text(join(items), encoding="utf-8")
    assert list(read_ninjs(path)) == list(map(article_from_ninjs, items))
    assert list(read_ninjs(io.BytesIO(path.read_bytes()))) == list(map(article_from_ninjs, items))


def test_a_file_with_one_object(tmp_path: Path) -> None:
    """A file with one object is one article."""
    path = tmp_path / "item.json"
    path.write_text(json.dumps(ITEM, indent=1), encoding="utf-8")
    assert list(read_ninjs(str(path))) == [article_from_ninjs(ITEM)]


def test_one_at_a_time() -> None:
    """The first article is returned long before the last byte is read."""
    stream = io.BytesIO(json.dumps([ITEM] * 500).encode())
    next(read_ninjs(stream))
    assert stream.tell() < len(stream.getvalue()) / 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"uri": None}, "'uri' is missing"),
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
    """A missing, wrong or refused field is an error with its line, after the articles before it."""
    found = read_ninjs(io.BytesIO(f"{json.dumps(ITEM)}\n{json.dumps(changed(**fields))}".encode()))
    assert next(found) == article_from_ninjs(ITEM)
    with pytest.raises(FormatError, match=f"input, line 2: not valid ninjs: .*{said}"):
        next(found)


@pytest.mark.parametrize("data", ["", "1", "[1]", "{", '{"uri": "a"} 2', '[{"uri": "a"}', "nonsense"])
def test_other_files_than_objects(data: str) -> None:
    """A file without JSON objects is an error of newsclaims."""
    with pytest.raises(FormatError, match="not valid ninjs"):
        list(read_ninjs(io.BytesIO(data.encode())))


@pytest.mark.parametrize("data", [None, 1, [ITEM]])
def test_other_types_than_items(data: Any) -> None:
    """An item that is neither JSON nor a mapping is refused because of its type."""
    with pytest.raises(InputTypeError, match=f"the item must be a str, bytes or a mapping, not {type(data).__name__}"):
        article_from_ninjs(data)


def test_the_error_for_a_wrong_item() -> None:
    """The error for a wrong item speaks of items, not of claim sets."""
    with pytest.raises(FormatError, match=r"'3' was found where an item \(a JSON object\) was expected"):
        list(read_ninjs(io.BytesIO(b"[3]")))


@pytest.mark.parametrize("data", ["1", "{", b"\xff", b"[]"])
def test_other_json_than_an_object(data: Any) -> None:
    """A single item that is not a JSON object is refused."""
    with pytest.raises(FormatError, match="not valid ninjs"):
        article_from_ninjs(data)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A path that is missing, not UTF-8 or not a file is an error of newsclaims."""
    with pytest.raises(FileError):
        list(read_ninjs(tmp_path / "none.json"))
    with pytest.raises(UndecodableError):
        list(read_ninjs(io.BytesIO(b'{"uri": "\xff"}')))
    with pytest.raises(InputTypeError):
        list(read_ninjs(ITEM))  # type: ignore[arg-type]


@given(data=st.dictionaries(st.sampled_from([*ITEM, "altIds", "infosource", "headline", "body_html"]), JSON_VALUES))
def test_any_object(data: dict[str, Any]) -> None:
    """Any value in any field gives an article, or an error of newsclaims."""
    with contextlib.suppress(FormatError):
        assert article_from_ninjs(data | {"uri": "urn:1"}).id == "urn:1"


@given(text=texts(), title=texts(min_size=1))
def test_text_is_unchanged(text: str, title: str) -> None:
    """Plain text is kept exactly, so that offsets fit."""
    article = article_from_ninjs({"uri": "u", "bodies": [{"value": text}], "headlines": [{"value": title}]})
    assert (article.text, article.title) == (text, title)
