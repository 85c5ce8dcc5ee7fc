"""Claims from Arrow record batches: rows, ids, errors, types, and bounds of memory."""

import pickle
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from newsclaims._model import SCHEMA_VERSION, Article
from newsclaims._pipeline import Pipeline
from newsclaims._plugins import Extra
from newsclaims.errors import InputTypeError, InvalidValueError, MissingExtraError
from newsclaims.integrations.arrow import claims_schema, extract_batches
from newsclaims.serialisers._parquet import arrow
from newsclaims.testing import ScriptedExtractor

pytestmark = pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")

SCRIPT = [("Ann", "denied", "that it rained"), ("Bo", "said", "it snowed")]
BOTH = "Ann denied that it rained. Bo said it snowed."
NONE = "Nothing here."


def crash() -> None:
    """Raise an error, as an extractor that is out of order."""
    raise RuntimeError("out of order")


PIPELINE = Pipeline(ScriptedExtractor(SCRIPT, reactions={"crash": crash}), taggers=[])


def table(**columns: Any) -> Any:
    import pyarrow as pa

    return pa.table(columns)


def rows(articles: Any, *, pipeline: Pipeline = PIPELINE, **given: Any) -> list[dict[str, Any]]:
    """Return the rows of the claims of a table."""
    return [
        row for batch in extract_batches(articles.to_batches(), pipeline=pipeline, **given) for row in batch.to_pylist()
    ]


def some(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Return some values of rows."""
    return [tuple(row[name] for name in names) for row in found]


def test_each_claim_is_a_row() -> None:
    """Claims are rows in order; an article without claims, a failed one and an empty one have one row each."""
    articles = table(id=[30, 10, 20, 40], body=[BOTH, None, "A crash.", NONE])
    assert some(rows(articles, text="body", id="id"), "article_id", "source", "content", "error") == [
        ("30", "Ann", "that it rained", None),
        ("30", "Bo", "it snowed", None),
        ("10", None, None, "the text is empty"),
        ("20", None, None, "RuntimeError: out of order"),
        ("40", None, None, None),
    ]


def test_rows_have_all_fields_of_the_table_of_claims() -> None:
    """A row has what the table of the claim set has; only the labels are plain strings."""
    articles = table(id=["a"], text=["Ida Roe denied that the quay “must close” on Monday."], day=["2024-11-08"])
    pipeline = Pipeline("rules")
    found = rows(articles, id="id", published="day", pipeline=pipeline)
    article = Article(text=articles["text"][0].as_py(), id="a", published="2024-11-08")
    [expected] = pipeline.extract(article).to_arrow().to_pylist()
    assert found == [{**expected, "warnings": None, "error": None}]
    assert expected["times"]


def test_the_schema_is_fixed_and_has_no_dictionaries() -> None:
    """Every batch has the same schema, which Spark can hold, whatever the articles and the labels are."""
    import pyarrow as pa

    schema = claims_schema()
    assert schema.names == [*arrow.schema(whole=False).names, "warnings", "error"]
    assert schema.metadata == {b"newsclaims.schema_version": SCHEMA_VERSION.encode()}
    assert not [field.name for field in schema if pa.types.is_dictionary(field.type)]
    for texts in ([BOTH], [NONE], [None], ["A crash."]):
        [batch] = extract_batches(table(text=pa.array(texts, pa.string())).to_batches(), pipeline=PIPELINE)
        assert batch.schema.equals(schema, check_metadata=True)
    assert list(extract_batches([], pipeline=PIPELINE)) == []


def test_without_ids_the_id_is_a_digest_of_the_text() -> None:
    """Without a column of ids, equal texts have equal ids on every machine."""
    found = rows(table(text=[BOTH, NONE, BOTH]))
    ids = [row["article_id"] for row in found]
    assert ids[0] == ids[1] == ids[3] == ids[4] != ids[2]
    assert some(rows(table(text=[""], id=["x"])), "article_id", "error") == [(None, "the text is empty")]


def test_a_missing_id_is_an_error_of_its_row() -> None:
    """A row without an id has an error, and the other rows have claims."""
    found = rows(table(text=[NONE, NONE, NONE], id=["a", None, ""]), id="id")
    missing = "the id in the column 'id' is missing. Fill it, or give no `id`."
    assert some(found, "article_id", "error") == [("a", None), (None, missing), (None, missing)]


@pytest.mark.parametrize(("id", "kind"), [(b"a", "bytes"), ([1], "list"), ({"a": 1}, "dict")])
def test_an_id_that_has_no_plain_form_is_an_error_of_its_row(id: object, kind: str) -> None:  # noqa: A002 - the column
    """Bytes and nested values are not ids."""
    wrong = f"the column 'id' must have texts or numbers as ids, not {kind}. Convert them."
    found = rows(table(text=[NONE, NONE], id=[id, None]), id="id")
    assert some(found, "article_id", "error")[0] == (None, wrong)


def test_values_that_cannot_be_read_are_errors_of_their_rows() -> None:
    """A date with two meanings, a late time, an unknown time zone and broken UTF-8 do not stop the others."""
    import pyarrow as pa

    times = pa.array([2**59, 0], pa.timestamp("us"))
    [late, fine] = rows(table(text=[NONE, NONE], id=["a", "b"], at=times), id="id", published="at")
    assert (late["article_id"], fine["error"]) == ("a", None)
    assert late["error"].startswith("column 'at' has a value that Python cannot hold")
    [unclear] = rows(table(text=[NONE], day=["08/11/2024"]), published="day")
    assert unclear["error"].startswith(
        "column 'day': '08/11/2024' is not in a form of dates that has only one meaning."
    )
    [read] = rows(table(text=[NONE], day=["08/11/2024"]), published="day", date_format="%d/%m/%Y")
    assert read["published"] == "2024-11-08"
    elsewhere = pa.array([0], pa.timestamp("us", "Nowhere/Town"))
    [unknown] = rows(table(text=[NONE], at=elsewhere), published="at")
    assert unknown["error"].startswith("column 'at' has a value that Python cannot hold")
    broken: Any = pa.array([b"\xff"]).view(pa.string())
    [undecoded] = rows(pa.table({"text": broken}))
    assert undecoded["error"].startswith("column 'text' has a value that Python cannot hold")


def test_texts_can_have_any_type_of_strings() -> None:
    """Large strings, views and dictionaries of strings are texts; a number is an error of its row."""
    import pyarrow as pa

    for kind in (pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        assert len(rows(pa.table({"text": pa.array([BOTH]).cast(kind)}))) == 2
    assert some(rows(table(text=[5])), "error") == [("column 'text' must hold text, not a number.",)]


def test_output_is_bounded_and_input_is_read_lazily(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is read when its articles are needed, and a batch that comes out has a limited number of rows."""
    read: list[int] = []

    def batches() -> Iterator[Any]:
        for number in range(50):
            read.append(number)
            yield from table(text=[BOTH] * 4).to_batches()

    monkeypatch.setattr(arrow, "ROWS", 3)
    found = extract_batches(batches(), pipeline=PIPELINE, batch_size=2)
    assert read == []
    assert next(found).num_rows == 3
    assert len(read) < 5
    sizes = [batch.num_rows for batch in found]
    assert (max(sizes), sum(sizes), len(read)) == (3, 397, 50)


def test_wrong_columns_are_errors() -> None:
    """A column that is not there is an error that lists those that are; so are one that is there twice, and no name."""
    import pyarrow as pa

    with pytest.raises(
        InvalidValueError, match=r"the record batch has no column 'text' for text; its columns are 'body'"
    ):
        rows(table(body=[BOTH]))
    with pytest.raises(InvalidValueError, match=r"no column 'key' for id; .*Name the right one: id='...'"):
        rows(table(text=[BOTH]), id="key")
    twice = pa.table([pa.array([BOTH]), pa.array([BOTH])], names=["text", "text"])
    with pytest.raises(InvalidValueError, match="more than one column 'text'"):
        rows(twice)
    wrong: Any = None
    with pytest.raises(InputTypeError, match="text must be the name of a column, a str, not NoneType"):
        rows(table(text=[BOTH]), text=wrong)


def test_wrong_options_are_errors_at_once() -> None:
    """An option of the wrong type is an error before anything is read."""
    import pyarrow as pa

    wrong: Any = "rules"
    with pytest.raises(InputTypeError, match="pipeline must be a Pipeline or None, not str"):
        extract_batches([], pipeline=wrong)
    with pytest.raises(InputTypeError, match="batch_size must be an int"):
        extract_batches([], batch_size=wrong)
    for batches in (table(text=[BOTH]), pa.RecordBatch.from_pydict({"text": [BOTH]}), None):
        given: Any = batches
        with pytest.raises(InputTypeError, match=r"Give those of a table: table\.to_batches\(\)"):
            extract_batches(given)
    with pytest.raises(InputTypeError, match=r"each of batches must be a pyarrow\.RecordBatch, not dict"):
        list(extract_batches([{"text": [BOTH]}], pipeline=PIPELINE))  # type: ignore[list-item]


def test_the_work_of_a_cluster_pickles() -> None:
    """The function with its options is small as a pickle, and the copy gives the same rows."""
    work = partial(extract_batches, id="id", pipeline=Pipeline())
    pickled = pickle.dumps(work)
    assert len(pickled) < 10_000
    articles = table(id=["a"], text=["The mayor denied that the quay was closed."]).to_batches()
    assert list(pickle.loads(pickled)(articles)) == list(work(articles))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, the error has the command that installs it."""
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"extract_batches\(\) needs .*newsclaims\[arrow\]"):
        extract_batches([], pipeline=PIPELINE)
