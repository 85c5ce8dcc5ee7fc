"""Clauses: the main clause of a content, looked at with the word lists of scope."""

from collections.abc import Sequence
from functools import cache

from attrs import frozen

from newsclaims._language import Language
from newsclaims.text import WordRange

__all__ = ["Clause", "ScopeMatch", "main_clause"]

# How far a clause is followed, in words.
_REACH = 24
# How far after a finite verb a hedge still belongs to it: "is, I think, most likely".
_AFTER_VERB = 5
# Words that the cue or the source between two fragments takes at least.
_GAP = 2


@frozen(slots=True)
class ScopeMatch:
    """A word of scope that was found.

    Args:
        value: What it says.
        words: Its words.
    """

    value: str
    words: WordRange


@frozen(slots=True)
class Clause:
    """Some words of a text.

    Args:
        language: What is known of its language.
        lowers: All words of the text, lower case.
        words: The indices of the clause's words, quotation marks left out; not always neighbours.
        start: Where the clause begins, as a position in `words`.
        end: Where it ends.
        condition: The "if" that it hangs on, before or after it.
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
        """Return what a word list knows of the words at a position.

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
        """Return the first words of the clause that a word list knows.

        Args:
            group: The list.
            end: Where to stop looking.
        """
        starts, lowers, words = self.language.scope[group].starts, self.lowers, self.words
        for k in range(self.start, min(end, self.end)):
            if lowers[words[k]] in starts and (found := self.at(group, k)):
                return found
        return None

    def listed(self, start: int, end: int) -> list[int]:
        """Return the positions of the words that any word list knows; the others need no second look.

        Args:
            start: Where to begin.
            end: Where to stop.
        """
        known, lowers, words = _listed(self.language), self.lowers, self.words
        return [k for k in range(start, end) if lowers[words[k]] in known]


@cache
def _listed(language: Language) -> frozenset[str]:
    """Return the comma, and every word that begins a run of any list of scope: most words of a text do not."""
    return frozenset(word for words in language.scope.values() for word in words.starts) | {","}


def main_clause(language: Language, lowers: Sequence[str], words: Sequence[int], start: int) -> Clause:
    """Find the main clause of a content: what stands before it and what hangs on it is left out.

    Args:
        language: What is known of its language.
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
    """Step over "well," and "look," to where the sentence really begins."""
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
    """Step over a subordinate clause in front: "if it rains, ..."."""
    for k in range(clause.start, min(clause.end, clause.start + _REACH)):
        if clause.word(k) == "," and k + 1 < clause.end:
            return k + 1
    return clause.start


def _end(clause: Clause, start: int) -> int:
    """Return where the main clause ends: at a subordinate or a second clause, or soon after its finite verb."""
    end = min(clause.end, start + _REACH)
    for k in clause.listed(start + 1, end):
        if k >= end or clause.at("sentence_end", k) or clause.at("boundary", k):
            return min(k, end)
        if clause.at("coordinator", k) and clause.at("subject", k + 1):
            return k
        if clause.word(k) == "," and k + 1 < clause.end:
            cut = clause.words[k + 1] > clause.words[k] + _GAP  # the cue stands in between: another thought follows
            if cut or clause.at("subordinator", k + 1):
                return k
        if clause.at("finite", k):
            end = min(end, k + _AFTER_VERB)
    return end
