"""Finds the columns of a table that hold the fields of an article, by usual names or by those that the caller gave."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from newsclaims._files.tables import table_groups
from newsclaims.errors import InvalidValueError

from .paths import first_column

__all__ = ["FIELDS", "find_columns", "has_text_column", "holds_claims", "is_missing_mark", "listed", "text_columns"]

FIELDS = ("text", "id", "title", "published", "url", "publisher", "authors", "language")
"""The fields of an article that a column can hold."""

_CLAIMS = (frozenset({"article_id", "claim_id", "content"}), frozenset({"article", "claims"}))
"""Columns of files that hold claims, not articles: of our csv and parquet, and of our jsonl."""
_TABLE = "columns.tsv"
_MISSING = "missing"
_SHOWN = 30
_LONGEST = 40


def find_columns(names: Sequence[str], given: Mapping[str, str], *, nested: bool = False) -> dict[str, str]:
    """Return the column of each field that a table has.

    Args:
        names: The names of the columns.
        given: Fields to the names that the caller gave.
        nested: Whether a value can be an object, so that `content.text` is a value inside the column `content`.

    Raises:
        InvalidValueError: If there is no column for the text, a column that the caller gave is missing, two columns
            have the same name, or it is a table of claims.
    """
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise InvalidValueError(f"it has more than one column {twice[0]!r:.{_LONGEST}}. Rename all but one of them.")
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(_normal(name), name)
    found = {field: _given(name, names, by_name, nested=nested) for field, name in given.items()}
    if "text" not in given and holds_claims(names):
        raise InvalidValueError(
            "it holds claims of newsclaims, not articles. Read it with newsclaims.load, or with 'newsclaims convert'."
        )
    # A column that says which article it is, such as that of the addresses, is also what its name says.
    used = {column for field, column in found.items() if field != "id"}
    for field in FIELDS:
        usual = (by_name[name] for name in _usual()[field] if name in by_name and by_name[name] not in used)
        if field not in found and (column := next(usual, None)) is not None:
            found[field] = column
            used.add(column)
    if "text" not in found:
        raise InvalidValueError(
            f"no column has a usual name for the text; the columns are {listed(names)}. "
            "Give the name of the one with the text: text='...' (--text-column on the command line)."
        )
    return found


def has_text_column(names: Iterable[str]) -> bool:
    """Say whether a table has a column with a usual name for the text.

    Args:
        names: The names of the columns.
    """
    return bool(text_columns(names))


def text_columns(names: Iterable[str]) -> list[str]:
    """Return the columns with usual names for the text, the one that is read first.

    Args:
        names: The names of the columns.
    """
    by_name = {_normal(name): name for name in names}
    return [by_name[usual] for usual in _usual()["text"] if usual in by_name]


def holds_claims(names: Iterable[str]) -> bool:
    """Say whether the columns are those of a file of claims, as newsclaims writes it.

    Args:
        names: The names of the columns.
    """
    each = set(names)
    return any(columns <= each for columns in _CLAIMS)


def is_missing_mark(cell: str) -> bool:
    """Say whether a cell of a text table says that there is no value, as `NA` and an empty cell do.

    Args:
        cell: The cell.
    """
    return not cell or cell in table_groups(_TABLE)[_MISSING]


def listed(names: Iterable[str]) -> str:
    """Return names as a list for a message, shortened if there are many.

    Args:
        names: The names.
    """
    each = list(names)
    more = f" and {len(each) - _SHOWN} more" if len(each) > _SHOWN else ""
    return (", ".join(f"{name!r:.{_LONGEST}}" for name in each[:_SHOWN]) or "none") + more


def _given(name: str, names: Sequence[str], by_name: Mapping[str, str], *, nested: bool) -> str:
    """Return the column that the caller means: with exactly this name, or else one that differs only in its form."""
    column = name if name in names else by_name.get(_normal(name))
    if column is None and nested and first_column(name) in names:
        column = name
    if column is None:
        raise InvalidValueError(f"it has no column {name!r}; the columns are {listed(names)}. Check the name.")
    return column


def _normal(name: str) -> str:
    return "".join(character for character in name.casefold() if character not in "-_ \t\r\n\xa0")


@cache
def _usual() -> Mapping[str, Sequence[str]]:
    """Return the usual names of each field, in the form in which names are compared."""
    return {field: tuple(map(_normal, names)) for field, names in table_groups(_TABLE).items()}
