"""What reading needs to know beyond form: the word lists of `data/reading.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

__all__ = ["settings", "word_set", "words_pattern"]


@cache
def settings() -> dict[str, dict[str, list[str]]]:
    """Return the tables of `data/reading.toml`."""
    source = files("newsclaims").joinpath("data/reading.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def word_set(table: str, name: str) -> frozenset[str]:
    """Return a list as a set."""
    return frozenset(settings()[table][name])


def words_pattern(table: str, name: str) -> str:
    """Return a pattern that matches any word of a list, the longest that fits."""
    return alternatives(settings()[table][name])


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of these words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
