"""Turns HTML and XML into text, with the blocks that its elements mark.

The parser is that of libxml2, which reads HTML as browsers do. It reports one tag after the other, so no tree is built
and nothing calls itself: markup of any depth is read in linear time up to the limit.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import Any, Final

from attrs import define, frozen

from newsclaims._files.locations import FileLocation
from newsclaims._files.tables import table_rows
from newsclaims._model import Block, BlockKind
from newsclaims._model.base import checked_str
from newsclaims._plugins import optional_import
from newsclaims._public import set_public_module
from newsclaims.errors import InputTypeError, LimitError

from ._paragraphs import Paragraph, joined
from ._quotes import DOUBLE_MARKS, OPENING_MARKS, SINGLE_MARKS, cited_part, is_signature, with_signatures

__all__ = ["MAX_DEPTH", "TextCollector", "ends_line", "markup_text", "text_of_html"]

MAX_DEPTH: Final = 500
"""The default limit of elements inside each other. News pages rarely have more than 50."""

_EXTRA: Final = "html"
_LINE: Final = "\v"
"""Marks the end of a line while a paragraph is collected, because a line end in markup is only a space."""
_BREAK = re.compile(rf"{_LINE}[ \t\n\r\f]*{_LINE}[ \t\n\r\f{_LINE}]*")
_SPACE = re.compile("[ \t\n\r\f]+")
_EDGES: Final = " \u00a0\u200b\ufeff"
"""What a line does not begin or end with: pages use them to make room."""
_LINE_END = re.compile("\r\n?|\n")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_SUBSET = re.compile(r"(<!DOCTYPE[^>\[]*)\[.*?(?:\]\s*>|\Z)", re.DOTALL)
"""A document type with declarations of its own, which HTML does not have."""
_INSTEAD: Final[Mapping[str, str]] = {"line": _LINE, "cell": " "}
"""What an element adds to the text, by its role."""
_MARKS: Final = (DOUBLE_MARKS, SINGLE_MARKS)
"""Quotation marks of the `q` element, and those of one inside another."""


def markup_text(
    markup: str, location: FileLocation, *, max_depth: int = MAX_DEPTH, xml: bool = False
) -> tuple[str, tuple[Block, ...]]:
    """Return the text of HTML or XML as a reader of the page sees it, and the blocks that its elements mark.

    A blank line separates paragraphs and other blocks, `br` ends a line, and two of them end a paragraph. Other white
    space becomes one space, except in `pre`. The `q` element gets quotation marks if it has none. So does a block quote
    that says who is quoted, and the name follows after a dash. Character references are resolved. Left out are the
    head, scripts, styles, templates, and what stands for a film, a frame or a script. A zero character becomes U+FFFD;
    other control characters stay.

    Args:
        markup: A page, or a piece of one.
        location: Where it is, for error messages.
        max_depth: How many elements can be inside each other.
        xml: Whether it is XML, which has CDATA sections and its own entities. If it is not well-formed, it is read as
            HTML.

    Raises:
        LimitError: If elements are nested deeper than `max_depth`.
        SurrogateError: If the markup has a lone surrogate.
        MissingExtraError: If lxml is not installed.
    """
    etree = optional_import("lxml.etree", feature="reading HTML and XML", extra=_EXTRA)
    data = checked_str(markup).encode("utf-8")
    if xml:
        # Entities of the file itself are resolved, up to the parser's limit; those of other files are not.
        parser = {"resolve_entities": "internal", "no_network": True, "load_dtd": False}
        try:
            return _parsed(etree.XMLParser, data, TextCollector(location, max_depth), **parser)
        except etree.XMLSyntaxError:
            plain = _CDATA.sub(lambda section: escape(section[1]), markup)
            data = _SUBSET.sub(r"\1>", plain).encode("utf-8")
    return _parsed(etree.HTMLParser, data, TextCollector(location, max_depth), no_network=True, huge_tree=True)


def text_of_html(markup: str) -> str:
    """Return the text of HTML or XHTML as a reader of the page sees it.

    Paragraphs and other blocks are separated by a blank line, and lines by a line end. Other white space is one space,
    as in a browser. Scripts, styles, titles and heads are left out. Character references are resolved.

    Args:
        markup: The HTML.

    Raises:
        InputTypeError: If it is not a str.
        LimitError: If more than 500 elements are inside each other.
        SurrogateError: If the markup has a lone surrogate.
        MissingExtraError: If lxml is not installed.
    """
    if not isinstance(markup, str):
        hint = "Decode it first." if isinstance(markup, bytes) else ""
        raise InputTypeError("the markup", "a str", type(markup).__name__, hint)
    return markup_text(markup, FileLocation(_EXTRA))[0]


def _parsed(kind: Any, data: bytes, collector: "TextCollector", **options: Any) -> tuple[str, tuple[Block, ...]]:
    """Return the text and the blocks of UTF-8 bytes, read by one of lxml's parsers."""
    if not data.strip():
        return "", ()
    parser = kind(target=collector, encoding="utf-8", **options)
    parser.feed(data)
    return joined(parser.close())


@frozen(slots=True)
class _Meaning:
    """What an element means for the text; see `markup.tsv`."""

    role: str = ""
    kind: BlockKind | None = None

    @property
    def separates(self) -> bool:
        return self.role in ("block", "kept")


_PLAIN = _Meaning()
_TABLE: Final = "markup.tsv"
_SIGNING: Final = "signature"


@define(slots=True, eq=False)
class _Open:
    """An element that has begun: its meaning, its number, and where its text begins in the paragraph."""

    meaning: _Meaning
    number: int
    paragraph: int
    piece: int
    signs: bool


class TextCollector:
    """Collects paragraphs from the events of a parser: start tags, end tags and the text between.

    lxml calls `start`, `data`, `end` and `close` if it is the target of a parser. A walk through a tree can do so too.

    Args:
        location: Where the markup is, for error messages.
        max_depth: How many elements can be inside each other.
    """

    def __init__(self, location: FileLocation, max_depth: int = MAX_DEPTH) -> None:
        self._location, self._max_depth = location, max_depth
        self._open: list[_Open] = []
        self._marked: list[_Open] = []
        self._inside: Counter[str] = Counter()
        self._pieces: list[str] = []
        self._linked = self._started = 0
        self._first = -1
        self._cited = (0, 0)
        self._quotes = self._signing = 0
        self._paragraphs: list[Paragraph] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - parsers give the attributes
        """Begin an element.

        Args:
            tag: Its name; a namespace in braces is ignored.
            attributes: Its attributes, which are not used.

        Raises:
            LimitError: If it is nested too deep.
        """
        tag = tag.rpartition("}")[2].lower()
        meaning = _meanings().get(tag, _PLAIN)
        self._begin(meaning, signs=tag in _signing() and self._follows_quote(meaning))

    @property
    def in_quote(self) -> bool:
        """Whether a block quote has begun and has not ended."""
        return self._quotes > 0

    def start_block(self, kind: BlockKind) -> None:
        """Begin an element that is a block of a certain kind, whatever its name is.

        Args:
            kind: The kind.

        Raises:
            LimitError: If it is nested too deep.
        """
        self._begin(_Meaning("block", kind))

    def start_unseen(self) -> None:
        """Begin an element that is left out with all that is in it, whatever its name is.

        Raises:
            LimitError: If it is nested too deep.
        """
        self._begin(_Meaning("unseen"))

    def data(self, text: str) -> None:
        """Take text.

        Args:
            text: The text, in which references are resolved.
        """
        text = text.replace(_LINE, " ")
        self._add(_LINE_END.sub(_LINE, text) if self._inside["kept"] else text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - parsers give the name
        """End the element that began last.

        Args:
            tag: Its name, which is not used.
        """
        element = self._open.pop()
        if element.meaning.role == "quoted":
            self._quote(element)
        if element.meaning.separates:
            self._end_paragraph()
            self._signing -= element.signs
        elif element.signs:
            self._cited = (element.piece, len(self._pieces))
        self._inside[element.meaning.role] -= 1
        self._quotes -= element.meaning.kind == "quote"
        if element.meaning.kind is not None:
            self._marked.pop()

    def close(self) -> list[Paragraph]:
        """Return the paragraphs."""
        self._end_paragraph()
        return list(with_signatures(self._paragraphs))

    def _follows_quote(self, meaning: _Meaning) -> bool:
        """Return whether an element is in a block quote, or is a caption after one in the same element."""
        if meaning.kind != "caption":
            return self.in_quote
        last = self._paragraphs[-1] if self._paragraphs and self._open else None
        return last is not None and last.kind == "quote" and last.owner > self._open[-1].number

    def _begin(self, meaning: _Meaning, *, signs: bool = False) -> None:
        if len(self._open) >= self._max_depth:
            reason = f"more than {self._max_depth} elements of it are inside each other."
            raise LimitError(self._location.source or "input", reason, "max_depth")
        if meaning.separates:
            self._end_paragraph()
        element = _Open(meaning, self._started, len(self._paragraphs), len(self._pieces), signs)
        self._started += 1
        self._open.append(element)
        self._inside[meaning.role] += 1
        self._quotes += meaning.kind == "quote"
        self._signing += signs and meaning.separates
        if meaning.kind is not None:
            self._marked.append(element)
        if meaning.role in _INSTEAD:
            self._add(_INSTEAD[meaning.role])

    def _add(self, text: str) -> None:
        if self._inside["unseen"]:
            return
        self._pieces.append(text)
        visible = len(text) if text.strip() else 0
        if visible and self._first < 0 and self._open:
            self._first = self._open[-1].number
        self._linked += visible if self._inside["link"] else 0

    def _quote(self, element: _Open) -> None:
        """Put quotation marks around a quotation inside a paragraph, unless it has some."""
        if self._inside["unseen"] or element.paragraph != len(self._paragraphs):
            return
        inner = "".join(self._pieces[element.piece :])
        if inner.strip() and not inner.lstrip().startswith(OPENING_MARKS):
            opening, closing = _MARKS[(self._inside["quoted"] - 1) % len(_MARKS)]
            self._pieces[element.piece :] = [opening, inner, closing]

    def _end_paragraph(self) -> None:
        if self._inside["unseen"]:
            return
        if self._pieces:
            said = len(self._pieces)
            if self._signing:
                said = 0
            elif self.in_quote:
                said = cited_part(self._pieces, *self._cited)
            linked = min(1.0, self._linked / max(1, len("".join(self._pieces).strip())))
            self._take("".join(self._pieces[:said]), linked)
            self._take("".join(self._pieces[said:]), linked, signs=True)
            self._pieces.clear()
        self._linked, self._first, self._cited = 0, -1, (0, 0)

    def _take(self, collected: str, linked: float, *, signs: bool = False) -> None:
        """Add the paragraphs of collected text."""
        marked = self._marked[-1] if self._marked else None
        kind, owner = (marked.meaning.kind, marked.number) if marked else (None, -1)
        for text in _tidied(collected):
            last = self._paragraphs[-1] if self._paragraphs else None
            if signs and last is not None and last.kind == "quote" and is_signature(text):
                self._paragraphs.append(Paragraph(text, "quote", last.owner, self._first, signature=True))
            else:
                self._paragraphs.append(Paragraph(text, kind, owner, self._first, linked))


def ends_line(tag: str) -> bool:
    """Return whether an element begins a line of its own, as a paragraph or a line end does.

    Args:
        tag: Its name.
    """
    meaning = _meanings().get(tag, _PLAIN)
    return meaning.separates or meaning.role == "line"


def _tidied(collected: str) -> Iterator[str]:
    """Yield the paragraphs of collected text with white space as a browser shows it."""
    for paragraph in _BREAK.split(collected):
        lines = [_SPACE.sub(" ", line).strip(_EDGES) for line in paragraph.split(_LINE)]
        if text := "\n".join(lines).strip("\n"):
            yield text


@cache
def _meanings() -> Mapping[str, _Meaning]:
    """Return the elements that mean something for the text, by name."""
    meanings: Any = table_rows(_TABLE)
    return {tag: _Meaning(role, kind or None) for role, kind, *tags in meanings if role != _SIGNING for tag in tags}


@cache
def _signing() -> frozenset[str]:
    """Return the elements that can say who is quoted."""
    return frozenset(tag for role, _, *tags in table_rows(_TABLE) for tag in tags if role == _SIGNING)


set_public_module("newsclaims.readers", text_of_html)
