"""Verb groups and what they govern."""

from collections.abc import Mapping

from attrs import define, frozen

from newsclaims.lexicon import Reading

from .grammar import Class
from .nouns import Nouns
from .view import View

__all__ = ["Frame", "Group", "Verbs"]

_AUXILIARY = Class.BE | Class.HAVE | Class.DO | Class.MODAL
_CLITICS = frozenset({"'s", "’s"})


@frozen(slots=True)
class Group:
    """A verb with its auxiliaries, negation and adverbs.

    Args:
        first: Its first word.
        end: One past its last word, particles included.
        form: `finite`, `passive`, `ing`, `infinitive` or `participle`.
        aspect: What a finite form is: `perfect`, `modal`, `progressive` or plain (empty).
    """

    first: int
    end: int
    form: str
    aspect: str = ""

    @property
    def pattern(self) -> str:
        """The form and the aspect: what trust is counted by."""
        return f"{self.form} {self.aspect}".rstrip()


@frozen(slots=True)
class Frame:
    """What stands after a cue.

    Args:
        name: `that`, `quote`, `wh`, `inf`, `np`, `clause`, `end` ...
        content: The first word of the content it opens; -1 if none.
    """

    name: str
    content: int = -1


@define(slots=True)
class Verbs:
    """Reads verb groups in a text.

    Args:
        view: The text.
        nouns: Its noun phrases.
        readings: The lexicon's readings.
    """

    view: View
    nouns: Nouns
    readings: Mapping[str, tuple[Reading, ...]]

    def group(self, first: int, i: int, reading: Reading) -> Group | None:
        """Return the verb group of a cue, or None where the word is no verb there.

        Args:
            first: The first word of the sentence.
            i: The head.
            reading: How the lexicon reads it.
        """
        view, g = self.view, i
        passive = have = modal = to = False
        while g > first:
            flags, low = view.flags[g - 1], view.lowers[g - 1]
            if view.quoted[g - 1]:
                break
            if low in _CLITICS and not (g - 2 >= first and view.flags[g - 2] & (Class.SUBJECT | Class.RELATIVE)):
                break
            if flags & Class.BE:
                passive = True
            elif flags & Class.HAVE:
                have = True
            elif flags & (Class.DO | Class.MODAL):
                modal = True
            elif low == "to":
                to = True
                break
            elif not (view.adverb(g - 1) and low not in ("no", "neither", "nor", "all", "both")):
                break
            g -= 1
        while g < i and view.adverb(g) and view.capital(g):
            g += 1
        form = self._form(i, g, reading, passive=passive, auxiliary=have or modal, to=to)
        if form is None:
            return None
        if form == "infinitive":
            g = min(g, i)
        aspect = "modal" if modal else "perfect" if have else "progressive" if passive else ""
        return Group(g, i + reading.length, form, aspect if form == "finite" else "")

    def _form(self, i: int, g: int, reading: Reading, *, passive: bool, auxiliary: bool, to: bool) -> str | None:
        view, forms = self.view, reading.forms
        if to:
            return "infinitive" if "base" in forms else None
        if "ing" in forms:
            return "finite" if passive else "ing"
        if passive:
            return "passive" if "participle" in forms else "finite" if auxiliary and "base" in forms else None
        if auxiliary:
            return "finite"
        before = view.flags[g - 1] if g else 0
        low = view.lowers[g - 1] if g else ""
        if before & (Class.DETERMINER | Class.POSSESSIVE) and low not in (
            "that",
            "some",
            "all",
            "both",
            "many",
            "this",
        ):
            return None
        if (
            before & Class.DETERMINER
            and low in ("this", "that")
            and "third" not in forms
            and view.words[g - 1] != "that"
        ):
            return None
        if low in _CLITICS or low in ("’", "'"):
            return None
        if before & Class.PREPOSITION and low not in ("that",):
            return None
        if forms & {"past", "third"}:
            return "finite"
        if "base" in forms:
            return "finite" if g and not view.flags[g - 1] & Class.TIME else None
        return "participle"

    def frame(self, p: int, last: int) -> Frame:
        """Say what stands after a cue.

        Args:
            p: The word after the cue.
            last: The sentence's end.
        """
        p, skipped = self._past_adverbials(p, last)
        if p >= last:
            return Frame("end")
        found = self._opens(p, last)
        if found is not None:
            return found
        word, low, flags = self.view.words[p], self.view.lowers[p], self.view.flags[p]
        if word in ",;." or word in ")":
            return Frame("comma", p)
        if low == "to" and p + 1 < last:
            return Frame("inf", p) if self.base(p + 1) else Frame("to", p + 1)
        if flags & Class.PREPOSITION:
            return Frame("prep " + low, p + 1) if p + 1 < last else Frame("end")
        if skipped:
            return Frame("adverbial", p)
        return self._object(p, last)

    def _past_adverbials(self, p: int, last: int) -> tuple[int, bool]:
        """Skip "on Tuesday", "in a statement", "in an interview with" and adverbs after a cue."""
        view, start = self.view, p
        while p < last and not view.quoted[p]:
            if view.flags[p] & Class.TIME and not view.flags[p] & Class.MODAL:
                p += 1
                if p < last and view.words[p].isdigit():
                    p += 1
            elif (
                view.lowers[p] in ("last", "this", "late", "early", "next")
                and p + 1 < last
                and view.flags[p + 1] & Class.TIME
            ):
                p += 2
            elif view.flags[p] & Class.LOCATIVE and (end := self._occasion(p, last)):
                p = end
            elif (
                p > start
                and view.words[p] == ","
                and p + 1 < last
                and (view.lowers[p + 1] == "that" or view.quoted[p + 1])
            ):
                p += 1
            elif view.adverb(p) and p == start and p + 1 < last and view.lowers[p + 1] in ("that", "to"):
                p += 1
            else:
                break
        return p, p > start

    def _occasion(self, p: int, last: int) -> int | None:
        """Return the end of "in a statement to the press", "on Tuesday", "at a rally in Ohio" at word `p`."""
        view = self.view
        reach = min(last, p + 7)
        for m in range(p + 1, reach):
            if view.flags[m] & (Class.OCCASION | Class.TIME):
                end = m + 1
                while end < reach and view.flags[end] & (Class.OCCASION | Class.TIME):
                    end += 1
                if (
                    end + 1 < last
                    and view.lowers[end] in ("with", "to", "in", "on", "at", "for")
                    and not view.quoted[end]
                ):
                    phrase = self.nouns.after(end + 1, min(last, end + 7), whole=False)
                    if phrase and phrase[1] < last and view.lowers[phrase[1]] in ("that", ",", "on"):
                        end = phrase[1]
                return end
            if view.words[m] in ",;:" or view.quoted[m] or view.lowers[m] == "that":
                return None
        return None

    def _opens(self, p: int, last: int) -> Frame | None:
        """Return the frame that a mark or a conjunction at word `p` opens."""
        view = self.view
        word, low = view.words[p], view.lowers[p]
        if view.quoted[p]:
            return Frame("quote", p)
        if word == ":":
            return Frame("colon", p + 1) if p + 1 < last else Frame("end")
        if word == "," and p + 1 < last and view.quoted[p + 1]:
            return Frame("quote", p + 1)
        if word == "," and p + 2 < last and view.words[p + 2] == "," and view.adverb(p + 1):
            return self._opens(p + 3, last) if p + 3 < last else None
        if low == "that" and p + 1 < last:
            return Frame("that", p)
        if view.flags[p] & Class.WH:
            return Frame("wh", p)
        return None

    def base(self, p: int) -> bool:
        """Say whether word `p` may be the verb of an infinitive: no determiner, pronoun or name."""
        view = self.view
        if view.adverb(p) and p + 1 < len(view.words):
            p += 1
        closed = (
            Class.DETERMINER
            | Class.POSSESSIVE
            | Class.OBJECT
            | Class.SUBJECT
            | Class.PREPOSITION
            | Class.WH
            | Class.TIME
        )
        return (
            not view.flags[p] & closed
            and not view.capital(p)
            and view.words[p][:1].isalpha()
            and not view.lowers[p].endswith("ing")
        )

    def _object(self, p: int, last: int) -> Frame:
        """Return the frame that a noun phrase at word `p` opens: an object, a clause, or an addressee."""
        view = self.view
        phrase = (
            (p, p + 1)
            if view.flags[p] & (Class.OBJECT | Class.SUBJECT)
            else self.nouns.after(p, min(last, p + 14), whole=False)
        )
        if phrase is None:
            return Frame("np", p)
        n, skipped = self._past_adverbials(phrase[1], last)
        if n < last and (found := self._opens(n, last)) is not None and found.name != "colon":
            return Frame("np_" + found.name, found.content)
        n = phrase[1]
        if n >= last:
            return Frame("np", p)
        low, flags = view.lowers[n], view.flags[n]
        if low == "to" and n + 1 < last and self.base(n + 1):
            return Frame("np_inf", p)
        if flags & _AUXILIARY or self.nouns.verb(n) or (view.adverb(n) and n + 1 < last and self.nouns.verb(n + 1)):
            return Frame("clause", p)
        if low in ("as", "of", "for", "about", "against"):
            return Frame("np_" + low, p)
        return Frame("np", p)
