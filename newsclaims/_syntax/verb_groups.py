"""Reads verb groups, that is verbs with their auxiliaries, and the frames of cues, that is what they govern."""

from collections.abc import Mapping

from attrs import define, frozen

from newsclaims._language import AUXILIARY, MAY_BE_SUBJECT, Reading, WordClass
from newsclaims.text import WordRange

from .noun_phrases import NounPhrases
from .tokens import DASHES, MARKS, Tokens

__all__ = ["Frame", "VerbGroup", "VerbGroups"]

_GROUP_REACH = 12
_ADVERBIAL_REACH = 30
_ENDS_CLAUSE = DASHES | {";", ":"}
_OCCASION_REACH = 7
_INSERTION_REACH = 12
_OBJECT_REACH = 14
_RELATIVE_REACH = 20
_BEFORE_NOUN = WordClass.DETERMINER | WordClass.POSSESSIVE
_FINITE_FORMS = frozenset({"past", "third"})
_AFTER_AUDIENCE = WordClass.COMPLEMENTISER | WordClass.DAY_PREPOSITION
_OWNER = WordClass.POSSESSIVE | WordClass.POSSESSIVE_MARK | WordClass.GERUND_DETERMINER
_NEVER_BASE = (
    WordClass.DETERMINER
    | WordClass.POSSESSIVE
    | WordClass.OBJECT
    | WordClass.SUBJECT
    | WordClass.PREPOSITION
    | WordClass.WH
    | WordClass.TIME
    | WordClass.NEGATION
)


# This class and the next two are not frozen: there is one object for each cue, and frozen ones take twice the time.
@define(slots=True)
class VerbGroup:
    """A verb with its auxiliaries, negation and adverbs.

    Args:
        first: Its first word.
        end: One past its last word, particles included.
        form: `finite`, `passive`, `ing`, `infinitive` or `participle`.
        aspect: The aspect of a finite form: `perfect`, `modal`, `progressive` or empty for a plain form.
    """

    first: int
    end: int
    form: str
    aspect: str = ""

    @property
    def words(self) -> WordRange:
        """All its words."""
        return WordRange(self.first, self.end)

    @property
    def pattern(self) -> str:
        """The form and the aspect, by which trust is counted."""
        return f"{self.form} {self.aspect}".rstrip()


@define(slots=True)
class Frame:
    """What follows a cue.

    Args:
        name: `that`, `quote`, `wh`, `inf`, `np`, `clause`, `end` ...
        content: The first word of the content it opens; -1 if none.
    """

    name: str
    content: int = -1

    @property
    def opens_content(self) -> bool:
        """Whether a content follows."""
        return self.content >= 0 and self.name not in ("comma", "adverbial")


@define(slots=True)
class _Auxiliaries:
    """The auxiliaries of a verb, and the first word of its group."""

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

    def group_at(self, first: int, i: int, reading: Reading) -> VerbGroup | None:
        """Return the verb group of a cue; None if the word is not a verb there.

        Args:
            first: The first word of the sentence.
            i: The head.
            reading: How the lexicon reads it.
        """
        helpers = self._auxiliaries(max(first, i - _GROUP_REACH), i)
        form = self._form(i, helpers, reading)
        if form is None:
            return None
        aspect = ""
        if form == "finite":
            aspect = "modal" if helpers.modal else "perfect" if helpers.have else "progressive" if helpers.be else ""
        return VerbGroup(helpers.first, i + reading.length, form, aspect)

    def _auxiliaries(self, first: int, i: int) -> _Auxiliaries:
        """Go back from a verb over its auxiliaries, its negation and the adverbs between them."""
        tokens, g = self.tokens, i
        be = have = modal = to = False
        while g > first and not tokens.quoted[g - 1] and not to:
            flags = tokens.flags[g - 1]
            if flags & WordClass.POSSESSIVE_MARK and not (g - 2 >= first and tokens.flags[g - 2] & MAY_BE_SUBJECT):
                break
            if flags & WordClass.INFINITIVE_MARK:
                to = True
                break
            if not flags & AUXILIARY and not (
                tokens.is_adverb(g - 1) and not flags & (WordClass.DETERMINER | WordClass.COORDINATOR)
            ):
                break
            be = be or bool(flags & WordClass.BE)
            have = have or bool(flags & WordClass.HAVE)
            modal = modal or bool(flags & (WordClass.DO | WordClass.MODAL))
            g -= 1
        while g < i and tokens.is_adverb(g) and tokens.is_capitalised(g):
            g += 1
        return _Auxiliaries(g, be, have, modal, to)

    def _form(self, i: int, helpers: _Auxiliaries, reading: Reading) -> str | None:
        """Return the form of the group; None if the word is not a verb there."""
        forms = reading.forms
        if helpers.to:
            return "infinitive" if "base" in forms else None
        if "ing" in forms:
            return "finite" if helpers.be else None if self._is_owned(helpers.first) else "ing"
        if helpers.be:
            bare = "finite" if (helpers.have or helpers.modal) and "base" in forms else None
            return "passive" if "participle" in forms else bare
        if helpers.have or helpers.modal:
            return "finite"
        if self._is_noun(helpers.first, reading) or ("past" not in forms and self._verb_follows(i + reading.length)):
            return None
        if not forms.isdisjoint(_FINITE_FORMS):
            return "finite"
        if "base" in forms:
            return "finite" if helpers.first and not self.tokens.flags[helpers.first - 1] & WordClass.TIME else None
        return "participle"

    def _is_owned(self, g: int) -> bool:
        """Say whether an owner or an article is before word `g`: "Roe's warning"."""
        return g > 0 and bool(self.tokens.flags[g - 1] & _OWNER)

    def _verb_follows(self, p: int) -> bool:
        """Say whether word `p` is a finite verb, so that the word before is a noun: "the report found"."""
        if p >= len(self.tokens.words) or self.tokens.quoted[p] or self.tokens.flags[p] & WordClass.NONFINITE:
            return False
        return self.nouns.is_verb(p)

    def _is_noun(self, g: int, reading: Reading) -> bool:
        """Say whether the word before `g` makes it a noun or an adjective: "the claims", "this perceived"."""
        tokens = self.tokens
        if not g:
            return False
        flags = tokens.flags[g - 1]
        if flags & WordClass.POSSESSIVE_MARK and not tokens.quoted[g - 1]:
            # "McDonald's said": the mark belongs to the name.
            return not (g > 1 and tokens.is_capitalised(g - 2) and tokens.flags[g] & WordClass.PLAIN_CUE)
        if flags & WordClass.DEMONSTRATIVE:
            # "That report", but "the man that reports"; "this report", but "this reports".
            opens = not flags & WordClass.COMPLEMENTISER or tokens.words[g - 1] != tokens.lowers[g - 1]
            return opens and "third" not in reading.forms
        if flags & _BEFORE_NOUN:
            return not flags & WordClass.INDEFINITE
        return bool(flags & WordClass.PREPOSITION)

    def frame_after(self, p: int, last: int) -> Frame:
        """Return the frame of a cue: what follows it.

        Args:
            p: The word after the cue.
            last: The sentence's end.
        """
        start, p = p, self.skip_adverbials(p, last)
        if p >= last:
            return Frame("end")
        if (found := self._opened_frame(p, last)) is not None:
            return found
        word, flags = self.tokens.words[p], self.tokens.flags[p]
        if word == "," and (opened := self._that_after_insertion(p, last)) is not None:
            return opened
        if word in (",", ";", ".", ")"):
            return Frame("comma", p)
        if flags & WordClass.NEGATION and p + 2 < last and self.tokens.flags[p + 1] & WordClass.INFINITIVE_MARK:
            return Frame("inf", p)
        if flags & WordClass.INFINITIVE_MARK and p + 1 < last:
            return Frame("inf", p) if self.is_base_form(p + 1) else Frame("to", p + 1)
        if flags & WordClass.PREPOSITION:
            return self._after_preposition(p, last)
        governed = self._object_frame(p, last)
        # "said on Monday the quay was safe", but "said on Monday, a holiday".
        return Frame("adverbial", p) if p > start and governed.name != "clause" else governed

    def _ends_clause(self, i: int, last: int) -> bool:
        """Say whether a mark at word `i` ends a clause, so that "that" before it is a pronoun: "disputed that; ..."."""
        tokens = self.tokens
        if tokens.words[i] != "," or i + 1 >= last:
            return tokens.words[i] in _ENDS_CLAUSE
        participle = tokens.has_ending(i + 1, "ing") and not tokens.flags[i + 1] & WordClass.SOURCE_OPENER
        return participle or tokens.has_class(i + 1, WordClass.COORDINATOR)

    def _after_preposition(self, p: int, last: int) -> Frame:
        """Return the frame of a preposition: its own, or that of the content after it: "wrote to the council that"."""
        tokens = self.tokens
        if p + 1 >= last:
            return Frame("end")
        reach = range(p + 2, min(last, p + _OCCASION_REACH))
        if tokens.flags[p] & WordClass.LOCATIVE and any(
            tokens.flags[m] & WordClass.COMPLEMENTISER or tokens.quoted[m] for m in reach
        ):
            phrase = self.nouns.starting_at(p + 1, min(last, p + _OCCASION_REACH), whole=False)
            if phrase is not None and phrase.last < last:
                found = self._opened_frame(phrase.last, last)
                if found is not None and found.name in ("that", "quote"):
                    return found
        return Frame("prep " + tokens.lowers[p], p + 1)

    def _that_after_insertion(self, comma: int, last: int) -> Frame | None:
        """Return the frame of "said, on a visit to Lund in May, that ..." after its first comma."""
        tokens = self.tokens
        for m in range(comma + 2, min(last - 1, comma + _INSERTION_REACH)):
            if tokens.words[m] == ",":
                if not tokens.flags[m + 1] & WordClass.COMPLEMENTISER:
                    return None
                inside = range(comma + 1, m)
                clause = any(
                    tokens.quoted[n] or (self.nouns.is_verb(n) and not tokens.is_capitalised(n)) for n in inside
                )
                return None if clause else Frame("that", m + 1)
        return None

    def skip_adverbials(self, start: int, last: int) -> int:
        """Skip "on Tuesday", "in a statement", "in an interview with" and adverbs after a cue.

        Args:
            start: The word after the cue.
            last: The sentence's end.
        """
        tokens, p = self.tokens, start
        last = min(last, start + _ADVERBIAL_REACH)
        while p < last and not tokens.quoted[p]:
            flags, inside = tokens.flags[p], p + 1 < last
            if flags & WordClass.TIME and inside and tokens.flags[p + 1] & WordClass.POSSESSIVE_MARK:
                break  # "welcomed today's ruling"
            if flags & WordClass.TIME and not flags & WordClass.MODAL:
                p += 1 + (inside and tokens.words[p + 1].isdigit())
            elif flags & WordClass.RECENT and inside and tokens.flags[p + 1] & WordClass.TIME:
                p += 2
            elif flags & WordClass.LOCATIVE and (end := self._occasion_end(p, last)):
                p = end
            elif inside and self._leads_to_content(p, begins=p == start):
                p += 1
            else:
                break
        return p

    def _leads_to_content(self, p: int, *, begins: bool) -> bool:
        """Say whether word `p` is an adverb before "that" or "to", or a comma between an adverbial and a content."""
        tokens = self.tokens
        if begins:
            opens = tokens.flags[p + 1] & (WordClass.COMPLEMENTISER | WordClass.INFINITIVE_MARK)
            return bool(opens) and tokens.is_adverb(p) and not tokens.flags[p] & WordClass.NEGATION
        opens = tokens.flags[p + 1] & WordClass.COMPLEMENTISER or tokens.quoted[p + 1]
        return bool(opens) and tokens.words[p] == ","

    def _occasion_end(self, p: int, last: int) -> int | None:
        """Return the end of a phrase at word `p` such as "in a statement to the press" or "on Tuesday"."""
        tokens, reach = self.tokens, min(last, p + _OCCASION_REACH)
        for m in range(p + 1, reach):
            if tokens.flags[m] & (WordClass.OCCASION | WordClass.TIME):
                end = m + 1
                while end < reach and (tokens.flags[end] & (WordClass.OCCASION | WordClass.TIME) or self._is_day(end)):
                    end += 1
                return self._skip_audience(end, last)
            if tokens.words[m] in MARKS or tokens.quoted[m] or tokens.flags[m] & WordClass.COMPLEMENTISER:
                return None
        return None

    def _is_day(self, i: int) -> bool:
        """Say whether word `i` is the day of a month: "on May 5"."""
        return self.tokens.words[i].isdigit() and bool(self.tokens.flags[i - 1] & WordClass.TIME)

    def _skip_audience(self, end: int, last: int) -> int:
        """Skip a phrase such as "with the Herald" or "to the press" after an interview or a statement."""
        tokens = self.tokens
        if end + 1 < last and tokens.flags[end] & WordClass.PREPOSITION and not tokens.quoted[end]:
            phrase = self.nouns.starting_at(end + 1, min(last, end + _OCCASION_REACH), whole=False)
            k = phrase.last if phrase else last
            if k < last and (tokens.flags[k] & _AFTER_AUDIENCE or tokens.words[k] == ","):
                return k
        return end

    def _opened_frame(self, p: int, last: int) -> Frame | None:
        """Return the frame that a mark or a conjunction at word `p` opens."""
        tokens = self.tokens
        word, flags = tokens.words[p], tokens.flags[p]
        if tokens.quoted[p]:
            return Frame("quote", p)
        if word == ":":
            return Frame("colon", p + 1) if p + 1 < last else Frame("end")
        if word == "," and p + 1 < last and tokens.quoted[p + 1]:
            return Frame("quote", p + 1)
        if word == "," and p + 3 < last and tokens.words[p + 2] == "," and tokens.is_adverb(p + 1):
            return self._opened_frame(p + 3, last)
        if flags & WordClass.COMPLEMENTISER and p + 1 < last:
            return Frame("np" if self._ends_clause(p + 1, last) else "that", p)
        return Frame("wh", p) if flags & WordClass.WH else None

    def is_base_form(self, p: int) -> bool:
        """Say whether word `p` can be the verb of an infinitive: not a determiner, pronoun or name.

        Args:
            p: The word after "to"; an adverb there is skipped.
        """
        tokens = self.tokens
        if p + 1 < len(tokens.words) and tokens.is_adverb(p):
            p += 1
        if p >= len(tokens.words) or tokens.flags[p] & _NEVER_BASE:
            return False
        return tokens.words[p][:1].isalpha() and not tokens.is_capitalised(p) and not tokens.has_ending(p, "ing")

    def _skip_relative_clause(self, n: int, last: int) -> int:
        """Skip ", which was built in 1931," between a subject and its verb."""
        tokens = self.tokens
        if tokens.words[n] == "," and n + 1 < last and tokens.flags[n + 1] & WordClass.WHO:
            for m in range(n + 2, min(last - 1, n + _RELATIVE_REACH)):
                if tokens.words[m] == ",":
                    return m + 1
        return n

    def _quotation_after_time(self, n: int, last: int) -> Frame | None:
        """Return the frame of a quotation after who was told and when: "told us one day, “It leaks”"."""
        tokens = self.tokens
        time = None if n >= last or self.nouns.is_verb(n) else self.nouns.starting_at(n, last, whole=False)
        if time is None:
            return None
        end = time.last
        while end < last and tokens.flags[end] & WordClass.TIME:
            end += 1
        quoted = end + 1 < last and tokens.words[end] == "," and tokens.quoted[end + 1]
        return Frame("quote", end + 1) if quoted else None

    def _object_frame(self, p: int, last: int) -> Frame:
        """Return the frame that a noun phrase at word `p` opens: an object, a clause, or an addressee."""
        tokens = self.tokens
        told = tokens.flags[p - 1] & WordClass.ADDRESSEE
        pronoun = tokens.flags[p] & (WordClass.OBJECT | WordClass.SUBJECT)
        reach = min(last, p + _OBJECT_REACH)
        phrase = WordRange(p, p + 1) if pronoun else self.nouns.starting_at(p, reach, whole=False)
        if phrase is None or phrase.last >= last:
            return Frame("np", p)
        n = self.skip_adverbials(phrase.last, last)
        if told and n == phrase.last and self.nouns.opens_clause(n, last):
            return Frame("np_clause", n)
        found = self._opened_frame(n, last) if n < last else None
        if found is None and (told or pronoun == WordClass.OBJECT):
            found = self._quotation_after_time(n, reach)
        if found is not None and (found.name != "colon" or told):
            # "said the roof “will hold”", but "told the council “it will hold”".
            whole = found == Frame("quote", phrase.last) and not told
            return Frame("clause", p) if whole else Frame("np_" + found.name, found.content)
        n = self._skip_relative_clause(phrase.last, last)
        if tokens.flags[n] & WordClass.INFINITIVE_MARK and n + 1 < last and self.is_base_form(n + 1):
            return Frame("np_inf", p)
        if self.nouns.is_verb(n) or (tokens.is_adverb(n) and n + 1 < last and self.nouns.is_verb(n + 1)):
            return Frame("clause", p)
        return Frame("np_" + tokens.lowers[n] if tokens.flags[n] & WordClass.TOPIC else "np", p)
