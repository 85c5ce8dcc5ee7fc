"""Rows of CSV: cells of any length, and a limit of the csv module that stays for others."""

import csv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsclaims._files.csv_rows import CsvRows
from newsclaims._files.streams import split_lines

LONG = "x" * 200_000


def test_cells_can_have_any_length() -> None:
    """A cell longer than the limit of the csv module is read."""
    assert list(CsvRows(["a,b\r\n", f"{LONG},2\r\n"])) == [["a", "b"], [LONG, "2"]]


def test_the_limit_stays_for_others() -> None:
    """The limit is the usual one while a line is read, after each row, and after an error."""
    usual = csv.field_size_limit()

    def lines() -> Iterator[str]:
        for line in ("a\n", '"b\n', 'c"\n', '"d"e\n'):
            assert csv.field_size_limit() == usual
            yield line
        raise KeyError("no more")

    rows = CsvRows(lines())
    assert [next(rows), next(rows)] == [["a"], ["b\nc"]]
    for error in (csv.Error, KeyError):
        with pytest.raises(error):
            next(rows)
        assert csv.field_size_limit() == usual


def test_pieces_can_be_split() -> None:
    """A text can come in pieces that are not lines; the source is then asked once for each piece."""
    asked: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in ("a,b\n\nc", ',"d\n', '"\n'):
            asked.append(piece)
            yield piece

    rows = CsvRows(pieces(), split=split_lines)
    assert (next(rows), next(rows), len(asked)) == (["a", "b"], [], 1)
    assert list(rows) == [["c", "d\n"]]


def test_a_table_can_wait_for_another() -> None:
    """A line that comes from another table, in the same thread, does not wait for itself."""
    inner = CsvRows(["1\n", "2\n"])
    assert list(CsvRows(f"{cell},x\n" for [cell] in inner)) == [["1", "x"], ["2", "x"]]


def test_threads_do_not_disturb_each_other() -> None:
    """Several tables are read at the same time, and the limit is the usual one at the end."""
    usual = csv.field_size_limit()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: list(CsvRows([f"{LONG},1\n"] * 20)), range(8)))
    assert found == [[[LONG, "1"]] * 20] * 8
    assert csv.field_size_limit() == usual


def test_the_row_after_an_error_is_read() -> None:
    """After an error, the next row begins at the next line; lines are counted."""
    rows = CsvRows(['"a"b;c\n', "d;e\n"], ";")
    with pytest.raises(csv.Error):
        next(rows)
    assert rows.lines_read == 1
    assert next(rows) == ["d", "e"]
    assert rows.lines_read == 2
