"""Prints claims as a table for people, as wide as the terminal."""

import itertools
from collections.abc import Iterator, Sequence

import click

from .._model import Claim, ClaimSet, Source
from .._text_table import GAP, cells, harmless, row
from .terminal import wrapped

__all__ = ["table"]

_HEADINGS = ("#", "source", "cue", "content", "stance", "confidence")
# Below this width, columns would be too narrow to read: each claim is a block of lines instead.
_NARROW = 64
# The shares of source and cue in the width that the other columns leave; content gets the rest.
_SOURCE, _CUE = 0.26, 0.22
_LONG_WORD = 14


def table(claimset: ClaimSet, width: int, *, colour: bool = False) -> Iterator[str]:
    """Yield the lines of a claim set's table.

    Each cell can have further lines. Under a number is the number of the parent claim. Under a source is its name, if
    that is elsewhere in the text, and its type. Under a cue is its force, unless that is neutral. Under a content
    is its quotation type, if it is quoted, and the user's own labels. `-` means "not judged" or "not there".

    Args:
        claimset: The claims.
        width: The largest width of a line, in columns.
        colour: Whether to use escape codes for bold and dim.
    """
    count = f"{len(claimset)} claim{'s' * (len(claimset) != 1)}"
    name = harmless(claimset.article.title or claimset.article.id)
    yield from (_styled(line, colour=colour, bold=True) for line in wrapped(f"{name}: {count}", width))
    numbers = {claim.id: i for i, claim in enumerate(claimset, 1)}
    lines = [_cells_of(claim, numbers) for claim in claimset]
    if width < _NARROW:
        yield from itertools.chain.from_iterable(_block(line, width) for line in lines)
    elif lines:
        widths = _widths(lines, width)
        yield _styled(row(_HEADINGS, widths), colour=colour, dim=True)
        for line in lines:
            yield from _wrapped_row(line, widths)
    for warning in claimset.warnings:
        yield from wrapped(f"warning: {harmless(warning)}", width)


def _cells_of(claim: Claim, numbers: dict[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each cell of a claim before wrapping."""
    number = (str(numbers[claim.id]), f"in {numbers[claim.parent]}" if claim.parent else "")
    source = (claim.source.text, _holder(claim.source), _label(claim.source.type)) if claim.source else ("-",)
    cue = (claim.cue.text, _label(claim.cue.force, "neutral")) if claim.cue else ("-",)
    own = (f"({name}: {tag.value})" for name, tag in sorted(claim.labels.items()))
    content = (claim.content.text, _label(claim.content.quotation, "indirect"), *own)
    found = (number, source, cue, content, (claim.stance or "-",), (claim.confidence or "-",))
    return tuple(tuple(harmless(text) for text in texts if text) for texts in found)


def _holder(source: Source) -> str:
    """Return the source's name after "= ", if the name is not the mention itself."""
    return f"= {source.name}" if source.mention_of and source.name != source.text else ""


def _label(label: str | None, usual: str = "") -> str:
    """Return a label in brackets, or nothing for a missing or usual one."""
    return "" if label is None or label == usual else f"({label.replace('_', ' ')})"


def _widths(lines: Sequence[Sequence[Sequence[str]]], width: int) -> list[int]:
    needed = [max(cells(text) for text in (_HEADINGS[i], *_texts(lines, i))) for i in range(len(_HEADINGS))]
    left = width - needed[0] - needed[4] - needed[5] - len(GAP) * (len(_HEADINGS) - 1)
    given = needed.copy()
    for i, share in ((1, _SOURCE), (2, _CUE)):
        # Leave room for the longest word, unless it is too long, so that few words are cut.
        word = max(cells(word) for text in _texts(lines, i) for word in text.split(" "))
        given[i] = min(needed[i], max(int(left * share), min(word, _LONG_WORD)))
    given[3] = min(needed[3], left - given[1] - given[2])
    for i in (1, 2):  # share what the contents do not need
        given[i] = min(needed[i], left - given[3] - given[3 - i])
    return given


def _texts(lines: Sequence[Sequence[Sequence[str]]], column: int) -> Iterator[str]:
    return (text for line in lines for text in line[column])


def _wrapped_row(line: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    columns = [
        [piece for text in texts for piece in wrapped(text, width)] for texts, width in zip(line, widths, strict=True)
    ]
    yield from (row(parts, widths) for parts in itertools.zip_longest(*columns, fillvalue=""))


def _block(line: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    number, *others = (" ".join(texts) for texts in line)
    yield number
    for heading, text in zip(_HEADINGS[1:], others, strict=True):
        first, *more = wrapped(text, max(width - 14, 8))
        yield f"  {heading:<11} {first}"
        yield from (" " * 14 + piece for piece in more)


def _styled(line: str, *, colour: bool, bold: bool = False, dim: bool = False) -> str:
    return click.style(line, bold=bold or None, dim=dim or None) if colour else line
