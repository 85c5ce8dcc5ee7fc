"""Parquet files that were changed: which can still be read, and which errors the others give."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from serialisers.samples import NEWER_VERSION, empty, sample

from newsclaims._model import SCHEMA_VERSION, ClaimSet
from newsclaims.errors import FormatError, SchemaVersionError
from newsclaims.serialisers import dump, load, loads
from newsclaims.serialisers._parquet.serialiser import ParquetSerialiser

pytestmark = pytest.mark.skipif(not ParquetSerialiser.extra.is_installed(), reason="needs newsclaims[arrow]")
Rows = list[dict[str, Any]]


def written(*sets: ClaimSet) -> bytes:
    """Return a file."""
    stream = io.BytesIO()
    dump(sets, stream, format="parquet")
    return stream.getvalue()


def edited(change: Callable[[Rows], object], schema: Any = None) -> bytes:
    """Return a file of the sample and an empty set, with changed rows."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written(sample(), empty())))
    rows = table.to_pylist()
    change(rows)
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema or table.schema), stream)
    return stream.getvalue()


def test_another_version_is_refused() -> None:
    """The version may be in the metadata or, if another program lost that, in a set's details."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written(sample())))
    stream = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata({"newsclaims.schema_version": NEWER_VERSION}), stream)
    with pytest.raises(SchemaVersionError, match=f"schema version '{NEWER_VERSION}'.* Update newsclaims"):
        loads(stream.getvalue(), "parquet")

    def change(rows: Rows) -> None:
        rows[0]["set_details"]["schema_version"] = NEWER_VERSION

    with pytest.raises(SchemaVersionError, match=f"schema version '{NEWER_VERSION}'.* Update newsclaims"):
        loads(edited(change, pa.schema(list(table.schema))), "parquet")


def test_a_file_of_version_1_is_read() -> None:
    """A file of version 1 has no column for custom labels, no usage in the details of a set, and no blocks."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written(sample(), empty())))
    later = {"labels", "usage", "blocks", "authors"}

    def older(field: Any) -> Any:
        if field.name not in ("article", "set_details"):
            return field
        return field.with_type(pa.struct([inner for inner in field.type if inner.name not in later]))

    fields = [older(field) for field in table.schema if field.name not in later]
    rows = table.to_pylist()
    for row in rows:
        if row["set_details"] is not None:
            row["set_details"]["schema_version"] = "1"
    stream = io.BytesIO()
    schema = pa.schema(fields, metadata={"newsclaims.schema_version": "1"})
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), stream)
    new, bare = loads(stream.getvalue(), "parquet")
    assert bare == empty()
    assert [claim.labels for claim in new] == [{}, {}, {}]
    assert new.usage == {}
    assert new.article == sample().article.model_copy(update={"authors": (), "blocks": ()})
    assert new.schema_version == SCHEMA_VERSION
    assert [claim.model_copy(update={"labels": old.labels}) for claim, old in zip(new, sample(), strict=True)] == list(
        sample()
    )


def test_labels_without_a_name_are_an_error() -> None:
    """Each entry of the custom labels must have a name."""

    def change(rows: Rows) -> None:
        rows[0]["labels"][0]["label"] = None

    with pytest.raises(FormatError, match=r"column 'labels' of claim .* has an entry without a label"):
        loads(edited(change), "parquet")


def test_columns_must_be_there_once_and_of_their_types() -> None:
    """Only the columns for analysis may be missing; the error names the column."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written(sample())))

    def loaded(changed: Any) -> list[ClaimSet]:
        stream = io.BytesIO()
        parquet.write_table(changed, stream)
        return loads(stream.getvalue(), "parquet")

    repeated = ["commitment", "title", "publisher", "published", "published_at", "url"]
    assert loaded(table.drop_columns(repeated).append_column("mine", [["x"] * 3])) == [sample()]
    with pytest.raises(FormatError, match="it lacks the columns 'cue', 'set'"):
        loaded(table.drop_columns(["cue", "set"]))
    with pytest.raises(FormatError, match="it has several columns 'cue'"):
        loaded(table.append_column("cue", table["cue"]))
    wrong: dict[str, list[Any]] = {
        "content": [1, 2, 3],
        "score": ["x", "y", "z"],
        "set": [1.0, 2.0, 3.0],
        "extractors": ["rules"] * 3,
        "times": [["Monday"]] * 3,
        "cue_spans": [[{"start": 1}]] * 3,
        "article": ["text"] * 3,
    }
    for name, values in wrong.items():
        at = table.column_names.index(name)
        with pytest.raises(FormatError, match=rf"column '{name}' has the type .*, but should have "):
            loaded(table.set_column(at, name, pa.array(values)))


FAULTS: dict[str, tuple[Callable[[Rows], object], str]] = {
    "deleted": (
        lambda rows: rows.pop(1),
        r"set 1 \(article 'ferry-1'\) should have 3 rows, but only 2 follow each other",
    ),
    "cut": (lambda rows: rows.__delitem__(slice(2, None)), "but only 2 follow each other"),
    "beheaded": (lambda rows: rows.pop(0), "does not begin with its article and size; were rows deleted"),
    "sorted": (lambda rows: rows.sort(key=lambda row: row["content"] or ""), "does not begin with its article|stand"),
    "no size": (lambda rows: rows[0].update(set_size=None), "does not begin with its article and size"),
    "negative": (lambda rows: rows[3].update(set_size=-1), "does not begin with its article and size"),
    "no rows": (lambda rows: rows[0].update(set_size=0), "does not begin with its article and size"),
    "no claim": (lambda rows: rows[1].update(claim_id=None), r"set 1 \(article 'ferry-1'\): .*id"),
    "no details": (lambda rows: rows[0].update(set_details=None), "does not begin with its article"),
    "no text": (lambda rows: rows[0]["article"].update(text=None), "text"),
    "other article": (lambda rows: rows[2].update(article_id="x"), "only 2 follow each other"),
    "edited": (lambda rows: rows[0].update(content="no"), "says 'no', but at"),
    "no content": (lambda rows: rows[0].update(content=None), r"content\.text must be a str"),
    "no spans": (lambda rows: rows[0].update(cue_spans=None), "spans"),
    "spans only": (lambda rows: rows[0].update(cue=None), "text"),
    "null span": (lambda rows: rows[0].update(cue_spans=[None]), "spans"),
    "null start": (lambda rows: rows[0].update(cue_spans=[{"start": None, "end": 3}]), "start"),
    "outside": (lambda rows: rows[0].update(cue_spans=[{"start": 3, "end": 999}]), "past the text's end"),
    "score": (lambda rows: rows[0].update(score=2.0), "score"),
    "parent": (lambda rows: rows[0].update(parent="nobody"), "names the parent 'nobody'"),
    "label": (lambda rows: rows[0].update(probabilities=[{"label": None}]), "has an entry without a label"),
    "null entry": (lambda rows: rows[0].update(probabilities=[None]), "has an entry without a label"),
    "probability": (lambda rows: rows[0].update(probabilities=[{"label": "a", "value": "b"}]), "probabilities"),
    "time": (lambda rows: rows[0].update(times=[None]), "times"),
    "moment": (lambda rows: rows[0]["times"][0].update(start="yesterday"), "'yesterday' is not a valid ISO 8601 date"),
    "evidence": (lambda rows: rows[0]["evidence"][0].update(origin="hearsay"), "origin"),
    "extractors": (lambda rows: rows[0].update(extractors=[None]), "extractors"),
    "no JSON": (lambda rows: rows[0]["article"].update(meta="{"), "not valid parquet"),
    "no object": (lambda rows: rows[0]["article"].update(meta="[1]"), "meta"),
    "block": (lambda rows: rows[0]["article"].update(blocks=[None]), "blocks"),
    "block kind": (lambda rows: rows[0]["article"]["blocks"][0].update(kind="h1"), r"blocks\.0\.kind"),
    "warnings": (lambda rows: rows[0]["set_details"].update(warnings=[None]), "warnings"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_errors_of_newsclaims(name: str) -> None:
    """A value that a claim set cannot have is an error that names the value and the set."""
    change, words = FAULTS[name]
    with pytest.raises(FormatError, match=words):
        loads(edited(change), "parquet")


def test_an_unknown_label_is_refused() -> None:
    """A label that is not in the guidelines is refused."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written(sample())))
    at = table.column_names.index("stance")
    stream = io.BytesIO()
    parquet.write_table(table.set_column(at, "stance", pa.array(["cross"] * 3)), stream)
    with pytest.raises(FormatError, match=r"set 1 .*: ClaimSet\.claims\.0\.stance|cross"):
        loads(stream.getvalue(), "parquet")


def test_sets_before_a_fault_come_first() -> None:
    """A fault in the second set does not affect the first."""
    found: list[ClaimSet] = []
    with pytest.raises(FormatError, match="set 2"):
        found.extend(load(io.BytesIO(edited(lambda rows: rows[3].update(article=None))), format="parquet"))
    assert found == [sample()]


def test_an_index_with_too_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that lists fewer row groups than the file has is an error."""
    from pyarrow import parquet

    monkeypatch.setattr(parquet.ParquetFile, "num_row_groups", 0)
    with pytest.raises(FormatError, match=r"it should have 3 rows, but has 0\. The file is damaged"):
        loads(written(sample()), "parquet")
