"""The class names that the style sheets use for the values of labels; never made from words of an article."""

from typing import Final

from newsclaims._model import Claim

__all__ = ["LISTED_SOURCES", "class_of", "classes_of"]

LISTED_SOURCES: Final = 20
"""How many sources have a filter of their own; the others share one."""


def class_of(prefix: str, value: str | None) -> str:
    """Return the class name for a value: `st-deny`, `ty-named-person`, or `st-unjudged` if there is none.

    Args:
        prefix: `st` for a stance, `co` for a confidence, `ty` for a source type.
        value: The value, one of our own; None if it was not judged.
    """
    return f"{prefix}-{'unjudged' if value is None else value.replace('_', '-')}"


def classes_of(claim: Claim, rank: int) -> tuple[str, ...]:
    """Return the class names by which the filters find a claim.

    Args:
        claim: The claim.
        rank: The place of its source when sources are sorted by their number of claims, from 1.
    """
    return (
        class_of("st", claim.stance),
        class_of("co", claim.confidence),
        class_of("ty", claim.source_type),
        f"so-{rank if rank <= LISTED_SOURCES else 0}",
    )
