"""Attributions whose cue is a verb: said, was accused of, alleging, to protest."""

from attrs import define

from newsclaims.lexicon import Reading

from .candidate import Candidate
from .contents import Contents
from .grammar import Class
from .nouns import Nouns
from .verbs import Frame, Group, Verbs
from .view import CLOSERS, DASHES, Place, Range, View

__all__ = ["Clauses"]

# How far to trust an attribution whose source the next one shares.
_NEAR_TRUST = 0.25


@define(slots=True)
class Clauses:
    """Finds attributions by their verbs, sentence by sentence.

    Args:
        view: The text.
        nouns: Its noun phrases.
        verbs: Its verb groups.
        contents: The reach of its contents.
    """

    view: View
    nouns: Nouns
    verbs: Verbs
    contents: Contents

    def find(self, place: Place, i: int, reading: Reading, found: list[Candidate]) -> Candidate | None:
        """Read word `i` as a cue.

        Args:
            place: The sentence.
            i: The head of the cue.
            reading: How the lexicon reads it.
            found: What was found in the sentence so far, for cues that share a source.
        """
        first, last = place.first, place.last
        group = self.verbs.group(first, i, reading)
        if group is None or group.end > last:
            return None
        if group.form == "passive":
            return self._passive(first, last, group, reading)
        if group.form in ("finite", "participle"):
            return self._finite(place, group, reading, found)
        return self._dependent(first, last, group, reading, found)

    def _finite(self, place: Place, group: Group, reading: Reading, found: list[Candidate]) -> Candidate | None:
        view, g, first, last = self.view, group.first, place.first, place.last
        if g == first and place.before is not None:
            return self._inverted(place.before, last, group, reading)
        quote_before = self._quote_ends(first, g)
        subject = None if quote_before and view.words[g - 1] != "," else self.nouns.before(first, g)
        if quote_before and (subject is None or self._inside_quote(subject)):
            return self._inverted((first, g), last, group, reading)
        if (
            subject is None
            and g > first
            and view.words[g - 1] == ","
            and view.lowers[g] in ("said", "says")
            and view.lowers[group.end : group.end + 1] != ("that",)
        ):
            return self._inverted((first, g), last, group, reading)
        if subject is None or self._inside_quote(subject):
            return self._coordinated(first, last, group, reading, found)
        return self._with_subject(place, group, reading, subject)

    def _inside_quote(self, span: Range) -> bool:
        return bool(self.view.quoted[span[0]]) and bool(self.view.quoted[span[1] - 1]) and span[1] - span[0] > 0

    def _quote_ends(self, first: int, g: int) -> bool:
        """Say whether a quotation ends right before word `g`, a comma between them or not."""
        view = self.view
        return g > first and bool(
            view.quoted[g - 1] or (view.words[g - 1] in (",", *DASHES) and g - 1 > first and view.quoted[g - 2])
        )

    def _with_subject(self, place: Place, group: Group, reading: Reading, subject: Range) -> Candidate | None:
        view, s, first, last = self.view, subject[0], place.first, place.last
        frame = self.verbs.frame(group.end, last)
        cue = (group.first, group.end)
        if frame.name in ("end", "comma", "adverbial"):
            if place.after is not None and frame.name == "end":
                return self._made(cue, [place.after], subject, reading, "next quote", group.pattern)
            if place.before is not None and s - first <= 1:
                return self._made(
                    cue,
                    [place.before, *self._resumed(frame.content, last)],
                    subject,
                    reading,
                    "left quote",
                    group.pattern,
                )
        if place.after is not None and frame.name in ("np", "prep to", "prep with", "clause"):
            return self._made(cue, [place.after], subject, reading, "next quote", group.pattern)
        after_quote = self._quote_ends(first, s)
        after_comma = s > first and view.words[s - 1] in (",", *DASHES)
        left_frames = ("end", "comma", "adverbial") if after_comma else ("end", "comma")
        if (
            after_quote
            and frame.name in (*left_frames, "adverbial", "np", "np_quote", "quote")
            or frame.name.startswith("prep")
            and after_quote
        ):
            content = self.contents.left(first, s)
            if content and (frame.name in ("quote", "np_quote")):
                content.append(self.contents.right(frame.content, last, finite=True))
            elif content and frame.name == "comma":
                content += self._resumed(frame.content, last)
            return self._made(cue, content, subject, reading, "left quote", group.pattern)
        if after_comma and (frame.name in left_frames):
            content = self.contents.left(first, s)
            if content and frame.name == "comma":
                content += self._resumed(frame.content, last, clause=True)
            return self._made(cue, content, subject, reading, "left " + frame.name, group.pattern)
        if frame.content < 0 or frame.name in ("comma", "adverbial"):
            return self._gap(first, cue, subject, reading, frame, group)
        return self._right(last, group, subject, reading, frame)

    def _gap(
        self, first: int, cue: Range, subject: Range, reading: Reading, frame: Frame, group: Group
    ) -> Candidate | None:
        """Return "what Roe called", "the plan Roe proposed": the content stands before a subject without a comma."""
        view, s = self.view, subject[0]
        if s > first and view.lowers[s - 1] in ("what", "which", "whom"):
            return self._made(cue, [(s - 1, s)], subject, reading, "gap " + frame.name, group.pattern)
        if view.lowers[s] in ("that", "which") and s > first:
            return None
        return None

    def _right(self, last: int, group: Group, subject: Range, reading: Reading, frame: Frame) -> Candidate | None:
        cue_end = group.end
        if frame.name.startswith("prep") and not reading.tail:
            cue_end = frame.content if frame.content == group.end + 1 else group.end
        view = self.view
        inside = group.form == "finite" and self.view.opens_clause(subject[0])
        content = [self.contents.right(frame.content, last, finite=group.form == "finite", inside=inside)]
        if frame.name == "np" and subject[0] > 0 and view.lowers[subject[0] - 1] == "what":
            content = [(subject[0] - 1, subject[0]), *content]
        return self._made((group.first, cue_end), content, subject, reading, frame.name, group.pattern)

    def _resumed(self, p: int, last: int, *, clause: bool = False) -> list[Range]:
        """Return what goes on after `..., he said, ...`: a second quotation, or the rest of the clause."""
        view = self.view
        if p < 0 or p + 1 >= last or view.words[p] != ",":
            return []
        n = p + 1
        if view.quoted[n]:
            return [self.contents.right(n, last, finite=True)]
        ing = any("ing" in r.forms for r in self.verbs.readings.get(view.lowers[n], ()))
        if (
            clause
            and not ing
            and not view.flags[n] & (Class.SUBORDINATOR | Class.COORDINATOR)
            and view.lowers[n] != "according"
        ):
            return [(n, last)]
        return []

    def _inverted(self, before: Range, last: int, group: Group, reading: Reading) -> Candidate | None:
        """Return `"...," said Roe, a nurse`."""
        source = self.nouns.after(group.end, last)
        if source is None:
            return None
        content = self.contents.left(*before)
        if content is not None:
            content += self._resumed(source[1], last) if source[1] < last else []
        return self._made((group.first, group.end), content, source, reading, "inverted", group.pattern)

    def _coordinated(
        self, first: int, last: int, group: Group, reading: Reading, found: list[Candidate]
    ) -> Candidate | None:
        """Return "... and warned that": the source is that of the cue before."""
        view, g = self.view, group.first
        if g <= first or view.lowers[g - 1] not in ("and", "but", "or", ",", "then"):
            return None
        near = [c for c in found if c.form.startswith("finite") and c.source is not None and c.trust >= _NEAR_TRUST]
        source = near[-1].source if near else self._shared(first, g, found)
        frame = self.verbs.frame(group.end, last)
        if source is None or frame.content < 0 or frame.name in ("comma", "adverbial"):
            return None
        made = self._right(last, group, source, reading, frame)
        if made is not None:
            made.form = "coordinated"
        return made

    def _dependent(
        self, first: int, last: int, group: Group, reading: Reading, found: list[Candidate]
    ) -> Candidate | None:
        """Return ", alleging that" and "to protest": the source is that of the clause around it."""
        view, g = self.view, group.first
        frame = self.verbs.frame(group.end, last)
        if frame.content < 0 or frame.name in ("comma", "adverbial"):
            return None
        form, source = group.form, None
        if (
            g > first
            and group.form == "ing"
            and view.words[g - 1] not in (",", *CLOSERS, *DASHES)
            and not view.flags[g - 1] & (Class.PREPOSITION | Class.COORDINATOR | Class.SUBORDINATOR)
        ):
            source, form = self.nouns.before(first, g), "ing noun"
        opening = group.form == "ing" and (
            g == first or (g == first + 1 and view.flags[first] & (Class.PREPOSITION | Class.SUBORDINATOR))
        )
        if opening:
            return self._opening(last, group, reading, frame)
        if source is None:
            source = self._shared(first, g, found)
        if group.form == "ing" and g > first and view.words[g - 1] == ",":
            form = "ing comma"
        made = self._right(last, group, source or (g, g), reading, frame)
        if made is not None:
            made.form = form
            if source is None:
                made.source = None
        return made

    def _opening(self, last: int, group: Group, reading: Reading, frame: Frame) -> Candidate | None:
        """Return "Warning that ..., Roe left": a participle opens the sentence, its source follows the comma."""
        content = self.contents.right(frame.content, last, finite=False, inside=True)
        source = self.nouns.after(content[1] + 1, last, whole=False) if content[1] + 1 < last else None
        if source is None:
            return None
        return self._made((group.first, group.end), [content], source, reading, frame.name, "ing opening")

    def _shared(self, first: int, g: int, found: list[Candidate]) -> Range | None:
        """Return the source that a cue without a subject of its own shares: that of the last cue, or the clause's subject."""
        for candidate in reversed(found):
            if candidate.source is not None and candidate.head < g and candidate.frame.startswith(("left", "inverted")):
                return candidate.source
        start = self._main_clause(first, g)
        for candidate in found:
            if (
                candidate.source is not None
                and start <= candidate.head < g
                and candidate.form.startswith("finite")
                and candidate.trust >= _NEAR_TRUST
            ):
                return candidate.source
        for m in range(start + 1, min(g, start + 40)):
            if not self.view.quoted[m] and self.nouns.verb(m):
                return self.nouns.before(start, m)
        return None

    def _main_clause(self, first: int, g: int) -> int:
        """Return where the main clause begins: after the comma of an opening "When ...," or "In ...,"."""
        view, start = self.view, first
        opens = view.flags[first] & (Class.SUBORDINATOR | Class.PREPOSITION) or view.lowers[first].endswith("ing")
        if opens and not view.quoted[first]:
            for m in range(first + 1, min(g, first + 40)):
                if view.words[m] == "," and not view.quoted[m] and m + 2 < g:
                    start = m + 1
                    break
        return start

    def _passive(self, first: int, last: int, group: Group, reading: Reading) -> Candidate | None:
        """Return "Roe was accused of ...", "it is believed that ...", "Roe was criticised by Doe for ..."."""
        view = self.view
        subject = self.nouns.before(first, group.first)
        p, cue = group.end, (group.first, group.end)
        if p < last and view.lowers[p] == "by":
            source = self.nouns.after(p + 1, last)
            content = [subject] if subject else []
            if source and source[1] < last and view.lowers[source[1]] in ("for", "as", "to", "of", "in", "that"):
                content.append(self.contents.right(source[1], last, finite=False))
            return self._made(cue, content, source, reading, "by", "passive") if source else None
        frame = self.verbs.frame(p, last)
        if subject and view.lowers[subject[0]] == "it" and subject[1] - subject[0] == 1 and frame.name == "that":
            return self._made(
                cue, [self.contents.right(frame.content, last, finite=False)], None, reading, "it that", "passive"
            )
        if frame.content < 0 or frame.name in ("comma", "adverbial") or subject is None:
            return None
        if frame.name.startswith("prep") and frame.content == p + 1 and not reading.tail:
            cue = (cue[0], p + 1)
        right = self.contents.right(frame.content, last, finite=False)
        if frame.name in ("wh", "that", "quote"):
            return self._made(cue, [right], None, reading, frame.name, "passive")
        return self._made(cue, [subject, right], None, reading, frame.name, "passive")

    def _made(
        self, cue: Range, content: list[Range] | None, source: Range | None, reading: Reading, frame: str, form: str
    ) -> Candidate | None:
        pieces = [piece for part in content or () if (piece := self.view.trimmed(part))[0] < piece[1]]
        if not pieces:
            return None
        return Candidate([cue], sorted(pieces), source, reading.entry.lemma, frame, form)
