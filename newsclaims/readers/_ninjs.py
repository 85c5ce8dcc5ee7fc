"""Reads IPTC ninjs, the news industry's JSON for articles, so that claims can be found in them.

The fields of ninjs 3.1 (2025) are read, and those of 1.x under their names there. Claims cannot be written into a ninjs
object, which allows only fields of the standard. They go into a separate file, under the object's `uri`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from typing import Any, BinaryIO, Final

from newsclaims._files.json_streams import read_json_objects
from newsclaims._files.json_values import check_type, get_field, get_objects, parse_json
from newsclaims._files.locations import FileLocation
from newsclaims._model import Article
from newsclaims.errors import InputTypeError, NewsClaimsError

from .._public import set_public_module

__all__ = ["NinjsReader", "article_from_ninjs", "text_of_html"]

NAME: Final = "ninjs"
_USED = frozenset({"uri", "headlines", "headline", "bodies", "body_text", "body_html", "body_xhtml", "language"})
_MARKUP = ("text/html", "application/xhtml+xml", "text/xhtml", "application/html")
_OLD_BODIES = (("body_text", "text/plain"), ("body_html", _MARKUP[0]), ("body_xhtml", _MARKUP[1]))
_MOMENTS = ("firstCreated", "versionCreated", "firstcreated", "versioncreated")
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|dd|details|div|d[lt]|fieldset|figcaption|figure|footer|form|h[1-6r]|"
    "header|hgroup|html|li|main|menu|nav|[ou]l|p|pre|search|section|summary|table|tbody|tfoot|thead|tr"
)
# Follows the tokenisation of HTML. A tag that does not end goes to the end of the text, so that nothing is read twice.
# (html.parser reads it twice, and some versions of it fail on marked sections.)
_TAG = re.compile(
    r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|[!?][^>]*(?:>|\Z)|/[^A-Za-z][^>]*(?:>|\Z)|"
    r"(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)"
    r"(?P<rest>(?:=\s*\"[^\"]*(?:\"|\Z)|=\s*'[^']*(?:'|\Z)|[^>=]+|=)*+)(?:>|\Z))",
    re.DOTALL,
)
_UNSEEN: Mapping[str, re.Pattern[str]] = {
    tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in ("iframe", "script", "style", "title")
}
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_OF_HEADS = frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title"))
_SPACE = re.compile("[ \t\n\r\f]+")


class NinjsReader:
    """Reads a file with one ninjs object, an array of them, or one after the other (JSON Lines)."""

    name: str = NAME
    suffixes: tuple[str, ...] = (".ninjs", ".json")
    media_type: str = "application/json"
    many: bool = True

    def read(self, source: BinaryIO) -> Iterator[Article]:
        """Read the articles; see `Reader.read`.

        Args:
            source: A binary stream.

        Raises:
            UndecodableError: If it is not UTF-8.
            FormatError: If it is not valid ninjs; the articles before the fault are yielded first.
        """
        for location, item in read_json_objects(source, NAME, what="an item", one_after_another=True):
            yield _article(item, location)


def article_from_ninjs(data: str | bytes | Mapping[str, Any]) -> Article:
    """Return the article of one ninjs object.

    The text is the first body that is plain text, or else the first in HTML or XML, as `text_of_html` reads it. If some
    bodies have the role `main`, only those count. Offsets of claims point into this text. Values without a field in
    `Article` are in `meta`, under their names in ninjs.

    Args:
        data: The object, or its JSON.

    Raises:
        InputTypeError: If it has another type.
        FormatError: If it is not a ninjs object.
    """
    location = FileLocation(NAME)
    if isinstance(data, (str, bytes)):
        try:
            data = check_type(
                parse_json(data if isinstance(data, str) else data.decode("utf-8"), location), "an item", dict, location
            )
        except UnicodeDecodeError as error:
            raise location.error(f"{error}.") from error
    if not isinstance(data, Mapping):
        raise InputTypeError(
            "the item", "a str, bytes or a mapping", type(data).__name__, "To read a file, use newsclaims.read."
        )
    return _article(data, location)


def text_of_html(markup: str) -> str:
    """Return the text of HTML or XHTML as a reader sees it.

    Paragraphs and other blocks are separated by a blank line, and lines by a line end. Other white space is one space,
    as in a browser. Scripts, styles, titles and heads are left out. Character references are resolved.

    Args:
        markup: The HTML.
    """
    reader = _Reader()
    reader.feed(markup)
    return reader.text()


def _article(data: Mapping[str, Any], location: FileLocation) -> Article:
    taken: dict[str, Any] = {
        "id": get_field(data, "uri", str, location),
        "text": _text(data, location),
        "title": _title(data, location),
        "url": _url(data),
        "publisher": _publisher(data),
        "language": get_field(data, "language", str, location, "") or None,
    }
    moment = next((name for name in _MOMENTS if data.get(name) is not None), None)
    if moment is not None:
        taken["published"] = get_field(data, moment, str, location)
    rest = {key: value for key, value in data.items() if key not in _USED and key != moment}
    try:
        return Article(**taken, meta=rest)
    except NewsClaimsError as error:
        raise location.error(str(error).replace("Article.published", moment or "")) from error


def _text(data: Mapping[str, Any], location: FileLocation) -> str:
    """Return the text of the main body, plain if possible; `""` for an item without text, such as a picture."""
    parts = _parts(data, "bodies", location)
    main = [part for part in parts if part.get("role") == "main"] or parts
    bodies = [(_kind(body, location), get_field(body, "value", str, location)) for body in main]
    bodies += [(kind, get_field(data, name, str, location)) for name, kind in _OLD_BODIES if data.get(name) is not None]
    for kind, value in bodies:
        if not _is_markup(kind):
            return value
    return _seen(*bodies[0]) if bodies else ""


def _is_markup(kind: str) -> bool:
    return kind in _MARKUP or kind.endswith(("/xml", "+xml"))


def _seen(kind: str, markup: str) -> str:
    """Return the text of markup; CDATA sections are text in XML but not in HTML."""
    is_html = kind.endswith("/html")
    return text_of_html(markup if is_html else _CDATA.sub(lambda section: escape(section[1]), markup))


def _title(data: Mapping[str, Any], location: FileLocation) -> str | None:
    """Return the headline whose role is `main`, or else the first."""
    headlines = _parts(data, "headlines", location)
    for headline in sorted(headlines, key=lambda one: one.get("role") != "main")[:1]:
        value = get_field(headline, "value", str, location)
        kind = _kind(headline, location)
        return _seen(kind, value) if _is_markup(kind) else value
    return get_field(data, "headline", str, location, "") or None


def _parts(data: Mapping[str, Any], name: str, location: FileLocation) -> list[dict[str, Any]]:
    """Return the objects of an array that have a value."""
    found = get_objects(data, name, f"an item of {name!r}", location)
    return [one for one in found if one.get("value") is not None]


def _kind(part: Mapping[str, Any], location: FileLocation) -> str:
    return get_field(part, "contentType", str, location, "text/plain").partition(";")[0].strip().lower()


def _publisher(data: Mapping[str, Any]) -> str | None:
    for one in (*_all(data.get("infoSources")), *_all(data.get("infosource"))):
        if isinstance(one.get("name"), str) and one["name"]:
            return str(one["name"])
    return None


def _url(data: Mapping[str, Any]) -> str | None:
    """Return the web address of the article's page: that of an HTML rendition, or else an id that is a web address."""
    pages = [one for one in _all(data.get("renditions")) if one.get("contentType", one.get("mimetype")) in _MARKUP]
    addresses = [one.get("href") for one in pages] + [one.get("value") for one in _all(data.get("altIds"))]
    return next((a for a in addresses if isinstance(a, str) and a.startswith(("https://", "http://"))), None)


def _all(value: object) -> Sequence[dict[str, Any]]:
    """Return the objects of an array, or of an object with a name for each, as in ninjs 1.x."""
    each = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in each if isinstance(one, dict)]


class _Reader:
    """Collects the text of HTML, block by block."""

    def __init__(self) -> None:
        self._blocks: list[list[str]] = [[]]
        self._templates = 0
        self._in_head = False

    def feed(self, markup: str) -> None:
        """Read all of it; a tag or a comment that does not end is skipped, as in a browser."""
        at = 0
        while tag := _TAG.search(markup, at):
            self._add(_words(markup[at : tag.start()]))
            at = tag.end()
            name = (tag["name"] or "").lower()
            if name and tag["close"]:
                self._end(name)
            elif name:
                self._start(name)
                if name in _UNSEEN and not tag["rest"].endswith("/"):
                    # Inside these elements, only their end tag is a tag.
                    over = _UNSEEN[name].search(markup, at)
                    at = over.start() if over else len(markup)
        self._add(_words(markup[at:]))

    def _start(self, tag: str) -> None:
        # A head can end without an end tag.
        self._in_head = tag == "head" or (self._in_head and tag in _OF_HEADS)
        self._templates += tag == "template"
        if tag == "br":
            self._add("\v")
        elif tag in ("td", "th"):
            self._add(" ")
        elif _BLOCK.fullmatch(tag):
            self._part()

    def _end(self, tag: str) -> None:
        self._in_head = self._in_head and tag != "head"
        self._templates = max(0, self._templates - (tag == "template"))
        if _BLOCK.fullmatch(tag):
            self._part()

    def _add(self, words: str) -> None:
        if not (self._templates or self._in_head):
            self._blocks[-1].append(words)

    def _part(self) -> None:
        if not (self._templates or self._in_head):
            self._blocks.append([])

    def text(self) -> str:
        """Return the collected text."""
        each = ("\n".join(_tidied("".join(block))) for block in self._blocks)
        return "\n\n".join(block for block in each if block)


def _words(markup: str) -> str:
    """Return the text between tags, with references resolved; vertical tabs, which mark lines here, become spaces."""
    return unescape(markup).replace("\v", " ")


def _tidied(block: str) -> list[str]:
    """Return the lines of a block with white space as a browser shows it, without blank lines at its ends."""
    return [_SPACE.sub(" ", line).strip(" ") for line in block.strip(" \t\n\r\f\v").split("\v")] if block else []


set_public_module("newsclaims.readers", article_from_ninjs, text_of_html)
