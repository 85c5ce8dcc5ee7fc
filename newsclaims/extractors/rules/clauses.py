"""Attributions whose cue is a verb: said, was accused of, alleging, to protest."""

from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims.lexicon import Reading

from .candidate import Candidate, made
from .contents import Contents
from .grammar import AUXILIARY, Class
from .nouns import Nouns
from .subjects import Subjects
from .verbs import Frame, Group, Verbs
from .view import CLOSERS, DASHES, Place, Range, View

__all__ = ["Clauses"]

# How far to trust an attribution whose source the next one shares, and how many to look back at.
_NEAR_TRUST = 0.25
_NEAR = 20
_CLAUSE_REACH = 40
_REASON_REACH = 12
_OPENS_CLAUSE = Class.COORDINATOR | Class.SUBORDINATOR | AUXILIARY | Class.VERB
_LEFT = ("end", "comma", "adverbial")
_AFTER_QUOTE = (*_LEFT, "np", "np_quote", "quote")
_BEFORE_NEXT = ("np", "prep to", "prep with", "clause", "end")


@frozen(slots=True)
class Clauses:
    """Finds attributions by their verbs, sentence by sentence.

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

    def find(self, place: Place, i: int, reading: Reading, found: Sequence[Candidate]) -> Candidate | None:
        """Read word `i` as a cue.

        Args:
            place: The sentence.
            i: The head of the cue.
            reading: How the lexicon reads it.
            found: What was found in the sentence so far, for cues that share a source.
        """
        group = self.verbs.group(place.first, i, reading)
        if group is None or group.end > place.last:
            return None
        if reading.tail == ("to",) and group.end < place.last and self.verbs.base(group.end):
            group = evolve(group, end=group.end - 1)  # "agreed to close": "to" belongs to the content
        if group.form == "passive":
            return self._passive(place, group, reading)
        if group.form in ("finite", "participle"):
            return self._finite(place, group, reading, found[-_NEAR:])
        return self._dependent(place, group, reading, found[-_NEAR:])

    def _finite(self, place: Place, group: Group, reading: Reading, found: Sequence[Candidate]) -> Candidate | None:
        view, g, first = self.view, group.first, place.first
        if g == first and place.before is not None:
            return self._inverted(place.before, place.last, group, reading)
        after_quote = self._quote_ends(first, g)
        subject = None if after_quote and view.words[g - 1] != "," else self.subjects.before(first, g)
        if subject is not None and view.quoted[subject[0]] and view.quoted[subject[1] - 1]:
            subject = None
        if subject is not None:
            return self._with_subject(place, group, reading, subject) if self._agree(subject, group, reading) else None
        after_comma = g > first and view.words[g - 1] == "," and view.flags[g] & Class.PLAIN_CUE
        if after_quote or (after_comma and view.lowers[group.end : group.end + 1] != ("that",)):
            return self._inverted((first, g), place.last, group, reading)
        return self._coordinated(place, group, reading, found)

    def _agree(self, subject: Range, group: Group, reading: Reading) -> bool:
        """Say whether a bare verb agrees with its subject; if not it is a noun: "an hourlong show", "those calls"."""
        view, forms = self.view, reading.forms
        if group.aspect or "past" in forms:
            return True
        opens = view.flags[subject[0]]
        if "base" in forms:
            return not opens & Class.SINGULAR or view.lowers[subject[0]] == "that"
        joined = (
            any(view.lowers[m] == "and" for m in range(*subject)) and "," not in view.words[subject[0] : subject[1]]
        )
        return "third" not in forms or not (opens & Class.PLURAL or joined)

    def _quote_ends(self, first: int, g: int) -> bool:
        """Say whether a quotation ends right before word `g`, a comma or dash between them or not."""
        view = self.view
        if g <= first:
            return False
        mark = view.words[g - 1] == "," or view.words[g - 1] in DASHES
        return bool(view.quoted[g - 1] or (mark and g - 1 > first and view.quoted[g - 2]))

    def _with_subject(self, place: Place, group: Group, reading: Reading, subject: Range) -> Candidate | None:
        """Return what a finite verb with a subject of its own attributes: before it, after it, or both."""
        frame = self.verbs.frame(group.end, place.last)
        left = self._left(place, group, subject, frame)
        if left is not None:
            name, content = left
        elif self.view.lowers[subject[0] - 1 : subject[0]] == ("what",) and not frame.opens:
            name, content = "gap " + frame.name, [(subject[0] - 1, subject[0])]
        elif frame.opens:
            return self._right(place, group, subject, reading, frame)
        else:
            return None
        cue = (group.first, group.end)
        return made(self.view, cue, content, subject, reading=reading, frame=name, form=group.pattern)

    def _left(self, place: Place, group: Group, subject: Range, frame: Frame) -> tuple[str, list[Range]] | None:
        """Return frame and content of `"...," Roe said`, of `..., Roe said`, and of `Roe said:` before a quotation."""
        view, s, first, last = self.view, subject[0], place.first, place.last
        if place.after is not None and frame.name in _BEFORE_NEXT:
            return "next quote", [place.after]
        if place.before is not None and frame.name in _LEFT and s - first <= 1:
            return "left quote", [place.before, *self._resumed(frame.content, last)]
        if self._quote_ends(first, s) and (frame.name in _AFTER_QUOTE or frame.name.startswith("prep")):
            content = self.contents.left(first, s)
            if frame.name in ("quote", "np_quote"):
                content.append(self.contents.right(frame.content, last, finite=True))
            elif frame.name == "comma":
                content += self._resumed(frame.content, last)
            return "left quote", content
        if s == first or not (view.words[s - 1] == "," or view.words[s - 1] in DASHES):
            return None
        trailing = frame.name == "np" and self._only_told(place, group, frame)
        trailing = trailing or (frame.name.startswith("prep") and self._clause_before(first, s))
        if frame.name not in _LEFT and not trailing:
            return None
        content = self.contents.left(first, s)
        if frame.name == "comma":
            content += self._resumed(frame.content, last, clause=True)
        return "left " + frame.name, content

    def _only_told(self, place: Place, group: Group, frame: Frame) -> bool:
        """Say whether "..., she told passengers on Friday" ends with who was told: the content stands before."""
        if not self.view.flags[group.end - 1] & Class.ADDRESSEE or not self._clause_before(place.first, group.first):
            return False
        told = self.nouns.after(frame.content, place.last, whole=False)
        return told is not None and self.verbs.frame(told[1], place.last).name in _LEFT

    def _clause_before(self, first: int, s: int) -> bool:
        """Say whether a main clause stands before word `s`, with a verb, rather than "On Monday,"."""
        view = self.view
        if view.flags[first] & (Class.SUBORDINATOR | Class.PREPOSITION) or view.lowers[first].endswith("ing"):
            return False
        return any(self.nouns.verb(m) for m in range(first, min(s, first + _CLAUSE_REACH)))

    def _right(
        self, place: Place, group: Group, source: Range | None, reading: Reading, frame: Frame
    ) -> Candidate | None:
        """Return what a verb attributes that stands after it."""
        view, cue_end = self.view, group.end
        if frame.name.startswith(("prep", "to")) and not reading.tail and frame.content == group.end + 1:
            cue_end = frame.content
        s = source[0] if source else group.first
        content = [self._reach(place, group, s, frame)]
        if frame.name == "np" and view.lowers[s - 1 : s] == ("what",):
            content.append((s - 1, s))
        return made(
            view, (group.first, cue_end), content, source, reading=reading, frame=frame.name, form=group.pattern
        )

    def _reach(self, place: Place, group: Group, s: int, frame: Frame) -> Range:
        """Return how far a content reaches after a verb whose subject begins at word `s`."""
        view, contents, last = self.view, self.contents, place.last
        clause = frame.name in ("clause", "that")
        if group.form != "finite":
            return contents.right(frame.content, last, finite=False, clausal=clause)
        if view.flags[s] & Class.WHO and s and view.words[s - 1] != "," and not view.flags[s - 1] & _OPENS_CLAUSE:
            return self._restrictive(place, s, frame, clause=clause)
        relative = bool(view.flags[s] & Class.WHO) and s > 0 and view.words[s - 1] == ","
        return contents.right(
            frame.content, last, finite=True, inside=view.opens_clause(s), relative=relative, clausal=clause
        )

    def _restrictive(self, place: Place, s: int, frame: Frame, *, clause: bool) -> Range:
        """Return the content in "A man who saw the crash said ...": it ends before the verb of the man."""
        reach = self.contents.short(frame.content, place.last, clause=clause)
        verb_before = any(self.nouns.verb(m) for m in range(max(place.first, s - _CLAUSE_REACH), s))
        if frame.name == "clause" and reach[1] >= place.last and not verb_before:
            return self.contents.short(frame.content, place.last)
        return reach

    def _resumed(self, p: int, last: int, *, clause: bool = False) -> list[Range]:
        """Return what goes on after `..., he said, ...`: a second quotation, or the rest of the clause."""
        view, n = self.view, p + 1
        if p < 0 or n >= last or view.words[p] != ",":
            return []
        if view.quoted[n]:
            return [self.contents.right(n, last, finite=True)]
        if not clause or view.flags[n] & (Class.SUBORDINATOR | Class.COORDINATOR) or view.lowers[n] == "according":
            return []
        ing = any("ing" in r.forms for r in self.verbs.readings.get(view.lowers[n], ()))
        return [] if ing else [(n, last)]

    def _inverted(self, before: Range, last: int, group: Group, reading: Reading) -> Candidate | None:
        """Return `"...," said Roe, a nurse`."""
        source = self.nouns.after(self.verbs.past_adverbials(group.end, last), last)
        if source is None:
            return None
        content = self.contents.left(*before)
        if content and source[1] < last:
            verb = source[1] + 1 < last and self.nouns.verb(source[1] + 1)
            content += self._resumed(source[1], last, clause=verb)
        cue = (group.first, group.end)
        return made(self.view, cue, content, source, reading=reading, frame="inverted", form=group.pattern)

    def _coordinated(
        self, place: Place, group: Group, reading: Reading, found: Sequence[Candidate]
    ) -> Candidate | None:
        """Return "... and warned that": the source is that of the cue before."""
        view, g = self.view, group.first
        if g <= place.first or not (view.flags[g - 1] & Class.COORDINATOR or view.lowers[g - 1] in (",", "then")):
            return None
        near = [c for c in found if c.finite and c.source is not None and c.trust >= _NEAR_TRUST]
        source = near[-1].source if near else self._shared(place.first, g, found)
        frame = self.verbs.frame(group.end, place.last)
        if source is None or not frame.opens:
            return None
        candidate = self._right(place, group, source, reading, frame)
        if candidate is not None:
            candidate.form = "coordinated"
        return candidate

    def _dependent(self, place: Place, group: Group, reading: Reading, found: Sequence[Candidate]) -> Candidate | None:
        """Return ", alleging that" and "to protest": the source is that of the clause around it."""
        view, g, first = self.view, group.first, place.first
        frame = self.verbs.frame(group.end, place.last)
        if not frame.opens:
            return None
        form, source = group.form, None
        if form == "ing":
            if g == first or (g == first + 1 and view.flags[first] & (Class.PREPOSITION | Class.SUBORDINATOR)):
                return self._opening(place.last, group, reading, frame)
            if view.words[g - 1] == ",":
                form = "ing comma"
            elif self._follows_noun(g):
                source, form = self.subjects.before(first, g), "ing noun"
        if source is None:
            source = self._shared(first, g, found)
        candidate = self._right(place, group, source, reading, frame)
        if candidate is not None:
            candidate.form = form
        return candidate

    def _follows_noun(self, g: int) -> bool:
        view = self.view
        if view.words[g - 1] in CLOSERS or view.words[g - 1] in DASHES:
            return False
        return not view.flags[g - 1] & (Class.PREPOSITION | Class.COORDINATOR | Class.SUBORDINATOR)

    def _opening(self, last: int, group: Group, reading: Reading, frame: Frame) -> Candidate | None:
        """Return "Warning that ..., Roe left": a participle opens the sentence, its source follows the comma."""
        content = self.contents.right(frame.content, last, finite=False, inside=True)
        source = self.nouns.after(content[1] + 1, last, whole=False) if content[1] + 1 < last else None
        if source is None:
            return None
        while source[1] - source[0] > 1 and self.view.lowers[source[1] - 1].endswith("ed"):
            source = (source[0], source[1] - 1)  # its verb, where the lexicon does not know it
        cue = (group.first, group.end)
        return made(self.view, cue, [content], source, reading=reading, frame=frame.name, form="ing opening")

    def _shared(self, first: int, g: int, found: Sequence[Candidate]) -> Range | None:
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
            if not self.view.quoted[m] and self.nouns.verb(m):
                return self.subjects.before(start, m)
        return None

    def _main_clause(self, first: int, g: int) -> int:
        """Return where the main clause begins: after the comma of an opening "When ...," or "In ...,"."""
        view = self.view
        opens = view.flags[first] & (Class.SUBORDINATOR | Class.PREPOSITION) or view.lowers[first].endswith("ing")
        if opens and not view.quoted[first]:
            for m in range(first + 1, min(g - 2, first + _CLAUSE_REACH)):
                if view.words[m] == "," and not view.quoted[m]:
                    return m + 1
        return first

    def _passive(self, place: Place, group: Group, reading: Reading) -> Candidate | None:
        """Return "Roe was accused of ...", "it is believed that ...", "Roe was criticised by Doe for ..."."""
        view, last, p = self.view, place.last, group.end
        subject = self.subjects.before(place.first, group.first)
        if p < last and view.lowers[p] == "by":
            return self._by(last, group, reading, subject)
        quoted_as = subject is not None and view.lowers[p : p + 2] == ("as", "saying")
        p += 2 * quoted_as
        frame, cue = self.verbs.frame(p, last), (group.first, p)
        if not frame.opens or subject is None:
            return None
        if quoted_as:
            content = [self.contents.right(frame.content, last, finite=True, clausal=True)]
            return made(view, cue, content, subject, reading=reading, frame=frame.name, form="quoted as")
        if frame.name.startswith("prep") and frame.content == p + 1 and not reading.tail:
            cue = (cue[0], p + 1)
        content, name = [self.contents.right(frame.content, last, finite=False)], frame.name
        if frame.name == "that" and subject[1] - subject[0] == 1 and view.lowers[subject[0]] == "it":
            name = "it that"
        elif frame.name not in ("wh", "that", "quote"):
            content.append(subject)
        return made(view, cue, content, None, reading=reading, frame=name, form="passive")

    def _by(self, last: int, group: Group, reading: Reading, subject: Range | None) -> Candidate | None:
        """Return "Roe was criticised by Doe for ...": Doe is the source."""
        view = self.view
        limit = self._reason(group, last)
        source = self.nouns.after(group.end + 1, limit)
        if source is None:
            return None
        content = [subject] if subject else []
        if source[1] < last and view.flags[source[1]] & Class.REASON:
            content.append(self.contents.right(source[1], last, finite=False))
        cue = (group.first, group.end)
        return made(view, cue, content, source, reading=reading, frame="by", form="passive")

    def _reason(self, group: Group, last: int) -> int:
        """Return where the reason begins in "by doctors as unsafe", "accused by prosecutors of fraud"."""
        view = self.view
        particles = {r.tail[0] for r in self.verbs.readings.get(view.lowers[group.end - 1], ()) if r.tail}
        for m in range(group.end + 2, min(last, group.end + _REASON_REACH)):
            if view.flags[m] & Class.REASON and (view.lowers[m] in particles or view.lowers[m] in ("as", "for")):
                return m
        return last
