"""Attributions whose cue is no verb: nouns, adjectives, "according to", a colon."""

from attrs import frozen

from newsclaims.lexicon import Reading

from .candidate import Candidate, made
from .contents import Contents
from .grammar import AUXILIARY, Class
from .nouns import Nouns
from .subjects import Subjects
from .verbs import Verbs
from .view import Place, Range, View

__all__ = ["Others"]

_OWNER = frozenset({"'s", "'"})
_MODIFIERS = 6
_HOLDER_REACH = 15
_OPENING = 10
_APPOSITIVE_REACH = 25
_COLON_REACH = 9
_COPULA_REACH = 8
_NO_MODIFIER = (
    Class.DETERMINER
    | Class.POSSESSIVE
    | Class.PREPOSITION
    | Class.COORDINATOR
    | Class.SUBORDINATOR
    | Class.SUBJECT
    | Class.OBJECT
    | Class.RELATIVE
    | AUXILIARY
    | Class.VERB
)


@frozen(slots=True)
class Others:
    """Finds attributions by cues that are no verbs.

    Args:
        view: The text.
        nouns: Its noun phrases.
        subjects: Those that stand before a verb.
        verbs: Its verb groups.
        contents: The reach of its contents.
    """

    view: View
    nouns: Nouns
    subjects: Subjects
    verbs: Verbs
    contents: Contents

    def find(self, place: Place, i: int, reading: Reading) -> Candidate | None:
        """Read word `i` as a cue of a kind that is no verb.

        Args:
            place: The sentence.
            i: The first word of the cue.
            reading: How the lexicon reads it.
        """
        kind = reading.entry.kind
        if i + reading.length >= place.last:
            return None
        if kind == "noun":
            return self._noun(place, i, reading)
        if kind == "adjective":
            return self._adjective(place, i, reading)
        return self._phrase(place, i, reading) if kind == "phrase" or i == place.first else None

    def _noun(self, place: Place, i: int, reading: Reading) -> Candidate | None:
        """Return "China’s repeated calls for ...", "the claim by Roe that ...", "fears that ..."."""
        view, last, end = self.view, place.last, i + reading.length
        g = i
        while g > max(place.first, i - _MODIFIERS) and not view.quoted[g - 1] and self._modifier(g - 1):
            g -= 1
        owner, form = self._owner(place.first, g)
        low, cue = view.lowers[end], (g, end)
        if (
            owner is not None
            and view.words[end] == ","
            and view.lowers[place.first] == "in"
            and owner[0] == place.first + 1
        ):
            content = self.contents.right(end + 1, last, finite=False) if end + 1 < last else (end, end)
            return made(view, cue, [content], owner, reading=reading, frame="n view", form=form)
        if owner is None and view.flags[end] & Class.AGENT and (held := self._held(last, cue, reading)) is not None:
            return held
        opening = (
            bool(view.flags[place.first] & (Class.PREPOSITION | Class.SUBORDINATOR)) and g - place.first < _OPENING
        )
        if reading.tail:
            frame, content = "n tail", self.contents.short(end, last, inside=opening)
        elif low == "that" or (low == "to" and self.verbs.base(end + 1)):
            frame, content = "n " + low, self.contents.short(end, last, clause=low == "that", inside=opening)
        elif view.flags[end] & Class.PREPOSITION and low not in ("by", "from"):
            frame, content, cue = "n " + low, self.contents.short(end + 1, last, inside=opening), (g, end + 1)
        else:
            return None
        return made(view, cue, [content], owner, reading=reading, frame=frame, form=form)

    def _held(self, last: int, cue: Range, reading: Reading) -> Candidate | None:
        """Return "the claim by Roe that ...": the holder follows the noun, the content follows the holder."""
        view = self.view
        source = self.nouns.after(cue[1] + 1, min(last, cue[1] + _HOLDER_REACH), whole=False)
        if source is None or source[1] >= last or not view.flags[source[1]] & Class.GOVERNED:
            return None
        low, k = view.lowers[source[1]], source[1]
        content = self.contents.right(k if low in ("that", "to") else k + 1, last, finite=False)
        return made(view, cue, [content], source, reading=reading, frame="n by " + low, form="noun")

    def _modifier(self, k: int) -> bool:
        """Say whether word `k` may stand between an owner and a noun: "repeated", "strong"."""
        view = self.view
        if view.flags[k] & _NO_MODIFIER or not (view.words[k][:1].islower() or view.words[k].isdigit()):
            return False
        opens = Class.DETERMINER | Class.POSSESSIVE | Class.COORDINATOR
        attributive = view.flags[k - 1] & opens or view.lowers[k - 1] in _OWNER
        return bool(attributive and view.lowers[k].endswith("ed")) or not self.nouns.verb(k)

    def _owner(self, first: int, g: int) -> tuple[Range | None, str]:
        """Return who owns the noun at word `g`, and how that is said: "China’s", "his"."""
        view, k = self.view, g - 1
        if k < first or view.quoted[k]:
            return None, "noun"
        if view.flags[k] & Class.POSSESSIVE:
            return (k, k + 1), "noun of pronoun"
        if view.lowers[k] in _OWNER and k > first:
            phrase = self.subjects.run(first, k)
            return ((phrase[0], k + 1), "noun of owner") if phrase else (None, "noun")
        if view.flags[k] & Class.JOINER and k - 2 > first and view.lowers[k - 2] in _OWNER:
            return self._owner(first, k - 1)  # "China’s objections and calls for"
        return None, "noun"

    def _adjective(self, place: Place, i: int, reading: Reading) -> Candidate | None:
        """Return "is confident that ...", "remains committed to ..."."""
        view, g, end = self.view, i, i + reading.length
        if view.lowers[end] == "by":
            return None  # "was opposed by most": a passive
        low = max(place.first, i - _COPULA_REACH)
        while g > low and view.adverb(g - 1):
            g -= 1
        if g == low or not view.flags[g - 1] & Class.COPULA:
            return None
        if view.lowers[g - 1] == "'s" and not view.flags[g - 2] & (Class.SUBJECT | Class.RELATIVE):
            return None
        while g > low and (view.flags[g - 1] & (Class.COPULA | AUXILIARY) or self._inner_adverb(g - 1)):
            g -= 1
        subject = self.subjects.before(place.first, g)
        frame = self.verbs.frame(end, place.last)
        if subject is None or not frame.opens:
            return None
        joined = frame.name.startswith(("prep", "to")) and frame.content == end + 1
        inside = view.opens_clause(subject[0])
        content = self.contents.right(frame.content, place.last, finite=True, inside=inside)
        cue = (g, frame.content if joined else end)
        return made(view, cue, [content], subject, reading=reading, frame="a " + frame.name, form="adjective")

    def _inner_adverb(self, k: int) -> bool:
        return self.view.adverb(k) and self.view.words[k].islower()

    def _phrase(self, place: Place, i: int, reading: Reading) -> Candidate | None:
        """Return "according to Roe, ..." and "..., according to Roe"."""
        view, last, end = self.view, place.last, i + reading.length
        initial = i == place.first or (i == place.first + 1 and view.flags[place.first] & Class.COORDINATOR)
        source = self._introduced(end, last) if initial else self.nouns.after(end, last)
        if source is None:
            return None
        k = source[1]
        if initial:
            k += k < last and view.words[k] == ","
            content = [self.contents.right(k, last, finite=False)] if k < last else []
            frame = "initial"
        else:
            content = self.contents.left(place.first, i)
            if k < last and view.words[k] == "," and content:
                content += self._rest(k + 1, last)
            frame = "final comma" if view.words[i - 1] == "," else "final"
        return made(view, (i, end), content, source, reading=reading, frame=frame, form="phrase")

    def _introduced(self, end: int, last: int) -> Range | None:
        """Return the source of "According to Roe, a nurse, ...": an appositive only where a comma closes it."""
        view, head = self.view, self.nouns.after(end, last, whole=False)
        if head is None or head[1] + 1 >= last or view.words[head[1]] != "," or not self.nouns.appositive(head[1] + 1):
            return head
        for m in range(head[1] + 1, min(last - 1, head[1] + _APPOSITIVE_REACH)):
            if view.words[m] == ",":
                return (head[0], m)
            if self.nouns.verb(m) and not view.flags[head[1] + 1] & Class.RELATIVE:
                return head
        return head

    def _rest(self, k: int, last: int) -> list[Range]:
        """Return the rest of a clause that "according to" interrupts."""
        closed = Class.COORDINATOR | Class.SUBORDINATOR | Class.RELATIVE
        if k < last and self.view.quoted[k]:
            return [self.contents.right(k, last, finite=False)]
        return [(k, last)] if k < last and not self.view.flags[k] & closed and self.nouns.verb(k) else []

    def colon(self, place: Place) -> Candidate | None:
        """Read a sentence as `Source: content`.

        Args:
            place: The sentence.
        """
        view, first = self.view, place.first
        for k in range(first + 1, min(first + _COLON_REACH, place.last - 1)):
            if view.quoted[k]:
                return None
            if view.words[k] == ":":
                named = (
                    view.capital(first)
                    and not view.flags[first] & Class.WH
                    and not any(self._verbal(m, k) for m in range(first, k))
                )
                content = view.trimmed((k + 1, place.last))
                if not named or content[0] >= content[1]:
                    return None
                return Candidate((k, k + 1), [content], (first, k), ":", self._colon_frame(place, k), "colon")
        return None

    def _verbal(self, m: int, k: int) -> bool:
        """Say whether word `m` is a verb, or the last before the colon and a verb of the lexicon: "Roe says:"."""
        last = m > 0 and m == k - 1 and not self.view.capital(m)
        return self.nouns.verb(m) or (last and any(r.entry.kind == "verb" for r in self._readings(m)))

    def _readings(self, m: int) -> tuple[Reading, ...]:
        return self.verbs.readings.get(self.view.lowers[m], ())

    def _colon_frame(self, place: Place, k: int) -> str:
        view, word = self.view, self.view.words[place.first]
        if view.quoted[k + 1]:
            return "quote"
        if word.isupper() and len(word) > 1:
            return "capitals"
        if place.headline:
            return "headline"
        words = range(place.first, k)
        named = len(words) > 1 and all(view.capital(m) and not view.flags[m] & Class.DETERMINER for m in words)
        return "name" if named else "other"
