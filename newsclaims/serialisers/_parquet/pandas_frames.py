"""Makes data frames of pandas from Arrow tables, with texts that an Excel file can hold."""

from typing import Any

from ..toolkit import optional_import

__all__ = ["pandas_frame"]

_PICTURES = 0x2400
"""The first of the pictures of control characters in Unicode: U+240B shows U+000B."""
_INSTEAD = {
    **{code: _PICTURES + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    # They have no picture.
    **dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD),
}
"""The characters that XML 1.0 forbids, with those that replace them."""


def pandas_frame(table: Any) -> Any:
    """Return an Arrow table as a data frame, with pictures instead of the control characters that XML forbids.

    An Excel file is XML, so pandas cannot write it with them. Lengths stay, so that offsets still fit. Lists are not
    changed: pandas writes them as Python does, with escapes.

    Args:
        table: The table.
    """
    pandas: Any = optional_import("pandas", feature="to_pandas()", extra="pandas")
    # Before pandas 3, strings would be objects.
    old = pandas.Series([""]).dtype == object
    return _printable(table).to_pandas(types_mapper=_string_type if old else None)


def _string_type(kind: Any) -> Any:
    """Return the type of pandas for a type of Arrow; None for the usual one."""
    pandas: Any = optional_import("pandas", feature="to_pandas()", extra="pandas")
    return pandas.StringDtype() if str(kind) == "string" else None


def _printable(table: Any) -> Any:
    """Return a table whose texts have pictures instead of control characters."""
    pa: Any = optional_import("pyarrow", feature="to_pandas()", extra="pandas")
    for at, (name, column) in enumerate(zip(table.column_names, table.columns, strict=True)):
        kind = column.type
        if not pa.types.is_string(kind.value_type if pa.types.is_dictionary(kind) else kind):
            continue
        values = column.to_pylist()
        changed = [value.translate(_INSTEAD) if value else value for value in values]
        if changed != values:
            table = table.set_column(at, name, pa.array(changed, pa.string()).cast(kind))
    return table
