"""Reads the words of an attribution once, for all taggers that judge it."""

from attrs import frozen

from newsclaims._attribution import Attribution, Offsets
from newsclaims._syntax import antecedent
from newsclaims.text import Text
from newsclaims.text._quotation_marks import OPENING_MARKS, STRAIGHT_MARKS

from ._content_reading import ContentReading, read_content
from ._cue_reading import CueReading, read_cue

__all__ = ["AttributionReading", "read_attribution"]

_OPENERS = OPENING_MARKS | STRAIGHT_MARKS
_Key = tuple[Offsets, Offsets, Offsets]


@frozen(slots=True)
class AttributionReading:
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


def read_attribution(text: Text, attribution: Attribution) -> AttributionReading:
    """Read the words of an attribution; once a text, as the taggers of a chain judge the same attributions in turn.

    Args:
        text: The text it stands in.
        attribution: The attribution; only its spans count.
    """
    key = (attribution.source, attribution.cue, attribution.content)
    known = text.once(_readings)
    return known.get(key) or known.setdefault(key, _read(text, attribution))


def _readings(_: Text) -> dict[_Key, AttributionReading]:
    """Return the place for what was read of a text's attributions."""
    return {}


def _read(text: Text, attribution: Attribution) -> AttributionReading:
    """Read the cue and the content of an attribution."""
    direct, source = _direct(text, attribution), attribution.source
    return AttributionReading(
        cue=read_cue(text, attribution.cue, source),
        content=read_content(text, attribution.content, direct=direct, source=antecedent(text, source)),
        direct=direct,
    )


def _direct(text: Text, attribution: Attribution) -> bool:
    """Say whether a content is in the source's own words."""
    if not attribution.content:
        return False
    start = attribution.content[0][0]
    if text.slice(start, start + 1) in _OPENERS:
        return True
    return [text.slice(*span) for span in attribution.cue] == [":"] and bool(attribution.source)
