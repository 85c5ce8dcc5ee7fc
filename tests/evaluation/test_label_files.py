"""Files of JSON lines with spans in the texts of a corpus."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from newsclaims._model import Article
from newsclaims.errors import FileError, FormatError, OffsetError
from newsclaims.evaluation._label_files import Texts, lines_of, offsets_of, parse_line

ARTICLE = Article(text="The quay is safe.", id="quay")


class Row(BaseModel):
    """A line of a file."""

    id: str


def test_blank_lines_count_but_are_not_read(tmp_path: Path) -> None:
    """A line keeps its number in the file."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"one\n\n  \ntwo\n")
    assert list(lines_of(path)) == [(1, "one"), (4, "two")]


@pytest.mark.parametrize(
    ("line", "reason"), [('{"id": 5}', "id: Input should be a valid string"), ("{", "Invalid JSON")]
)
def test_a_bad_line_is_an_error_with_its_place(line: str, reason: str) -> None:
    """The error has the file, the line, the format and the field."""
    with pytest.raises(FormatError, match=rf"rows\.jsonl, line 3: not valid rows: {reason}"):
        parse_line(Row, line, 3, "rows.jsonl", "rows")
    assert parse_line(Row, '{"id": "quay"}', 3, "rows.jsonl", "rows") == Row(id="quay")


def test_a_text_is_found_by_its_name_or_a_beginning_of_it(tmp_path: Path) -> None:
    """A whole name goes before a beginning, and a beginning of several names is an error."""
    folder = tmp_path / "part" / "text"
    folder.mkdir(parents=True)
    for name in ("quay", "quays", "port"):
        (folder / f"{name}.txt").touch()
    texts = Texts(tmp_path)
    assert [texts.find(name, "line 1").stem for name in ("quay", "quays", "po")] == ["quay", "quays", "port"]
    with pytest.raises(FileError, match="2 texts have that name, or a name that begins with it: 'q' \\(line 1\\)"):
        texts.find("q", "line 1")
    with pytest.raises(FileError, match="no text has that name"):
        texts.find("crane", "line 1")


@given(st.sets(st.tuples(st.integers(0, 16), st.integers(1, 17)).filter(lambda span: span[0] < span[1]), min_size=1))
def test_fragments_are_sorted_and_disjoint(spans: set[tuple[int, int]]) -> None:
    """Joined fragments cover the same characters as the given ones."""
    found = offsets_of(tuple(spans), ARTICLE, "here")
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert {i for span in found for i in range(*span)} == {i for span in spans for i in range(*span)}


@pytest.mark.parametrize("span", [(3, 3), (4, 3), (-1, 3), (0, 18)])
def test_a_fragment_outside_the_text_is_an_error(span: tuple[int, int]) -> None:
    """A fragment is not empty or reversed, and is inside the text."""
    with pytest.raises(OffsetError, match=rf"here has the span {span[0]}\.\.{span[1]}, .*'quay' \(0 to 17\)"):
        offsets_of((span,), ARTICLE, "here")
