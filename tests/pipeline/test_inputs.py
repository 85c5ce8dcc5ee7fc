"""What a pipeline is given: articles and texts; what only looks like several articles is refused."""

import subprocess
import sys
from collections import UserDict
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from pipeline.given import TEXT, scripted

from newsclaims import Article, Failure, extract
from newsclaims.errors import InputTypeError

ROWS = {"id": ["a", "b"], "text": [TEXT, TEXT]}


def pandas_frame(**options: Any) -> Any:
    """Return a data frame of pandas."""
    return pytest.importorskip("pandas", reason="needs newsclaims[pandas]").DataFrame(ROWS, **options)


def polars_frame() -> Any:
    """Return a data frame of polars."""
    return pytest.importorskip("polars", reason="needs newsclaims[polars]").DataFrame(ROWS)


def arrow_table() -> Any:
    """Return a table of Arrow."""
    return pytest.importorskip("pyarrow", reason="needs newsclaims[arrow]").table(ROWS)


def subclass() -> Any:
    """Return a data frame of a package that builds on pandas."""
    return type("GeoDataFrame", (type(pandas_frame()),), {"__module__": "geopandas"})(ROWS)


class Foreign:
    """A table of a package that nobody here knows: it has columns, and two dimensions."""

    columns = ("id", "text")
    shape = (2, 2)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns, as data frames do."""
        return iter(self.columns)


TABLES = [pandas_frame, polars_frame, lambda: polars_frame().lazy(), arrow_table, subclass, Foreign]
COLUMNS = [
    lambda: pandas_frame()["text"],
    lambda: pandas_frame().set_index("text").index,
    lambda: polars_frame()["text"],
    lambda: arrow_table()["text"],
]
MAPPINGS = [lambda: ROWS, lambda: MappingProxyType(ROWS), lambda: UserDict(ROWS)]


@pytest.mark.parametrize(
    ("made", "advice"),
    [
        *((made, r"Use extract_frame\(table, text=.*give the texts of a column") for made in TABLES),
        *((made, r"Give its texts as a list: list\(column\)\.") for made in COLUMNS),
        *((made, r"Give list\(articles\.values\(\)\), or build an Article") for made in MAPPINGS),
    ],
)
def test_a_stream_refuses_what_iterates_names_or_keys(made: Callable[[], Any], advice: str) -> None:
    """A table, a column of one, a mapping: at once, before anything is read, with what to give instead."""
    given = made()
    with pytest.raises(InputTypeError, match=rf"articles must be an iterable of articles, not \w+\. {advice}"):
        scripted().stream(given, on_error="collect")


@pytest.mark.parametrize(
    ("made", "advice"),
    [
        *((made, r"For many articles use Pipeline\(\)\.stream\(list\(table\['text'\]\)\)\.") for made in TABLES),
        *((made, r"For many articles use Pipeline\(\)\.stream\(list\(column\)\)\.") for made in COLUMNS),
        *(
            (made, r"Build an Article from its fields: Article\(text=given\['text'\], id=\.\.\.\)\.")
            for made in MAPPINGS
        ),
        (lambda: [TEXT], r"For many articles use Pipeline\(\)\.stream\(articles\)\."),
        (lambda: 5, "$"),
    ],
)
def test_one_article_is_a_text_or_an_article(made: Callable[[], Any], advice: str) -> None:
    """`extract` and `judge` refuse anything else, and say what to do."""
    given = made()
    calls: list[Callable[[], object]] = [
        lambda: extract(given),
        lambda: scripted().extract(given),
        lambda: scripted().judge(given, []),
    ]
    for call in calls:
        with pytest.raises(InputTypeError, match=rf"an article must be a str or an Article, not \w+\. ?{advice}"):
            call()


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        (None, "Leave out missing values."),
        (float("nan"), "Leave out missing values."),
        (("a", TEXT), "Build an Article from its parts: Article(text=..., id=...)."),
        ({"text": TEXT}, "Build an Article from its fields: "),
        (b"x", "Decode it first"),
    ],
)
def test_one_of_a_stream_gets_advice_that_helps(given: Any, advice: str) -> None:
    """A missing value, a row or bytes among the articles is refused, and the advice is not to stream."""
    [failure] = scripted().stream([given], on_error="collect")
    assert isinstance(failure, Failure)
    assert advice in str(failure.error)
    assert "stream" not in str(failure.error)


@pytest.mark.parametrize(
    "given",
    [
        [TEXT, TEXT],
        (TEXT, Article(text=TEXT)),
        iter([TEXT, TEXT]),
        np.array([TEXT, TEXT]),
        np.array([TEXT, TEXT], dtype=object),
        {TEXT: 1, f"{TEXT} ": 2}.keys(),
        {"a": TEXT, "b": TEXT}.values(),
    ],
    ids=lambda given: type(given).__name__,
)
def test_any_iterable_of_texts_streams(given: Any) -> None:
    """Arrays and views of a dictionary, too."""
    assert [len(claims) for claims in scripted().stream(given)] == [2, 2]


def test_the_advice_works() -> None:
    """What the messages say to give is taken."""
    frame, table = pandas_frame(), polars_frame()
    for given in (list(frame["text"]), list(table["text"]), list({"a": TEXT, "b": TEXT}.values())):
        assert [len(claims) for claims in scripted().stream(given)] == [2, 2]
    articles = [Article(text=row.text, id=row.id) for row in frame.itertuples()]
    assert [claims.article.id for claims in scripted().stream(articles)] == ["a", "b"]


def test_no_package_of_tables_is_imported_for_that() -> None:
    """A stream costs those who have no data frame nothing."""
    script = (
        "import sys, newsclaims as nc\n"
        "from newsclaims.testing import ScriptedExtractor\n"
        "list(nc.Pipeline(ScriptedExtractor([]), []).stream(['x']))\n"
        "print(sorted({'pandas', 'polars', 'pyarrow'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
