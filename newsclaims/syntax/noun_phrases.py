"""Noun phrases after a word, and what a verb is: the two lean on each other."""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from newsclaims.language import AUXILIARY, Language, WordClass

from .tokens import MARKS, Tokens, WordRange

__all__ = ["NounPhrases"]

# How many words a phrase before a verb may go back, with all that is inserted.
_REACH = 80
_LONGEST_NAME = 4
_LONGEST_NICKNAME = 5
_LONGEST_AGE = 3
# What a word of the lexicon may be, as bits.
_NOUN, _PAST, _THIRD = 1, 2, 4
_PARTICIPLE_ENDS = ("ing", "ed")
_PRONOUN = WordClass.SUBJECT | WordClass.RELATIVE
_BEFORE_DETERMINER = WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.DETERMINER | WordClass.INDEFINITE
_VERB = AUXILIARY | WordClass.VERB | WordClass.PLAIN_CUE
_NOUN_OPENS = WordClass.DETERMINER | WordClass.POSSESSIVE
_BEFORE_NOUN = _NOUN_OPENS | WordClass.PREPOSITION
_NO_VERB = _BEFORE_NOUN | WordClass.COORDINATOR | AUXILIARY
_BEFORE_TIME = WordClass.DETERMINER | WordClass.PREPOSITION
_ENDING = (
    WordClass.WHO
    | WordClass.LOCATIVE
    | WordClass.PERSONAL
    | WordClass.DETERMINER
    | WordClass.POSSESSIVE
    | WordClass.TIME
    | WordClass.SUBORDINATOR
    | WordClass.CLAUSAL
)
"""What may end a noun phrase, verbs aside."""
_NO_START = WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.SUBORDINATOR


@cache
def _forms(language: Language) -> Mapping[str, int]:
    """Return what each first word of the lexicon may be, as bits."""
    known: dict[str, int] = {}
    for word, found in language.cues.readings.items():
        noun = _NOUN if any(reading.entry.kind == "noun" for reading in found) else 0
        past = _PAST if any("past" in reading.forms for reading in found) else 0
        third = _THIRD if any("third" in reading.forms for reading in found) else 0
        known[word] = noun | past | third
    return known


@frozen(slots=True)
class NounPhrases:
    """Finds noun phrases in a text by its closed classes and the lexicon's verbs.

    Args:
        tokens: The words of the text.
    """

    tokens: Tokens
    _known: Mapping[str, int] = field(init=False)

    @_known.default
    def _forms_known(self) -> Mapping[str, int]:
        return _forms(self.tokens.language)

    def verb(self, i: int) -> bool:
        """Say whether word `i` is likely a finite verb: listed, or a verb of the lexicon in a finite form only."""
        tokens = self.tokens
        if tokens.flags[i] & _VERB:
            return True
        low = tokens.lowers[i]
        if low[-2:] == "ed" and self._past(i):
            return True
        forms = self._known.get(low)
        if forms is None or forms & _NOUN or tokens.capital(i):
            return False
        if i and tokens.flags[i - 1] & _BEFORE_NOUN:
            return False
        if forms & _PAST:
            return True
        # "the exit polls": a noun that the lexicon knows as a verb only.
        if not forms & _THIRD or i + 1 >= len(tokens.words):
            return False
        return (
            not i or bool(tokens.flags[i - 1] & _PRONOUN) or (tokens.capital(i - 1) and tokens.words[i + 1].isalnum())
        )

    def _past(self, i: int) -> bool:
        """Say whether a word in "ed" is a past form: a pronoun before it or an object after, "closed the bridge"."""
        tokens = self.tokens
        if tokens.capital(i) or not i:
            return False
        if tokens.flags[i - 1] & WordClass.PERSONAL:
            return True
        if i + 1 >= len(tokens.words):
            return False
        return bool(tokens.flags[i + 1] & _NOUN_OPENS) and not tokens.flags[i - 1] & _NO_VERB

    def describes(self, i: int, j: int) -> bool:
        """Say whether words `[i, j)` after a name are an appositive, another name, or "R-Ohio"."""
        name = j - i <= _LONGEST_NAME and all(self.tokens.capital(m) for m in range(i, j))
        return self.appositive(i) or name

    def appositive(self, i: int) -> bool:
        """Say whether what begins at word `i`, after a comma, describes the noun before it."""
        tokens = self.tokens
        if tokens.flags[i] & (WordClass.APPOSITIVE | WordClass.DETERMINER | WordClass.WHO):
            return True
        if tokens.words[i].isdigit():
            return len(tokens.words[i]) <= _LONGEST_AGE
        return (
            tokens.capital(i)
            and not tokens.quoted[i]
            and tokens.words[i - 1] == ","
            and bool(tokens.flags[i] & WordClass.TITLE)
        )

    def after(self, i: int, last: int, *, whole: bool = True) -> WordRange | None:
        """Return the noun phrase that begins at word `i`.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
            whole: Whether appositives and relative clauses after a comma belong to it.
        """
        tokens, k, inserted = self.tokens, i, False
        last = min(last, i + _REACH)
        if k >= last or tokens.quoted[k] or tokens.words[k] in MARKS or self._cannot_open(k):
            return None
        if tokens.flags[k] & WordClass.PERSONAL:
            return (k, k + 1)
        while k < last:
            word = tokens.words[k]
            if word == ",":
                if not whole or k + 1 >= last or not self._goes_on(k + 1, last, inserted=inserted):
                    break
                inserted = True
            elif self._breaks(k, inserted=inserted) or (k > i and self._ends(k, last, inserted=inserted)):
                break
            k += 1
        while k > i and (tokens.words[k - 1] == "," or tokens.flags[k - 1] & WordClass.COORDINATOR):
            k -= 1
        return (i, k) if tokens.has_word(i, k) else None

    def _breaks(self, k: int, *, inserted: bool) -> bool:
        """Say whether a mark or a quotation at word `k` ends a phrase; a nickname does not."""
        tokens = self.tokens
        if tokens.quoted[k] and not inserted:
            i, j = tokens.quotes[tokens.quoted[k] - 1]
            return j - i > _LONGEST_NICKNAME or not (i and tokens.capital(i - 1) and tokens.capital(i + 1))
        return tokens.words[k] in MARKS and tokens.words[k] != "(" and not tokens.quoted[k]

    def _goes_on(self, i: int, last: int, *, inserted: bool) -> bool:
        """Say whether a phrase goes on after a comma: an appositive, a relative clause, a list."""
        tokens, flags, low = self.tokens, self.tokens.flags[i], self.tokens.lowers[i]
        if tokens.quoted[i]:
            return False
        if self.appositive(i) and low not in ("that", "this"):
            return True
        if flags & (_NO_START | WordClass.SUBJECT):
            return inserted and low == "and" and i + 1 < last and bool(tokens.flags[i + 1] & WordClass.DETERMINER)
        return not (low.endswith(_PARTICIPLE_ENDS) or tokens.adverb(i) or self.verb(i))

    def clause(self, i: int, last: int) -> bool:
        """Say whether a clause begins at word `i`: a noun phrase and a finite verb.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
        """
        phrase = self.after(i, last, whole=False) if i < last else None
        return phrase is not None and phrase[1] < last and self.verb(phrase[1])

    def _cannot_open(self, k: int) -> bool:
        tokens, flags = self.tokens, self.tokens.flags[k]
        if flags & _NO_START:
            return True
        noun = WordClass.DETERMINER | WordClass.SUBJECT | WordClass.RECENT
        return (
            tokens.adverb(k) and not flags & noun and not tokens.capital(k) and tokens.lowers[k] not in ("more", "most")
        )

    def _ends(self, k: int, last: int, *, inserted: bool) -> bool:
        """Say whether a phrase ends before word `k`; one with insertions ends at an occasion only."""
        tokens, flags, low = self.tokens, self.tokens.flags[k], self.tokens.lowers[k]
        if not flags & _ENDING and low != "that":
            return not inserted and self._verb_ends(k, last)
        if low == "that" or flags & WordClass.WHO:
            return low == "that" and not tokens.flags[k - 1] & WordClass.PREPOSITION and not inserted
        if flags & WordClass.LOCATIVE and k + 1 < last and self._occasion_follows(k, last):
            return True
        if inserted:
            return False
        if flags & WordClass.PERSONAL:
            return True
        if flags & _NOUN_OPENS and not tokens.flags[k - 1] & _BEFORE_DETERMINER:
            return True  # "told the council the pumps": another phrase
        if flags & WordClass.TIME and not tokens.flags[k - 1] & _BEFORE_TIME:
            return True
        if (flags & WordClass.SUBORDINATOR and low != "as") or flags & WordClass.CLAUSAL:
            return True
        return self._verb_ends(k, last)

    def _verb_ends(self, k: int, last: int) -> bool:
        """Say whether word `k` is the verb of a clause, not a participle: "a source involved in"."""
        if not self.verb(k):
            return False
        tokens = self.tokens
        participle = tokens.lowers[k].endswith("ed") and k + 1 < last and tokens.flags[k + 1] & WordClass.PREPOSITION
        return not tokens.flags[k - 1] & WordClass.RELATIVE and not participle

    def _occasion_follows(self, k: int, last: int) -> bool:
        flags = self.tokens.flags
        if any(flags[m] & WordClass.TIME for m in range(k + 1, min(last, k + 3))):
            return True
        return any(flags[m] & WordClass.OCCASION for m in range(k + 1, min(last, k + 6)))
