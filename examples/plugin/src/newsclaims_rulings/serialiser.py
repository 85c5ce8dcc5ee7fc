"""Writes and reads bare spans, one article a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, Literal

import newsclaims as nc
from newsclaims.model import FRAGMENT_GLUE, Passage

__all__ = ["SpansSerialiser", "kept"]


class SpansSerialiser:
    """JSON Lines with nothing but an article's id and the offsets of its claims.

    What else is known of a claim is lost, and reading needs the articles; `kept` is what comes back.
    """

    name = "spans"
    suffixes: tuple[str, ...] = (".spans",)
    media_type = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[nc.ClaimSet], target: BinaryIO | Path) -> None:
        """Write a line for each claim set, as it comes.

        Args:
            claimsets: The claim sets.
            target: A path, or a stream, which stays open.
        """
        with _opened(target, "wb") as stream:
            for claims in claimsets:
                line = {"article": claims.article.id, "claims": [_spans(claim) for claim in claims]}
                stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def load(
        self, source: BinaryIO | Path, *, articles: Mapping[str, nc.Article] | None = None
    ) -> Iterator[nc.ClaimSet]:
        """Read a claim set from each line.

        Args:
            source: A path, or a stream.
            articles: The articles by their ids.

        Raises:
            FormatError: If a line is not as `dump` writes it.
            MissingArticleError: If an article is not given.
        """
        with _opened(source, "rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    claims = _claimset(json.loads(line), articles or {})
                except (KeyError, TypeError, ValueError) as error:
                    raise nc.errors.FormatError(self.name, f"{error}", number) from error
                yield claims


def kept(claims: nc.ClaimSet) -> nc.ClaimSet:
    """Return what is left of a claim set: the article, and of each claim its id and its spans.

    Args:
        claims: The claim set.
    """
    return nc.ClaimSet(article=claims.article, claims=tuple(_claim(claims.article, _spans(c)) for c in claims))


def _opened(place: BinaryIO | Path, mode: str) -> AbstractContextManager[Any]:
    return place.open(mode) if isinstance(place, Path) else nullcontext(place)


def _spans(claim: nc.Claim) -> dict[str, Any]:
    roles = {role: [[span.start, span.end] for span in passage.spans] for role, passage in claim.passages()}
    return {"id": claim.id, **roles}


def _claimset(line: Any, articles: Mapping[str, nc.Article]) -> nc.ClaimSet:
    article_id = line["article"]
    if article_id not in articles:
        raise nc.errors.MissingArticleError(SpansSerialiser.name, article_id)
    article = articles[article_id]
    return nc.ClaimSet(article=article, claims=tuple(_claim(article, record) for record in line["claims"]))


def _claim(article: nc.Article, record: Mapping[str, Any]) -> nc.Claim:
    def passage(kind: type[Passage]) -> Any:
        pairs = record.get(kind.__name__.lower())
        if pairs is None:
            return None
        spans = tuple(nc.Span(start=start, end=end) for start, end in pairs)
        return kind(spans=spans, text=FRAGMENT_GLUE.join(article.text[s.start : s.end] for s in spans))

    return nc.Claim(id=record["id"], source=passage(nc.Source), cue=passage(nc.Cue), content=passage(nc.Content))
