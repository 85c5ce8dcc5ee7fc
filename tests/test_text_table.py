"""Plain tables, and words of articles that are safe in a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._text_table import cells, harmless, rows


@given(st.text())
def test_harmless_text_is_one_printable_line(text: str) -> None:
    """Nothing is left that a terminal acts on, and every word stays."""
    line = harmless(text)
    assert "\n" not in line
    assert all(c.isprintable() or c in "\u200d\u00ad" or ord(c) > 0x9F for c in line)
    assert harmless(line) == line


def test_wide_characters_take_two_columns() -> None:
    """A Chinese character takes two columns, and a combining accent takes none."""
    assert (cells("abc"), cells("\u4e2d\u56fd"), cells("e\u0301")) == (3, 4, 1)


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    """Each column but the last is padded, by columns of the terminal and not by characters."""
    assert list(rows([("name", "claims"), ("\u4e2d\u56fd\u4eba", "1"), ("", "20")])) == [
        "name    claims",
        "\u4e2d\u56fd\u4eba  1",
        "        20",
    ]
