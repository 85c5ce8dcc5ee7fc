"""Turns bylines into the names of authors."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from typing import Final

from newsclaims._files.tables import table_rows

__all__ = ["author_names", "byline_names", "words"]

_ADDRESS = re.compile(r"(?:https?:)?//|www\.|\S+\.\w{2,4}/")
_HANDLE = re.compile(r"(?<![^\s(,;<])[^\s(,;<@]*@[^\s),;]*")
"""An e-mail address, or the name of an account. It begins only where a word does, so that time stays linear."""
_BRACKET = re.compile(r"\([^()]*\)?")
_LONGEST_BYLINE: Final = 100_000
"""A longer byline, in characters, is a text and not a list of names."""
_LONGEST: Final = 80
"""A longer piece of a byline, in characters, is not the name of an author."""
_MOST: Final = 8
"""A piece with more words is not a name either."""
_FULL: Final = 2
"""How many words a name has that can be followed by a place or a role without a comma."""
_INVERTED: Final = 2
_LINE_END = re.compile(r" ?\n[ \n]*")
_SPACE = re.compile(r"[^\S\n]+")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(r"\b\d")
_PARTS = re.compile(r",|\s+[-–—]+\s+")
_SECTION = re.compile(r"[|•·]")
_BETWEEN = re.compile(r"[;&|•·/]")
_EDGES: Final = " –—-:"


def author_names(bylines: Iterable[str], publisher: str | None) -> tuple[str, ...]:
    """Return the names in bylines, each once, without "By", roles, places, dates and addresses.

    Args:
        bylines: Names, or lines such as `"By Ann Lee and Bo Li, Staff Writers"`.
        publisher: The publisher, which is not an author; None if it is not known.
    """
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _names(byline) if len(byline) <= _LONGEST_BYLINE else ():
            names.setdefault(name.casefold(), name)
    if publisher is not None:
        names.pop(publisher.casefold(), None)
    return tuple(names.values())


def byline_names(line: str) -> tuple[str, ...]:
    """Return the names in a line of a text that is clearly a byline, such as "By ANN LEE"; else an empty tuple.

    Args:
        line: The line.
    """
    named = _by().match(line)
    if named is None or len(line) > _LONGEST or not all(map(_is_capital, _name_words(line[named.end() :]))):
        return ()
    return author_names([line], None)


@cache
def words(group: str) -> tuple[str, ...]:
    """Return a group of `page_words.tsv`, longest first.

    Args:
        group: The group.
    """
    found = {word for of, *each in table_rows("page_words.tsv") if of == group for word in each}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _names(byline: str) -> Iterator[str]:
    text = _LINE_END.sub("\n", _SPACE.sub(" ", byline.strip()))
    named = _by().match(text)
    first, *others = _and().sub(";", text[named.end() if named else 0 :]).split("\n")
    if named:
        # What is below or behind the names after "By" is their office, the date and so on.
        others = [line[more.end() :] for line in others if (more := _by().match(line))]
        first, *others = (_SECTION.split(line, maxsplit=1)[0] for line in (first, *others))
    for line in map(_without_brackets, (first, *others)):
        pieces = _BETWEEN.split("" if _ADDRESS.match(line) else line)
        for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
            yield from filter(_is_name, _of_piece(piece, after))


def _without_brackets(line: str) -> str:
    """Return a line without addresses, and without what is in brackets if there is more."""
    bare = _HANDLE.sub("", line).strip(" <>")
    return _BRACKET.sub(" ", bare).strip() or bare.strip("() ")


def _of_piece(piece: str, after: str) -> Iterator[str]:
    """Yield what can be names in a piece of a byline that has no "and"; `after` is the next piece."""
    parts = [part for each in _PARTS.split(piece) if (part := each.strip(_EDGES))]
    if len(parts) == _INVERTED and all(len(part.split()) == 1 for part in parts) and not _is("suffix", parts[1]):
        # One name, family name first, if it is not a list: "Lee, Ann".
        yield f"{parts[1]} {parts[0]}"
        return
    if len(parts) > 1 and " " not in parts[-1] and _ends_role(_PARTS.split(after)[0]):
        # "Ann Lee, Health and Science Correspondent" is one role.
        parts.pop()
    yield from _joined(_without_places(parts))


def _without_places(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts without places, such as "in Washton, Ohio"."""
    placed = False
    for part in parts:
        bare = _before_place(part)
        if bare == part and placed and " " not in part:
            continue
        placed = bare != part
        yield _before_role(bare)


def _before_place(part: str) -> str:
    """Return a part without the place at its end: "SAM LEE IN MILLBROOK"."""
    own = part.split()
    upper = part.isupper()
    places = words("place")
    before = list(takewhile(lambda word: (word.lower() if upper else word) not in places, own))
    return part if 0 < len(before) < _FULL else " ".join(before)


def _before_role(part: str) -> str:
    """Return a part without the role at its end: "JOHN SMITH Staff Writer"."""
    found = _at_end().search(part)
    bare = part[: found.start()] if found is not None else part
    return bare if len(bare.split()) >= _FULL else part


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
        and not _FIGURE.search(name)
        and not _ends_role(name)
    )


def _ends_role(name: str) -> bool:
    """Return whether a piece is a role, as its last word says: "Local Democracy Reporter"."""
    return any(_is("role", word) for word in name.split()[-1:]) or _is("role", name)


def _is(group: str, word: str) -> bool:
    return word.lower().strip(". ") in words(group)


def _name_words(names: str) -> Iterator[str]:
    return (word for word in re.split(r"[\s,]+", names) if word and word.lower() not in words("and"))


def _is_capital(word: str) -> bool:
    return word[0].isupper()


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_any('by')})(?:\s*:\s*|\s+|$)", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:{_any('and')})\s+", re.IGNORECASE)


@cache
def _at_end() -> re.Pattern[str]:
    roles = "|".join(re.escape(word) for word in words("role") if " " in word)
    return re.compile(rf"\s+(?:{roles})$", re.IGNORECASE)


def _any(group: str) -> str:
    return "|".join(map(re.escape, words(group)))
