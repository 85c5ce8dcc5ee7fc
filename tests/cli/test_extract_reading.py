"""`newsclaims extract`: files, folders and standard input of every kind; what is skipped and how it is said."""

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from cli.running import TEXT, extracted
from click.testing import Result

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims.errors import ReadingWarning

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Rain</title></head><body>
<nav><a href="/">Home</a> <a href="/weather">Weather</a></nav>
<article><h1>Rain</h1><p>{TEXT} The harbour was closed for the day, and all boats stayed at the quay.</p>
<p>The market was moved into the old hall, where it was dry. Most stands were open by noon.</p></article>
</body></html>"""


def ids(done: Result) -> list[str]:
    """Return the ids of the articles in an output of JSON Lines."""
    return [claims.article.id for claims in nc.loads(done.stdout_bytes, "jsonl")]


def mixed(folder: Path) -> tuple[set[str], list[str]]:
    """Fill a folder with 200 files of five kinds; return the ids of their articles and the names of the others."""
    articles: set[str] = set()
    for i in range(50):
        below = folder / f"day{i % 5}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"page{i}.html").write_text(PAGE, encoding="utf-8")
        (below / f"text{i}.txt").write_text(TEXT, encoding="utf-8")
        (below / f"rows{i}.csv").write_text(f'title,text\nOne,"{TEXT}"\nTwo,"{TEXT}"\n', encoding="utf-8")
        item = {"uri": f"urn:rain:{i}", "bodies": [{"contentType": "text/plain", "value": TEXT}]}
        (below / f"item{i}.json").write_text(json.dumps(item), encoding="utf-8")
        names = (f"page{i}.html", f"text{i}.txt", f"rows{i}.csv#1", f"rows{i}.csv#2")
        articles |= {f"urn:rain:{i}", *(f"{below.name}/{name}" for name in names)}
    others = ["day0/chart.png", "day1/notes.pdf", "readme.docx"]
    for name in others:
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    return articles, others


def test_a_folder_of_many_kinds_gives_claims_of_every_article(tmp_path: Path) -> None:
    """Pages, texts, tables and ninjs in one folder are all read; each other file has one line."""
    pytest.importorskip("trafilatura", reason="needs newsclaims[html]")
    articles, others = mixed(tmp_path / "news")
    done = extracted(str(tmp_path / "news"), "-f", "jsonl")
    assert done.exit_code == 0
    claimsets = nc.loads(done.stdout_bytes, "jsonl")
    assert {claims.article.id for claims in claimsets} == articles
    assert len(claimsets) == len(articles) == 250
    assert {len(claims) for claims in claimsets} == {2}
    lines = done.stderr.splitlines()
    assert len(lines) == len(others)
    for name in others:
        suffix = Path(name).suffix
        assert f"newsclaims: skipped: {tmp_path / 'news' / name}: no reader knows {suffix} files" in lines


def test_files_that_no_reader_knows_can_be_errors(rain: str, tmp_path: Path) -> None:
    """With `--unknown fail`, a strange file in a folder is an error; a strange file that is named always is."""
    strange = tmp_path / "chart.png"
    strange.write_bytes(b"\x89PNG\r\n\x1a\n")
    for arguments in ((str(tmp_path), "--unknown", "fail"), (rain, str(strange))):
        done = extracted(*arguments, "-f", "jsonl")
        assert done.exit_code == 1
        assert len(ids(done)) == 1
        assert f"newsclaims: error: {strange}: no reader knows .png files; the known ones are" in done.stderr


def test_no_article_at_all_is_an_error(tmp_path: Path) -> None:
    """An empty folder does not look like an article without claims."""
    done = extracted(str(tmp_path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "newsclaims: error: no article was found." in done.stderr


def test_an_empty_file_has_a_line(rain: str, tmp_path: Path) -> None:
    """A file without a text gives no article, and one line says so."""
    empty = tmp_path / "empty.txt"
    empty.write_text("\n", encoding="utf-8")
    done = extracted(rain, str(empty), "-f", "jsonl")
    assert (done.exit_code, ids(done)) == (0, ["rain"])
    assert done.stderr == f"newsclaims: skipped: {empty}: the text is empty\n"


def test_a_table_is_read_by_its_columns(tmp_path: Path) -> None:
    """Columns can be named, rows without a text are counted, and ids lead back to the row."""
    table = tmp_path / "reports.csv"
    table.write_text(f'key,what,when\n7,"{TEXT}",08/11/2024\n8,,09/11/2024\n9,"{TEXT}",soon\n', encoding="utf-8")
    options = (
        "--text-column",
        "what",
        "--published-column",
        "when",
        "--date-format",
        "%d/%m/%Y",
        "--reader-option",
        "url=key",
    )
    done = extracted(str(table), *options, "-f", "jsonl")
    assert done.exit_code == 1
    [claims] = nc.loads(done.stdout_bytes, "jsonl")
    assert (claims.article.id, str(claims.article.published)) == ("reports.csv#1", "2024-11-08")
    assert claims.article.url == "7"
    assert f"newsclaims: skipped: {table}: the text is empty (1 of its articles or records)" in done.stderr
    assert f"newsclaims: error: {table}" in done.stderr
    done = extracted(str(table), "--text-column", "what", "--id-column", "key", "-f", "jsonl")
    assert ids(done) == ["7", "9"]
    done = extracted(str(table), "--text-column", "wat")
    assert done.exit_code == 1
    assert "'wat'" in done.stderr


def test_options_of_readers_have_their_types(tmp_path: Path) -> None:
    """A column whose name is a number is a name; an option that is given twice has the value of `--reader-option`."""
    table = tmp_path / "reports.csv"
    table.write_text(f'text,2024\nNothing.,"{TEXT}"\n', encoding="utf-8")
    done = extracted(str(table), "--text-column", "text", "--reader-option", "text=2024", "-f", "jsonl")
    [claims] = nc.loads(done.stdout_bytes, "jsonl")
    assert claims.article.text == TEXT


def test_many_faults_of_one_kind_are_counted(tmp_path: Path) -> None:
    """The first five have a line each, and one line says how many more there are."""
    table = tmp_path / "reports.csv"
    table.write_text("text,date\n" + f'"{TEXT}",08/11/2024\n' * 20 + f'"{TEXT}",2024-11-08\n', encoding="utf-8")
    done = extracted(str(table), "-f", "jsonl")
    assert (done.exit_code, ids(done)) == (1, ["reports.csv#21"])
    lines = done.stderr.splitlines()
    assert len(lines) == 6
    assert "line 2:" in lines[0]
    assert lines[-1] == f"newsclaims: error: {table}: the date cannot be read (15 more of its articles or records)"


def test_standard_input_can_be_of_any_kind(rain: str) -> None:
    """`--input-format` says what standard input is; without it, it is a text, and something else is an error."""
    lines = f'{{"id": "a", "text": "{TEXT}"}}\n{{"text": "{TEXT}"}}\n'.encode()
    command = [sys.executable, "-m", "newsclaims", "extract", "--extractor", "rules", "-f", "jsonl", "-"]
    run = subprocess.run([*command, "--input-format", "table"], input=lines, capture_output=True, check=True)
    assert [claims.article.id for claims in nc.loads(run.stdout, "jsonl")] == ["a", "stdin#2"]
    done = extracted("-", given=lines)
    assert done.exit_code == 1
    assert "it is JSON. Read it with the reader 'table' (--input-format table)." in done.stderr
    assert ids(extracted(rain, "-", "-f", "jsonl", given=TEXT.encode("utf-16"))) == ["rain", nc.Article(text=TEXT).id]


def test_a_pattern_is_resolved(rain: str) -> None:
    """A pattern in quotes works where the shell resolves none."""
    assert ids(extracted(str(Path(rain).parent / "*.txt"), "-f", "jsonl")) == ["rain"]


def test_a_web_address_is_an_error_with_the_line_to_write() -> None:
    """Nothing is fetched; the message has the command that saves the page."""
    done = extracted("https://example.org/a?b=1&c=2")
    assert done.exit_code == 1
    assert "curl --location --output page.html 'https://example.org/a?b=1&c=2'" in done.stderr


def test_what_the_file_says_wins(tmp_path: Path) -> None:
    """`--published` is for articles whose file gives no date."""
    table = tmp_path / "reports.csv"
    table.write_text(f'id,text,published\na,"{TEXT}",2024-11-08\nb,"{TEXT}",\n', encoding="utf-8")
    done = extracted(str(table), "--published", "2024-12-24", "-f", "jsonl")
    assert [str(claims.article.published) for claims in nc.loads(done.stdout_bytes, "jsonl")] == [
        "2024-11-08",
        "2024-12-24",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--input-format", "pdf"), 1, "newsclaims: error: no reader is called 'pdf'; installed: feed, html, ninjs, "),
        (("--reader-option", "colour=red"), 1, "newsclaims: error: no reader has the option 'colour'."),
        (("--reader-option", "on_skip=1"), 1, "newsclaims: error: no reader has the option 'on_skip'."),
        (("--reader-option", "max_bytes=9"), 1, "one article takes more than 9 bytes of it, after unpacking."),
        (("--reader-option", "max_depth=ten"), 1, "the option 'max_depth' must be a whole number, not 'ten'."),
        (("--reader-option", "colour"), 2, "'colour' is not NAME=VALUE."),
        (("--encoding", "klingon"), 1, "newsclaims: error: 'klingon' is not an encoding that Python knows."),
        (("--max-bytes", "9"), 1, "one article takes more than 9 bytes of it, after unpacking."),
        (("--max-bytes", "0"), 2, "Invalid value for '--max-bytes'"),
    ],
)
def test_wrong_options_of_readers_are_errors(rain: str, arguments: tuple[str, ...], code: int, message: str) -> None:
    """An unknown reader or option, and a limit that is too small, are named."""
    done = extracted(rain, *arguments)
    assert done.exit_code == code
    assert message in done.stderr


def test_warnings_of_readers_are_shown(rain: str) -> None:
    """A warning of a reader is one line on standard error, and not an error."""

    class Warner:
        name, suffixes, media_type, many = "warner", (".warner",), "text/plain", False

        def read(self, source: BinaryIO) -> Iterator[nc.Article]:
            """Warn."""
            warnings.warn("the feed has only summaries.", ReadingWarning, stacklevel=2)
            yield nc.Article(text=source.read().decode())

    plugins.register("reader", Warner())
    try:
        done = extracted(rain, "--input-format", "warner")
    finally:
        plugins.unregister("reader", "warner")
    assert (done.exit_code, done.stderr) == (0, "newsclaims: warning: the feed has only summaries.\n")
