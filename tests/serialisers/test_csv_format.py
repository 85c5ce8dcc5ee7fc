"""CSV: one row per claim, safe in spreadsheets, complete when read with its articles."""

import csv
import io
from collections.abc import Callable

import pytest
from serialisers.samples import NEWER_VERSION, articles_of, empty, sample

from newsclaims._model import SCHEMA_VERSION, Article, ClaimSet
from newsclaims.errors import FormatError, InvalidValueError, MissingArticleError, SchemaVersionError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._csv_format import COLUMNS, CsvSerialiser

Rows = list[dict[str, str]]


def rows(*claimsets: ClaimSet) -> Rows:
    """Return the rows as an independent reader sees them."""
    return list(csv.DictReader(io.StringIO(dumps(claimsets, "csv"), newline="")))


def changed(change: Callable[[Rows], object], *claimsets: ClaimSet) -> str:
    """Return a CSV text with changes."""
    data = rows(*claimsets)
    change(data)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(data[0]))
    writer.writeheader()
    writer.writerows(data)
    return text.getvalue()


def test_a_row_per_claim() -> None:
    """Every claim has a row; the columns for readers come first."""
    first, second, third = rows(sample())
    assert [first["source"], first["source_name"], first["source_type"]] == [
        "harbour master Ines Prado",
        "Ines Prado",
        "named_person",
    ]
    assert first["content"] == "“The old ferry,” ... “will sail again.”"
    assert [first["stance"], first["confidence"], first["cue_force"]] == ["affirm", "certain", "neutral"]
    assert [first["quotation"], first["score"], first["parent"]] == ["direct", "0.875", ""]
    assert [second["stance"], second["confidence"], second["score"]] == ["question", "", ""]
    assert third["parent"] == second["claim_id"]
    assert third["title"] == "Ferry talks stall"


def test_a_claim_without_a_source() -> None:
    """A missing source has the type 'none', and its other cells are empty."""
    content = {"spans": [{"start": 0, "end": 7}], "text": "Nothing"}
    claimset = ClaimSet(article=empty().article, claims=[{"id": "1", "content": content}])
    (row,) = rows(claimset)
    assert [row["source"], row["source_name"], row["source_type"], row["cue"]] == ["", "", "none", ""]
    assert loads(dumps(claimset, "csv"), "csv", articles=articles_of(claimset)) == [claimset]


def test_an_article_without_claims() -> None:
    """An article without claims has a row with the cells of the article and its set."""
    (row,) = rows(empty(id="quiet"))
    assert {column for column, cell in row.items() if cell} == {"article_id", "set", "set_details"}


def test_there_is_always_a_header() -> None:
    """Without claim sets there is still a header, which ends as RFC 4180 requires."""
    assert dumps([], "csv") == ",".join(COLUMNS) + "\r\n"


def test_formulas_are_made_harmless() -> None:
    """A cell that a spreadsheet would run gets an apostrophe in front, even an id."""
    *_, last = rows(sample())
    assert last["content"] == "'=SUM(A1)"
    (row,) = rows(empty(id="@id", title="-1"))
    assert [row["article_id"], row["title"]] == ["'@id", "'-1"]


def test_articles_are_needed() -> None:
    """A row whose article is missing is an error that names it, after the claim sets before it."""
    data = dumps([empty("A.", id="a"), empty("B.", id="b")], "csv")
    found = CsvSerialiser().load(io.BytesIO(data.encode()), articles=articles_of(empty("A.", id="a")))
    assert next(found) == empty("A.", id="a")
    with pytest.raises(MissingArticleError, match="csv holds no article text, and article 'b' was not given"):
        next(found)


def test_an_article_under_a_foreign_id() -> None:
    """The keys of the mapping must be the articles' ids."""
    with pytest.raises(InvalidValueError, match=r"articles\['a'\] is an article with the id 'b'"):
        loads(dumps(empty(id="a"), "csv"), "csv", articles={"a": Article(text="x", id="b")})


def test_another_text() -> None:
    """Claims that do not fit the given article are refused with the line."""
    with pytest.raises(FormatError, match=r"line 2: not valid csv: the source of claim .* past the text's end"):
        loads(dumps(sample(), "csv"), "csv", articles={"ferry-1": Article(text="Another.", id="ferry-1")})


def test_two_sets_of_one_article() -> None:
    """Claim sets of one article stay separate, even side by side."""
    sets = [sample(), ClaimSet(article=sample().article), sample()]
    assert loads(dumps(sets, "csv"), "csv", articles=articles_of(sample())) == sets


def test_columns_may_be_moved_and_added() -> None:
    """Columns are read by name, so they may be reordered, added, or dropped if they are for readers only."""

    def rework(data: Rows) -> None:
        """Reverse the columns, drop a title, add a note."""
        for number, row in enumerate(data):
            cells = {"note": "mine", **dict(reversed(row.items()))}
            del cells["title"]
            data[number] = cells

    text = changed(rework, sample())
    assert loads(text, "csv", articles=articles_of(sample())) == [sample()]


def test_blank_rows() -> None:
    """Blank lines are skipped; editors leave them at the end."""
    data = dumps(empty(), "csv")
    assert loads(data + "\r\n\n", "csv", articles=articles_of(empty())) == [empty()]


def _set(row: int, column: str, cell: str) -> Callable[[Rows], None]:
    """Return a function that changes a cell."""
    return lambda data: data[row].update({column: cell})


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (lambda data: data.pop(), 2, "set 1 should have 3 rows, but only 2 follow each other here"),
        (_set(1, "set", "9"), 2, "should have 3 rows, but only 1 follow"),
        (_set(0, "score", "high"), 2, "column 'score' must hold a number, not 'high'"),
        (_set(1, "score", "nan"), 2, "score"),
        (_set(1, "stance", "maybe"), 2, "stance"),
        (_set(1, "spans", ""), 2, "content"),
        (_set(1, "spans", "{"), 3, "column 'spans': Expecting"),
        (_set(1, "spans", "[]"), 3, "column 'spans' must hold a JSON object"),
        (_set(1, "spans", '{"content": 1}'), 3, "must hold a list of content spans"),
        (_set(1, "spans", '{"content": [1]}'), 3, "must hold pairs of a start and an end, not 1"),
        (_set(1, "spans", '{"content": [["1", 2]]}'), 2, "valid integer"),
        (_set(1, "details", '{"stance": "deny"}'), 3, "column 'details' has unknown fields: 'stance'"),
        (_set(0, "set_details", ""), 2, "must give the number of 'claims'"),
        (_set(0, "set_details", '{"claims": -1}'), 2, "must give the number of 'claims'"),
        (_set(0, "set_details", '{"claims": 1, "article": {}}'), 2, "has unknown fields: 'article'"),
    ],
)
def test_faults(change: Callable[[Rows], object], line: int, reason: str) -> None:
    """A fault is a FormatError with the line of the row, or of the first row of its claim set."""
    text = changed(change, sample())
    with pytest.raises(FormatError, match=reason) as caught:
        loads(text, "csv", articles=articles_of(sample()))
    assert caught.value.line == line


def test_rows_of_a_set_may_change_places() -> None:
    """Claims are in the order of their rows, even a parent after its child."""
    text = changed(lambda data: data.reverse(), sample())
    (found,) = loads(text, "csv", articles=articles_of(sample()))
    assert found.claims == sample().claims[::-1]


def test_lines_count_line_breaks_in_cells() -> None:
    """The line of a fault is the line in the file, even after cells with line breaks."""
    text = "One\ntwo\nthree"
    content = {"spans": [{"start": 0, "end": len(text)}], "text": text}
    claimset = ClaimSet(article={"text": text}, claims=[{"id": "1", "content": content}])
    data = dumps([claimset, empty()], "csv").replace('""claims"":0', '""claims"":2')
    with pytest.raises(FormatError) as caught:
        loads(data, "csv", articles=articles_of(claimset, empty()))
    assert caught.value.line == 5


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "input: not valid csv: it is empty. A file without claims should still have a header"),
        ("a,b\r\n", "line 1: not valid csv: the header lacks 'article_id', 'claim_id'"),
        (";".join(COLUMNS), "commas separate its cells"),
        (",".join(COLUMNS) + "\r\nx\r\n", "line 2: not valid csv: the row has 1 cells, but the header has 21 columns"),
        (",".join(COLUMNS) + '\r\n"x', "line 2: .*unexpected end of data; the file may be cut short"),
    ],
)
def test_other_tables_are_refused(data: str, reason: str) -> None:
    """Other tables, and tables that are cut, are refused with the reason."""
    with pytest.raises(FormatError, match=reason):
        loads(data, "csv")


def test_newer_schema() -> None:
    """A newer schema is refused because of its version."""
    data = dumps(empty(), "csv").replace(f'version"":""{SCHEMA_VERSION}""', f'version"":""{NEWER_VERSION}""')
    with pytest.raises(SchemaVersionError, match=rf"line 2: .*schema version '{NEWER_VERSION}'"):
        loads(data, "csv", articles=articles_of(empty()))


def test_the_limit_of_the_csv_module_stays() -> None:
    """Reading long cells does not change the limit of the csv module for the rest of the process."""
    before = csv.field_size_limit()
    text = "a" * (before + 1)
    claimset = ClaimSet(
        article={"text": text},
        claims=[{"id": "1", "content": {"spans": [{"start": 0, "end": len(text)}], "text": text}}],
    )
    assert loads(dumps(claimset, "csv"), "csv", articles=articles_of(claimset)) == [claimset]
    assert csv.field_size_limit() == before


def test_a_mark_for_excel() -> None:
    """With `bom`, the file begins with the byte order mark by which Excel knows UTF-8, and is read back as without."""
    plain, marked = io.BytesIO(), io.BytesIO()
    CsvSerialiser().dump([sample()], plain)
    CsvSerialiser(bom=True).dump([sample()], marked)
    assert marked.getvalue() == b"\xef\xbb\xbf" + plain.getvalue()
    assert loads(marked.getvalue(), "csv", articles=articles_of(sample())) == [sample()]


def test_a_slim_table_has_no_columns_for_programs() -> None:
    """A slim table has the other columns, with the same cells, and a row for an article without claims."""
    slim = io.BytesIO()
    CsvSerialiser(slim=True).dump([sample(), empty()], slim)
    read = list(csv.DictReader(io.StringIO(slim.getvalue().decode(), newline="")))
    dropped = ("spans", "details", "set", "set_details")
    assert list(read[0]) == [column for column in COLUMNS if column not in dropped]
    assert read == [{k: v for k, v in row.items() if k not in dropped} for row in rows(sample(), empty())]


def test_a_slim_table_cannot_be_read_back() -> None:
    """Reading a slim table is an error that says why and what to do."""
    slim = io.BytesIO()
    CsvSerialiser(slim=True).dump([sample()], slim)
    with pytest.raises(FormatError, match=r"it is a slim table.*Write the claims without `slim`, or as 'jsonl'"):
        loads(slim.getvalue(), "csv", articles=articles_of(sample()))
