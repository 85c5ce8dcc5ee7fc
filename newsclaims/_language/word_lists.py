"""Word lists to look up in a text: single words and fixed sequences of words, each with a value."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from .tables import Row, WordClasses, words_in

__all__ = ["WordList", "WordLists", "read_word_lists", "read_word_sets"]


@frozen(slots=True)
class WordList:
    """Words and fixed sequences of words, each with a value.

    Args:
        starts: First word to its sequences, longest first, as (words after the first, value).
    """

    starts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Return the value and the length of the longest sequence at a position, or None.

        Args:
            words: Lower-cased words.
            i: The position of the first word.
        """
        runs = self.starts.get(words[i])
        if runs is None:
            return None
        following = words[i + 1] if i + 1 < len(words) else None
        for tail, value in runs:
            if not tail:
                return value, 1
            if tail[0] == following and tuple(words[i + 1 : i + 1 + len(tail)]) == tail:
                return value, 1 + len(tail)
        return None


WordLists = Mapping[str, WordList]
"""The groups of one table: name to list."""


def read_word_lists(rows: Iterable[Row], classes: WordClasses) -> WordLists:
    """Read a table of group, value and words.

    Args:
        rows: Its rows; a group can have several, one per value.
        classes: The classes that its words can refer to.
    """
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for row in rows:
        group, value, cell = row.cells
        starts = found.setdefault(group, {})
        for run in words_in(cell, classes, row):
            first, *tail = run.split()
            starts.setdefault(first, []).append((tuple(tail), value))
    return {
        group: WordList({first: tuple(sorted(runs, key=_longest_first)) for first, runs in starts.items()})
        for group, starts in found.items()
    }


def read_word_sets(rows: Iterable[Row], classes: WordClasses) -> Mapping[str, frozenset[str]]:
    """Read a table of group and words, in which a group is a set without values.

    Args:
        rows: Its rows.
        classes: The classes that its words can refer to.
    """
    return {row.cells[0]: frozenset(words_in(row.cells[1], classes, row)) for row in rows}


def _longest_first(run: tuple[tuple[str, ...], str]) -> int:
    return -len(run[0])
