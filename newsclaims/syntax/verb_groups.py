"""Verb groups and what they govern."""

from collections.abc import Mapping

from attrs import define, frozen

from newsclaims.language import AUXILIARY, Reading, WordClass

from .noun_phrases import NounPhrases
from .tokens import MARKS, Tokens

__all__ = ["Frame", "VerbGroup", "VerbGroups"]

_GROUP_REACH = 12
_ADVERBIAL_REACH = 30
_OCCASION_REACH = 7
_OBJECT_REACH = 14
_RELATIVE_REACH = 20
_NOUN_SIGNS = WordClass.DETERMINER | WordClass.POSSESSIVE
_NO_BASE = (
    WordClass.DETERMINER
    | WordClass.POSSESSIVE
    | WordClass.OBJECT
    | WordClass.SUBJECT
    | WordClass.PREPOSITION
    | WordClass.WH
    | WordClass.TIME
    | WordClass.NEGATION
)


@frozen(slots=True)
class VerbGroup:
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

    @property
    def opens(self) -> bool:
        """Whether a content follows."""
        return self.content >= 0 and self.name not in ("comma", "adverbial")


@define(slots=True)  # one a cue, and frozen ones take twice as long to make
class _Helpers:
    """Which auxiliaries a verb has, and where its group begins."""

    first: int
    be: bool
    have: bool
    modal: bool
    to: bool


@frozen(slots=True)
class VerbGroups:
    """Reads verb groups in a text.

    Args:
        tokens: The words of the text.
        nouns: Its noun phrases.
        readings: The lexicon's readings.
    """

    tokens: Tokens
    nouns: NounPhrases
    readings: Mapping[str, tuple[Reading, ...]]

    def group(self, first: int, i: int, reading: Reading) -> VerbGroup | None:
        """Return the verb group of a cue, or None where the word is no verb there.

        Args:
            first: The first word of the sentence.
            i: The head.
            reading: How the lexicon reads it.
        """
        helpers = self._helpers(max(first, i - _GROUP_REACH), i)
        form = self._form(i, helpers, reading)
        if form is None:
            return None
        aspect = ""
        if form == "finite":
            aspect = "modal" if helpers.modal else "perfect" if helpers.have else "progressive" if helpers.be else ""
        return VerbGroup(helpers.first, i + reading.length, form, aspect)

    def _helpers(self, first: int, i: int) -> _Helpers:
        tokens, g = self.tokens, i
        be = have = modal = to = False
        while g > first and not tokens.quoted[g - 1] and not to:
            flags, low = tokens.flags[g - 1], tokens.lowers[g - 1]
            if low == "'s" and not (g - 2 >= first and tokens.flags[g - 2] & (WordClass.SUBJECT | WordClass.RELATIVE)):
                break
            if low == "to":
                to = True
                break
            if not flags & AUXILIARY and not (
                tokens.adverb(g - 1) and not flags & (WordClass.DETERMINER | WordClass.COORDINATOR)
            ):
                break
            be = be or bool(flags & WordClass.BE)
            have = have or bool(flags & WordClass.HAVE)
            modal = modal or bool(flags & (WordClass.DO | WordClass.MODAL))
            g -= 1
        while g < i and tokens.adverb(g) and tokens.capital(g):
            g += 1
        return _Helpers(g, be, have, modal, to)

    def _form(self, i: int, helpers: _Helpers, reading: Reading) -> str | None:
        forms = reading.forms
        if helpers.to:
            return "infinitive" if "base" in forms else None
        if "ing" in forms:
            return "finite" if helpers.be else None if self._possessed(helpers.first) else "ing"
        if helpers.be:
            bare = "finite" if (helpers.have or helpers.modal) and "base" in forms else None
            return "passive" if "participle" in forms else bare
        if helpers.have or helpers.modal:
            return "finite"
        if self._is_noun(helpers.first, reading) or ("past" not in forms and self._verb_after(i + reading.length)):
            return None
        if forms & {"past", "third"}:
            return "finite"
        if "base" in forms:
            return "finite" if helpers.first and not self.tokens.flags[helpers.first - 1] & WordClass.TIME else None
        return "participle"

    def _possessed(self, g: int) -> bool:
        """Say whether an owner or an article stands before word `g`: "Roe's warning"."""
        tokens = self.tokens
        return g > 0 and (
            tokens.lowers[g - 1] in ("'s", "'", "the", "a") or bool(tokens.flags[g - 1] & WordClass.POSSESSIVE)
        )

    def _verb_after(self, p: int) -> bool:
        """Say whether a finite verb follows at once, so that the word before is a noun: "the report found"."""
        return p < len(self.tokens.words) and not self.tokens.quoted[p] and self.nouns.verb(p)

    def _is_noun(self, g: int, reading: Reading) -> bool:
        """Say whether what stands before word `g` makes it a noun or an adjective: "the claims", "this perceived"."""
        tokens = self.tokens
        if not g:
            return False
        low, flags = tokens.lowers[g - 1], tokens.flags[g - 1]
        if low in ("'s", "'") and not tokens.quoted[g - 1]:
            return True
        if low == "that":
            return tokens.words[g - 1] != low and "third" not in reading.forms
        if low == "this":
            return "third" not in reading.forms
        if flags & _NOUN_SIGNS:
            return not flags & WordClass.INDEFINITE
        return bool(flags & WordClass.PREPOSITION)

    def frame(self, p: int, last: int) -> Frame:
        """Say what stands after a cue.

        Args:
            p: The word after the cue.
            last: The sentence's end.
        """
        start, p = p, self.past_adverbials(p, last)
        if p >= last:
            return Frame("end")
        if (found := self._opens(p, last)) is not None:
            return found
        word, low, flags = self.tokens.words[p], self.tokens.lowers[p], self.tokens.flags[p]
        if word in (",", ";", ".", ")"):
            return Frame("comma", p)
        if flags & WordClass.NEGATION and self.tokens.lowers[p + 1 : p + 2] == ("to",) and p + 2 < last:
            return Frame("inf", p)
        if low == "to" and p + 1 < last:
            return Frame("inf", p) if self.base(p + 1) else Frame("to", p + 1)
        if flags & WordClass.PREPOSITION:
            return Frame("prep " + low, p + 1) if p + 1 < last else Frame("end")
        governed = self._object(p, last)
        # "said on Monday the quay was safe", but "said on Monday, a holiday".
        return Frame("adverbial", p) if p > start and governed.name != "clause" else governed

    def past_adverbials(self, start: int, last: int) -> int:
        """Skip "on Tuesday", "in a statement", "in an interview with" and adverbs after a cue.

        Args:
            start: The word after the cue.
            last: The sentence's end.
        """
        tokens, p = self.tokens, start
        last = min(last, start + _ADVERBIAL_REACH)
        while p < last and not tokens.quoted[p]:
            flags, after = tokens.flags[p], tokens.lowers[p + 1] if p + 1 < last else ""
            if flags & WordClass.TIME and not flags & WordClass.MODAL:
                p += 1 + after.isdigit()
            elif flags & WordClass.RECENT and after and tokens.flags[p + 1] & WordClass.TIME:
                p += 2
            elif flags & WordClass.LOCATIVE and (end := self._occasion(p, last)):
                p = end
            elif self._leads_on(p, after, begins=p == start):
                p += 1
            else:
                break
        return p

    def _leads_on(self, p: int, after: str, *, begins: bool) -> bool:
        """Say whether word `p` is an adverb before "that" or "to", or a comma between an adverbial and a content."""
        tokens = self.tokens
        if begins:
            return tokens.adverb(p) and not tokens.flags[p] & WordClass.NEGATION and after in ("that", "to")
        return tokens.words[p] == "," and bool(after) and (after == "that" or bool(tokens.quoted[p + 1]))

    def _occasion(self, p: int, last: int) -> int | None:
        """Return the end of "in a statement to the press", "on Tuesday", "at a rally in Ohio" at word `p`."""
        tokens, reach = self.tokens, min(last, p + _OCCASION_REACH)
        for m in range(p + 1, reach):
            if tokens.flags[m] & (WordClass.OCCASION | WordClass.TIME):
                end = m + 1
                while end < reach and tokens.flags[end] & (WordClass.OCCASION | WordClass.TIME):
                    end += 1
                return self._past_audience(end, last)
            if tokens.words[m] in MARKS or tokens.quoted[m] or tokens.lowers[m] == "that":
                return None
        return None

    def _past_audience(self, end: int, last: int) -> int:
        """Skip "with the Herald", "to the press" after an interview or a statement."""
        tokens = self.tokens
        if end + 1 < last and tokens.flags[end] & WordClass.PREPOSITION and not tokens.quoted[end]:
            phrase = self.nouns.after(end + 1, min(last, end + _OCCASION_REACH), whole=False)
            if phrase and phrase[1] < last and tokens.lowers[phrase[1]] in ("that", ",", "on"):
                return phrase[1]
        return end

    def _opens(self, p: int, last: int) -> Frame | None:
        """Return the frame that a mark or a conjunction at word `p` opens."""
        tokens = self.tokens
        word, low = tokens.words[p], tokens.lowers[p]
        if tokens.quoted[p]:
            return Frame("quote", p)
        if word == ":":
            return Frame("colon", p + 1) if p + 1 < last else Frame("end")
        if word == "," and p + 1 < last and tokens.quoted[p + 1]:
            return Frame("quote", p + 1)
        if word == "," and p + 3 < last and tokens.words[p + 2] == "," and tokens.adverb(p + 1):
            return self._opens(p + 3, last)
        if low == "that" and p + 1 < last:
            return Frame("that", p)
        return Frame("wh", p) if tokens.flags[p] & WordClass.WH else None

    def base(self, p: int) -> bool:
        """Say whether word `p` may be the verb of an infinitive: no determiner, pronoun or name.

        Args:
            p: The word after "to"; an adverb is passed over.
        """
        tokens = self.tokens
        if p + 1 < len(tokens.words) and tokens.adverb(p):
            p += 1
        if (
            p >= len(tokens.words)
            or tokens.flags[p] & _NO_BASE
            or tokens.capital(p)
            or tokens.lowers[p].endswith("ing")
        ):
            return False
        return tokens.words[p][:1].isalpha()

    def _past_relative(self, n: int, last: int) -> int:
        """Skip ", which was built in 1931," between a subject and its verb."""
        tokens = self.tokens
        if tokens.words[n] == "," and n + 1 < last and tokens.flags[n + 1] & WordClass.WHO:
            for m in range(n + 2, min(last - 1, n + _RELATIVE_REACH)):
                if tokens.words[m] == ",":
                    return m + 1
        return n

    def _object(self, p: int, last: int) -> Frame:
        """Return the frame that a noun phrase at word `p` opens: an object, a clause, or an addressee."""
        tokens = self.tokens
        pronoun = tokens.flags[p] & (WordClass.OBJECT | WordClass.SUBJECT)
        phrase = (p, p + 1) if pronoun else self.nouns.after(p, min(last, p + _OBJECT_REACH), whole=False)
        if phrase is None or phrase[1] >= last:
            return Frame("np", p)
        n = self.past_adverbials(phrase[1], last)
        told = tokens.flags[p - 1] & WordClass.ADDRESSEE and n == phrase[1] and self.nouns.clause(n, last)
        if told:
            return Frame("np_clause", n)
        found = self._opens(n, last) if n < last else None
        if found is not None and (found.name != "colon" or tokens.flags[p - 1] & WordClass.ADDRESSEE):
            # "said the roof “will hold”", but "told the council “it will hold”".
            whole = found == Frame("quote", phrase[1]) and not tokens.flags[p - 1] & WordClass.ADDRESSEE
            return Frame("clause", p) if whole else Frame("np_" + found.name, found.content)
        n = self._past_relative(phrase[1], last)
        if tokens.lowers[n] == "to" and n + 1 < last and self.base(n + 1):
            return Frame("np_inf", p)
        if self.nouns.verb(n) or (tokens.adverb(n) and n + 1 < last and self.nouns.verb(n + 1)):
            return Frame("clause", p)
        return Frame("np_" + tokens.lowers[n] if tokens.flags[n] & WordClass.TOPIC else "np", p)
