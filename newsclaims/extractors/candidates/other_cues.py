"""Attributions whose cue is no verb: nouns, adjectives, "according to", a colon."""

from attrs import frozen

from newsclaims.language import AUXILIARY, Reading, WordClass
from newsclaims.syntax import NounPhrases, Stretch, Subjects, Tokens, VerbGroups, WordRange

from .candidate import Candidate, made
from .content_reach import ContentReach

__all__ = ["OtherCues"]

_OWNER = frozenset({"'s", "'"})
_MODIFIERS = 6
_HOLDER_REACH = 15
_OPENING = 10
_APPOSITIVE_REACH = 25
_COLON_REACH = 9
_COPULA_REACH = 8
_NO_MODIFIER = (
    WordClass.DETERMINER
    | WordClass.POSSESSIVE
    | WordClass.PREPOSITION
    | WordClass.COORDINATOR
    | WordClass.SUBORDINATOR
    | WordClass.SUBJECT
    | WordClass.OBJECT
    | WordClass.RELATIVE
    | AUXILIARY
    | WordClass.VERB
)


@frozen(slots=True)
class OtherCues:
    """Finds attributions by cues that are no verbs.

    Args:
        tokens: The words of the text.
        nouns: Its noun phrases.
        subjects: Those that stand before a verb.
        verbs: Its verb groups.
        contents: The reach of its contents.
    """

    tokens: Tokens
    nouns: NounPhrases
    subjects: Subjects
    verbs: VerbGroups
    contents: ContentReach

    def find(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Read word `i` as a cue of a kind that is no verb.

        Args:
            stretch: The sentence.
            i: The first word of the cue.
            reading: How the lexicon reads it.
        """
        kind = reading.entry.kind
        if i + reading.length >= stretch.last:
            return None
        if kind == "noun":
            return self._noun(stretch, i, reading)
        if kind == "adjective":
            return self._adjective(stretch, i, reading)
        return self._phrase(stretch, i, reading) if kind == "phrase" or i == stretch.first else None

    def _noun(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return "China’s repeated calls for ...", "the claim by Roe that ...", "fears that ..."."""
        tokens, last, end = self.tokens, stretch.last, i + reading.length
        g = i
        while g > max(stretch.first, i - _MODIFIERS) and not tokens.quoted[g - 1] and self._modifier(g - 1):
            g -= 1
        owner, form = self._owner(stretch.first, g)
        low, cue = tokens.lowers[end], (g, end)
        if (
            owner is not None
            and tokens.words[end] == ","
            and tokens.lowers[stretch.first] == "in"
            and owner[0] == stretch.first + 1
        ):
            content = self.contents.right(end + 1, last, finite=False) if end + 1 < last else (end, end)
            return made(tokens, cue, [content], owner, reading=reading, frame="n view", form=form)
        if (
            owner is None
            and tokens.flags[end] & WordClass.AGENT
            and (held := self._held(last, cue, reading)) is not None
        ):
            return held
        opening = (
            bool(tokens.flags[stretch.first] & (WordClass.PREPOSITION | WordClass.SUBORDINATOR))
            and g - stretch.first < _OPENING
        )
        if reading.tail:
            frame, content = "n tail", self.contents.short(end, last, inside=opening)
        elif low == "that" or (low == "to" and self.verbs.base(end + 1)):
            frame, content = "n " + low, self.contents.short(end, last, clause=low == "that", inside=opening)
        elif tokens.flags[end] & WordClass.PREPOSITION and low not in ("by", "from"):
            frame, content, cue = "n " + low, self.contents.short(end + 1, last, inside=opening), (g, end + 1)
        else:
            return None
        return made(tokens, cue, [content], owner, reading=reading, frame=frame, form=form)

    def _held(self, last: int, cue: WordRange, reading: Reading) -> Candidate | None:
        """Return "the claim by Roe that ...": the holder follows the noun, the content follows the holder."""
        tokens = self.tokens
        source = self.nouns.after(cue[1] + 1, min(last, cue[1] + _HOLDER_REACH), whole=False)
        if source is None or source[1] >= last or not tokens.flags[source[1]] & WordClass.GOVERNED:
            return None
        low, k = tokens.lowers[source[1]], source[1]
        content = self.contents.right(k if low in ("that", "to") else k + 1, last, finite=False)
        return made(tokens, cue, [content], source, reading=reading, frame="n by " + low, form="noun")

    def _modifier(self, k: int) -> bool:
        """Say whether word `k` may stand between an owner and a noun: "repeated", "strong"."""
        tokens = self.tokens
        if tokens.flags[k] & _NO_MODIFIER or not (tokens.words[k][:1].islower() or tokens.words[k].isdigit()):
            return False
        opens = WordClass.DETERMINER | WordClass.POSSESSIVE | WordClass.COORDINATOR
        attributive = tokens.flags[k - 1] & opens or tokens.lowers[k - 1] in _OWNER
        return bool(attributive and tokens.lowers[k].endswith("ed")) or not self.nouns.verb(k)

    def _owner(self, first: int, g: int) -> tuple[WordRange | None, str]:
        """Return who owns the noun at word `g`, and how that is said: "China’s", "his"."""
        tokens, k = self.tokens, g - 1
        if k < first or tokens.quoted[k]:
            return None, "noun"
        if tokens.flags[k] & WordClass.POSSESSIVE:
            return (k, k + 1), "noun of pronoun"
        if tokens.lowers[k] in _OWNER and k > first:
            phrase = self.subjects.run(first, k)
            return ((phrase[0], k + 1), "noun of owner") if phrase else (None, "noun")
        if tokens.flags[k] & WordClass.JOINER and k - 2 > first and tokens.lowers[k - 2] in _OWNER:
            return self._owner(first, k - 1)  # "China’s objections and calls for"
        return None, "noun"

    def _adjective(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return "is confident that ...", "remains committed to ..."."""
        tokens, g, end = self.tokens, i, i + reading.length
        if tokens.lowers[end] == "by":
            return None  # "was opposed by most": a passive
        low = max(stretch.first, i - _COPULA_REACH)
        while g > low and tokens.adverb(g - 1):
            g -= 1
        if g == low or not tokens.flags[g - 1] & WordClass.COPULA:
            return None
        if tokens.lowers[g - 1] == "'s" and not tokens.flags[g - 2] & (WordClass.SUBJECT | WordClass.RELATIVE):
            return None
        while g > low and (tokens.flags[g - 1] & (WordClass.COPULA | AUXILIARY) or self._inner_adverb(g - 1)):
            g -= 1
        subject = self.subjects.before(stretch.first, g)
        frame = self.verbs.frame(end, stretch.last)
        if subject is None or not frame.opens:
            return None
        joined = frame.name.startswith(("prep", "to")) and frame.content == end + 1
        inside = tokens.opens_clause(subject[0])
        content = self.contents.right(frame.content, stretch.last, finite=True, inside=inside)
        cue = (g, frame.content if joined else end)
        return made(tokens, cue, [content], subject, reading=reading, frame="a " + frame.name, form="adjective")

    def _inner_adverb(self, k: int) -> bool:
        return self.tokens.adverb(k) and self.tokens.words[k].islower()

    def _phrase(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return "according to Roe, ..." and "..., according to Roe"."""
        tokens, last, end = self.tokens, stretch.last, i + reading.length
        initial = i == stretch.first or (i == stretch.first + 1 and tokens.flags[stretch.first] & WordClass.COORDINATOR)
        source = self._introduced(end, last) if initial else self.nouns.after(end, last)
        if source is None:
            return None
        k = source[1]
        if initial:
            k += k < last and tokens.words[k] == ","
            content = [self.contents.right(k, last, finite=False)] if k < last else []
            frame = "initial"
        else:
            content = self.contents.left(stretch.first, i)
            if k < last and tokens.words[k] == "," and content:
                content += self._rest(k + 1, last)
            frame = "final comma" if tokens.words[i - 1] == "," else "final"
        return made(tokens, (i, end), content, source, reading=reading, frame=frame, form="phrase")

    def _introduced(self, end: int, last: int) -> WordRange | None:
        """Return the source of "According to Roe, a nurse, ...": an appositive only where a comma closes it."""
        tokens, head = self.tokens, self.nouns.after(end, last, whole=False)
        if (
            head is None
            or head[1] + 1 >= last
            or tokens.words[head[1]] != ","
            or not self.nouns.appositive(head[1] + 1)
        ):
            return head
        for m in range(head[1] + 1, min(last - 1, head[1] + _APPOSITIVE_REACH)):
            if tokens.words[m] == ",":
                return (head[0], m)
            if self.nouns.verb(m) and not tokens.flags[head[1] + 1] & WordClass.RELATIVE:
                return head
        return head

    def _rest(self, k: int, last: int) -> list[WordRange]:
        """Return the rest of a clause that "according to" interrupts."""
        closed = WordClass.COORDINATOR | WordClass.SUBORDINATOR | WordClass.RELATIVE
        if k < last and self.tokens.quoted[k]:
            return [self.contents.right(k, last, finite=False)]
        return [(k, last)] if k < last and not self.tokens.flags[k] & closed and self.nouns.verb(k) else []

    def colon(self, stretch: Stretch) -> Candidate | None:
        """Read a sentence as `Source: content`.

        Args:
            stretch: The sentence.
        """
        tokens, first = self.tokens, stretch.first
        for k in range(first + 1, min(first + _COLON_REACH, stretch.last - 1)):
            if tokens.quoted[k]:
                return None
            if tokens.words[k] == ":":
                named = (
                    tokens.capital(first)
                    and not tokens.flags[first] & WordClass.WH
                    and not any(self._verbal(m, k) for m in range(first, k))
                )
                content = tokens.trimmed((k + 1, stretch.last))
                if not named or content[0] >= content[1]:
                    return None
                return Candidate((k, k + 1), [content], (first, k), ":", self._colon_frame(stretch, k), "colon")
        return None

    def _verbal(self, m: int, k: int) -> bool:
        """Say whether word `m` is a verb, or the last before the colon and a verb of the lexicon: "Roe says:"."""
        last = m > 0 and m == k - 1 and not self.tokens.capital(m)
        return self.nouns.verb(m) or (last and any(r.entry.kind == "verb" for r in self._readings(m)))

    def _readings(self, m: int) -> tuple[Reading, ...]:
        return self.verbs.readings.get(self.tokens.lowers[m], ())

    def _colon_frame(self, stretch: Stretch, k: int) -> str:
        tokens, word = self.tokens, self.tokens.words[stretch.first]
        if tokens.quoted[k + 1]:
            return "quote"
        if word.isupper() and len(word) > 1:
            return "capitals"
        if stretch.headline:
            return "headline"
        words = range(stretch.first, k)
        named = len(words) > 1 and all(tokens.capital(m) and not tokens.flags[m] & WordClass.DETERMINER for m in words)
        return "name" if named else "other"
