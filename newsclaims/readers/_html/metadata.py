"""Finds title, date, authors, publisher, address and language in a page's own metadata."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from attrs import frozen

from newsclaims._files.tables import table_rows

from .._bylines import author_names
from .dates import first_date, is_beside_prose, is_of_update, machine_times, visible_date
from .linked_data import LinkedData, read_linked_data
from .page import Page
from .plain import plain, plain_lines, shown_text
from .titles import SEPARATORS, headline, is_headline, without_site

__all__ = ["Metadata", "find_metadata"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SAVED = re.compile(r"\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_DETAILS: Final = ("modified", "description", "section", "keywords")
"""Fields that an article does not have; they go to its `meta`."""
_MOST_DATES: Final = 20
"""How many values are tried as a date."""
_MOST: Final = 1000
"""How many elements inside microdata are looked at."""
_LARGE: Final = frozenset({"article", "body", "html", "main"})
"""Elements whose class does not say what their text is."""
_SHORT_WORD: Final = 3
_SHORT_TITLE: Final = 3
"""A title with more words is not the name of a site."""
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
        self._root = page.root
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
        dates = list(islice(map(plain_lines, self._all("published")), _MOST_DATES))
        published = first_date(dates)
        meta = {name: plain(value) for name in _DETAILS if (value := next(self._all(name), ""))}
        if published is None and dates:
            meta["published"] = plain(dates[0])
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
                if self._elements["tag", "h1"]:
                    self._elements["below", name].append(element)

    def _all(self, field: str) -> Iterator[str]:
        """Yield the values of a field that are not empty, the best first."""
        for source, name in _places(field):
            yield from (value for value in self._values(source, name) if value.strip())

    def _values(self, source: str, name: str) -> Iterable[str]:
        """Return the values of one place."""
        elements = self._elements[source, name]
        match source:
            case "linked" | "linked names" | "linked number":
                return self._of_linked_data(source, name)
            case "time" | "visible time" | "below":
                return self._times(source, name)
            case "meta":
                return self._metas[name]
            case "itemprop":
                return map(_property, elements)
            case "link":
                return [one.get("href", "") for one in elements]
            case "rel":
                return map(shown_text, elements)
            case "class":
                return (one.get("datetime") or one.get("title") or shown_text(one) for one in elements[:1])
            case "saved":
                return _saved_from(self._root)
            case "html":
                return [self._language]
            case _:
                return map(shown_text, self._elements["tag", source])

    def _of_linked_data(self, source: str, name: str) -> list[str]:
        if source == "linked names":
            return self._linked.names(*name.split("+"), kinds=_organisations())
        return [self._linked.text(name) if source == "linked" else self._linked.number(name)]

    def _times(self, source: str, name: str) -> Iterable[str]:
        """Return the dates that the page shows, or has in its `time` elements."""
        times = self._elements["tag", "time"]
        if source == "time":
            return machine_times(times)
        if source == "below":
            shown = self._elements["below" if self._elements["tag", "h1"] else "class", name]
        else:
            shown = [one for one in times if not one.get("datetime") and not is_of_update(one)]
        own = islice(filter(is_beside_prose, shown), 1)
        return (text for one in own if visible_date(text := shown_text(one)) is not None)

    def _title(self, publisher: str | None) -> str | None:
        whole = plain(next(iter(self._values("title", "")), ""))
        heads = [head for head in map(plain, self._values("h1", "")) if head and head != publisher]
        for source, name in _places("title"):
            # The heading that is a part of the page's title is the headline, and not the name of the site.
            values = (one for one in heads if one in whole) if source == "h1" else self._values(source, name)
            for value in map(plain, values):
                if source == "title" and self._is_name_of_site(value):
                    continue
                if title := without_site(value if source == "linked" else headline(value, heads), publisher):
                    return title
        return next(iter(heads), None)

    def _is_name_of_site(self, title: str) -> bool:
        """Return whether the title of a page is shorter than a headline, and the page has another in its only `h1`.

        An `h1` in a header, or with a link, can be the name of the site itself.
        """
        heads = self._elements["tag", "h1"]
        is_short = len(title.split()) <= _SHORT_TITLE
        return is_short and len(heads) == 1 and is_headline(heads[0])

    def _site_after(self, title: str | None) -> str | None:
        """Return the name of the site that follows the headline in the page's title: "Dam may crack | River Times"."""
        whole = plain(next(iter(self._values("title", "")), ""))
        rest = whole.removeprefix(title) if title else ""
        site = re.fullmatch(rf"(?:{SEPARATORS})(\w[^|–—·»:]{{2,40}})", rest) if rest != whole else None
        # Other words can follow a headline too. All long words of a name begin with a capital.
        is_name = site is not None and all(word[0].isupper() for word in site[1].split() if len(word) > _SHORT_WORD)
        return site[1] if site is not None and is_name else None

    def _authors(self, publisher: str | None) -> tuple[str, ...]:
        found = (author_names(map(plain_lines, self._values(*place)), publisher) for place in _places("authors"))
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
    for of, source, *names in table_rows("page_metadata.tsv"):
        if of == field:
            yield from ((source, name) for name in names or [""])


def _organisations() -> frozenset[str]:
    return frozenset(name for row in table_rows("page_metadata.tsv") if row[0] == "organisation" for name in row[2:])


def _property(element: Any) -> str:
    """Return the value of microdata: an attribute, the name inside, or the text."""
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return str(value)
    if element.get("itemscope") is not None:
        inside = (one for one in islice(element.iter(), _MOST) if isinstance(one.tag, str))
        names = (one for one in inside if "name" in one.get("itemprop", "").split())
        return next((one.get("content") or shown_text(one) for one in names), shown_text(element))
    return str(element.get("title") or shown_text(element))


def _saved_from(root: Any) -> Iterator[str]:
    """Yield the address in the comment that a browser writes above a page that it saves."""
    for comment in root.itersiblings(preceding=True):
        if found := _SAVED.match(comment.text or ""):
            yield found[1]
