"""The word lists of judgement, read from `data/`: words of scope, complements and kinds of sources."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from attrs import frozen

__all__ = ["Phrases", "complements", "first_words", "groups", "rows"]


@frozen(slots=True)
class Phrases:
    """Words and fixed runs of words, each with a value.

    Args:
        starts: First word to the runs it begins, longest first, as (words after the first, value).
    """

    starts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Return the value and the length of the longest run at a position, or None.

        Args:
            words: Lower-cased words.
            i: The position of the first.
        """
        runs = self.starts.get(words[i])
        if runs is None:
            return None
        for tail, value in runs:
            if not tail or tuple(words[i + 1 : i + 1 + len(tail)]) == tail:
                return value, 1 + len(tail)
        return None


@cache
def groups(name: str) -> Mapping[str, Phrases]:
    """Return the groups of a word list.

    Args:
        name: The file in `data/`: rows of group, value and words parted by `;`.
    """
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for group, value, words in rows(name):
        starts = found.setdefault(group, {})
        for phrase in words.split(";"):
            first, *tail = phrase.split() or [";"]
            starts.setdefault(first, []).append((tuple(tail), value))
    return {
        group: Phrases({first: tuple(sorted(runs, key=_longest_first)) for first, runs in starts.items()})
        for group, starts in found.items()
    }


@cache
def first_words(name: str) -> frozenset[str]:
    """Return every word that begins a run of any group: most words of a text do not.

    Args:
        name: The file in `data/`.
    """
    return frozenset(word for phrases in groups(name).values() for word in phrases.starts)


@cache
def complements() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return what a lemma, or `*`, says before an opening: (lemma, opening) to (stance, confidence)."""
    given = rows("complements.tsv")
    return {(lemma, opening): (stance, confidence) for lemma, opening, stance, confidence in given}


def _longest_first(run: tuple[tuple[str, ...], str]) -> int:
    return -len(run[0])


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table, without remarks and heading, each as its cells.

    Args:
        name: The file in `data/`.
    """
    table = (resources.files("newsclaims") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]
