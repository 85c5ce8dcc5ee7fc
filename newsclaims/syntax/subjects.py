"""Noun phrases before a verb: who says it."""

from attrs import frozen

from newsclaims.language import AUXILIARY, WordClass

from .noun_phrases import NounPhrases
from .tokens import CLOSERS, DASHES, MARKS, Tokens, WordRange

__all__ = ["Subjects"]

# How many words a phrase before a verb may go back, with all that is inserted.
_REACH = 80
_INSERTION_REACH = 40
_RELATIVE_REACH = 8
_LIST_REACH = 6
_JOIN_REACH = 10
_LONGEST_NICKNAME = 5
# A lone word with such an end is no noun phrase: "repeated calls".
_ADJECTIVE_ENDS = ("ed", "ive", "ous", "ful", "ic", "ant", "-old", "able")
_PRONOUN = WordClass.SUBJECT | WordClass.RELATIVE
_CLAUSE_OPENS = WordClass.SUBORDINATOR | AUXILIARY | WordClass.VERB
_NO_START = WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.SUBORDINATOR


@frozen(slots=True)
class Subjects:
    """Finds the noun phrase that ends at a word.

    Args:
        tokens: The words of the text.
        nouns: Its noun phrases.
    """

    tokens: Tokens
    nouns: NounPhrases

    def before(self, first: int, end: int) -> WordRange | None:
        """Return the noun phrase that ends where a verb group begins.

        Args:
            first: The first word to look at.
            end: The first word of the verb group.

        Returns:
            The words of the phrase, appositives and relative clauses included; None if there is none.
        """
        tokens, opens = self.tokens, first
        first = max(first, end - _REACH)
        j = self._without_time(first, end)
        if j <= first:
            return None
        k = j - 1
        if tokens.words[k] == ",":
            return self._before_comma(opens, first, k)
        if tokens.words[k] in DASHES or tokens.words[k] == ")":
            marks = frozenset({"("}) if tokens.words[k] == ")" else DASHES
            opening = self._back_to(first, k, marks)
            head = self.before(first, opening) if opening is not None else None
            return (head[0], j) if head else None
        if tokens.flags[k] & WordClass.COORDINATOR:
            return None
        if tokens.lowers[k] == "that":
            return (k, j) if k > first and not self.nouns.verb(k - 1) else None
        if tokens.flags[k] & _PRONOUN and not tokens.flags[k] & WordClass.INDEFINITE:
            return (k, j)
        return self.run(first, j)

    def _without_time(self, first: int, j: int) -> int:
        """Step back over "on Tuesday", "last week" and adverbs between a subject and its verb."""
        tokens = self.tokens
        while j > first:
            k = j - 1
            if tokens.flags[k] & WordClass.TIME and not (k > first and tokens.lowers[k - 1] in ("the", "this", "'s")):
                j = k
                while j > first and (tokens.flags[j - 1] & WordClass.RECENT or tokens.lowers[j - 1] in ("on", "in")):
                    j -= 1
            elif tokens.words[k].isdigit() and k > first and tokens.lowers[k - 1] == "in":
                j = k - 1
            elif tokens.flags[k] & WordClass.OCCASION and (opening := self._occasion_opens(first, k)) is not None:
                j = opening
            elif tokens.adverb(k) and not tokens.capital(k):
                j = k
            elif tokens.words[k] == "," and k > first and tokens.flags[k - 1] & WordClass.ADVERB:
                j = k - 1
                if j > first and tokens.words[j - 1] == ",":
                    j -= 1
            else:
                break
        return j

    def _occasion_opens(self, first: int, k: int) -> int | None:
        """Return where "in a letter" begins that ends at word `k` and follows a name."""
        tokens = self.tokens
        for m in range(k - 1, max(first, k - 5), -1):
            if tokens.flags[m] & WordClass.LOCATIVE and tokens.capital(m - 1):
                return m
        return None

    def _back_to(self, first: int, k: int, marks: frozenset[str]) -> int | None:
        low = max(first, k - _INSERTION_REACH)
        return next((m for m in range(k - 1, low - 1, -1) if self.tokens.words[m] in marks), None)

    def _before_comma(self, opens: int, first: int, comma: int) -> WordRange | None:
        """Return "Roe, a nurse in Lund," as one phrase: the comma closes an insertion, so find where it opens."""
        if opens == first and (subject := self._heading(first, comma)) is not None:
            return subject
        m = comma
        while (opening := self._back_to(first, m, frozenset({","}))) is not None:
            inside = opening + 1
            if inside < comma and self.nouns.describes(inside, m):
                head = self.before(first, opening)
                return (self._name_before(first, head[0]), comma) if head else None
            if self.nouns.verb(inside) or comma - opening > _INSERTION_REACH:
                return None
            m = opening
        return None

    def _name_before(self, first: int, i: int) -> int:
        """Return where a name begins that an appositive at word `i` describes; `i` if there is none."""
        tokens = self.tokens
        if i - 1 <= first or tokens.words[i - 1] != "," or tokens.quoted[i - 2] or not self.nouns.appositive(i):
            return i
        name = self.run(first, i - 1)
        if name is None or not tokens.capital(name[0]) or name[1] - name[0] > _LIST_REACH:
            return i
        opens = name[0] == first or tokens.quoted[name[0] - 1] or tokens.words[name[0] - 1] == ","
        return name[0] if opens else i

    def _heading(self, first: int, comma: int) -> WordRange | None:
        """Return "Roe" of "Roe, clad in red, said": the noun phrase and comma that a sentence begins with."""
        tokens, i = self.tokens, first
        while i < comma and (tokens.flags[i] & WordClass.COORDINATOR or tokens.adverb(i)):
            i += 1
        if i >= comma or tokens.flags[i] & _NO_START or tokens.quoted[i]:
            return None
        head = self.nouns.after(i, comma, whole=False)
        if head is None or head[1] >= comma or tokens.words[head[1]] != ",":
            return None
        commas = [m for m in range(head[1], comma + 1) if tokens.words[m] == "," and not tokens.quoted[m]]
        if any(self.nouns.verb(m + 1) for m in commas[1:-1]):
            return None
        end = commas[0]
        for m in commas[1:]:
            if not self.nouns.describes(end + 1, m):
                break
            end = m
        return (head[0], end)

    def run(self, first: int, j: int) -> WordRange | None:
        """Return the run of nouns that ends before word `j`.

        Args:
            first: The first word to look at.
            j: One past the last word of the run.
        """
        tokens, k = self.tokens, j - 1
        first = max(first, j - _REACH)
        while k >= first:
            flags, low = tokens.flags[k], tokens.lowers[k]
            if tokens.quoted[k]:
                step = self._over_nickname(first, k, j)
            elif tokens.words[k] in MARKS or tokens.words[k] in CLOSERS:
                step = k - 1 if self._in_list(first, k, j) else None
            elif flags & WordClass.COORDINATOR or low == "&":
                step = k - 1 if self._joins(first, k) else None
            elif low == "as" and k - 2 > first and tokens.lowers[k - 2 : k] == ("as", "well"):
                step = k - 3
            elif flags & WordClass.RELATIVE and low != "where":
                return self._with_relative(first, k, j)
            elif self._stops(k, j):
                step = self._over_relative(first, k)
            else:
                step = k - 1
            if step is None:
                break
            k = step
        return self._shaped(k + 1, j)

    def _over_nickname(self, first: int, k: int, j: int) -> int | None:
        """Return the word before a short quotation inside a phrase: Jane "Shorty" Roe."""
        tokens = self.tokens
        start = tokens.quotes[tokens.quoted[k] - 1][0]
        if k + 1 == j or start - 1 < first or k + 1 - start > _LONGEST_NICKNAME + 1:
            return None
        spoken = not tokens.words[k - 1][:1].isalnum() or tokens.words[start - 1] in MARKS
        return None if spoken else start - 1

    def _with_relative(self, first: int, k: int, j: int) -> WordRange | None:
        """Return a phrase with the relative pronoun of its clause at word `k`; "that the" opens no relative clause."""
        tokens = self.tokens
        clause = tokens.lowers[k] == "that" and k + 1 < j and not (self.nouns.verb(k + 1) or tokens.adverb(k + 1))
        inner = self.run(first, k) if k + 1 < j and not clause else None
        if inner is not None and not self.nouns.verb(k - 1):
            return (inner[0], j)
        return (k + 1, j) if k + 1 < j else None

    def _stops(self, k: int, j: int) -> bool:
        """Say whether a noun phrase that ends before word `j` cannot hold word `k`."""
        tokens, flags = self.tokens, self.tokens.flags[k]
        if tokens.lowers[k] == "'s":
            return k > 0 and bool(tokens.flags[k - 1] & (_PRONOUN | WordClass.WH))
        if flags & WordClass.PREPOSITION and not flags & (WordClass.VERB | WordClass.BE):
            # "of", "for", "in" stay inside a phrase; "before", "after", "since" open a clause.
            return bool(flags & WordClass.SUBORDINATOR)
        if flags & _CLAUSE_OPENS:
            return True
        return k + 1 < j and (self.nouns.verb(k) or bool(flags & WordClass.PERSONAL and not flags & WordClass.OBJECT))

    def _joins(self, first: int, k: int) -> bool:
        """Say whether "and" at word `k` joins nouns ("Roe and Doe said") rather than clauses."""
        tokens = self.tokens
        if not tokens.flags[k] & WordClass.JOINER or k == first:
            return False
        if tokens.words[k - 1] == ",":
            return self._list_item(first, k - 1)
        for m in range(k - 1, max(first, k - _JOIN_REACH) - 1, -1):
            if tokens.words[m] in MARKS:
                return True
            if self.nouns.verb(m) or tokens.quoted[m]:
                return False
        return True

    def _in_list(self, first: int, k: int, j: int) -> bool:
        """Say whether the comma at word `k` parts names of a list that an "and" before word `j` ends."""
        tokens = self.tokens
        if tokens.lowers[k] == "'":  # a plural's possessive mark
            return True
        if tokens.words[k] != ",":
            return False
        end = min(j, k + _LIST_REACH + 2)
        return self._list_item(first, k) and any(
            tokens.flags[m] & WordClass.JOINER or (tokens.words[m] == "," and m > k) for m in range(k + 1, end)
        )

    def _list_item(self, first: int, comma: int) -> bool:
        """Say whether a name of a list ("Roe, Doe and Poe") ends before the comma."""
        tokens, m = self.tokens, comma - 1
        low = max(first, comma - _LIST_REACH)
        while m >= low and (tokens.capital(m) or tokens.lowers[m] in ("of", "the", ".")):
            m -= 1
        if m == comma - 1 or (m < low and low > first):
            return False
        return m < first or tokens.words[m] == "," or not tokens.flags[m] & WordClass.PREPOSITION

    def _over_relative(self, first: int, k: int) -> int | None:
        """Return the word before the relative pronoun whose verb stands at word `k`: "people who know him"."""
        tokens = self.tokens
        for m in range(k - 1, max(first, k - _RELATIVE_REACH), -1):
            if tokens.words[m] in MARKS or tokens.quoted[m]:
                return None
            if tokens.lowers[m] in ("who", "that", "which"):
                opens = tokens.lowers[m] != "that" or self.nouns.verb(m + 1)
                return m - 1 if opens and not self.nouns.verb(m - 1) else None
        return None

    def _shaped(self, i: int, j: int) -> WordRange | None:
        """Drop what a phrase cannot begin with; None if no phrase is left."""
        tokens = self.tokens
        helped = (
            0 < i < j
            and tokens.flags[i - 1] & (WordClass.BE | WordClass.HAVE | WordClass.DO)
            and not tokens.quoted[i - 1]
        )
        if helped and not tokens.lowers[i - 1].startswith("'"):
            return None
        while i < j and self._no_noun(i):
            i += 1
        if i < j and tokens.flags[i] & WordClass.PREPOSITION:
            start = self._past_preposition(i, j)
            if start is None:
                return None
            i = start
        if i < j and tokens.flags[i] & AUXILIARY:
            i += 1
        if j - i == 1 and tokens.words[i][:1].islower() and tokens.lowers[i].endswith(_ADJECTIVE_ENDS):
            return None
        return (i, j) if tokens.has_word(i, j) else None

    def _no_noun(self, i: int) -> bool:
        tokens, flags = self.tokens, self.tokens.flags[i]
        if flags & (WordClass.COORDINATOR | WordClass.SUBORDINATOR) or tokens.words[i] in CLOSERS:
            return True
        return tokens.adverb(i) and not flags & (WordClass.DETERMINER | WordClass.SUBJECT)

    def _past_preposition(self, i: int, j: int) -> int | None:
        """Return where the subject begins in "On Tuesday Roe", "In the end the mayor"."""
        tokens = self.tokens
        times = [m for m in range(i, j - 1) if tokens.flags[m] & WordClass.TIME]
        if times:
            return times[-1] + 1
        last = max((m for m in range(i + 1, j) if tokens.flags[m] & WordClass.PREPOSITION), default=i - 1)
        for m in range(j - 1, max(i, last + 1), -1):
            name = tokens.capital(m) and (m - 1 == i or not tokens.capital(m - 1))
            if name or tokens.flags[m] & WordClass.DETERMINER:
                return m
        return None
