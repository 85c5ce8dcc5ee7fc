"""Reads the noun phrase of a source: what kind of holder it names."""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from newsclaims.language import Language
from newsclaims.text import Text

from .capitals import capitals_of

__all__ = ["SourcePhrase", "source_phrase"]

_QUOTES = frozenset({'"', "“", "”", "‘", "'", "''", "``"})
_GENITIVES = frozenset({"'s", "’s", "’", "'"})
_ACRONYM_LENGTH = 5
_NAME_PREFIXES = ("Mc", "Mac", "De", "Di", "Du", "Fitz", "La", "Le", "O’", "O'", "Van", "Von")

# How names of nations end that are their own plural.
_SEVERAL = ("ese", "ch", "sh", "swiss")
_COMMON = ("document", "role", "public_noun", "government")

Verdict = tuple[str, Sequence[int]]


def source_phrase(text: Text, source: Sequence[tuple[int, int]]) -> "SourcePhrase | None":
    """Return the noun phrase of a source, quotation marks left out; None where it has no word.

    Args:
        text: The text.
        source: The fragments of the source.
    """
    words = tuple(i for i in text.words.indices(source) if text.words.texts[i] not in _QUOTES)
    return SourcePhrase(text, words) if words else None


@frozen(slots=True)
class SourcePhrase:
    """The source's noun phrase.

    Args:
        text: The text.
        words: The indices of its words.
    """

    text: Text
    words: tuple[int, ...]

    def verdict(self) -> Verdict:
        """Return the source type and the words that say so; each phrase is judged once."""
        known = self.text.once(_verdicts)
        found = known.get(self.words)
        if found is None:
            found = known[self.words] = self._judged()
        return found

    def _judged(self) -> Verdict:
        words = self._without_lead()
        core = self._core(words)
        lowers = self.text.words.lowers
        first, head = lowers[core[0]], core[-1]
        if len(core) == 1 and (value := self._pronoun(head)) and not self._described(words):
            follows = words[len(core)] if len(core) < len(words) else head
            return ("anonymous" if self._in(follows, "insider") else value), core
        counted = any(self._in(i, "share") for i in core) or self.text.words.texts[core[0]][:1].isdigit()
        if counted and not self._capital(head):
            return "public", core
        if self._capital(head) and self._nation(core):
            return "public", core
        if self._capital(head) and not (len(core) == 1 and self._noun(head)):
            return self._named(self._after_genitive(core))
        return self._common(core, words, first)

    def bare_person(self) -> bool:
        """Say whether the phrase is the name of a person and nothing else: who "it" can not mean."""
        return all(self._capital(i) for i in self.words) and self.verdict()[0] == "named_person"

    def _without_lead(self) -> tuple[int, ...]:
        words = self.words
        return words[next((k for k, i in enumerate(words[:-1]) if not self._in(i, "lead")), len(words) - 1) :]

    def _core(self, words: Sequence[int]) -> list[int]:
        """Return the words up to where an appositive, a clause or a prepositional phrase begins; past "one of"."""
        lowers = self.text.words.lowers
        core: list[int] = []
        for k, i in enumerate(words):
            if core and lowers[i] == "of" and self._in(core[-1], "part") and k + 1 < len(words):
                core = []
            elif core and (
                self._in(i, "boundary")
                or (lowers[i] in ("and", "or") and not self._modifies(core[-1], words[k + 1 : k + 3]))
            ):
                break
            else:
                core.append(i)
        while len(core) > 1 and lowers[core[-1]] in _GENITIVES:
            core.pop()
        return core

    def _modifies(self, before: int, after: Sequence[int]) -> bool:
        """Say whether a word before an "and" describes the noun two words after it: "federal and state officials"."""
        known, lowers = self.text.language.sources, self.text.words.lowers
        if len(after) < 2 or any(self._in(i, "boundary") for i in after):
            return False
        return all(
            any(lowers[i] in known[group].starts for group in ("modifier", "nationality")) for i in (before, after[0])
        )

    def _pronoun(self, i: int) -> str | None:
        """Return what a word says that stands alone: "he", "many", "some"."""
        for group, value in (
            ("anonymous_pronoun", "anonymous"),
            ("public_pronoun", "public"),
            ("pronoun", "reference"),
        ):
            if self._in(i, group):
                return value
        return None

    def _noun(self, i: int) -> bool:
        """Say whether a word is a common noun that only its place at the head of a sentence writes large."""
        if any(self._in(i, group) for group in _COMMON):
            return not self._in(i, "party")
        known = any(self._in(i, group) for group in ("party", "named_word", "place"))
        return not known and self.text.once(capitals_of).common_plural(self.text, i)

    def _nation(self, core: Sequence[int]) -> bool:
        """Say whether the phrase is a whole nation: "Russians", "many Germans", "the Dutch"."""
        *before, head = core
        several = self._plural(head) or self.text.words.lowers[head].endswith(_SEVERAL)
        alone = all(self._in(i, "quantifier") or self._in(i, "definite") for i in before)
        return several and alone and self._in(head, "nationality") and not self._in(head, "place")

    def _after_genitive(self, core: Sequence[int]) -> Sequence[int]:
        """Return the words after the last genitive: "the Gazette's Ada Bell" is Ada Bell."""
        for k in range(len(core) - 2, 0, -1):
            if self.text.words.lowers[core[k]] in _GENITIVES:
                return core[k + 1 :]
        return core

    def _named(self, core: Sequence[int]) -> Verdict:
        """Judge a phrase that ends in a name."""
        lowers, head = self.text.words.lowers, core[-1]
        rest = [i for i in core if lowers[i] not in ("the", "a", "an")]
        if not rest:
            return "reference", core
        if self._place(rest) or self._in(head, "ministry"):
            return "government", core
        if self._in(head, "party") or self._in(head, "public_noun"):
            return self._members(core), core
        if self._in(core[0], "definite") and self._in(head, "title") and not self._in(head, "named_word"):
            return "reference", core  # "the Prime Minister"
        if any(self._in(i, "title") for i in rest[:-1]) and not (self._in(head, "named_word") and len(rest) > 2):
            return "named_person", core
        if self._in(head, "named_word") or (self._acronym(head) and not self._shouted(rest)):
            return "named_organisation", core
        if lowers[core[0]] == "the" and all(self._capital(i) for i in rest):
            return "named_organisation", core
        return "named_person", core

    def _members(self, core: Sequence[int]) -> str:
        """Judge "Republicans", "many Democrats", "the Utah Republican"."""
        head = core[-1]
        if any(self._in(i, "quantifier") for i in core[:-1]):
            return "public"
        if not self._plural(head) and not self._in(head, "keeps_name"):
            return "reference" if self._in(core[0], "definite") else "anonymous"
        return "named_organisation" if self._in(head, "party") else "public"

    def _common(self, core: Sequence[int], words: Sequence[int], first: str) -> Verdict:
        """Judge a phrase that ends in a common noun."""
        head, plural = core[-1], self._plural(core[-1])
        names = [i for i in core[:-1] if self._capital(i) and i != core[0]]
        definite = self._in(core[0], "definite")
        if self._in(head, "document"):
            return "document", (head,)
        if (self._in(head, "government") and first not in ("some", "many")) or (definite and self._in(head, "seat")):
            return "government", core
        if self._in(head, "official") and self._stated(words):
            return "government", core
        if self._in(head, "mass"):
            return "public", core
        if not plural and (name := self._described(words)):
            return "named_person", name
        if self._in(head, "keeps_name") or (self._in(head, "organisation") and names and not plural):
            return "named_organisation", core
        if first == "both" or (definite and (not plural or self._counted(core))):
            return "reference", core
        many = any(self._in(i, "quantifier") for i in core[:-1]) and first not in ("some", "several")
        if self._in(head, "public_noun") and (plural or not self._in(head, "role")) and not self._in(head, "unsided"):
            return "public", core
        if many and plural and first in ("many", "most", "few", "more", "all"):
            return "public", core
        return ("reference" if self._in(head, "pronoun") else "anonymous"), core

    def _counted(self, core: Sequence[int]) -> bool:
        return len(core) > 2 and self.text.words.lowers[core[1]] in ("two", "three", "four", "five", "other")

    def _stated(self, words: Sequence[int]) -> bool:
        """Say whether a state or one of its offices is named, as in "White House officials"."""
        known, lowers = self.text.language.sources, self.text.words.lowers
        return any(known[group].at(lowers, i) for i in words for group in ("state_word", "nationality", "place"))

    def _described(self, words: Sequence[int]) -> tuple[int, ...]:
        """Return the name that follows a description after a comma: "the mayor, Ada Bell"."""
        lowers = self.text.words.lowers
        for k, i in enumerate(words[:-1]):
            if lowers[i] == "," and self._capital(words[k + 1]) and not self._in(words[k + 1], "place"):
                return tuple(words[k + 1 : k + 3])
        return ()

    def _place(self, rest: Sequence[int]) -> bool:
        """Say whether the words name a state or its government, "the Republic of" aside."""
        found = self.text.language.sources["place"].at(self.text.words.lowers, rest[0])
        return found is not None and found[1] == len(rest)

    def _in(self, i: int, group: str) -> bool:
        """Say whether a word, or its singular, belongs to a group."""
        known, word = _groups_of(self.text.language), self.text.words.lowers[i]
        if group in known.get(word, ()):
            return True
        return word[-1:] == "s" and any(group in known.get(form, ()) for form in _singulars(word))

    def _capital(self, i: int) -> bool:
        return self.text.words.texts[i][:1].isupper()

    def _acronym(self, i: int) -> bool:
        word = self.text.words.texts[i].replace(".", "")
        if word.isupper():
            return 1 < len(word) <= _ACRONYM_LENGTH and not self.text.once(capitals_of).shouted(self.text, i)
        inner = any(c.isupper() for c in word[2:]) and not word.startswith(_NAME_PREFIXES)
        return inner and "-" not in word

    def _shouted(self, words: Sequence[int]) -> bool:
        """Say whether a name of several words is all capitals, as speakers are in a transcript."""
        return len(words) > 1 and all(self.text.words.texts[i].isupper() for i in words)

    def _plural(self, i: int) -> bool:
        word = self.text.words.lowers[i]
        return (word.endswith("s") and not word.endswith("ss")) or word in ("people", "women", "men", "children")


def _verdicts(_: Text) -> dict[tuple[int, ...], Verdict]:
    """Return the place for verdicts on a text's phrases: several taggers ask for the same sources."""
    return {}


@cache
def _groups_of(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the groups to which words belong by themselves, not only as the first of a longer run."""
    found: dict[str, set[str]] = {}
    for group, phrases in language.sources.items():
        for word, runs in phrases.starts.items():
            if not runs[-1][0]:  # longest first
                found.setdefault(word, set()).add(group)
    return {word: frozenset(known) for word, known in found.items()}


def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s") or word.endswith("ss"):
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("es"):
        return (word[:-1], word[:-2])
    return (word[:-1],)
