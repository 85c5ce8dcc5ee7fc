"""Reads what a page says about its article in JSON-LD, with the faults that real pages have."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from newsclaims._files.tables import table_rows

__all__ = ["LinkedData", "names_of", "read_linked_data"]

_MARK: Final = (
    r"<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|//\s*-->|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>"
)
"""Marks of comments and CDATA sections around a script, from the time when browsers could show it."""
_BEFORE = re.compile(rf"\A\s*(?:(?:{_MARK})\s*)*")
_AFTER = re.compile(rf"(?:\s*(?:{_MARK}))+\s*\Z")
_TAIL: Final = 200
"""How many characters at the end can have such marks."""
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|,(?=\s*[}\]])', re.DOTALL)
_VALUES: Final = ("@value", "@id", "url", "name")
"""Where an object has a text or an address."""
_ARTICLE_KEYS: Final = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where an article can be inside another object. Other properties hold other articles, for example comments."""


@frozen(slots=True)
class LinkedData:
    """The objects of a page's JSON-LD.

    Args:
        article: The properties of the article; empty if there is none.
        by_id: The objects by their `@id`, to resolve references.
        types: The types of all top-level objects.
    """

    article: Mapping[str, Any]
    by_id: Mapping[str, Mapping[str, Any]]
    types: frozenset[str]

    def names(self, *keys: str, kinds: Iterable[str] = ()) -> list[str]:
        """Return the names of people or organisations in some properties of the article.

        Args:
            keys: The properties.
            kinds: Types of objects to leave out if others are there.
        """
        found = [one for key in keys for one in names_of(self.article.get(key), self.by_id)]
        kept = [name for name, types in found if not types.intersection(kinds)]
        return kept or [name for name, _ in found]

    def text(self, key: str) -> str:
        """Return a property of the article that is a text or an address; `""` without one.

        Args:
            key: The property.
        """
        for value in _each(self.article.get(key)):
            inner = [value.get(name) for name in _VALUES] if isinstance(value, Mapping) else [value]
            for text in inner:
                if isinstance(text, str) and text.strip():
                    return text.strip()
        return ""

    def number(self, key: str) -> str:
        """Return a property of the article that is a number; `""` without one.

        Args:
            key: The property.
        """
        value = self.article.get(key)
        return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def read_linked_data(scripts: Iterable[str], addresses: Iterable[str] = ()) -> LinkedData:
    """Return what the JSON-LD scripts of a page say; a script that is not JSON even when repaired is ignored.

    Args:
        scripts: The texts of the scripts.
        addresses: Addresses of the page. Of several articles, the one with such an address is the page's own.
    """
    objects = [one for script in scripts for one in _objects(_parsed(script))]
    by_id: dict[str, Mapping[str, Any]] = {}
    for one in objects:
        if isinstance(one.get("@id"), str):
            by_id[one["@id"]] = {**one, **by_id.get(one["@id"], {})}
    kinds = _types("article")
    articles = [one for one in objects if types_of(one) & kinds]
    known = {_bare(address) for address in addresses}
    own = [one for one in articles if known.intersection(map(_bare, _addresses(one)))]
    # A creative work can be anything, so it counts only if there is nothing more exact.
    article = min(own or articles, key=lambda one: types_of(one) <= {"CreativeWork"}, default={})
    return LinkedData(article, by_id, frozenset(kind for one in objects for kind in types_of(one)))


def names_of(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names in a value, each with the types of its object; a value can be a name, an object or a list.

    Args:
        value: The value.
        by_id: Objects by their `@id`, to resolve references.
    """
    for one in _each(value):
        if isinstance(one, str):
            known = by_id.get(one)
            yield from [(one, frozenset[str]())] if known is None else _named(known, by_id)
        elif isinstance(one, Mapping):
            yield from _named(one, by_id)


def types_of(one: Mapping[str, Any]) -> frozenset[str]:
    """Return the types of an object, without their vocabulary.

    Args:
        one: The object.
    """
    kinds = (kind for kind in _each(one.get("@type")) if isinstance(kind, str))
    return frozenset(re.split(r"[/#:]", kind)[-1] for kind in kinds)


def _named(one: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, frozenset[str]]]:
    id_ = one.get("@id")
    full = {**by_id.get(id_, {}), **one} if isinstance(id_, str) else one
    given, family = full.get("givenName"), full.get("familyName")
    parts = " ".join(part for part in (given, family) if isinstance(part, str))
    for name in _each(full.get("name") or parts):
        if isinstance(name, str) and name.strip():
            yield name, types_of(full)


def _types(field: str) -> frozenset[str]:
    places = table_rows("page_metadata.tsv")
    return frozenset(name for of, source, *names in places if (of, source) == (field, "types") for name in names)


def _parsed(script: str) -> object:
    """Return the values of a script; None if it cannot be read."""
    bare = _BEFORE.sub("", script, count=1)
    plain = bare[:-_TAIL] + _AFTER.sub("", bare[-_TAIL:])
    for text in (script, plain, _STRING_OR_COMMA.sub(lambda found: "" if found[0] == "," else found[0], plain)):
        try:
            # Not strict, because many pages have line ends inside strings.
            return json.loads(text, strict=False, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that describe the page: those at the top, in a graph, or that are the page's main thing."""
    # A loop, because values can be nested deeper than Python can call.
    left: list[object] = [value]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left.extend(reversed(one))
        elif isinstance(one, Mapping):
            yield one
            left.extend(one[key] for key in reversed(_ARTICLE_KEYS) if isinstance(one.get(key), (list, dict)))


def _addresses(one: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        for value in _each(one.get(key)):
            address = value.get("@id", value.get("url")) if isinstance(value, Mapping) else value
            if isinstance(address, str):
                yield address


def _bare(address: str) -> str:
    """Return an address without the parts that differ between names of the same page."""
    return re.sub(r"^https?://(?:www\.)?|[#?].*$", "", address.strip()).rstrip("/").lower()


def _each(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else () if value is None else (value,)
