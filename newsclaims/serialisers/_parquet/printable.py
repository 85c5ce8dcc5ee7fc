"""Makes the texts of a table safe for Excel files, for data frames of pandas."""

from typing import Any

from ..toolkit import optional_import

__all__ = ["printable"]

_PICTURES = 0x2400
"""The first of the pictures of control characters in Unicode: U+240B shows U+000B."""
_INSTEAD = {
    **{code: _PICTURES + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    # They have no picture.
    **dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD),
}
"""The characters that XML 1.0 forbids, with those that replace them."""


def printable(table: Any) -> Any:
    """Return an Arrow table whose texts have pictures instead of the control characters that XML forbids.

    An Excel file is XML, so pandas cannot write it with them. Lengths stay, so that offsets still fit. Lists are not
    changed: pandas writes them as Python does, with escapes.

    Args:
        table: The table.
    """
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
