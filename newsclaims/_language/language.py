"""The `Language`, which reads all data of a language; only this module names the files of `data/CODE/`."""

import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, ClassVar

from attrs import frozen

from newsclaims.errors import FormatError, InvalidValueError

from .cues import CUE_COLUMNS, Lexicon, read_lexicon
from .habits import HABIT_COLUMNS, Habits, read_habits
from .holder_network import HolderNetwork, read_holder_network
from .tables import Row, WordClasses, read_rows, read_word_classes, words_in
from .trust import TRUST_COLUMNS, NestedScore, Trust, read_trust
from .weights import HolderWeights, NestingLimits, RecognitionLimits
from .word_classes import read_bits
from .word_lists import WordLists, read_word_lists, read_word_sets

__all__ = ["Language"]

_LISTS = ("group", "value", "words")
_SETS = ("group", "words")
_FORMS = frozenset({"class", "part", "rule", "inner"})
"""The groups of `times.tsv` whose rows are forms, in which `@` names a part; the others are lists of words."""


@frozen(eq=False, repr=False, slots=False)
class Language:
    """The data of a language: word classes, word lists, the cue lexicon, weights and thresholds.

    Each table is read at first use, once per process. There is one object for each code, so languages compare by
    identity; a pickle holds only the code. Get one with `Language.load("en")`.

    Args:
        code: The language's code, as in BCP 47: the name of its folder in `newsclaims/data`.
    """

    code: str

    _lock: ClassVar[threading.Lock] = threading.Lock()
    _loaded: ClassVar[dict[str, "Language"]] = {}

    @classmethod
    def load(cls, code: str) -> "Language":
        """Return a language that the package has data for.

        Args:
            code: Its code, such as `"en"`.

        Raises:
            InvalidValueError: If the package has no data for it.
        """
        found = cls._loaded.get(code)  # without the lock if it is loaded: this is called for every text
        if found is not None:
            return found
        with cls._lock:
            if code not in cls._loaded:
                known = sorted(folder.name for folder in _data().iterdir() if folder.joinpath("words.tsv").is_file())
                if code not in known:
                    raise InvalidValueError(
                        f"there is no data for the language {code!r}. There is data for {', '.join(known)}."
                    )
                cls._loaded[code] = cls(code)
        return cls._loaded[code]

    def __reduce__(self) -> tuple[Any, ...]:
        return Language.load, (self.code,)

    def __repr__(self) -> str:
        return f"Language.load({self.code!r})"

    @cached_property
    def word_classes(self) -> WordClasses:
        """The classes of words that other tables refer to, in the order of the file."""
        return read_word_classes(self._rows("words.tsv", ("class", "words")))

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The same classes as sets."""
        return {name: frozenset(words) for name, words in self.word_classes.items()}

    def knows(self, word: str) -> bool:
        """Say whether a word is in the cue lexicon, the classes of syntax or the shared word classes.

        Args:
            word: The word, in lower case.
        """
        return word in self.cues.readings or word in self.bits or word in self._shared

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(word for words in self.words.values() for word in words)

    @cached_property
    def cues(self) -> Lexicon:
        """The cue lexicon."""
        return read_lexicon(self._rows("cues.tsv", CUE_COLUMNS))

    @cached_property
    def reading(self) -> Mapping[str, tuple[str, ...]]:
        """Word lists for reading: abbreviations, agencies, small words. Case counts."""
        rows = self._rows("text.tsv", _SETS)
        return {row.cells[0]: words_in(row.cells[1], self.word_classes, row) for row in rows}

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """Lower-cased words to their classes in syntax, as bits of `WordClass`."""
        return read_bits(self._rows("syntax.tsv", _SETS), self.word_classes)

    @cached_property
    def endings(self) -> Mapping[str, tuple[str, ...]]:
        """Endings of words, by group, as tuples for `str.endswith`."""
        rows = self._rows("endings.tsv", ("group", "endings"))
        return {row.cells[0]: words_in(row.cells[1], self.word_classes, row) for row in rows}

    @cached_property
    def content_ends(self) -> frozenset[tuple[str, str]]:
        """The marks with a word after them that end a content: `(mark, word)`."""
        rows = self._rows("content_ends.tsv", ("mark", "words"))
        return frozenset(
            (row.cells[0], word) for row in rows for word in words_in(row.cells[1], self.word_classes, row)
        )

    @cached_property
    def singulars(self) -> Mapping[str, tuple[str, ...]]:
        """The endings of plurals: ending to the endings that the singular can have, in the order of the file."""
        rows = self._rows("singulars.tsv", ("ending", "instead"))
        return {row.cells[0]: tuple(item.strip("-") for item in row.cells[1].split(";")) for row in rows}

    @cached_property
    def trust(self) -> Trust:
        """The trust in cues, by frame and form."""
        return read_trust(self._rows("trust.tsv", TRUST_COLUMNS), self._settings("trust.toml"))

    @cached_property
    def nesting(self) -> Mapping[str, frozenset[str]]:
        """Word lists that show a claim inside another's content."""
        return read_word_sets(self._rows("nesting.tsv", _SETS), self.word_classes)

    @cached_property
    def nesting_limits(self) -> NestingLimits:
        """The least trust that finds inside contents need."""
        return NestingLimits(**self._weights["nesting"])

    @cached_property
    def nested_score(self) -> NestedScore:
        """The score of finds inside contents."""
        return NestedScore(**self._settings("nesting.toml"))

    @cached_property
    def scope(self) -> WordLists:
        """Words that reverse or weaken a judgement."""
        return read_word_lists(self._rows("scope.tsv", _LISTS), self.word_classes)

    @cached_property
    def complements(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """The labels that a lemma (`*` for any) shows before an opening: (lemma, opening) to (stance, confidence)."""
        rows = self._rows("complements.tsv", ("lemma", "opening", "stance", "confidence"))
        return {(row.cells[0], row.cells[1]): (row.cells[2], row.cells[3]) for row in rows}

    @cached_property
    def habits(self) -> Mapping[str, Habits]:
        """The reliability of opinions, by label."""
        return read_habits(self._rows("opinions.tsv", HABIT_COLUMNS))

    @cached_property
    def sources(self) -> WordLists:
        """Words that show the type of source that a noun phrase names."""
        return read_word_lists(self._rows("sources.tsv", _LISTS), self.word_classes)

    @cached_property
    def holders(self) -> WordLists:
        """Words that help to identify a source."""
        return read_word_lists(self._rows("holders.tsv", _LISTS), self.word_classes)

    @cached_property
    def grounding(self) -> WordLists:
        """What may differ between an article and words that were copied from it, and what must not, by group."""
        return read_word_lists(self._rows("grounding.tsv", _LISTS), self.word_classes)

    @cached_property
    def holder_weights(self) -> HolderWeights:
        """The weights for resolving who a source is."""
        return HolderWeights(**self._weights["holders"])

    @cached_property
    def holder_network(self) -> HolderNetwork:
        """The network that chooses who a source is."""
        return read_holder_network(self._file("holders.npz"))

    @cached_property
    def recognition(self) -> RecognitionLimits:
        """The limits that decide whether a text is clearly in another language."""
        return RecognitionLimits(**self._settings("weights.toml")["recognition"])

    @cached_property
    def times(self) -> Sequence[tuple[str, str, str, str]]:
        """The grammar of expressions of time: rows of group, name, value and form."""
        found = []
        for row in self._rows("times.tsv", ("group", "name", "value", "form")):
            group, name, value, form = row.cells
            if group not in _FORMS:
                form = ";".join(words_in(form, self.word_classes, row))
            found.append((group, name, value, form))
        return found

    @cached_property
    def utterance_score(self) -> float:
        """The probability that an utterance is a claim of its speaker."""
        return self._weights["layout"]["utterance"]

    @cached_property
    def continued_score(self) -> float:
        """The factor for the score of a claim, for the quotation after it that has no cue of its own."""
        return self._weights["layout"]["continued"]

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, float]]:
        return self._settings("weights.toml")

    def _file(self, name: str) -> Traversable:
        return _data() / self.code / name

    def _rows(self, name: str, columns: Sequence[str]) -> Iterator[Row]:
        return read_rows(self._file(name).read_text(encoding="utf-8").splitlines(), name, columns)

    def _settings(self, name: str) -> Mapping[str, Any]:
        try:
            return tomllib.loads(self._file(name).read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise FormatError("language data", str(error), source=name) from error


def _data() -> Traversable:
    return resources.files("newsclaims") / "data"
