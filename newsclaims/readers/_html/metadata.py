"""Finds title, date, authors, publisher, address and language in a page's own metadata."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from itertools import chain, islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from attrs import frozen

from .._dates import date_of
from .authors import author_names, words
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
_MODIFIED = re.compile("update|modif", re.IGNORECASE)
_MOST: Final = 1000
"""How many pieces of text a value can have."""
_LONGEST: Final = 2000
"""How many characters a value can have."""
_LINE: Final = 90
"""A paragraph with more characters is not a line with the author and the date."""
_LARGE: Final = frozenset({"article", "body", "html", "main"})
"""Elements whose class does not say what their text is."""
_SHORT_WORD: Final = 3
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
        self._language = page.root.get("lang") or page.root.get("xml:lang") or ""
        # By source and name, for example "meta" and "og:title".
        self._elements: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self._metas: dict[str, list[str]] = defaultdict(list)
        furniture = page.inside(lambda number: page.marks.get(number) in ("always", "consent"))
        for number, element in enumerate(page.elements):
            self._note(element, in_article=not furniture[number])
        base = next((one.get("href") for one in self._elements["tag", "base"] if one.get("href")), "")
        self._base = urljoin(next(iter(self._metas["og:url"]), ""), base) if base else ""
        scripts = (one for one in self._elements["tag", "script"] if "ld+json" in one.get("type", "").lower())
        known = [*self._values("link", "canonical"), *self._metas["og:url"]]
        self._linked = read_linked_data(("".join(one.itertext()) for one in scripts), map(self._absolute, known))

    def found(self) -> Metadata:
        """Return what was found."""
        publisher = next(filter(None, map(plain, self._all("publisher"))), None)
        dates = {value: date_of(value) for value in map(str.strip, self._all("published"))}
        published = next((found for found in dates.values() if found is not None), None)
        meta = {name: plain(value) for name in _DETAILS if (value := next(self._all(name), ""))}
        if published is None and dates:
            meta["published"] = next(iter(dates))
        title = self._title(publisher)
        publisher = publisher or self._site_after(title)
        return Metadata(
            title=title,
            published=published,
            authors=self._authors(publisher),
            publisher=publisher,
            url=next(filter(None, map(self._absolute, self._all("url"))), None),
            language=next((one.replace("_", "-") for one in self._all("language") if _LANGUAGE.fullmatch(one)), None),
            meta=meta,
            linked=self._linked,
        )

    def _note(self, element: Any, *, in_article: bool) -> None:
        """Note an element that can hold metadata."""
        tag = element.tag
        if tag == "meta":
            content = (element.get("content") or "").strip()
            for key in filter(None, map(element.get, ("property", "name", "http-equiv"))):
                if content.lower() not in _NO_CONTENT:
                    self._metas[key.strip().lower()].append(content)
        if tag in ("base", "h1", "script", "title") or (tag == "time" and in_article):
            self._elements["tag", tag].append(element)
        for name in element.get("itemprop", "").split():
            self._elements["itemprop", name].append(element)
        for name in element.get("rel", "").lower().split():
            self._elements["rel" if tag == "a" else "link", name].append(element)
        if in_article and tag not in _LARGE:
            for name in element.get("class", "").lower().split():
                self._elements["class", name].append(element)

    def _all(self, field: str) -> Iterator[str]:
        """Yield the values of a field that are not empty, the best first."""
        for source, name in _places(field):
            yield from (value for value in self._values(source, name) if value.strip())

    def _values(self, source: str, name: str) -> Iterable[str]:
        """Return the values of one place."""
        elements = self._elements[source, name]
        match source:
            case "linked names":
                return self._linked.names(*name.split("+"), kinds=_organisations())
            case "linked":
                return [self._linked.text(name)]
            case "meta":
                return self._metas[name]
            case "itemprop":
                return map(_property, elements)
            case "link":
                return [one.get("href", "") for one in elements]
            case "rel":
                return map(_text, elements)
            case "class":
                return (one.get("datetime") or one.get("title") or _text(one) for one in elements[:1])
            case "time":
                return _times(self._elements["tag", "time"])
            case "html":
                return [self._language]
            case _:
                return map(_text, self._elements["tag", source])

    def _title(self, publisher: str | None) -> str | None:
        whole = plain(next(iter(self._values("title", "")), ""))
        heads = [head for head in map(plain, self._values("h1", "")) if head and head != publisher]
        for source, name in _places("title"):
            # The heading that is a part of the page's title is the headline, and not the name of the site.
            values = (one for one in heads if one in whole) if source == "h1" else self._values(source, name)
            for value in values:
                if title := _without_site(plain(value), publisher):
                    return title
        return next(iter(heads), None)

    def _site_after(self, title: str | None) -> str | None:
        """Return the name of the site that follows the headline in the page's title: "Dam may crack | River Times"."""
        whole = plain(next(iter(self._values("title", "")), ""))
        rest = whole.removeprefix(title) if title else ""
        site = re.fullmatch(rf"(?:{_SEPARATORS})(\w[^|–—·»:]{{2,40}})", rest) if rest != whole else None
        # Other words can follow a headline too. All long words of a name begin with a capital.
        is_name = site is not None and all(word[0].isupper() for word in site[1].split() if len(word) > _SHORT_WORD)
        return site[1] if site is not None and is_name else None

    def _authors(self, publisher: str | None) -> tuple[str, ...]:
        found = (author_names(map(plain, self._values(*place)), publisher) for place in _places("authors"))
        return next(filter(None, found), ())

    def _absolute(self, address: str) -> str:
        """Return a web address as a whole; `""` if it is not one."""
        try:
            whole = urljoin(self._base, address.strip())
            # Fails for an address such as "https://[x", which the line above can let through.
            return whole if urlsplit(whole).hostname and _ADDRESS.fullmatch(whole) else ""
        except ValueError:
            return ""


def _places(field: str) -> Iterator[tuple[str, str]]:
    """Yield the places of a field, the best first: a source, and a name there."""
    for of, source, *names in table("metadata.tsv"):
        if of == field:
            yield from ((source, name) for name in names or [""])


def _times(elements: Iterable[Any]) -> Iterator[str]:
    """Yield the first of some `time` elements; one that is marked as the time of publication is better.

    A time in an `aside` is that of another article, and a time in a sentence is that of an event.
    """
    times = [one for one in elements if one.get("datetime") and not _is_of_update(one)]
    marked = [one for one in times if one.get("pubdate") is not None or "publish" in one.get("class", "").lower()]
    own = (one for one in times if next(one.iterancestors("aside"), None) is None and not _is_in_prose(one))
    yield from (one.get("datetime") for one in islice(chain(marked, own), 1))


def plain(value: str) -> str:
    """Return a value of metadata as plain text on one line, with references resolved and without tags.

    Args:
        value: The value.
    """
    text = unescape(value) if "&" in value else value
    return _SPACE.sub(" ", _TAG.sub("", text)).strip()


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
    named = any(
        _MODIFIED.search(one.get("class", "") + one.get("itemprop", "")) for one in (element, around) if one is not None
    )
    return named or _updated().search(f"{_text_before(element)} {_text(element)}"[-_LINE:]) is not None


def _text_before(element: Any) -> str:
    """Return the text just before an element, for example "Last updated:"."""
    before, around = element.getprevious(), element.getparent()
    if before is None:
        return plain(around.text or "") if around is not None else ""
    return plain(before.tail or "") or (
        "" if before.tag == "time" or not isinstance(before.tag, str) else _text(before)
    )


def _is_in_prose(element: Any) -> bool:
    paragraph = next(element.iterancestors("p"), None)
    return paragraph is not None and len(_text(paragraph)) > _LINE


@cache
def _updated() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words('updated')))})\b", re.IGNORECASE)


def _without_site(title: str, publisher: str | None) -> str:
    """Return a title without the name of its site at the end or at the beginning."""
    if not publisher or title == publisher:
        return "" if title == publisher else title
    site = re.escape(publisher)
    bare = re.sub(rf"(?:{_SEPARATORS}){site}$|^{site}(?:{_SEPARATORS})", "", title, flags=re.IGNORECASE)
    return bare.strip()
