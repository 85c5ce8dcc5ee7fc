"""Finds attributions inside the contents of others, for any extractor: "Roe said that Doe had denied the charge"."""

from collections.abc import Container, Sequence

from attrs import evolve

from newsclaims.attribution import Attribution
from newsclaims.syntax import Tokens, tokens_of
from newsclaims.text import Text

from ..candidates import to_attribution
from .children import DEPTH, Child, find_children

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

    A child names the rules as what found it, and its score is the probability that it is right: fitted on nested
    claims, over its own pattern and how sure one is of the claim that holds it.

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
    found = list(attributions)
    # A parent stands before its children.
    for child in find_children(tokens, attributions, threshold, cued):
        found.append(_to_attribution(tokens, child, found[child.parent].score))
    return found


def _to_attribution(tokens: Tokens, child: Child, parent_score: float | None) -> Attribution:
    """Return a child as an attribution that knows its parent, its finder, and its score as a nested claim."""
    found = to_attribution(tokens, child.candidate)
    score = None if found.score is None else round(tokens.language.nested_score.of(found.score, parent_score), 4)
    return evolve(found, score=score, parent=child.parent, extractors=_FINDERS)
