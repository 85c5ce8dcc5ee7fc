"""Delimited text: quoting, delimiters, line ends, and rows with faults."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article
from newsclaims.errors import FormatError
from newsclaims.readers import Skipped
from newsclaims.readers._table import TableReader
from newsclaims.readers._table.columns import is_missing_mark

pytestmark = pytest.mark.filterwarnings("ignore::newsclaims.errors.ReadingWarning")
CHARACTERS = st.characters(codec="utf-8") | st.sampled_from("'\",;\t|\r\n\0 \x0b\x1c\x85\u2028\ufeff")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=30).filter(lambda text: text.strip() and not is_missing_mark(text))


def items(text: str | bytes, **options: Any) -> list[Article | Skipped]:
    """Return what the reader yields."""
    return list(TableReader().read(io.BytesIO(text if isinstance(text, bytes) else text.encode()), **options))


def articles(text: str | bytes, **options: Any) -> list[Article]:
    """Return the articles."""
    return [item for item in items(text, **options) if isinstance(item, Article)]


def faults(text: str, **options: Any) -> list[str]:
    """Return the errors of rows as messages."""
    return [str(item.error) for item in items(text, **options) if isinstance(item, Skipped) and item.error]


@given(
    st.lists(st.tuples(TEXTS, st.text(CHARACTERS, max_size=10)), min_size=1, max_size=4),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_what_the_csv_module_wrote_comes_back(rows: list[tuple[str, str]], delimiter: str, encoding: str) -> None:
    """Texts and other cells come back exactly, with any delimiter and in any Unicode encoding."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([("body", "note"), *rows])
    read = articles(written.getvalue().encode(encoding))
    assert [(article.text, article.meta["note"]) for article in read] == [
        row for row in rows if row != ("body", "note")
    ]


def test_a_cell_can_have_any_length() -> None:
    """A cell longer than the limit of the csv module is read, and that limit stays for others."""
    before = csv.field_size_limit()
    text = 'He said "no".\r\n' * 20_000
    [article] = articles('text\r\n"' + text.replace('"', '""') + '"\r\n')
    assert article.text == text
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end: str) -> None:
    """Lines can end as on Unix, Windows and the old Mac; a cell keeps its own line ends."""
    assert [a.text for a in articles(f'text{end}one{end}"a\r\nb\rc\nd"{end}')] == ["one", "a\r\nb\rc\nd"]


def test_excel_names_the_delimiter() -> None:
    """A first line such as `sep=;` names the delimiter, and is not the header."""
    assert [a.text for a in articles("sep=;\r\ntext;id\r\nShe said, twice, no;1\r\n")] == ["She said, twice, no"]
    assert faults("sep=;\r\n\r\ntext;id\r\na;1;2\r\n")[0].startswith("input, line 4:")


def test_the_option_names_the_delimiter() -> None:
    """The option wins over what the header looks like; a tab can be written as words."""
    assert articles("text^a,b,c\nx^1", delimiter="^")[0].meta == {"a,b,c": "1"}
    assert articles("text\ta,b,c\nx\t1", delimiter="\\t") == articles("text\ta,b,c\nx\t1", delimiter="tab")


def test_delimiters_in_quoted_names_do_not_count() -> None:
    """The delimiter is found outside quotation marks."""
    assert articles('"a, b, ""c""";text\n1;x')[0].meta == {'a, b, "c"': "1"}


def test_blank_lines_are_not_rows() -> None:
    """Blank lines are skipped anywhere."""
    assert [a.text for a in articles("\n\r\ntext\n\na\n\n\nb\n\n")] == ["a", "b"]


def test_columns_without_a_name_get_a_number() -> None:
    """The index that pandas writes has no name, and a last delimiter makes an empty column."""
    assert articles(",text,\n7,x,\n")[0].meta == {"column 1": "7", "column 3": ""}


def test_a_name_that_occurs_twice_is_an_error() -> None:
    """Two columns with one name are an error, because one would be lost."""
    with pytest.raises(FormatError, match=r"input, line 1: .*more than one column 'note'"):
        items("text,note,note\na,b,c\n")


def test_a_repeated_header_is_counted() -> None:
    """Files that were joined have the header again, perhaps after a byte order mark; it is not an article."""
    assert items("text\na\ntext\nb\n")[1] == Skipped("the row repeats the header")
    assert items("\ufefftext\na\n\ufefftext\nb\n")[1] == Skipped("the row repeats the header")
    assert articles("\ufeff\ufefftext\na\n")[0].text == "a"


@pytest.mark.parametrize("mark", ["", " ", "NA", "NaN", "NULL", "None", "\\N"])
def test_a_row_without_text_is_counted(mark: str) -> None:
    """A text that is empty, or says that it is missing, is skipped without an error."""
    assert items(f"text,id\n{mark},1\n") == [Skipped("the text is empty")]


def test_missing_values_are_none_only_in_fields() -> None:
    """A mark for a missing value counts in the columns of fields, and is kept in the others."""
    [article] = articles("text,id,title,published,rating\na,NA,NULL,NaN,NA\n")
    assert (article.title, article.published, article.meta.plain()) == (None, None, {"rating": "NA"})
    assert "id" not in article.model_fields_set


def test_rows_with_faults_do_not_stop_the_others() -> None:
    """A row with a wrong number of cells, or wrong quoting, is an error with its line; the next row is read."""
    data = 'text,id\n"a\nb",1\nc,2,3\n"d"e,4\nf\ng,5\n'
    assert [a.text for a in articles(data)] == ["a\nb", "g"]
    first, second, third = faults(data)
    assert first.startswith("input, line 4: not valid csv: the row has 3 cells, but the header has 2 columns.")
    assert second.startswith("input, line 5: not valid csv: ',' expected after '\"'.")
    assert third.startswith("input, line 6: not valid csv: the row has 1 cells")


def test_a_quote_that_never_closes_is_an_error_at_its_row() -> None:
    """An open quotation mark is reported with the line of its row."""
    [fault] = faults('text,id\na,1\n"b,2\nc,3\n')
    assert fault.startswith("input, line 3: not valid csv: unexpected end of data. Check that each quotation mark")


def test_a_header_with_an_open_quote_is_an_error() -> None:
    """A header that cannot be read is an error of the file."""
    with pytest.raises(FormatError, match="the header cannot be read"):
        items('"text,id\na,1\n')


def test_a_zero_byte_is_a_character() -> None:
    """A single zero byte in a cell is kept."""
    assert articles("text\nShe said\0 no.\n")[0].text == "She said\0 no."
