"""Attributions whose cue is no verb: nouns, adjectives, "according to", a colon, "reportedly"."""

from attrs import define

from newsclaims.lexicon import Reading

from .candidate import Candidate
from .contents import Contents
from .grammar import Class
from .nouns import Nouns
from .verbs import Verbs
from .view import Range, View

__all__ = ["Others"]

_OWNER = frozenset({"'s", "’s", "'", "’"})
_COPULA = frozenset(
    "be am is are was were been being remain remains remained seem seems seemed appear appears appeared feel feels felt "
    "grow grew become becomes became get gets got sound sounds sounded look looks looked".split()
)


@define(slots=True)
class Others:
    """Finds attributions by cues that are no verbs.

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

    def find(self, first: int, last: int, i: int, reading: Reading) -> Candidate | None:
        """Read word `i` as a cue of a kind that is no verb.

        Args:
            first: The sentence's first word.
            last: The sentence's end, its final stop left out.
            i: The first word of the cue.
            reading: How the lexicon reads it.
        """
        kind = reading.entry.kind
        if kind == "noun":
            return self._noun(first, last, i, reading)
        if kind == "adjective":
            return self._adjective(first, last, i, reading)
        if kind == "preposition" and i != first:
            return None
        return self._phrase(first, last, i, reading)

    def _noun(self, first: int, last: int, i: int, reading: Reading) -> Candidate | None:
        """Return "China’s repeated calls for ...", "the claim by Roe that ...", "fears that ..."."""
        view, end = self.view, i + reading.length
        g = i
        while g > first and not view.quoted[g - 1] and self._modifier(g - 1):
            g -= 1
        owner, kind = self._owner(first, g)
        if end < last and view.lowers[end] in ("by", "from", "among", "of") and owner is None:
            source = self.nouns.after(end + 1, min(last, end + 15), whole=False)
            if (
                source is not None
                and source[1] < last
                and (view.lowers[source[1]] in ("that", "to", "of", "about", "over", "for", "on"))
            ):
                content = self.contents.right(
                    source[1] + (view.lowers[source[1]] not in ("that", "to")), last, finite=False
                )
                return self._made((g, end), [content], source, reading, "n by " + view.lowers[source[1]], "noun")
        if end >= last:
            return None
        low = view.lowers[end]
        if low in ("that", "to") and end + 1 < last:
            if low == "to" and not self.verbs.base(end + 1):
                return self._made((g, end + 1), [self._short(end + 1, last)], owner, reading, "n toward", kind)
            return self._made(
                (g, end), [self.contents.right(end, last, finite=False)], owner, reading, "n " + low, kind
            )
        if view.flags[end] & Class.PREPOSITION and low not in ("by", "from") and not reading.tail:
            return self._made((g, end + 1), [self._short(end + 1, last)], owner, reading, "n " + low, kind)
        if reading.tail:
            return self._made((g, end), [self._short(end, last)], owner, reading, "n tail", kind)
        return None

    def _short(self, k: int, last: int) -> Range:
        """Return the noun phrase a preposition governs: up to a verb, or what ends a content."""
        a, b = self.contents.right(k, last, finite=False)
        for m in range(a + 1, b):
            if (
                not self.view.quoted[m]
                and self.nouns.verb(m)
                and self.view.lowers[m] not in ("'s", "’s", "being", "having", "be")
            ):
                before = self.view.lowers[m - 1]
                if before in ("who", "which", "that") or self.view.flags[m - 1] & (
                    Class.SUBJECT | Class.MODAL | Class.BE | Class.ADVERB
                ):
                    return (a, b)
                return (a, m)
        return (a, b)

    def _modifier(self, k: int) -> bool:
        """Say whether word `k` may stand between an owner and a noun: "repeated", "strong"."""
        view = self.view
        closed = Class.DETERMINER | Class.POSSESSIVE | Class.PREPOSITION | Class.COORDINATOR | Class.SUBORDINATOR
        closed |= (
            Class.SUBJECT | Class.OBJECT | Class.RELATIVE | Class.BE | Class.HAVE | Class.DO | Class.MODAL | Class.VERB
        )
        if view.flags[k] & closed or not (view.words[k][:1].islower() or view.words[k].isdigit()):
            return False
        before = (
            view.flags[k - 1] & (Class.DETERMINER | Class.POSSESSIVE | Class.COORDINATOR)
            or view.lowers[k - 1] in _OWNER
        )
        return bool(before and view.lowers[k].endswith("ed")) or not self.nouns.verb(k)

    def _owner(self, first: int, g: int) -> tuple[Range | None, str]:
        """Return who owns the noun at word `g`: "China’s", "his"."""
        view, k = self.view, g - 1
        if k < first:
            return None, "noun"
        if view.flags[k] & Class.POSSESSIVE and view.lowers[k] != "her" or view.lowers[k] == "her":
            return (k, k + 1), "noun of pronoun"
        if view.lowers[k] in _OWNER and k > first and not view.quoted[k]:
            phrase = self.nouns.run(first, k)
            return ((phrase[0], k + 1), "noun of owner") if phrase else (None, "noun")
        if view.lowers[k] in ("and", "or") and k - 2 > first and view.lowers[k - 2] in _OWNER:
            return self._owner(first, k - 1)  # "China’s objections and calls for"
        return None, "noun"

    def _adjective(self, first: int, last: int, i: int, reading: Reading) -> Candidate | None:
        """Return "is confident that ...", "remains committed to ..."."""
        view, g, end = self.view, i, i + reading.length
        while g > first and view.adverb(g - 1):
            g -= 1
        if g == first or view.lowers[g - 1] not in _COPULA | {"'s", "’s", "'re", "’re", "'m", "’m"}:
            return None
        while g > first and (
            view.lowers[g - 1] in _COPULA
            or view.flags[g - 1] & (Class.BE | Class.HAVE | Class.MODAL | Class.DO)
            or (view.adverb(g - 1) and view.words[g - 1].islower())
        ):
            g -= 1
        subject = self.nouns.before(first, g)
        if subject is None or end >= last:
            return None
        frame = self.verbs.frame(end, last)
        if frame.content < 0 or frame.name in ("comma", "adverbial"):
            return None
        cue_end = frame.content if frame.name.startswith(("prep", "to")) and frame.content == end + 1 else end
        inside = self.view.opens_clause(subject[0])
        content = self.contents.right(frame.content, last, finite=True, inside=inside)
        return self._made((g, cue_end), [content], subject, reading, "a " + frame.name, "adjective")

    def _phrase(self, first: int, last: int, i: int, reading: Reading) -> Candidate | None:
        """Return "according to Roe", "reportedly", "in the view of"."""
        view, end = self.view, i + reading.length
        lemma = reading.entry.lemma
        if lemma.endswith("ly"):
            return None
        initial = i == first or (i == first + 1 and view.flags[first] & Class.COORDINATOR)
        source = self._introduced(end, last) if initial else self.nouns.after(end, last)
        if source is None:
            return None
        content: list[Range] | None
        if initial:
            k = source[1]
            if k >= last:
                return None
            k += view.words[k] == ","
            content = [self.contents.right(k, last, finite=False)] if k < last else None
            return self._made((i, end), content, source, reading, "initial", "phrase")
        content = self.contents.left(first, i)
        if source[1] < last and view.words[source[1]] == "," and content:
            rest = self._rest(source[1] + 1, last)
            content += [rest] if rest else []
        comma = view.words[i - 1] == ","
        return self._made((i, end), content, source, reading, "final comma" if comma else "final", "phrase")

    def _introduced(self, end: int, last: int) -> Range | None:
        """Return the source of "According to Roe, a nurse, ...": an appositive only where a comma closes it."""
        view, head = self.view, self.nouns.after(end, last, whole=False)
        if head is None or head[1] + 1 >= last or view.words[head[1]] != "," or not self.nouns.appositive(head[1] + 1):
            return head
        for m in range(head[1] + 1, min(last - 1, head[1] + 25)):
            if view.words[m] == ",":
                return (head[0], m)
            if self.nouns.verb(m) and not view.flags[head[1] + 1] & Class.RELATIVE:
                return head
        return head

    def _rest(self, k: int, last: int) -> Range | None:
        """Return the rest of a clause that "according to" interrupts."""
        view = self.view
        if k >= last or view.flags[k] & (Class.COORDINATOR | Class.SUBORDINATOR | Class.RELATIVE):
            return None
        return (k, last) if self.nouns.verb(k) else None

    def colon(self, first: int, last: int) -> Candidate | None:
        """Read a sentence as `Source: content`.

        Args:
            first: Its first word.
            last: Its end, the final stop left out.
        """
        view = self.view
        for k in range(first + 1, min(first + 9, last - 1)):
            if view.quoted[k]:
                return None
            if view.words[k] == ":":
                if not view.capital(first) or any(self.nouns.verb(m) for m in range(first, k)):
                    return None
                frame = (
                    "quote"
                    if view.quoted[k + 1]
                    else "capitals"
                    if view.words[first].isupper() and len(view.words[first]) > 1
                    else "other"
                )
                content = view.trimmed((k + 1, last))
                if content[0] >= content[1]:
                    return None
                return Candidate([(k, k + 1)], [content], (first, k), ":", frame, "colon")
        return None

    def _made(
        self, cue: Range, content: list[Range] | None, source: Range | None, reading: Reading, frame: str, form: str
    ) -> Candidate | None:
        pieces = [piece for part in content or () if (piece := self.view.trimmed(part))[0] < piece[1]]
        if not pieces:
            return None
        return Candidate([cue], sorted(pieces), source, reading.entry.lemma, frame, form)
