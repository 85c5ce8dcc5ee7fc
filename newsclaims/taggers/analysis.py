"""One reading of an attribution, shared by the taggers that judge it."""

import threading
import weakref

from attrs import frozen

from newsclaims.attribution import Attribution, Offsets
from newsclaims.text import Text

from .contents import ContentReading, read_content
from .cues import CueReading, read_cue
from .noun_phrases import noun_phrase
from .places import words_of
from .vocabulary import groups

__all__ = ["Analysis", "analyse"]

_OPENERS = "\"“‘«„'`"
# Shorter ones are pronouns.
_SHORTEST_NAME = 5
_PEOPLE = frozenset({"republicans", "democrats", "americans", "others", "people", "voters", "officials"})
# What a bare name counts as: "it" in what a person says is something else, but may be the firm of its spokeswoman.
_PERSON = "he"
_Key = tuple[Offsets, Offsets, Offsets]


@frozen(slots=True)
class Analysis:
    """What the words of an attribution say.

    Args:
        cue: The cue's words.
        content: The content's words.
        direct: Whether the content is in the source's own words: it opens with a quotation mark, or a bare colon ties
            it to the speaker as in a transcript.
    """

    cue: CueReading
    content: ContentReading
    direct: bool


class _Memory(threading.local):
    """What this thread has read of the text at hand: the taggers of a chain judge the same attributions in turn."""

    text: weakref.ref[Text] | None = None

    def __init__(self) -> None:
        self.found: dict[_Key, Analysis] = {}


_memory = _Memory()


def analyse(text: Text, attribution: Attribution) -> Analysis:
    """Read the words of an attribution, once a text and thread.

    Args:
        text: The text it stands in.
        attribution: The attribution; only its spans count.
    """
    if _memory.text is None or _memory.text() is not text:
        _memory.text = weakref.ref(text)
        _memory.found = {}
    key = (attribution.source, attribution.cue, attribution.content)
    found = _memory.found.get(key)
    if found is None:
        found = _memory.found[key] = _read(text, attribution)
    return found


def _read(text: Text, attribution: Attribution) -> Analysis:
    direct = _direct(text, attribution)
    return Analysis(
        cue=read_cue(text, attribution.cue, attribution.source),
        content=read_content(text, attribution.content, direct=direct, holder=_holder(text, attribution)),
        direct=direct,
    )


def _direct(text: Text, attribution: Attribution) -> bool:
    if not attribution.content:
        return False
    start = attribution.content[0][0]
    if text.string[start : start + 1] in tuple(_OPENERS):
        return True
    return [text.string[first:last] for first, last in attribution.cue] == [":"] and bool(attribution.source)


def _holder(text: Text, attribution: Attribution) -> str:
    """Return the last word of the source's first phrase, or a pronoun that stands for it.

    A name that ends in "s" is marked as one by its capital.
    """
    words = text.words.lowers
    boundary = groups("sources.tsv")["boundary"].starts
    head = ""
    for i in words_of(text, attribution.source):
        if words[i] == "and":
            return "they"
        if head and words[i] in boundary:
            break
        if words[i] not in ("'s", "'"):
            head = words[i] if len(words[i]) < _SHORTEST_NAME or words[i] in _PEOPLE else _one(text.words.texts[i])
    phrase = noun_phrase(text, attribution.source)
    return _PERSON if phrase is not None and phrase.bare_person() else head


def _one(word: str) -> str:
    """Take the plural look off a name: "Sanders" is one man."""
    return word.rstrip("s") if word[:1].isupper() else word
