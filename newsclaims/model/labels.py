"""The labels of a claim, with the values of the label guidelines.

Confidence follows FactBank (Saurí and Pustejovsky, 2009).
"""

from enum import StrEnum

__all__ = ["Confidence", "CueForce", "QuotationType", "SourceType", "Stance"]


class Stance(StrEnum):
    """The source's attitude towards the content."""

    AFFIRM = "affirm"
    DENY = "deny"
    QUESTION = "question"
    ADVOCATE = "advocate"
    OPPOSE = "oppose"
    NEUTRAL = "neutral"


class Confidence(StrEnum):
    """How firmly the source is committed to the content, as the text puts it (FactBank's scale)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class CueForce(StrEnum):
    """What the reporter's choice of cue does to the content."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DISTANCING = "distancing"


class SourceType(StrEnum):
    """Who is speaking."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANISATION = "named_organisation"
    GOVERNMENT = "government"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    PUBLIC = "public"
    REFERENCE = "reference"
    NONE = "none"


class QuotationType(StrEnum):
    """Whether the content stands in quotation marks: wholly, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
