"""Writes and reads only the offsets of claims, one article on each line."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims import Article, ClaimSet
from newsclaims.serialisers import toolkit as tk

__all__ = ["SpansSerialiser", "kept"]


class SpansSerialiser:
    """JSON Lines with an article's id and its claims' ids and offsets; `kept` gives the result of a round trip."""

    name = "spans"
    suffixes: tuple[str, ...] = (".spans",)
    media_type = "application/jsonl"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a line for each claim set as it arrives."""
        with tk.writing(target) as stream:
            tk.write_json_lines(stream, map(_line, claimsets))

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read a claim set from each line; the articles must be given."""
        with tk.reading(source) as stream:
            for location, line in tk.read_json_lines(stream, self.name):
                article = tk.find_article(articles, tk.get_field(line, "article", str, location), location)
                claims = tk.get_objects(line, "claims", "a claim", location, required=True)
                yield tk.build_claimset(article, [_claim(claim, location) for claim in claims], location)


def kept(claims: ClaimSet) -> ClaimSet:
    """Return what remains of a claim set after writing and reading."""
    left = [tk.MarkedClaim(one.content, one.source, one.cue, id=one.id) for one in tk.take_apart(claims)]
    return tk.build_claimset(claims.article, left, tk.FileLocation(SpansSerialiser.name))


def _line(claims: ClaimSet) -> dict[str, Any]:
    spans = [{"id": claim.id, **claim.passages()} for claim in tk.take_apart(claims)]
    return {"article": claims.article.id, "claims": spans}


def _claim(claim: Mapping[str, Any], location: tk.FileLocation) -> tk.MarkedClaim:
    source, cue = (tk.get_fragments(claim, role, location) for role in ("source", "cue"))
    content = tk.get_fragments(claim, "content", location, required=True)
    return tk.MarkedClaim(content, source, cue, id=tk.get_field(claim, "id", str, location))
