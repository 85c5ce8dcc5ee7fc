"""The cue lexicon: the words that tie a content to its source, and the stance, confidence and force of each.

A look-up is one dictionary access on a lower-cased word. Cues of several words ("call for", "according to") are found
at their first word:

    for reading in text.language.cues.lookup(text.words.lowers, i):   # longest first; () for a word that is not a cue
        reading.entry.lemma, reading.entry.kind, reading.forms, reading.length

`Lexicon.readings` is the dictionary itself, for loops in which a call for each word would take too long.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast, get_args

from attrs import field, frozen

from newsclaims._model import labels_in

from .tables import Row

__all__ = ["CUE_COLUMNS", "CueKind", "Entry", "Lexicon", "Reading", "WordForm", "read_lexicon"]

CueKind = Literal["verb", "noun", "adjective", "adverb", "phrase", "preposition"]
WordForm = Literal["base", "third", "past", "participle", "ing", "singular", "plural", "fixed"]
"""The form that a word is of its lemma; adjectives, phrases and prepositions have only the form `fixed`."""

CUE_COLUMNS = ("kind", "lemma", "forms", "stance", "confidence", "force", "note")
_VALUES: Mapping[str, frozenset[str]] = {
    label.field: frozenset(label.values) for label in (*labels_in("claim"), *labels_in("cue"))
}
_KINDS = get_args(CueKind)
_VERB_FORMS: tuple[WordForm, ...] = ("base", "third", "past", "participle", "ing")
_NOUN_FORMS: tuple[WordForm, ...] = ("singular", "plural")


@frozen(slots=True)
class Entry:
    """One lemma, with the labels that it shows by itself; None if only the words around it can decide.

    Args:
        lemma: The dictionary form, particle included (`"call for"`).
        kind: Its word class; `phrase` for fixed words such as "according to".
        stance: A stance of the label guidelines.
        confidence: A confidence of the label guidelines.
        force: A cue force of the label guidelines.
        particle: The words that follow the head in the lemma: `("for",)` for "call for".
    """

    lemma: str
    kind: CueKind
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
        length: The number of words, including the first.
    """

    entry: Entry
    forms: frozenset[WordForm]
    tail: tuple[str, ...] = ()
    length: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "length", 1 + len(self.tail))


@frozen(slots=True)
class Lexicon:
    """All entries, with their forms.

    Args:
        entries: Every entry, in the order of the file.
        readings: Lower-cased first word to its possible readings, longest first.
    """

    entries: tuple[Entry, ...]
    readings: Mapping[str, tuple[Reading, ...]]
    _after: Mapping[str, Mapping[str, tuple[Reading, ...]]] = field(init=False)

    @_after.default
    def _by_next_word(self) -> Mapping[str, Mapping[str, tuple[Reading, ...]]]:
        """Return the readings that are possible with each second word; `""` means any other word."""
        return {word: _by_next(found) for word, found in self.readings.items() if found[0].tail}

    def lookup(self, words: Sequence[str], i: int) -> tuple[Reading, ...]:
        """Return the possible readings of the word at a position, together with the words that follow it.

        Args:
            words: Lower-cased words, as in `Text.words.lowers`.
            i: The position of the first word.

        Returns:
            The readings whose words are all there, longest first; `()` if there are none.
        """
        after = self._after.get(words[i])
        if after is None:
            return self.readings.get(words[i], ())
        likely = after.get(words[i + 1]) if i + 1 < len(words) else None
        if likely is None:
            likely = after[""]
        if not likely or likely[0].length <= 2:  # longest first
            return likely
        return tuple([r for r in likely if r.length <= 2 or tuple(words[i + 1 : i + r.length]) == r.tail])

    def entry(self, kind: CueKind, lemma: str) -> Entry | None:
        """Return the entry of a lemma, or None.

        Args:
            kind: Its word class.
            lemma: Its dictionary form.
        """
        return next((e for e in self.entries if e.lemma == lemma and e.kind == kind), None)


def read_lexicon(rows: Iterable[Row]) -> Lexicon:
    """Read a lexicon from the rows of a table in the format of `data/en/cues.tsv`.

    Args:
        rows: The rows, with the columns `CUE_COLUMNS`.

    Returns:
        The lexicon.

    Raises:
        FormatError: If a row is not a valid entry.
    """
    entries: dict[tuple[str, str], Entry] = {}
    forms: dict[str, dict[tuple[Entry, tuple[str, ...]], set[WordForm]]] = {}
    for row in rows:
        entry = _entry(row)
        _require((entry.kind, entry.lemma) not in entries, f"{entry.lemma!r} is listed twice", row)
        entries[entry.kind, entry.lemma] = entry
        for words, form in _forms(entry, row):
            forms.setdefault(words[0], {}).setdefault((entry, words[1:]), set()).add(form)
    shared: dict[frozenset[WordForm], frozenset[WordForm]] = {}
    return Lexicon(tuple(entries.values()), {word: _sorted(found, shared) for word, found in forms.items()})


def _entry(row: Row) -> Entry:
    kind, lemma = row.cells[0], row.cells[1]
    _require(kind in _KINDS, f"{kind!r} is not a kind of cue ({', '.join(_KINDS)})", row)
    _require(bool(lemma) and lemma == lemma.lower(), f"the lemma {lemma!r} must be in lower case", row)
    said: list[str | None] = []
    for column, cell in zip(_VALUES, row.cells[3:6], strict=True):
        _require(cell == "-" or cell in _VALUES[column], f"{cell!r} is not a {column}", row)
        said.append(None if cell == "-" else cell)
    return Entry(lemma, cast("CueKind", kind), said[0], said[1], said[2], tuple(lemma.split()[1:]))


def _forms(entry: Entry, row: Row) -> Iterable[tuple[tuple[str, ...], WordForm]]:
    """Yield the words of each form: `/` splits spellings, `_` joins the words of one form."""
    cell = row.cells[2]
    if entry.kind not in ("verb", "noun"):
        yield tuple(cell.split()), "fixed"
        return
    names = _VERB_FORMS if entry.kind == "verb" else _NOUN_FORMS
    slots = cell.split()
    right = len(slots) == len(names) if entry.kind == "verb" else 1 <= len(slots) <= len(names)
    _require(right, f"{entry.lemma!r} has {len(slots)} forms", row)
    for slot, form in zip(slots, names, strict=False):
        for spelling in slot.split("/"):
            words = tuple(spelling.split("_"))
            yield (words if len(words) > 1 else (*words, *entry.particle)), form


def _sorted(
    found: Mapping[tuple[Entry, tuple[str, ...]], set[WordForm]],
    shared: dict[frozenset[WordForm], frozenset[WordForm]],
) -> tuple[Reading, ...]:
    """Return the readings of a word, longest first; those with equal forms share one set, which saves 1.5 MB."""
    sets = (frozenset(names) for names in found.values())
    forms = [shared.setdefault(names, names) for names in sets]
    readings = [Reading(entry, names, tail) for (entry, tail), names in zip(found, forms, strict=True)]
    return tuple(sorted(readings, key=lambda reading: -reading.length))


def _by_next(found: Sequence[Reading]) -> Mapping[str, tuple[Reading, ...]]:
    following = {"", *(reading.tail[0] for reading in found if reading.tail)}
    return {word: tuple([r for r in found if not r.tail or r.tail[0] == word]) for word in following}


def _require(holds: bool, reason: str, row: Row) -> None:  # noqa: FBT001
    if not holds:
        raise row.error(f"{reason}.")
