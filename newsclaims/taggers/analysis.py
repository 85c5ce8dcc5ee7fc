"""One reading of an attribution, shared by the taggers that judge it."""

from attrs import frozen

from newsclaims.attribution import Attribution, Offsets
from newsclaims.syntax import source_phrase
from newsclaims.text import Text

from .content_reading import ContentReading, read_content
from .cue_reading import CueReading, read_cue

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


def _analyses(_: Text) -> dict[_Key, Analysis]:
    """Return the place for what was read of a text's attributions."""
    return {}


def analyse(text: Text, attribution: Attribution) -> Analysis:
    """Read the words of an attribution; the taggers of a chain judge the same attributions in turn, so once a text.

    Args:
        text: The text it stands in.
        attribution: The attribution; only its spans count.
    """
    key = (attribution.source, attribution.cue, attribution.content)
    known = text.once(_analyses)
    found = known.get(key)
    if found is None:
        found = known[key] = _read(text, attribution)
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
    boundary = text.language.sources["boundary"].starts
    head = ""
    for i in text.words.indices(attribution.source):
        if words[i] == "and":
            return "they"
        if head and words[i] in boundary:
            break
        if words[i] not in ("'s", "'"):
            head = words[i] if len(words[i]) < _SHORTEST_NAME or words[i] in _PEOPLE else _one(text.words.texts[i])
    phrase = source_phrase(text, attribution.source)
    return _PERSON if phrase is not None and phrase.bare_person() else head


def _one(word: str) -> str:
    """Take the plural look off a name: "Sanders" is one man."""
    return word.rstrip("s") if word[:1].isupper() else word
