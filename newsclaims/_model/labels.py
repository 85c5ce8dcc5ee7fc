"""The labels of a claim: their values, and one table that says of each label where a claim holds it.

The values are those of the label guidelines; confidence follows FactBank (Saurí and Pustejovsky, 2009). Whatever goes
through the labels one by one goes through `LABELS`: a new label, or a new value of one, is added here and nowhere else.
Labels of somebody's own are in no table: `Claim.labels` holds them by their names, which `check_own_label` checks.
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


PassageName = Literal["claim", "source", "cue", "content"]
"""What a label belongs to: the claim as a whole, or one of its passages."""


@frozen(slots=True)
class Label:
    """A label of ours.

    Args:
        name: Its name in `Judgement`, `Evidence`, `Claim.probabilities` and `ClaimSet.where`, and as a property of a
            claim.
        values: Its values, in the order of the guidelines.
        passage: What it belongs to.
        field: The field there that has its value.
        absent: The value that says that the passage is not there; no field ever has it.
    """

    name: str
    values: type[StrEnum]
    passage: PassageName
    field: str
    absent: StrEnum | None = None

    def stored(self, claim: object) -> StrEnum | None:
        """Return the value in a claim's field; None where nobody judged it, or the passage is not there.

        Args:
            claim: A `Claim`; not named in the types, because the claim knows the labels.
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
"""The labels by their names, in the order in which they are written."""

_OF_PASSAGE: Final = {
    passage: tuple(label for label in LABELS.values() if label.passage == passage) for passage in get_args(PassageName)
}

FOUND: Final = "attribution"
"""What `Evidence.label` says where the words show that the claim is there at all, and not what a label is."""

RESERVED: Final = frozenset(
    (
        *LABELS,
        FOUND,
        # Fields and properties of a claim.
        *("id", "source", "cue", "content", "probabilities", "labels", "times", "parent", "score", "evidence"),
        *("extractors", "source_name", "commitment"),
        # Fields of a claim set, and options of `where`.
        *("article", "claims", "extractor", "warnings", "usage", "schema_version", "min_score"),
        # What a tagger says of an attribution and is not a label.
        "holder",
        # Columns of data frames and of CSV.
        *("article_id", "claim_id", "title", "publisher", "published", "published_at", "url", "spans", "details"),
        *("source_spans", "mention_spans", "cue_spans", "content_spans", "set", "set_size", "set_details"),
    )
)
"""Names that no label of somebody's own can have; a test holds the list to the models and the tables."""


def labels_in(passage: PassageName) -> tuple[Label, ...]:
    """Return the labels that belong to a claim, or to one of its passages.

    Args:
        passage: What they belong to.
    """
    return _OF_PASSAGE[passage]


def check_own_label(name: object) -> str:
    """Return the name of a label of somebody's own, if it can be one.

    Args:
        name: The name.

    Raises:
        InputTypeError: If it is not a str.
        InvalidValueError: If it is empty, or taken: case makes no difference.
        SurrogateError: If it has a lone surrogate.
    """
    if not isinstance(name, str):
        raise InputTypeError("the name of a label", "a str", type(name).__name__)
    if not name:
        raise InvalidValueError("the name of a label must not be empty.")
    if name.lower() in RESERVED:
        what = "a built-in label" if name.lower() in LABELS else "a field, an option or a column of newsclaims"
        raise InvalidValueError(f"{name!r} cannot be a label of your own: it is the name of {what}. Choose another.")
    return checked_str(name)
