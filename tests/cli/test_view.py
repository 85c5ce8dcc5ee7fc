"""`newsclaims view`: which pages it writes, what it opens and prints, and which files it reads as claims."""

import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from cli.running import TEXT, extracted, run
from click.testing import Result

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims._pipeline import Pipeline

OTHER = "Cy asked whether it rained."


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Record the addresses that the browser is asked to open, and put temporary files into a folder of the test."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not addresses.append(address))  # type: ignore[func-returns-value]
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return addresses


@pytest.fixture
def claims(tmp_path: Path) -> nc.ClaimSet:
    """Return the claims of an article."""
    return Pipeline("scripted").extract(nc.Article(text=TEXT, id="rain", title="Rain"))


def viewed(*arguments: str, given: bytes = b"") -> Result:
    return run("view", "--extractor", "scripted", *arguments, given=given)


def page_of(done: Result) -> Path:
    """Return the page whose place was printed."""
    assert done.exit_code == 0
    [line] = done.stdout.splitlines()
    return Path(line)


def test_one_article_is_a_page(rain: str, tmp_path: Path, opened: list[str]) -> None:
    """The page is in a temporary folder that is kept; its place is printed and opened."""
    done = viewed(rain)
    page = page_of(done)
    assert page.is_relative_to(tmp_path / "temporary")
    assert (page.parent.name[:11], page.name) == ("newsclaims-", "claims.html")
    assert "it rained" in page.read_text(encoding="utf-8")
    assert opened == [page.as_uri()]
    assert done.stderr == ""


def test_several_articles_are_a_folder(rain: str, tmp_path: Path, opened: list[str]) -> None:
    """Several articles give a folder, and its index is opened."""
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    page = page_of(viewed(rain, str(tmp_path / "other.txt")))
    assert (page.parent.name, page.name) == ("claims", "index.html")
    assert (page.parent / "rain.html").exists()
    assert (page.parent / "other.html").exists()
    assert opened == [page.as_uri()]


def test_nothing_is_opened_on_request(rain: str, opened: list[str]) -> None:
    """`--no-open` only writes the page."""
    assert page_of(viewed(rain, "--no-open")).exists()
    assert opened == []


def test_the_address_is_encoded(rain: str, tmp_path: Path, opened: list[str]) -> None:
    """Any name of a file is a correct address."""
    target = tmp_path / "a b#c%41é.html"
    assert page_of(viewed(rain, "-o", str(target))) == target
    parts = urlsplit(opened[0])
    assert (parts.scheme, unquote(parts.path), parts.fragment) == ("file", target.as_posix(), "")


def test_output_can_be_a_folder(rain: str, tmp_path: Path) -> None:
    """A name without the suffix of a page is a folder, also for one article."""
    target = tmp_path / "pages"
    assert page_of(viewed(rain, "--output", str(target))) == target / "index.html"


def test_several_articles_do_not_fit_on_a_page(rain: str, tmp_path: Path, opened: list[str]) -> None:
    """The message says to name a folder, and nothing is written or opened."""
    done = viewed(rain, rain, "-o", str(tmp_path / "claims.html"))
    assert done.exit_code == 1
    assert "claims.html is the name of one page, but there are several articles." in done.stderr
    assert "Give --output the name of a folder." in done.stderr
    assert opened == []
    assert not (tmp_path / "claims.html").exists()


@pytest.mark.parametrize("answer", [False, webbrowser.Error("no"), OSError("no")])
def test_a_missing_browser_is_not_an_error(rain: str, monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    """If no browser can be opened, a message says where the page is."""

    def nothing(_address: str) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(webbrowser, "open", nothing)
    done = viewed(rain)
    page = page_of(done)
    assert page.exists()
    assert done.stderr == f"newsclaims: no browser could be opened. Open {page} yourself.\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.NDJSON", "a.jsonld", "a.labelstudio.json"])
def test_files_of_claims_are_shown(claims: nc.ClaimSet, tmp_path: Path, name: str) -> None:
    """Claims that newsclaims wrote are shown as they are: no extractor runs."""
    nc.dump(claims, tmp_path / name)
    done = run("view", "--extractor", "no such extractor", str(tmp_path / name))
    assert "Rain" in page_of(done).read_text(encoding="utf-8")


def test_parquet_is_shown(claims: nc.ClaimSet, tmp_path: Path) -> None:
    """Parquet that newsclaims wrote is recognised by its columns."""
    if not plugins.get("serialiser", "parquet").extra.is_installed():
        pytest.skip("needs newsclaims[arrow]")
    nc.dump(claims, tmp_path / "a.parquet")
    done = viewed(str(tmp_path / "a.parquet"), "--articles", str(_texts(tmp_path)))
    assert "it rained" in page_of(done).read_text(encoding="utf-8")


def test_csv_needs_the_articles(claims: nc.ClaimSet, tmp_path: Path) -> None:
    """CSV is recognised too, but it has no texts: the message asks for `--articles`, and with them it is shown."""
    nc.dump(claims, tmp_path / "a.csv")
    done = viewed(str(tmp_path / "a.csv"))
    assert done.exit_code == 1
    assert "Give --articles a folder with rain.txt" in done.stderr
    done = viewed(str(tmp_path / "a.csv"), "--articles", str(_texts(tmp_path)))
    assert "it rained" in page_of(done).read_text(encoding="utf-8")


def _texts(place: Path) -> Path:
    (place / "texts").mkdir()
    (place / "texts" / "rain.txt").write_text(TEXT, encoding="utf-8", newline="")
    return place / "texts"


def test_the_format_can_be_given(claims: nc.ClaimSet, tmp_path: Path) -> None:
    """`--from` names the format of any file, and of standard input."""
    (tmp_path / "claims").write_text(nc.dumps(claims, "jsonl"), encoding="utf-8")
    assert page_of(viewed(str(tmp_path / "claims"), "--from", "jsonl")).exists()
    assert page_of(viewed("-", "--from", "jsonl", given=nc.dumps(claims, "jsonl").encode())).exists()
    assert page_of(viewed("--from", "jsonl", given=nc.dumps(claims, "jsonl").encode())).exists()


def test_articles_and_claims_are_shown_together(claims: nc.ClaimSet, tmp_path: Path) -> None:
    """Files of articles and of claims, and standard input, can be mixed."""
    nc.dump(claims, tmp_path / "a.jsonl")
    page = page_of(viewed(str(tmp_path / "a.jsonl"), "-", given=OTHER.encode()))
    assert "Who said what in 2 articles" in page.read_text(encoding="utf-8")


def test_a_table_of_articles_is_not_claims(tmp_path: Path) -> None:
    """A file whose suffix both articles and claims have is extracted if it does not hold claims."""
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "Ann said it rained."}\n', encoding="utf-8")
    assert "Ann" in page_of(viewed(str(tmp_path / "a.jsonl"))).read_text(encoding="utf-8")


@pytest.mark.parametrize("data", ["{", "", "[1]", '{"claims": 1}'])
def test_a_broken_file_is_reported(tmp_path: Path, data: str) -> None:
    """What is neither claims nor articles is an error with the file's name."""
    (tmp_path / "a.jsonl").write_text(data, encoding="utf-8")
    done = viewed(str(tmp_path / "a.jsonl"))
    assert done.exit_code == 1
    assert "a.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_fault_in_the_middle_leaves_nothing(claims: nc.ClaimSet, tmp_path: Path, opened: list[str]) -> None:
    """If a file of claims is damaged, the error names the line, and no page is left or opened."""
    line = nc.dumps(claims, "jsonl")
    (tmp_path / "a.jsonl").write_text(f"{line}{line}{{}}\n", encoding="utf-8")
    done = viewed(str(tmp_path / "a.jsonl"))
    assert done.exit_code == 1
    assert "a.jsonl, line 3: not valid jsonl" in done.stderr
    assert list((tmp_path / "temporary").iterdir()) == []
    assert opened == []


def test_failures_are_reported_and_the_rest_is_shown(rain: str, opened: list[str]) -> None:
    """A missing file does not stop the others; the exit code is 1, and the page is opened."""
    done = viewed("nope.txt", rain)
    assert done.exit_code == 1
    assert "nope.txt: there is no such file or folder." in done.stderr
    assert len(opened) == 1


def test_options_of_extract_are_options_of_view(tmp_path: Path) -> None:
    """How articles are read is said as for `extract`."""
    (tmp_path / "a.csv").write_text("headline,story\nRain,Ann said it rained.\n", encoding="utf-8")
    options = ("--text-column", "story", "--title-column", "headline", "--published", "2024-11-08")
    page = page_of(viewed(str(tmp_path / "a.csv"), *options)).read_text(encoding="utf-8")
    assert "Rain" in page
    assert "8 November 2024" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-", "-"), "- is standard input and can be given only once."),
        (("a", "b", "--title", "Rain"), "--title can be used with a single article only."),
        (("--from", "nope"), "no format is called 'nope'"),
        (("a", "-o", ""), "--output is empty. Give the name of a page or folder."),
        (("a", "-o", "-"), "view cannot write to standard output. Use extract --format html."),
    ],
)
def test_mistakes_are_named(arguments: tuple[str, ...], message: str) -> None:
    """A wrong command line is an error before anything is read."""
    done = viewed(*arguments)
    assert done.exit_code in (1, 2)
    assert message in done.stderr


@pytest.mark.parametrize("command", ["view", "extract"])
def test_our_own_page_is_not_an_article(rain: str, tmp_path: Path, command: str) -> None:
    """The words of a page's own interface are never read as an article, and the message says what to do."""
    pytest.importorskip("trafilatura", reason="needs newsclaims[html]")
    own = str(page_of(viewed(rain, "--no-open")))
    done = run(command, "--extractor", "rules", own)
    assert done.exit_code == 1
    assert "it is a page of claims that newsclaims wrote, not an article. Open it in a browser" in done.stderr
    assert done.stdout == ""


def test_extract_writes_pages_too(rain: str, tmp_path: Path) -> None:
    """`extract -o claims.html` writes a page by its suffix; several articles need a folder, and the message says so."""
    assert extracted(rain, "-o", str(tmp_path / "claims.html")).exit_code == 0
    assert "it rained" in (tmp_path / "claims.html").read_text(encoding="utf-8")
    done = extracted(rain, rain, "-o", str(tmp_path / "all.html"))
    assert done.exit_code == 1
    assert "-f html -o FOLDER" in done.stderr
    assert extracted(rain, rain, "-f", "html", "-o", str(tmp_path / "all")).exit_code == 0
    assert (tmp_path / "all" / "index.html").exists()
