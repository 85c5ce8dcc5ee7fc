"""Finds attributions whose cue is a verb: "said", "was accused of", "alleging", "to protest"."""

from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims._language import AUXILIARY, Reading, WordClass
from newsclaims._syntax import CLOSERS, DASHES, Frame, Stretch, VerbGroup
from newsclaims.text import WordRange

from .candidate import Candidate, make_candidate
from .cue_reader import CueReader

__all__ = ["VerbCues"]

# The smallest trust in an attribution whose source the next one can share, and how many attributions are searched.
_NEAR_TRUST = 0.25
_NEAR = 20
_PURPOSE = 3
"""How many words come before an infinitive that opens a sentence: "To ..." or "In order to ..."."""
_CLAUSE_REACH = 40
_REASON_REACH = 12
_ASKER_REACH = 60
_QUESTION_REACH = 250
_OPENS_SIDE_CLAUSE = WordClass.SUBORDINATOR | WordClass.PREPOSITION
_OPENS_CLAUSE = WordClass.COORDINATOR | WordClass.SUBORDINATOR | AUXILIARY | WordClass.VERB
_PARTICLE = WordClass.PREPOSITION | WordClass.INFINITIVE_MARK
_NOTHING_AFTER = ("end", "comma", "adverbial")
"""Frames of a cue that governs nothing, so that its content is before it."""
_AFTER_QUOTATION = (*_NOTHING_AFTER, "np", "np_quote", "quote")
"""Frames of a cue whose content can be the quotation before it."""
_BEFORE_NEXT = ("np", "prep to", "prep with", "clause", "end")
"""Frames of a cue whose content can be the next sentence, after a colon."""


@frozen(slots=True)
class VerbCues(CueReader):
    """Finds attributions by their verbs, sentence by sentence."""

    def find(self, stretch: Stretch, i: int, reading: Reading, found: Sequence[Candidate]) -> Candidate | None:
        """Read word `i` as a cue.

        Args:
            stretch: The sentence.
            i: The head of the cue.
            reading: The lexicon's reading of it.
            found: The candidates of the sentence so far, for cues that share a source.
        """
        group = self.verbs.group_at(stretch.first, i, reading)
        if group is None or group.end > stretch.last:
            return None
        to = reading.length == 2 and self.tokens.flags[i + 1] & WordClass.INFINITIVE_MARK
        if to and group.end < stretch.last and self.verbs.is_base_form(group.end):
            group = evolve(group, end=group.end - 1)  # "agreed to close": "to" belongs to the content
        if group.form == "passive":
            return self._by_passive(stretch, group, reading)
        put = self._by_question_put(stretch, group, reading)
        if put is not None:
            return put
        if group.form in ("finite", "participle"):
            return self._by_finite_verb(stretch, group, reading, found)
        return self._by_dependent_verb(stretch, group, reading, found)

    def _by_finite_verb(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        """Return the candidate of "Roe said", "said Roe" or "... and said"."""
        tokens, g, first = self.tokens, group.first, stretch.first
        if g == first and stretch.before is not None:
            return self._by_inverted_verb(stretch.before, stretch.last, group, reading)
        after_quote = self._quotation_ends_before(first, g)
        subject = None if after_quote and tokens.words[g - 1] != "," else self.subjects.before_verb(first, g)
        if subject is not None and tokens.quoted[subject.first] and tokens.quoted[subject.last - 1]:
            subject = None
        if subject is not None:
            agrees = self._agrees(subject, group, reading)
            return self._by_verb_with_subject(stretch, group, reading, subject) if agrees else None
        after_comma = g > first and tokens.words[g - 1] == "," and tokens.flags[g] & WordClass.PLAIN_CUE
        if after_quote or (after_comma and not tokens.has_class(group.end, WordClass.COMPLEMENTISER)):
            return self._by_inverted_verb(WordRange(first, g), stretch.last, group, reading)
        return self._by_coordinated_verb(stretch, group, reading, found)

    def _by_question_put(self, stretch: Stretch, group: VerbGroup, reading: Reading) -> Candidate | None:
        """Return the candidate of "Asked whether ..., Roe left", whose source is the asker, if the text names one."""
        tokens, g, last = self.tokens, group.first, stretch.last
        inserted = g > stretch.first and tokens.words[g - 1] == ","
        opens = (g == stretch.first and stretch.before is None) or bool(tokens.flags[g - 1] & WordClass.CONDITION)
        if not (opens or inserted) or group.aspect or "participle" not in reading.forms:  # nearly always
            return None
        if reading.entry.lemma.split()[0] not in tokens.language.nesting["put"]:
            return None
        end, source = group.end, None
        if tokens.has_class(end, WordClass.PASSIVE_AGENT):
            near = range(end + 2, min(last, end + _ASKER_REACH))
            opener = next((m for m in near if tokens.flags[m] & WordClass.WH), last)
            source = self.nouns.starting_at(end + 1, opener, whole=False)
            if source is None:
                return None
            end = source.last
        frame = self.verbs.frame_after(end, last)
        topic = frame.name.startswith("prep") and frame.content == end + 1
        if not (topic or frame.name in ("wh", "inf") or (reading.tail and frame.name == "np")):
            return None
        reach = min(last, frame.content + _QUESTION_REACH)
        ends = (m for m in range(frame.content, reach) if tokens.words[m] == "," and not tokens.quoted[m])
        content = WordRange(frame.content, next(ends, reach))
        if inserted and content.last == reach:
            return None  # "said nothing, asked about the flood and left"
        cue = WordRange(g, frame.content if topic and source is None else group.end + (source is not None))
        return make_candidate(tokens, cue, [content], source, reading=reading, frame=frame.name, form="asked")

    def _agrees(self, subject: WordRange, group: VerbGroup, reading: Reading) -> bool:
        """Return whether a bare verb agrees with its subject; otherwise it is a noun: "an hourlong show"."""
        tokens, forms = self.tokens, reading.forms
        if group.aspect or "past" in forms:
            return True
        opens = tokens.flags[subject.first]
        if "base" in forms:
            return not opens & WordClass.SINGULAR or bool(opens & WordClass.COMPLEMENTISER)
        joined = any(tokens.flags[m] & WordClass.ADDITION for m in subject.indices)
        joined = joined and "," not in tokens.words[subject.slice]
        return "third" not in forms or not (opens & WordClass.PLURAL or joined)

    def _quotation_ends_before(self, first: int, g: int) -> bool:
        """Return whether a quotation ends right before word `g`, with or without a comma or dash between them."""
        tokens = self.tokens
        if g <= first:
            return False
        mark = tokens.words[g - 1] == "," or tokens.words[g - 1] in DASHES
        return bool(tokens.quoted[g - 1] or (mark and g - 1 > first and tokens.quoted[g - 2]))

    def _by_verb_with_subject(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, subject: WordRange
    ) -> Candidate | None:
        """Return the candidate of a finite verb with its own subject: the content is before it, after it, or both."""
        frame = self.verbs.frame_after(group.end, stretch.last)
        left = self._content_before(stretch, group, subject, frame)
        if left is not None:
            name, content = left
        elif not frame.opens_content and self.tokens.has_class(subject.first - 1, WordClass.FREE_RELATIVE):
            name, content = "gap " + frame.name, [WordRange(subject.first - 1, subject.first)]
        elif frame.opens_content:
            return self._content_after(stretch, group, subject, reading, frame)
        else:
            return None
        return make_candidate(
            self.tokens, group.words, content, subject, reading=reading, frame=name, form=group.pattern
        )

    def _content_before(
        self, stretch: Stretch, group: VerbGroup, subject: WordRange, frame: Frame
    ) -> tuple[str, list[WordRange]] | None:
        """Return frame and content of `"...," Roe said`, `..., Roe said` or `Roe said:` before a quotation."""
        tokens, s, first, last = self.tokens, subject.first, stretch.first, stretch.last
        if stretch.after is not None and frame.name in _BEFORE_NEXT:
            return "next quote", [stretch.after]
        if stretch.before is not None and frame.name in _NOTHING_AFTER and s - first <= 1:
            return "left quote", [stretch.before, *self._resumed_content(frame.content, last)]
        if self._quotation_ends_before(first, s) and (frame.name in _AFTER_QUOTATION or frame.name.startswith("prep")):
            content = self.contents.before(first, s)
            if frame.name in ("quote", "np_quote"):
                content.append(self.contents.from_word(frame.content, last, finite=True))
            elif frame.name == "comma":
                content += self._resumed_content(frame.content, last)
            return "left quote", content
        if s == first or not (tokens.words[s - 1] == "," or tokens.words[s - 1] in DASHES):
            return None
        trailing = frame.name == "np" and self._only_told(stretch, group, frame)
        trailing = trailing or (frame.name.startswith("prep") and self._main_clause_precedes(first, s))
        if frame.name not in _NOTHING_AFTER and not trailing:
            return None
        content = self.contents.before(first, s)
        if frame.name == "comma":
            content += self._resumed_content(frame.content, last, clause=True)
        return "left " + frame.name, content

    def _only_told(self, stretch: Stretch, group: VerbGroup, frame: Frame) -> bool:
        """Return whether only the addressee follows: "..., she told passengers on Friday"; the content is before it."""
        if not self.tokens.flags[group.end - 1] & WordClass.ADDRESSEE:
            return False
        if not self._main_clause_precedes(stretch.first, group.first):
            return False
        told = self.nouns.starting_at(frame.content, stretch.last, whole=False)
        return told is not None and self.verbs.frame_after(told.last, stretch.last).name in _NOTHING_AFTER

    def _main_clause_precedes(self, first: int, s: int) -> bool:
        """Return whether a main clause with a verb is before word `s`, not a phrase such as "On Monday,"."""
        if self._opens_side_clause(first):
            return False
        return any(self.nouns.is_verb(m) for m in range(first, min(s, first + _CLAUSE_REACH)))

    def _content_after(
        self, stretch: Stretch, group: VerbGroup, source: WordRange | None, reading: Reading, frame: Frame
    ) -> Candidate | None:
        """Return the content after a verb."""
        tokens, cue = self.tokens, group.words
        joined = frame.name.startswith(("prep", "to")) and frame.content == group.end + 1
        if joined and not (reading.tail and tokens.flags[group.end - 1] & _PARTICLE):
            cue = WordRange(group.first, frame.content)
        s = source.first if source else group.first
        content = [self._reach_after(stretch, group, s, frame)]
        if frame.name == "np" and tokens.has_class(s - 1, WordClass.FREE_RELATIVE):
            content.append(WordRange(s - 1, s))
        return make_candidate(tokens, cue, content, source, reading=reading, frame=frame.name, form=group.pattern)

    def _reach_after(self, stretch: Stretch, group: VerbGroup, s: int, frame: Frame) -> WordRange:
        """Return the range of a content after a verb whose subject begins at word `s`."""
        tokens, contents, last = self.tokens, self.contents, stretch.last
        clause = frame.name in ("clause", "that")
        if group.form != "finite":
            opens = group.form == "infinitive" and group.first - stretch.first <= _PURPOSE
            return contents.from_word(frame.content, last, finite=False, inside=opens, clausal=clause)
        relative = s > 0 and bool(tokens.flags[s] & WordClass.WHO)
        after_comma = relative and tokens.words[s - 1] == ","
        if relative and not after_comma and not tokens.flags[s - 1] & _OPENS_CLAUSE:
            return self._reach_in_relative_clause(stretch, s, frame, clause=clause)
        return contents.from_word(
            frame.content, last, finite=True, inside=tokens.in_opening_clause(s), relative=after_comma, clausal=clause
        )

    def _reach_in_relative_clause(self, stretch: Stretch, s: int, frame: Frame, *, clause: bool) -> WordRange:
        """Return the content in "A man who saw the crash said ...": it ends before the verb of the main clause."""
        reach = self.contents.of_noun(frame.content, stretch.last, clause=clause)
        verb_before = any(self.nouns.is_verb(m) for m in range(max(stretch.first, s - _CLAUSE_REACH), s))
        if frame.name == "clause" and reach.last >= stretch.last and not verb_before:
            return self.contents.of_noun(frame.content, stretch.last)
        return reach

    def _resumed_content(self, p: int, last: int, *, clause: bool = False) -> list[WordRange]:
        """Return the rest of a content after `..., he said, ...`: a second quotation, or the rest of the clause."""
        tokens, n = self.tokens, p + 1
        if p < 0 or n >= last or tokens.words[p] != ",":
            return []
        if tokens.quoted[n]:
            return [self.contents.from_word(n, last, finite=True)]
        if not clause or tokens.flags[n] & (WordClass.SUBORDINATOR | WordClass.COORDINATOR | WordClass.SOURCE_OPENER):
            return []
        ing = any("ing" in r.forms for r in self.verbs.readings.get(tokens.lowers[n], ()))
        return [] if ing else [WordRange(n, last)]

    def _by_inverted_verb(self, before: WordRange, last: int, group: VerbGroup, reading: Reading) -> Candidate | None:
        """Return the candidate of `"...," said Roe, a nurse`."""
        source = self.nouns.starting_at(self.verbs.skip_adverbials(group.end, last), last)
        if source is None:
            return None
        content = self.contents.before(before.first, before.last)
        if content and source.last < last:
            verb = source.last + 1 < last and self.nouns.is_verb(source.last + 1)
            content += self._resumed_content(source.last, last, clause=verb)
        return make_candidate(
            self.tokens, group.words, content, source, reading=reading, frame="inverted", form=group.pattern
        )

    def _by_coordinated_verb(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        """Return the candidate of "... and warned that": its source is the source of the cue before."""
        tokens, g = self.tokens, group.first
        if g <= stretch.first:
            return None
        joins = tokens.flags[g - 1] & (WordClass.COORDINATOR | WordClass.SEQUENCE)
        if not joins and tokens.words[g - 1] != ",":
            return None
        found = found[-_NEAR:]
        near = [c for c in found if c.is_finite and c.source is not None and c.trust >= _NEAR_TRUST]
        source = near[-1].source if near else self._shared_source(stretch.first, g, found)
        frame = self.verbs.frame_after(group.end, stretch.last)
        if source is None or not frame.opens_content:
            return None
        candidate = self._content_after(stretch, group, source, reading, frame)
        if candidate is not None:
            candidate.form = "coordinated"
        return candidate

    def _by_dependent_verb(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        """Return the candidate of ", alleging that" or "to protest": its source is that of the clause around it."""
        tokens, g, first = self.tokens, group.first, stretch.first
        frame = self.verbs.frame_after(group.end, stretch.last)
        if not frame.opens_content:
            return None
        form, source = group.form, None
        if form == "ing":
            if g == first or (g == first + 1 and tokens.flags[first] & _OPENS_SIDE_CLAUSE):
                return self._by_opening_participle(stretch.last, group, reading, frame)
            if tokens.words[g - 1] == ",":
                form = "ing comma"
            elif self._follows_noun(g):
                source, form = self.subjects.before_verb(first, g), "ing noun"
        if source is None:
            source = self._shared_source(first, g, found[-_NEAR:])
        candidate = self._content_after(stretch, group, source, reading, frame)
        if candidate is not None:
            candidate.form = form
        return candidate

    def _follows_noun(self, g: int) -> bool:
        """Return whether a noun can be right before word `g`, and not a mark, preposition or conjunction."""
        tokens = self.tokens
        if tokens.words[g - 1] in CLOSERS or tokens.words[g - 1] in DASHES:
            return False
        return not tokens.flags[g - 1] & (WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.SUBORDINATOR)

    def _by_opening_participle(self, last: int, group: VerbGroup, reading: Reading, frame: Frame) -> Candidate | None:
        """Return the candidate of "Warning that ..., Roe left": the source is after the comma."""
        content = self.contents.from_word(frame.content, last, finite=False, inside=True)
        after = content.last + 1
        source = self.nouns.starting_at(after, last, whole=False) if after < last else None
        if source is None:
            return None
        while source.size > 1 and self.tokens.has_ending(source.last - 1, "past"):
            source = WordRange(source.first, source.last - 1)  # without its verb, if that is not in the lexicon
        name = frame.name
        return make_candidate(
            self.tokens, group.words, [content], source, reading=reading, frame=name, form="ing opening"
        )

    def _shared_source(self, first: int, g: int, found: Sequence[Candidate]) -> WordRange | None:
        """Return the source of a cue without its own subject: that of a cue before it, or the clause's subject."""
        for candidate in reversed(found):
            if candidate.source is not None and candidate.frame.startswith(("left", "inverted")):
                return candidate.source
        start = self._main_clause_start(first, g)
        for candidate in found:
            trusted = candidate.is_finite and candidate.trust >= _NEAR_TRUST
            if trusted and candidate.source is not None and start <= candidate.cue.first < g:
                return candidate.source
        for m in range(start + 1, min(g, start + _CLAUSE_REACH)):
            if not self.tokens.quoted[m] and self.nouns.is_verb(m) and not self.tokens.flags[m] & WordClass.NONFINITE:
                return self.subjects.before_verb(start, m)
        return None

    def _main_clause_start(self, first: int, g: int) -> int:
        """Return the start of the main clause: after the comma of an opening "When ...," or "In ...,"."""
        tokens = self.tokens
        if self._opens_side_clause(first) and not tokens.quoted[first]:
            for m in range(first + 1, min(g - 2, first + _CLAUSE_REACH)):
                if tokens.words[m] == "," and not tokens.quoted[m]:
                    return m + 1
        return first

    def _opens_side_clause(self, first: int) -> bool:
        """Return whether a side clause or phrase begins at word `first`: "When ...", "In ...", "Warning ..."."""
        tokens = self.tokens
        return bool(tokens.flags[first] & _OPENS_SIDE_CLAUSE) or tokens.has_ending(first, "ing")

    def _by_passive(self, stretch: Stretch, group: VerbGroup, reading: Reading) -> Candidate | None:
        """Return the candidate of a passive: "Roe was accused of ...", "it is believed that ..."."""
        tokens, last, p = self.tokens, stretch.last, group.end
        subject = self.subjects.before_verb(stretch.first, group.first)
        if p < last and tokens.flags[p] & WordClass.PASSIVE_AGENT:
            return self._by_agent(last, group, reading, subject)
        quoted_as = subject is not None and self._quoted_as(p)
        p += 2 * quoted_as
        frame, cue = self.verbs.frame_after(p, last), WordRange(group.first, p)
        if not frame.opens_content or subject is None:
            return None
        if quoted_as:
            content = [self.contents.from_word(frame.content, last, finite=True, clausal=True)]
            return make_candidate(tokens, cue, content, subject, reading=reading, frame=frame.name, form="quoted as")
        if frame.name.startswith("prep") and frame.content == p + 1 and not reading.tail:
            cue = WordRange(group.first, p + 1)
        content, name = [self.contents.from_word(frame.content, last, finite=False)], frame.name
        it = subject.size == 1 and tokens.flags[subject.first] & WordClass.EXPLETIVE
        if frame.name == "that" and it:
            name = "it that"
        elif frame.name not in ("wh", "that", "quote"):
            content.append(subject)
        return make_candidate(tokens, cue, content, None, reading=reading, frame=name, form="passive")

    def _quoted_as(self, p: int) -> bool:
        """Return whether "as saying" is at word `p`."""
        tokens = self.tokens
        return tokens.has_class(p, WordClass.ROLE_MARK) and tokens.has_class(p + 1, WordClass.QUOTED_BY_AS)

    def _by_agent(self, last: int, group: VerbGroup, reading: Reading, subject: WordRange | None) -> Candidate | None:
        """Return the candidate of "Roe was criticised by Doe for ...": Doe is the source."""
        tokens = self.tokens
        limit = self._reason_start(group, last)
        source = self.nouns.starting_at(group.end + 1, limit)
        if source is None:
            return None
        content = [subject] if subject else []
        if source.last < last and tokens.flags[source.last] & WordClass.REASON:
            content.append(self.contents.from_word(source.last, last, finite=False))
        return make_candidate(tokens, group.words, content, source, reading=reading, frame="by", form="passive")

    def _reason_start(self, group: VerbGroup, last: int) -> int:
        """Return the start of the reason in "by doctors as unsafe", "accused by prosecutors of fraud"."""
        tokens = self.tokens
        particles = {r.tail[0] for r in self.verbs.readings.get(tokens.lowers[group.end - 1], ()) if r.tail}
        for m in range(group.end + 2, min(last, group.end + _REASON_REACH)):
            flags = tokens.flags[m]
            if flags & WordClass.REASON and (flags & WordClass.CAUSE or tokens.lowers[m] in particles):
                return m
        return last
