"""Finds the extent of a cue's content: after the cue, after a noun, or before a comma."""

from collections.abc import Mapping

from attrs import frozen

from newsclaims._language import AUXILIARY, Reading, WordClass
from newsclaims._syntax import DASHES, MARKS, NounPhrases, Tokens
from newsclaims.text import WordRange

__all__ = ["ContentReach"]

# The largest length of a content before or after its cue, in words: a longer one is a wrongly split sentence.
_REACH = 250
_BRACKET_REACH = 40
_CLAUSE_REACH = 12
_PARENTHESIS_REACH = 8
_ASKS_OR_CALLS = frozenset({"?", "!"})
_FINITE = frozenset({"past", "third"})
_FINITE_OR_BASE = _FINITE | {"base"}
# Words that belong to the clause of the verb after them, so that the verb does not end a noun phrase.
_CLAUSE_SUBJECT = (
    WordClass.SUBJECT | WordClass.RELATIVE | WordClass.MODAL | WordClass.BE | WordClass.ADVERB | WordClass.COORDINATOR
)


@frozen(slots=True)
class ContentReach:
    """Finds where contents begin and end.

    Args:
        tokens: The words of the text.
        nouns: Its noun phrases.
        readings: The lexicon's readings.
        stops: The marks with a word after them that end a content: `(mark, word)`.
    """

    tokens: Tokens
    nouns: NounPhrases
    readings: Mapping[str, tuple[Reading, ...]]
    stops: frozenset[tuple[str, str]]

    def from_word(
        self, k: int, last: int, *, finite: bool, inside: bool = False, relative: bool = False, clausal: bool = False
    ) -> WordRange:
        """Return the content that begins at word `k`.

        Args:
            k: Its first word.
            last: One past the last word that it can reach.
            finite: Whether the cue is finite, so that "and" before another finite cue ends the content.
            inside: Whether the cue is in a clause that opens a sentence ("When ..., ..."), which a comma ends.
            relative: Whether it is in a relative clause between commas, which a comma and a verb end.
            clausal: Whether it is a clause, which cannot end before its verb.
        """
        tokens, m, last = self.tokens, k + 1, min(last, k + _REACH)
        if k >= last:
            return WordRange(k, k)
        if tokens.quoted[k]:
            m = self._skip_quotation(k)
            if m >= last or tokens.words[m] in (",", ";") or tokens.words[m - 2] == "," or self._ends_sentence(m, last):
                return WordRange(k, min(m, last))
        joins = WordClass.CLAUSE_JOINER if finite else 0
        condition = self._opens_condition(k)
        end = self._content_end(m, last, joins, condition=condition, inside=inside, relative=relative, clausal=clausal)
        return WordRange(k, min(end, last))

    def _ends_sentence(self, m: int, last: int) -> bool:
        """Say whether the quotation before word `m` ends a sentence, with no other joined to it: "Stop!" and ran."""
        tokens = self.tokens
        if tokens.words[m - 2] not in _ASKS_OR_CALLS:
            return False
        return not (tokens.flags[m] & WordClass.COORDINATOR and m + 1 < last and tokens.quoted[m + 1])

    def _content_end(
        self, m: int, last: int, joins: int, *, condition: bool, inside: bool, relative: bool, clausal: bool
    ) -> int:
        """Return the end of a content, searched for from word `m` on."""
        words, flags, quoted = self.tokens.words, self.tokens.flags, self.tokens.quoted
        while m < last:
            word = words[m]
            if quoted[m]:
                m = self._skip_quotation(m)
            elif word not in MARKS:
                if flags[m] & joins and self._cue_follows(m + 1, last):
                    break
                clausal = clausal and not self.nouns.is_verb(m)
                m += 1
            elif word == "(":
                m = self._skip_brackets(m, last)
            elif word == "," and condition:
                condition, m = False, m + 1
            elif word == "," and clausal and not (relative and m + 1 < last and self._looks_finite(m + 1)):
                m += 1
            elif self._ends_before(m, last, inside=inside, relative=relative):
                break
            else:
                m += 1
        return m

    def _ends_before(self, m: int, last: int, *, inside: bool, relative: bool) -> bool:
        """Return whether a content ends before the mark at word `m`."""
        word = self.tokens.words[m]
        if word == "," and (inside or (relative and m + 1 < last and self._looks_finite(m + 1))):
            return True
        return self._mark_stops(word, m + 1, last)

    def of_noun(self, k: int, last: int, *, clause: bool = False, inside: bool = False) -> WordRange:
        """Return the content of a noun: it ends where the noun's own verb begins.

        Args:
            k: Its first word.
            last: One past the last word that it can reach.
            clause: Whether it is a clause, with its own verb before the noun's verb.
            inside: Whether the noun is in a phrase that opens a sentence ("Despite ..., ..."), which a comma ends.
        """
        tokens = self.tokens
        content = self.from_word(k, last, finite=False, inside=inside)
        m, end, own = k + 1, content.last, not clause
        while m < end:
            if not tokens.quoted[m] and self._is_finite(m):
                if own and not tokens.flags[m - 1] & _CLAUSE_SUBJECT and tokens.words[m - 1] not in MARKS:
                    return WordRange(k, m)
                own = True
                m = self._skip_auxiliaries(m, end)
            m += 1
        return content

    def _skip_auxiliaries(self, m: int, last: int) -> int:
        """Return the last word of the verb group that begins at word `m`."""
        tokens = self.tokens
        if not tokens.flags[m] & AUXILIARY:
            return m
        while m + 1 < last and (tokens.flags[m + 1] & AUXILIARY or tokens.is_adverb(m + 1)):
            m += 1
        return m + (m + 1 < last and self._is_finite(m + 1))

    def _is_finite(self, m: int) -> bool:
        """Return whether word `m` is a finite verb, not a possessive mark or a participle."""
        return self.nouns.is_verb(m) and not self.tokens.flags[m] & WordClass.NONFINITE

    def _looks_finite(self, m: int) -> bool:
        """Return whether word `m` is a finite verb, or looks like one that is not in a list: "resigned"."""
        return self.nouns.is_verb(m) or self.tokens.has_ending(m, "past")

    def _opens_condition(self, k: int) -> bool:
        """Return whether an opening clause begins at word `k` or after "that" there: "that if it rains, ..."."""
        tokens = self.tokens
        k += bool(tokens.flags[k] & WordClass.COMPLEMENTISER)
        return k < len(tokens.words) and bool(tokens.flags[k] & WordClass.CONDITION)

    def _skip_quotation(self, m: int) -> int:
        """Return the end of the quotation that holds word `m`."""
        return self.tokens.quotes[self.tokens.quoted[m] - 1].last

    def _skip_brackets(self, m: int, last: int) -> int:
        """Return the end of the brackets that open at word `m`; skip only the mark if they are not closed."""
        closing = (n + 1 for n in range(m + 1, min(last, m + _BRACKET_REACH)) if self.tokens.words[n] == ")")
        return next(closing, m + 1)

    def _mark_stops(self, mark: str, n: int, last: int) -> bool:
        """Return whether a content ends before the mark that comes before word `n`."""
        if n >= last:
            return True
        low, flags = self.tokens.lowers[n], self.tokens.flags[n]
        joins = flags & WordClass.PLAIN_COORDINATOR
        if joins and self.tokens.has_class(n + 1, WordClass.COMPLEMENTISER):
            return False  # "that it was safe, and that it would stay so"
        if (mark, low) in self.stops:
            return True
        if mark == ";":
            return True
        if mark == "," and joins:
            return self._cue_follows(n + 1, last) or self._clause_with_cue_follows(n + 1, last)
        if flags & WordClass.ROLE_MARK and n + 2 < last and self._cue_follows(n + 2, last):
            return True
        if any("ing" in r.forms and r.entry.kind == "verb" for r in self.readings.get(low, ())):
            return True
        return self._parenthesis_follows(n, last)

    def _cue_follows(self, n: int, last: int, forms: frozenset[str] = _FINITE) -> bool:
        """Return whether a finite verb of the lexicon follows from word `n`, after adverbs and auxiliaries."""
        tokens, last = self.tokens, min(last, n + _CLAUSE_REACH)
        while n < last and (tokens.is_adverb(n) or tokens.flags[n] & (WordClass.HAVE | WordClass.BE)):
            n += 1
        if n >= last or tokens.quoted[n]:
            return False
        return any(r.entry.kind == "verb" and r.forms & forms for r in self.readings.get(tokens.lowers[n], ()))

    def _clause_with_cue_follows(self, n: int, last: int) -> bool:
        """Return whether a new clause of the reporter, with its own cue, begins at word `n`."""
        phrase = self.nouns.starting_at(n, min(last, n + _CLAUSE_REACH), whole=False)
        return phrase is not None and self._cue_follows(phrase.last, last, _FINITE_OR_BASE)

    def _parenthesis_follows(self, n: int, last: int) -> bool:
        """Return whether "he said" or "said Roe" begins at word `n`, after a comma."""
        tokens = self.tokens
        if tokens.flags[n] & WordClass.PLAIN_CUE:
            return True
        phrase = self.nouns.starting_at(n, min(last, n + _PARENTHESIS_REACH), whole=False)
        if phrase is None or not self._cue_follows(phrase.last, last):
            return False
        end = phrase.last + 1
        return end >= last or tokens.words[end] in (",", ".")

    def before(self, first: int, end: int) -> list[WordRange]:
        """Return the content before a comma or a closing mark.

        Args:
            first: The first word of the sentence.
            end: One past the comma or closing mark.
        """
        tokens, i = self.tokens, first
        if end > first and not tokens.quoted[end - 1]:
            end -= tokens.words[end - 1] == "," or tokens.words[end - 1] in DASHES
        while i < min(end, first + _CLAUSE_REACH) and tokens.flags[i] & WordClass.COORDINATOR and not tokens.quoted[i]:
            i += 1
        return [WordRange(i, end)] if i < end else []
