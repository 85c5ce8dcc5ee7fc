"""Splits speech into pieces: parts of paragraphs, without the stage directions in them."""

from collections.abc import Sequence

from newsclaims._language import Language

from ._furniture import stage_directions

__all__ = ["Piece", "pieces_of", "without_stop"]

Piece = tuple[int, int]

_STOP = "."


def pieces_of(string: str, start: int, end: int, language: Language) -> list[Piece]:
    """Return what is said in a part of a text: the words between stage directions, without white space around them.

    Args:
        string: The text.
        start: Where the part starts.
        end: Where it ends.
        language: The language of the text.
    """
    pieces: list[Piece] = []
    for stop, after in [*stage_directions(string, start, end, language), (end, end)]:
        piece = _trimmed(string, start, stop)
        if any(char.isalnum() for char in string[slice(*piece)]):
            pieces.append(piece)
        start = after
    return pieces


def without_stop(string: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces without the full stop at their end; an ellipsis and the full stop of "U.S." stay.

    Args:
        string: The text.
        pieces: The pieces, at least one.
    """
    start, end = pieces[-1]
    said = string[start:end]
    if said.endswith(_STOP) and len(said) > 1 and said[-2] != _STOP and said[-3:-2] != _STOP:
        return [*pieces[:-1], _trimmed(string, start, end - 1)]
    return list(pieces)


def _trimmed(string: str, start: int, end: int) -> Piece:
    """Return start and end of a part of the text without the white space at its edges."""
    said = string[start:end]
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())
