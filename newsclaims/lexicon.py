"""The cue lexicon: which words tie a content to its source, and what they say of it by themselves.

The words stand in `data/cues.tsv`, one lemma a row. `load()` reads them once. A look-up is one dictionary access on a
lower-cased word; words that only count together with others ("call for", "according to") are found at their first:

    lexicon = load()
    for reading in lexicon.lookup(text.words.lowers, i):   # longest first; () for a word that is no cue
        reading.entry.lemma, reading.entry.kind, reading.forms, reading.length

`Lexicon.readings` is the dictionary itself, for loops where a call per word is too dear.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Literal, cast, get_args

from attrs import field, frozen

from .errors import FormatError
from .model import labels_in

__all__ = ["Entry", "Form", "Kind", "Lexicon", "Reading", "load", "parse"]

Kind = Literal["verb", "noun", "adjective", "phrase", "preposition"]
Form = Literal["base", "third", "past", "participle", "ing", "singular", "plural", "fixed"]
"""What a word form is of its lemma; adjectives, phrases and prepositions have the one form `fixed`."""

COLUMNS = ("kind", "lemma", "forms", "stance", "confidence", "force", "note")
VALUES: Mapping[str, frozenset[str]] = {
    label.field: frozenset(label.values) for label in (*labels_in("claim"), *labels_in("cue"))
}
_KINDS = get_args(Kind)
_VERB_FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "ing")
_NOUN_FORMS: tuple[Form, ...] = ("singular", "plural")


@frozen(slots=True)
class Entry:
    """One lemma, with what the cue alone says; None where it says nothing and only its scope can tell.

    Args:
        lemma: The dictionary form, particle included (`"call for"`).
        kind: Its word class; `phrase` for fixed words such as "according to".
        stance: A stance of the label guidelines.
        confidence: A confidence of the label guidelines.
        force: A cue force of the label guidelines.
        particle: What follows the head in the lemma: `("for",)` of "call for".
    """

    lemma: str
    kind: Kind
    stance: str | None
    confidence: str | None
    force: str | None
    particle: tuple[str, ...] = ()


@frozen(slots=True)
class Reading:
    """One way to read a word: a form of an entry, with the words that must follow it.

    Args:
        entry: The lemma.
        forms: What the form can be; "said" is `past` and `participle`.
        tail: The words that must follow the first, lower case.
        length: The number of words, the first included.
    """

    entry: Entry
    forms: frozenset[Form]
    tail: tuple[str, ...] = ()
    length: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "length", 1 + len(self.tail))


@frozen(slots=True)
class Lexicon:
    """All entries, found by the forms they take.

    Args:
        entries: Every entry, in the order of the file.
        readings: Lower-cased first word to what it may be, longest first.
    """

    entries: tuple[Entry, ...]
    readings: Mapping[str, tuple[Reading, ...]]
    _after: Mapping[str, Mapping[str, tuple[Reading, ...]]] = field(init=False)

    @_after.default
    def _by_next_word(self) -> Mapping[str, Mapping[str, tuple[Reading, ...]]]:
        """Return the readings that the word after the first leaves; "" for any word that none of them asks for."""
        return {word: _by_next(found) for word, found in self.readings.items() if found[0].tail}

    def lookup(self, words: Sequence[str], i: int) -> tuple[Reading, ...]:
        """Say what the word at a position may be, together with the words that follow it.

        Args:
            words: Lower-cased words, as in `Text.words.lowers`.
            i: The position of the first word.

        Returns:
            The readings whose words all stand there, longest first; `()` where there is none.
        """
        found = self.readings.get(words[i])
        if found is None:
            return ()
        after = self._after.get(words[i])
        if after is None:
            return found
        likely = after.get(words[i + 1], after[""]) if i + 1 < len(words) else after[""]
        if not likely or likely[0].length <= 2:  # longest first
            return likely
        return tuple([r for r in likely if r.length <= 2 or tuple(words[i + 1 : i + r.length]) == r.tail])

    def entry(self, kind: Kind, lemma: str) -> Entry | None:
        """Return the entry of a lemma, or None.

        Args:
            kind: Its word class.
            lemma: Its dictionary form.
        """
        return next((e for e in self.entries if e.lemma == lemma and e.kind == kind), None)


_lock = threading.Lock()
_loaded: list[Lexicon] = []


def load() -> Lexicon:
    """Return the lexicon that the package carries; read once, shared between threads."""
    if _loaded:  # no lock once it is there: this is asked for every cue
        return _loaded[0]
    with _lock:
        if not _loaded:
            data = resources.files("newsclaims") / "data" / "cues.tsv"
            _loaded.append(parse(data.read_text(encoding="utf-8").splitlines(), "cues.tsv"))
    return _loaded[0]


def parse(lines: Iterable[str], source: str = "lexicon") -> Lexicon:
    """Read a lexicon from the lines of a table as `data/cues.tsv` describes it.

    Args:
        lines: The lines; empty ones and those that begin with `#` are passed over.
        source: The file's name, for messages.

    Returns:
        The lexicon.

    Raises:
        FormatError: If a line is not a row of the table.
    """
    entries: dict[tuple[str, str], Entry] = {}
    forms: dict[str, dict[tuple[Entry, tuple[str, ...]], set[Form]]] = {}
    header_seen = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if not header_seen:
            header_seen = True
            _require(cells == COLUMNS, f"the header must be {' '.join(COLUMNS)}", number, source)
            continue
        _require(len(cells) == len(COLUMNS), f"{len(cells)} cells, not {len(COLUMNS)}", number, source)
        entry = _entry(cells, number, source)
        _require((entry.kind, entry.lemma) not in entries, f"{entry.lemma!r} stands twice", number, source)
        entries[entry.kind, entry.lemma] = entry
        for words, form in _forms(entry, cells[2], number, source):
            forms.setdefault(words[0], {}).setdefault((entry, words[1:]), set()).add(form)
    return Lexicon(tuple(entries.values()), {word: _sorted(found) for word, found in forms.items()})


def _entry(cells: Sequence[str], number: int, source: str) -> Entry:
    kind, lemma = cells[0], cells[1]
    _require(kind in _KINDS, f"{kind!r} is no kind", number, source)
    _require(bool(lemma) and lemma == lemma.lower(), f"{lemma!r} is no lemma", number, source)
    said: list[str | None] = []
    for column, cell in zip(VALUES, cells[3:6], strict=True):
        _require(cell == "-" or cell in VALUES[column], f"{cell!r} is no {column}", number, source)
        said.append(None if cell == "-" else cell)
    return Entry(lemma, cast("Kind", kind), said[0], said[1], said[2], tuple(lemma.split()[1:]))


def _forms(entry: Entry, cell: str, number: int, source: str) -> Iterable[tuple[tuple[str, ...], Form]]:
    """Yield the words of each form: `/` parts spellings, `_` joins the words of one form."""
    if entry.kind not in ("verb", "noun"):
        yield tuple(cell.split()), "fixed"
        return
    names = _VERB_FORMS if entry.kind == "verb" else _NOUN_FORMS
    slots = cell.split()
    right = len(slots) == len(names) if entry.kind == "verb" else 1 <= len(slots) <= len(names)
    _require(right, f"{entry.lemma!r} has {len(slots)} forms", number, source)
    for slot, form in zip(slots, names, strict=False):
        for spelling in slot.split("/"):
            words = tuple(spelling.split("_"))
            yield (words if len(words) > 1 else (*words, *entry.particle)), form


def _sorted(found: Mapping[tuple[Entry, tuple[str, ...]], set[Form]]) -> tuple[Reading, ...]:
    readings = [Reading(entry, frozenset(names), tail) for (entry, tail), names in found.items()]
    return tuple(sorted(readings, key=lambda reading: -reading.length))


def _by_next(found: Sequence[Reading]) -> Mapping[str, tuple[Reading, ...]]:
    following = {"", *(reading.tail[0] for reading in found if reading.tail)}
    return {word: tuple([r for r in found if not r.tail or r.tail[0] == word]) for word in following}


def _require(holds: bool, reason: str, number: int, source: str) -> None:  # noqa: FBT001
    if not holds:
        raise FormatError("cue lexicon", reason, number, source)
