"""The labels of a claim and their values, and the table `LABELS`, which says where a claim holds each label.

The values are those of the label guidelines; confidence follows FactBank (Saurí and Pustejovsky, 2009). All code that
goes through the labels uses `LABELS`, so a new label or value is added only here. The user's own labels are not in the
table: `Claim.labels` holds them by their names, which `check_own_label` checks.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal, get_args

from attrs import frozen

from ..errors import InputTypeError, InvalidValueError
from .base import checked_str

__all__ = [
    "FOUND",
    "LABELS",
    "RESERVED",
    "Confidence",
    "CueForce",
    "Label",
    "PassageName",
    "QuotationType",
    "SourceType",
    "Stance",
    "check_own_label",
    "labels_in",
]


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
    """How the reporter's choice of cue presents the content."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DISTANCING = "distancing"


class SourceType(StrEnum):
    """The kind of source."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANISATION = "named_organisation"
    GOVERNMENT = "government"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    PUBLIC = "public"
    REFERENCE = "reference"
    NONE = "none"


class QuotationType(StrEnum):
    """Whether the content is in quotation marks: all of it, none of it, or a part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


PassageName = Literal["claim", "source", "cue", "content"]
"""The part that a label belongs to: the claim as a whole, or one of its passages."""


@frozen(slots=True)
class Label:
    """A built-in label.

    Args:
        name: Its name in `Judgement`, `Evidence`, `Claim.probabilities` and `ClaimSet.where`, and as a property of a
            claim.
        values: Its values, in the order of the guidelines.
        passage: The part that it belongs to.
        field: The field of that part that holds its value.
        absent: The value that means that the passage is missing; no field ever holds it.
    """

    name: str
    values: type[StrEnum]
    passage: PassageName
    field: str
    absent: StrEnum | None = None

    def stored(self, claim: object) -> StrEnum | None:
        """Return the value in a claim's field; None if it was not judged, or the passage is missing.

        Args:
            claim: A `Claim`; the type is `object` because the module of `Claim` imports this one.
        """
        passage = claim if self.passage == "claim" else getattr(claim, self.passage)
        value: StrEnum | None = None if passage is None else getattr(passage, self.field)
        return value


LABELS: Final[Mapping[str, Label]] = {
    label.name: label
    for label in (
        Label("stance", Stance, "claim", "stance"),
        Label("confidence", Confidence, "claim", "confidence"),
        Label("cue_force", CueForce, "cue", "force"),
        Label("source_type", SourceType, "source", "type", SourceType.NONE),
        Label("quotation", QuotationType, "content", "quotation"),
    )
}
"""The built-in labels by their names, in the order in which formats write them."""

_OF_PASSAGE: Final = {
    passage: tuple(label for label in LABELS.values() if label.passage == passage) for passage in get_args(PassageName)
}

FOUND: Final = "attribution"
"""The value of `Evidence.label` for words that justify the claim itself, not one of its labels."""

RESERVED: Final = frozenset(
    (
        *LABELS,
        FOUND,
        # Fields and properties of a claim.
        *("id", "source", "cue", "content", "probabilities", "labels", "times", "parent", "score", "evidence"),
        *("extractors", "source_name", "commitment"),
        # Fields of a claim set, and options of `where`.
        *("article", "claims", "extractor", "warnings", "usage", "schema_version", "min_score"),
        # A field of an attribution that a tagger sets, and not a label.
        "holder",
        # Columns of data frames and of CSV.
        *("article_id", "claim_id", "title", "publisher", "published", "published_at", "url", "spans", "details"),
        *("source_spans", "mention_spans", "cue_spans", "content_spans", "set", "set_size", "set_details"),
    )
)
"""Names that a user's own label cannot have; a test compares them with the models and the tables."""


def labels_in(passage: PassageName) -> tuple[Label, ...]:
    """Return the labels that belong to a claim, or to one of its passages.

    Args:
        passage: The part that they belong to.
    """
    return _OF_PASSAGE[passage]


def check_own_label(name: object) -> str:
    """Return the name of a user's own label, after checking that it is allowed.

    Args:
        name: The name.

    Raises:
        InputTypeError: If it is not a str.
        InvalidValueError: If it is empty or taken, in upper or lower case.
        SurrogateError: If it holds a lone surrogate.
    """
    if not isinstance(name, str):
        raise InputTypeError("the name of a label", "a str", type(name).__name__)
    if not name:
        raise InvalidValueError("the name of a label must not be empty.")
    if name.lower() in RESERVED:
        what = "a built-in label" if name.lower() in LABELS else "a field, an option or a column of newsclaims"
        raise InvalidValueError(
            f"{name!r} cannot be a label of your own: it is the name of {what}. Choose another name."
        )
    return checked_str(name)
