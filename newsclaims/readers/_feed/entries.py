"""Turns an entry of a feed into an article."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from attrs import frozen

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, Block

from .._bylines import author_names
from .._markup import markup_text
from .dates import moment_of
from .parsing import Feed
from .wordpress import with_paragraphs, without_footer, without_shortcodes

__all__ = ["Body", "article_of", "body_of"]

_MARKUP = ("text/html", "application/xhtml+xml")
_FIELDS = frozenset({"author", "authors", "content", "guidislink", "id", "link", "links", "summary", "title"})
"""What becomes a field of the article, or is said twice by feedparser."""
_DOUBLED = ("_parsed", "_detail")
_DATES = ("published", "updated", "created")
_NO_YEAR = "-0001"
"""What WordPress writes for the year of an entry that was never published. Python would read it as another one."""
_WEB = ("https://", "http://")


@frozen(slots=True)
class Body:
    """The text of an entry as the feed has it.

    Args:
        kind: Its media type.
        value: The text or the markup.
        is_summary: Whether it is only a summary.
    """

    kind: str
    value: str
    is_summary: bool


def body_of(entry: Mapping[str, Any]) -> Body | None:
    """Return the full text of an entry, or else its summary; None if it has neither.

    Args:
        entry: The entry, as feedparser gives it.
    """
    for content in entry.get("content", ()):
        kind, value = content.get("type") or _MARKUP[0], content.get("value") or ""
        if value.strip() and (kind.startswith("text/") or kind in _MARKUP):
            return Body(kind, value, is_summary=False)
    return _summary_of(entry)


def _summary_of(entry: Mapping[str, Any]) -> Body | None:
    summary = entry.get("summary") or ""
    detail = entry.get("summary_detail") or {}
    return Body(detail.get("type") or _MARKUP[0], summary, is_summary=True) if summary.strip() else None


def article_of(
    feed: Feed, entry: Mapping[str, Any], body: Body, location: FileLocation, max_depth: int
) -> Article | None:
    """Return the article of an entry; None if nothing of its body is text, for example if it is a picture.

    Args:
        feed: The feed.
        entry: The entry, as feedparser gives it.
        body: Its text.
        location: Its location, for error messages.
        max_depth: How many elements of a text may be inside each other.

    Raises:
        FormatError: If it has a value that no article can have.
        LimitError: If its elements are nested deeper.
    """
    text, blocks = _body_text(entry, body, location, max_depth)
    if not text.strip():
        return None
    url = _url(feed, entry)
    publisher = _publisher(feed, entry, location, max_depth)
    known: dict[str, Any] = {"id": entry.get("id") or url}
    date_name, published = _published(entry)
    with location.model_errors(item="entry"):
        return Article(
            **{name: value for name, value in known.items() if value},
            text=text,
            blocks=blocks,
            title=_line(entry.get("title_detail"), location, max_depth),
            url=url,
            published=published,
            authors=_authors(feed, entry, publisher),
            publisher=publisher,
            language=_language(feed, entry),
            meta=_meta(entry, body, date_name, location, max_depth),
        )


def _body_text(
    entry: Mapping[str, Any], body: Body, location: FileLocation, max_depth: int
) -> tuple[str, tuple[Block, ...]]:
    """Return the text of an entry and its blocks, without what WordPress adds to it."""
    if body.kind not in _MARKUP:
        return without_footer(body.value, ())
    markup = with_paragraphs(without_shortcodes(body.value), entry)
    return without_footer(*markup_text(markup, location, max_depth=max_depth))


def _seen(kind: str, value: str, location: FileLocation, max_depth: int) -> tuple[str, tuple[Block, ...]]:
    """Return the text of a value, and its blocks if it is markup."""
    return markup_text(value, location, max_depth=max_depth) if kind in _MARKUP else (value, ())


def _line(detail: Mapping[str, Any] | None, location: FileLocation, max_depth: int) -> str | None:
    """Return a title or name on one line; None if there is none."""
    if not detail or not detail.get("value"):
        return None
    text, _ = _seen(detail.get("type") or "", detail["value"], location, max_depth)
    return " ".join(text.split()) or None


def _url(feed: Feed, entry: Mapping[str, Any]) -> str | None:
    """Return the address of the entry's page."""
    links = [link.get("href") for link in entry.get("links", ()) if link.get("rel") == "alternate"]
    base = feed.values.get("link") or ""
    for link in (*links, entry.get("link")):
        try:
            address = str(urljoin(base, link or ""))
        except ValueError:
            continue
        if link and address.startswith(_WEB):
            return address
    return None


def _published(entry: Mapping[str, Any]) -> tuple[str | None, Any]:
    """Return the name of the first date that can be read, and the date."""
    given = ((name, entry[name]) for name in _DATES if isinstance(entry.get(name), str))
    moments = ((name, moment_of(text)) for name, text in given if _NO_YEAR not in text)
    return next((found for found in moments if found[1] is not None), (None, None))


def _authors(feed: Feed, entry: Mapping[str, Any], publisher: str | None) -> tuple[str, ...]:
    """Return the authors of an entry; in Atom, those of the feed wrote entries that name nobody."""
    own = author_names(_names(entry), publisher)
    return own if own or not feed.version.startswith("atom") else author_names(_names(feed.values), publisher)


def _names(values: Mapping[str, Any]) -> list[str]:
    return [author["name"] for author in values.get("authors", ()) if author.get("name")]


def _publisher(feed: Feed, entry: Mapping[str, Any], location: FileLocation, max_depth: int) -> str | None:
    """Return the title of the feed, or of the one that the entry was taken from."""
    origin = entry.get("source") or {}
    title = origin.get("title_detail") or {"value": origin.get("title")}
    return _line(title, location, max_depth) or _line(feed.values.get("title_detail"), location, max_depth)


def _language(feed: Feed, entry: Mapping[str, Any]) -> str | None:
    details = (*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {})
    languages: list[str | None] = [detail.get("language") for detail in (*details, feed.values)]
    return next((language for language in languages if language), None)


def _meta(
    entry: Mapping[str, Any], body: Body, date_name: str | None, location: FileLocation, max_depth: int
) -> dict[str, Any]:
    """Return what has no field in an article, under the names of feedparser, and where the text is from."""
    rest = {
        name: _plain(value)
        for name, value in entry.items()
        if name not in _FIELDS and name != date_name and not name.endswith(_DOUBLED)
    }
    if "tags" in rest:
        rest["categories"] = [tag["term"] for tag in rest.pop("tags") if tag.get("term")]
    links = [_plain(link) for link in entry.get("links", ()) if link.get("rel") != "alternate"]
    if links:
        rest["links"] = links
    # Without details, the summary is the content again.
    if not body.is_summary and entry.get("summary_detail") and (summary := _summary_of(entry)):
        text, _ = _body_text(entry, summary, location, max_depth)
        rest["summary"] = " ".join(text.split())
    return {**rest, "text_from": "summary" if body.is_summary else "content"}


def _plain(value: Any) -> Any:
    """Return a value of feedparser as JSON values."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items() if not str(name).endswith(_DOUBLED)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
