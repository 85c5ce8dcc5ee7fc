"""Finds attributions inside the contents of others: "Roe said that Doe had denied the charge".

The rules search the contents (`with_nested`). For other extractors, which find nested attributions together with the
others, `with_parents` says which one is inside which.
"""

from collections.abc import Container, Sequence

from newsclaims._attribution import Attribution
from newsclaims._syntax import tokens_of
from newsclaims.text import Text

from .._candidates import score_of, to_attribution
from .children import find_children
from .parents import DEPTH, with_parents

__all__ = ["DEPTH", "with_nested", "with_parents"]


def with_nested(
    text: Text,
    attributions: Sequence[Attribution],
    threshold: float | None = None,
    cued: Container[int] | None = None,
) -> list[Attribution]:
    """Return attributions, followed by those inside their contents, as children.

    The score of a child is the probability that it is correct, computed from its own pattern and the score of its
    parent, and fitted on nested claims.

    Args:
        text: The text.
        attributions: The attributions of the text, from any extractor.
        threshold: The least trust that makes a find inside a content an attribution; None for the language's own.
        cued: The words that can belong to a cue outside quotation marks, if the text was searched before; None to
            search all words.
    """
    if not attributions:
        return []
    tokens = text.once(tokens_of)
    nested, found = text.language.nested_score, list(attributions)
    # A parent comes before its children.
    for child in find_children(text, attributions, threshold, cued):
        score = round(nested.of(score_of(tokens, child.candidate), found[child.parent].score), 4)
        found.append(to_attribution(tokens, child.candidate, score, parent=child.parent))
    return found
