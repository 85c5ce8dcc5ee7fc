"""Finds the rulings of courts."""

import re
from collections.abc import Iterator, Sequence

import newsclaims as nc

__all__ = ["HeldExtractor"]

COURT = r"(?:the|a) [\w' ]*?(?:court|judges?|panel)(?: of [A-Z]\w+)?"
HELD = re.compile(rf"\b(?P<source>{COURT}) (?P<cue>held|ruled|found) (?P<content>that .+)", re.IGNORECASE | re.DOTALL)


class HeldExtractor:
    """Finds `the court held that ...`, at most one ruling in each sentence."""

    name = "held"

    def extract(self, texts: Sequence[nc.Text]) -> Iterator[list[nc.Attribution]]:
        """Return one list of attributions for each text.

        Args:
            texts: The texts.
        """
        for text in texts:
            rulings = (HELD.search(text.string, sentence.start, sentence.end) for sentence in text.sentences)
            yield [self._attribution(text.string, ruling) for ruling in rulings if ruling is not None]

    def _attribution(self, string: str, ruling: re.Match[str]) -> nc.Attribution:
        start, end = ruling.span("content")
        end = start + len(string[start:end].rstrip(" .\r\n"))
        return nc.Attribution(
            source=(ruling.span("source"),), cue=(ruling.span("cue"),), content=((start, end),), note="a ruling"
        )
