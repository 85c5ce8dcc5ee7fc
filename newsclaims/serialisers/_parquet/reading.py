"""Reads the rows of a Parquet file, whichever program wrote it last, and builds claim sets from them."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from newsclaims._files.arrow_errors import arrow_errors
from newsclaims._files.arrow_files import check_row_group, rows_at_a_time, too_large
from newsclaims._files.parquet_pages import PageSizes
from newsclaims._model import ClaimSet, labels_in
from newsclaims.errors import FormatError

from ..toolkit import FileLocation, check_schema_version, claimset_from_record, optional_import, parse_json
from .arrow import VERSION_KEY, schema

__all__ = ["Rows", "read_set"]

_DERIVED = frozenset({"commitment", "published_at", "start_at", "end_at"})
"""Fields that are computed from others, and are never read back."""

_LATER = frozenset({"labels", "usage", "blocks", "authors"})
"""Fields that files of version 1 of the claim schema do not have."""

_REPEATED = frozenset({"title", "publisher", "published", "url"})
"""Columns that repeat fields of the article."""

_COMMON = ("set", "set_size", "article_id")
"""Columns that are equal in all rows of a set."""

_ARTICLE = ("id", "text", "title", "url", "published", "publisher", "language")
_BLOCK = ("kind", "span")
_EXTRACTOR = ("name", "version", "model", "annotator")
_TIME = ("span", "kind", "start", "end", "grain")
_EVIDENCE = ("label", "span", "origin", "note")
_SORTS = (
    ("is_list", "is_large_list", "is_fixed_size_list", "is_list_view", "is_large_list_view"),
    ("is_string", "is_large_string", "is_string_view"),
    ("is_integer",),
    ("is_floating",),
)
"""Tests for kinds of types; a column can have any type of its kind."""

_DAMAGED = "The file is damaged. Use another copy."
_MOVED = "were rows deleted, moved or sorted?"
AT_A_TIME = 1_000
"""How many rows are read at a time, at most."""
_LEAST_SIZE = 1_000
"""The size of an empty row, in bytes: that of its values in Python."""


class Rows(Iterator[dict[str, Any]]):
    """The rows of a file: the values of the columns that are read back.

    Args:
        file: The file.
        opened: The same, opened by pyarrow.
        location: Its place, for error messages.
        max_bytes: How many bytes the rows of one claim set may have.
    """

    def __init__(self, file: Any, opened: Any, location: FileLocation, max_bytes: int) -> None:
        self._opened, self._location, self._max_bytes = opened, location, max_bytes
        self._pages = PageSizes(file, location, max_bytes)
        self._given = 0.0
        self._rows = self._all()

    def __next__(self) -> dict[str, Any]:
        size, row = next(self._rows)
        # A file can hold a thousand million empty rows.
        self._given += max(size, _LEAST_SIZE)
        if self._given > self._max_bytes:
            raise too_large(_name(row), self._location, self._max_bytes)
        return row

    def start_set(self) -> None:
        """Begin to count the bytes of another claim set."""
        self._given = 0

    def _all(self) -> Iterator[tuple[float, dict[str, Any]]]:
        """Yield each row with its size in bytes."""
        location, opened = self._location, self._opened
        with arrow_errors(location, _DAMAGED):
            found = opened.schema_arrow
        version = (found.metadata or {}).get(VERSION_KEY)
        if version is not None:
            check_schema_version({"schema_version": version.decode("utf-8", "replace")}, location)
        columns = _columns(found, location)
        seen = 0
        for group in range(opened.num_row_groups):
            # One row group at a time, so that damage in one does not affect the one before.
            with arrow_errors(location, _DAMAGED):
                check_row_group(opened, group, location, self._max_bytes)
                self._pages.check(group)
                at_a_time = rows_at_a_time(opened, group, AT_A_TIME, self._max_bytes)
                pieces = opened.iter_batches(at_a_time, row_groups=[group], columns=columns, use_threads=False)
            while (piece := _next_piece(pieces, location)) is not None:
                if piece.nbytes > self._max_bytes * piece.num_rows:
                    raise too_large(f"a row in row group {group + 1}", location, self._max_bytes)
                with arrow_errors(location, _DAMAGED):
                    held: list[dict[str, Any]] = piece.to_pylist()
                yield from ((piece.nbytes / len(held), row) for row in held)
                seen += len(held)
        # Only pages have checksums; a damaged index can name too few pages.
        if seen != opened.metadata.num_rows:
            raise location.error(f"it should have {opened.metadata.num_rows} rows, but has {seen}. {_DAMAGED}")


def _next_piece(pieces: Iterator[Any], location: FileLocation) -> Any:
    """Return the next piece of a row group that is not empty; None at its end."""
    with arrow_errors(location, _DAMAGED):
        return next((piece for piece in pieces if piece.num_rows), None)


def _columns(found: Any, location: FileLocation) -> list[str]:
    """Return the columns to read, after checking that all exist with types that can be read."""
    absent = _LATER - set(found.names)
    wanted = [field for field in schema(whole=True) if field.name not in _DERIVED | _REPEATED | absent]
    missing = [field.name for field in wanted if field.name not in found.names]
    if missing:
        names = ", ".join(map(repr, missing))
        raise location.error(
            f"it lacks the columns {names}. Check that newsclaims wrote the table and that no column was removed."
        )
    for field in wanted:
        # The index is -1 if several columns have the name.
        at = found.get_field_index(field.name)
        if at < 0:
            raise location.error(f"it has several columns {field.name!r}.")
        if not _fits(found.field(at).type, field.type):
            raise location.error(
                f"column {field.name!r} has the type {found.field(at).type}, but should have {field.type}."
            )
    return [field.name for field in wanted]


def _fits(found: Any, wanted: Any) -> bool:
    """Return whether a column can be read; other programs can change the width of a type, or drop it if all is null."""
    types: Any = optional_import("pyarrow.types", feature="Arrow", extra="arrow")
    found, wanted = (kind.value_type if types.is_dictionary(kind) else kind for kind in (found, wanted))
    if types.is_null(found):
        return True
    if types.is_struct(wanted):
        inner = {field.name: field.type for field in found} if types.is_struct(found) else {}
        needed = [field for field in wanted if field.name not in _DERIVED | (_LATER - inner.keys())]
        return all(field.name in inner and _fits(inner[field.name], field.type) for field in needed)
    sort = next(tests for tests in _SORTS if any(getattr(types, test)(wanted) for test in tests))
    if not any(getattr(types, test)(found) for test in sort):
        return False
    return not types.is_list(wanted) or _fits(found.value_type, wanted.value_type)


def read_set(first: dict[str, Any], rows: Iterator[dict[str, Any]], location: FileLocation) -> ClaimSet:
    """Build a claim set from its first row and the rows that follow."""
    article, details, size = first["article"], first["set_details"], first["set_size"]
    begins = None not in (article, details, size) and size >= 0
    if not begins or (size > 0) != (first["claim_id"] is not None):
        raise location.error(f"{_name(first)} does not begin with its article and size; {_MOVED}")
    if details["schema_version"] is not None:
        check_schema_version(details, location)
    claims = [_claim(first, location)] if size > 0 else []
    while len(claims) < size:
        row = next(rows, None)
        if row is None or row["article"] is not None or any(row[name] != first[name] for name in _COMMON):
            reason = f"{_name(first)} should have {size} rows, but only {len(claims)} follow each other"
            raise location.error(f"{reason}; {_MOVED}")
        claims.append(_claim(row, location))
    extractor = _some(details["extractor"], _EXTRACTOR)
    warnings = details["warnings"] or ()
    meta, usage = ({} if one is None else parse_json(one, location) for one in (article["meta"], details.get("usage")))
    blocks = [_some(block, _BLOCK) for block in article.get("blocks") or ()]
    authors = article.get("authors") or ()
    about = {**_some(article, _ARTICLE), "authors": authors, "blocks": blocks, "meta": meta}
    data = {"article": about, "extractor": extractor, "warnings": warnings, "usage": usage}
    try:
        return claimset_from_record({**data, "claims": claims}, location)
    except FormatError as error:
        raise location.error(f"{_name(first)}: {error.reason}") from error


def _name(row: dict[str, Any]) -> str:
    return f"set {row['set']} (article {row['article_id']!r})"


def _some(struct: dict[str, Any] | None, fields: Iterable[str]) -> Any:
    """Return some fields of a struct; other programs can add more."""
    return None if struct is None else {field: struct[field] for field in fields}


def _claim(row: dict[str, Any], location: FileLocation) -> dict[str, Any]:
    """Return the fields of a row's claim, for the model to check."""
    mention = next((_some(span, ("start", "end")) for span in row["mention_spans"] or ()), None)
    return {
        "id": row["claim_id"],
        "source": _passage(row, "source", name=row["source_name"], mention_of=mention),
        "cue": _passage(row, "cue"),
        "content": _passage(row, "content"),
        **{label.field: row[label.name] for label in labels_in("claim")},
        **{field: row[field] for field in ("score", "parent")},
        "probabilities": _probabilities(row, location),
        "labels": _labels(row, location),
        "times": [_some(time, _TIME) for time in row["times"] or ()],
        "evidence": [_some(evidence, _EVIDENCE) for evidence in row["evidence"] or ()],
        "extractors": row["extractors"] or (),
    }


def _passage(row: dict[str, Any], role: Literal["source", "cue", "content"], **tags: Any) -> dict[str, Any] | None:
    """Return the fields of a passage; None if it has neither a text nor a span."""
    text, spans = row[role], row[f"{role}_spans"]
    if text is None and spans is None:
        return None
    tags |= {label.field: row[label.name] for label in labels_in(role)}
    given = {name: value for name, value in tags.items() if value is not None}
    return {"text": text, "spans": [_some(span, ("start", "end")) for span in spans or ()], **given}


def _probabilities(row: dict[str, Any], location: FileLocation) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in row["probabilities"] or ():
        if one is None or one["label"] is None:
            raise location.error(f"column 'probabilities' of claim {row['claim_id']!r} has an entry without a label.")
        values = found.setdefault(one["label"], {})
        if one["value"] is not None:
            values[one["value"]] = one["probability"]
    return found


def _labels(row: dict[str, Any], location: FileLocation) -> dict[str, dict[str, Any]]:
    """Return the user's own labels, for the model to check; a file of version 1 has none."""
    found: dict[str, dict[str, Any]] = {}
    for one in row.get("labels") or ():
        if one is None or one["label"] is None:
            raise location.error(f"column 'labels' of claim {row['claim_id']!r} has an entry without a label.")
        shares = [share for share in one["probabilities"] or () if share is not None]
        found[one["label"]] = {"value": one["value"], "probabilities": {s["value"]: s["probability"] for s in shares}}
    return found
