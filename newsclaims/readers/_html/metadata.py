"""Finds title, date, authors, publisher, address and language in a page's own metadata."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import unescape
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

from attrs import frozen

from .authors import author_names
from .dates import read_date
from .linked_data import LinkedData, read_linked_data
from .page import Page, text_of
from .tables import table

__all__ = ["Metadata", "find_metadata", "plain"]

_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_SEPARATORS: Final = r"\s*[|–—·»:-]\s*|\s+[-–—|·»:]+\s+"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DETAILS: Final = ("modified", "description", "section", "keywords")
"""Fields that an article does not have; they go to its `meta`."""
_MODIFIED = re.compile("updat|modif", re.IGNORECASE)
_MOST: Final = 1000
"""How many pieces of text a value can have."""
_LONGEST: Final = 2000
"""How many characters a value can have."""
_NO_CONTENT: Final = frozenset({"", "null", "undefined", "none", "n/a"})


@frozen(slots=True)
class Metadata:
    """What a page says about its article.

    Args:
        title: The headline, without the name of the site.
        published: The date of publication.
        authors: The authors.
        publisher: The publisher.
        url: The address.
        language: The language.
        meta: The rest, and a date that could not be read.
        linked: The page's JSON-LD.
    """

    title: str | None
    published: date | None
    authors: tuple[str, ...]
    publisher: str | None
    url: str | None
    language: str | None
    meta: Mapping[str, Any]
    linked: LinkedData


def find_metadata(page: Page) -> Metadata:
    """Return what a page says about its article.

    Args:
        page: The page.
    """
    return _Finder(page).found()


class _Finder:
    """The places of metadata in one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._metas: dict[str, list[str]] = defaultdict(list)
        self._by_tag: dict[str, list[Any]] = defaultdict(list)
        self._props: dict[str, list[Any]] = defaultdict(list)
        self._rels: dict[str, list[Any]] = defaultdict(list)
        for element in page.elements:
            self._note(element)
        base = next((one.get("href") for one in self._by_tag["base"] if one.get("href")), "")
        self._base = urljoin(next(iter(self._metas["og:url"]), ""), base) if base else ""
        scripts = (
            "".join(text_of_script(one)) for one in self._by_tag["script"] if "ld+json" in one.get("type", "").lower()
        )
        known = [one.get("href", "") for one in self._rels["canonical"]] + self._metas["og:url"]
        self._linked = read_linked_data(scripts, [self._absolute(one) for one in known if one])

    def found(self) -> Metadata:
        publisher = next((name for value in self._values("publisher") if (name := plain(value))), None)
        raw = dict.fromkeys(value.strip() for value in self._values("published"))
        dates = {value: read_date(value) for value in raw}
        published = next((found for found in dates.values() if found is not None), None)
        meta = {name: plain(value) for name in _DETAILS if (value := next(self._values(name), ""))}
        if published is None and dates:
            meta["published"] = next(iter(dates))
        return Metadata(
            title=self._title(publisher),
            published=published,
            authors=self._authors(publisher),
            publisher=publisher,
            url=next((url for one in self._values("url") if (url := self._absolute(one))), None),
            language=next(
                (one.replace("_", "-") for one in self._values("language") if _LANGUAGE.fullmatch(one)), None
            ),
            meta=meta,
            linked=self._linked,
        )

    def _note(self, element: Any) -> None:
        """Note an element that can hold metadata."""
        tag = element.tag
        if tag == "meta":
            content = (element.get("content") or "").strip()
            for key in ("property", "name", "http-equiv"):
                if element.get(key) and content.lower() not in _NO_CONTENT:
                    self._metas[element.get(key).strip().lower()].append(content)
        if tag in ("base", "script", "title", "h1", "time"):
            self._by_tag[tag].append(element)
        for name in element.get("itemprop", "").split():
            self._props[name].append(element)
        for name in element.get("rel", "").lower().split():
            self._rels[name].append(element)

    def _values(self, field: str) -> Iterator[str]:
        """Yield the values of a field that are not empty, the best first."""
        for _, source, *names in (row for row in table("metadata.tsv") if row[0] == field):
            for name in names or [""]:
                yield from (value for value in self._from(source, name) if value.strip())

    def _from(self, source: str, name: str) -> Iterable[str]:
        """Return the values of one place."""
        match source:
            case "linked names":
                return self._linked.names(*name.split("+"), kinds=_organisations())
            case "linked":
                return [self._linked.text(name)]
            case "meta":
                return self._metas[name]
            case "itemprop":
                return map(_property, self._props[name])
            case "link":
                return [one.get("href", "") for one in self._rels[name] if one.tag == "link"]
            case "rel":
                return [_text(one) for one in self._rels[name] if one.tag == "a"]
            case "class":
                return self._of_class(name)
            case "time":
                return self._times()
            case "html":
                return [self._page.root.get("lang") or self._page.root.get("xml:lang") or ""]
            case _:
                return [_text(one) for one in self._by_tag[source]]

    def _of_class(self, name: str) -> Iterator[str]:
        """Yield the texts of elements with a class, or their machine-readable values."""
        for element in self._page.elements:
            if name in element.get("class", "").lower().split() and element.tag not in ("body", "html", "article"):
                yield element.get("datetime") or element.get("title") or _text(element)
                return

    def _times(self) -> Iterator[str]:
        """Yield the times of `time` elements, those of publication first, none of updates."""
        times = [one for one in self._by_tag["time"] if one.get("datetime") and not _is_of_update(one)]
        marked = [one for one in times if one.get("pubdate") is not None or "publish" in one.get("class", "").lower()]
        yield from (one.get("datetime") for one in [*marked, *times][:1])

    def _title(self, publisher: str | None) -> str | None:
        whole = plain(next(self._values_of("title", "title"), ""))
        heads = [plain(_text(one)) for one in self._by_tag["h1"]]
        # The heading that is a part of the page's title is the headline, and not the name of the site.
        inside = [one for one in heads if one and one in whole and one != publisher]
        for _, source, *names in (row for row in table("metadata.tsv") if row[0] == "title"):
            for name in names or [""]:
                values = inside if source == "h1" else map(plain, self._from(source, name))
                for value in values:
                    if title := _without_site(value, publisher):
                        return title
        return next(filter(None, heads), None)

    def _values_of(self, source: str, name: str) -> Iterator[str]:
        return iter(self._from(source, name))

    def _authors(self, publisher: str | None) -> tuple[str, ...]:
        for _, source, *names in (row for row in table("metadata.tsv") if row[0] == "authors"):
            for name in names:
                if found := author_names(map(plain, self._from(source, name)), publisher):
                    return found
        return ()

    def _absolute(self, address: str) -> str | None:
        """Return a web address as a whole; None if it is not one."""
        try:
            whole = urljoin(self._base, address.strip())
        except ValueError:
            return None
        return whole if _ADDRESS.fullmatch(whole) else None


def plain(value: str) -> str:
    """Return a value of metadata as plain text on one line, with references resolved and without tags.

    Args:
        value: The value.
    """
    text = unescape(value) if "&" in value else value
    return _SPACE.sub(" ", _TAG.sub("", text)).strip()


def text_of_script(element: Any) -> Iterator[str]:
    """Yield the pieces of a script's text.

    Args:
        element: The script.
    """
    return (str(piece) for piece in element.itertext())


def _organisations() -> frozenset[str]:
    return frozenset(name for row in table("metadata.tsv") if row[0] == "organisation" for name in row[2:])


def _text(element: Any) -> str:
    """Return the text of an element; of a large one, only the beginning, because elements can be inside each other."""
    pieces: list[str] = []
    length = 0
    for piece in islice(text_of(element), _MOST):
        pieces.append(piece[:_LONGEST])
        length += len(piece)
        if length > _LONGEST:
            break
    return plain("".join(pieces))


def _property(element: Any) -> str:
    """Return the value of microdata: an attribute, the name inside, or the text."""
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return str(value)
    if element.get("itemscope") is not None:
        inside = (one for one in islice(element.iter(), _MOST) if isinstance(one.tag, str))
        names = (one for one in inside if "name" in one.get("itemprop", "").split())
        return next((one.get("content") or _text(one) for one in names), _text(element))
    return str(element.get("title") or _text(element))


def _is_of_update(element: Any) -> bool:
    around = element.getparent()
    return any(
        _MODIFIED.search(one.get("class", "") + one.get("itemprop", "")) for one in (element, around) if one is not None
    )


def _without_site(title: str, publisher: str | None) -> str:
    """Return a title without the name of its site at the end or at the beginning."""
    if not publisher or title == publisher:
        return "" if title == publisher else title
    site = re.escape(publisher)
    bare = re.sub(rf"(?:{_SEPARATORS}){site}$|^{site}(?:{_SEPARATORS})", "", title, flags=re.IGNORECASE)
    return bare.strip()
