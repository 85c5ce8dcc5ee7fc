"""Judges who is speaking: a named person, a government, a document, a mere "he" ..."""

from collections.abc import Sequence

from attrs import frozen

from newsclaims.attribution import Attribution, Judgement
from newsclaims.text import Text

from .places import mark, words_of
from .vocabulary import groups

__all__ = ["SourceTypeTagger"]

_QUOTES = frozenset({'"', "“", "”", "‘", "'", "''", "``"})
_GENITIVES = frozenset({"'s", "’s", "’", "'"})
_ACRONYM_LENGTH = 5
# How far after a comma the name of a described person may begin, in words.
_NAME_REACH = 6

_Verdict = tuple[str, Sequence[int]]


@frozen(slots=True)
class SourceTypeTagger:
    """Finds the head of the source's noun phrase and asks the word lists what it names; no source, no judgement."""

    name: str = "source_type"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"source_type"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add a source type to each attribution that has a source.

        Args:
            text: The text they stand in.
            attributions: What was found in it.
        """
        return [self._tagged(text, attribution) for attribution in attributions]

    def _tagged(self, text: Text, attribution: Attribution) -> Attribution:
        words = [i for i in words_of(text, attribution.source) if text.words.texts[i] not in _QUOTES]
        if not words:
            return attribution
        value, because = _Phrase(text, tuple(words)).verdict()
        judgement = Judgement(value, "rule", evidence=(mark(text, because, value.replace("_", " ")),))
        return attribution.judged("source_type", judgement)


@frozen(slots=True)
class _Phrase:
    """The source's noun phrase.

    Args:
        text: The text.
        words: The indices of its words.
    """

    text: Text
    words: tuple[int, ...]

    def verdict(self) -> _Verdict:
        """Return the source type and the words that say so."""
        words = self._without_lead()
        core = self._core(words)
        if not core:
            return "anonymous", words
        lowers = self.text.words.lowers
        first, head = lowers[core[0]], core[-1]
        if len(core) == 1 and self._in(head, "pronoun") and not self._described(words):
            return "reference", core
        if any(lowers[i] in ("percent", "%", "per") for i in core) or self.text.words.texts[core[0]][:1].isdigit():
            if not self._capital(head):
                return "public", core
        if self._capital(head):
            return self._named(core, words)
        return self._common(core, words, first)

    def _without_lead(self) -> tuple[int, ...]:
        words = self.words
        while len(words) > 1 and self._in(words[0], "lead"):
            words = words[1:]
        return words

    def _core(self, words: Sequence[int]) -> list[int]:
        """Return the words up to where an appositive, a clause or a prepositional phrase begins."""
        core: list[int] = []
        for i in words:
            if core and (self._in(i, "boundary") or self.text.words.lowers[i] in ("and", "or")):
                break
            core.append(i)
        while len(core) > 1 and self.text.words.lowers[core[-1]] in _GENITIVES:
            core.pop()
        return core

    def _named(self, core: Sequence[int], words: Sequence[int]) -> _Verdict:
        """Judge a phrase that ends in a name."""
        lowers, head = self.text.words.lowers, core[-1]
        rest = [i for i in core if lowers[i] != "the"]
        joined = " ".join(lowers[i] for i in rest)
        if groups("sources.tsv")["place"].at([joined], 0) or self._place(rest):
            return "government", core
        if self._in(head, "party") or self._in(head, "public_noun"):
            if any(self._in(i, "quantifier") for i in core[:-1]):
                return "public", core
            return ("named_organisation" if self._in(head, "party") else "public"), core
        if any(self._in(i, "title") for i in rest[:-1]) and not self._in(head, "named_word"):
            return "named_person", core
        if any(self._in(i, "named_word") for i in rest) or self._acronym(head):
            return "named_organisation", core
        if lowers[core[0]] == "the" and all(self._capital(i) for i in rest):
            return "named_organisation", core
        return "named_person", core

    def _common(self, core: Sequence[int], words: Sequence[int], first: str) -> _Verdict:
        """Judge a phrase that ends in a common noun."""
        head = core[-1]
        names = [i for i in core[:-1] if self._capital(i)]
        if self._document(core):
            return "document", (head,)
        if self._in(head, "government") and first not in ("some", "many"):
            return "government", core
        if self._in(head, "official") and self._stated(words):
            return "government", core
        if self._described(words) and not self._plural(head):
            return "named_person", self._described(words)
        if self._in(head, "organisation") and (names or self._in(head, "party") or first in ("the", "his", "her")):
            return ("named_organisation" if names or self._keeps_name(head) else "reference"), core
        if self._in(head, "public_noun") and (self._plural(head) or not self._in(head, "role")):
            return "public", core
        if any(self._in(i, "quantifier") for i in core[:1]) and self._plural(head) and self._in(head, "public_noun"):
            return "public", core
        if self._in(core[0], "definite") and not self._plural(head):
            return "reference", core
        if self._in(head, "pronoun"):
            return "reference", core
        return "anonymous", core

    def _document(self, core: Sequence[int]) -> bool:
        return self._in(core[-1], "document")

    def _keeps_name(self, head: int) -> bool:
        return self.text.words.lowers[head] in ("campaign", "party", "senate", "house", "congress")

    def _stated(self, words: Sequence[int]) -> bool:
        return any(self._in(i, "state_word") or self._in(i, "nationality") or self._in(i, "place") for i in words)

    def _described(self, words: Sequence[int]) -> tuple[int, ...]:
        """Return the name that follows a description after a comma: "the mayor, Ada Bell"."""
        lowers = self.text.words.lowers
        for k, i in enumerate(words[:-1]):
            if lowers[i] == "," and self._capital(words[k + 1]) and not self._in(words[k + 1], "place"):
                return tuple(words[k + 1 : k + 3])
        return ()

    def _place(self, rest: Sequence[int]) -> bool:
        return bool(rest) and len(rest) == 1 and self._in(rest[0], "place")

    def _in(self, i: int, group: str) -> bool:
        """Say whether a word, or its singular, belongs to a group."""
        starts = groups("sources.tsv")[group].starts
        word = self.text.words.lowers[i]
        return (
            word in starts
            and _alone(starts[word])
            or any(form in starts and _alone(starts[form]) for form in _singulars(word))
        )

    def _capital(self, i: int) -> bool:
        return self.text.words.texts[i][:1].isupper()

    def _acronym(self, i: int) -> bool:
        word = self.text.words.texts[i].replace(".", "")
        inner = any(c.isupper() for c in word[2:]) and not word.startswith(("Mc", "Mac", "O’", "O'"))
        return (1 < len(word) <= _ACRONYM_LENGTH and word.isupper()) or (inner and "-" not in word)

    def _plural(self, i: int) -> bool:
        word = self.text.words.lowers[i]
        return (word.endswith("s") and not word.endswith("ss")) or word in ("people", "women", "men", "children")


def _alone(runs: Sequence[tuple[tuple[str, ...], str]]) -> bool:
    return not runs[-1][0]


def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s") or word.endswith("ss"):
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("es"):
        return (word[:-1], word[:-2])
    return (word[:-1],)
