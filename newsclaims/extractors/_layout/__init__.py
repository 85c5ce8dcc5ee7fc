"""Makes claims from the layout, for any extractor: from turns, posts, signed quotations and lists."""

from collections.abc import Sequence

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .lists import list_claims
from .parents import nested
from .utterances import utterance_claims

__all__ = ["with_layout"]


def with_layout(text: Text, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the claims from the layout, followed by the attributions that an extractor found.

    An attribution inside a claim from the layout becomes its child.

    Args:
        text: The text.
        attributions: The attributions that an extractor found; none of them has a parent.
    """
    lists = list(list_claims(text))
    found = [one for one in attributions if not any(_touch(one, other) for other in lists)]
    said, kept = utterance_claims(text, [*lists, *found])
    cues = {one.cue for one in lists}
    around = [*said, *(one for one in kept if one.cue in cues)]
    return nested([*around, *(one for one in kept if one.cue not in cues)], len(around))


def _touch(one: Attribution, other: Attribution) -> bool:
    """Say whether two attributions share a word of their cues."""
    return any(a < d and c < b for a, b in one.cue for c, d in other.cue)
