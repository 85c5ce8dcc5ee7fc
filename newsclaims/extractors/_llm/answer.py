"""The record of one claim as a language model wrote it: strings, which are not yet places in the text."""

from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["Answer", "shortened"]

_SHOWN = 60
"""How many characters of a string a warning shows."""


def shortened(text: str) -> str:
    """Return a string for a warning, in quotation marks, without its end if it is long.

    Args:
        text: The string.
    """
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}...")


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

    @property
    def title(self) -> str:
        """What a warning calls the claim."""
        return f"the claim {shortened(' ... '.join(self.content))}"
