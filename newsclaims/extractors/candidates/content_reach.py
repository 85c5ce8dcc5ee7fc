"""How far a content reaches."""

from collections.abc import Mapping

from attrs import frozen

from newsclaims.language import AUXILIARY, Reading, WordClass
from newsclaims.syntax import DASHES, MARKS, NounPhrases, Tokens, WordRange

__all__ = ["ContentReach"]

# How many words a content after its cue may hold: longer ones are sentences gone wrong.
_REACH = 250
_BRACKET_REACH = 40
_CLAUSE_REACH = 12
_PARENTHESIS_REACH = 8
_MARKS_OR_JOINS = MARKS | {"and", "but"}
_FINITE = frozenset({"past", "third"})
_FINITE_OR_BASE = _FINITE | {"base"}
# What belongs to the clause whose verb it precedes, so that the verb does not end a noun phrase.
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
        stops: After which mark and word a content ends: `(mark, word)`.
    """

    tokens: Tokens
    nouns: NounPhrases
    readings: Mapping[str, tuple[Reading, ...]]
    stops: frozenset[tuple[str, str]]

    def right(
        self, k: int, last: int, *, finite: bool, inside: bool = False, relative: bool = False, clausal: bool = False
    ) -> WordRange:
        """Return the content that begins at word `k`.

        Args:
            k: Its first word.
            last: One past the last word it may reach.
            finite: Whether the cue is finite, so that "and" before another finite cue ends the content.
            inside: Whether the cue stands in a clause that opens a sentence ("When ..., ..."), which a comma ends.
            relative: Whether it stands in a relative clause between commas, which a comma and a verb end.
            clausal: Whether it is a clause, which has no end before its verb.
        """
        tokens, m, last = self.tokens, k + 1, min(last, k + _REACH)
        if k >= last:
            return (k, k)
        if tokens.quoted[k]:
            m = self._past_quote(k)
            if m >= last or tokens.words[m] in (",", ";") or tokens.words[m - 2] == ",":
                return (k, min(m, last))
        condition, ends = self._opens_condition(k), _MARKS_OR_JOINS if finite else MARKS
        while m < last:
            word = tokens.words[m]
            if tokens.quoted[m]:
                m = self._past_quote(m)
            elif word == "(":
                m = self._past_bracket(m, last)
            elif word == "," and condition:
                condition, m = False, m + 1
            elif clausal and word == "," and not (relative and m + 1 < last and self._verb_or_past(m + 1)):
                m += 1
            elif tokens.lowers[m] in ends and self._ends(m, last, inside=inside, relative=relative):
                break
            else:
                clausal = clausal and not self.nouns.verb(m)
                m += 1
        return (k, min(m, last))

    def _ends(self, m: int, last: int, *, inside: bool, relative: bool) -> bool:
        """Say whether a content ends before word `m`: a mark, or an "and" that joins another cue."""
        word = self.tokens.words[m]
        if word == "," and (inside or (relative and m + 1 < last and self._verb_or_past(m + 1))):
            return True
        return self._stops_at(word, m + 1, last) if word in MARKS else self._cue_follows(m + 1, last)

    def short(self, k: int, last: int, *, clause: bool = False, inside: bool = False) -> WordRange:
        """Return the content of a noun: it ends where the noun's own verb begins.

        Args:
            k: Its first word.
            last: One past the last word it may reach.
            clause: Whether it is a clause, with a verb of its own before that.
            inside: Whether the noun stands in a phrase that opens a sentence ("Despite ..., ..."), which a comma ends.
        """
        tokens = self.tokens
        a, b = self.right(k, last, finite=False, inside=inside)
        m, own = a + 1, not clause
        while m < b:
            if not tokens.quoted[m] and self._heads(m):
                if own and not tokens.flags[m - 1] & _CLAUSE_SUBJECT and tokens.words[m - 1] not in MARKS:
                    return (a, m)
                own = True
                m = self._past_auxiliaries(m, b)
            m += 1
        return (a, b)

    def _past_auxiliaries(self, m: int, last: int) -> int:
        """Return the last word of the verb group that begins with word `m`."""
        tokens = self.tokens
        if not tokens.flags[m] & AUXILIARY:
            return m
        while m + 1 < last and (tokens.flags[m + 1] & AUXILIARY or tokens.adverb(m + 1)):
            m += 1
        return m + (m + 1 < last and self._heads(m + 1))

    def _heads(self, m: int) -> bool:
        """Say whether word `m` is a finite verb, not a possessive mark or a participle."""
        return self.nouns.verb(m) and self.tokens.lowers[m] not in ("'s", "being", "having", "be", "been")

    def _verb_or_past(self, m: int) -> bool:
        """Say whether word `m` is a finite verb, or looks like one that no list has: "resigned"."""
        return self.nouns.verb(m) or self.tokens.lowers[m].endswith("ed")

    def _opens_condition(self, k: int) -> bool:
        tokens = self.tokens
        k += tokens.lowers[k] == "that"
        return k < len(tokens.words) and bool(tokens.flags[k] & WordClass.CONDITION)

    def _past_quote(self, m: int) -> int:
        return self.tokens.quotes[self.tokens.quoted[m] - 1][1]

    def _past_bracket(self, m: int, last: int) -> int:
        closing = (n + 1 for n in range(m + 1, min(last, m + _BRACKET_REACH)) if self.tokens.words[n] == ")")
        return next(closing, m + 1)

    def _stops_at(self, mark: str, n: int, last: int) -> bool:
        """Say whether a content ends before the mark that stands before word `n`."""
        if n >= last:
            return True
        low = self.tokens.lowers[n]
        if low in ("and", "but", "or") and self.tokens.lowers[n + 1 : n + 2] == ("that",):
            return False  # "that it was safe, and that it would stay so"
        if (mark, low) in self.stops:
            return True
        if mark == ";" and self._clause_with_cue(n, last):
            return True
        if mark == "," and low in ("and", "but", "or"):
            return self._cue_follows(n + 1, last) or self._clause_with_cue(n + 1, last)
        if low == "as" and n + 2 < last and self._cue_follows(n + 2, last):
            return True
        if any("ing" in r.forms and r.entry.kind == "verb" for r in self.readings.get(low, ())):
            return True
        return self._parenthesis(n, last)

    def _cue_follows(self, n: int, last: int, forms: frozenset[str] = _FINITE) -> bool:
        """Say whether a finite verb of the lexicon begins at word `n`, adverbs and auxiliaries skipped."""
        tokens, last = self.tokens, min(last, n + _CLAUSE_REACH)
        while n < last and (tokens.adverb(n) or tokens.flags[n] & (WordClass.HAVE | WordClass.BE)):
            n += 1
        if n >= last or tokens.quoted[n]:
            return False
        return any(r.entry.kind == "verb" and r.forms & forms for r in self.readings.get(tokens.lowers[n], ()))

    def _clause_with_cue(self, n: int, last: int) -> bool:
        """Say whether a new clause of the reporter's with a cue of its own begins at word `n`."""
        phrase = self.nouns.after(n, min(last, n + _CLAUSE_REACH), whole=False)
        return phrase is not None and self._cue_follows(phrase[1], last, _FINITE_OR_BASE)

    def _parenthesis(self, n: int, last: int) -> bool:
        """Say whether "he said" or "said Roe" begins at word `n`, after a comma."""
        tokens = self.tokens
        if tokens.flags[n] & WordClass.PLAIN_CUE:
            return True
        phrase = self.nouns.after(n, min(last, n + _PARENTHESIS_REACH), whole=False)
        if phrase is None or not self._cue_follows(phrase[1], last):
            return False
        end = phrase[1] + 1
        return end >= last or tokens.words[end] in (",", ".")

    def left(self, first: int, end: int) -> list[WordRange]:
        """Return the content that stands before a comma or a closing mark.

        Args:
            first: The first word of the sentence.
            end: One past the comma or closing mark.
        """
        tokens, i = self.tokens, first
        if (
            end > first
            and not tokens.quoted[end - 1]
            and (tokens.words[end - 1] == "," or tokens.words[end - 1] in DASHES)
        ):
            end -= 1
        while i < end and tokens.flags[i] & WordClass.COORDINATOR and not tokens.quoted[i]:
            i += 1
        return [(i, end)] if i < end else []
