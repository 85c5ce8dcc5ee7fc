"""Shows rows as one table for people, and as JSON for programs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict

from .rows import Row

__all__ = ["as_json", "as_markdown", "as_table"]

_HEADS = ("section", "measured", "value", "unit", "times spaCy", "target", "note")
_RIGHT = frozenset({"value", "times spaCy"})
_VERSION = 1
"""The version of the JSON; it changes with a change that a reader of the file must know."""


def as_table(rows: Sequence[Row]) -> str:
    """Return rows as a table.

    Args:
        rows: The rows.
    """
    cells = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(line, widths) for line in cells)


def as_markdown(rows: Sequence[Row]) -> str:
    """Return rows as Markdown, a table for each section, without the columns that are empty in it.

    Args:
        rows: The rows.
    """
    tables: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        tables.setdefault(row.section, []).append(_cells(row)[1:])
    return "\n\n".join(f"### `{section}`\n\n{_markdown(cells)}" for section, cells in tables.items())


def as_json(rows: Iterable[Row], machine: Mapping[str, Any]) -> str:
    """Return rows and the machine as JSON.

    Args:
        rows: The rows.
        machine: What is known about the machine.
    """
    content = {"version": _VERSION, "machine": dict(machine), "rows": [{**asdict(row), "met": row.met} for row in rows]}
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _markdown(cells: Sequence[tuple[str, ...]]) -> str:
    """Return lines of cells as a table in Markdown."""
    columns = [column for column in zip(_HEADS[1:], *cells, strict=True) if any(column[1:])]
    head, *lines = zip(*columns, strict=True)
    rule = ["--:" if name in _RIGHT else "---" for name in head]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def _cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a row."""
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    note = row.note if row.reliable else f"{row.note}; not reliable, the machine was busy".removeprefix("; ")
    return row.section, row.name, _number(row.value), row.unit, ratio, _target(row), note


def _target(row: Row) -> str:
    """Return the target of a row, and whether it is met."""
    if row.least is not None and row.ratio is not None:
        wanted = f"{row.least:g} or more"
    elif row.most is not None:
        wanted = f"{_number(row.most)} or less"
    else:
        return ""
    return {True: f"{wanted}: met", False: f"{wanted}: missed", None: wanted}[row.met]


def _number(value: float | None) -> str:
    """Return a number with three digits or more, so that large and small ones can be read."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    placed = zip(cells, _HEADS, widths, strict=True)
    return "  ".join(
        cell.rjust(width) if head in _RIGHT else cell.ljust(width) for cell, head, width in placed
    ).rstrip()
