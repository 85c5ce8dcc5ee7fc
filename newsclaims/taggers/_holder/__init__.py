"""Finds who a source is: the fullest name that the article gives its holder."""

from collections.abc import Sequence

from attrs import evolve, frozen

from newsclaims._attribution import Attribution
from newsclaims.text import Text

from .linking import holders

__all__ = ["HolderTagger"]


@frozen(slots=True)
class HolderTagger:
    """Leads pronouns, descriptions and short names to the fullest name; what it cannot tell stays without a holder."""

    name: str = "holder"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"holder"})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Set the holder of each attribution that has a source and no holder yet.

        Args:
            text: The text they stand in.
            attributions: All that was found in it: "I" in a quotation is the source of another one.
        """
        if not any(attribution.source for attribution in attributions):
            return attributions
        found = holders(text, attributions)
        return [
            a if a.holder is not None or place is None else evolve(a, holder=place)
            for a, place in zip(attributions, found, strict=True)
        ]
