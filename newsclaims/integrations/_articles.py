"""Makes articles of rows, from the columns that a caller names; data frames, Arrow, Spark and Ray share it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from attrs import frozen

from newsclaims._files.locations import FileLocation
from newsclaims._model import Article
from newsclaims._pipeline import Pipeline
from newsclaims.errors import FormatError, InputTypeError, InvalidValueError
from newsclaims.readers import Skipped
from newsclaims.readers._table.columns import listed
from newsclaims.readers._table.dates import check_date_format
from newsclaims.readers._table.rows import ArticleMaker, is_missing

__all__ = ["ArticleColumns", "as_id", "as_pipeline"]


@frozen(slots=True)
class ArticleColumns:
    """The columns of a table of articles.

    Args:
        of_fields: Fields of an article, except its id, with the names of their columns.
        of_id: The column with the ids, if there is one.
        date_format: The format of dates that are texts.
    """

    of_fields: Mapping[str, str]
    of_id: str | None
    date_format: str | None

    @classmethod
    def given(cls, *, id: object, date_format: str | None, **fields: object) -> Self:  # noqa: A002 - the name of the field
        """Return the columns that a caller named.

        Args:
            id: The column with the ids, or None.
            date_format: The format of dates that are texts, or None.
            fields: Other fields with their columns, or None.

        Raises:
            InputTypeError: If a name or the format is not a str.
            InvalidValueError: If it is not a format.
        """
        check_date_format(date_format)
        named: dict[str, str] = {}
        for field, column in {**fields, "id": id}.items():
            if isinstance(column, str):
                named[field] = column
            elif column is not None or field == "text":
                raise InputTypeError(field, "the name of a column, a str", type(column).__name__)
        of_id = named.pop("id", None)
        return cls(named, of_id, date_format)

    @property
    def names(self) -> list[str]:
        """The names of the columns with fields other than the id, each once."""
        return list(dict.fromkeys(self.of_fields.values()))

    @property
    def all_names(self) -> list[str]:
        """The names of all columns, that of the ids too, each once."""
        return list(dict.fromkeys([*self.names, *([] if self.of_id is None else [self.of_id])]))

    def check(self, names: Sequence[str], table: str) -> None:
        """Refuse a table that lacks one of the columns, or that has one of them twice.

        Args:
            names: The names of its columns.
            table: What it is, for messages.

        Raises:
            InvalidValueError: If a column is missing, or two have its name.
        """
        for field, column in {**self.of_fields, **({} if self.of_id is None else {"id": self.of_id})}.items():
            if column not in names:
                raise InvalidValueError(
                    f"the {table} has no column {column!r} for {field}; its columns are {listed(names)}. "
                    f"Name the right one: {field}='...'."
                )
            if names.count(column) > 1:
                raise InvalidValueError(f"the {table} has more than one column {column!r}. Rename all but one of them.")

    def reader(self) -> Callable[[Sequence[Any]], Article | str]:
        """Return a function that makes an article of a row, or says why it makes none.

        It takes the values of the columns `names`, in this order, as values of Python.
        """
        location = FileLocation("table")
        names = self.names
        maker = ArticleMaker(self.of_fields, self.date_format)
        maker.set_columns(names, location)

        def read(values: Sequence[Any]) -> Article | str:
            item = maker.article(dict(zip(names, values, strict=True)), location)
            return item if isinstance(item, Article) else _reason(item)

        return read


def as_id(value: object, column: str) -> str | None:
    """Return the value of a column of ids as a text; None if it is missing or empty.

    Args:
        value: The value.
        column: The name of the column, for the message.

    Raises:
        InvalidValueError: If it is bytes, a list or a struct, which have no plain form as a text.
    """
    if isinstance(value, (bytes, list, dict)):
        kind = type(value).__name__
        raise InvalidValueError(f"the column {column!r} must have texts or numbers as ids, not {kind}. Convert them.")
    if is_missing(value) or not str(value):
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def as_pipeline(pipeline: object) -> Pipeline:
    """Return the pipeline that a caller gave, or a default one for None.

    Args:
        pipeline: The pipeline.

    Raises:
        InputTypeError: If it is neither.
    """
    if pipeline is None:
        return Pipeline()
    if not isinstance(pipeline, Pipeline):
        raise InputTypeError("pipeline", "a Pipeline or None", type(pipeline).__name__)
    return pipeline


def _reason(skipped: Skipped) -> str:
    return skipped.error.reason if isinstance(skipped.error, FormatError) else skipped.reason
