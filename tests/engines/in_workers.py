"""Extractors for the tests of engines; the workers import them from this module."""

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import newsclaims as nc
from newsclaims.extractors import NeuralExtractor
from newsclaims.text import Text

__all__ = ["Deadly", "Telling"]


class Deadly:
    """The extractor `rules`, which kills its own process the first time that it gets a given text.

    Args:
        words: Words of the text.
        mark: A file that does not exist before the process was killed.
    """

    name = "rules"

    def __init__(self, words: str, mark: Path) -> None:
        self._rules = nc.Pipeline("rules").extractor
        self._words, self._mark = words, mark

    def extract(self, texts: Sequence[Text]) -> Iterable[Sequence[nc.Attribution]]:
        """Find attributions, or end as a process does that has no more memory."""
        if not self._mark.exists() and any(self._words in text.string for text in texts):
            self._mark.write_text(str(os.getpid()), encoding="ascii")
            # The signal has no name on Windows.
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        return self._rules.extract(texts)


class Telling:
    """An extractor that finds nothing and warns of the number of its threads."""

    name = "telling"

    def extract(self, texts: Sequence[Text]) -> Iterator[nc.Finds]:
        """Tell how many threads the extractor `neural` would use here."""
        for _ in texts:
            yield nc.Finds(warnings=(f"threads: {NeuralExtractor().threads}",))
