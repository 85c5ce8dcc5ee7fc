"""Asks the library trafilatura which sentences of a page are its article, and finds them in the page's paragraphs."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, tee
from typing import Final

from attrs import evolve, frozen

from newsclaims._plugins import optional_import

from .._bylines import words
from .._paragraphs import Paragraph
from .lines import invites, without_remarks
from .page import Page, parsed, text_of

__all__ = ["Piece", "find_pieces", "leads_away", "runs", "tokens"]

LINKED: Final = 0.6
"""A paragraph with this share of links is a link."""
_WORD = re.compile(r"\w+")
_SOFT_HYPHEN: Final = "\u00ad"
_RUN: Final = 3
"""A paragraph is compared by its runs of three words."""
_ENOUGH: Final = 0.6
"""A paragraph was chosen if this share of its runs was."""
_SENTENCE_END = re.compile(r"[.!?…:;。！？｡।؟۔]['\"”’»)\]」』]*$|[”’\"]$")
_TAIL: Final = 10
"""How many characters show whether a sentence ends."""
_LONG: Final = 80
"""A paragraph of this length is prose, even if it does not end like a sentence."""
_HEAD: Final = 300
_NOT_IN_XML = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bce-f]|1[0-9a-f]));?(?![0-9a-f])",
    re.IGNORECASE,
)
"""Characters that XML does not have, and references to them. Trafilatura finds nothing in a page with one."""
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)\s)", re.IGNORECASE)
_LARGE: Final = 1_000_000
"""A page with so many characters could leave much in the caches of trafilatura."""
_MANY_ELEMENTS: Final = 10_000
"""More elements than articles have; the largest of some 30 real pages had 2,100."""

_QUIET: Final = logging.NullHandler()
"""A handler for the messages of trafilatura about pages without an article, which Python would print without one."""


@frozen(slots=True)
class Piece:
    """A paragraph of the page.

    Args:
        paragraph: The paragraph.
        chosen: Whether trafilatura chose it.
        sentence: Whether it is prose, and not a heading, a caption or a link.
    """

    paragraph: Paragraph
    chosen: bool
    sentence: bool

    @property
    def kind(self) -> str | None:
        """The kind of its block."""
        return self.paragraph.kind

    @property
    def size(self) -> int:
        """Its length if it is prose."""
        return len(self.paragraph.text) if self.sentence else 0

    @property
    def weight(self) -> int:
        """Its length if it is chosen prose."""
        return self.size if self.chosen else 0

    @property
    def is_link(self) -> bool:
        """Whether most of it is in links."""
        return self.paragraph.linked >= LINKED


def find_pieces(page: Page, text: str) -> list[Piece]:
    """Return the paragraphs of a page, with trafilatura's choice.

    Args:
        page: The page.
        text: The same page before it was parsed, because trafilatura changes what it gets.

    Raises:
        FormatError: If trafilatura fails.
    """
    lines = [tokens(line) for line in _chosen(page, text)]
    whole = frozenset(lines)
    known = frozenset(runs(word for line in lines for word in line))
    pieces = []
    for each in page.paragraphs:
        paragraph = evolve(each, text=without_remarks(each.text))
        own = tokens(paragraph.text)
        # Counted without a list, because a paragraph can be as long as the page.
        count = len(own) - _RUN + 1
        chosen = sum(run in known for run in runs(own)) >= _ENOUGH * count if count > 0 else own in whole
        pieces.append(Piece(_timed(page, paragraph), chosen, _is_sentence(paragraph)))
    return pieces


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, without soft hyphens, white space and marks, which trafilatura changes.

    Args:
        text: The text.
    """
    return tuple(_WORD.findall(text.replace(_SOFT_HYPHEN, "")))


def runs(each: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield each three words that follow each other.

    Args:
        each: The words.
    """
    return zip(*(islice(copy, skipped, None) for skipped, copy in enumerate(tee(each, _RUN))), strict=False)


def leads_away(paragraph: Paragraph) -> bool:
    """Return whether a line leads to another page, for example "Read more: Ferry strike called off".

    Args:
        paragraph: The line.
    """
    return paragraph.linked > 0 and _leading().match(paragraph.text[:_HEAD]) is not None


def _chosen(page: Page, text: str) -> Sequence[str]:
    """Return the lines of text that trafilatura chooses."""
    trafilatura = optional_import("trafilatura", feature="reading web pages", extra="html")
    logging.getLogger("trafilatura").addHandler(_QUIET)
    try:
        root = parsed(_NOT_IN_XML.sub(" ", text))
        # Its second way of looking, for pages where the first finds little, takes quadratic time.
        once = len(page.elements) > _MANY_ELEMENTS
        found = trafilatura.bare_extraction(root, fast=once, include_comments=False, include_tables=True)
    # It reads whatever a page may hold, so any error is one of this page.
    except Exception as error:
        raise page.location.error(f"trafilatura could not read the page ({type(error).__name__}: {error}).") from error
    finally:
        if len(text) > _LARGE:
            optional_import("trafilatura.meta", feature="reading web pages", extra="html").reset_caches()
    return str(found.text or "").splitlines() if found is not None else ()


def _is_sentence(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.linked < LINKED
        and paragraph.kind not in ("heading", "caption")
        and (len(text) >= _LONG or (_SENTENCE_END.search(text[-_TAIL:]) is not None and len(text) > _TAIL))
        and not _COPYRIGHT.match(text)
        and not leads_away(paragraph)
        and not invites(paragraph)
    )


def _timed(page: Page, paragraph: Paragraph) -> Paragraph:
    """Mark a paragraph that only gives a time, as in a live blog."""
    element = page.elements[paragraph.number]
    if element.tag != "time" or paragraph.text != " ".join("".join(text_of(element)).split()):
        return paragraph
    return evolve(paragraph, kind="timestamp", owner=paragraph.number)


@cache
def _leading() -> re.Pattern[str]:
    each = "|".join(map(re.escape, words("leads")))
    return re.compile(rf"\W*(?:{each})\s*(?:[:|>»–—-]|$)", re.IGNORECASE)
