"""The record of one claim as a language model wrote it: strings, which are not yet places in the text."""

from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["Answer"]


@frozen(slots=True)
class Answer:
    """One claim as a model wrote it.

    Args:
        content: The fragments of the content, in order.
        source: The fragments of the source; empty if the model named none.
        cue: The fragments of the cue; empty if there is none.
        holder: The source's fullest name in the article; `""` if the model was not asked or did not say.
        parent: The place, in the same list, of the claim whose content holds this one.
        labels: The values of the labels that the model was asked for, by their names.
    """

    content: tuple[str, ...]
    source: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    holder: str = ""
    parent: int | None = None
    labels: Mapping[str, str] = field(factory=dict)
