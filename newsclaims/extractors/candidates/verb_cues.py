"""Attributions whose cue is a verb: said, was accused of, alleging, to protest."""

from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims.language import AUXILIARY, Reading, WordClass
from newsclaims.syntax import (
    CLOSERS,
    DASHES,
    Frame,
    NounPhrases,
    Stretch,
    Subjects,
    Tokens,
    VerbGroup,
    VerbGroups,
    WordRange,
)

from .candidate import Candidate, made
from .content_reach import ContentReach

__all__ = ["VerbCues"]

# How far to trust an attribution whose source the next one shares, and how many to look back at.
_NEAR_TRUST = 0.25
_NEAR = 20
_CLAUSE_REACH = 40
_REASON_REACH = 12
_OPENS_CLAUSE = WordClass.COORDINATOR | WordClass.SUBORDINATOR | AUXILIARY | WordClass.VERB
_LEFT = ("end", "comma", "adverbial")
_AFTER_QUOTE = (*_LEFT, "np", "np_quote", "quote")
_BEFORE_NEXT = ("np", "prep to", "prep with", "clause", "end")


@frozen(slots=True)
class VerbCues:
    """Finds attributions by their verbs, sentence by sentence.

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

    def find(self, stretch: Stretch, i: int, reading: Reading, found: Sequence[Candidate]) -> Candidate | None:
        """Read word `i` as a cue.

        Args:
            stretch: The sentence.
            i: The head of the cue.
            reading: How the lexicon reads it.
            found: What was found in the sentence so far, for cues that share a source.
        """
        group = self.verbs.group(stretch.first, i, reading)
        if group is None or group.end > stretch.last:
            return None
        if reading.tail == ("to",) and group.end < stretch.last and self.verbs.base(group.end):
            group = evolve(group, end=group.end - 1)  # "agreed to close": "to" belongs to the content
        if group.form == "passive":
            return self._passive(stretch, group, reading)
        if group.form in ("finite", "participle"):
            return self._finite(stretch, group, reading, found[-_NEAR:])
        return self._dependent(stretch, group, reading, found[-_NEAR:])

    def _finite(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        tokens, g, first = self.tokens, group.first, stretch.first
        if g == first and stretch.before is not None:
            return self._inverted(stretch.before, stretch.last, group, reading)
        after_quote = self._quote_ends(first, g)
        subject = None if after_quote and tokens.words[g - 1] != "," else self.subjects.before(first, g)
        if subject is not None and tokens.quoted[subject[0]] and tokens.quoted[subject[1] - 1]:
            subject = None
        if subject is not None:
            return (
                self._with_subject(stretch, group, reading, subject) if self._agree(subject, group, reading) else None
            )
        after_comma = g > first and tokens.words[g - 1] == "," and tokens.flags[g] & WordClass.PLAIN_CUE
        if after_quote or (after_comma and tokens.lowers[group.end : group.end + 1] != ("that",)):
            return self._inverted((first, g), stretch.last, group, reading)
        return self._coordinated(stretch, group, reading, found)

    def _agree(self, subject: WordRange, group: VerbGroup, reading: Reading) -> bool:
        """Say whether a bare verb agrees with its subject; if not it is a noun: "an hourlong show", "those calls"."""
        tokens, forms = self.tokens, reading.forms
        if group.aspect or "past" in forms:
            return True
        opens = tokens.flags[subject[0]]
        if "base" in forms:
            return not opens & WordClass.SINGULAR or tokens.lowers[subject[0]] == "that"
        joined = (
            any(tokens.lowers[m] == "and" for m in range(*subject)) and "," not in tokens.words[subject[0] : subject[1]]
        )
        return "third" not in forms or not (opens & WordClass.PLURAL or joined)

    def _quote_ends(self, first: int, g: int) -> bool:
        """Say whether a quotation ends right before word `g`, a comma or dash between them or not."""
        tokens = self.tokens
        if g <= first:
            return False
        mark = tokens.words[g - 1] == "," or tokens.words[g - 1] in DASHES
        return bool(tokens.quoted[g - 1] or (mark and g - 1 > first and tokens.quoted[g - 2]))

    def _with_subject(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, subject: WordRange
    ) -> Candidate | None:
        """Return what a finite verb with a subject of its own attributes: before it, after it, or both."""
        frame = self.verbs.frame(group.end, stretch.last)
        left = self._left(stretch, group, subject, frame)
        if left is not None:
            name, content = left
        elif self.tokens.lowers[subject[0] - 1 : subject[0]] == ("what",) and not frame.opens:
            name, content = "gap " + frame.name, [(subject[0] - 1, subject[0])]
        elif frame.opens:
            return self._right(stretch, group, subject, reading, frame)
        else:
            return None
        cue = (group.first, group.end)
        return made(self.tokens, cue, content, subject, reading=reading, frame=name, form=group.pattern)

    def _left(
        self, stretch: Stretch, group: VerbGroup, subject: WordRange, frame: Frame
    ) -> tuple[str, list[WordRange]] | None:
        """Return frame and content of `"...," Roe said`, of `..., Roe said`, and of `Roe said:` before a quotation."""
        tokens, s, first, last = self.tokens, subject[0], stretch.first, stretch.last
        if stretch.after is not None and frame.name in _BEFORE_NEXT:
            return "next quote", [stretch.after]
        if stretch.before is not None and frame.name in _LEFT and s - first <= 1:
            return "left quote", [stretch.before, *self._resumed(frame.content, last)]
        if self._quote_ends(first, s) and (frame.name in _AFTER_QUOTE or frame.name.startswith("prep")):
            content = self.contents.left(first, s)
            if frame.name in ("quote", "np_quote"):
                content.append(self.contents.right(frame.content, last, finite=True))
            elif frame.name == "comma":
                content += self._resumed(frame.content, last)
            return "left quote", content
        if s == first or not (tokens.words[s - 1] == "," or tokens.words[s - 1] in DASHES):
            return None
        trailing = frame.name == "np" and self._only_told(stretch, group, frame)
        trailing = trailing or (frame.name.startswith("prep") and self._clause_before(first, s))
        if frame.name not in _LEFT and not trailing:
            return None
        content = self.contents.left(first, s)
        if frame.name == "comma":
            content += self._resumed(frame.content, last, clause=True)
        return "left " + frame.name, content

    def _only_told(self, stretch: Stretch, group: VerbGroup, frame: Frame) -> bool:
        """Say whether "..., she told passengers on Friday" ends with who was told: the content stands before."""
        if not self.tokens.flags[group.end - 1] & WordClass.ADDRESSEE or not self._clause_before(
            stretch.first, group.first
        ):
            return False
        told = self.nouns.after(frame.content, stretch.last, whole=False)
        return told is not None and self.verbs.frame(told[1], stretch.last).name in _LEFT

    def _clause_before(self, first: int, s: int) -> bool:
        """Say whether a main clause stands before word `s`, with a verb, rather than "On Monday,"."""
        tokens = self.tokens
        if tokens.flags[first] & (WordClass.SUBORDINATOR | WordClass.PREPOSITION) or tokens.lowers[first].endswith(
            "ing"
        ):
            return False
        return any(self.nouns.verb(m) for m in range(first, min(s, first + _CLAUSE_REACH)))

    def _right(
        self, stretch: Stretch, group: VerbGroup, source: WordRange | None, reading: Reading, frame: Frame
    ) -> Candidate | None:
        """Return what a verb attributes that stands after it."""
        tokens, cue_end = self.tokens, group.end
        if frame.name.startswith(("prep", "to")) and not reading.tail and frame.content == group.end + 1:
            cue_end = frame.content
        s = source[0] if source else group.first
        content = [self._reach(stretch, group, s, frame)]
        if frame.name == "np" and tokens.lowers[s - 1 : s] == ("what",):
            content.append((s - 1, s))
        return made(
            tokens, (group.first, cue_end), content, source, reading=reading, frame=frame.name, form=group.pattern
        )

    def _reach(self, stretch: Stretch, group: VerbGroup, s: int, frame: Frame) -> WordRange:
        """Return how far a content reaches after a verb whose subject begins at word `s`."""
        tokens, contents, last = self.tokens, self.contents, stretch.last
        clause = frame.name in ("clause", "that")
        if group.form != "finite":
            return contents.right(frame.content, last, finite=False, clausal=clause)
        if (
            tokens.flags[s] & WordClass.WHO
            and s
            and tokens.words[s - 1] != ","
            and not tokens.flags[s - 1] & _OPENS_CLAUSE
        ):
            return self._restrictive(stretch, s, frame, clause=clause)
        relative = bool(tokens.flags[s] & WordClass.WHO) and s > 0 and tokens.words[s - 1] == ","
        return contents.right(
            frame.content, last, finite=True, inside=tokens.opens_clause(s), relative=relative, clausal=clause
        )

    def _restrictive(self, stretch: Stretch, s: int, frame: Frame, *, clause: bool) -> WordRange:
        """Return the content in "A man who saw the crash said ...": it ends before the verb of the man."""
        reach = self.contents.short(frame.content, stretch.last, clause=clause)
        verb_before = any(self.nouns.verb(m) for m in range(max(stretch.first, s - _CLAUSE_REACH), s))
        if frame.name == "clause" and reach[1] >= stretch.last and not verb_before:
            return self.contents.short(frame.content, stretch.last)
        return reach

    def _resumed(self, p: int, last: int, *, clause: bool = False) -> list[WordRange]:
        """Return what goes on after `..., he said, ...`: a second quotation, or the rest of the clause."""
        tokens, n = self.tokens, p + 1
        if p < 0 or n >= last or tokens.words[p] != ",":
            return []
        if tokens.quoted[n]:
            return [self.contents.right(n, last, finite=True)]
        if (
            not clause
            or tokens.flags[n] & (WordClass.SUBORDINATOR | WordClass.COORDINATOR)
            or tokens.lowers[n] == "according"
        ):
            return []
        ing = any("ing" in r.forms for r in self.verbs.readings.get(tokens.lowers[n], ()))
        return [] if ing else [(n, last)]

    def _inverted(self, before: WordRange, last: int, group: VerbGroup, reading: Reading) -> Candidate | None:
        """Return `"...," said Roe, a nurse`."""
        source = self.nouns.after(self.verbs.past_adverbials(group.end, last), last)
        if source is None:
            return None
        content = self.contents.left(*before)
        if content and source[1] < last:
            verb = source[1] + 1 < last and self.nouns.verb(source[1] + 1)
            content += self._resumed(source[1], last, clause=verb)
        cue = (group.first, group.end)
        return made(self.tokens, cue, content, source, reading=reading, frame="inverted", form=group.pattern)

    def _coordinated(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        """Return "... and warned that": the source is that of the cue before."""
        tokens, g = self.tokens, group.first
        if g <= stretch.first or not (
            tokens.flags[g - 1] & WordClass.COORDINATOR or tokens.lowers[g - 1] in (",", "then")
        ):
            return None
        near = [c for c in found if c.finite and c.source is not None and c.trust >= _NEAR_TRUST]
        source = near[-1].source if near else self._shared(stretch.first, g, found)
        frame = self.verbs.frame(group.end, stretch.last)
        if source is None or not frame.opens:
            return None
        candidate = self._right(stretch, group, source, reading, frame)
        if candidate is not None:
            candidate.form = "coordinated"
        return candidate

    def _dependent(
        self, stretch: Stretch, group: VerbGroup, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        """Return ", alleging that" and "to protest": the source is that of the clause around it."""
        tokens, g, first = self.tokens, group.first, stretch.first
        frame = self.verbs.frame(group.end, stretch.last)
        if not frame.opens:
            return None
        form, source = group.form, None
        if form == "ing":
            if g == first or (
                g == first + 1 and tokens.flags[first] & (WordClass.PREPOSITION | WordClass.SUBORDINATOR)
            ):
                return self._opening(stretch.last, group, reading, frame)
            if tokens.words[g - 1] == ",":
                form = "ing comma"
            elif self._follows_noun(g):
                source, form = self.subjects.before(first, g), "ing noun"
        if source is None:
            source = self._shared(first, g, found)
        candidate = self._right(stretch, group, source, reading, frame)
        if candidate is not None:
            candidate.form = form
        return candidate

    def _follows_noun(self, g: int) -> bool:
        tokens = self.tokens
        if tokens.words[g - 1] in CLOSERS or tokens.words[g - 1] in DASHES:
            return False
        return not tokens.flags[g - 1] & (WordClass.PREPOSITION | WordClass.COORDINATOR | WordClass.SUBORDINATOR)

    def _opening(self, last: int, group: VerbGroup, reading: Reading, frame: Frame) -> Candidate | None:
        """Return "Warning that ..., Roe left": a participle opens the sentence, its source follows the comma."""
        content = self.contents.right(frame.content, last, finite=False, inside=True)
        source = self.nouns.after(content[1] + 1, last, whole=False) if content[1] + 1 < last else None
        if source is None:
            return None
        while source[1] - source[0] > 1 and self.tokens.lowers[source[1] - 1].endswith("ed"):
            source = (source[0], source[1] - 1)  # its verb, where the lexicon does not know it
        cue = (group.first, group.end)
        return made(self.tokens, cue, [content], source, reading=reading, frame=frame.name, form="ing opening")

    def _shared(self, first: int, g: int, found: Sequence[Candidate]) -> WordRange | None:
        """Return the source of a cue without a subject of its own: that of a cue before it, or the clause's subject."""
        for candidate in reversed(found):
            if candidate.source is not None and candidate.frame.startswith(("left", "inverted")):
                return candidate.source
        start = self._main_clause(first, g)
        for candidate in found:
            trusted = candidate.finite and candidate.trust >= _NEAR_TRUST
            if trusted and candidate.source is not None and start <= candidate.head < g:
                return candidate.source
        for m in range(start + 1, min(g, start + _CLAUSE_REACH)):
            if not self.tokens.quoted[m] and self.nouns.verb(m):
                return self.subjects.before(start, m)
        return None

    def _main_clause(self, first: int, g: int) -> int:
        """Return where the main clause begins: after the comma of an opening "When ...," or "In ...,"."""
        tokens = self.tokens
        opens = tokens.flags[first] & (WordClass.SUBORDINATOR | WordClass.PREPOSITION) or tokens.lowers[first].endswith(
            "ing"
        )
        if opens and not tokens.quoted[first]:
            for m in range(first + 1, min(g - 2, first + _CLAUSE_REACH)):
                if tokens.words[m] == "," and not tokens.quoted[m]:
                    return m + 1
        return first

    def _passive(self, stretch: Stretch, group: VerbGroup, reading: Reading) -> Candidate | None:
        """Return "Roe was accused of ...", "it is believed that ...", "Roe was criticised by Doe for ..."."""
        tokens, last, p = self.tokens, stretch.last, group.end
        subject = self.subjects.before(stretch.first, group.first)
        if p < last and tokens.lowers[p] == "by":
            return self._by(last, group, reading, subject)
        quoted_as = subject is not None and tokens.lowers[p : p + 2] == ("as", "saying")
        p += 2 * quoted_as
        frame, cue = self.verbs.frame(p, last), (group.first, p)
        if not frame.opens or subject is None:
            return None
        if quoted_as:
            content = [self.contents.right(frame.content, last, finite=True, clausal=True)]
            return made(tokens, cue, content, subject, reading=reading, frame=frame.name, form="quoted as")
        if frame.name.startswith("prep") and frame.content == p + 1 and not reading.tail:
            cue = (cue[0], p + 1)
        content, name = [self.contents.right(frame.content, last, finite=False)], frame.name
        if frame.name == "that" and subject[1] - subject[0] == 1 and tokens.lowers[subject[0]] == "it":
            name = "it that"
        elif frame.name not in ("wh", "that", "quote"):
            content.append(subject)
        return made(tokens, cue, content, None, reading=reading, frame=name, form="passive")

    def _by(self, last: int, group: VerbGroup, reading: Reading, subject: WordRange | None) -> Candidate | None:
        """Return "Roe was criticised by Doe for ...": Doe is the source."""
        tokens = self.tokens
        limit = self._reason(group, last)
        source = self.nouns.after(group.end + 1, limit)
        if source is None:
            return None
        content = [subject] if subject else []
        if source[1] < last and tokens.flags[source[1]] & WordClass.REASON:
            content.append(self.contents.right(source[1], last, finite=False))
        cue = (group.first, group.end)
        return made(tokens, cue, content, source, reading=reading, frame="by", form="passive")

    def _reason(self, group: VerbGroup, last: int) -> int:
        """Return where the reason begins in "by doctors as unsafe", "accused by prosecutors of fraud"."""
        tokens = self.tokens
        particles = {r.tail[0] for r in self.verbs.readings.get(tokens.lowers[group.end - 1], ()) if r.tail}
        for m in range(group.end + 2, min(last, group.end + _REASON_REACH)):
            if tokens.flags[m] & WordClass.REASON and (
                tokens.lowers[m] in particles or tokens.lowers[m] in ("as", "for")
            ):
                return m
        return last
