"""The data model: articles, spans, claims and sets of claims.

All are frozen pydantic models that refuse unknown fields. Offsets are Unicode code points of `Article.text` exactly as
given, end exclusive. None in a judged field means "not judged", never a default label. The definition of an attribution
follows PolNeAR (Newell, Margolin and Ruths, 2018).
"""

from .._public import set_public_module
from .article import Article
from .blocks import Block, BlockKind
from .claim import FRAGMENT_GLUE, Claim, Content, Cue, Evidence, Passage, Source, Tag, TimeMention, claim_id
from .claimset import SCHEMA_VERSION, SCHEMA_VERSIONS, ClaimSet, ExtractorInfo
from .disagreements import SIGN, Disagreement, Disagreements, Variant, changes, variant_note
from .frozen import FrozenMapping
from .labels import (
    FOUND,
    LABELS,
    Confidence,
    CueForce,
    Label,
    PassageName,
    QuotationType,
    SourceType,
    Stance,
    check_own_label,
    labels_in,
)
from .meta import Meta
from .source_names import spelling_key
from .spans import Span
from .summaries import BLANK, SourceSummary, StanceSign, Summary, is_visible, stance_signs, type_of_source

__all__ = [
    "BLANK",
    "FOUND",
    "FRAGMENT_GLUE",
    "LABELS",
    "SCHEMA_VERSION",
    "SCHEMA_VERSIONS",
    "SIGN",
    "Article",
    "Block",
    "BlockKind",
    "Claim",
    "ClaimSet",
    "Confidence",
    "Content",
    "Cue",
    "CueForce",
    "Disagreement",
    "Disagreements",
    "Evidence",
    "ExtractorInfo",
    "FrozenMapping",
    "Label",
    "Meta",
    "Passage",
    "PassageName",
    "QuotationType",
    "Source",
    "SourceSummary",
    "SourceType",
    "Span",
    "Stance",
    "StanceSign",
    "Summary",
    "Tag",
    "TimeMention",
    "Variant",
    "changes",
    "check_own_label",
    "claim_id",
    "is_visible",
    "labels_in",
    "spelling_key",
    "stance_signs",
    "type_of_source",
    "variant_note",
]

set_public_module(
    "newsclaims",
    *(
        Article,
        Block,
        Claim,
        ClaimSet,
        Confidence,
        Content,
        Cue,
        CueForce,
        Disagreement,
        Disagreements,
        Evidence,
        ExtractorInfo,
        Passage,
        QuotationType,
    ),
    *(Source, SourceSummary, SourceType, Span, Stance, Summary, Tag, TimeMention, Variant),
)
