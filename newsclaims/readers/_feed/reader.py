"""Reads a feed: each entry is an article."""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final
from urllib.parse import urljoin

from attrs import evolve, frozen

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article, Block
from newsclaims._plugins import Extra
from newsclaims.errors import NewsClaimsError, ReadingWarning

from .._html.authors import author_names
from .._limits import check_limit
from .._markup import MAX_DEPTH, markup_text
from .._protocol import Skipped
from .._versions import version_with
from .dates import moment_of
from .parsing import CALLER, EXTRA, MAX_TAGS, Feed, parsed

__all__ = ["FeedReader"]

NAME: Final = "feed"
_MARKUP = ("text/html", "application/xhtml+xml")
_FIELDS = frozenset({"author", "authors", "content", "guidislink", "id", "link", "links", "summary", "title"})
"""What becomes a field of the article, or is said twice by feedparser."""
_DOUBLED = ("_parsed", "_detail")
_DATES = ("published", "updated", "created")
_WEB = ("https://", "http://")


@frozen(slots=True)
class _Body:
    """The text of an entry as the feed has it, and whether it is only a summary."""

    kind: str
    value: str
    is_summary: bool


class FeedReader:
    """Reads each entry of an RSS or Atom file as an article.

    The text is the full text if the feed has it, or else the summary; `meta["text_from"]` says which. A warning says
    how many entries have only summaries.
    """

    name: str = NAME
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")
    media_type: str = "application/rss+xml"
    many: bool = True
    extra: Extra = EXTRA

    @property
    def version(self) -> str:
        """The versions of newsclaims and of feedparser, because both decide what is read."""
        return version_with("feedparser")

    def read(
        self,
        source: BinaryIO,
        *,
        encoding: str | None = None,
        max_depth: int = MAX_DEPTH,
        max_tags: int = MAX_TAGS,
    ) -> Iterator[Article | Skipped]:
        """Read the articles; see `Reader.read`. The whole feed is read before the first of them.

        Args:
            source: A binary stream.
            encoding: The encoding of the file, if it is not the one that the file names.
            max_depth: How many elements of a text may be inside each other.
            max_tags: How many tags an entry may have, and a hundredth of what the whole feed may have.

        Raises:
            FormatError: If there is no feed in it.
            UndecodableError: If it is a file of another kind that is not a text, for example a picture.
            LimitError: If an entry or the feed has more tags than `max_tags` allows.
            InvalidValueError: If Python does not know the encoding.
            MissingExtraError: If the extra `feed` is not installed.
        """
        check_limit("max_depth", max_depth)
        check_limit("max_tags", max_tags)
        location = FileLocation.of(source, NAME)
        feed = parsed(source, location, encoding, max_tags)
        bodies = [_body(entry) for entry in feed.entries]
        _warn_of_summaries(bodies, location)
        if not bodies:
            yield Skipped("a feed without entries")
        for number, (entry, body) in enumerate(zip(feed.entries, bodies, strict=True), 1):
            if body is None:
                yield Skipped("an entry without a text")
                continue
            place = evolve(location, source=f"{location.source or 'input'}, entry {number}")
            try:
                yield _article(feed, entry, body, place, max_depth)
            except NewsClaimsError as error:
                yield Skipped("an entry with a fault", error)


def _warn_of_summaries(bodies: list[_Body | None], location: FileLocation) -> None:
    count = sum(body is not None and body.is_summary for body in bodies)
    if count:
        warnings.warn(
            f"{location.source or 'input'}: {count} of {len(bodies)} entries are only summaries, so only the claims in "
            "these are found. For the whole articles, save the pages that they link to, and read them as 'html'.",
            ReadingWarning,
            stacklevel=CALLER,
        )


def _body(entry: Mapping[str, Any]) -> _Body | None:
    """Return the full text of an entry, or else its summary; None if it has neither."""
    for content in entry.get("content", ()):
        kind, value = content.get("type") or _MARKUP[0], content.get("value") or ""
        if value.strip() and (kind.startswith("text/") or kind in _MARKUP):
            return _Body(kind, value, is_summary=False)
    summary = entry.get("summary") or ""
    detail = entry.get("summary_detail") or {}
    return _Body(detail.get("type") or _MARKUP[0], summary, is_summary=True) if summary.strip() else None


def _article(
    feed: Feed, entry: Mapping[str, Any], body: _Body, location: FileLocation, max_depth: int
) -> Article | Skipped:
    text, blocks = _seen(body.kind, body.value, location, max_depth)
    if not text.strip():
        # For example a single picture.
        return Skipped("an entry without a text")
    url = _url(feed, entry)
    publisher = _publisher(feed, entry, location, max_depth)
    known: dict[str, Any] = {"id": entry.get("id") or url}
    date_name, published = _published(entry)
    with location.model_errors():
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
    moments = ((name, moment_of(entry[name])) for name in _DATES if isinstance(entry.get(name), str))
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
    entry: Mapping[str, Any], body: _Body, date_name: str | None, location: FileLocation, max_depth: int
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
    if not body.is_summary and (summary := _line(entry.get("summary_detail"), location, max_depth)):
        rest["summary"] = summary
    return {**rest, "text_from": "summary" if body.is_summary else "content"}


def _plain(value: Any) -> Any:
    """Return a value of feedparser as JSON values."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items() if not str(name).endswith(_DOUBLED)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
