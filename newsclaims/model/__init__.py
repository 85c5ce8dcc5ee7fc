"""The nouns: articles, spans, claims and sets of claims.

All are frozen pydantic models that refuse unknown fields. Offsets are Unicode code points of `Article.text` exactly as
given, end exclusive. None in a judged field means "not judged", never a default label. What an attribution is follows
PolNeAR (Newell, Margolin and Ruths, 2018).
"""

from .article import Article
from .claim import FRAGMENT_GLUE, Claim, Content, Cue, Evidence, Passage, Source, Span, TimeMention, claim_id
from .claimset import SCHEMA_VERSION, ClaimSet, ExtractorInfo
from .labels import Confidence, CueForce, QuotationType, SourceType, Stance
from .meta import Meta

__all__ = [
    "FRAGMENT_GLUE",
    "SCHEMA_VERSION",
    "Article",
    "Claim",
    "ClaimSet",
    "Confidence",
    "Content",
    "Cue",
    "CueForce",
    "Evidence",
    "ExtractorInfo",
    "Meta",
    "Passage",
    "QuotationType",
    "Source",
    "SourceType",
    "Span",
    "Stance",
    "TimeMention",
    "claim_id",
]
