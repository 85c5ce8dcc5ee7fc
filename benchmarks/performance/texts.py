"""The texts that are measured: articles of PolNeAR dev if they are available, or else the seed article."""

from itertools import cycle
from pathlib import Path

from places import ROOT, corpus

__all__ = ["articles", "corpus_name", "of_length", "short_articles", "words"]

_SEEDS = ROOT / "seeds"
_SHORT = 400
"""The characters after which a short article takes no further line."""


def corpus_name() -> str:
    """Return where the texts come from."""
    return "the seed article, repeated" if corpus("polnear") is None else "PolNeAR dev"


def articles(least: int) -> list[str]:
    """Return whole articles with at least so many words together.

    Args:
        least: The number of words.
    """
    found: list[str] = []
    total = 0
    for text in cycle(_files()):
        found.append(text)
        total += words([text])
        if total >= least:
            break
    return found


def of_length(length: int) -> str:
    """Return a text of this many characters: articles joined, and the last one cut.

    Args:
        length: The number of characters.
    """
    parts: list[str] = []
    total = 0
    for text in cycle(_files()):
        parts.append(text)
        total += len(text) + 2
        if total >= length:
            break
    return "\n\n".join(parts)[:length]


def short_articles() -> list[str]:
    """Return the first lines of each article, as a stream of short reports has them."""
    found: list[str] = []
    for text in _files():
        short = ""
        for line in text.splitlines(keepends=True):
            short += line
            if len(short) >= _SHORT:
                break
        found.append(short)
    return found


def words(texts: list[str]) -> int:
    """Count words by white space, which is the same for all that is compared.

    Args:
        texts: The texts.
    """
    return sum(len(text.split()) for text in texts)


def _files() -> list[str]:
    place = corpus("polnear")
    return _read(_SEEDS if place is None else place / "dev" / "text")


def _read(place: Path) -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in sorted(place.glob("*.txt"))]
