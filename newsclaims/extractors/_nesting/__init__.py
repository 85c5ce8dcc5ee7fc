"""Finds attributions inside the contents of others, for any extractor: "Roe said that Doe had denied the charge"."""

from collections.abc import Container, Sequence

from newsclaims._attribution import Attribution
from newsclaims._syntax import tokens_of
from newsclaims.text import Text

from .._candidates import score_of, to_attribution
from .children import DEPTH, find_children

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
    nested, found = text.language.nested_score, list(attributions)
    # A parent stands before its children.
    for child in find_children(tokens, attributions, threshold, cued):
        score = round(nested.of(score_of(tokens, child.candidate), found[child.parent].score), 4)
        found.append(to_attribution(tokens, child.candidate, score, parent=child.parent, extractors=_FINDERS))
    return found
