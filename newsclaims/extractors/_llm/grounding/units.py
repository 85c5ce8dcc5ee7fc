"""The words of a string in a form in which two spellings of the same words are equal, with their places.

Case, the form of quotation marks and apostrophes, dashes, white space, ligatures and the order of combining marks do
not count, and marks between words are left out. Each unit knows its place, so a match leads back to the exact
characters of the text.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from attrs import frozen

from newsclaims._language import Language
from newsclaims.text import Text, Words
from newsclaims.text._forgiving import forgiving_view
from newsclaims.text._quotation_marks import QUOTATION_MARKS
from newsclaims.text._words import APOSTROPHES, find_words

__all__ = ["Reading", "Units", "read_string", "units_of"]

_PARTS = re.compile("[^-‐‑‒–—―]+")
"""The parts of a word with hyphens, which is equal to the same words without them."""


@frozen(slots=True)
class Units:
    """The words of a string, as parallel tuples.

    Args:
        keys: The form of each word that is compared.
        starts: The first character of each in the string.
        ends: One past its last character.
        opens: Whether a word of the text begins there; the second part of "well-known" does not.
        closes: Whether a word of the text ends there.
        joined: The keys with a space before and after each, which is fast to search.
        at: Where each key begins in `joined`.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    opens: tuple[bool, ...]
    closes: tuple[bool, ...]
    joined: str
    at: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Return the first unit inside a span, and one past the last.

        Args:
            start: The first character of the span.
            end: One past its last.
        """
        first = bisect_left(self.starts, start)
        return first, max(first, bisect_right(self.ends, end))


@frozen(slots=True)
class Reading:
    """A string that a model wrote, without the white space around it.

    Args:
        string: The string.
        view: The string with damage undone, as the view of an article has it.
        words: The words of the view.
        units: Its words in the form that is compared.
    """

    string: str
    view: str
    words: Words
    units: Units


def units_of(text: Text) -> Units:
    """Return the units of a text; use it with `Text.once`.

    Args:
        text: The text.
    """
    return _units(text.words, text.language)


def read_string(string: str, language: Language) -> Reading:
    """Read a string that a model wrote.

    Args:
        string: The string.
        language: The language of the article.
    """
    stripped = string.strip()
    view = forgiving_view(stripped, language).string
    words = find_words(view, language)
    return Reading(stripped, view, words, _units(words, language))


def _units(words: Words, language: Language) -> Units:
    """Return the units of words."""
    keys: list[str] = []
    places: list[tuple[int, int, bool, bool]] = []
    known: dict[str, str] = {}
    for start, end, word in words:
        for part in _PARTS.finditer(word):
            key = known.get(part[0])
            if key is None:
                key = known[part[0]] = _key(part[0], language)
            if key:
                first, last = start + part.start(), start + part.end()
                keys.append(key)
                places.append((first, last, first == start, last == end))
    starts, ends, opens, closes = zip(*places, strict=True) if places else ((), (), (), ())
    return Units(tuple(keys), starts, ends, opens, closes, f" {' '.join(keys)} ", tuple(_positions(keys)))


def _positions(keys: Iterable[str]) -> Iterator[int]:
    """Yield where each key begins in the joined string."""
    at = 1
    for key in keys:
        yield at
        at += len(key) + 1


def _key(word: str, language: Language) -> str:
    """Return the form of a word that is compared; `""` if it consists of marks."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    for apostrophe in APOSTROPHES:
        folded = folded.replace(apostrophe, "'")
    marks = language.grounding["mark"].starts
    has_digits = any(character.isdigit() for character in folded)
    edges = "".join(marks) + QUOTATION_MARKS
    if has_digits:  # "3.5" is not "35"
        key = folded.strip(edges)
    else:
        key = "".join([c for c in folded if c == "'" or c not in edges])
        key = key if key.strip("'") else ""
    key = "".join(key.split())
    same = language.grounding["same"].starts.get(key)
    return same[0][1] if same else key
