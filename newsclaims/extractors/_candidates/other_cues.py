"""Finds attributions whose cue is not a verb: nouns, adjectives, phrases such as "according to", and the colon."""

from attrs import frozen

from newsclaims._language import AUXILIARY, MAY_BE_SUBJECT, Reading, WordClass
from newsclaims._syntax import MARKS, Stretch
from newsclaims.text import WordRange

from .candidate import Candidate, make_candidate
from .cue_reader import CueReader

__all__ = ["OtherCues"]

_MODIFIERS = 6
_HOLDER_REACH = 15
_OPENING = 10
_APPOSITIVE_REACH = 25
_COLON_REACH = 9
_COPULA_REACH = 8
_SOURCE_REACH = 60
_GROUP_REACH = 20
_OPENS_CONTENT = WordClass.COMPLEMENTISER | WordClass.INFINITIVE_MARK
_AFTER_NOUN = _OPENS_CONTENT | WordClass.PREPOSITION | WordClass.AGENT
"""Classes of the word after a noun that is a cue."""
_OPENS_SIDE_CLAUSE = WordClass.COORDINATOR | WordClass.SUBORDINATOR | WordClass.RELATIVE
_BEFORE_MODIFIER = WordClass.DETERMINER | WordClass.POSSESSIVE | WordClass.COORDINATOR | WordClass.POSSESSIVE_MARK
_NEVER_MODIFIER = (
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
class OtherCues(CueReader):
    """Finds attributions by cues that are not verbs."""

    def find(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Read word `i` as a cue of a kind that is not a verb.

        Args:
            stretch: The sentence.
            i: The first word of the cue.
            reading: The lexicon's reading of it.
        """
        kind = reading.entry.kind
        if kind == "adverb":
            return self._by_adverb(stretch, i, reading)
        if i + reading.length >= stretch.last:
            return None
        if kind == "noun":
            return self._by_noun(stretch, i, reading)
        if kind == "adjective":
            return self._by_adjective(stretch, i, reading)
        return self._by_phrase(stretch, i, reading) if kind == "phrase" or i == stretch.first else None

    def _by_noun(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return the candidate of "China’s repeated calls for ...", "the claim by Roe that ..." or "fears that ..."."""
        tokens, last, end = self.tokens, stretch.last, i + reading.length
        if not (reading.tail or tokens.flags[end] & _AFTER_NOUN or tokens.words[end] == ","):  # nearly always
            return None
        g = i
        while g > max(stretch.first, i - _MODIFIERS) and not tokens.quoted[g - 1] and self._is_modifier(g - 1):
            g -= 1
        owner, form = self._owner(stretch.first, g)
        low, flags, opens = tokens.lowers[end], tokens.flags[end], tokens.flags[stretch.first]
        in_view = owner is not None and owner.first == stretch.first + 1 and opens & WordClass.WITHIN
        if in_view and tokens.words[end] == ",":
            view, cue = self.contents.from_word(end + 1, last, finite=False), WordRange(g, end)
            return make_candidate(tokens, cue, [view], owner, reading=reading, frame="n view", form=form)
        if owner is None and flags & WordClass.AGENT:
            candidate = self._by_noun_with_holder(last, WordRange(g, end), reading)
            if candidate is not None:
                return candidate
        g, owner, form = self._with_light_verb(stretch.first, g, owner, form)
        inside = bool(opens & (WordClass.PREPOSITION | WordClass.SUBORDINATOR)) and g - stretch.first < _OPENING
        that, to = flags & WordClass.COMPLEMENTISER, flags & WordClass.INFINITIVE_MARK
        if reading.tail:
            frame, content = "n tail", self.contents.of_noun(end, last, inside=inside)
        elif that or (to and self.verbs.is_base_form(end + 1)):
            frame, content = "n " + low, self.contents.of_noun(end, last, clause=bool(that), inside=inside)
        elif flags & WordClass.PREPOSITION and not flags & WordClass.SOURCE_PREPOSITION:
            if flags & WordClass.LOCATIVE and tokens.has_class(end + 1, WordClass.TIME):
                return None  # "a warning on Friday"
            frame, content = "n " + low, self.contents.of_noun(end + 1, last, inside=inside)
            end += 1
        else:
            return None
        return make_candidate(tokens, WordRange(g, end), [content], owner, reading=reading, frame=frame, form=form)

    def _by_noun_with_holder(self, last: int, cue: WordRange, reading: Reading) -> Candidate | None:
        """Return the candidate of "the claim by Roe that ...": noun, holder and content follow each other."""
        tokens = self.tokens
        source = self.nouns.starting_at(cue.last + 1, min(last, cue.last + _HOLDER_REACH), whole=False)
        if source is None or source.last >= last or not tokens.flags[source.last] & WordClass.GOVERNED:
            return None
        k = source.last
        content = self.contents.from_word(k if tokens.flags[k] & _OPENS_CONTENT else k + 1, last, finite=False)
        frame = "n by " + tokens.lowers[k]
        return make_candidate(tokens, cue, [content], source, reading=reading, frame=frame, form="noun")

    def _is_modifier(self, k: int) -> bool:
        """Return whether word `k` can be between an owner and a noun: "repeated", "strong"."""
        tokens = self.tokens
        if tokens.flags[k] & _NEVER_MODIFIER or not (tokens.words[k][:1].islower() or tokens.words[k].isdigit()):
            return False
        attributive = tokens.flags[k - 1] & _BEFORE_MODIFIER and tokens.has_ending(k, "past")
        return bool(attributive) or not self.nouns.is_verb(k)

    def _owner(self, first: int, g: int) -> tuple[WordRange | None, str]:
        """Return the owner of the noun at word `g`, and the form of the cue: "China’s", "his"."""
        tokens, k = self.tokens, g - 1
        if k < first or tokens.quoted[k]:
            return None, "noun"
        if tokens.flags[k] & WordClass.POSSESSIVE:
            return WordRange(k, k + 1), "noun of pronoun"
        if tokens.flags[k] & WordClass.POSSESSIVE_MARK and k > first:
            phrase = self.subjects.phrase_before(first, k)
            return (WordRange(phrase.first, k + 1), "noun of owner") if phrase else (None, "noun")
        if tokens.flags[k] & WordClass.JOINER and k - 2 > first and tokens.flags[k - 2] & WordClass.POSSESSIVE_MARK:
            return self._owner(first, k - 1)  # "China’s objections and calls for"
        return None, "noun"

    def _with_light_verb(
        self, first: int, g: int, owner: WordRange | None, form: str
    ) -> tuple[int, WordRange | None, str]:
        """Return start, source and form of a noun after a verb: "Roe voiced her concern", "Roe made a demand"."""
        tokens, k = self.tokens, g - 1
        if k > first and owner is None and tokens.flags[k] & WordClass.DETERMINER:
            k -= 1
        if form == "noun of pronoun":
            k -= 1
        elif owner is not None or not tokens.language.scope["light"].at(tokens.lowers, k):
            return g, owner, form
        if k <= first or tokens.quoted[k] or not self.nouns.is_verb(k):
            return g, owner, form
        nearest = max(first, k - _GROUP_REACH)
        while k > nearest and (tokens.flags[k - 1] & AUXILIARY or self._is_inner_adverb(k - 1)):
            k -= 1
        subject = self.subjects.before_verb(first, k)
        return (g, owner, form) if subject is None else (k, subject, "noun after verb")

    def _by_adjective(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return the candidate of "is confident that ..." or "remains committed to ..."."""
        tokens, g, end = self.tokens, i, i + reading.length
        if tokens.flags[end] & WordClass.PASSIVE_AGENT:
            return None  # "was opposed by most": a passive
        nearest = max(stretch.first, i - _COPULA_REACH)
        while g > nearest and tokens.is_adverb(g - 1):
            g -= 1
        if g == nearest or not tokens.flags[g - 1] & WordClass.COPULA:
            return None
        pronoun = tokens.flags[g - 2] & MAY_BE_SUBJECT
        if tokens.flags[g - 1] & WordClass.POSSESSIVE_MARK and not pronoun:
            return None
        while g > nearest and (tokens.flags[g - 1] & (WordClass.COPULA | AUXILIARY) or self._is_inner_adverb(g - 1)):
            g -= 1
        subject = self.subjects.before_verb(stretch.first, g)
        frame = self.verbs.frame_after(end, stretch.last)
        if subject is None or not frame.opens_content:
            return None
        joined = frame.name.startswith(("prep", "to")) and frame.content == end + 1
        inside = tokens.in_opening_clause(subject.first)
        content = self.contents.from_word(frame.content, stretch.last, finite=True, inside=inside)
        cue = WordRange(g, frame.content if joined else end)
        name = "a " + frame.name
        return make_candidate(tokens, cue, [content], subject, reading=reading, frame=name, form="adjective")

    def _is_inner_adverb(self, k: int) -> bool:
        """Return whether word `k` is an adverb that does not begin a sentence."""
        return self.tokens.is_adverb(k) and self.tokens.words[k].islower()

    def _by_adverb(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return the candidate of "Roe reportedly left", whose content is the clause around the adverb."""
        tokens, first, last = self.tokens, stretch.first, stretch.last
        g = i - (i > first and tokens.words[i - 1] == ",")
        k = i + 1 + (i + 1 < last and tokens.words[i + 1] == ",")
        after = self.contents.from_word(k, last, finite=True) if k < last else WordRange(k, k)
        if i == first:
            before: WordRange | None = WordRange(i, i)
        else:
            nearest = max(first, g - _GROUP_REACH)
            while g > nearest and (tokens.flags[g - 1] & AUXILIARY or tokens.is_adverb(g - 1)):
                g -= 1
            before = self.subjects.before_verb(first, g)
            if before is not None:
                before = WordRange(self._clause_start(first, before.first), i)
        if before is None or (first < i and k < last and not self._is_predicate(k, helped=g < i)):
            return None
        ends = (m for m in after.indices if tokens.words[m] == "," and tokens.has_class(m + 1, WordClass.COORDINATOR))
        content = [before, WordRange(after.first, next(ends, after.last))]
        return make_candidate(
            tokens, WordRange(i, i + 1), content, None, reading=reading, frame="clause", form="adverb"
        )

    def _clause_start(self, first: int, s: int) -> int:
        """Return where a clause begins whose subject begins at word `s`, with the phrase that opens the sentence."""
        tokens = self.tokens
        opens = s > first and tokens.words[s - 1] == "," and tokens.flags[first] & WordClass.PREPOSITION
        return first if opens else s

    def _is_predicate(self, k: int, *, helped: bool) -> bool:
        """Return whether a verb or what follows "is" begins at word `k`, not a noun: "an allegedly stolen car"."""
        return helped or self.nouns.is_verb(k) or self.tokens.has_ending(k, "past")

    def _by_phrase(self, stretch: Stretch, i: int, reading: Reading) -> Candidate | None:
        """Return the candidate of "according to Roe, ..." or "..., according to Roe"."""
        tokens, last, end = self.tokens, stretch.last, i + reading.length
        initial = i == stretch.first or (i == stretch.first + 1 and tokens.flags[stretch.first] & WordClass.COORDINATOR)
        source = self._source_in_front(end, last) if initial else self._source_behind(end, last)
        if source is None:
            return None
        k = source.last
        if initial:
            k += k < last and tokens.words[k] == ","
            content = [self.contents.from_word(k, last, finite=False)] if k < last else []
            frame = "initial"
        else:
            content = self.contents.before(stretch.first, i)
            if k < last and tokens.words[k] == "," and content:
                content += self._rest_of_clause(k + 1, last)
            frame = "final comma" if tokens.words[i - 1] == "," else "final"
        return make_candidate(tokens, WordRange(i, end), content, source, reading=reading, frame=frame, form="phrase")

    def _source_in_front(self, end: int, last: int) -> WordRange | None:
        """Return the source of "According to Roe, a nurse, ...", with an appositive only if a comma closes it."""
        tokens, head = self.tokens, self.nouns.starting_at(end, last, whole=False)
        if head is None or head.last + 1 >= last or tokens.words[head.last] != ",":
            return head
        opening = head.last + 1
        if not self.nouns.opens_appositive(opening):
            return head
        for m in range(opening, min(last - 1, head.last + _APPOSITIVE_REACH)):
            if tokens.words[m] == ",":
                return WordRange(head.first, m)
            if self.nouns.is_verb(m) and not tokens.flags[opening] & WordClass.RELATIVE:
                return head
        return head

    def _source_behind(self, end: int, last: int) -> WordRange | None:
        """Return the source of "..., according to a survey published on Monday", up to the next mark."""
        tokens = self.tokens
        # Only a name has a description after a comma. After "a nurse," the sentence goes on.
        source = self.nouns.starting_at(end, last, whole=tokens.is_capitalised(end))
        if source is None:
            return None
        m, last = source.last, min(last, source.last + _SOURCE_REACH)
        while m < last and tokens.words[m] not in MARKS and not tokens.quoted[m]:
            if tokens.flags[m] & (WordClass.COORDINATOR | WordClass.SUBJECT):
                return source
            m += 1
        return WordRange(source.first, m)

    def _rest_of_clause(self, k: int, last: int) -> list[WordRange]:
        """Return the rest of a clause that "according to" interrupts."""
        if k >= last:
            return []
        if self.tokens.quoted[k]:
            return [self.contents.from_word(k, last, finite=False)]
        goes_on = not self.tokens.flags[k] & _OPENS_SIDE_CLAUSE and self.nouns.is_verb(k)
        return [WordRange(k, last)] if goes_on else []

    def find_colon(self, stretch: Stretch) -> Candidate | None:
        """Read a sentence as `Source: content`.

        Args:
            stretch: The sentence.
        """
        tokens, first = self.tokens, stretch.first
        reach = min(first + _COLON_REACH, stretch.last - 1)
        if ":" not in tokens.words[first + 1 : reach]:  # nearly always
            return None
        for k in range(first + 1, reach):
            if tokens.quoted[k]:
                return None
            if tokens.words[k] == ":":
                named = (
                    tokens.is_capitalised(first)
                    and not tokens.flags[first] & WordClass.WH
                    and not any(self._is_verb_before_colon(m, k) for m in range(first, k))
                )
                content = tokens.trim(WordRange(k + 1, stretch.last))
                if not named or content.size <= 0:
                    return None
                frame = self._colon_frame(stretch, k)
                return Candidate(WordRange(k, k + 1), [content], WordRange(first, k), ":", frame, "colon")
        return None

    def _is_verb_before_colon(self, m: int, k: int) -> bool:
        """Return whether word `m` is a verb, or a verb of the lexicon right before the colon `k`: "Roe says:"."""
        if self.nouns.is_verb(m):
            return True
        if m == 0 or m != k - 1 or self.tokens.is_capitalised(m):
            return False
        return any(r.entry.kind == "verb" for r in self.verbs.readings.get(self.tokens.lowers[m], ()))

    def _colon_frame(self, stretch: Stretch, k: int) -> str:
        """Return the frame of `Source: content`, from how the source is written and what follows."""
        tokens, word = self.tokens, self.tokens.words[stretch.first]
        if tokens.quoted[k + 1]:
            return "quote"
        if word.isupper() and len(word) > 1:
            return "capitals"
        if stretch.headline:
            return "headline"
        words = range(stretch.first, k)
        named = len(words) > 1 and all(
            tokens.is_capitalised(m) and not tokens.flags[m] & WordClass.DETERMINER for m in words
        )
        return "name" if named else "other"
