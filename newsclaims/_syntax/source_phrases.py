"""Reads the noun phrase of a source: its words up to the head, its source type, and the pronoun that can refer to it.

Each source of a text is read once.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from attrs import frozen

from newsclaims._language import Language
from newsclaims.text import Text
from newsclaims.text._quotation_marks import QUOTATION_MARKS

from .capitals import capitals_of
from .word_shapes import is_capital, is_plural, singulars, without_stops

__all__ = ["Antecedent", "SourcePhrase", "antecedent", "source_phrase"]

Antecedent = Literal["person", "plural", "relative", "singular"]
"""The kind of a source for pronouns: "he" for a person, "they" for a plural or relative pronoun, "it" for others."""

_QUOTES = frozenset(QUOTATION_MARKS) - {"’"}
"""Quotation marks, without "’", which is often a genitive: "the workers’ union"."""
_ACRONYM_LENGTH = 5
_SHORTEST_NAME = 5
"""From how many letters on a word with a capital is a name, not a pronoun."""
_BARE = 2
"""The number of words of a bare description: "the board"."""
_COMMON = ("document", "role", "public_noun", "government")
_NAMED = ("party", "named_word", "place")
_PRONOUNS = (("anonymous_pronoun", "anonymous"), ("public_pronoun", "public"), ("pronoun", "reference"))
"""The lists of words that are a whole source, such as "many" and "he", with their source types."""

_Source = tuple[tuple[int, int], ...]
_Verdict = tuple[str, Sequence[int]]


@frozen(slots=True)
class SourcePhrase:
    """The noun phrase of a source.

    Args:
        words: The indices of its words, quotation marks left out.
        body: The same without words before the phrase, such as "by" and "from".
        type: Its source type, as a value of `SourceType`.
        because: The words that show the type.
        unnamed: The source type if the article names no holder; another one than `type` for "the mayor" only.
    """

    words: tuple[int, ...]
    body: tuple[int, ...]
    type: str
    because: tuple[int, ...]
    unnamed: str


def source_phrase(text: Text, source: _Source) -> SourcePhrase | None:
    """Return the noun phrase of a source; None if it has no word. Each source of a text is read once.

    Args:
        text: The text.
        source: The fragments of the source.
    """
    known = text.once(_phrases)
    if source not in known:
        known.setdefault(source, _read(text, source))
    return known[source]


def _phrases(_: Text) -> dict[_Source, SourcePhrase | None]:
    """Return an empty cache for the phrases of a text's sources."""
    return {}


def _read(text: Text, source: _Source) -> SourcePhrase | None:
    """Read the phrase of a source."""
    words = tuple(i for i in text.words.indices(source) if text.words.texts[i] not in _QUOTES)
    if not words:
        return None
    leads, lowers = text.language.sources["lead"].starts, text.words.lowers
    body = words[next((k for k, i in enumerate(words) if lowers[i] not in leads), len(words) - 1) :]
    reader = _Reader(text, body)
    value, because = reader.verdict()
    unnamed = reader.unnamed(because) if value == "reference" else value
    return SourcePhrase(words, body, value, tuple(because), unnamed)


def antecedent(text: Text, source: _Source) -> Antecedent:
    """Return the kind of pronoun that can refer to a source, from the last word of the source's first phrase.

    Args:
        text: The text.
        source: The fragments of the source.
    """
    lowers, head = text.words.lowers, -1
    addition, boundary, genitive = (text.language.sources[g].starts for g in ("addition", "boundary", "genitive"))
    # Not the words of `source_phrase`: a quotation mark after the head counts here as a word, and is not a plural.
    for i in text.words.indices(source):
        if lowers[i] in addition:
            return "plural"
        if head >= 0 and lowers[i] in boundary:
            break
        if lowers[i] not in genitive:
            head = i
    if head < 0:
        return "singular"
    phrase = source_phrase(text, source)
    if phrase is not None and phrase.type == "named_person" and _all_capitals(text, phrase.words):
        return "person"
    return _taken_up(text, head)


def _all_capitals(text: Text, words: Sequence[int]) -> bool:
    """Say whether each of some words begins with a capital letter."""
    return all(is_capital(text.words.texts[i]) for i in words)


def _taken_up(text: Text, head: int) -> Antecedent:
    """Return the kind of pronoun that can refer to a noun phrase, from its head."""
    lower, word = text.words.lowers[head], text.words.texts[head]
    found = text.language.sources["antecedent"].at(text.words.lowers, head)
    if found is not None:
        return cast("Antecedent", found[0])
    if is_capital(word) and len(word) >= _SHORTEST_NAME:
        return "singular"  # "Sanders" is one man
    return "plural" if is_plural(text.language, lower) else "singular"


class _Reader:
    """Reads the core and the source type of one phrase.

    Args:
        text: The text.
        words: The indices of the phrase's words, at least one.
    """

    def __init__(self, text: Text, words: Sequence[int]) -> None:
        self.text, self.words = text, words
        self.texts, self.lowers = text.words.texts, text.words.lowers
        self.language, self.lists = text.language, text.language.sources
        self.groups: dict[int, frozenset[str]] = {}

    def verdict(self) -> _Verdict:
        """Return the source type and the words that show it."""
        core = self._core()
        head = core[-1]
        if len(core) == 1 and (value := self._pronoun(head)) and not self._described():
            follows = self.words[len(core)] if len(core) < len(self.words) else head
            return ("anonymous" if self._in(follows, "insider") else value), core
        counted = any(self._in(i, "share") for i in core) or self.texts[core[0]][:1].isdigit()
        if counted and not self._capital(head):
            return "public", core
        if self._capital(head) and self._nation(core):
            return "public", core
        if self._capital(head) and not (len(core) == 1 and self._noun(head)):
            return self._named(self._after_genitive(core))
        if self._bare(core) and self._in(head, "short_form"):
            return "reference", core  # "the party", "the paper"
        return self._common(core)

    def _core(self) -> list[int]:
        """Return the words before an appositive, a clause or a prepositional phrase, without "one of"."""
        words = self.words
        core: list[int] = []
        for k, i in enumerate(words):
            if core and self._listed(i, "partitive") and self._in(core[-1], "part") and k + 1 < len(words):
                core = []
            elif core and (
                self._in(i, "boundary")
                or (self._listed(i, "noun_coordinator") and not self._modifies(core[-1], words[k + 1 : k + 3]))
            ):
                break
            else:
                core.append(i)
        while len(core) > 1 and self._listed(core[-1], "genitive"):
            core.pop()
        return core

    def _modifies(self, before: int, after: Sequence[int]) -> bool:
        """Say whether a word before an "and" describes the noun two words after it: "federal and state officials"."""
        if len(after) < 2 or any(self._in(i, "boundary") for i in after):
            return False
        return all(any(self._listed(i, group) for group in ("modifier", "nationality")) for i in (before, after[0]))

    def _pronoun(self, i: int) -> str | None:
        """Return the source type of a word that is a whole source: "he", "many", "some"."""
        groups = self._groups(i)
        return next((value for group, value in _PRONOUNS if group in groups), None)

    def _noun(self, i: int) -> bool:
        """Say whether a word is a common noun, with a capital only because it begins a sentence."""
        groups = self._groups(i)
        if not groups.isdisjoint(_COMMON):
            return "party" not in groups
        return groups.isdisjoint(_NAMED) and self.text.once(capitals_of).common_plural(self.text, i)

    def _nation(self, core: Sequence[int]) -> bool:
        """Say whether the phrase names the people of a nation: "Russians", "many Germans", "the Dutch"."""
        *before, head = core
        several = self._plural(head) or self.lowers[head].endswith(self.language.endings["nation"])
        alone = all(self._in(i, "quantifier") or self._in(i, "definite") for i in before)
        return several and alone and self._in(head, "nationality") and not self._in(head, "place")

    def _after_genitive(self, core: Sequence[int]) -> Sequence[int]:
        """Return the words after the last genitive: "the Gazette's Ada Bell" is Ada Bell."""
        for k in range(len(core) - 2, 0, -1):
            if self._listed(core[k], "genitive"):
                return core[k + 1 :]
        return core

    def _named(self, core: Sequence[int]) -> _Verdict:
        """Return the verdict on a phrase that ends in a name."""
        first, head = core[0], core[-1]
        rest = [i for i in core if not self._listed(i, "article")]
        if not rest:
            return "reference", core
        if self._place(rest) or self._in(head, "ministry") or self._office(rest):
            return "government", core
        if self._in(head, "party") or (self._in(head, "public_noun") and not self._united(rest)):
            return self._members(core), core
        if self._in(first, "definite") and self._in(head, "title") and not self._in(head, "named_word"):
            name = self._described()  # "the Prime Minister", and "the Prime Minister, Ada Bell"
            return ("named_person", name) if name else ("reference", core)
        if any(self._in(i, "title") for i in rest[:-1]) and not (self._in(head, "named_word") and len(rest) > 2):
            return "named_person", core
        if self._bare(core) and self._in(head, "organisation") and not self._in(head, "unique_body"):
            return "reference", core  # "the Board"
        if self._in(head, "named_word") or (self._acronym(head) and not self._shouted(rest)):
            return "named_organisation", core
        if self._listed(first, "definite_article") and all(self._capital(i) for i in rest):
            return "named_organisation", core
        return "named_person", core

    def _members(self, core: Sequence[int]) -> str:
        """Return the source type of "Republicans", "many Democrats", "the Utah Republican"."""
        head = core[-1]
        if any(self._in(i, "quantifier") for i in core[:-1]):
            return "public"
        if not self._plural(head) and not self._in(head, "keeps_name"):
            return "reference" if self._in(core[0], "definite") else "anonymous"
        return "named_organisation" if self._in(head, "party") else "public"

    def _common(self, core: Sequence[int]) -> _Verdict:
        """Return the verdict on a phrase that ends in a common noun."""
        first, head, plural = core[0], core[-1], self._plural(core[-1])
        names = [i for i in core[:-1] if self._capital(i) and i != first]
        definite = self._in(first, "definite")
        if self._in(head, "document"):
            return "document", (head,)
        if (self._in(head, "government") and not self._listed(first, "loose_number")) or (
            definite and self._in(head, "seat")
        ):
            return "government", core
        if self._in(head, "official") and self._stated():
            return "government", core
        if self._in(head, "mass"):
            return "public", core
        if not plural and (name := self._described()):
            return "named_person", name
        if self._in(head, "keeps_name") or (self._in(head, "organisation") and names and not plural):
            return "named_organisation", core
        if self._listed(first, "pair") or (definite and (not plural or self._counted(core))):
            return "reference", core
        if self._in(head, "public_noun") and (plural or not self._in(head, "role")) and not self._in(head, "unsided"):
            return "public", core
        if plural and self._listed(first, "crowd") and any(self._in(i, "quantifier") for i in core[:-1]):
            return "public", core
        return ("reference" if self._in(head, "pronoun") else "anonymous"), core

    def unnamed(self, core: Sequence[int]) -> str:
        """Return the source type of a reference if the article names no holder: "she", but not "the mayor"."""
        head = core[-1]
        if len(core) == 1 or not self._in(core[0], "definite") or self._pronoun(head):
            return "reference"
        if self._in(head, "short_form"):
            return "document" if self._in(head, "document") else "reference"
        return "public" if self._in(head, "public_noun") and not self._in(head, "role") else "anonymous"

    def _counted(self, core: Sequence[int]) -> bool:
        """Say whether the second word of a phrase is a small number: "the two mayors"."""
        return len(core) > 2 and self._listed(core[1], "counted")

    def _stated(self) -> bool:
        """Say whether the phrase names a state or one of its offices, as in "White House officials"."""
        groups = ("state_word", "nationality", "place")
        return any(self.lists[group].at(self.lowers, i) for i in self.words for group in groups)

    def _described(self) -> tuple[int, ...]:
        """Return the name that follows a description after a comma: "the mayor, Ada Bell"."""
        words = self.words
        for k, i in enumerate(words[:-1]):
            if self.lowers[i] == "," and self._capital(words[k + 1]) and not self._in(words[k + 1], "place"):
                return tuple(words[k + 1 : k + 3])
        return ()

    def _bare(self, core: Sequence[int]) -> bool:
        """Say whether the phrase is only a noun in the singular that is known to the reader: "the board"."""
        whole = all(self._listed(i, "genitive") for i in self.words[_BARE:])
        return len(core) == _BARE and whole and self._in(core[0], "definite") and not self._plural(core[-1])

    def _united(self, rest: Sequence[int]) -> bool:
        """Say whether a name of several words ends in a plural that is common in names: "the United Nations"."""
        return len(rest) > 1 and self._listed(rest[-1], "named_word") and not self._in(rest[0], "quantifier")

    def _office(self, rest: Sequence[int]) -> bool:
        """Say whether the words name an office of a state: "the US State Department", "the British Army"."""
        for group in ("place", "nationality"):
            found = self.lists[group].at(self.lowers, rest[0])
            if found is not None and found[1] < len(rest):
                office = self.lists["government"].at(self.lowers, rest[found[1]])
                return office is not None and found[1] + office[1] == len(rest)
        return False

    def _place(self, rest: Sequence[int]) -> bool:
        """Say whether the words are the whole name of a state or its government."""
        found = self.lists["place"].at(self.lowers, rest[0])
        return found is not None and found[1] == len(rest)

    def _listed(self, i: int, group: str) -> bool:
        """Say whether a word itself is in a list."""
        return self.lowers[i] in self.lists[group].starts

    def _in(self, i: int, group: str) -> bool:
        """Say whether a word, or its singular, belongs to a group."""
        return group in self._groups(i)

    def _groups(self, i: int) -> frozenset[str]:
        """Return the groups of a word and of its singular."""
        known = self.groups.get(i)
        if known is None:
            known = self.groups[i] = _groups_of(self.language, self.lowers[i])
        return known

    def _capital(self, i: int) -> bool:
        """Say whether a word begins with a capital letter."""
        return is_capital(self.texts[i])

    def _acronym(self, i: int) -> bool:
        """Say whether a word is an acronym, such as "NATO", or has capitals inside, such as "BridgeWatch"."""
        word = without_stops(self.texts[i])
        if word.isupper():
            return 1 < len(word) <= _ACRONYM_LENGTH and not self.text.once(capitals_of).shouted(self.text, i)
        inner = any(c.isupper() for c in word[2:]) and not word.startswith(self.language.reading["name_prefixes"])
        return inner and "-" not in word

    def _shouted(self, words: Sequence[int]) -> bool:
        """Say whether a name of several words is all in capitals, like speakers in a transcript."""
        return len(words) > 1 and all(self.texts[i].isupper() for i in words)

    def _plural(self, i: int) -> bool:
        """Say whether a word is a plural, by its form or as an irregular one."""
        return is_plural(self.language, self.lowers[i]) or self._listed(i, "irregular_plural")


@cache
def _words_of(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the groups of words that are entries by themselves, not only the first word of a longer entry."""
    found: dict[str, set[str]] = {}
    for group, phrases in language.sources.items():
        for word, runs in phrases.starts.items():
            if not runs[-1][0]:  # longest first
                found.setdefault(word, set()).add(group)
    return {word: frozenset(known) for word, known in found.items()}


@lru_cache(maxsize=4096)
def _groups_of(language: Language, word: str) -> frozenset[str]:
    """Return the groups of a word and of its possible singulars."""
    known, none = _words_of(language), frozenset[str]()
    return known.get(word, none).union(*(known.get(form, none) for form in singulars(language, word)))
