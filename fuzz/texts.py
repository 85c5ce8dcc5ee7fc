"""Targets for texts: reading one, and finding and judging its claims with each built-in extractor."""

import zlib
from datetime import date
from functools import cache
from itertools import pairwise

from newsclaims import Article, Pipeline
from newsclaims.text import read

from . import seeds
from .laws import check_article, check_claims, require
from .mutation import read_tokens
from .target import Target

__all__ = ["EXTRACTORS", "TARGETS", "pipeline", "try_claims"]

EXTRACTORS = ("neural", "rules", "neural+rules")
"""The built-in extractors, and both together."""
_AGAIN = 4
_DAY = date(2024, 3, 5)
_NEIGHBOUR = "“It rained,” Ms. Roe said on Monday. Nobody denied it."
"""A text in the same batch, on which the claims of an article must not depend."""


def try_claims(extractor: str, article: Article) -> str:
    """Find the claims of an article alone and in a batch, and check them.

    Args:
        extractor: The name of the extractor.
        article: The article.
    """
    own = pipeline(extractor)
    claims = own.extract(article)
    check_claims(claims)
    # Of some only, because it takes twice the time.
    if zlib.crc32(article.text.encode()) % _AGAIN == 0:
        again, _ = own.stream([article, _NEIGHBOUR])
        require(again == claims, "equal articles give equal claims, alone and in a batch")
    # Many answers, so that many inputs are kept and changed again.
    kinds = sorted({f"{claim.quotation} {claim.stance} {claim.source_type}" for claim in claims})
    return f"{min(len(claims), 9)} claims, {len(claims.warnings)} warnings, {kinds}"


def _article(data: bytes) -> Article:
    return Article(text=data.decode("utf-8", "ignore"), published=_DAY)


def _try_reading(data: bytes) -> str:
    article = _article(data)
    check_article(article)
    text, again = read(article), read(article)
    require(text == again, "equal articles are read equally")
    end = len(text.string)
    words = text.words
    require(all(0 <= word.start < word.end <= end for word in words), "words are inside the text")
    require(all(one.end <= other.start for one, other in pairwise(words)), "words are in order")
    return f"{min(len(text.paragraphs), 9)} paragraphs, {min(len(text.quotations), 9)} quotations"


@cache
def pipeline(extractor: str) -> Pipeline:
    """Return the pipeline of an extractor, which is built once.

    Args:
        extractor: The name of the extractor, or of several, joined by a plus.
    """
    return Pipeline(extractor.split("+"))


def _tokens() -> list[bytes]:
    return read_tokens("text")


def _extracting(name: str) -> Target:
    return Target(
        name,
        f"finds and judges the claims of a text with the extractor {name}",
        lambda data: try_claims(name, _article(data)),
        seeds.texts,
        _tokens,
        2_048,
    )


TARGETS = (
    Target("text", "reads the paragraphs, sentences, words and quotations", _try_reading, seeds.texts, _tokens, 4_096),
    *map(_extracting, EXTRACTORS),
)
