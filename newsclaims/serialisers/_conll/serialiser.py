"""CoNLL: one token per line, and three columns of IOB2 tags per claim, one for each role, as in PropBank's files.

A claim set is one block, because claims can span sentences. Tokens end where a span begins or ends, so that no span is
cut. Comments hold labels and other details (`# claim1:stance = deny`). White space between tokens is not written, so
reading needs `articles=`. Nothing else is lost: a comment has the spans that begin or end in white space.

The columns are named in `# global.columns`, as in CoNLL-U Plus.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims._model import LABELS, Article, ClaimSet
from newsclaims.errors import InvalidValueError

from ..toolkit import (
    ROLES,
    MarkedClaim,
    claimset_to_record,
    json_text,
    note_of,
    reading,
    take_apart,
    text_lines,
    writing,
)
from .reading import claimsets_of, stripped

__all__ = ["ConllSerialiser"]

# Words and numbers with the marks inside them, and other characters, with equal ones together.
_TOKEN = re.compile("\\w[\\w\u0300-\u036f]*(?:[-'’.,]\\w[\\w\u0300-\u036f]*)*|([^\\w\\s])\\1*")

MOST_CELLS = 100_000_000
"""The largest number of cells of a block, because a cell of a claim is in the line of each token of the article."""


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
                # Line by line, because there are as many cells as tokens times claims.
                for line in _lines(claimset):
                    stream.write(f"{line}\n".encode())

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read one document at a time; see `Serialiser.load`.

        Args:
            source: The path or stream to read.
            articles: The articles by their ids, all that the file names.

        Raises:
            FormatError: If it is not CoNLL, is cut short, or its tokens do not fit the article.
            MissingArticleError: If an article is not given.
        """
        with reading(source) as stream:
            yield from claimsets_of(text_lines(stream, self.name), articles)


def _lines(claimset: ClaimSet) -> Iterator[str]:
    """Yield the lines of a block."""
    record = claimset_to_record(claimset)
    text = claimset.article.text
    claims = take_apart(claimset, with_default_ids=False)
    shown = [claim.reshaped(partial(stripped, text)) for claim in claims]
    tokens = _tokens(text, {at for one in shown for pairs in one.passages().values() for pair in pairs for at in pair})
    _check_cells(claimset, len(tokens) * len(claimset) * len(ROLES))
    yield f"# newdoc id = {_plain(claimset.article.id)}"
    yield f"# set:schema_version = {record['schema_version']}"
    for key in ("extractor", "warnings", "usage"):
        if record[key]:
            yield f"# set:{key} = {json_text(record[key])}"
    numbers = range(1, len(claims) + 1)
    for number, claim, one in zip(numbers, claims, shown, strict=True):
        yield from _comments(number, claim, note_of(claim, one))
    names = [f"CLAIM{number}:{role.upper()}" for number in numbers for role in ROLES]
    yield f"# global.columns = {' '.join(('ID', 'FORM', *names))}"
    yield f"# set:claims = {len(claimset)}"
    # Last, so that a file that is cut short within the comments does not have it.
    yield f"# set:tokens = {len(tokens)}"
    outside = ["O"] * (len(claimset) * len(ROLES))
    for number, ((start, end), tags) in enumerate(zip(tokens, _tags(tokens, shown), strict=True), 1):
        cells = outside.copy()
        for column, tag in tags:
            cells[column] = tag
        yield "\t".join((str(number), text[start:end], *cells))
    yield ""


def _check_cells(claimset: ClaimSet, cells: int) -> None:
    """Refuse an article whose block would have too many cells: as many as its tokens times its columns."""
    if cells > MOST_CELLS:
        raise InvalidValueError(
            f"article {claimset.article.id[:40]!r} has {len(claimset):,} claims and would have {cells:,} cells, "
            f"which is more than {MOST_CELLS:,}. Write it in another format, for example 'jsonl', or split the article."
        )


def _comments(number: int, claim: MarkedClaim, note: Mapping[str, Any]) -> Iterator[str]:
    """Yield the comments of a claim, with the details that columns cannot hold."""
    for label in LABELS:
        if label in claim.labels:
            yield f"# claim{number}:{label} = {claim.labels[label]}"
    if claim.parent is not None:
        yield f"# claim{number}:parent = claim{claim.parent + 1}"
    if note:
        yield f"# claim{number}:details = {json_text(note)}"


def _tokens(text: str, borders: Iterable[int]) -> list[tuple[int, int]]:
    """Return the tokens of a text, split where a span begins or ends."""
    cuts = sorted(borders)
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
            tokens.append((start, cut))
            start = cut
        tokens.append((start, end))
    return tokens


def _tags(tokens: Sequence[tuple[int, int]], claims: Iterable[MarkedClaim]) -> list[list[tuple[int, str]]]:
    """Return the tags of each token, without O, each with the number of its column."""
    tags: list[list[tuple[int, str]]] = [[] for _ in tokens]
    columns = ((role, getattr(claim, role)) for claim in claims for role in ROLES)
    for column, (role, pairs) in enumerate(columns):
        for start, end in pairs:
            first, last = (bisect_left(tokens, at, key=lambda token: token[0]) for at in (start, end))
            for at in range(first, last):
                tags[at].append((column, f"{'B' if at == first else 'I'}-{role.upper()}"))
    return tags


def _plain(article_id: str) -> str:
    """Return an id unchanged, or as JSON if a comment could not hold it unchanged."""
    safe = article_id.isprintable() and article_id == article_id.strip() and not article_id.startswith('"')
    return article_id if safe else json_text(article_id)
