"""CSV: one row per claim, for spreadsheets and data frames; without the article's text.

Only the article's id is read back; `articles=` gives the article. `title`, `publisher`, `published` and `url` are for
people only. Nothing else is lost: values without a column are JSON in the columns `spans`, `details` (of the claim) and
`set_details` (of the claim set). An article without claims has a row with an empty `claim_id`.
"""

import codecs
import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from attrs import frozen

from newsclaims._files.csv_rows import CsvRows
from newsclaims._files.streams import split_lines, text_chunks
from newsclaims._model import LABELS, Article, Claim, ClaimSet, PassageName, labels_in
from newsclaims.errors import FormatError

from .._public import set_public_module
from ._spreadsheet_cells import protect, unprotect
from .toolkit import (
    FileLocation,
    Role,
    check_schema_version,
    claimset_from_record,
    claimset_to_record,
    find_article,
    json_text,
    parse_json,
    reading,
    writing,
)

__all__ = ["COLUMNS", "CsvSerialiser"]

COLUMNS: Final = (
    *("article_id", "claim_id", "source", "source_name", *(label.name for label in labels_in("source"))),
    *("cue", "content", *(name for name, label in LABELS.items() if label.passage != "source"), "score", "parent"),
    *("title", "publisher", "published", "url", "spans", "details", "set", "set_details"),
)
"""The columns, in order."""

_FOR_COMPUTERS = ("spans", "details", "set", "set_details")
"""The columns that a slim table leaves out; without them, claims cannot be read back."""
_FOR_READERS = ("title", "publisher", "published", "url")
_DETAILS = ("extractors", "probabilities", "labels", "times", "evidence")
_SET_DETAILS = ("extractor", "warnings", "usage")


class CsvSerialiser:
    """Writes and reads CSV as in RFC 4180: commas, CRLF, always a header.

    Cells, and parts of cells, that a spreadsheet would run get an apostrophe, which is removed when they are read.
    Columns are read by their names, in any order; other columns are skipped.

    Args:
        bom: Whether to begin with a byte order mark, by which Excel knows that the file is UTF-8.
        slim: Whether to leave out the columns that only programs need: `spans`, `details`, `set` and `set_details`.
            Such a table cannot be read back.
    """

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv",)
    media_type: str = "text/csv"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, *, bom: bool = False, slim: bool = False) -> None:
        self._bom = bom
        self._columns = tuple(column for column in COLUMNS if not (slim and column in _FOR_COMPUTERS))

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set's rows as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            if self._bom:
                stream.write(codecs.BOM_UTF8)
            writer = csv.writer(_Utf8(stream), lineterminator="\r\n")
            writer.writerow(self._columns)
            for number, claimset in enumerate(claimsets, 1):
                for row in _rows(claimset, number):
                    writer.writerow([protect(row.get(column, "")) for column in self._columns])

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read the rows of one claim set at a time; see `Serialiser.load`.

        Args:
            source: The path or stream to read.
            articles: The articles by their ids, all that the file names.

        Raises:
            FormatError: If it is not CSV as `dump` writes it, or if rows of a claim set are missing.
            MissingArticleError: If an article is not given.
        """
        with reading(source) as stream:
            rows = _read_rows(stream, self.name)
            for row in rows:
                yield _claimset(row, rows, articles or {})


class _Utf8:
    """Encodes what `csv.writer` writes and passes it to a binary stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode("utf-8"))


@frozen(slots=True)
class _Row:
    """A row as read.

    Args:
        cells: Column to cell, without the apostrophes.
        location: Its place in the file.
    """

    cells: dict[str, str]
    location: FileLocation

    def json(self, column: str) -> dict[str, Any]:
        """Return the JSON object in a cell; an empty one for an empty cell."""
        try:
            data = parse_json(self.cells[column] or "{}", FileLocation(self.location.format))
        except FormatError as error:
            raise self.location.error(f"column {column!r}: {error.reason}") from error
        if not isinstance(data, dict):
            raise self.location.error(f"column {column!r} must hold a JSON object.")
        return data

    def whole(self) -> tuple[str, ...]:
        """Return the values that are equal in all rows of a claim set."""
        return self.cells["set"], self.cells["article_id"], self.cells["set_details"]


def _rows(claimset: ClaimSet, number: int) -> Iterator[dict[str, str]]:
    """Yield a claim set's rows: column to cell, without empty cells."""
    record = claimset_to_record(claimset)
    article = record["article"]
    details = {"schema_version": record["schema_version"], "claims": len(claimset)}
    details |= {field: record[field] for field in _SET_DETAILS if record[field]}
    common = {field: article[field] or "" for field in _FOR_READERS}
    common |= {"article_id": article["id"], "set": str(number), "set_details": json_text(details)}
    for claim, plain in zip(claimset.claims, record["claims"], strict=True):
        yield common | _claim_cells(claim, plain)
    if not claimset.claims:
        yield common


def _claim_cells(claim: Claim, plain: dict[str, Any]) -> dict[str, str]:
    spans: dict[str, Any] = {role: [[s.start, s.end] for s in p.spans] for role, p in claim.passages()}
    if claim.source and claim.source.mention_of:
        spans["mention_of"] = [claim.source.mention_of.start, claim.source.mention_of.end]
    return {
        "claim_id": claim.id,
        **{role: passage.text for role, passage in claim.passages()},
        "source_name": claim.source_name,
        **{name: getattr(claim, name) or "" for name in LABELS},
        "score": "" if claim.score is None else repr(claim.score),
        "parent": claim.parent or "",
        "spans": json_text(spans),
        "details": json_text({field: plain[field] for field in _DETAILS if plain[field]}),
    }


def _read_rows(stream: BinaryIO, format: str) -> Iterator[_Row]:
    start = FileLocation.of(stream, format)
    reader = CsvRows(text_chunks(stream, format), split=split_lines)
    header = _next_cells(reader, start)
    if header is None:
        raise start.error("it is empty. A file without claims should still have a header.")
    missing = [column for column in COLUMNS if column not in _FOR_READERS and column not in header]
    if tuple(missing) == _FOR_COMPUTERS:
        raise start.at(1).error(
            "it is a slim table, which is for people and cannot be read back. Write the claims without `slim`, or as "
            "'jsonl', and read that file."
        )
    if missing:
        names = ", ".join(map(repr, missing))
        raise start.at(1).error(
            f"the header lacks {names}. Check that the file is complete and that commas separate its cells."
        )
    line = reader.lines_read + 1
    while (cells := _next_cells(reader, start)) is not None:
        location, line = start.at(line), reader.lines_read + 1
        if not cells:
            continue
        if len(cells) != len(header):
            raise location.error(
                f"the row has {len(cells)} cells, but the header has {len(header)} columns; the file may be cut short."
            )
        yield _Row(dict(zip(header, map(unprotect, cells), strict=True)), location)


def _next_cells(reader: CsvRows, start: FileLocation) -> list[str] | None:
    """Return the cells of the next row; None at the end."""
    try:
        return next(reader, None)
    except csv.Error as error:
        raise start.at(reader.lines_read).error(f"{error}; the file may be cut short.") from error


def _claimset(first: _Row, rows: Iterator[_Row], articles: Mapping[str, Article]) -> ClaimSet:
    """Build a claim set from its first row and the rows that follow."""
    details = first.json("set_details")
    check_schema_version(details, first.location)
    count = details.pop("claims", None)
    if not isinstance(count, int) or count < 0:
        raise first.location.error("column 'set_details' must give the number of 'claims' in the set.")
    article = _article(first, articles)
    claims = [] if count == 0 else [_claim(first)]
    while len(claims) < count:
        row = next(rows, None)
        if row is None or row.whole() != first.whole():
            reason = f"set {first.cells['set']} should have {count} rows, but only {len(claims)} follow each other here"
            raise first.location.error(f"{reason}; the file may be cut short, or rows were deleted, moved or edited.")
        claims.append(_claim(row))
    unknown = set(details) - {"schema_version", *_SET_DETAILS}
    if unknown:
        raise first.location.error(f"column 'set_details' has unknown fields: {', '.join(map(repr, sorted(unknown)))}.")
    return claimset_from_record({"article": article, "claims": claims, **details}, first.location)


def _article(row: _Row, articles: Mapping[str, Article]) -> Article:
    return find_article(articles, row.cells["article_id"], row.location)


def _claim(row: _Row) -> dict[str, Any]:
    """Return the fields of a row's claim."""
    cells, spans, details = row.cells, row.json("spans"), row.json("details")
    unknown = set(details) - set(_DETAILS)
    if unknown:
        raise row.location.error(f"column 'details' has unknown fields: {', '.join(map(repr, sorted(unknown)))}.")
    source = _passage(row, spans, "source", name=cells["source_name"])
    if source and "mention_of" in spans:
        source["mention_of"] = _span(row, spans["mention_of"])
    return {
        "id": cells["claim_id"],
        "source": source,
        "cue": _passage(row, spans, "cue"),
        "content": _passage(row, spans, "content"),
        **_labels(row, "claim"),
        "score": _number(row, cells["score"]),
        "parent": cells["parent"] or None,
        **details,
    }


def _labels(row: _Row, passage: PassageName) -> dict[str, str | None]:
    return {label.field: row.cells[label.name] or None for label in labels_in(passage)}


def _passage(row: _Row, spans: dict[str, Any], role: Role, **fields: str) -> dict[str, Any] | None:
    if role not in spans:
        return None
    fragments = spans[role]
    if not isinstance(fragments, list):
        raise row.location.error(f"column 'spans' must hold a list of {role} spans.")
    found = [_span(row, fragment) for fragment in fragments]
    return {"spans": found, "text": row.cells[role], **fields, **_labels(row, role)}


def _span(row: _Row, pair: object) -> dict[str, Any]:
    if not isinstance(pair, list) or len(pair) != len(("start", "end")):
        raise row.location.error(f"column 'spans' must hold pairs of a start and an end, not {json.dumps(pair)[:40]}.")
    return {"start": pair[0], "end": pair[1]}


def _number(row: _Row, cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        raise row.location.error(f"column 'score' must hold a number, not {cell[:40]!r}.") from None


set_public_module("newsclaims.serialisers", CsvSerialiser)
