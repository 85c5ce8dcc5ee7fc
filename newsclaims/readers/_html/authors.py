"""Turns bylines into the names of authors."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from .tables import table

__all__ = ["author_names", "words"]

_ADDRESS = re.compile(r"(?:https?:)?//|www\.|\S+@\S|@|\S+\.\w{2,4}/")
_LONGEST: Final = 80
"""A longer piece of a byline, in characters, is not the name of an author."""
_MOST: Final = 8
"""A piece with more words is not a name either."""
_INVERTED: Final = 2
_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


def author_names(bylines: Iterable[str], publisher: str | None) -> tuple[str, ...]:
    """Return the names in bylines, each once, without "By", roles and addresses.

    Args:
        bylines: Names, or lines such as `"By Ann Lee and Bo Li, Staff Writers"`.
        publisher: The publisher, which is not an author; None if it is not known.
    """
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _names(_SPACE.sub(" ", byline).strip()):
            names.setdefault(name.casefold(), name)
    if publisher is not None:
        names.pop(publisher.casefold(), None)
    return tuple(names.values())


@cache
def words(group: str) -> tuple[str, ...]:
    """Return a group of `words.tsv`, longest first.

    Args:
        group: The group.
    """
    return tuple(
        sorted((w for row in table("words.tsv") if row[0] == group for w in row[1:]), key=lambda w: (-len(w), w))
    )


def _names(byline: str) -> Iterator[str]:
    line = "" if _ADDRESS.match(byline) else _by().sub("", byline, count=1)
    for piece in _between().split(line):
        parts = [part for each in piece.split(",") if (part := each.strip(" –—-:"))]
        if len(parts) == _INVERTED and all(len(part.split()) == 1 for part in parts) and not _is("suffix", parts[1]):
            # One name, family name first, if it is not a list: "Lee, Ann".
            parts = [f"{parts[1]} {parts[0]}"]
        yield from filter(_is_name, _joined(parts))


def _joined(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a list, with suffixes such as "Jr." joined to the name before."""
    name = ""
    for part in parts:
        if name and _is("suffix", part):
            name = f"{name}, {part}"
            continue
        if name:
            yield name
        name = _by().sub("", part, count=1)
    if name:
        yield name


def _is_name(name: str) -> bool:
    return (
        len(name) <= _LONGEST
        and len(name.split()) <= _MOST
        and _LETTER.search(name) is not None
        and not _ADDRESS.search(name)
        and not _is("role", name)
    )


def _is(group: str, word: str) -> bool:
    return word.lower().strip(".") in words(group)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_any('by')})(?:\s*:\s*|\s+)", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s*[;&|•·/\n]\s*|,?\s+(?:{_any('and')})\s+", re.IGNORECASE)


def _any(group: str) -> str:
    return "|".join(map(re.escape, words(group)))
