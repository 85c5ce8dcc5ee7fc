"""Rows: how values become fields of an article, and what goes to `meta`."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article
from newsclaims.errors import FormatError
from newsclaims.readers import Skipped
from newsclaims.readers._table.rows import ArticleMaker, is_missing

pytestmark = pytest.mark.filterwarnings("ignore::newsclaims.errors.ReadingWarning")
PLACE = FileLocation("csv", "a.csv", 7)


def made(date_format: str | None = None, **values: Any) -> Article | Skipped:
    """Return what a row with these columns gives."""
    maker = ArticleMaker({}, date_format)
    maker.set_columns(values, PLACE)
    return maker.article(values, PLACE)


def article(**values: Any) -> Article:
    """Return the article of a row with a text and these columns."""
    item = made(text="She said it.", **values)
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize(
    ("value", "found"), [("a-1", "a-1"), (7, "7"), (7.0, "7"), (7.5, "7.5"), ("  x", "  x"), (0, "0")]
)
def test_an_id_is_a_text(value: object, found: str) -> None:
    """An id can be a text or a number; a whole number stays one, even if the program made it a float."""
    assert article(id=value).id == found


@pytest.mark.parametrize("value", [None, "", " ", float("nan")])
def test_a_missing_id_is_not_set(value: object) -> None:
    """Without an id, `read` gives one that leads back to the row."""
    assert "id" not in article(id=value).model_fields_set


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Li", ["Ann Lee", "Bo Li"]),
        ("Ann Lee; Bo Li ;", ["Ann Lee", "Bo Li"]),
        ("['Ann Lee', \"Bo O'Li\"]", ["Ann Lee", "Bo O'Li"]),
        ('["Ann Lee"]', ["Ann Lee"]),
        (["Ann Lee", None, "Bo Li"], ["Ann Lee", "Bo Li"]),
        ([{"name": "Ann Lee", "role": "writer"}], ["Ann Lee"]),
        ({"name": "Ann Lee"}, ["Ann Lee"]),
        ("", []),
        ([], []),
        (None, []),
        ("[Ann Lee", ["[Ann Lee"]),
        ("['Ann Lee', Bo]", ["['Ann Lee'", "Bo]"]),
    ],
)
def test_authors_are_a_list_of_names(value: object, found: list[str]) -> None:
    """Authors can be a byline, names with semicolons, or a list, also one that pandas wrote in a cell."""
    assert list(article(authors=value).authors) == found


def test_values_that_are_not_names_stay_in_meta() -> None:
    """A value that a field cannot hold is kept under the name of its column."""
    row = article(authors=[["a"]], publisher=["x", "y"], title={"main": "T"}, url=True)
    assert (row.authors, row.publisher, row.title, row.url) == ((), None, None, None)
    assert row.meta == {"authors": [["a"]], "publisher": ["x", "y"], "title": {"main": "T"}, "url": True}
    for byline in ("x" * 20_000, 5):
        assert article(byline=byline).meta == {"byline": byline}


def test_objects_with_a_name_give_it() -> None:
    """Services write a publisher as an object with a name; numbers become texts."""
    row = article(source={"id": None, "name": "The Quay"}, headline=1984)
    assert (row.publisher, row.title, row.meta.plain()) == ("The Quay", "1984", {})


def test_other_columns_go_to_meta() -> None:
    """Values of other types are kept as JSON can hold them."""
    values = {
        "n": 1,
        "share": Decimal("1.50"),
        "at": datetime(2024, 11, 8, 9, 30, tzinfo=UTC),
        "on": date(2024, 11, 8),
        "clock": time(9, 30),
        "raw": b"\xff\x00",
        "nan": float("nan"),
        "big": float("-inf"),
        "list": [{"x": date(2024, 1, 1)}],
        "none": None,
    }
    assert article(**values).meta == {
        "n": 1,
        "share": "1.50",
        "at": "2024-11-08T09:30:00+00:00",
        "on": "2024-11-08",
        "clock": "09:30:00",
        "raw": "/wA=",
        "nan": None,
        "big": "-inf",
        "list": [{"x": "2024-01-01"}],
        "none": None,
    }


def test_a_bad_date_is_an_error_with_its_column() -> None:
    """A date that cannot be read is a fault that names the column."""
    item = made(text="a", Date="08/11/2024")
    assert isinstance(item, Skipped)
    assert item.reason == "the date cannot be read"
    assert str(item.error).startswith(
        "a.csv, line 7: this row cannot be read: column 'Date': '08/11/2024' is not in a form of"
    )
    with_format = made("%d/%m/%Y", text="a", Date="08/11/2024")
    assert isinstance(with_format, Article)
    assert with_format.published == date(2024, 11, 8)


def test_a_value_that_the_model_refuses_is_an_error() -> None:
    """A value that no article can hold is a fault of its row."""
    item = made(text="a", x=10**5000)
    assert isinstance(item, Skipped)
    assert isinstance(item.error, FormatError)
    assert item.error.reason.startswith("Article.meta")


def test_missing_values_are_found() -> None:
    """None and NaN are missing; an array, which has no truth value, is not."""

    class Array:
        def __bool__(self) -> bool:
            raise ValueError

        def __eq__(self, other: object) -> Any:
            return self

        __ne__ = __eq__
        __hash__ = None  # type: ignore[assignment]

    assert is_missing(None)
    assert is_missing(float("nan"))
    assert not any(map(is_missing, ("", 0, [], "nan", Array())))
