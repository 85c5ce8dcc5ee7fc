"""Finds the paragraphs of the article in a page.

The library trafilatura chooses the sentences of the article, but it loses some of its white space, captions and
paragraphs. So its choice is only a guide: the paragraphs come from the page itself, from the smallest element that
holds nearly all of the chosen sentences.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from .._paragraphs import Paragraph
from .authors import words
from .choice import Piece, find_pieces, leads_away, runs, tokens
from .page import INLINE, Page

__all__ = ["find_article"]

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


def find_article(page: Page, text: str, title: str | None, *, surely: bool) -> list[Paragraph]:
    """Return the paragraphs of a page's article; an empty list without an article.

    Args:
        page: The page.
        text: The same page before it was parsed.
        title: The title, which is not a part of the text.
        surely: Whether the page says that it is an article. Otherwise, it can be a list of other pages.

    Raises:
        FormatError: If trafilatura fails.
    """
    if title is not None and title.lower() in words("wall"):
        return []
    pieces = _without_furniture(page, _without_other_articles(page, find_pieces(page, text), title))
    if not any(one.weight for one in pieces):
        return []
    pieces = _of_the_article(page, pieces)
    if not surely and _is_list(pieces):
        return []
    pieces = _trimmed(_after_title(pieces, title), _beside(page, pieces))
    return [one.paragraph for one in _without_repetition(pieces)]


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
    return bool(title) and tokens(piece.paragraph.text) == tokens(title or "")


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


def _trimmed(pieces: Sequence[Piece], beside: Container[int]) -> list[Piece]:
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
    before = [one for one in kept[:first] if one.kind in opening]
    after = [one for one in kept[last + 1 :] if one.kind in (*_SHOWN, "list_item") or _ends(one, beside)]
    return [*before, *kept[first : last + 1], *after]


def _ends(piece: Piece, beside: Container[int]) -> bool:
    """Return whether a line after the last sentence can be the end of the article."""
    return piece.kind is None and piece.chosen and not piece.is_link and piece.paragraph.number in beside


def _belongs(piece: Piece, beside: Container[int]) -> bool:
    line = piece.paragraph.text[:_LINE].strip(" .:…-–—").lower()
    if leads_away(piece.paragraph) or line in words("alone"):
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
