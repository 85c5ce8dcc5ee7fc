"""Says of each source whether it is a court."""

import re
from collections.abc import Sequence

import newsclaims as nc

__all__ = ["CourtTagger"]

COURT = re.compile(r"\b(court|tribunal|judge|judges|justices|panel)\b", re.IGNORECASE)


class CourtTagger:
    """Judges a label of its own, `court`: `yes` or `no`.

    It shows as `claim.labels["court"].value`, with the word that tells in `claim.evidence`; `where(court="yes")` asks
    for it, and data frames have a column `court`.
    """

    name = "court"
    requires: frozenset[str] = frozenset()
    provides = frozenset({"court"})

    def tag(self, text: nc.Text, attributions: Sequence[nc.Attribution]) -> list[nc.Attribution]:
        """Give the same attributions back, each that has a source with one judgement more.

        Args:
            text: The text.
            attributions: What was found in it.
        """
        return [self._tagged(text.string, attribution) for attribution in attributions]

    def _tagged(self, string: str, attribution: nc.Attribution) -> nc.Attribution:
        if not attribution.source:
            return attribution
        words = next((word for span in attribution.source if (word := COURT.search(string, *span))), None)
        value = "no" if words is None else "yes"
        evidence = () if words is None else (nc.Mark(*words.span(), note="names a court"),)
        return attribution.judged("court", nc.Judgement(value, "lexicon", evidence=evidence))
