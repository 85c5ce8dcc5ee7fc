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
    """The cue and the content of an attribution, as read.

    Args:
        cue: The reading of the cue.
        content: The reading of the content.
        direct: Whether the content is in the source's own words: it opens with a quotation mark, or only a colon is
            between it and the speaker, as in a transcript.
        sourceless: Whether it has no source: "it is understood that".
    """

    cue: CueReading
    content: ContentReading
    direct: bool
    sourceless: bool


def read_attribution(text: Text, attribution: Attribution) -> AttributionReading:
    """Read the words of an attribution; the result is kept with the text, because several taggers need it.

    Args:
        text: Its text.
        attribution: The attribution; only its spans count.
    """
    key = (attribution.source, attribution.cue, attribution.content)
    known = text.once(_readings)
    return known.get(key) or known.setdefault(key, _read(text, attribution))


def _readings(_: Text) -> dict[_Key, AttributionReading]:
    """Return an empty cache for the readings of a text's attributions."""
    return {}


def _read(text: Text, attribution: Attribution) -> AttributionReading:
    """Read the cue and the content of an attribution."""
    direct, source = _direct(text, attribution), attribution.source
    return AttributionReading(
        cue=read_cue(text, attribution.cue, source),
        content=read_content(text, attribution.content, direct=direct, source=antecedent(text, source)),
        direct=direct,
        sourceless=not source,
    )


def _direct(text: Text, attribution: Attribution) -> bool:
    """Return whether a content is in the source's own words."""
    if not attribution.content:
        return False
    start = attribution.content[0][0]
    if text.slice(start, start + 1) in _OPENERS:
        return True
    return [text.slice(*span) for span in attribution.cue] == [":"] and bool(attribution.source)
