"""Helpers for the tests of phrases: the words of a text, and a range of words as a string."""

from newsclaims._model import Article
from newsclaims._syntax import Tokens, tokens_of
from newsclaims.text import WordRange, read


def tokens(string: str) -> Tokens:
    """Return the words of a text."""
    return read(Article(text=string)).once(tokens_of)


def shown(given: Tokens, words: WordRange | None) -> str | None:
    """Return a range of words as a string with spaces between them, or None."""
    return None if words is None else " ".join(given.words[words.slice])
