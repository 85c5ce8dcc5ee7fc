"""Turns claims into an Arrow table with one row per claim, and defines its columns and their types.

Values to filter and group by are in flat columns, with labels as dictionaries. The rest is in nested types. The user's
own labels are all in one column, `labels`. So the tables of all claim sets have the same schema and can be joined. In a
data frame, each of these labels has its own column.
Dates are written twice: in ISO 8601, exactly as the claim has them, and as a timestamp without a zone, to calculate
with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, Final

from newsclaims._model import LABELS, SCHEMA_VERSION, Claim, ClaimSet, labels_in
from newsclaims.errors import InvalidValueError

from ..toolkit import claimset_to_record, json_text, optional_import

__all__ = ["VERSION_KEY", "batch", "batches", "rows", "schema", "spread", "table"]

VERSION_KEY: Final = b"newsclaims.schema_version"
"""The key of a table's metadata that holds the version of the claim schema."""

LONGEST: Final = 2**31 - 1
"""The largest length of an Arrow string, in bytes."""

ROWS: Final = 1_000
"""The largest number of rows in a batch."""

CHARACTERS: Final = 1 << 22
"""The largest number of characters in a batch, unless a single row has more."""

_WIDEST = 4
"""The largest number of UTF-8 bytes in a character."""


@cache
def schema(*, whole: bool) -> Any:
    """Return the schema of a table of claims.

    Args:
        whole: Whether to add the columns that are needed to read claim sets back: `set`, `set_size`, `article` and
            `set_details`.

    Returns:
        A `pyarrow.Schema`.
    """
    pa = _pyarrow()
    fields = {**_flat(pa), **_nested(pa), **(_columns_for_reading(pa) if whole else {})}
    return pa.schema(list(fields.items()), metadata={VERSION_KEY: SCHEMA_VERSION.encode()})


def table(claimset: ClaimSet) -> Any:
    """Return the claims of a set as a `pyarrow.Table`, exactly one row per claim.

    Args:
        claimset: The claim set.

    Raises:
        InvalidValueError: If its text is longer than Arrow can hold.
    """
    columns = schema(whole=False)
    held = list(batches((row for row in _rows(claimset, 1) if "claim_id" in row), columns))
    # A table without claims has the dictionaries of all labels too.
    return _pyarrow().Table.from_batches(held or [batch([], columns)])


def spread(claimset: ClaimSet) -> Any:
    """Return the table of a set for a data frame, with a column for each of the user's own labels instead of `labels`.

    Args:
        claimset: The claim set.

    Raises:
        InvalidValueError: If its text is longer than Arrow can hold.
    """
    pa = _pyarrow()
    made = table(claimset).drop_columns(["labels"])
    for name in dict.fromkeys(name for claim in claimset for name in claim.labels):
        values = [claim.labels[name].value if name in claim.labels else None for claim in claimset]
        made = made.append_column(name, pa.array(values, pa.string()).dictionary_encode())
    return made


def rows(claimsets: Iterable[ClaimSet]) -> Iterator[dict[str, Any]]:
    """Yield the rows of claim sets: one per claim, and one for a set without claims.

    The first row of each set has its article and details.

    Args:
        claimsets: The claim sets.

    Raises:
        InvalidValueError: If a text is longer than Arrow can hold.
    """
    for number, claimset in enumerate(claimsets, 1):
        yield from _rows(claimset, number)


def batches(rows: Iterable[Mapping[str, Any]], columns: Any) -> Iterator[Any]:
    """Group rows into record batches of limited size.

    Args:
        rows: The rows: column to value, without nulls. Values of other columns are left out.
        columns: The schema of the batches, a `pyarrow.Schema`.
    """
    held: list[Mapping[str, Any]] = []
    size = 0
    for row in rows:
        weight = _weight(row)
        if held and (len(held) >= ROWS or size + weight > CHARACTERS):
            yield batch(held, columns)
            held, size = [], 0
        held.append(row)
        size += weight
    if held:
        yield batch(held, columns)


def batch(rows: Sequence[Mapping[str, Any]], columns: Any) -> Any:
    """Return a record batch of rows, however many; see `batches`.

    Args:
        rows: The rows.
        columns: The schema, a `pyarrow.Schema`.
    """
    pa = _pyarrow()
    arrays = [
        _labels(pa, LABELS[field.name].values, [row.get(field.name) for row in rows])
        if pa.types.is_dictionary(field.type)
        else pa.array([row.get(field.name) for row in rows], field.type)
        for field in columns
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=columns)


def _pyarrow() -> Any:
    return optional_import("pyarrow", feature="Arrow", extra="arrow")


def _flat(pa: Any) -> dict[str, Any]:
    """Return the types of the columns to filter and group by."""
    text, label = pa.string(), pa.dictionary(pa.int32(), pa.string())
    return {
        **dict.fromkeys(("article_id", "claim_id", "source", "source_name"), text),
        **{one.name: label for one in labels_in("source")},
        **dict.fromkeys(("cue", "content"), text),
        **{name: label for name, one in LABELS.items() if one.passage != "source"},
        **dict.fromkeys(("commitment", "score"), pa.float64()),
        **dict.fromkeys(("parent", "title", "publisher", "published"), text),
        "published_at": pa.timestamp("us"),
        "url": text,
    }


def _nested(pa: Any) -> dict[str, Any]:
    text, moment = pa.string(), pa.timestamp("us")
    span = _span(pa)
    times = {
        "span": span,
        "kind": text,
        "start": text,
        "end": text,
        "grain": text,
        "start_at": moment,
        "end_at": moment,
    }
    evidence = {"label": text, "span": span, "origin": text, "note": text}
    probabilities = {"label": text, "value": text, "probability": pa.float64()}
    shares = pa.list_(pa.struct({"value": text, "probability": pa.float64()}))
    labels = {"label": text, "value": text, "probabilities": shares}
    return {
        "source_spans": pa.list_(span),
        # A list of one span, because pandas turns the numbers of a struct that can be null into floats.
        "mention_spans": pa.list_(span),
        "cue_spans": pa.list_(span),
        "content_spans": pa.list_(span),
        "times": pa.list_(pa.struct(times)),
        "evidence": pa.list_(pa.struct(evidence)),
        "probabilities": pa.list_(pa.struct(probabilities)),
        "extractors": pa.list_(text),
        "labels": pa.list_(pa.struct(labels)),
    }


def _span(pa: Any) -> Any:
    return pa.struct({"start": pa.int32(), "end": pa.int32()})


def _columns_for_reading(pa: Any) -> dict[str, Any]:
    """Return the types of the columns that only reading needs; the first row of a set has its article and details."""
    text = pa.string()
    article = dict.fromkeys(("id", "text", "title", "url", "published", "publisher", "language", "meta"), text)
    article["published_at"] = pa.timestamp("us")
    article["authors"] = pa.list_(text)
    article["blocks"] = pa.list_(pa.struct({"kind": text, "span": _span(pa)}))
    extractor = dict.fromkeys(("name", "version", "model", "annotator"), text)
    details = {"schema_version": text, "extractor": pa.struct(extractor), "warnings": pa.list_(text)}
    details["usage"] = text
    return {
        "set": pa.int64(),
        "set_size": pa.int64(),
        "article": pa.struct(article),
        "set_details": pa.struct(details),
    }


def _rows(claimset: ClaimSet, number: int) -> Iterator[dict[str, Any]]:
    _check_length(claimset)
    record = claimset_to_record(claimset)
    article = record["article"]
    published_at = _as_written(claimset.article.published)
    common = {field: article[field] for field in ("title", "publisher", "published", "url")}
    common |= {"article_id": article["id"], "published_at": published_at, "set": number, "set_size": len(claimset)}
    meta, usage = (json_text(one) if one else None for one in (article["meta"], record["usage"]))
    first = {
        "article": {**article, "meta": meta, "published_at": published_at},
        "set_details": {**{name: record[name] for name in ("schema_version", "extractor", "warnings")}, "usage": usage},
    }
    if not claimset.claims:
        yield common | first
    for claim, plain in zip(claimset.claims, record["claims"], strict=True):
        yield common | _claim(claim, plain) | first
        first = {}


def _claim(claim: Claim, plain: Mapping[str, Any]) -> dict[str, Any]:
    source, cue, content = (plain[role] or {} for role in ("source", "cue", "content"))
    mention = source.get("mention_of")
    return {
        "claim_id": claim.id,
        "source": source.get("text"),
        "source_name": source.get("name"),
        "source_spans": source.get("spans"),
        "mention_spans": mention and [mention],
        "cue": cue.get("text"),
        "cue_spans": cue.get("spans"),
        "content": content["text"],
        "content_spans": content["spans"],
        "commitment": claim.commitment,
        **{name: getattr(claim, name) for name in LABELS},
        **{field: plain[field] for field in ("score", "parent", "evidence", "extractors")},
        "times": [
            {**time, "start_at": _as_written(mention.start), "end_at": _as_written(mention.end)}
            for mention, time in zip(claim.times, plain["times"], strict=True)
        ],
        "probabilities": [
            {"label": label, "value": value, "probability": probability}
            for label, values in plain["probabilities"].items()
            # A label without probabilities gets an entry too.
            for value, probability in (values or {None: None}).items()
        ],
        "labels": [
            {
                "label": label,
                "value": tag["value"],
                "probabilities": [{"value": v, "probability": p} for v, p in tag["probabilities"].items()],
            }
            for label, tag in plain["labels"].items()
        ],
    }


def _as_written(moment: date | None) -> datetime | None:
    """Return a date and time as written, without the offset; midnight if there is no time."""
    if moment is None or isinstance(moment, datetime):
        return moment and moment.replace(tzinfo=None)
    return datetime.combine(moment, time.min)


def _check_length(claimset: ClaimSet) -> None:
    article = claimset.article
    length = len(article.text)
    if length > LONGEST // _WIDEST and (length > LONGEST or len(article.text.encode("utf-8")) > LONGEST):
        raise InvalidValueError(f"the text of article {article.id!r} is longer than an Arrow string can be (2 GiB).")


def _weight(row: Mapping[str, Any]) -> int:
    article = row.get("article") or {"text": ""}
    return len(article["text"]) + sum(len(value) for value in row.values() if isinstance(value, (str, list)))


def _labels(pa: Any, labels: type[StrEnum], values: list[str | None]) -> Any:
    """Encode labels with a dictionary of all possible values, in the order of the guidelines."""
    names = [str(label) for label in labels]
    places = {name: location for location, name in enumerate(names)}
    indices = [None if value is None else places[value] for value in values]
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), pa.array(names, pa.string()))
