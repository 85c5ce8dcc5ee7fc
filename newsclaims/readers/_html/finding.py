"""Finds the paragraphs of the article in a page.

The library trafilatura chooses the sentences of the article, but it loses some of its white space, captions and
paragraphs. So its choice is only a guide: the paragraphs come from the page itself, from the smallest element that
holds nearly all of the chosen sentences.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from .._bylines import words
from .._paragraphs import Paragraph
from .choice import Piece, find_pieces, leads_away, runs, tokens
from .lines import can_be_lead, invites, is_about_author
from .page import INLINE, Page

__all__ = ["Found", "find_article"]

_NEARLY_ALL: Final = 0.9
"""This share of the chosen sentences is in the element of the article."""
_MUCH: Final = 0.3
"""An element with this share of the chosen sentences is not furniture, whatever its name is."""
_BOX: Final = 300
"""A box with fewer characters of prose, none of them chosen, is not a part of the article."""
_CONSENT: Final = 1500
"""A box that asks for consent has fewer characters of prose."""
_LINKS: Final = 3
"""A list of other pages has at least so many links between its sentences."""
_SHOWN: Final = ("caption", "quote", "post")
_LINE: Final = 100
"""A longer line is not a label."""
_LINKED_SENTENCE: Final = 7
"""A link to another page with so many words and a full stop is a sentence of the article, if it is between others."""
_SENTENCE_END = re.compile(r"[.。।][\"”’»]?$")
_SECTIONS = re.compile(r"\s+[|–—·»-]\s+")
_HEADLINE: Final = 3
_ABOVE: Final = 4
"""How many lines above the text can be a byline and a date."""


@frozen(slots=True)
class Found:
    """The article of a page.

    Args:
        paragraphs: Its paragraphs; empty if there is no article.
        above: The lines directly above it on the page.
    """

    paragraphs: Sequence[Paragraph] = ()
    above: Sequence[str] = ()


def find_article(page: Page, text: str, title: str | None, *, surely: bool, authors: Sequence[str] = ()) -> Found:
    """Return the article of a page.

    Args:
        page: The page.
        text: The same page before it was parsed.
        title: The title, which is not a part of the text.
        surely: Whether the page says that it is an article. Otherwise, it can be a list of other pages.
        authors: The authors. A line about one of them at the end is not a part of the text.

    Raises:
        FormatError: If trafilatura fails.
    """
    if title is not None and title.lower() in words("wall"):
        return Found()
    every = find_pieces(page, text)
    pieces = _without_furniture(page, _without_other_articles(page, every, title))
    if not any(one.weight for one in pieces):
        return Found()
    pieces = _with_linked_sentences(_of_the_article(page, pieces))
    if not surely and _is_list(pieces):
        return Found()
    pieces = _trimmed(_after_title(pieces, title), _beside(page, pieces), _marked_leads(page))
    pieces = _without_repetition(_without_authors(pieces, authors))
    return Found([one.paragraph for one in pieces], _lines_above(page.paragraphs, pieces))


def _with_linked_sentences(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, in which a link is prose if it is a whole sentence between others."""
    return [
        evolve(one, paragraph=evolve(one.paragraph, linked=0.0), sentence=True)
        if _is_linked_sentence(one, pieces[i - 1 : i], pieces[i + 1 : i + 2])
        else one
        for i, one in enumerate(pieces)
    ]


def _is_linked_sentence(piece: Piece, before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    text = piece.paragraph.text
    if piece.kind is not None or not piece.is_link or leads_away(piece.paragraph) or not _SENTENCE_END.search(text):
        return False
    # A full stop outside the link is one of a text. A headline of another page has none.
    is_text = piece.paragraph.linked < 1 or any(one.sentence for one in after)
    return is_text and len(text.split()) >= _LINKED_SENTENCE and any(one.sentence for one in before)


def _marked_leads(page: Page) -> frozenset[int]:
    """Return the numbers of elements that the page marks as a lead or as key points."""
    inside = page.inside(lambda number: page.marks.get(number) == "lead")
    return frozenset(number for number, is_lead in enumerate(inside) if is_lead)


def _without_authors(pieces: list[Piece], authors: Sequence[str]) -> list[Piece]:
    """Leave out the last paragraphs if they are about the authors."""
    end = len(pieces)
    while end > 1 and is_about_author(pieces[end - 1].paragraph.text, authors):
        end -= 1
    return pieces[:end]


def _lines_above(paragraphs: Sequence[Paragraph], pieces: Sequence[Piece]) -> list[str]:
    first = pieces[0].paragraph if pieces else None
    for i, one in enumerate(paragraphs):
        if first is not None and (one.number, one.text) == (first.number, first.text):
            lines = [line for above in paragraphs[max(0, i - _ABOVE) : i] for line in above.text.splitlines()]
            return lines[-_ABOVE:]
    return []


def _without_other_articles(page: Page, pieces: list[Piece], title: str | None) -> list[Piece]:
    """Leave out other articles with a headline of their own, which some pages load when a reader comes to the end."""
    around: list[int] = []
    for element, parent in zip(page.elements, page.parents, strict=True):
        around.append(len(around) if element.tag == "article" or parent < 0 else around[parent])
    own = next((around[one.paragraph.number] for one in pieces if _is_title(one, title)), 0)
    others = {around[number] for number, element in enumerate(page.elements) if element.tag == "h1"} - {0, own}
    if not own or not others:
        return pieces
    out, inside = page.inside(others.__contains__), page.inside(lambda number: number == own)
    return [one for one in pieces if inside[one.paragraph.number] or not out[one.paragraph.number]]


def _is_title(piece: Piece, title: str | None) -> bool:
    own, whole = tokens(piece.paragraph.text), title or ""
    # A page's title can have the name of the site after the headline.
    sections = [one for one in map(tokens, _SECTIONS.split(whole)) if len(one) >= _HEADLINE]
    return bool(own) and own in (tokens(whole), *sections)


def _without_furniture(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the paragraphs in navigation, comments, boxes and so on."""
    chosen = page.sums((one.paragraph.number, one.weight) for one in pieces)
    prose = page.sums((one.paragraph.number, one.size) for one in pieces)

    def is_furniture(number: int) -> bool:
        match page.marks.get(number):
            case "always":
                return chosen[number] <= _MUCH * chosen[0]
            case "maybe":
                return not chosen[number] and prose[number] < _BOX
            case "consent":
                return prose[number] < _CONSENT
            case _:
                return False

    out = page.inside(is_furniture)
    return [one for one in pieces if not out[one.paragraph.number]]


def _of_the_article(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the paragraphs in the element of the article, other chosen sentences, and the captions between."""
    sums = page.sums((one.paragraph.number, one.weight) for one in pieces)
    # Parents have smaller numbers, so the last element is the smallest.
    place = max(number for number, held in enumerate(sums) if held >= _NEARLY_ALL * sums[0])
    inside = page.inside(lambda number: number == place)
    last = max(i for i, one in enumerate(pieces) if one.weight)
    return [
        one
        for i, one in enumerate(pieces)
        if inside[one.paragraph.number] or one.weight or (one.kind == "caption" and i < last)
    ]


def _is_list(pieces: Sequence[Piece]) -> bool:
    """Return whether it is a list of other pages, whose headings are links."""
    prose = [i for i, one in enumerate(pieces) if one.sentence]
    between = pieces[prose[0] : prose[-1]]
    links = sum(one.is_link and one.kind in ("heading", None) for one in between)
    return links >= _LINKS and 2 * links >= len(prose)


def _after_title(pieces: Sequence[Piece], title: str | None) -> Sequence[Piece]:
    """Leave out the title, and what is before it but captions."""
    at = next((i for i, one in enumerate(pieces) if _is_title(one, title)), None)
    if at is None or sum(one.weight for one in pieces[:at]) > _MUCH * sum(one.weight for one in pieces):
        return pieces
    return [*(one for one in pieces[:at] if one.kind == "caption"), *pieces[at + 1 :]]


def _beside(page: Page, pieces: Iterable[Piece]) -> frozenset[int]:
    """Return the numbers of paragraphs that are in the same element as a chosen sentence."""
    places = {one.paragraph.number: _around(page, one.paragraph.number) for one in pieces}
    chosen = {place for one in pieces if one.weight for place in places[one.paragraph.number]}
    return frozenset(number for number, around in places.items() if not chosen.isdisjoint(around))


def _around(page: Page, number: int) -> tuple[tuple[str, int], ...]:
    """Return the element of a paragraph, and the element around that; figures do not count."""
    while number > 0 and page.elements[number].tag in INLINE:
        number = page.parents[number]
    around = page.parents[number]
    while around > 0 and page.elements[around].tag == "figure":
        around = page.parents[around]
    return ("is", number), ("in", around)


def _trimmed(pieces: Sequence[Piece], beside: Container[int], leads: Container[int]) -> list[Piece]:
    """Leave out lines around and between the sentences that are not a part of the article."""
    kept = [one for one in pieces if _belongs(one, beside)]
    prose = [i for i, one in enumerate(kept) if one.sentence]
    if not prose:
        return []
    first, last = prose[0], prose[-1]
    opening = {*_SHOWN, "heading"}
    if any(one.kind == "timestamp" for one in kept[first:last]):
        # A live blog has a time before each of its posts.
        opening.add("timestamp")
    before = [one for one in kept[:first] if one.kind in opening or _is_lead(one, beside, leads)]
    after = [one for one in kept[last + 1 :] if one.kind in (*_SHOWN, "list_item") or _ends(one, beside)]
    return [*before, *kept[first : last + 1], *after]


def _is_lead(piece: Piece, beside: Container[int], leads: Container[int]) -> bool:
    """Return whether a line before the first sentence is a lead without a full stop, or a key point."""
    paragraph = piece.paragraph
    is_marked = paragraph.number in leads
    is_text = is_marked or piece.kind == "list_item" or (piece.chosen and paragraph.number in beside)
    is_of_kind = piece.kind in (None, "list_item") and (is_marked or not paragraph.linked)
    return is_of_kind and is_text and not piece.is_link and can_be_lead(paragraph.text, is_marked=is_marked)


def _ends(piece: Piece, beside: Container[int]) -> bool:
    """Return whether a line after the last sentence can be the end of the article."""
    return piece.kind is None and piece.chosen and not piece.is_link and piece.paragraph.number in beside


def _belongs(piece: Piece, beside: Container[int]) -> bool:
    line = piece.paragraph.text[:_LINE].strip(" .:…-–—").lower()
    if leads_away(piece.paragraph) or invites(piece.paragraph) or line in words("alone"):
        return False
    if piece.is_link:
        return piece.chosen and piece.kind in (*_SHOWN, "list_item")
    return piece.sentence or piece.chosen or piece.kind is not None or piece.paragraph.number in beside


def _without_repetition(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out pull quotes, which repeat words of the article."""
    quoted = {one.paragraph: frozenset(_folded_runs(one)) for one in pieces if one.kind == "quote"}
    sought = frozenset().union(*quoted.values())
    # A page without quotes has nothing to repeat, and the runs of a long page take much memory.
    others = (one for one in pieces if sought and one.kind != "quote")
    told = {run for one in others for run in _folded_runs(one) if run in sought}
    repeated = {paragraph.owner for paragraph, own in quoted.items() if own and own <= told}
    return [one for one in pieces if one.kind != "quote" or one.paragraph.owner not in repeated]


def _folded_runs(piece: Piece) -> Iterator[tuple[str, ...]]:
    return runs(tokens(piece.paragraph.text.casefold()))
