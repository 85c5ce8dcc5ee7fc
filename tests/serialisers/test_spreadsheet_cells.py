"""Only cells that a spreadsheet would run are protected, and removing the protection is exact."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclaims.serialisers._spreadsheet_cells import protect, unprotect

RISKY = st.text("'\" ;\t\r\n=+-@＝＋－＠\u200b\ufeffa1", max_size=8)


@given(RISKY | st.text())
@example("'=1")
@example("''=1")
@example("'")
def test_exact(text: str) -> None:
    """Any cell comes back exactly, even with apostrophes in front."""
    assert unprotect(protect(text)) == text


@given(RISKY)
@example(";=1+1")
@example("a;'=1")
@example("a\n=1;\t+2")
def test_nothing_risky_is_left_in_any_part(text: str) -> None:
    """Split at semicolons, tabs and line breaks too, no part of a cell begins with a sign that starts a formula."""
    for part in re.split(r"[;\t\r\n]", protect(text)):
        assert not part.lstrip(' "\u200b\ufeff').startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("text", ["'\t=1", "'=1", "a; =1", "a\n- b", "'\n@x", "-1;-2"])
def test_cells_of_older_files_are_read(text: str) -> None:
    """In files of version 0.1.0, only the beginning of a cell was protected."""
    assert unprotect(text) == text.removeprefix("'")


@given(RISKY)
def test_nothing_risky_is_left(text: str) -> None:
    """A protected cell never begins with a sign that starts a formula, even after blanks and quotation marks."""
    cell = protect(text)
    assert not cell.lstrip(' "\u200b\ufeff').startswith(tuple("=+-@＝＋－＠\t\r\n"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", '"=1', "＝1", "\u00a0=1", "'=1", '"-"']
)
def test_formulas_are_protected(text: str) -> None:
    """A formula gets an apostrophe, even after blanks, quotation marks and apostrophes."""
    assert protect(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "expected"),
    [(";=1+1", ";'=1+1"), ('a;"=1', "a;'\"=1"), ("a\t+1", "a\t'+1"), ("a\n-1", "a\n'-1"), ("=1;@2", "'=1;'@2")],
)
def test_parts_are_protected(text: str, expected: str) -> None:
    """Each part that can become a cell gets an apostrophe of its own."""
    assert protect(text) == expected


@pytest.mark.parametrize(
    "text", ["", "plain", "a; b", "a\nb", "'We will,' he said", "’tis", "a=1", "“-”", "– a dash", " a", '"a" = 1']
)
def test_other_cells_are_unchanged(text: str) -> None:
    """Every other cell stays unchanged, even British quotations."""
    assert protect(text) == text
    assert unprotect(text) == text
