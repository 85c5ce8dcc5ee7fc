"""Noun phrases after a word, and what a verb is: the two lean on each other."""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from newsclaims import lexicon

from .grammar import AUXILIARY, Class
from .view import MARKS, Range, View

__all__ = ["Nouns"]

# How many words a phrase before a verb may go back, with all that is inserted.
_REACH = 80
_LONGEST_NAME = 4
_LONGEST_NICKNAME = 5
_LONGEST_AGE = 3
# What a word of the lexicon may be, as bits.
_NOUN, _PAST, _THIRD = 1, 2, 4
_PARTICIPLE_ENDS = ("ing", "ed")
_PRONOUN = Class.SUBJECT | Class.RELATIVE
_BEFORE_DETERMINER = Class.PREPOSITION | Class.COORDINATOR | Class.DETERMINER | Class.INDEFINITE
_VERB = AUXILIARY | Class.VERB | Class.PLAIN_CUE
_NOUN_OPENS = Class.DETERMINER | Class.POSSESSIVE
_BEFORE_NOUN = _NOUN_OPENS | Class.PREPOSITION
_NO_VERB = _BEFORE_NOUN | Class.COORDINATOR | AUXILIARY
_BEFORE_TIME = Class.DETERMINER | Class.PREPOSITION
_ENDING = (
    Class.WHO
    | Class.LOCATIVE
    | Class.PERSONAL
    | Class.DETERMINER
    | Class.POSSESSIVE
    | Class.TIME
    | Class.SUBORDINATOR
    | Class.CLAUSAL
)
"""What may end a noun phrase, verbs aside."""
_NO_START = Class.PREPOSITION | Class.COORDINATOR | Class.SUBORDINATOR


@cache
def _forms() -> Mapping[str, int]:
    """Return what each first word of the lexicon may be, as bits."""
    known: dict[str, int] = {}
    for word, found in lexicon.load().readings.items():
        noun = _NOUN if any(reading.entry.kind == "noun" for reading in found) else 0
        past = _PAST if any("past" in reading.forms for reading in found) else 0
        third = _THIRD if any("third" in reading.forms for reading in found) else 0
        known[word] = noun | past | third
    return known


@frozen(slots=True)
class Nouns:
    """Finds noun phrases in a text by its closed classes and the lexicon's verbs.

    Args:
        view: The text.
    """

    view: View
    _known: Mapping[str, int] = field(init=False, factory=_forms)

    def verb(self, i: int) -> bool:
        """Say whether word `i` is likely a finite verb: listed, or a verb of the lexicon in a finite form only."""
        view = self.view
        if view.flags[i] & _VERB:
            return True
        low = view.lowers[i]
        if low[-2:] == "ed" and self._past(i):
            return True
        forms = self._known.get(low)
        if forms is None or forms & _NOUN or view.capital(i):
            return False
        if i and view.flags[i - 1] & _BEFORE_NOUN:
            return False
        if forms & _PAST:
            return True
        # "the exit polls": a noun that the lexicon knows as a verb only.
        if not forms & _THIRD or i + 1 >= len(view.words):
            return False
        return not i or bool(view.flags[i - 1] & _PRONOUN) or (view.capital(i - 1) and view.words[i + 1].isalnum())

    def _past(self, i: int) -> bool:
        """Say whether a word in "ed" is a past form: a pronoun before it or an object after, "closed the bridge"."""
        view = self.view
        if view.capital(i) or not i:
            return False
        if view.flags[i - 1] & Class.PERSONAL:
            return True
        if i + 1 >= len(view.words):
            return False
        return bool(view.flags[i + 1] & _NOUN_OPENS) and not view.flags[i - 1] & _NO_VERB

    def describes(self, i: int, j: int) -> bool:
        """Say whether words `[i, j)` after a name are an appositive, another name, or "R-Ohio"."""
        name = j - i <= _LONGEST_NAME and all(self.view.capital(m) for m in range(i, j))
        return self.appositive(i) or name

    def appositive(self, i: int) -> bool:
        """Say whether what begins at word `i`, after a comma, describes the noun before it."""
        view = self.view
        if view.flags[i] & (Class.APPOSITIVE | Class.DETERMINER | Class.WHO):
            return True
        if view.words[i].isdigit():
            return len(view.words[i]) <= _LONGEST_AGE
        return view.capital(i) and not view.quoted[i] and view.words[i - 1] == "," and bool(view.flags[i] & Class.TITLE)

    def after(self, i: int, last: int, *, whole: bool = True) -> Range | None:
        """Return the noun phrase that begins at word `i`.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
            whole: Whether appositives and relative clauses after a comma belong to it.
        """
        view, k, inserted = self.view, i, False
        last = min(last, i + _REACH)
        if k >= last or view.quoted[k] or view.words[k] in MARKS or self._cannot_open(k):
            return None
        if view.flags[k] & Class.PERSONAL:
            return (k, k + 1)
        while k < last:
            word = view.words[k]
            if word == ",":
                if not whole or k + 1 >= last or not self._goes_on(k + 1, last, inserted=inserted):
                    break
                inserted = True
            elif self._breaks(k, inserted=inserted) or (k > i and self._ends(k, last, inserted=inserted)):
                break
            k += 1
        while k > i and (view.words[k - 1] == "," or view.flags[k - 1] & Class.COORDINATOR):
            k -= 1
        return (i, k) if view.has_word(i, k) else None

    def _breaks(self, k: int, *, inserted: bool) -> bool:
        """Say whether a mark or a quotation at word `k` ends a phrase; a nickname does not."""
        view = self.view
        if view.quoted[k] and not inserted:
            i, j = view.quotes[view.quoted[k] - 1]
            return j - i > _LONGEST_NICKNAME or not (i and view.capital(i - 1) and view.capital(i + 1))
        return view.words[k] in MARKS and view.words[k] != "(" and not view.quoted[k]

    def _goes_on(self, i: int, last: int, *, inserted: bool) -> bool:
        """Say whether a phrase goes on after a comma: an appositive, a relative clause, a list."""
        view, flags, low = self.view, self.view.flags[i], self.view.lowers[i]
        if view.quoted[i]:
            return False
        if self.appositive(i) and low not in ("that", "this"):
            return True
        if flags & (_NO_START | Class.SUBJECT):
            return inserted and low == "and" and i + 1 < last and bool(view.flags[i + 1] & Class.DETERMINER)
        return not (low.endswith(_PARTICIPLE_ENDS) or view.adverb(i) or self.verb(i))

    def clause(self, i: int, last: int) -> bool:
        """Say whether a clause begins at word `i`: a noun phrase and a finite verb.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
        """
        phrase = self.after(i, last, whole=False) if i < last else None
        return phrase is not None and phrase[1] < last and self.verb(phrase[1])

    def _cannot_open(self, k: int) -> bool:
        view, flags = self.view, self.view.flags[k]
        if flags & _NO_START:
            return True
        noun = Class.DETERMINER | Class.SUBJECT | Class.RECENT
        return view.adverb(k) and not flags & noun and not view.capital(k) and view.lowers[k] not in ("more", "most")

    def _ends(self, k: int, last: int, *, inserted: bool) -> bool:
        """Say whether a phrase ends before word `k`; one with insertions ends at an occasion only."""
        view, flags, low = self.view, self.view.flags[k], self.view.lowers[k]
        if not flags & _ENDING and low != "that":
            return not inserted and self._verb_ends(k, last)
        if low == "that" or flags & Class.WHO:
            return low == "that" and not view.flags[k - 1] & Class.PREPOSITION and not inserted
        if flags & Class.LOCATIVE and k + 1 < last and self._occasion_follows(k, last):
            return True
        if inserted:
            return False
        if flags & Class.PERSONAL:
            return True
        if flags & _NOUN_OPENS and not view.flags[k - 1] & _BEFORE_DETERMINER:
            return True  # "told the council the pumps": another phrase
        if flags & Class.TIME and not view.flags[k - 1] & _BEFORE_TIME:
            return True
        if (flags & Class.SUBORDINATOR and low != "as") or flags & Class.CLAUSAL:
            return True
        return self._verb_ends(k, last)

    def _verb_ends(self, k: int, last: int) -> bool:
        """Say whether word `k` is the verb of a clause, not a participle: "a source involved in"."""
        if not self.verb(k):
            return False
        view = self.view
        participle = view.lowers[k].endswith("ed") and k + 1 < last and view.flags[k + 1] & Class.PREPOSITION
        return not view.flags[k - 1] & Class.RELATIVE and not participle

    def _occasion_follows(self, k: int, last: int) -> bool:
        flags = self.view.flags
        if any(flags[m] & Class.TIME for m in range(k + 1, min(last, k + 3))):
            return True
        return any(flags[m] & Class.OCCASION for m in range(k + 1, min(last, k + 6)))
