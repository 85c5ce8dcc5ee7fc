"""Claims from data frames: rows, ids, errors and types, with each library of frames."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve

from newsclaims._attribution import Attribution, Judgement
from newsclaims._pipeline import Pipeline
from newsclaims._plugins import Extra
from newsclaims.errors import InputTypeError, InvalidValueError, MissingExtraError, ReadingWarning
from newsclaims.integrations import extract_frame
from newsclaims.readers._table.rows import is_missing
from newsclaims.testing import ScriptedExtractor
from newsclaims.text import Text

pytestmark = pytest.mark.skipif(
    not Extra("frame", ("narwhals", "pyarrow", "pandas", "polars")).is_installed(),
    reason="needs newsclaims[test-formats]",
)

SCRIPT = [("Ann", "denied", "that it rained"), ("Bo", "said", "it snowed")]
BOTH = "Ann denied that it rained. Bo said it snowed."
NONE = "Nothing here."


class Breaking(ScriptedExtractor):
    """An extractor that fails for a text with the word "crash"."""

    def __init__(self) -> None:
        super().__init__(SCRIPT, reactions={"crash": self.crash})

    def crash(self) -> None:
        """Raise an error."""
        raise RuntimeError("out of order")


class Topics:
    """A tagger with a label of its own."""

    name = "topics"
    requires: frozenset[str] = frozenset()

    def __init__(self, label: str = "topic") -> None:
        self.provides = frozenset({label})

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:  # noqa: ARG002
        """Give each attribution a topic."""
        given = {label: (Judgement("weather", "rule"),) for label in self.provides}
        return [evolve(a, judgements={**a.judgements, **given}) for a in attributions]


PIPELINE = Pipeline(Breaking(), taggers=[])


def pandas_frame(columns: Mapping[str, list[Any]]) -> Any:
    import pandas as pd

    return pd.DataFrame(columns)


def polars_frame(columns: Mapping[str, list[Any]]) -> Any:
    import polars as pl

    return pl.DataFrame(columns)


def arrow_table(columns: Mapping[str, list[Any]]) -> Any:
    import pyarrow as pa

    return pa.table(dict(columns))


Make = Callable[[Mapping[str, list[Any]]], Any]
libraries = pytest.mark.parametrize("make", [pandas_frame, polars_frame, arrow_table])


def rows(frame: Any, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of a frame of any library as rows, with None for missing values."""
    import narwhals as nw

    wrapped = nw.from_native(frame, eager_only=True)
    found = wrapped.select(columns or wrapped.columns).iter_rows()
    return [tuple(None if is_missing(value) else value for value in row) for row in found]


def names(frame: Any) -> list[str]:
    """Return the names of the columns of a frame."""
    return list(frame.column_names if hasattr(frame, "column_names") else frame.columns)


@libraries
@pytest.mark.filterwarnings("ignore:the id:newsclaims.errors.ReadingWarning")
def test_each_claim_is_a_row(make: Make) -> None:
    """Claims are rows in order; an article without claims, a failed one and an empty one have one row each."""
    frame = make({"id": [30, 10, 20, 40, 10], "body": [BOTH, None, "A crash.", NONE, BOTH]})
    made = extract_frame(frame, "body", id="id", pipeline=PIPELINE, batch_size=2)
    assert type(made) is type(frame)
    assert rows(made, "id", "source", "content", "error") == [
        (30, "Ann", "that it rained", None),
        (30, "Bo", "it snowed", None),
        (10, None, None, "the text is empty"),
        (20, None, None, "RuntimeError: out of order"),
        (40, None, None, None),
        (10, "Ann", "that it rained", None),
        (10, "Bo", "it snowed", None),
    ]
    assert names(made)[0] == "id"
    assert names(made)[-2:] == ["warnings", "error"]


@libraries
def test_without_ids_the_row_is_given(make: Make) -> None:
    """Without a column of ids, the number of the row leads back to it, and equal texts have claims of their own."""
    made = extract_frame(make({"text": [NONE, BOTH, BOTH]}), pipeline=PIPELINE)
    assert [row for (row,) in rows(made, "row")] == [0, 1, 1, 2, 2]
    assert len({claim for (claim,) in rows(made, "claim_id")}) == 5


@libraries
def test_the_columns_do_not_depend_on_the_rows(make: Make) -> None:
    """A frame without rows, or with failures only, gives the same columns and types."""
    full = make({"id": ["a"], "text": [BOTH]})
    pipeline = Pipeline(Breaking(), taggers=[Topics()])
    made = extract_frame(full, id="id", pipeline=pipeline)
    for other in (full[:0], make({"id": ["a"], "text": ["crash"]})):
        found = extract_frame(other, id="id", pipeline=pipeline)
        if hasattr(made, "schema"):
            assert found.schema == made.schema
        else:
            # Categories are the values, and so depend on the rows.
            assert list(map(str, found.dtypes)) == list(map(str, made.dtypes))
            assert names(found) == names(made)
    assert "topic" in names(made)


@libraries
def test_fields_of_articles_are_read(make: Make) -> None:
    """Dates, titles and others come from columns that the caller names; a date in a text can have a format."""
    columns = {
        "text": [BOTH],
        "when": ["08/11/2024"],
        "hed": ["Rain"],
        "by": ["Ann Lee"],
        "at": ["https://example.org/1"],
    }
    made = extract_frame(
        make(columns), title="hed", published="when", authors="by", url="at", date_format="%d/%m/%Y", pipeline=PIPELINE
    )
    assert rows(made, "title", "published", "url")[0] == ("Rain", "2024-11-08", "https://example.org/1")


@libraries
def test_a_bad_date_is_an_error_of_its_row(make: Make) -> None:
    """A row whose date has two meanings has the reason in its column."""
    made = extract_frame(make({"text": [BOTH], "date": ["08/11/2024"]}), published="date", pipeline=PIPELINE)
    [(claim, error)] = rows(made, "claim_id", "error")
    assert claim is None
    assert error.startswith("column 'date': '08/11/2024' is not in a form of dates that has only one meaning.")


@libraries
def test_times_of_the_library_are_read(make: Make) -> None:
    """Times with a zone and missing ones are read as they are."""
    moments = [datetime(2024, 11, 8, 9, 30, tzinfo=UTC), None]
    made = extract_frame(make({"text": [BOTH, BOTH], "at": moments}), published="at", pipeline=PIPELINE)
    found = [published for (published,) in rows(made, "published")]
    assert found == ["2024-11-08T09:30:00+00:00"] * 2 + [None] * 2


@libraries
def test_workers_give_the_same(make: Make) -> None:
    """Several processes give the same frame as one."""
    frame = make({"text": [BOTH, None, NONE] * 4})
    pipeline = Pipeline("rules", taggers=[])
    alone = extract_frame(frame, pipeline=pipeline)
    together = extract_frame(frame, pipeline=pipeline, workers=2, batch_size=2)
    assert rows(alone) == rows(together)


@libraries
def test_progress_counts_rows_and_those_with_an_error(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    """With progress the result is the same; rows are counted, and those without a text or that failed as failures."""
    frame = make({"text": [BOTH, None, "A crash.", NONE]})
    expected = extract_frame(frame, pipeline=PIPELINE)
    found = extract_frame(frame, pipeline=PIPELINE, progress=True)
    assert capsys.readouterr().err.startswith("newsclaims: 4 of 4 rows (100%), 2 failed")
    assert rows(found) == rows(expected)
    wrong: Any = "yes"
    with pytest.raises(InputTypeError, match="progress must be True, False or a callable"):
        extract_frame(frame, pipeline=PIPELINE, progress=wrong)


@libraries
def test_an_id_can_have_the_name_of_a_column_of_articles(make: Make) -> None:
    """A column of ids called `url` takes the place of ours; one called as a column of claims is an error."""
    made = extract_frame(make({"text": [BOTH], "url": ["x"]}), id="url", url="url", pipeline=PIPELINE)
    assert names(made).count("url") == 1
    with pytest.raises(InvalidValueError, match="the column of ids cannot be called 'source'"):
        extract_frame(make({"text": [BOTH], "source": ["x"]}), id="source", pipeline=PIPELINE)


@libraries
def test_a_missing_id_is_an_error(make: Make) -> None:
    """A missing id is an error with its row, before anything is extracted."""
    with pytest.raises(InvalidValueError, match="the id in row 1 of the column 'id' is missing"):
        extract_frame(make({"text": [BOTH, BOTH], "id": ["a", None]}), id="id", pipeline=PIPELINE)


@libraries
def test_a_wrong_name_lists_the_columns(make: Make) -> None:
    """A column that is not there is an error that lists those that are."""
    frame = make({"body": [BOTH], "id": [1]})
    with pytest.raises(InvalidValueError, match=r"no column 'text' for text; its columns are 'body', 'id'\."):
        extract_frame(frame, pipeline=PIPELINE)
    with pytest.raises(InvalidValueError, match=r"no column 'hed' for title"):
        extract_frame(frame, "body", title="hed", pipeline=PIPELINE)
    wrong: Any = 1
    with pytest.raises(InputTypeError, match="url must be the name of a column, a str, not int"):
        extract_frame(frame, "body", url=wrong, pipeline=PIPELINE)


@pytest.mark.filterwarnings("ignore:the id:newsclaims.errors.ReadingWarning")
def test_pandas_keeps_odd_ids_and_values() -> None:
    """An index of any kind does not matter; values of numpy, categories and missing values of all kinds are read."""
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame(
        {
            "id": pd.Categorical(["x", "y", "x", "y"]),
            "text": np.array([np.str_(BOTH), pd.NA, np.nan, 5], dtype=object),
            "by": [np.array(["Ann Lee"]), None, None, None],
            "at": [pd.Timestamp("2024-11-08"), pd.NaT, pd.NaT, pd.NaT],
        },
        index=[3, 3, 1, 0],
    )
    made = extract_frame(frame, id="id", authors="by", published="at", pipeline=PIPELINE)
    assert made["id"].dtype == frame["id"].dtype
    assert list(made.index) == [0, 1, 2, 3, 4]
    assert list(made["id"]) == ["x", "x", "y", "x", "y"]
    assert list(made["error"][2:]) == ["the text is empty"] * 2 + ["column 'text' must hold text, not a number."]


def test_ids_that_two_rows_have_are_warned_about() -> None:
    """One warning names the first id that two rows have, and the line of the caller."""
    frame = polars_frame({"text": [BOTH] * 4, "id": ["a", "x", "x", "a"]})
    with pytest.warns(ReadingWarning, match="the id 'x' is given twice, first in row 1, then in row 2") as caught:
        assert len(extract_frame(frame, id="id", pipeline=PIPELINE)["id"].unique()) == 2
    assert [warning.filename for warning in caught] == [__file__]


def test_pandas_frames_go_to_excel() -> None:
    """Control characters have pictures in a frame of pandas, as in `ClaimSet.to_pandas`, and stay in others."""
    text = "Ann\v denied that it rained."
    pipeline = Pipeline(ScriptedExtractor([("Ann\v", "denied", "that it rained")]), taggers=[])
    assert list(extract_frame(pandas_frame({"text": [text]}), pipeline=pipeline)["source"]) == ["Ann\u240b"]
    assert list(extract_frame(polars_frame({"text": [text]}), pipeline=pipeline)["source"]) == ["Ann\v"]


def test_pandas_columns_that_occur_twice_are_an_error() -> None:
    """A name that two columns share is an error."""
    import pandas as pd

    frame = pd.DataFrame([["a", "b"]], columns=["text", "text"])
    with pytest.raises(InvalidValueError, match=r"several columns with one name.*'text' 2 times"):
        extract_frame(frame, pipeline=PIPELINE)


def test_what_is_not_a_frame_is_an_error() -> None:
    """A lazy frame is an error that says how to collect it; a column, a list and a mapping are errors too."""
    import pandas as pd
    import polars as pl

    frame = pl.DataFrame({"text": [BOTH]})
    with pytest.raises(InputTypeError, match=r"a lazy one \(LazyFrame\)\. Collect it first, .*frame\.collect\(\)"):
        extract_frame(frame.lazy(), pipeline=PIPELINE)
    for other in (frame["text"], pd.Series([BOTH]), [BOTH], {"text": [BOTH]}, None):
        with pytest.raises(InputTypeError, match=r"frame must be a data frame of pandas, Polars, pyarrow"):
            extract_frame(other, pipeline=PIPELINE)


def test_a_pipeline_is_an_object() -> None:
    """The name of an extractor is not a pipeline."""
    wrong: Any = "rules"
    with pytest.raises(InputTypeError, match="pipeline must be a Pipeline or None, not str"):
        extract_frame(polars_frame({"text": [BOTH]}), pipeline=wrong)


def test_a_label_called_error_has_another_column() -> None:
    """A label of the user's own does not hide the column of errors."""
    pipeline = Pipeline(Breaking(), taggers=[Topics("error")])
    made = extract_frame(polars_frame({"text": [BOTH]}), pipeline=pipeline)
    assert list(made["error_label"]) == ["weather"] * 2
    assert list(made["error"]) == [None] * 2


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without narwhals, the error has the command that installs it."""
    frame = polars_frame({"text": [BOTH]})
    monkeypatch.setattr(Extra, "is_installed", lambda _: False)
    with pytest.raises(MissingExtraError, match=r"extract_frame\(\) needs .*newsclaims\[frame\]"):
        extract_frame(frame, pipeline=PIPELINE)


def test_a_value_that_python_cannot_hold_is_an_error_that_names_the_columns() -> None:
    """A date in the year 20000 is a value of Arrow, but not one of Python."""
    pa = pytest.importorskip("pyarrow", reason="needs newsclaims[arrow]")
    frame = pa.table({"text": ["Rain."], "day": pa.array([2**59], pa.timestamp("us"))})
    with pytest.raises(InvalidValueError, match="'text', 'day' have a value that Python cannot hold"):
        extract_frame(frame, published="day")
