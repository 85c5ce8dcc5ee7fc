"""The record of what a language model sent back."""

from attrs import field, frozen

from .usage import Usage

__all__ = ["Reply"]


@frozen(slots=True)
class Reply:
    """What a language model sent back.

    Args:
        text: Its words; empty if there are none.
        refused: Whether the model, or a filter of the endpoint, refused to answer.
        cut: Whether the words end where the model could write no more; None if nobody says it.
        usage: What it cost.
    """

    text: str
    refused: bool = False
    cut: bool | None = None
    usage: Usage = field(factory=Usage)
