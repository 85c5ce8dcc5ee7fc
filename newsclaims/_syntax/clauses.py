"""Finds the main clause of a content, and words of the scope lists in it, such as hedges and negations."""

from collections.abc import Sequence
from functools import cache

from attrs import frozen

from newsclaims._language import Language
from newsclaims.text import WordRange

__all__ = ["Clause", "ScopeMatch", "first_words", "main_clause"]

# The largest length of a clause, in words.
_REACH = 24
# How many words after a finite verb a hedge can still belong to it: "is, I think, most likely".
_AFTER_VERB = 5
# The smallest distance, in words, between two fragments that a cue or a source separates.
_GAP = 2
_ENDS = ("sentence_end", "boundary", "coordinator", "finite")
"""The lists whose entries can end a main clause."""


@frozen(slots=True)
class ScopeMatch:
    """An entry of a scope list that was found in a text.

    Args:
        value: Its value in the list.
        words: Its words.
    """

    value: str
    words: WordRange


@frozen(slots=True)
class Clause:
    """A clause of a content.

    Args:
        language: The language data.
        lowers: All words of the text, lower case.
        words: The indices of the clause's words, quotation marks left out; not always neighbours.
        start: Where the clause begins, as a position in `words`.
        end: Where it ends.
        condition: The "if" of a condition before or after it, if there is one.
    """

    language: Language
    lowers: Sequence[str]
    words: Sequence[int]
    start: int = 0
    end: int = 0
    condition: ScopeMatch | None = None

    def word(self, k: int) -> str:
        """Return the word at a position, lower case; empty beyond the last."""
        return self.lowers[self.words[k]] if k < len(self.words) else ""

    def at(self, group: str, k: int) -> ScopeMatch | None:
        """Return the entry of a word list at a position; None if there is none.

        Args:
            group: The list.
            k: The position.
        """
        if k >= len(self.words):
            return None
        i = self.words[k]
        phrases = self.language.scope[group]
        if self.lowers[i] not in phrases.starts:  # nearly always
            return None
        found = phrases.at(self.lowers, i)
        return ScopeMatch(found[0], WordRange(i, i + found[1])) if found else None

    def first(self, group: str, end: int) -> ScopeMatch | None:
        """Return the first entry of a word list in the clause; None if there is none.

        Args:
            group: The list.
            end: Where to stop looking.
        """
        starts, lowers, words = self.language.scope[group].starts, self.lowers, self.words
        for k in range(self.start, min(end, self.end)):
            if lowers[words[k]] in starts and (found := self.at(group, k)):
                return found
        return None

    def listed(self, groups: tuple[str, ...], start: int, end: int) -> list[int]:
        """Return the positions of commas and of words that begin an entry of some lists. The others can be skipped.

        Args:
            groups: The lists.
            start: Where to begin.
            end: Where to stop.
        """
        known, lowers, words = first_words(self.language, groups), self.lowers, self.words
        return [k for k in range(start, end) if lowers[words[k]] in known]


@cache
def first_words(language: Language, groups: tuple[str, ...]) -> frozenset[str]:
    """Return the words that begin an entry of some scope lists, and the comma; few words of a text do.

    Args:
        language: The language data.
        groups: The names of the lists.
    """
    return frozenset(word for group in groups for word in language.scope[group].starts) | {","}


def main_clause(language: Language, lowers: Sequence[str], words: Sequence[int], start: int) -> Clause:
    """Find the main clause of a content, without words before it and without subordinate clauses.

    Args:
        language: The language data.
        lowers: All words of the text, lower case.
        words: The indices of the content's words.
        start: Where the content begins, after its complementiser.
    """
    whole = Clause(language, lowers, words, start, len(words))
    start = _after_discourse(whole)
    clause = Clause(language, lowers, words, start, len(words))
    condition = clause.first("condition", start + _REACH)
    if clause.at("subordinator", start):
        start = _after_comma(clause)
    return Clause(language, lowers, words, start, _end(clause, start), condition)


def _after_discourse(clause: Clause) -> int:
    """Skip words such as "well," and "look," at the start of a sentence."""
    k = clause.start
    while found := clause.at("discourse", k):
        after = k + found.words.size
        if clause.word(after) == ",":
            after += 1
        elif not clause.at("connector", k):
            break
        if after >= len(clause.words):
            break
        k = after
    return k


def _after_comma(clause: Clause) -> int:
    """Skip a subordinate clause at the start: "if it rains, ..."."""
    for k in range(clause.start, min(clause.end, clause.start + _REACH)):
        if clause.word(k) == "," and k + 1 < clause.end:
            return k + 1
    return clause.start


def _end(clause: Clause, start: int) -> int:
    """Return the end of the main clause: at a subordinate or second clause, or a few words after its finite verb."""
    end = min(clause.end, start + _REACH)
    for k in clause.listed(_ENDS, start + 1, end):
        if k >= end or clause.at("sentence_end", k) or clause.at("boundary", k):
            return min(k, end)
        if clause.at("coordinator", k) and clause.at("subject", k + 1):
            return k
        if clause.word(k) == "," and k + 1 < clause.end:
            cut = clause.words[k + 1] > clause.words[k] + _GAP  # the cue is between them, so another clause follows
            if cut or clause.at("subordinator", k + 1):
                return k
        if clause.at("finite", k):
            end = min(end, k + _AFTER_VERB)
    return end
