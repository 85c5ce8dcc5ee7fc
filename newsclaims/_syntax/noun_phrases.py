"""Finds the noun phrase that begins at a word, and finite verbs: each needs the other."""

from attrs import frozen

from newsclaims._language import AUXILIARY, MAY_BE_SUBJECT, WordClass
from newsclaims.text import WordRange

from .shapes import Shape
from .tokens import MARKS, Tokens

__all__ = ["NounPhrases"]

# The largest length of a noun phrase with insertions, in words.
_REACH = 80
_LONGEST_NAME = 4
_LONGEST_NICKNAME = 5
_LONGEST_AGE = 3
_LONGEST_DEGREE = 4
_MAY_BE_VERB = Shape.PAST | Shape.CUE_PAST | Shape.CUE_THIRD
_BEFORE_DETERMINER = WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.DETERMINER | WordClass.INDEFINITE
_VERB = AUXILIARY | WordClass.VERB | WordClass.PLAIN_CUE
_OPENS_APPOSITIVE = WordClass.APPOSITIVE | WordClass.DETERMINER | WordClass.WHO
_OPENS_NOUN = WordClass.DETERMINER | WordClass.POSSESSIVE
_BEFORE_NOUN = _OPENS_NOUN | WordClass.PREPOSITION
_NOT_BEFORE_VERB = _BEFORE_NOUN | WordClass.COORDINATOR | AUXILIARY
_BEFORE_TIME = WordClass.DETERMINER | WordClass.PREPOSITION
_MAY_END = (
    WordClass.WHO
    | WordClass.LOCATIVE
    | WordClass.PERSONAL
    | WordClass.DETERMINER
    | WordClass.POSSESSIVE
    | WordClass.TIME
    | WordClass.SUBORDINATOR
    | WordClass.CLAUSAL
    | WordClass.COMPLEMENTISER
)
"""Classes of words that can end a noun phrase, apart from verbs."""
_OPENS_THOUGH_ADVERB = WordClass.DETERMINER | WordClass.SUBJECT | WordClass.RECENT | WordClass.QUANTITY
"""Classes of words that can open a noun phrase although they may be adverbs."""
_NEVER_OPENS = WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.SUBORDINATOR


@frozen(slots=True)
class NounPhrases:
    """Finds noun phrases in a text by its closed word classes and the lexicon's verbs.

    Args:
        tokens: The words of the text.
    """

    tokens: Tokens

    def is_verb(self, i: int) -> bool:
        """Say whether word `i` is likely a finite verb: listed, or a verb of the lexicon in a finite form only."""
        tokens = self.tokens
        if tokens.flags[i] & _VERB:
            return True
        shape = tokens.shapes[i]
        if not shape & _MAY_BE_VERB:  # most words
            return False
        if shape & Shape.PAST and self._is_past_form(i):
            return True
        if shape & (Shape.CUE_NOUN | Shape.CAPITAL) or (i and tokens.flags[i - 1] & _BEFORE_NOUN):
            return False
        if shape & Shape.CUE_PAST:
            return True
        # "the exit polls": a noun that the lexicon knows as a verb only.
        if not shape & Shape.CUE_THIRD or i + 1 >= len(tokens.words):
            return False
        named = i > 0 and tokens.is_capitalised(i - 1) and tokens.words[i + 1].isalnum()
        return not i or named or bool(tokens.flags[i - 1] & MAY_BE_SUBJECT)

    def _is_past_form(self, i: int) -> bool:
        """Say whether a word in "-ed" is a past form: a pronoun before it or an object after, "closed the bridge"."""
        tokens = self.tokens
        if tokens.is_capitalised(i) or not i:
            return False
        if tokens.flags[i - 1] & WordClass.PERSONAL:
            return True
        if i + 1 >= len(tokens.words):
            return False
        return bool(tokens.flags[i + 1] & _OPENS_NOUN) and not tokens.flags[i - 1] & _NOT_BEFORE_VERB

    def is_description(self, i: int, j: int) -> bool:
        """Say whether words `[i, j)` describe the name before them: an appositive or another name, such as "R-Ohio"."""
        name = j - i <= _LONGEST_NAME and all(self.tokens.is_capitalised(m) for m in range(i, j))
        return self.opens_appositive(i) or name

    def opens_appositive(self, i: int) -> bool:
        """Say whether the words from `i` on, after a comma, describe the noun before it."""
        tokens = self.tokens
        if tokens.flags[i] & _OPENS_APPOSITIVE:
            return True
        if tokens.words[i].isdigit():
            return self._is_age(i)
        if self.opens_affiliation(i):
            return True
        return (
            tokens.is_capitalised(i)
            and not tokens.quoted[i]
            and tokens.words[i - 1] == ","
            and bool(tokens.flags[i] & WordClass.TITLE)
        )

    def opens_affiliation(self, i: int) -> bool:
        """Say whether the words from `i` on, after a comma, give a person's affiliation: ", of Lund Hospital".

        Args:
            i: The word after the comma.
        """
        tokens = self.tokens
        of = WordClass.NAME_LINK | WordClass.PREPOSITION
        if i < len(("Roe", ",")) or i + 1 >= len(tokens.words) or tokens.flags[i] & of != of:
            return False
        if tokens.words[i - 1] != "," or not (tokens.is_capitalised(i - 2) or self._is_age(i - 2)):
            return False
        named = i + 1 + bool(tokens.flags[i + 1] & WordClass.DETERMINER)
        return named < len(tokens.words) and tokens.is_capitalised(named)

    def _is_age(self, i: int) -> bool:
        """Say whether word `i` may be an age."""
        return self.tokens.words[i].isdigit() and len(self.tokens.words[i]) <= _LONGEST_AGE

    def follows_name(self, i: int) -> bool:
        """Say whether word `i` can follow a name and a comma: an age, or a degree such as "M.D.".

        Args:
            i: The word.
        """
        word = self.tokens.words[i]
        return self._is_age(i) or (
            word[0].isupper() and ("." in word or word.isupper() or len(word) <= _LONGEST_DEGREE)
        )

    def starting_at(self, i: int, last: int, *, whole: bool = True) -> WordRange | None:
        """Return the noun phrase that begins at word `i`.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
            whole: Whether it includes appositives and relative clauses after a comma.
        """
        tokens, k, inserted = self.tokens, i, False
        last, words, quoted = min(last, i + _REACH), tokens.words, tokens.quoted
        if k >= last or quoted[k] or words[k] in MARKS or self._cannot_open(k):
            return None
        if tokens.flags[k] & WordClass.PERSONAL:
            return WordRange(k, k + 1)
        while k < last:
            word = words[k]
            if word == ",":
                if not whole or k + 1 >= last or not self._goes_on_after_comma(k + 1, last, inserted=inserted):
                    break
                inserted = True
            elif (word in MARKS or quoted[k]) and self._mark_ends(k, inserted=inserted):
                break
            if word != "," and k > i and self._word_ends(k, last, inserted=inserted):
                break
            k += 1
        while k > i and (words[k - 1] == "," or tokens.flags[k - 1] & WordClass.COORDINATOR):
            k -= 1
        return WordRange(i, k) if tokens.has_word(i, k) else None

    def opens_clause(self, i: int, last: int) -> bool:
        """Say whether a clause begins at word `i`: a noun phrase and a finite verb.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
        """
        phrase = self.starting_at(i, last, whole=False) if i < last else None
        return phrase is not None and phrase.last < last and self.is_verb(phrase.last)

    def _cannot_open(self, k: int) -> bool:
        """Say whether word `k` cannot begin a noun phrase: a preposition, a conjunction, an adverb."""
        tokens, flags = self.tokens, self.tokens.flags[k]
        if flags & _NEVER_OPENS:
            return True
        return not flags & _OPENS_THOUGH_ADVERB and tokens.is_adverb(k) and not tokens.is_capitalised(k)

    def _goes_on_after_comma(self, i: int, last: int, *, inserted: bool) -> bool:
        """Say whether a phrase continues at word `i`, after a comma: an appositive, a relative clause, a list."""
        tokens, flags = self.tokens, self.tokens.flags[i]
        if tokens.quoted[i]:
            return False
        if self.opens_appositive(i) and not flags & WordClass.DEMONSTRATIVE:
            return True
        if flags & (_NEVER_OPENS | WordClass.SUBJECT):
            joins = inserted and flags & WordClass.ADDITION and i + 1 < last
            return bool(joins and tokens.flags[i + 1] & WordClass.DETERMINER)
        participle = tokens.has_ending(i, "ing") or tokens.has_ending(i, "past")
        return not (participle or tokens.is_adverb(i) or self.is_verb(i))

    def _mark_ends(self, k: int, *, inserted: bool) -> bool:
        """Say whether a mark or a quotation at word `k` ends a phrase; a nickname does not."""
        tokens = self.tokens
        if tokens.quoted[k] and not inserted:
            quote = tokens.quotes[tokens.quoted[k] - 1]
            if quote.size > _LONGEST_NICKNAME or not quote.first:
                return True
            return not (tokens.is_capitalised(quote.first - 1) and tokens.is_capitalised(quote.first + 1))
        return tokens.words[k] in MARKS and tokens.words[k] != "(" and not tokens.quoted[k]

    def _word_ends(self, k: int, last: int, *, inserted: bool) -> bool:
        """Say whether a phrase ends before word `k`; a phrase with insertions ends only before an occasion."""
        tokens, flags = self.tokens, self.tokens.flags[k]
        if not flags & _MAY_END:
            return not inserted and self._is_verb_of_clause(k, last)
        if flags & WordClass.COMPLEMENTISER:
            return not inserted and not tokens.flags[k - 1] & WordClass.PREPOSITION
        if flags & WordClass.WHO:
            return False
        if flags & WordClass.LOCATIVE and k + 1 < last and self._occasion_follows(k, last):
            return True
        if inserted:
            return False
        if flags & WordClass.PERSONAL:
            return True
        if flags & _OPENS_NOUN and not tokens.flags[k - 1] & _BEFORE_DETERMINER:
            return True  # "told the council the pumps": another phrase
        if flags & WordClass.TIME and not tokens.flags[k - 1] & _BEFORE_TIME:
            return True
        if (flags & WordClass.SUBORDINATOR and not flags & WordClass.ROLE_MARK) or flags & WordClass.CLAUSAL:
            return True
        return self._is_verb_of_clause(k, last)

    def _is_verb_of_clause(self, k: int, last: int) -> bool:
        """Say whether word `k` is the verb of a clause, not a participle: "a source involved in"."""
        if not self.is_verb(k):
            return False
        tokens = self.tokens
        participle = tokens.has_ending(k, "past") and k + 1 < last and tokens.flags[k + 1] & WordClass.PREPOSITION
        return not tokens.flags[k - 1] & WordClass.RELATIVE and not participle

    def _occasion_follows(self, k: int, last: int) -> bool:
        """Say whether the preposition at word `k` introduces a time or occasion: "on Monday", "in an interview"."""
        flags = self.tokens.flags
        if any(flags[m] & WordClass.TIME for m in range(k + 1, min(last, k + 3))):
            return True
        return any(flags[m] & WordClass.OCCASION for m in range(k + 1, min(last, k + 6)))
