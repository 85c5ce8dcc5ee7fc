"""Tables of language data: headings, rows, and words that are included from classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language.tables import Row, read_rows, read_word_classes, words_in
from newsclaims.errors import FormatError

WORDS = st.text(st.characters(exclude_characters=";@\t\n", exclude_categories=("C", "Z")), min_size=1)
ROW = Row(("group", "-"), 4, "mine.tsv")


def rows(*lines: str) -> list[Row]:
    """Return the rows of a table with two columns."""
    return list(read_rows(["class\twords", *lines], "mine.tsv", ("class", "words")))


def test_rows_keep_their_lines() -> None:
    """Comments and empty lines are skipped, and each row knows its line in the file."""
    found = rows("# a remark", "", "article\ta;an;the", "pronoun\the;she")
    assert [(row.cells, row.line) for row in found] == [(("article", "a;an;the"), 4), (("pronoun", "he;she"), 5)]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["group\twords"], 1, "the heading must be class words"),
        (["class\twords", "article"], 2, "the row has 1 cells; it must have 2"),
        (["class\twords", "# x", "article\ta\tan"], 3, "the row has 3 cells; it must have 2"),
    ],
)
def test_wrong_tables(lines: list[str], line: int, reason: str) -> None:
    """A wrong heading or row is an error with the file and the line."""
    with pytest.raises(FormatError, match=reason) as caught:
        list(read_rows(lines, "mine.tsv", ("class", "words")))
    assert (caught.value.source, caught.value.line) == ("mine.tsv", line)


def test_classes_include_classes_above() -> None:
    """A class may include a class above it; each word counts once, in the order of the cell."""
    found = read_word_classes(rows("indefinite\ta;an", "article\t@indefinite;the;an"))
    assert found == {"indefinite": ("a", "an"), "article": ("a", "an", "the")}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["article\t@indefinite"], "no class above is called 'indefinite'"),
        (["article\t@article"], "no class above is called 'article'"),
        (["article\tthe", "article\ta"], "the class 'article' is defined twice"),
    ],
)
def test_wrong_classes(lines: list[str], reason: str) -> None:
    """A reference to a class that is not defined above, or a repeated class, is an error."""
    with pytest.raises(FormatError, match=reason):
        read_word_classes(rows(*lines))


def test_the_semicolon_itself() -> None:
    """An empty item of a list means the semicolon."""
    assert words_in(".;;;!", {}, ROW) == (".", ";", "!")
    assert words_in("", {}, ROW) == (";",)


@given(st.lists(WORDS, min_size=1, unique=True), st.integers(0, 5))
def test_including_a_class_equals_writing_its_words(words: list[str], cut: int) -> None:
    """A list that includes a class equals one with the same words written out."""
    classes = {"drawn": tuple(words[:cut])}
    drawn = words_in(";".join(["@drawn", *words[cut:]]), classes, ROW)
    assert drawn == words_in(";".join(words), {}, ROW)
