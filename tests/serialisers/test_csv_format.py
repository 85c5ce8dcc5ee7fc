"""CSV: one row per claim, safe in spreadsheets, whole when read back with its articles."""

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
    """Return what a reader that is not ours sees."""
    return list(csv.DictReader(io.StringIO(dumps(claimsets, "csv"), newline="")))


def changed(change: Callable[[Rows], object], *claimsets: ClaimSet) -> str:
    """Return a CSV text somebody has worked on."""
    data = rows(*claimsets)
    change(data)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(data[0]))
    writer.writeheader()
    writer.writerows(data)
    return text.getvalue()


def test_a_row_per_claim() -> None:
    """Every claim has a row; what people read comes first, in plain words."""
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
    """The type of a source that is not there is 'none'; its other cells are empty."""
    content = {"spans": [{"start": 0, "end": 7}], "text": "Nothing"}
    claimset = ClaimSet(article=empty().article, claims=[{"id": "1", "content": content}])
    (row,) = rows(claimset)
    assert [row["source"], row["source_name"], row["source_type"], row["cue"]] == ["", "", "none", ""]
    assert loads(dumps(claimset, "csv"), "csv", articles=articles_of(claimset)) == [claimset]


def test_an_article_without_claims() -> None:
    """An article without claims has a row; only the cells of the article and its set are filled."""
    (row,) = rows(empty(id="quiet"))
    assert {column for column, cell in row.items() if cell} == {"article_id", "set", "set_details"}


def test_the_header_is_always_there() -> None:
    """Without claim sets there is a header still, and it ends as RFC 4180 says."""
    assert dumps([], "csv") == ",".join(COLUMNS) + "\r\n"


def test_formulas_are_disarmed() -> None:
    """A cell that a spreadsheet would run begins with an apostrophe, an id too."""
    *_, last = rows(sample())
    assert last["content"] == "'=SUM(A1)"
    (row,) = rows(empty(id="@id", title="-1"))
    assert [row["article_id"], row["title"]] == ["'@id", "'-1"]


def test_articles_are_needed() -> None:
    """Without its article a row cannot be read; the error names it. Claim sets before it are read."""
    data = dumps([empty("A.", id="a"), empty("B.", id="b")], "csv")
    found = CsvSerialiser().load(io.BytesIO(data.encode()), articles=articles_of(empty("A.", id="a")))
    assert next(found) == empty("A.", id="a")
    with pytest.raises(MissingArticleError, match="csv carries no article text, and article 'b' was not given"):
        next(found)


def test_an_article_under_a_foreign_id() -> None:
    """The mapping's keys must be the articles' ids."""
    with pytest.raises(InvalidValueError, match=r"articles\['a'\] is an article with another id, 'b'"):
        loads(dumps(empty(id="a"), "csv"), "csv", articles={"a": Article(text="x", id="b")})


def test_another_text() -> None:
    """Claims that do not fit the article given are refused, with the line."""
    with pytest.raises(FormatError, match=r"line 2: not valid csv: the source of claim .* past the text's end"):
        loads(dumps(sample(), "csv"), "csv", articles={"ferry-1": Article(text="Another.", id="ferry-1")})


def test_two_sets_of_one_article() -> None:
    """Claim sets of one article stay apart, even side by side."""
    sets = [sample(), ClaimSet(article=sample().article), sample()]
    assert loads(dumps(sets, "csv"), "csv", articles=articles_of(sample())) == sets


def test_columns_may_be_moved_and_added() -> None:
    """Columns are read by name: other orders, more columns and no columns for readers are fine."""

    def rework(data: Rows) -> None:
        """Reverse the columns, drop a title, add a note."""
        for number, row in enumerate(data):
            cells = {"note": "mine", **dict(reversed(row.items()))}
            del cells["title"]
            data[number] = cells

    text = changed(rework, sample())
    assert loads(text, "csv", articles=articles_of(sample())) == [sample()]


def test_blank_rows() -> None:
    """Blank lines, which editors leave at the end, are passed over."""
    data = dumps(empty(), "csv")
    assert loads(data + "\r\n\n", "csv", articles=articles_of(empty())) == [empty()]


def _set(row: int, column: str, cell: str) -> Callable[[Rows], None]:
    """Return the change of a cell."""
    return lambda data: data[row].update({column: cell})


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (lambda data: data.pop(), 2, "set 1 should have 3 rows, and only 2 stand together here"),
        (_set(1, "set", "9"), 2, "should have 3 rows, and only 1 stand"),
        (_set(0, "score", "high"), 2, "column 'score' must hold a number, not 'high'"),
        (_set(1, "score", "nan"), 2, "score"),
        (_set(1, "stance", "maybe"), 2, "stance"),
        (_set(1, "spans", ""), 2, "content"),
        (_set(1, "spans", "{"), 3, "column 'spans': Expecting"),
        (_set(1, "spans", "[]"), 3, "column 'spans' must hold a JSON object"),
        (_set(1, "spans", '{"content": 1}'), 3, "must hold a list of content spans"),
        (_set(1, "spans", '{"content": [1]}'), 3, "must hold pairs of a start and an end, not 1"),
        (_set(1, "spans", '{"content": [["1", 2]]}'), 2, "valid integer"),
        (_set(1, "details", '{"stance": "deny"}'), 3, "column 'details' has 'stance', which a claim cannot have"),
        (_set(0, "set_details", ""), 2, "must say how many 'claims'"),
        (_set(0, "set_details", '{"claims": -1}'), 2, "must say how many 'claims'"),
        (_set(0, "set_details", '{"claims": 1, "article": {}}'), 2, "has 'article', which a set cannot have"),
    ],
)
def test_what_was_broken_by_hand(change: Callable[[Rows], object], line: int, reason: str) -> None:
    """Whatever is wrong is a FormatError with the line of the row, or of the first row of its claim set."""
    text = changed(change, sample())
    with pytest.raises(FormatError, match=reason) as caught:
        loads(text, "csv", articles=articles_of(sample()))
    assert caught.value.line == line


def test_rows_of_a_set_may_change_places() -> None:
    """Claims come in the order of their rows, a parent after its child too."""
    text = changed(lambda data: data.reverse(), sample())
    (found,) = loads(text, "csv", articles=articles_of(sample()))
    assert found.claims == sample().claims[::-1]


def test_lines_count_line_breaks_in_cells() -> None:
    """The line of a fault is that of the file, where cells may hold line breaks."""
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
        ("", "input: not valid csv: it is empty; even without claims it should have a header"),
        ("a,b\r\n", "line 1: not valid csv: the header lacks 'article_id', 'claim_id'"),
        (";".join(COLUMNS), "divided by other signs than commas"),
        (",".join(COLUMNS) + "\r\nx\r\n", "line 2: not valid csv: the row has 1 cells under 21 columns"),
        (",".join(COLUMNS) + '\r\n"x', "line 2: .*unexpected end of data; the file may be cut short"),
    ],
)
def test_what_is_no_csv_of_ours(data: str, reason: str) -> None:
    """Other tables, and tables cut short, are refused with the reason."""
    with pytest.raises(FormatError, match=reason):
        loads(data, "csv")


def test_newer_schema() -> None:
    """A newer schema is refused by its version."""
    data = dumps(empty(), "csv").replace(f'version"":""{SCHEMA_VERSION}""', f'version"":""{NEWER_VERSION}""')
    with pytest.raises(SchemaVersionError, match=rf"line 2: .*schema version '{NEWER_VERSION}'"):
        loads(data, "csv", articles=articles_of(empty()))


def test_the_limit_of_the_csv_module_stays() -> None:
    """Reading long cells leaves the limit that the process has for everybody else."""
    before = csv.field_size_limit()
    text = "a" * (before + 1)
    claimset = ClaimSet(
        article={"text": text},
        claims=[{"id": "1", "content": {"spans": [{"start": 0, "end": len(text)}], "text": text}}],
    )
    assert loads(dumps(claimset, "csv"), "csv", articles=articles_of(claimset)) == [claimset]
    assert csv.field_size_limit() == before
