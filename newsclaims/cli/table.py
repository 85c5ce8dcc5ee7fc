"""Claims as a table for people; made for a terminal's width, and the same without a terminal."""

import itertools
from collections.abc import Iterator, Sequence

import click

from ..model import Claim, ClaimSet
from .terminal import cells, harmless, wrapped

__all__ = ["rows", "table"]

_HEADINGS = ("#", "source", "cue", "content", "stance", "confidence")
_GAP = "  "
# Below this width, columns would be too narrow to read: each claim is a block of lines instead.
_NARROW = 64
# How source, cue and content share what the other columns leave.
_SOURCE, _CUE = 0.26, 0.22


def table(claimset: ClaimSet, width: int, *, colour: bool = False) -> Iterator[str]:
    """Yield the lines of a claim set's table.

    Under a source stands its type, under a cue its force where that is not neutral, under a content its quotation type
    where it is quoted, under a number that of the claim that holds this one; `-` is what was not judged or is not
    there.

    Args:
        claimset: The claims.
        width: How many columns a line may take.
        colour: Whether to use escapes for bold and dim.
    """
    count = f"{len(claimset)} claim{'s' * (len(claimset) != 1)}"
    name = harmless(claimset.article.title or claimset.article.id)
    yield _styled(f"{name}: {count}", colour=colour, bold=True)
    numbers = {claim.id: i for i, claim in enumerate(claimset, 1)}
    lines = [_cells_of(claim, numbers) for claim in claimset]
    if width < _NARROW:
        yield from itertools.chain.from_iterable(_block(line, width) for line in lines)
    elif lines:
        widths = _widths(lines, width)
        yield _styled(_row(_HEADINGS, widths), colour=colour, dim=True)
        for line in lines:
            yield from _wrapped_row(line, widths)
    for warning in claimset.warnings:
        yield from wrapped(f"warning: {harmless(warning)}", width)


def rows(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a plain table, its columns as wide as they need to be.

    Args:
        lines: The cells, line by line.
    """
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    yield from (_row(line, widths) for line in lines)


def _cells_of(claim: Claim, numbers: dict[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each cell of a claim, not yet wrapped."""
    source = (claim.source.text, f"({claim.source.type})" if claim.source.type else "") if claim.source else ("-",)
    force = claim.cue_force if claim.cue_force not in (None, "neutral") else None
    cue = (claim.cue.text, f"({force})" if force else "") if claim.cue else ("-",)
    quotation = claim.content.quotation if claim.content.quotation not in (None, "indirect") else None
    number = (str(numbers[claim.id]), f"in {numbers[claim.parent]}" if claim.parent else "")
    content = (claim.content.text, f"({quotation})" if quotation else "")
    found = (number, source, cue, content, (claim.stance or "-",), (claim.confidence or "-",))
    return tuple(tuple(harmless(text) for text in texts if text) for texts in found)


def _widths(lines: Sequence[Sequence[Sequence[str]]], width: int) -> list[int]:
    fixed = [max(cells(t) for t in (_HEADINGS[i], *(t for line in lines for t in line[i]))) for i in (0, 4, 5)]
    left = width - sum(fixed) - len(_GAP) * (len(_HEADINGS) - 1)
    widest = [max(cells(t) for t in (_HEADINGS[i], *(t for line in lines for t in line[i]))) for i in (1, 2, 3)]
    source = min(widest[0], int(left * _SOURCE))
    cue = min(widest[1], int(left * _CUE))
    return [fixed[0], source, cue, min(widest[2], left - source - cue), *fixed[1:]]


def _wrapped_row(line: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    columns = [
        [piece for text in texts for piece in wrapped(text, width)] for texts, width in zip(line, widths, strict=True)
    ]
    yield from (_row(parts, widths) for parts in itertools.zip_longest(*columns, fillvalue=""))


def _row(parts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (part + " " * (width - cells(part)) for part, width in zip(parts, widths, strict=True))
    return _GAP.join(padded).rstrip()


def _block(line: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    number, *others = (" ".join(texts) for texts in line)
    yield number
    for heading, text in zip(_HEADINGS[1:], others, strict=True):
        first, *more = wrapped(text, max(width - 14, 8))
        yield f"  {heading:<11} {first}"
        yield from (" " * 14 + piece for piece in more)


def _styled(line: str, *, colour: bool, bold: bool = False, dim: bool = False) -> str:
    return click.style(line, bold=bold or None, dim=dim or None) if colour else line
