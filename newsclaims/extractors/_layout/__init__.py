"""Makes claims from the layout, for any extractor: from turns, posts, signed quotations and lists."""

from collections.abc import Sequence

from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .lists import list_claims
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
    labels = _labels_on_screen(text)
    found = [
        one
        for one in attributions
        if not any(_touch(one, other) for other in lists) and not (labels and _names(one, labels))
    ]
    said, kept = utterance_claims(text, [*lists, *found])
    around = [*said, *(one for one in kept if one in lists)]
    return _nested([*around, *(one for one in kept if one not in lists)], len(around))


def _labels_on_screen(text: Text) -> list[tuple[int, int]]:
    """Return start and end of the labels before a colon in notes: "TEXT: Lund, 1998"."""
    notes = [paragraph for paragraph in text.paragraphs if paragraph.kind == "note"]
    ends = [(note.start, text.string.find(":", note.start, note.end)) for note in notes]
    return [(start, end) for start, end in ends if end >= 0]


def _names(one: Attribution, labels: Sequence[tuple[int, int]]) -> bool:
    """Say whether the source of an attribution is in one of some labels."""
    return any(start <= a and b <= end for a, b in one.source for start, end in labels)


def _touch(one: Attribution, other: Attribution) -> bool:
    """Say whether two attributions share a word of their cues."""
    return any(a < d and c < b for a, b in one.cue for c, d in other.cue)


def _nested(attributions: Sequence[Attribution], count: int) -> list[Attribution]:
    """Return attributions, each with its parent: the smallest of the first ones whose content contains it.

    Args:
        attributions: Attributions without parents.
        count: How many of them, from the start of the list, can be parents.
    """
    if not count:
        return list(attributions)
    order = sorted(range(count), key=lambda n: sum(end - start for start, end in attributions[n].content))
    return [
        evolve(one, parent=next((n for n in order if n != i and _inside(one, attributions[n])), None))
        for i, one in enumerate(attributions)
    ]


def _inside(one: Attribution, other: Attribution) -> bool:
    """Say whether all roles of an attribution are in the content of another one."""
    spans = (span for _, offsets in one.roles() for span in offsets)
    return all(any(start <= a and b <= end for start, end in other.content) for a, b in spans)
