"""Finds the fullest name that the article has for each source."""

from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .linking import holders

__all__ = ["HolderTagger"]


@frozen(slots=True)
class HolderTagger:
    """Resolves pronouns, descriptions and short names to the fullest name; an unclear source gets no holder.

    It looks at all attributions: who "I" is in a quotation depends on who says it, and "he" on the sources before.
    """

    name: str = "holder"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"holder"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Set the holder of each attribution that has a source and no holder yet.

        Args:
            text: Their text.
            attributions: All attributions of the text, because "I" in a quotation is the source of another one.
        """
        if not any(attribution.source for attribution in attributions):
            return attributions
        found = holders(text, attributions)
        return [
            a if a.holder is not None or place is None else evolve(a, holder=place)
            for a, place in zip(attributions, found, strict=True)
        ]
