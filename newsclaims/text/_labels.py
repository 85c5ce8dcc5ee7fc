"""Finds labels that name the speaker before a turn of an interview or a transcript: "HOLT:", "Q.", "Jane Roe:"."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from newsclaims._language import Language

from ._lines import Line
from ._patterns import alternatives
from ._speech import speaks

__all__ = ["Label", "Labels", "find_labels"]

LabelForm = Literal["letter", "capitals", "alone", "name", "screen"]

_LONGEST = 100
"""How many characters a label may have."""
_MOST_WORDS = 12
"""How many words a label in capitals may have."""
_MOST_NAMES = 5
"""How many words a name used as a label may have."""
_LISTENED = 500
"""How many characters of a turn are checked for words that only speech has."""
_LOUD = 0.25
"""The share of turns with labels in capitals that must have a word that only speech has."""
_NAMED_LOUD = 0.5
"""The same for turns with names in small letters as labels."""
_FEWEST_ALONE = 3
"""How many lines without a colon are needed before they can be labels; one label must occur at least twice."""
_NEAR = 4
"""How far apart, in lines, two labels that are names may be to support each other."""

_BRACKETS = re.compile(r" ?(?:\([^()]*\)|\[[^\[\]]*\])")
_ADDED = re.compile(r",| (?:--|–|—|―|-|\|) ")
_HEAD = re.compile(r"(?:[^:()\[\]]|\([^()]*\)|\[[^\[\]]*\])*:")
"""The words before the first colon outside brackets."""
_BARE = re.compile(r"[^\W_][\w .,'’&/#|‑–—―-]*")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’‑-]*")
_INNER = re.compile(r"(?<=\s)[^\W\d_a-z]{2}[\w.'’‑-]{0,40}(?: [^\W\d_a-z][\w.'’‑-]{0,40}){0,4}:(?=\s)")
_STAMP = re.compile(r"(?:[\[(]\d{1,2}:\d\d(?::\d\d)?[\])]|\d{1,2}:\d\d(?::\d\d)?)\s+(?:[–—-]\s+)?(?=[^\W\d_])")
_STOP = re.compile(r"[.?!…][\"'”’)\]]*$")
_VISIBLE = re.compile(r"\S")
_RUN = re.compile(r"\w+")


@frozen(slots=True)
class Label:
    """A label.

    Args:
        start: Where it starts.
        end: Where it ends, before its colon.
        body: Where the words after it begin; None if it is alone on its line.
        form: How it is written: a letter, capitals, a line of its own without a colon, or a name in small letters;
            `screen` for the label of text shown on a screen, which nobody says.
        key: The speaker: the last name in lower case. Labels with the same key have the same speaker.
        asks: Whether it marks its turns as questions.
    """

    start: int
    end: int
    body: int | None
    form: LabelForm
    key: str
    asks: bool


@frozen(slots=True)
class Labels:
    """The lines of a text and the labels that open some of them.

    Args:
        lines: The lines, split before labels inside them.
        blocks: For each line, the number of its block.
        by_start: The label of each line that has one, by the start of the line.
    """

    lines: Sequence[Line]
    blocks: Sequence[int]
    by_start: Mapping[int, Label]

    @property
    def transcript(self) -> bool:
        """Whether the text is a transcript: some label is more than a name in small letters and a colon."""
        return any(label.form in ("letter", "capitals", "alone") for label in self.by_start.values())


@cache
def _letters(language: Language) -> re.Pattern[str]:
    """Compile "Q:", "Q." and "A:" at the start of a line."""
    questions, answers = (alternatives(language.reading[group]) for group in ("question_letters", "answer_letters"))
    return re.compile(rf"(?:(?P<asks>{questions})|{answers})\d{{0,2}}(?=[:.](?:\s|$))")


@cache
def _prefixes(language: Language) -> re.Pattern[str]:
    """Compile the small letters in a name in capitals: the "c" of "McDONALD"."""
    return re.compile(rf"\b(?:{alternatives(language.reading['name_prefixes'])})(?=[^\W\d_a-z]{{2}})")


@cache
def _clock_words(language: Language) -> frozenset[str]:
    """Return the words that go with a time of day, in capitals."""
    return frozenset((*language.reading["zones"], *language.reading["day_halves"]))


@cache
def _sets(language: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words of labels that ask, of labels on a screen, and of labels that are not speakers."""
    lists = language.reading
    return (
        frozenset(lists["question_labels"]),
        frozenset(lists["screen_labels"]),
        frozenset((*lists["not_speakers"], *lists["caption_openers"], *lists["link_openers"])),
    )


def find_labels(string: str, lines: Sequence[Line], blocks: Sequence[int], language: Language) -> Labels:
    """Find the labels of a text, and split lines before labels inside them.

    Args:
        string: The text.
        lines: Its lines.
        blocks: For each line, the number of its block.
        language: Its language.
    """
    found = {i: label for i, line in enumerate(lines) if (label := _label(string, *line, language))}
    alone = _alone(string, lines, found, language)
    if not found and not alone:
        return Labels(lines, blocks, {})
    screens = {i: label for i, label in found.items() if label.form == "screen"}
    inner = {i: [label for label in _inner(string, lines[i], language) if label.start > found[i].end] for i in screens}
    turns = {i: label for i, label in found.items() if label.form != "screen"}
    kept = {
        **_names_kept(string, lines, turns, language),
        **_letters_kept(string, lines, turns, language),
        **_capitals_kept(string, lines, found, inner, language),
        **alone,
    }
    if not kept:
        return Labels(lines, blocks, {})
    return _cut(string, lines, blocks, kept | screens, language)


def _label(string: str, start: int, end: int, language: Language) -> Label | None:
    """Return the possible label at the start of a line."""
    stamp = _STAMP.match(string, start, end)
    if stamp and stamp.end() < end:
        start = stamp.end()
    letter = _letters(language).match(string, start, end)
    if letter:
        body = _body(string, letter.end() + 1, end)
        return Label(start, letter.end(), body, "letter", letter.group()[0], letter["asks"] is not None)
    colon = string.find(":", start, min(end, start + _LONGEST))
    if colon <= start:
        return None
    if "(" in string[start:colon] or "[" in string[start:colon]:
        head = _HEAD.match(string, start, min(end, start + _LONGEST))
        colon = head.end() - 1 if head else colon
    if colon + 1 < end and not string[colon + 1].isspace():
        return None
    label = _named(string, start, colon, end, language)
    # "14:32 GMT: The port says ..." is a time.
    return None if label and stamp and label.key.upper() in _clock_words(language) else label


def _named(string: str, start: int, colon: int, end: int, language: Language) -> Label | None:
    """Return the label that ends at a colon, if it can be one."""
    head = string[start:colon]
    if not head[0].isalpha() or head[-1].isspace():
        return None
    bare = _BRACKETS.sub("", head)
    if not _BARE.fullmatch(bare):
        return None
    asking, screens, others = _sets(language)
    low = bare.lower().replace("’", "'")
    body = _body(string, colon + 1, end)
    words = bare.split()
    capitals = _prefixes(language).sub("", bare).isupper()
    if capitals and low in screens:
        return Label(start, colon, body, "screen", low, asks=False)
    if low in others or len(words) > _MOST_WORDS:
        return None
    asks = not asking.isdisjoint(low.split())
    key = _key(bare)
    if capitals:
        return Label(start, colon, body, "capitals", key, asks)
    name = _ADDED.split(bare, maxsplit=1)[0].split()
    titled = len(words) > len(name)
    if len(name) <= _MOST_NAMES and (not titled or len(name) > 1) and _is_name(name, language):
        return Label(start, colon, body, "name", key, asks)
    return None


def _is_name(words: Sequence[str], language: Language) -> bool:
    """Say whether words are a name: all have capitals, except small words inside; "Speaker 2" is a name too."""
    small = language.reading["small_name_words"]
    if len(words) > 1 and words[-1].isdigit():
        words = words[:-1]
    if not _NAME.fullmatch(words[0]) or not _NAME.fullmatch(words[-1]):
        return False
    return all(_NAME.fullmatch(word) or word in small for word in words)


def _key(bare: str) -> str:
    """Return the last name of a label in lower case, without what follows a comma or a dash."""
    words = _ADDED.split(bare, maxsplit=1)[0].split()
    return (" ".join(words[-2:]) if words and words[-1].isdigit() else words[-1] if words else bare).lower()


def _body(string: str, start: int, end: int) -> int | None:
    """Return where the words after a label begin; None if there are none."""
    visible = _VISIBLE.search(string, start, end)
    return visible.start() if visible else None


def _letters_kept(
    string: str, lines: Sequence[Line], turns: Mapping[int, Label], language: Language
) -> dict[int, Label]:
    """Return the labels "Q" and "A", if the text has both."""
    letters = {i: label for i, label in turns.items() if label.form == "letter"}
    inside = (label for i in letters for label in _inner_letters(string, lines[i], language))
    return letters if len({label.asks for label in (*letters.values(), *inside)}) > 1 else {}


def _capitals_kept(
    string: str,
    lines: Sequence[Line],
    found: Mapping[int, Label],
    inner: Mapping[int, Sequence[Label]],
    language: Language,
) -> dict[int, Label]:
    """Return the labels in capitals, and screen labels followed by one, if there are two turns and some are speech."""
    capitals = {i: label for i, label in found.items() if label.form == "capitals"}
    inside = [(i, label) for i, labels in inner.items() for label in labels]
    spoken = [*capitals.items(), *inside]
    if len(spoken) < 2:
        return {}
    loud = sum(_spoken(string, lines, i, label, language) for i, label in spoken)
    if loud < _LOUD * len(spoken):
        return {}
    return {**capitals, **{i: found[i] for i, labels in inner.items() if labels}}


def _names_kept(string: str, lines: Sequence[Line], turns: Mapping[int, Label], language: Language) -> dict[int, Label]:
    """Return the labels that are names in small letters, if two are near each other and half the turns are speech."""
    names = {i: label for i, label in turns.items() if label.form == "name"}
    spots = sorted(turns)
    near = {i for before, after in pairwise(spots) if after - before <= _NEAR for i in (before, after)}
    names = {i: label for i, label in names.items() if i in near}
    counts = Counter(label.key for label in turns.values())
    loud = {i for i, label in names.items() if _spoken(string, lines, i, label, language)}
    speakers = {names[i].key for i in loud}
    if len(names) < 2 or len(loud) < (_LOUD if _alternating(names) else _NAMED_LOUD) * len(names):
        return {}
    kept = {i: label for i, label in names.items() if label.key in speakers or counts[label.key] > 1}
    once = all(counts[label.key] == 1 for label in kept.values())
    return {} if len(kept) < 2 or (once and _are_headings(string, lines, kept)) else kept


def _are_headings(string: str, lines: Sequence[Line], labels: Mapping[int, Label]) -> bool:
    """Say whether labels may be headings, "Budget: Set your limit": single words that the text does not name again."""
    heads = [string[label.start : label.end] for label in labels.values()]
    if not all(head.isalpha() for head in heads) or any(lines[i][0] < label.start for i, label in labels.items()):
        return False
    words = Counter(_RUN.findall(string))
    return all(words[head] == 1 for head in heads)


def _alternating(names: Mapping[int, Label]) -> bool:
    """Say whether labels alternate and repeat, with few lines between them, as only turns do."""
    keys = [label.key for _, label in sorted(names.items())]
    changes = all(before != after for before, after in pairwise(keys))
    return changes and len(set(keys)) < len(keys) and max(names) - min(names) <= 2 * len(names)


def _spoken(string: str, lines: Sequence[Line], i: int, label: Label, language: Language) -> bool:
    """Say whether the first paragraph of a turn has a word that only speech has."""
    if label.body is not None:
        start, end = label.body, lines[i][1]
    elif i + 1 < len(lines):
        start, end = lines[i + 1]
    else:
        return False
    return speaks(string, start, min(end, start + _LISTENED), language)


def _alone(string: str, lines: Sequence[Line], found: Mapping[int, Label], language: Language) -> dict[int, Label]:
    """Return the labels without a colon, each alone on its line, if at least one of them is repeated."""
    spots = {i for i, line in enumerate(lines) if i not in found and _stands_alone(string, *line, language)}
    # Two such lines in a row are a headline or a list.
    spots = {i for i in spots if i + 1 < len(lines) and not spots & {i - 1, i + 1}}
    counts = Counter(string[slice(*lines[i])] for i in spots)
    if len(spots) < _FEWEST_ALONE or max(counts.values()) == 1:
        return {}
    if sum(speaks(string, *lines[i + 1], language) for i in spots) < _LOUD * len(spots):
        return {}
    asking = _sets(language)[0]
    labels = {}
    for i in sorted(spots):
        start, end = lines[i]
        bare = _BRACKETS.sub("", string[start:end])
        asks = not asking.isdisjoint(bare.lower().split())
        labels[i] = Label(start, end, None, "alone", _key(bare), asks)
    return labels


def _stands_alone(string: str, start: int, end: int, language: Language) -> bool:
    """Say whether a line is only a name or a role."""
    if end - start > _LONGEST or not string[start].isupper():
        return False
    bare = _BRACKETS.sub("", string[start:end])
    words = bare.split()
    if not words or len(words) > _MOST_WORDS or not _BARE.fullmatch(bare) or bare.endswith("."):
        return False
    if not bare.isupper() and not _is_name([word.strip(",") for word in words if word[0].isalnum()], language):
        return False
    low = bare.lower()
    _, screens, others = _sets(language)
    return low not in others and low not in screens and low not in language.reading["end_lines"]


def _inner(string: str, line: Line, language: Language) -> list[Label]:
    """Return the labels in capitals inside a line."""
    labels = []
    for found in _INNER.finditer(string, *line):
        label = _named(string, found.start(), found.end() - 1, line[1], language)
        if label and label.form == "capitals":
            labels.append(label)
    return labels


def _inner_letters(string: str, line: Line, language: Language) -> list[Label]:
    """Return the labels "Q:" and "A:" inside a line, each after the end of a sentence."""
    labels = []
    for found in _letters(language).finditer(string, *line):
        before = string[max(line[0], found.start() - 4) : found.start()]
        if before[-1:].isspace() and _STOP.search(before.rstrip()):
            label = _label(string, found.start(), line[1], language)
            if label and label.form == "letter":
                labels.append(label)
    return labels


def _cut(
    string: str, lines: Sequence[Line], blocks: Sequence[int], kept: Mapping[int, Label], language: Language
) -> Labels:
    """Split lines before inner labels: letters, known speakers, and after a screen label all of them."""
    keys = {label.key for label in kept.values() if label.form == "capitals"}
    cut: list[Line] = []
    numbers: list[int] = []
    by_start: dict[int, Label] = {}
    for i, (line_start, line_end) in enumerate(lines):
        start, opening = line_start, kept.get(i)
        on_screen = opening is not None and opening.form == "screen"
        inside = _inner(string, (line_start, line_end), language) if keys or opening else []
        if opening and opening.form == "letter":
            inside = _inner_letters(string, (line_start, line_end), language)
        for label in inside:
            if opening and label.start <= opening.end:
                continue
            if label.key not in keys and not on_screen and label.form != "letter":
                continue
            stop = start + len(string[start : label.start].rstrip())
            if opening:
                by_start[start] = evolve(opening, body=_shorter(opening, stop))
            cut.append((start, stop))
            numbers.append(blocks[i])
            start, opening = label.start, label
        if opening:
            by_start[start] = opening
        cut.append((start, line_end))
        numbers.append(blocks[i])
    return Labels(cut, numbers, by_start)


def _shorter(label: Label, end: int) -> int | None:
    """Return where the words after a label begin, if that is before an offset, else None."""
    return label.body if label.body is not None and label.body < end else None
