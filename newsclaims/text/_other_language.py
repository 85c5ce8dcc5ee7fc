"""Warns if an article is not in English. No article is refused."""

import re
import unicodedata
from collections.abc import Iterator

from ._structure import Text

__all__ = ["ENGLISH_ONLY", "language_warning"]

ENGLISH_ONLY = "newsclaims reads English only, so claims may be missing or wrong."
"""The end of each warning."""

_PARTS = re.compile(r"[^\W\d_]+")
_PLAIN_GAPS = frozenset({" ", "\u00a0"})
"""The spaces between two words of a line."""
_CHARACTERS = 6
"""How many characters a word has with its space. Used to estimate the number of words of a text without spaces."""


def language_warning(text: Text) -> str | None:
    """Return a warning if an article is not in English, else None.

    An article is in another language if its `language` says so, if its prose has very few English function words, or
    if most of its letters are of another alphabet. Names, numbers, tables and short texts cause no warning.

    Args:
        text: The article.
    """
    given = text.article.language
    names = _PARTS.findall((given or "").lower())
    known = text.language.reading["language_names"]
    if any(name not in text.language.reading["language_unknown"] for name in names) and not any(
        name in known for name in names
    ):
        return f"the article's language is given as {given!r}; {ENGLISH_ONLY}"
    return f"the text does not look like English; {ENGLISH_ONLY}" if _is_foreign(text) else None


def _is_foreign(text: Text) -> bool:
    """Say whether a text is clearly in another language."""
    limits, function_words = text.language.recognition, text.language.words["function_word"]
    words = text.words
    # Nearly every text stops here, because enough of all its words are function words.
    size = max(len(words), len(text.string) // _CHARACTERS)
    if sum(map(function_words.__contains__, words.lowers)) + 1 >= limits.share * size:
        return False
    small = list(_small_words_of_prose(text, limits.run))
    rare = sum(map(function_words.__contains__, small)) + 1 < limits.share * len(small)
    if rare and len(set(small)) >= limits.words:
        return True
    letters = [character for character in text.string if character.isalpha()]
    start = text.language.reading["letter_names"]
    own = sum(unicodedata.name(letter, "").startswith(start) for letter in letters)
    return len(letters) >= limits.letters and own < limits.own * len(letters)


def _small_words_of_prose(text: Text, run: int) -> Iterator[str]:
    """Yield the words in small letters from runs of enough words without a mark, a number or a line break."""
    words, string = text.words, text.string
    together: list[str] = []
    end = 0
    for start, next_end, word in words:
        if together and (not word.isalpha() or string[end:start] not in _PLAIN_GAPS):
            yield from _small(together, run)
            together = []
        if word.isalpha():
            together.append(word)
        end = next_end
    yield from _small(together, run)


def _small(together: list[str], run: int) -> Iterator[str]:
    """Yield the words in small letters of a run, if it has enough words."""
    if len(together) >= run:
        yield from filter(str.islower, together)
