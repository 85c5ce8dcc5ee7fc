"""Parses a page, and walks through its elements."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from attrs import field, frozen

from newsclaims._files.locations import FileLocation
from newsclaims._files.tables import table_rows
from newsclaims._model import BlockKind
from newsclaims._plugins import optional_import
from newsclaims.errors import LimitError

from .._markup import TextCollector, ends_line
from .._paragraphs import Paragraph

__all__ = ["DEEPEST", "INLINE", "MAX_TAGS", "Page", "marks", "parsed", "read_page", "text_of"]

DEEPEST: Final = 2000
"""The largest limit of depth. libxml2 builds no tree that is deeper than 2,048 elements, and silently cuts it."""

MAX_TAGS: Final = 200_000
"""The default limit of elements. A page needs some 3 kB of memory for each, and very long ones have 100,000."""
_BLOCK_KINDS: Final = ("post", "quote", "caption")
MOST_ATTRIBUTES: Final = 1000
"""How many attributes an element can have; those of real pages have a few dozen."""
_STRENGTHS: Final = ("hidden", "consent", "always", "maybe", "lead")
INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time", "u"}
)
"""Elements that are a part of a paragraph."""
_LONGEST: Final = 1000
_SPACE = re.compile(r"\s+")
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@frozen(slots=True, eq=False)
class Page:
    """A page as it was parsed.

    Args:
        root: Its root element.
        elements: All elements, in the order of their start tags.
        parents: For each element the number of its parent, which is smaller; -1 for the root.
        paragraphs: Its paragraphs; each has the number of its element.
        location: The file, for error messages.
        marks: What the names, roles and classes of elements mean, by the number of the element.
    """

    root: Any
    elements: list[Any]
    parents: list[int]
    paragraphs: list[Paragraph]
    location: FileLocation
    marks: Mapping[int, str] = field(factory=dict)

    def inside(self, is_one: Callable[[int], bool]) -> list[bool]:
        """Return for each element whether it, or an element around it, is of some kind.

        Args:
            is_one: Returns whether the element with a number is of that kind.
        """
        inside: list[bool] = []
        for number, parent in enumerate(self.parents):
            inside.append((parent >= 0 and inside[parent]) or is_one(number))
        return inside

    def sums(self, values: Iterable[tuple[int, int]]) -> list[int]:
        """Return the sum of the values in each element.

        Args:
            values: Values, each with the number of its element.
        """
        sums = [0] * len(self.parents)
        for number, value in values:
            sums[number] += value
        for number in range(len(self.parents) - 1, 0, -1):
            sums[self.parents[number]] += sums[number]
        return sums


def parsed(text: str) -> Any:
    """Return the root element of a page; None if there is no element.

    Args:
        text: The page, without lone surrogates.
    """
    etree = optional_import("lxml.etree", feature="reading web pages", extra="html")
    html = optional_import("lxml.html", feature="reading web pages", extra="html")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError:
        return None


def read_page(text: str, location: FileLocation, max_depth: int, max_tags: int = MAX_TAGS) -> Page | None:
    """Return a page with its paragraphs; None if it has no element.

    Args:
        text: The page.
        location: The file, for error messages.
        max_depth: How many elements can be inside each other.
        max_tags: How many elements it can have.

    Raises:
        LimitError: If elements are nested deeper, or there are more.
        FormatError: If an element has more than 1,000 attributes.
    """
    etree = optional_import("lxml.etree", feature="reading web pages", extra="html")
    guard = etree.HTMLParser(target=_Guard(location, max_tags), encoding="utf-8", huge_tree=True, no_network=True)
    guard.feed(text.encode("utf-8"))
    guard.close()
    root = parsed(text)
    if root is None:
        return None
    collector = TextCollector(location, max_depth)
    elements: list[Any] = []
    parents: list[int] = []
    known: dict[int, str] = {}
    around = [-1]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            mark = marks(element)
            if collector.in_quote and (mark == "maybe" or element.tag == "footer"):
                # In a quote, they are who is quoted.
                mark = ""
            if mark:
                known[len(elements)] = mark
            parents.append(around[-1])
            around.append(len(elements))
            elements.append(element)
            _start(collector, element, mark)
            if element.text:
                collector.data(element.text)
            continue
        if event == "end":
            around.pop()
            collector.end(element.tag)
        if element.tail and element is not root:
            collector.data(element.tail)
    return Page(root, elements, parents, collector.close(), location, known)


class _Guard:
    """Refuses very many elements, and elements with very many attributes, before a tree is built.

    A tree of them would take much memory, and quadratic time. This is the target of a parser, which reports one element
    after the other.
    """

    def __init__(self, location: FileLocation, max_tags: int) -> None:
        self._location, self._max_tags = location, max_tags
        self._count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Check an element."""
        self._count += 1
        if self._count > self._max_tags:
            reason = f"the page has more than {self._max_tags:,} elements."
            raise LimitError(self._location.source or "input", reason, "max_tags")
        if len(attributes) > MOST_ATTRIBUTES:
            reason = f"an element {tag!r} has {len(attributes):,} attributes; at most {MOST_ATTRIBUTES:,} are read."
            raise self._location.error(reason)

    def end(self, tag: str) -> None:
        """Do nothing; the parser calls it."""

    def close(self) -> None:
        """Do nothing; the parser calls it."""


def _start(collector: TextCollector, element: Any, mark: str) -> None:
    kind: BlockKind | None = next((kind for kind in _BLOCK_KINDS if kind == mark), None)
    if mark == "hidden":
        collector.start_unseen()
    elif kind is not None:
        collector.start_block(kind)
    else:
        collector.start(element.tag, element.attrib)


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _NOT_DISPLAYED.search(element.get("style", "")) is not None
    )


def marks(element: Any) -> str:
    """Return what the name, role and class of an element mean: a strength or a kind; `""` if nothing.

    Args:
        element: The element.
    """
    tag = element.tag
    if tag in ("html", "body"):
        return ""
    # A class can have any length; only its beginning is looked at.
    named = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST].lower()
    mark = next((mark for mark, pattern in _by_word() if pattern.search(named)), "")
    if mark in _BLOCK_KINDS:
        return mark
    mark = _by_name().get(tag) or _by_role().get(element.get("role", "").lower()) or mark
    if tag in INLINE:
        return "hidden" if mark == "hidden" or _is_hidden(element) else mark
    return "maybe" if mark == "hidden" or (not mark and _is_hidden(element)) else mark


@cache
def _by_name() -> Mapping[str, str]:
    return {name: row[0] for row in table_rows("page_furniture.tsv") if row[1] == "tag" for name in row[2:]}


@cache
def _by_role() -> Mapping[str, str]:
    return {name: row[0] for row in table_rows("page_furniture.tsv") if row[1] == "role" for name in row[2:]}


@cache
def _by_word() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the meanings of the words in classes, each with a pattern; kinds of blocks come first."""
    rows = {row[0]: "|".join(row[2:]) for row in table_rows("page_furniture.tsv") if row[1] == "word"}
    # A class such as "no-sidebar" says that there is none.
    before = r"(?:^|[\s_-])(?<!no-)(?<!no_)(?<!has-)(?<!with-)(?<!without-)"
    return tuple((mark, re.compile(f"{before}(?:{rows[mark]})")) for mark in (*_BLOCK_KINDS, *_STRENGTHS))


def text_of(element: Any) -> Iterator[str]:
    """Yield the pieces of text in an element, without those of scripts and styles; a line ends where one is shown.

    Args:
        element: The element.
    """
    etree = optional_import("lxml.etree", feature="reading web pages", extra="html")
    for event, one in etree.iterwalk(element, events=("start", "end", "comment")):
        is_line = event != "comment" and one is not element and ends_line(one.tag)
        if is_line:
            yield "\n"
        if event == "start" and one.tag not in ("script", "style", "noscript", "template"):
            yield _SPACE.sub(" ", one.text or "")
        if event != "start" and one is not element:
            yield _SPACE.sub(" ", one.tail or "")
