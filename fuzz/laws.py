"""The laws that every input must satisfy, and what a target may answer."""

import re
from collections.abc import Callable, Iterable

from newsclaims import Article, ClaimSet, NewsClaimsError, Passage, dumps, loads
from newsclaims._model import FRAGMENT_GLUE
from newsclaims.errors import MissingExtraError, PluginLoadError, PluginResultError, WorkerError
from newsclaims.serialisers._jsonl_format import JsonlSerialiser

__all__ = ["INVALID", "LawBrokenError", "answer", "check_article", "check_claims", "require"]

INVALID = "no input"
"""The answer of a target to bytes from which it could make no input."""

_LINES = JsonlSerialiser()
_NEVER = (MissingExtraError, PluginLoadError, PluginResultError, WorkerError)
"""Errors of ours that no input of a built-in plug-in may cause."""
_VARIABLE = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,:]*/[^\s,:]*|[^\W_]*\d\w*")


class LawBrokenError(Exception):
    """An input for which a law does not hold."""


def require(holds: bool, law: str) -> None:  # noqa: FBT001 - reads like assert
    """Raise an error if a law does not hold.

    Args:
        holds: Whether it holds.
        law: The law, in words.

    Raises:
        LawBrokenError: If it does not.
    """
    if not holds:
        raise LawBrokenError(law)


def answer(call: Callable[[], str]) -> str:
    """Return what a call returns, or the kind of the error of newsclaims that it raises.

    Args:
        call: The call.

    Raises:
        NewsClaimsError: If it is one that no input may cause.
    """
    try:
        return call()
    except _NEVER:
        raise
    except NewsClaimsError as error:
        message = str(error)
        require(bool(message.strip()), "an error has a message")
        # Without names and numbers, so that the same fault has the same answer.
        return f"{type(error).__name__}: {_VARIABLE.sub('_', message)[:100]}"


def check_article(article: Article) -> None:
    """Check that the blocks of an article are inside its text.

    Args:
        article: The article.
    """
    for block in article.blocks:
        require(0 <= block.span.start < block.span.end <= len(article.text), "blocks are inside the text")


def check_claims(claims: ClaimSet) -> None:
    """Check that offsets are exact, parents are known, and JSON Lines lose nothing.

    Args:
        claims: The claims.
    """
    text = claims.article.text
    check_article(claims.article)
    ids = {claim.id for claim in claims}
    require(len(ids) == len(claims), "claims have ids of their own")
    for claim in claims:
        _check_passages(text, (claim.source, claim.cue, claim.content))
        require(claim.parent is None or claim.parent in ids, "a parent is a claim of the set")
        for span in (*(time.span for time in claim.times), *(one.span for one in claim.evidence)):
            require(0 <= span.start < span.end <= len(text), "spans are inside the text")
    require(loads(dumps(claims, _LINES), _LINES) == [claims], "JSON Lines lose nothing")


def _check_passages(text: str, passages: Iterable[Passage | None]) -> None:
    for passage in passages:
        if passage is not None:
            words = FRAGMENT_GLUE.join(text[span.start : span.end] for span in passage.spans)
            require(words == passage.text, "the offsets of a passage give its words")
