"""CoNLL: a token a line, and for each claim three columns of IOB2 tags, one for each role, as in PropBank's files.

A claim set is one block, since claims run over sentences. Tokens end where a span begins or ends, so that no span is
cut. Comments hold labels and all else (`# claim1:stance = deny`). White space between tokens is not written, so reading
needs `articles=`; then nothing is lost: spans that begin or end in white space are told in a comment.

The columns are named in `# global.columns`, as in CoNLL-U Plus.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims.model import Article, Claim, ClaimSet

from ..toolkit.claim_details import ROLES, details_of, labels_of
from ..toolkit.marked_claims import Pairs, pairs_of
from ..toolkit.records import FileLocation, encoded, to_record
from ..toolkit.streams import chunks, lines, name_of, reading, writing
from .reading import claimsets_of, stripped

__all__ = ["ConllSerialiser"]

# Words with what joins their parts, numbers with their marks, and signs, equal ones together.
_TOKEN = re.compile("\\w[\\w\u0300-\u036f]*(?:[-'’.,]\\w[\\w\u0300-\u036f]*)*|([^\\w\\s])\\1*")


class ConllSerialiser:
    """Writes and reads CoNLL.

    The number of columns changes from block to block with the number of claims.
    """

    name: str = "conll"
    suffixes: tuple[str, ...] = (".conll",)
    media_type: str = "text/plain"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set's block as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            for claimset in claimsets:
                # Line by line, since the cells are as many as tokens times claims.
                for line in _lines(claimset):
                    stream.write(f"{line}\n".encode())

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read one document at a time; see `Serialiser.load`.

        Args:
            source: Where from.
            articles: The articles by their ids, all that the file names.

        Raises:
            FormatError: If it is no CoNLL, is cut short, or has tokens that are not those of the article.
            MissingArticleError: If an article is not given.
        """
        with reading(source) as stream:
            numbered = enumerate(lines(chunks(stream, self.name)), 1)
            yield from claimsets_of(numbered, FileLocation(self.name, name_of(stream)), articles or {})


def _lines(claimset: ClaimSet) -> Iterator[str]:
    """Yield the lines of a block."""
    record = to_record(claimset)
    text = claimset.article.text
    meant = [{role: pairs_of(passage) for role, passage in claim.passages()} for claim in claimset.claims]
    shown = [{role: stripped(text, pairs) for role, pairs in roles.items()} for roles in meant]
    tokens = _tokens(text, {at for roles in shown for pairs in roles.values() for pair in pairs for at in pair})
    yield f"# newdoc id = {_plain(claimset.article.id)}"
    yield f"# set:schema_version = {record['schema_version']}"
    for key in ("extractor", "warnings", "usage"):
        if record[key]:
            yield f"# set:{key} = {_json(record[key])}"
    numbers = {claim.id: number for number, claim in enumerate(claimset.claims, 1)}
    for claim, plain, spans, roles in zip(claimset.claims, record["claims"], meant, shown, strict=True):
        moved = {role: pairs for role, pairs in spans.items() if pairs != roles[role]}
        details = details_of(claim, plain, claimset.article.id) | ({"spans": moved} if moved else {})
        yield from _comments(claim, details, numbers)
    names = [f"CLAIM{number}:{role.upper()}" for number in numbers.values() for role in ROLES]
    yield f"# global.columns = {' '.join(('ID', 'FORM', *names))}"
    yield f"# set:claims = {len(claimset)}"
    # Last, so that a file that is cut among the comments says nothing of how many tokens there are.
    yield f"# set:tokens = {len(tokens)}"
    outside = ["O"] * (len(claimset) * len(ROLES))
    for number, ((start, end), tags) in enumerate(zip(tokens, _tags(tokens, shown), strict=True), 1):
        cells = outside.copy()
        for column, tag in tags:
            cells[column] = tag
        yield "\t".join((str(number), text[start:end], *cells))
    yield ""


def _comments(claim: Claim, details: dict[str, Any], numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield what columns cannot hold of a claim."""
    name = f"claim{numbers[claim.id]}"
    for label, value in labels_of(claim).items():
        yield f"# {name}:{label} = {value}"
    if claim.parent is not None:
        yield f"# {name}:parent = claim{numbers[claim.parent]}"
    if details:
        yield f"# {name}:details = {_json(details)}"


def _tokens(text: str, borders: Iterable[int]) -> list[tuple[int, int]]:
    """Find the tokens of a text, cut where a span begins or ends."""
    cuts = sorted(borders)
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
            tokens.append((start, cut))
            start = cut
        tokens.append((start, end))
    return tokens


def _tags(tokens: Sequence[tuple[int, int]], claims: Iterable[Mapping[str, Pairs]]) -> list[list[tuple[int, str]]]:
    """Return the tags of each token that are not O, each with the number of its column."""
    tags: list[list[tuple[int, str]]] = [[] for _ in tokens]
    columns = ((role, roles.get(role, ())) for roles in claims for role in ROLES)
    for column, (role, pairs) in enumerate(columns):
        for start, end in pairs:
            first, last = (bisect_left(tokens, at, key=lambda token: token[0]) for at in (start, end))
            for at in range(first, last):
                tags[at].append((column, f"{'B' if at == first else 'I'}-{role.upper()}"))
    return tags


def _plain(article_id: str) -> str:
    """Return an id as it is, or as JSON where it would not come back from a comment."""
    safe = article_id.isprintable() and article_id == article_id.strip() and not article_id.startswith('"')
    return article_id if safe else _json(article_id)


def _json(value: object) -> str:
    return encoded(value).decode("utf-8")
