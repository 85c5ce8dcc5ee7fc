"""Says for each source whether it is a court."""

import re
from collections.abc import Sequence

import newsclaims as nc

__all__ = ["CourtTagger"]

COURT = re.compile(r"\b(court|tribunal|judge|judges|justices|panel)\b", re.IGNORECASE)


class CourtTagger:
    """Judges a custom label, `court`, with the values `yes` and `no`.

    The value is in `claim.labels["court"].value`, and the deciding word in `claim.evidence`. `where(court="yes")`
    selects claims by it, and data frames have a column `court`.
    """

    name = "court"
    requires: frozenset[str] = frozenset()
    provides = frozenset({"court"})

    def tag(self, text: nc.Text, attributions: Sequence[nc.Attribution]) -> list[nc.Attribution]:
        """Return the same attributions; each one with a source has an additional judgement.

        Args:
            text: The text.
            attributions: The attributions found in it.
        """
        return [self._tagged(text.string, attribution) for attribution in attributions]

    def _tagged(self, string: str, attribution: nc.Attribution) -> nc.Attribution:
        if not attribution.source:
            return attribution
        words = next((word for span in attribution.source if (word := COURT.search(string, *span))), None)
        value = "no" if words is None else "yes"
        evidence = () if words is None else (nc.Mark(*words.span(), note="names a court"),)
        return attribution.judged("court", nc.Judgement(value, "lexicon", evidence=evidence))
