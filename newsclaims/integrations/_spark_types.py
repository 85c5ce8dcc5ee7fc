"""Writes the types of Arrow schemas as Spark's data definition language, which needs no Spark."""

from typing import Any

from newsclaims._plugins import optional_import

__all__ = ["spark_type"]

_NAMES = {
    "string": "STRING",
    "double": "DOUBLE",
    "int32": "INT",
    "int64": "BIGINT",
    # Without a zone, as in Arrow.
    "timestamp[us]": "TIMESTAMP_NTZ",
}


def spark_type(kind: Any) -> str:
    """Return a schema, or one of the types in it, as Spark writes it.

    Args:
        kind: A `pyarrow.Schema` or a `pyarrow.DataType` of the columns of claims.
    """
    pa: Any = optional_import("pyarrow", feature="newsclaims.integrations.spark", extra="arrow")
    if isinstance(kind, pa.Schema):
        return ", ".join(f"`{field.name}` {spark_type(field.type)}" for field in kind)
    if pa.types.is_list(kind):
        return f"ARRAY<{spark_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"STRUCT<{', '.join(f'`{field.name}`: {spark_type(field.type)}' for field in kind)}>"
    return _NAMES[str(kind)]
