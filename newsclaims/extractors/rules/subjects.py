"""Noun phrases before a verb: who says it."""

from attrs import frozen

from .grammar import AUXILIARY, Class
from .nouns import Nouns
from .view import CLOSERS, DASHES, MARKS, Range, View

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
_PRONOUN = Class.SUBJECT | Class.RELATIVE
_CLAUSE_OPENS = Class.SUBORDINATOR | AUXILIARY | Class.VERB
_NO_START = Class.PREPOSITION | Class.COORDINATOR | Class.SUBORDINATOR


@frozen(slots=True)
class Subjects:
    """Finds the noun phrase that ends at a word.

    Args:
        view: The text.
        nouns: Its noun phrases.
    """

    view: View
    nouns: Nouns

    def before(self, first: int, end: int) -> Range | None:
        """Return the noun phrase that ends where a verb group begins.

        Args:
            first: The first word to look at.
            end: The first word of the verb group.

        Returns:
            The words of the phrase, appositives and relative clauses included; None if there is none.
        """
        view, opens = self.view, first
        first = max(first, end - _REACH)
        j = self._without_time(first, end)
        if j <= first:
            return None
        k = j - 1
        if view.words[k] == ",":
            return self._before_comma(opens, first, k)
        if view.words[k] in DASHES or view.words[k] == ")":
            marks = frozenset({"("}) if view.words[k] == ")" else DASHES
            opening = self._back_to(first, k, marks)
            head = self.before(first, opening) if opening is not None else None
            return (head[0], j) if head else None
        if view.flags[k] & Class.COORDINATOR:
            return None
        if view.lowers[k] == "that":
            return (k, j) if k > first and not self.nouns.verb(k - 1) else None
        if view.flags[k] & _PRONOUN and not view.flags[k] & Class.INDEFINITE:
            return (k, j)
        return self.run(first, j)

    def _without_time(self, first: int, j: int) -> int:
        """Step back over "on Tuesday", "last week" and adverbs between a subject and its verb."""
        view = self.view
        while j > first:
            k = j - 1
            if view.flags[k] & Class.TIME and not (k > first and view.lowers[k - 1] in ("the", "this", "'s")):
                j = k
                while j > first and (view.flags[j - 1] & Class.RECENT or view.lowers[j - 1] in ("on", "in")):
                    j -= 1
            elif view.words[k].isdigit() and k > first and view.lowers[k - 1] == "in":
                j = k - 1
            elif view.flags[k] & Class.OCCASION and (opening := self._occasion_opens(first, k)) is not None:
                j = opening
            elif view.adverb(k) and not view.capital(k):
                j = k
            elif view.words[k] == "," and k > first and view.flags[k - 1] & Class.ADVERB:
                j = k - 1
                if j > first and view.words[j - 1] == ",":
                    j -= 1
            else:
                break
        return j

    def _occasion_opens(self, first: int, k: int) -> int | None:
        """Return where "in a letter" begins that ends at word `k` and follows a name."""
        view = self.view
        for m in range(k - 1, max(first, k - 5), -1):
            if view.flags[m] & Class.LOCATIVE and view.capital(m - 1):
                return m
        return None

    def _back_to(self, first: int, k: int, marks: frozenset[str]) -> int | None:
        low = max(first, k - _INSERTION_REACH)
        return next((m for m in range(k - 1, low - 1, -1) if self.view.words[m] in marks), None)

    def _before_comma(self, opens: int, first: int, comma: int) -> Range | None:
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
        view = self.view
        if i - 1 <= first or view.words[i - 1] != "," or view.quoted[i - 2] or not self.nouns.appositive(i):
            return i
        name = self.run(first, i - 1)
        if name is None or not view.capital(name[0]) or name[1] - name[0] > _LIST_REACH:
            return i
        opens = name[0] == first or view.quoted[name[0] - 1] or view.words[name[0] - 1] == ","
        return name[0] if opens else i

    def _heading(self, first: int, comma: int) -> Range | None:
        """Return "Roe" of "Roe, clad in red, said": the noun phrase and comma that a sentence begins with."""
        view, i = self.view, first
        while i < comma and (view.flags[i] & Class.COORDINATOR or view.adverb(i)):
            i += 1
        if i >= comma or view.flags[i] & _NO_START or view.quoted[i]:
            return None
        head = self.nouns.after(i, comma, whole=False)
        if head is None or head[1] >= comma or view.words[head[1]] != ",":
            return None
        commas = [m for m in range(head[1], comma + 1) if view.words[m] == "," and not view.quoted[m]]
        if any(self.nouns.verb(m + 1) for m in commas[1:-1]):
            return None
        end = commas[0]
        for m in commas[1:]:
            if not self.nouns.describes(end + 1, m):
                break
            end = m
        return (head[0], end)

    def run(self, first: int, j: int) -> Range | None:
        """Return the run of nouns that ends before word `j`.

        Args:
            first: The first word to look at.
            j: One past the last word of the run.
        """
        view, k = self.view, j - 1
        first = max(first, j - _REACH)
        while k >= first:
            flags, low = view.flags[k], view.lowers[k]
            if view.quoted[k]:
                step = self._over_nickname(first, k, j)
            elif view.words[k] in MARKS or view.words[k] in CLOSERS:
                step = k - 1 if self._in_list(first, k, j) else None
            elif flags & Class.COORDINATOR or low == "&":
                step = k - 1 if self._joins(first, k) else None
            elif low == "as" and k - 2 > first and view.lowers[k - 2 : k] == ("as", "well"):
                step = k - 3
            elif flags & Class.RELATIVE and low != "where":
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
        view = self.view
        start = view.quotes[view.quoted[k] - 1][0]
        if k + 1 == j or start - 1 < first or k + 1 - start > _LONGEST_NICKNAME + 1:
            return None
        spoken = not view.words[k - 1][:1].isalnum() or view.words[start - 1] in MARKS
        return None if spoken else start - 1

    def _with_relative(self, first: int, k: int, j: int) -> Range | None:
        """Return a phrase with the relative pronoun of its clause at word `k`; "that the" opens no relative clause."""
        view = self.view
        clause = view.lowers[k] == "that" and k + 1 < j and not (self.nouns.verb(k + 1) or view.adverb(k + 1))
        inner = self.run(first, k) if k + 1 < j and not clause else None
        if inner is not None and not self.nouns.verb(k - 1):
            return (inner[0], j)
        return (k + 1, j) if k + 1 < j else None

    def _stops(self, k: int, j: int) -> bool:
        """Say whether a noun phrase that ends before word `j` cannot hold word `k`."""
        view, flags = self.view, self.view.flags[k]
        if view.lowers[k] == "'s":
            return k > 0 and bool(view.flags[k - 1] & (_PRONOUN | Class.WH))
        if flags & Class.PREPOSITION and not flags & (Class.VERB | Class.BE):
            # "of", "for", "in" stay inside a phrase; "before", "after", "since" open a clause.
            return bool(flags & Class.SUBORDINATOR)
        if flags & _CLAUSE_OPENS:
            return True
        return k + 1 < j and (self.nouns.verb(k) or bool(flags & Class.PERSONAL and not flags & Class.OBJECT))

    def _joins(self, first: int, k: int) -> bool:
        """Say whether "and" at word `k` joins nouns ("Roe and Doe said") rather than clauses."""
        view = self.view
        if not view.flags[k] & Class.JOINER or k == first:
            return False
        if view.words[k - 1] == ",":
            return self._list_item(first, k - 1)
        for m in range(k - 1, max(first, k - _JOIN_REACH) - 1, -1):
            if view.words[m] in MARKS:
                return True
            if self.nouns.verb(m) or view.quoted[m]:
                return False
        return True

    def _in_list(self, first: int, k: int, j: int) -> bool:
        """Say whether the comma at word `k` parts names of a list that an "and" before word `j` ends."""
        view = self.view
        if view.lowers[k] == "'":  # a plural's possessive mark
            return True
        if view.words[k] != ",":
            return False
        end = min(j, k + _LIST_REACH + 2)
        return self._list_item(first, k) and any(
            view.flags[m] & Class.JOINER or (view.words[m] == "," and m > k) for m in range(k + 1, end)
        )

    def _list_item(self, first: int, comma: int) -> bool:
        """Say whether a name of a list ("Roe, Doe and Poe") ends before the comma."""
        view, m = self.view, comma - 1
        low = max(first, comma - _LIST_REACH)
        while m >= low and (view.capital(m) or view.lowers[m] in ("of", "the", ".")):
            m -= 1
        if m == comma - 1 or (m < low and low > first):
            return False
        return m < first or view.words[m] == "," or not view.flags[m] & Class.PREPOSITION

    def _over_relative(self, first: int, k: int) -> int | None:
        """Return the word before the relative pronoun whose verb stands at word `k`: "people who know him"."""
        view = self.view
        for m in range(k - 1, max(first, k - _RELATIVE_REACH), -1):
            if view.words[m] in MARKS or view.quoted[m]:
                return None
            if view.lowers[m] in ("who", "that", "which"):
                opens = view.lowers[m] != "that" or self.nouns.verb(m + 1)
                return m - 1 if opens and not self.nouns.verb(m - 1) else None
        return None

    def _shaped(self, i: int, j: int) -> Range | None:
        """Drop what a phrase cannot begin with; None if no phrase is left."""
        view = self.view
        helped = 0 < i < j and view.flags[i - 1] & (Class.BE | Class.HAVE | Class.DO) and not view.quoted[i - 1]
        if helped and not view.lowers[i - 1].startswith("'"):
            return None
        while i < j and self._no_noun(i):
            i += 1
        if i < j and view.flags[i] & Class.PREPOSITION:
            start = self._past_preposition(i, j)
            if start is None:
                return None
            i = start
        if i < j and view.flags[i] & AUXILIARY:
            i += 1
        if j - i == 1 and view.words[i][:1].islower() and view.lowers[i].endswith(_ADJECTIVE_ENDS):
            return None
        return (i, j) if view.has_word(i, j) else None

    def _no_noun(self, i: int) -> bool:
        view, flags = self.view, self.view.flags[i]
        if flags & (Class.COORDINATOR | Class.SUBORDINATOR) or view.words[i] in CLOSERS:
            return True
        return view.adverb(i) and not flags & (Class.DETERMINER | Class.SUBJECT)

    def _past_preposition(self, i: int, j: int) -> int | None:
        """Return where the subject begins in "On Tuesday Roe", "In the end the mayor"."""
        view = self.view
        times = [m for m in range(i, j - 1) if view.flags[m] & Class.TIME]
        if times:
            return times[-1] + 1
        last = max((m for m in range(i + 1, j) if view.flags[m] & Class.PREPOSITION), default=i - 1)
        for m in range(j - 1, max(i, last + 1), -1):
            name = view.capital(m) and (m - 1 == i or not view.capital(m - 1))
            if name or view.flags[m] & Class.DETERMINER:
                return m
        return None
