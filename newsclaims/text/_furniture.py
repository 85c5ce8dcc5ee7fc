"""Finds page furniture: lines that are not the article's prose, such as captions, links, times and list items."""

import re
from collections.abc import Sequence
from functools import cache

from attrs import frozen

from newsclaims._language import Language

from ._lines import Line
from ._patterns import abbreviated, alternatives
from ._structure import ParagraphKind

__all__ = ["after_bullet", "after_time", "furniture", "has_bullet", "is_time", "stage_directions"]

_LONGEST = 200
"""How many characters a link, a time or a stage direction may have."""
_LONGEST_END = 12
"""How many characters a line that marks the end of a text may have."""
_LONGEST_CREDIT = 130
"""How many characters the name of the photographer at the end of a caption may have."""
_MOST_BUTTONS = 16
"""How many words a row of buttons may have."""

_BULLET = re.compile(r"(?:[•‣◦▪■●►▶✔✓]|[*·–—-](?=\s))\s*|(?:\d{1,2}[.)]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?=\S)")
_SURE_BULLETS = frozenset("•‣◦▪■●►▶✔✓*·")
_LIKELY_BULLETS = _SURE_BULLETS | frozenset("–—-")
_WIDEST_MARK = 6
"""How many characters a letter or a figure in brackets may have, as a bullet."""
_CREDIT_END = re.compile(r"\([^\W\d_a-z][\w .,'’&-]{0,60}/[^\W\d_a-z][\w .,'’&/-]{0,60}\)$")
_BRACKETED = re.compile(r"[(\[][^()\[\]]{1,200}[)\]]\.?")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


@frozen(slots=True)
class _Forms:
    """The forms of furniture in a language.

    Args:
        caption: The start of a caption.
        credited: The end of a caption that names a kind of picture: "(Picture: Toby Wren)".
        link: The start of a line that leads to another page, or all of such a line.
        time: A line that holds only a time.
        leading_time: A time before the prose of a paragraph.
        stage: The start of a stage direction, with its bracket.
    """

    caption: re.Pattern[str]
    credited: re.Pattern[str]
    link: re.Pattern[str]
    time: re.Pattern[str]
    leading_time: re.Pattern[str]
    stage: re.Pattern[str]


@cache
def _forms(language: Language) -> _Forms:
    """Compile the forms of furniture."""
    lists = language.reading
    captions, dashed, labelled, agencies, credit, links, phrases, stage, zones, words, minutes = (
        alternatives(lists[group])
        for group in (
            "caption_openers",
            "caption_dash_openers",
            "caption_comma_openers",
            "picture_agencies",
            "credits",
            "link_openers",
            "link_phrases",
            "stage_directions",
            "zones",
            "time_words",
            "minutes",
        )
    )
    name = r"[^\W\d_a-z][\w .'’-]{0,40}"
    agency = rf"(?:{name} ?(?:/|,|\||via) ?){{0,2}}(?:{agencies})(?: ?/ ?{name})?"
    halves = abbreviated(lists["day_halves"])
    clock = rf"\d{{1,2}}(?:[:.h]\d\d(?:[:.]\d\d)?)?\s?(?:{halves})\b\.?|\d{{1,2}}[:.h]\d\d(?:[:.]\d\d)?(?!\d)"
    months = alternatives(lists["months"])
    day = rf"\d{{1,2}}(?:[a-z]{{2}})?\s(?:{months})[a-z]*\.?|(?:{months})[a-z]*\.?\s\d{{1,2}}\b|\d\d\.\d\d\.\d{{4}}"
    return _Forms(
        caption=re.compile(rf"\[?(?i:{captions})\s?:|(?:{dashed})\s?[–—-]|(?:{labelled}),\s|{agency}$"),
        credited=re.compile(rf"[(\[](?:(?:{credit})|(?i:{captions})\s?:[^()\[\]]{{1,80}})[)\]]$"),
        link=re.compile(rf"[→▶►»>*•\s]*+(?i:(?:{links})\s*(?:[:|–—]|$)|(?:{phrases})\b)"),
        time=re.compile(
            rf"(?i:(?=[^\n]*?\d[:.h]\d\d|\d+\s?(?:{halves}))"
            rf"(?:(?:{clock}|{day}|\d{{4}}\b|\d+(?=\s(?:{minutes}))|(?:{words}|{zones})\b)[\s·•|,:–—-]*+)++$)"
        ),
        leading_time=re.compile(
            rf"(?i:{clock})(?:\s(?:{zones}))?(?::|\s?[–—|-])\s+(?=\S)|(?i:{clock})\s(?:{zones})\s+(?=[^\W\d_a-z])"
        ),
        stage=re.compile(rf"[(\[](?i:{stage})\b"),
    )


def furniture(string: str, start: int, end: int, language: Language, *, transcript: bool) -> ParagraphKind | None:
    """Return the kind of a line of furniture; None if the line is prose, a headline or a byline.

    Args:
        string: The text.
        start: Where the line starts.
        end: Where it ends.
        language: The language of the text.
        transcript: Whether the text is a transcript. In a transcript, every line in brackets is a stage direction.
    """
    forms = _forms(language)
    if string[end - 1] in ")]":
        if transcript or string[start] == "[" or end - start <= _LONGEST:
            direction = _direction(string, start, end, forms, transcript=transcript)
            if direction:
                return direction
        tail = max(start, end - _LONGEST_CREDIT)
        if _CREDIT_END.search(string, tail, end) or forms.credited.search(string, tail, end):
            return "caption"
    if forms.caption.match(string, start, end):
        return "caption"
    if end - start > _LONGEST:
        return None
    if forms.link.match(string, start, end) or _buttons(string[start:end], language):
        return "link"
    ends = end - start <= _LONGEST_END and string[start:end].lower() in language.reading["end_lines"]
    if ends or is_time(string, start, end, language):
        return "note"
    return None


def _direction(string: str, start: int, end: int, forms: _Forms, *, transcript: bool) -> ParagraphKind | None:
    """Return the kind of a line in brackets; None if it is prose."""
    if not _BRACKETED.fullmatch(string, start, end):
        return None
    if forms.caption.match(string, start + (string[start] == "("), end):
        return "caption"
    inner = string[start + 1 : end - 1]
    if transcript or forms.stage.match(string, start, end) or forms.time.match(inner):
        return "note"
    return "note" if inner.isupper() and " " in inner else None


def is_time(string: str, start: int, end: int, language: Language) -> bool:
    """Say whether a line holds only a time and words that belong to it, such as "Updated"."""
    if end - start > _LONGEST or not _DIGIT.search(string, start, end):
        return False
    return _forms(language).time.match(string, start, end) is not None


def after_time(string: str, start: int, end: int, language: Language) -> int:
    """Return where prose begins after a time, as in "6:12 PM: The company says"; the start if there is no time."""
    if not string[start].isdigit():
        return start
    found = _forms(language).leading_time.match(string, start, end)
    return found.end() if found else start


def stage_directions(string: str, start: int, end: int, language: Language) -> list[Line]:
    """Return the stage directions between two offsets, each with its brackets.

    Args:
        string: The text.
        start: Where to begin.
        end: Where to stop.
        language: The language of the text.
    """
    stage = _forms(language).stage
    return [match.span() for match in _BRACKETED.finditer(string, start, end) if stage.match(string, match.start())]


def has_bullet(string: str, lines: Sequence[Line], i: int) -> bool:
    """Say whether a line is a list item: it has a bullet, or a dash or number and so has a line next to it.

    Args:
        string: The text.
        lines: Its lines.
        i: The number of the line.
    """
    start, end = lines[i]
    if (
        string[start] not in _LIKELY_BULLETS
        and not string[start].isdigit()
        and ")" not in string[start : start + _WIDEST_MARK]
    ):
        return False
    found = _BULLET.match(string, start, end)
    if not found or found.end() == end:
        return False
    if string[start] in _SURE_BULLETS:
        return True
    kind = _bullet_kind(found)
    near = (_BULLET.match(string, *lines[other]) for other in (i - 1, i + 1) if 0 <= other < len(lines))
    return any(other is not None and _bullet_kind(other) == kind for other in near)


def _bullet_kind(found: re.Match[str]) -> str:
    """Return the kind of a bullet: a dash, figures or letters. All bullets of a list have the same kind."""
    mark = found.group().strip("(.) ")
    return "0" if mark.isdigit() else "a" if mark.isalpha() else mark


def after_bullet(string: str, start: int, end: int) -> int:
    """Return where the words of an item begin, after its bullet."""
    found = _BULLET.match(string, start, end)
    return found.end() if found and found.end() < end else start


def _buttons(line: str, language: Language) -> bool:
    """Say whether a line is a row of buttons: "Share Tweet Email Comments (14)"."""
    buttons = language.reading["button_words"]
    first = _WORD.match(line)
    if not first or first.group().lower() not in buttons:
        return False
    words = [word.lower() for word in _WORD.findall(line)]
    return 1 < len(words) <= _MOST_BUTTONS and all(word in buttons for word in words)
