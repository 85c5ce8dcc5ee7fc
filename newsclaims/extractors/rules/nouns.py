"""Noun phrases: who stands before a verb, after one, or owns a noun."""

from collections.abc import Mapping

from attrs import define

from newsclaims.lexicon import Reading

from .grammar import Class
from .view import CLOSERS, DASHES, OPENERS, Range, View

__all__ = ["Nouns"]

_STOP_LEFT = Class.SUBORDINATOR | Class.BE | Class.HAVE | Class.DO | Class.MODAL | Class.VERB
_PRONOUN = Class.SUBJECT | Class.RELATIVE
# How far to look back for the relative pronoun of a clause between a noun and its verb.
_RELATIVE_REACH = 14
_APPOSITION_REACH = 40
_LONGEST_NAME = 6
# A lone word with such an end is no noun phrase: "repeated calls".
_ADJECTIVE_ENDS = ("ed", "ive", "ous", "ful", "ic", "ant", "-old", "able")


@define(slots=True)
class Nouns:
    """Finds noun phrases in a text by its closed classes and the lexicon's verbs.

    Args:
        view: The text.
        readings: The lexicon's readings, to know a verb.
    """

    view: View
    readings: Mapping[str, tuple[Reading, ...]]

    def verb(self, i: int) -> bool:
        """Say whether word `i` is likely a finite verb: listed, or a verb of the lexicon in a finite form only."""
        view = self.view
        if view.flags[i] & (Class.BE | Class.HAVE | Class.DO | Class.MODAL | Class.VERB):
            return True
        found = self.readings.get(view.lowers[i])
        if not found or view.words[i][:1].isupper():
            return False
        if i and view.flags[i - 1] & (Class.DETERMINER | Class.POSSESSIVE | Class.PREPOSITION):
            return False
        if any(r.entry.kind != "verb" for r in found):
            return False
        if any("past" in r.forms for r in found):
            return True
        # "the exit polls": a noun that the lexicon knows as a verb only.
        if not any("third" in r.forms for r in found) or i + 1 >= len(view.words):
            return False
        return not i or bool(view.flags[i - 1] & _PRONOUN) or (view.capital(i - 1) and view.words[i + 1].isalnum())

    def before(self, first: int, end: int) -> Range | None:
        """Return the noun phrase that ends where a verb group begins.

        Args:
            first: The first word to look at.
            end: The first word of the verb group.

        Returns:
            The words of the phrase, appositives and relative clauses included; None if there is none.
        """
        view = self.view
        j = self._without_time(first, end)
        if j <= first:
            return None
        k = j - 1
        if view.words[k] == ",":
            return self._before_comma(first, k)
        if view.words[k] in DASHES:
            opening = self._back_to(first, k, DASHES)
            head = self.before(first, opening) if opening is not None else None
            return (head[0], j) if head else None
        if view.words[k] == ")":
            opening = self._back_to(first, k, frozenset({"("}))
            head = self.before(first, opening) if opening is not None else None
            return (head[0], j) if head else None
        if view.flags[k] & _PRONOUN and view.lowers[k] not in ("some", "others", "many", "few", "most", "one", "that"):
            return (k, j)
        if view.lowers[k] == "that":
            return (k, j) if k > first and not self.verb(k - 1) else None
        return self.run(first, j)

    def _without_time(self, first: int, end: int) -> int:
        """Step back over "on Tuesday", "last week" and adverbs between a subject and its verb."""
        view, j = self.view, end
        while j > first:
            k = j - 1
            if view.flags[k] & Class.TIME and not (k > first and view.lowers[k - 1] in ("the", "this", "’s", "'s")):
                j = k
                while j > first and view.lowers[j - 1] in ("on", "last", "late", "early", "this", "next", "in"):
                    j -= 1
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
            if view.lowers[m] in ("in", "on", "at", "during") and view.capital(m - 1):
                return m
        return None

    def _back_to(self, first: int, k: int, marks: frozenset[str]) -> int | None:
        low = max(first, k - _APPOSITION_REACH)
        for m in range(k - 1, low - 1, -1):
            if self.view.words[m] in marks:
                return m
        return None

    def _before_comma(self, first: int, comma: int) -> Range | None:
        """Return "Roe, a nurse in Lund," as one phrase: the comma closes an insertion, so find where it opens."""
        view, m = self.view, comma
        plain = self._plain_subject(first, comma)
        if plain is not None:
            return plain
        while (opening := self._back_to(first, m, frozenset({","}))) is not None:
            inside = opening + 1
            if inside < comma and self.appositive(inside):
                head = self.before(first, opening)
                if head is None:
                    return None
                return (self._name_before(first, head[0]), comma)
            if self.verb(inside) or comma - opening > _APPOSITION_REACH:
                return None
            m = opening
        return None

    def _name_before(self, first: int, i: int) -> int:
        """Return where a name begins that an appositive at word `i` describes; `i` if there is none."""
        view = self.view
        if i - 1 <= first or view.words[i - 1] != "," or view.quoted[i - 2] or not self.appositive(i):
            return i
        name = self.run(first, i - 1)
        if name is None or not view.capital(name[0]) or name[1] - name[0] > _LONGEST_NAME:
            return i
        opens = name[0] == first or view.quoted[name[0] - 1] or view.words[name[0] - 1] == ","
        return name[0] if opens else i

    def _plain_subject(self, first: int, comma: int) -> Range | None:
        """Return "Roe" of "Roe, clad in red, said": the sentence begins with a noun phrase and a comma."""
        view, i = self.view, first
        while i < comma and (view.flags[i] & Class.COORDINATOR or view.adverb(i)):
            i += 1
        if i >= comma or view.flags[i] & (Class.PREPOSITION | Class.SUBORDINATOR) or view.quoted[i]:
            return None
        head = self.after(i, comma, whole=False)
        if head is None or head[1] >= comma or view.words[head[1]] != ",":
            return None
        end = n = head[1]
        while n < comma:
            if view.words[n] == "," and not view.quoted[n]:
                if self.verb(n + 1):
                    return None
                if n > end and end == head[1] and not self.appositive(end + 1) and not self._place_or_party(end + 1, n):
                    break
                if n > end:
                    end = n
            n += 1
        if n == comma and (self.appositive(end + 1) or self._place_or_party(end + 1, comma)):
            end = comma
        return (head[0], end)

    def _place_or_party(self, i: int, j: int) -> bool:
        """Say whether words `[i, j)` are "R-Ohio" or "D-N.Y."."""
        return j - i <= 2 and self.view.capital(i)

    def appositive(self, i: int) -> bool:
        """Say whether what begins at word `i`, after a comma, describes the noun before it."""
        view = self.view
        if view.flags[i] & (Class.APPOSITIVE | Class.DETERMINER) or view.lowers[i] in ("who", "which", "whose", "whom"):
            return True
        if view.words[i].isdigit() and len(view.words[i]) <= 3:
            return True
        return view.capital(i) and not view.quoted[i] and view.words[i - 1] == "," and view.flags[i] & Class.TITLE > 0

    def run(self, first: int, j: int) -> Range | None:
        """Return the run of nouns that ends before word `j`."""
        view, k, listed = self.view, j - 1, False
        while k >= first:
            word, flags = view.words[k], view.flags[k]
            if word == "," and listed and self._listed(first, k):
                k -= 1
                continue
            if (
                word in ",;:("
                or word in DASHES
                or (word in OPENERS | CLOSERS and not view.quoted[k] and word not in ("'", "’"))
            ):
                break
            if view.quoted[k]:
                if k + 1 == j:
                    return None
                start = view.quotes[view.quoted[k] - 1][0]
                if start < first or k + 1 - start > 6:
                    break
                k = start - 1
                continue
            if view.lowers[k] in ("and", "or", "but", "&", "nor", "yet"):
                if view.lowers[k] not in ("and", "or", "&"):
                    break
                if k > first and view.words[k - 1] == "," and self._listed(first, k - 1):
                    listed = True
                elif not self._joins(first, k):
                    break
            elif (
                view.lowers[k] == "as"
                and view.lowers[k - 1 : k] == ("well",)
                and k - 2 > first
                and view.lowers[k - 2] == "as"
            ):
                k -= 2
            elif flags & Class.RELATIVE and view.lowers[k] != "where":
                inner = self.run(first, k) if k > first and view.lowers[k] != "that" or k + 1 < j else None
                return (inner[0], j) if inner and not self.verb(k - 1) else (k + 1, j) if k + 1 < j else None
            elif self._stops(k, j):
                opening = self._relative_before(first, k)
                if opening is None:
                    break
                k = opening
                continue
            k -= 1
        return self._shaped(k + 1, j)

    def _stops(self, k: int, j: int) -> bool:
        view = self.view
        flags = view.flags[k]
        if view.lowers[k] in ("’s", "'s"):
            return k > 0 and bool(view.flags[k - 1] & (Class.SUBJECT | Class.WH | Class.RELATIVE))
        if flags & Class.PREPOSITION and not flags & (Class.VERB | Class.BE):
            # "of", "for", "in" stay inside a phrase; "before", "after", "since" open a clause.
            return bool(flags & Class.SUBORDINATOR)
        return (
            bool(flags & _STOP_LEFT)
            or (k + 1 < j and self.verb(k))
            or bool(
                flags & Class.SUBJECT
                and k + 1 < j
                and flags & Class.OBJECT == 0
                and view.lowers[k] in ("he", "she", "they", "i", "we")
            )
        )

    def _joins(self, first: int, k: int) -> bool:
        """Say whether "and" at word `k` joins nouns ("Roe and Doe said") rather than clauses."""
        view = self.view
        if k == first or view.words[k - 1] in (",", ";") or k + 1 >= len(view.words):
            return False
        for m in range(k - 1, max(first, k - 10) - 1, -1):
            if view.words[m] in ",;:" or view.words[m] in DASHES:
                return True
            if self.verb(m) or view.quoted[m]:
                return False
        return True

    def _listed(self, first: int, comma: int) -> bool:
        """Say whether a name of a list ("Roe, Doe and Poe") ends before the comma."""
        view, m = self.view, comma - 1
        while m >= first and m > comma - 6 and (view.capital(m) or view.lowers[m] in ("of", "the", ".")):
            m -= 1
        return (
            comma - m > 1
            and (m < first or view.words[m] == "," or not view.capital(m))
            and m > comma - 6
            and m >= first - 1
            and (m < first or view.words[m] == "," or not view.flags[m] & Class.PREPOSITION)
        )

    def _relative_before(self, first: int, k: int) -> int | None:
        """Return the relative pronoun whose verb stands at word `k` ("people who know him"), if it is near."""
        view = self.view
        m = k - 1
        while m >= first and (view.adverb(m) or view.flags[m] & (Class.BE | Class.HAVE | Class.DO | Class.MODAL)):
            m -= 1
        if m > first and view.lowers[m] in ("who", "that", "which") and not self.verb(m - 1):
            return m - 1
        return None

    def _shaped(self, i: int, j: int) -> Range | None:
        """Drop what a phrase cannot begin with: adverbs, and a prepositional phrase with a time in it."""
        view = self.view
        if (
            i > 0
            and i < j
            and view.flags[i - 1] & (Class.BE | Class.HAVE | Class.DO)
            and not view.quoted[i - 1]
            and view.lowers[i - 1] not in ("'s", "'d")
        ):
            return None
        while i < j and (
            view.flags[i] & (Class.COORDINATOR | Class.SUBORDINATOR)
            or (view.adverb(i) and not view.flags[i] & (Class.DETERMINER | Class.SUBJECT))
            or view.words[i] in CLOSERS | OPENERS
        ):
            i += 1
        if i < j and view.flags[i] & Class.PREPOSITION:
            times = [m for m in range(i, j - 1) if view.flags[m] & Class.TIME]
            if times:
                i = times[-1] + 1
            else:
                starts = [
                    m
                    for m in range(i + 1, j)
                    if view.flags[m] & Class.DETERMINER or (view.capital(m) and not view.capital(m - 1))
                ]
                prepositions = [m for m in range(i + 1, j) if view.flags[m] & Class.PREPOSITION]
                after = [m for m in starts if not prepositions or m > prepositions[-1] + 1]
                if not after:
                    return None
                i = after[-1]
        if i < j and view.flags[i] & (Class.BE | Class.HAVE | Class.DO | Class.MODAL):
            i += 1
        if j - i == 1 and view.words[i][:1].islower() and view.lowers[i].endswith(_ADJECTIVE_ENDS):
            return None
        return (i, j) if i < j and any(w[:1].isalnum() for w in view.words[i:j]) else None

    def after(self, i: int, last: int, *, whole: bool = True) -> Range | None:
        """Return the noun phrase that begins at word `i`.

        Args:
            i: Its first word.
            last: One past the last word it may reach.
            whole: Whether appositives and relative clauses after a comma belong to it.
        """
        view, k = self.view, i
        if k >= last or view.words[k] in ",;:" or view.quoted[k]:
            return None
        if view.flags[k] & (Class.PREPOSITION | Class.COORDINATOR | Class.SUBORDINATOR) or (
            view.adverb(k)
            and not view.flags[k] & (Class.DETERMINER | Class.SUBJECT)
            and view.lowers[k] not in ("early", "more", "most")
            and not view.capital(k)
        ):
            return None
        if view.flags[k] & Class.SUBJECT and view.lowers[k] in ("he", "she", "they", "i", "we", "it", "you"):
            return (k, k + 1)
        inserted = False
        while k < last:
            word, flags = view.words[k], view.flags[k]
            if word in ";:" or word in DASHES or (view.quoted[k] and not inserted and k > i and not self._nickname(k)):
                break
            if word == ",":
                if not whole or k + 1 >= last or not self._goes_on(k + 1, last, inserted=inserted):
                    break
                inserted = True
            elif k > i and self._ends(k, i, last, inserted=inserted):
                break
            k += 1
        while k > i and (view.words[k - 1] == "," or view.flags[k - 1] & Class.COORDINATOR):
            k -= 1
        return (i, k) if k > i and any(w[:1].isalnum() for w in view.words[i:k]) else None

    def _nickname(self, k: int) -> bool:
        i, j = self.view.quotes[self.view.quoted[k] - 1]
        return j - i <= 5

    def _goes_on(self, i: int, last: int, *, inserted: bool) -> bool:
        """Say whether the phrase goes on after a comma: an appositive, a relative clause, a list."""
        view = self.view
        if self.appositive(i) and view.lowers[i] not in ("that", "this", "it"):
            return True
        if view.flags[i] & (Class.COORDINATOR | Class.SUBORDINATOR | Class.PREPOSITION | Class.SUBJECT):
            return inserted and view.lowers[i] == "and" and i + 1 < last and bool(view.flags[i + 1] & Class.DETERMINER)
        low = view.lowers[i]
        return not (low.endswith(("ing", "ed")) or view.adverb(i) or self.verb(i))

    def _ends(self, k: int, i: int, last: int, *, inserted: bool) -> bool:
        view = self.view
        flags, low = view.flags[k], view.lowers[k]
        if low in ("that", "which", "who", "whom", "whose"):
            return low == "that" and not view.flags[k - 1] & Class.PREPOSITION and not inserted
        if flags & (Class.TIME) and not view.flags[k - 1] & (Class.DETERMINER | Class.PREPOSITION) and not inserted:
            return True
        if flags & Class.SUBORDINATOR and low not in ("as",) and not inserted:
            return True
        if flags & Class.LOCATIVE and k + 1 < last:
            if view.flags[k + 1] & Class.TIME or (k + 2 < last and view.flags[k + 2] & Class.TIME):
                return True
            return any(view.flags[m] & Class.OCCASION for m in range(k + 1, min(last, k + 6)))
        if low in ("to", "when", "while", "because", "after", "before", "during", "if"):
            return not inserted
        if inserted or not self.verb(k) or view.flags[k - 1] & Class.RELATIVE:
            return False
        # "a source involved in": a participle, not the verb of a clause.
        return not (low.endswith("ed") and k + 1 < last and view.flags[k + 1] & Class.PREPOSITION)
