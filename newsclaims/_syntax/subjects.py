"""Finds the subject of a verb: the noun phrase before a verb group, with its insertions."""

from attrs import frozen

from newsclaims._language import AUXILIARY, IS_OR_OWNS, MAY_BE_SUBJECT, WordClass
from newsclaims.text import WordRange

from .noun_phrases import NounPhrases
from .tokens import CLOSERS, DASHES, MARKS, Tokens

__all__ = ["Subjects"]

# The largest length of a subject with its insertions, in words.
_REACH = 80
_INSERTION_REACH = 40
_RELATIVE_REACH = 8
_LIST_REACH = 6
_JOIN_REACH = 10
_OCCASION_REACH = 5
_LONGEST_NICKNAME = 5
_COMMA = frozenset({","})
_BRACKET = frozenset({"("})
_OPENS_RELATIVE = WordClass.WHO | WordClass.COMPLEMENTISER
_OPENS_CLAUSE = WordClass.SUBORDINATOR | AUXILIARY | WordClass.VERB
_BEFORE_TIME = WordClass.RECENT | WordClass.DAY_PREPOSITION | WordClass.WITHIN
_JOINS = WordClass.COORDINATOR | WordClass.JOINER
_AFTER_PARTICIPLE = WordClass.PREPOSITION | WordClass.WH
_NEVER_OPENS = WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.SUBORDINATOR


@frozen(slots=True)
class Subjects:
    """Finds the noun phrase that ends at a word.

    Args:
        tokens: The words of the text.
        nouns: Its noun phrases.
    """

    tokens: Tokens
    nouns: NounPhrases

    def before_verb(self, first: int, end: int) -> WordRange | None:
        """Return the noun phrase that ends where a verb group begins.

        Args:
            first: The first word to look at.
            end: The first word of the verb group.

        Returns:
            The words of the phrase, appositives and relative clauses included; None if there is none.
        """
        tokens, sentence = self.tokens, first
        first = max(first, end - _REACH)
        j = self._skip_times_back(first, end)
        if j <= first:
            return None
        k = j - 1
        word, flags = tokens.words[k], tokens.flags[k]
        if word == ",":
            return self._before_comma(sentence, first, k)
        if word in DASHES or word == ")":
            opening = self._last_of(_BRACKET if word == ")" else DASHES, first, k)
            head = self.before_verb(first, opening) if opening is not None else None
            return WordRange(head.first, j) if head else None
        if flags & WordClass.COORDINATOR:
            return None
        if flags & WordClass.COMPLEMENTISER:
            return WordRange(k, j) if k > first and not self.nouns.is_verb(k - 1) else None
        if flags & MAY_BE_SUBJECT and not flags & WordClass.INDEFINITE:
            return WordRange(k, j)
        return self.phrase_before(first, j)

    def _skip_times_back(self, first: int, j: int) -> int:
        """Go back over "on Tuesday", "last week" and adverbs between a subject and its verb."""
        tokens = self.tokens
        while j > first:
            k = j - 1
            flags = tokens.flags[k]
            if flags & WordClass.TIME and not (k > first and tokens.flags[k - 1] & WordClass.TIME_DETERMINER):
                j = k
                while j > first and tokens.flags[j - 1] & _BEFORE_TIME:
                    j -= 1
            elif tokens.words[k].isdigit() and k > first and tokens.flags[k - 1] & WordClass.WITHIN:
                j = k - 1
            elif flags & WordClass.OCCASION and (opening := self._occasion_start(first, k)) is not None:
                j = opening
            elif tokens.is_adverb(k) and not tokens.is_capitalised(k):
                j = k
            elif tokens.words[k] == "," and k > first and tokens.flags[k - 1] & WordClass.ADVERB:
                j = k - 1
                if j > first and tokens.words[j - 1] == ",":
                    j -= 1
            else:
                break
        return j

    def _occasion_start(self, first: int, k: int) -> int | None:
        """Return the start of a phrase such as "in a letter" that ends at word `k` and follows a name."""
        tokens = self.tokens
        for m in range(k - 1, max(first, k - _OCCASION_REACH), -1):
            if tokens.flags[m] & WordClass.LOCATIVE and tokens.is_capitalised(m - 1):
                return m
        return None

    def _last_of(self, marks: frozenset[str], first: int, k: int) -> int | None:
        """Return the nearest of some marks before word `k`; None if there is none near it."""
        nearest = max(first, k - _INSERTION_REACH)
        return next((m for m in range(k - 1, nearest - 1, -1) if self.tokens.words[m] in marks), None)

    def _before_comma(self, sentence: int, first: int, comma: int) -> WordRange | None:
        """Return "Roe, a nurse in Lund," as one phrase: find the start of the insertion that the comma closes."""
        if sentence == first and (subject := self._at_sentence_start(first, comma)) is not None:
            return subject
        m = comma
        while (opening := self._last_of(_COMMA, first, m)) is not None:
            inside = opening + 1
            if inside < comma and self.nouns.is_description(inside, m):
                head = self.before_verb(first, opening)
                return WordRange(self._described_name(first, head.first), comma) if head else None
            if self.nouns.is_verb(inside) or comma - opening > _INSERTION_REACH:
                return None
            m = opening
        return None

    def _described_name(self, first: int, i: int) -> int:
        """Return the start of the name that an appositive at word `i` describes; `i` if there is none."""
        tokens = self.tokens
        if i - 1 <= first or tokens.words[i - 1] != "," or tokens.quoted[i - 2] or not self.nouns.opens_appositive(i):
            return i
        name = self.phrase_before(first, i - 1)
        if name is None or not tokens.is_capitalised(name.first) or name.size > _LIST_REACH:
            return i
        k = name.first
        return k if k == first or tokens.quoted[k - 1] or tokens.words[k - 1] == "," else i

    def _at_sentence_start(self, first: int, comma: int) -> WordRange | None:
        """Return "Roe" of "Roe, clad in red, said": a noun phrase with a comma at the start of a sentence."""
        tokens, i = self.tokens, first
        while i < comma and (tokens.flags[i] & WordClass.COORDINATOR or tokens.is_adverb(i)):
            i += 1
        if i >= comma or tokens.flags[i] & _NEVER_OPENS or tokens.quoted[i]:
            return None
        if tokens.has_ending(i, "past") and tokens.has_class(i + 1, _AFTER_PARTICIPLE):
            return None  # "Asked about the flood, Roe, a nurse, said"
        head = self.nouns.starting_at(i, comma, whole=False)
        if head is None or head.last >= comma or tokens.words[head.last] != ",":
            return None
        commas = [m for m in range(head.last, comma + 1) if tokens.words[m] == "," and not tokens.quoted[m]]
        if any(self.nouns.is_verb(m + 1) for m in commas[1:-1]):
            return None
        end = commas[0]
        for m in commas[1:]:
            if not self.nouns.is_description(end + 1, m):
                break
            end = m
        return WordRange(head.first, end)

    def phrase_before(self, first: int, j: int) -> WordRange | None:
        """Return the noun phrase that ends right before word `j`.

        Args:
            first: The first word to look at.
            j: One past the last word of the phrase.
        """
        tokens, k = self.tokens, j - 1
        first = max(first, j - _REACH)
        while k >= first:
            flags = tokens.flags[k]
            if tokens.quoted[k]:
                step = self._skip_nickname(first, k, j)
            elif tokens.words[k] in MARKS or tokens.words[k] in CLOSERS:
                step = k - 1 if self._is_in_list(first, k, j) else self._skip_degrees(first, k, j)
            elif flags & _JOINS:
                step = k - 1 if self._joins_nouns(first, k) else None
            elif flags & WordClass.ROLE_MARK and k - 2 > first and self._follows_as_well(k):
                step = k - 3
            elif flags & _OPENS_RELATIVE:
                return self._with_relative_clause(first, k, j)
            elif self._is_outside(k, j):
                step = self._skip_relative_clause(first, k)
            else:
                step = k - 1
            if step is None:
                break
            k = step
        return self._without_false_start(first, k + 1, j)

    def _skip_degrees(self, first: int, comma: int, j: int) -> int | None:
        """Return the last word of the name before a comma in "Roe, M.D., of Lund" or "Roe, Ph.D."."""
        tokens, k = self.tokens, comma
        if tokens.words[comma] != "," or comma + 1 >= j:
            return None
        if not self.nouns.opens_affiliation(comma + 1):
            degree = tokens.lowers[comma + 1] in tokens.language.holders["suffix"].starts
            return comma - 1 if degree and tokens.is_capitalised(comma - 1) else None
        while k - 2 > first and self.nouns.follows_name(k - 1) and tokens.words[k - 2] == ",":
            k -= 2
        return k - 1 if k - 1 >= first and tokens.is_capitalised(k - 1) else None

    def _follows_as_well(self, k: int) -> bool:
        """Say whether "as well" is before the "as" at word `k`."""
        flags = self.tokens.flags
        return bool(flags[k - 1] & WordClass.JOINED_BY_AS and flags[k - 2] & WordClass.ROLE_MARK)

    def _skip_nickname(self, first: int, k: int, j: int) -> int | None:
        """Return the word before a short quotation inside a phrase: Jane "Shorty" Roe."""
        tokens = self.tokens
        start = tokens.quotes[tokens.quoted[k] - 1].first
        if k + 1 == j or start - 1 < first or k + 1 - start > _LONGEST_NICKNAME + 1:
            return None
        spoken = not tokens.words[k - 1][:1].isalnum() or tokens.words[start - 1] in MARKS
        return None if spoken else start - 1

    def _with_relative_clause(self, first: int, k: int, j: int) -> WordRange | None:
        """Return a phrase with a relative clause from word `k` on; "that the" does not open a relative clause."""
        tokens = self.tokens
        if k + 1 >= j:
            return None
        that = tokens.flags[k] & WordClass.COMPLEMENTISER
        content = that and not (self.nouns.is_verb(k + 1) or tokens.is_adverb(k + 1))
        head = None if content else self.phrase_before(first, k)
        return WordRange(k + 1 if head is None or self.nouns.is_verb(k - 1) else head.first, j)

    def _is_outside(self, k: int, j: int) -> bool:
        """Say whether a noun phrase that ends before word `j` cannot hold word `k`."""
        tokens, flags = self.tokens, self.tokens.flags[k]
        if not flags:  # most words
            return k + 1 < j and self.nouns.is_verb(k)
        if flags & IS_OR_OWNS == IS_OR_OWNS:
            return k > 0 and bool(tokens.flags[k - 1] & (MAY_BE_SUBJECT | WordClass.WH))
        if flags & WordClass.PREPOSITION and not flags & (WordClass.VERB | WordClass.BE):
            # "of", "for" and "in" can be inside a phrase; "before", "after" and "since" open a clause.
            return bool(flags & WordClass.SUBORDINATOR)
        if flags & _OPENS_CLAUSE:
            return True
        if k + 1 == j:
            return False
        return bool(flags & WordClass.PERSONAL and not flags & WordClass.OBJECT) or self.nouns.is_verb(k)

    def _joins_nouns(self, first: int, k: int) -> bool:
        """Say whether "and" at word `k` joins nouns ("Roe and Doe said"), not clauses."""
        tokens = self.tokens
        if not tokens.flags[k] & WordClass.JOINER or k == first:
            return False
        if tokens.words[k - 1] == ",":
            return self._ends_list_item(first, k - 1)
        for m in range(k - 1, max(first, k - _JOIN_REACH) - 1, -1):
            if tokens.words[m] in MARKS:
                return True
            if self.nouns.is_verb(m) or tokens.quoted[m]:
                return False
        return True

    def _is_in_list(self, first: int, k: int, j: int) -> bool:
        """Say whether the comma at word `k` separates names of a list with an "and" before word `j`."""
        tokens = self.tokens
        if tokens.flags[k] & WordClass.POSSESSIVE_MARK:  # the apostrophe of a plural
            return True
        if tokens.words[k] != ",":
            return False
        end = min(j, k + _LIST_REACH + 2)
        return self._ends_list_item(first, k) and any(
            tokens.flags[m] & WordClass.JOINER or (tokens.words[m] == "," and m > k) for m in range(k + 1, end)
        )

    def _ends_list_item(self, first: int, comma: int) -> bool:
        """Say whether a name of a list ("Roe, Doe and Poe") ends before the comma."""
        tokens, m = self.tokens, comma - 1
        nearest = max(first, comma - _LIST_REACH)
        while m >= nearest and (
            tokens.is_capitalised(m) or tokens.flags[m] & WordClass.NAME_LINK or tokens.words[m] == "."
        ):
            m -= 1
        if m == comma - 1 or (m < nearest and nearest > first):
            return False
        return m < first or tokens.words[m] == "," or not tokens.flags[m] & WordClass.PREPOSITION

    def _skip_relative_clause(self, first: int, k: int) -> int | None:
        """Return the word before the relative pronoun of the verb at word `k`: "people who know him"."""
        tokens = self.tokens
        for m in range(k - 1, max(first, k - _RELATIVE_REACH), -1):
            if tokens.words[m] in MARKS or tokens.quoted[m]:
                return None
            if tokens.flags[m] & WordClass.SUBJECT_RELATIVE:
                opens = not tokens.flags[m] & WordClass.COMPLEMENTISER or self.nouns.is_verb(m + 1)
                return m - 1 if opens and not self.nouns.is_verb(m - 1) else None
        return None

    def _without_false_start(self, first: int, i: int, j: int) -> WordRange | None:
        """Drop words that cannot begin a phrase; return None if no phrase is left.

        Args:
            first: The first word of the sentence.
            i: The first word of the phrase.
            j: One past its last.
        """
        tokens = self.tokens
        helped = (
            first < i < j
            and tokens.flags[i - 1] & (WordClass.BE | WordClass.HAVE | WordClass.DO)
            and not tokens.quoted[i - 1]
        )
        if helped and not tokens.flags[i - 1] & WordClass.CLITIC:
            return None
        while i < j and self._cannot_begin(i):
            i += 1
        if i < j and tokens.flags[i] & WordClass.PREPOSITION:
            start = self._skip_preposition(i, j)
            if start is None:
                return None
            i = start
        if i < j and tokens.flags[i] & AUXILIARY:
            i += 1
        if j - i == 1 and tokens.words[i][:1].islower() and tokens.has_ending(i, "adjective"):
            return None
        return WordRange(i, j) if tokens.has_word(i, j) else None

    def _cannot_begin(self, i: int) -> bool:
        """Say whether word `i` cannot begin a noun phrase: a conjunction, a closing mark, an adverb."""
        tokens, flags = self.tokens, self.tokens.flags[i]
        if flags & (WordClass.COORDINATOR | WordClass.SUBORDINATOR) or tokens.words[i] in CLOSERS:
            return True
        return tokens.is_adverb(i) and not flags & (WordClass.DETERMINER | WordClass.SUBJECT)

    def _skip_preposition(self, i: int, j: int) -> int | None:
        """Return where the subject begins in "On Tuesday Roe", "In the end the mayor"."""
        tokens = self.tokens
        times = [m for m in range(i, j - 1) if tokens.flags[m] & WordClass.TIME]
        if times:
            return times[-1] + 1
        last = max((m for m in range(i + 1, j) if tokens.flags[m] & WordClass.PREPOSITION), default=i - 1)
        for m in range(j - 1, max(i, last + 1), -1):
            name = tokens.is_capitalised(m) and (m - 1 == i or not tokens.is_capitalised(m - 1))
            if name or tokens.flags[m] & WordClass.DETERMINER:
                return m
        return None
