"""Finds attributions inside the contents of others, for any extractor."""

from collections.abc import Container, Sequence

from attrs import evolve

from newsclaims.attribution import Attribution
from newsclaims.syntax import Tokens, tokens_of
from newsclaims.text import Text

from ..candidates import to_attribution
from .children import DEPTH, Child, children

__all__ = ["DEPTH", "with_nested"]

_FINDERS = ("rules",)
"""What a nested claim names as its finder, whatever found the outer one: the cue grammar is that of the rules."""


def with_nested(
    text: Text,
    attributions: Sequence[Attribution],
    threshold: float | None = None,
    cued: Container[int] | None = None,
) -> list[Attribution]:
    """Return attributions, and behind them those inside their contents, as children.

    Args:
        text: The text.
        attributions: What was found in it, by whatever extractor.
        threshold: The least trust that makes a find inside a content an attribution; None takes that of the language.
        cued: The words that may belong to a cue outside quotation marks, where the text was searched before; None
            looks at all words again.
    """
    if not attributions:
        return []
    tokens = text.once(tokens_of)
    found = children(tokens, attributions, threshold, cued)
    return [*attributions, *(_attribution(tokens, child) for child in found)]


def _attribution(tokens: Tokens, child: Child) -> Attribution:
    return evolve(to_attribution(tokens, child.candidate), parent=child.parent, extractors=_FINDERS)
