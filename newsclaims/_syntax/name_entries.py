"""Finds which entries of the word lists for names begin at the words of a text."""

from collections.abc import Mapping
from functools import cache
from itertools import repeat

from newsclaims._language import Language
from newsclaims.text import Text

__all__ = ["NameEntries"]

_NONE = frozenset[str]()


class NameEntries:
    """The entries of the word lists for names, by the word of a text at which they begin.

    Args:
        text: The text.
    """

    def __init__(self, text: Text) -> None:
        self._lowers, self._lists = text.words.lowers, text.language.holders
        self.groups = list(map(_groups(text.language).get, self._lowers, repeat(_NONE)))
        """For each word, the lists that have an entry with this first word; most words have none."""

    def at(self, group: str, i: int) -> tuple[str, int] | None:
        """Return the value and the length of the longest entry of a list at a word, or None.

        Args:
            group: The list.
            i: The word.
        """
        return self._lists[group].at(self._lowers, i) if group in self.groups[i] else None

    def begins(self, group: str, i: int) -> bool:
        """Say whether an entry of a list begins at a word.

        Args:
            group: The list.
            i: The word.
        """
        return group in self.groups[i] and self._lists[group].at(self._lowers, i) is not None


@cache
def _groups(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the lists of each first word of an entry."""
    found: dict[str, set[str]] = {}
    for group, entries in language.holders.items():
        for word in entries.starts:
            found.setdefault(word, set()).add(group)
    return {word: frozenset(groups) for word, groups in found.items()}
