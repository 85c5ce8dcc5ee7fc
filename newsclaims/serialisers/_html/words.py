"""Words of an article as a page shows them: short where there is little room, numbers as percentages."""

import re
from collections.abc import Sequence
from typing import Final

from newsclaims._model import BLANK, Article, Span, is_visible

__all__ = [
    "LONGEST_LABEL",
    "fragments",
    "heading",
    "language_tag",
    "one_line",
    "percent",
    "shown_name",
    "web_address",
]

LONGEST_LABEL: Final = 80
"""How many characters of a name are shown where only a label is needed."""

_UNTITLED: Final = "Untitled article"

# The shape of a BCP 47 tag: a language, and subtags of up to eight letters or digits.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\"<>\\^`{|}]+", re.IGNORECASE)


def one_line(words: str, longest: int = LONGEST_LABEL) -> str:
    """Return words on one line, with single spaces, and cut with an ellipsis if they are long.

    Args:
        words: The words.
        longest: The largest number of characters.
    """
    # A part that is surely long enough, because a name can be a whole article.
    line = " ".join(words[: 4 * longest].split())
    return line if len(line) <= longest and len(words) <= 4 * longest else f"{line[: longest - 1].rstrip()}\u2026"


def shown_name(name: str) -> str:
    """Return a source's name, or words that say that nobody could see it; `""` stays for a claim without a source.

    Args:
        name: The name.
    """
    return BLANK if name and not is_visible(name) else name


def heading(article: Article) -> str:
    """Return what stands above an article: its title, its id, or words that say that it has neither.

    Args:
        article: The article.
    """
    return next(filter(is_visible, (article.title or "", article.id)), _UNTITLED)


def fragments(text: str, spans: Sequence[Span], longest: int) -> tuple[str, ...]:
    """Return the texts of spans, cut with an ellipsis if they are long in sum.

    Args:
        text: The text.
        spans: The spans.
        longest: The largest number of characters.
    """
    found: list[str] = []
    for span in spans:
        if longest <= 0:
            return (*found, "\u2026")
        whole = text[span.start : span.end]
        found.append(whole if len(whole) <= longest else f"{whole[:longest]}\u2026")
        longest -= len(whole)
    return tuple(found)


def percent(probability: float) -> str:
    """Return a probability as a whole number of per cent; only 0 and 1 themselves are 0 and 100.

    Args:
        probability: The probability.
    """
    rounded = round(100 * probability)
    if rounded == 0 and probability > 0:
        return "<\u202f1"
    if rounded == 100 and probability < 1:
        return ">\u202f99"
    return str(rounded)


def web_address(url: str | None) -> str | None:
    """Return an address if it is safe as a link, else None: only `http` and `https` are.

    Args:
        url: The address.
    """
    return url if url and _WEB_ADDRESS.fullmatch(url) else None


def language_tag(language: str | None) -> str | None:
    """Return a language if it has the shape of a BCP 47 tag, else None.

    Args:
        language: The language, as the article gives it.
    """
    return language if language and _LANGUAGE.fullmatch(language) else None
