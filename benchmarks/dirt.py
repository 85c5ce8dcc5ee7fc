"""Damages texts as web pages, mail programs and encodings do, and keeps the offsets of the clean text."""

import html.entities
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from attrs import frozen

__all__ = ["EXACT", "NEARLY", "Damaged", "damaged", "paragraphs_apart"]

Change = tuple[int, int, str]
"""Start and end of the replaced characters, and the replacement."""
WIDTH = 70
"""The width to which lines are broken."""
_SPOILT = "“”‘’–—…"
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SPACES = "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
_ENTITY_SHARE, _HYPHEN_SHARE, _NO_WIDTH_SHARE, _SPACE_SHARE = 0.7, 0.05, 0.02, 0.2
_SYLLABLE = re.compile(r"(?<=[a-z]{2})(?=[b-df-hj-np-tv-xz][aeiouy][a-z])")
_WORD = re.compile(r"\S+")


@frozen
class Damaged:
    """A damaged text.

    Args:
        string: The text.
        starts: For each of its characters, the start of its place in the clean text.
        ends: For each of its characters, the end of its place in the clean text.
    """

    string: str
    starts: Sequence[int]
    ends: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters of the damaged text are in the clean one.

        Args:
            start: The first character.
            end: One past the last.
        """
        return self.starts[start], self.ends[end - 1]


def damaged(string: str, changes: Iterable[Change]) -> Damaged:
    """Return a text with some changes.

    Args:
        string: The clean text.
        changes: The changes, sorted and disjoint.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, new in [*changes, (len(string), len(string), "")]:
        pieces += string[done:start], new
        starts += [*range(done, start), *[start] * len(new)]
        ends += [*range(done + 1, start + 1), *[end] * len(new)]
        done = end
    return Damaged("".join(pieces), starts, ends)


def entities(string: str, rng: random.Random) -> Damaged:
    """Write marks and accented letters as HTML entities: by name, by number or escaped twice.

    Args:
        string: The clean text.
        rng: Random numbers that decide where and how.
    """

    def entity(char: str) -> str:
        """Return one of the entities of a character."""
        code = ord(char)
        forms = [f"&#{code};", f"&#x{code:x};"]
        if code in html.entities.codepoint2name:
            forms.append(f"&{html.entities.codepoint2name[code]};")
        found = rng.choice(forms)
        return found.replace("&", "&amp;") if rng.random() < 1 / 4 else found

    marks = [i for i, char in enumerate(string) if char in "\"'&<>-" or (ord(char) > 127 and char.isprintable())]
    return damaged(string, [(i, i + 1, entity(string[i])) for i in marks if rng.random() < _ENTITY_SHARE])


def soft_hyphens(string: str, rng: random.Random) -> Damaged:
    """Put soft hyphens between letters.

    Args:
        string: The clean text.
        rng: Random numbers that decide where.
    """
    inside = [i for i in range(1, len(string)) if string[i - 1].isalpha() and string[i].isalpha()]
    return damaged(string, [(i, i, "\u00ad") for i in inside if rng.random() < _HYPHEN_SHARE])


def without_width(string: str, rng: random.Random) -> Damaged:
    """Put invisible characters anywhere except inside a line break of two characters.

    Args:
        string: The clean text.
        rng: Random numbers that decide where and which.
    """
    places = [i for i in range(len(string) + 1) if string[i - 1 : i + 1] != "\r\n"]
    return damaged(string, [(i, i, rng.choice(_NO_WIDTH)) for i in places if rng.random() < _NO_WIDTH_SHARE])


def odd_spaces(string: str, rng: random.Random) -> Damaged:
    """Replace spaces with no-break, thin and other odd spaces.

    Args:
        string: The clean text.
        rng: Random numbers that decide where and which.
    """
    spaces = [i for i, char in enumerate(string) if char == " " and rng.random() < _SPACE_SHARE]
    return damaged(string, [(i, i + 1, rng.choice(_SPACES)) for i in spaces])


def wrong_encoding(string: str, _: random.Random) -> Damaged:
    """Write quotation marks, apostrophes and dashes as UTF-8 that was read as Windows-1252.

    Args:
        string: The clean text.
    """

    def spoilt(char: str) -> str:
        """Return a character as it is wrongly read; bytes without a character in Windows-1252 are read as Latin-1."""
        read = (bytes([byte]) for byte in char.encode())
        return "".join(byte.decode("cp1252", errors="ignore") or byte.decode("latin-1") for byte in read)

    return damaged(string, [(i, i + 1, spoilt(char)) for i, char in enumerate(string) if char in _SPOILT])


def paragraphs_apart(string: str) -> str:
    """Return a text with an empty line between paragraphs, like in wrapped texts.

    Args:
        string: A text in which every line is a paragraph.
    """
    return re.sub(r"\s*\n\s*", "\n\n", string)


def broken_lines(string: str, _: random.Random) -> Damaged:
    """Break lines at a width, and split words that do not fit with a hyphen.

    Args:
        string: The clean text, with empty lines between paragraphs.
    """
    changes: list[Change] = []
    for paragraph in re.finditer(r"[^\n]+", string):
        words = list(_WORD.finditer(string, *paragraph.span()))
        column = len(words[0].group()) if words else 0
        for before, word in pairwise(words):
            room = WIDTH - column - 1
            if len(word.group()) <= room:
                column += 1 + len(word.group())
                continue
            split = _split(word.group(), room)
            if split:
                place = word.start() + split
                changes.append((place, place, "\n" if string[place - 1] == "-" else "-\n"))
            else:
                changes.append((before.end(), word.start(), "\n"))
            column = len(word.group()) - split
    return damaged(string, changes)


def _split(word: str, room: int) -> int:
    """Return after how many characters a word is split at the end of a line; 0 if it is not split."""
    own = [i + 1 for i in range(1, min(len(word) - 1, room)) if word[i] == "-" and word[i + 1].isalpha()]
    if own:
        return own[-1]
    return max((match.start() for match in _SYLLABLE.finditer(word) if match.start() < room), default=0)


Damage = Callable[[str, random.Random], Damaged]

EXACT: Mapping[str, Damage] = MappingProxyType(
    {
        "entities": entities,
        "soft hyphens": soft_hyphens,
        "characters without width": without_width,
        "odd spaces": odd_spaces,
    }
)
"""Damage that must not change any claim."""
NEARLY: Mapping[str, Damage] = MappingProxyType({"wrong encoding": wrong_encoding, "broken lines": broken_lines})
"""Damage that cannot always be undone with certainty."""
