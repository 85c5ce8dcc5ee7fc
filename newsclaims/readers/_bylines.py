"""Finds the names of the authors in a byline, such as "By Ann Lee and Bo Li, Staff Writers"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

__all__ = ["names_in"]

_ADDRESS = re.compile(r"\S*(?:@|://)\S*")
_PUBLISHER = " | "
"""What comes before the name of the publisher."""
_LONGEST = 1000
"""How many characters of a byline are read. Longer ones are not bylines."""


def names_in(bylines: Iterable[str]) -> tuple[str, ...]:
    """Return the names in bylines, in order, each once.

    Words such as "By" and "and", addresses, and a role after a comma are left out. A part after a comma is a name if
    it has two words or more, all with a capital, none of which names a role.

    Args:
        bylines: The bylines, or single names.
    """
    found: dict[str, None] = {}
    for byline in bylines:
        found.update(dict.fromkeys(_names(" ".join(byline[:_LONGEST].split()))))
    return tuple(found)


def _names(byline: str) -> Iterator[str]:
    # A feed of RSS 2.0 has "ann@example.org (Ann Lee)".
    byline = _ADDRESS.sub(" ", byline.partition(_PUBLISHER)[0]).replace("(", " ").replace(")", " ").strip(" <>,;")
    byline = _patterns()["opening"].sub("", byline, count=1)
    for part in _patterns()["joint"].split(byline):
        name, *others = [" ".join(one.split()) for one in re.split("[,;]", part)]
        for other in others:
            if _is(other, "suffix"):
                name = f"{name}, {other}"
            elif _is_name(other):
                if name:
                    yield name
                name = other
        if name:
            yield name


def _is_name(part: str) -> bool:
    words = part.split()
    return len(words) > 1 and all(word[0].isupper() for word in words) and not any(_is(word, "role") for word in words)


def _is(word: str, group: str) -> bool:
    return word.casefold() in _words()[group]


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = (files("newsclaims") / "data" / "bylines.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in table if not line.startswith("#")][1:]
    return {group: frozenset(words.split(";")) for group, words in rows}


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return what a byline begins with, and what separates names."""
    opening, joint = ("|".join(map(re.escape, sorted(_words()[group], key=len))) for group in ("opening", "joint"))
    return {
        "opening": re.compile(rf"(?:{opening})(?: |:\s*|$)", re.IGNORECASE),
        "joint": re.compile(rf"\s(?:{joint})(?=\s)", re.IGNORECASE),
    }
