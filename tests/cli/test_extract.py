"""`newsclaims extract`: the output that a user sees, and the exit codes that a script reads."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import define
from cli.running import TEXT, DroppingExtractor, extracted, run

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims._pipeline import Pipeline


def test_the_default_output_is_a_table(rain: str) -> None:
    """Without a format, claims are printed as a table with the file's name, sources, cues, contents and tags."""
    done = extracted(rain)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "rain: 2 claims"
    assert lines[1].split() == ["#", "source", "cue", "content", "stance", "confidence"]
    assert lines[2].split() == ["1", "Ann", "said", "it", "rained", "affirm", "certain"]
    assert any(line.split() == ["2", "Bob", "denied", "that", "it", "rained", "deny", "certain"] for line in lines)
    assert done.stderr == ""


def test_the_default_extractor_needs_no_option(rain: str) -> None:
    """`newsclaims extract FILE` is enough."""
    done = run("extract", rain)
    assert done.exit_code == 0
    assert done.stdout.startswith("rain: ")


@pytest.mark.parametrize("arguments", [("-",), ()])
def test_standard_input_is_read(arguments: tuple[str, ...]) -> None:
    """Standard input is read for `-`, and without a file if it is not a terminal."""
    done = extracted(*arguments, "-f", "jsonl", given=TEXT.encode())
    [claims] = nc.loads(done.stdout_bytes, "jsonl")
    assert claims.claims == Pipeline("scripted").extract(TEXT).claims
    assert claims.article.id == nc.Article(text=TEXT).id


@pytest.mark.skipif(sys.platform == "win32", reason="needs /dev/full and a POSIX shell")
@pytest.mark.parametrize(
    "command",
    [
        "--help",
        *(
            pytest.param(line, marks=pytest.mark.slow)
            for line in ("extract {0}", "extract {0} -f jsonl", "convert --help", "plugins")
        ),
    ],
)
@pytest.mark.parametrize(
    ("place", "reason"), [("> /dev/full", "No space left on device"), (">&-", "it is closed")], ids=["full", "closed"]
)
def test_an_output_that_cannot_be_written_is_an_error(rain: str, command: str, place: str, reason: str) -> None:
    """A full disk or a closed output gives one line on standard error and exit code 1, in every format."""
    if "full" in place and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    line = f"{shlex.quote(sys.executable)} -m newsclaims {command.format(shlex.quote(rain))} {place}"
    done = subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, f"newsclaims: error: standard output: {reason}.\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_unused_streams_may_be_closed(rain: str, tmp_path: Path) -> None:
    """Standard output may be closed with `--output`; a closed standard input is an error only when it is read."""
    target = tmp_path / "a.jsonl"
    program = f"{shlex.quote(sys.executable)} -m newsclaims"
    line = f"{program} extract {shlex.quote(rain)} {shlex.quote(rain)} -o {shlex.quote(str(target))} >&- <&- 2>&-"
    subprocess.run(["/bin/sh", "-c", line], check=True)
    assert len(list(nc.load(target))) == 2
    for rest in ("extract", "convert - b.json --from json"):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{program} {rest} <&-"], stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (
            1,
            "newsclaims: error: standard input: it is closed. Name a file instead.\n",
        )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_standard_input_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A standard input that is open only for writing gives one line on standard error."""
    line = f"{shlex.quote(sys.executable)} -m newsclaims extract 0> {shlex.quote(str(tmp_path / 'a.txt'))}"
    done = subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "newsclaims: error: standard input: Bad file descriptor.\n")


def test_without_a_file_a_terminal_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command does not wait for input from a terminal."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    done = extracted()
    assert done.exit_code == 2
    assert "Give FILES, or - to read standard input." in done.stderr


def test_formats_are_those_of_the_serialisers(rain: str) -> None:
    """`--format` takes a serialiser's name; the file's name is the article's id; the options reach the article."""
    done = extracted(rain, "-f", "jsonl", "--published", "2024-11-08", "--title", "Rain")
    [claims] = nc.loads(done.stdout_bytes, "jsonl")
    assert (claims.article.id, claims.article.title, str(claims.article.published)) == ("rain", "Rain", "2024-11-08")


def test_a_table_for_excel_has_a_mark_and_few_columns(rain: str, tmp_path: Path) -> None:
    """`--bom` and `--slim` write CSV that Excel opens; with another format they are a mistake."""
    target = tmp_path / "claims.csv"
    assert extracted(rain, "-o", str(target), "--bom", "--slim").exit_code == 0
    first, *rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "details" not in first
    assert len(rows) == 2
    for arguments in (("--bom",), ("--slim", "-f", "jsonl"), ("--bom", "-f", "table")):
        done = extracted(rain, *arguments)
        assert done.exit_code == 2
        assert "--bom and --slim are for the format csv." in done.stderr


def test_the_suffix_of_output_decides_the_format(rain: str, tmp_path: Path) -> None:
    """`--output` writes a file in the format of its suffix, or a table on request."""
    target = tmp_path / "claims.jsonl"
    assert extracted(rain, "-o", str(target)).stdout == ""
    assert [len(claims) for claims in nc.load(target)] == [2]
    extracted(rain, "-o", str(target), "-f", "table")
    assert target.read_text(encoding="utf-8").startswith("rain: 2 claims\n")


def test_files_of_the_same_name_stay_separate(rain: str, tmp_path: Path) -> None:
    """Two files of the same name in two folders are two articles, each with its path as id."""
    other = tmp_path / "other" / "rain.txt"
    other.parent.mkdir()
    other.write_text("Nothing.", encoding="utf-8")
    done = extracted(rain, str(other), "-f", "jsonl")
    assert [claims.article.id for claims in nc.loads(done.stdout_bytes, "jsonl")] == [rain, str(other)]


def test_failures_are_reported_and_the_rest_is_written(rain: str, tmp_path: Path) -> None:
    """A missing file, a binary file and a failing article do not stop the others; the exit code is 1."""
    boom, latin = tmp_path / "boom.txt", tmp_path / "latin.txt"
    boom.write_text("BOOM", encoding="utf-8")
    latin.write_bytes(b"caf\xe9")
    done = extracted(str(boom), "nope.txt", rain, str(latin), "-f", "jsonl")
    assert done.exit_code == 1
    assert [claims.article.id for claims in nc.loads(done.stdout_bytes, "jsonl")] == ["rain"]
    assert f"newsclaims: error: {boom}: ValueError: invalid literal" in done.stderr
    assert "newsclaims: error: nope.txt: there is no such file or folder." in done.stderr
    assert f"newsclaims: error: {latin}: byte 0xe9 at position 3 is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_when_all_fails_nothing_is_written(tmp_path: Path) -> None:
    """Without any result, the output file is not touched."""
    target = tmp_path / "claims.jsonl"
    target.write_text("old", encoding="utf-8")
    assert extracted("nope.txt", "-o", str(target)).exit_code == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert extracted("nope.txt").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("-f", "jsn"),
            "newsclaims: error: no format is called 'jsn'; installed: brat, cas, conll, csv, ",
        ),
        (("--extractor", "rulse"), "newsclaims: error: no extractor is called 'rulse'"),
        (("-f", "xmll"), "webannotation, table."),
        (
            ("-o", "claims.xyz"),
            "claims.xyz: no format has the suffix '.xyz'; the built-in ones are .",
        ),
        (("-o", "claims.xyz"), "or give --format one of: brat, cas, conll, csv, "),
        (("-o", "/nonexistent/claims.jsonl"), "newsclaims: error: /nonexistent/claims.jsonl: "),
    ],
)
def test_our_errors_are_messages_with_code_1(rain: str, arguments: tuple[str, ...], message: str) -> None:
    """An error of the library is one line on standard error, without a traceback."""
    done = extracted(rain, *arguments)
    assert done.exit_code == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--published", "yesterday"), "Invalid value for '--published': 'yesterday' is not a valid ISO 8601 date"),
        (("-", "-"), "- is standard input and can be given only once."),
        (("--workers", "0"), "Invalid value for '--workers'"),
        (("--nope",), "No such option"),
        (("a", "-f", "brat"), "brat is a folder of files and cannot be a standard stream. Name a folder."),
        (("a", "b", "--title", "x"), "--title can be used with a single article only"),
    ],
)
def test_mistakes_of_usage_have_code_2(arguments: tuple[str, ...], message: str) -> None:
    """A wrong command line has another exit code than work that failed."""
    done = extracted(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    """An interrupted run says so, and ends with the exit code that shells expect."""
    stop = tmp_path / "stop.txt"
    stop.write_text("STOP", encoding="utf-8")
    done = extracted(str(stop))
    assert (done.exit_code, done.stderr) == (130, "newsclaims: error: interrupted\n")


def test_a_closed_pipe_is_not_an_error(rain: str) -> None:
    """`newsclaims extract ... | head -1` ends quietly, with the exit code of a broken pipe."""
    command = [sys.executable, "-m", "newsclaims", "extract", *[rain] * 200, "-f", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX terminals")
def test_a_terminal_shows_progress_and_colour(rain: str, tmp_path: Path) -> None:
    """On a terminal, progress is shown on standard error while a file is written, and a table has colour."""
    pty = pytest.importorskip("pty")
    at_once = "from newsclaims._cli import main, terminal; terminal._DELAY = 0.0; main()"
    command = [sys.executable, "-c", at_once, "extract", rain, rain]
    for extra, expected in ((["-o", str(tmp_path / "a.jsonl")], b"0 articles"), ([], b"\x1b[1mrain: ")):
        mine, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
        subprocess.run([*command, *extra], stdout=theirs, stderr=theirs, env=environment, check=True)
        os.close(theirs)
        time.sleep(0.05)
        assert expected in os.read(mine, 1 << 16)
        os.close(mine)


@pytest.mark.slow
def test_a_terminal_that_cannot_show_a_character_still_gets_the_claim(rain: str) -> None:
    """Characters that the output's encoding lacks are written as escapes instead of raising an error."""
    Path(rain).write_text("Ann said it rained \u2014 \u96e8.", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "newsclaims", "extract", rain]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert done.stdout.isascii()


@define
class Wet:
    """A tagger with a custom label."""

    name: str = "wet"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"wet"})

    def tag(self, _text: nc.Text, attributions: Sequence[nc.Attribution]) -> list[nc.Attribution]:
        """Always say yes."""
        return [a.judged("wet", nc.Judgement("yes", "rule", {"yes": 1.0})) for a in attributions]


def test_a_tagger_runs_beside_the_usual_ones(rain: str) -> None:
    """`--tagger` adds to the chain; a tagger that is unknown or already in it is an error."""
    plugins.register("tagger", Wet())
    try:
        [claims] = nc.loads(extracted(rain, "-f", "jsonl", "--tagger", "wet").stdout_bytes, "jsonl")
    finally:
        plugins.unregister("tagger", "wet")
    wet = nc.Tag(value="yes", probabilities={"yes": 1.0})
    assert [(claim.stance, claim.labels["wet"]) for claim in claims] == [("affirm", wet), ("deny", wet)]
    assert "tagger 'stance' is in the chain twice" in extracted(rain, "--tagger", "stance").stderr
    assert "no tagger is called 'wet'" in extracted(rain, "--tagger", "wet").stderr


def test_help_names_the_installed_formats() -> None:
    """The help lists the formats of the registry."""
    for command in ("extract", "convert"):
        words = " ".join(run(command, "--help").stdout.split())
        assert words.endswith(f"Formats: {', '.join(plugins.names('serialiser'))}.")


GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die Brücke wegen starker Schäden bis zum Herbst gesperrt bleibt. Die "
    "Gewerkschaft warf ihm vor, dass er die Arbeiter zu spät informiert hat, und in der Stadt war die Empörung groß."
)


def test_articles_in_another_language_are_warned_of_once(rain: str, tmp_path: Path) -> None:
    """One line on standard error for a run, with the first file; the claims come all the same, and the code is 0."""
    for name in ("eins", "zwei", "drei"):
        (tmp_path / f"{name}.txt").write_text(GERMAN, encoding="utf-8")
    names = [str(tmp_path / f"{name}.txt") for name in ("eins", "zwei", "drei")]
    only = "newsclaims reads English only, so claims may be missing or wrong."
    done = extracted(rain, *names, "-f", "jsonl")
    assert done.exit_code == 0
    assert done.stderr == (
        f"newsclaims: warning: {names[0]} (and 2 more): the text does not look like English; {only}\n"
    )
    assert [len(claims.warnings) for claims in nc.loads(done.stdout_bytes, "jsonl")] == [0, 1, 1, 1]
    one = extracted(rain, names[0])
    assert one.stderr == f"newsclaims: warning: {names[0]}: the text does not look like English; {only}\n"
    assert "English" not in one.stdout
    path = tmp_path / "table.txt"
    extracted(names[0], "-f", "table", "-o", str(path))
    assert "warning: the text does not look like English" in path.read_text(encoding="utf-8")
    assert extracted(rain).stderr == ""


def test_warnings_about_an_article_have_a_line(tmp_path: Path) -> None:
    """Whatever the format, standard error has a line for each article with warnings: their number and the first."""
    plugins.unregister("extractor", "scripted")
    plugins.register("extractor", DroppingExtractor())
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    for name, text in zip(names, ("odd", "odd odd", "even"), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    said = (
        f"newsclaims: warning: {names[0]}: word 0 was dropped\n"
        f"newsclaims: warning: {names[1]}: 2 warnings; the first: word 0 was dropped\n"
    )
    table = extracted(*names)
    assert (table.exit_code, table.stderr) == (0, said)
    assert "dropped" not in table.stdout
    for suffix in ("csv", "jsonl"):
        assert extracted(*names, "-o", str(tmp_path / f"claims.{suffix}")).stderr == said


def test_the_language_can_be_given(rain: str) -> None:
    """`--language` is the language of all articles; another than English is warned of, and nothing is refused."""
    english = extracted(rain, "--language", "en-GB", "-f", "jsonl")
    german = extracted(rain, "--language", "de", "-f", "jsonl")
    [claims], [other] = nc.loads(english.stdout_bytes, "jsonl"), nc.loads(german.stdout_bytes, "jsonl")
    assert (claims.article.language, other.article.language) == ("en-GB", "de")
    assert (claims.warnings, english.stderr) == ((), "")
    assert claims.claims == other.claims
    assert german.exit_code == 0
    assert german.stderr.startswith(f"newsclaims: warning: {rain}: the article's language is given as 'de'; ")


def test_several_extractors_are_merged(rain: str) -> None:
    """`--extractor` can be repeated, and `--merge` says what is kept; each claim names who found it."""
    several = ("extract", rain, "--extractor", "scripted", "--extractor", "rules", "-f", "jsonl")
    [claims] = nc.loads(run(*several, "--merge", "vote").stdout_bytes, "jsonl")
    assert claims.extractor is not None
    assert claims.extractor.name == "scripted+rules"
    assert [claim.extractors for claim in claims] == [("rules", "scripted")] * 2
    assert run(*several, "--merge", "most").exit_code == 2
    twice = run("extract", rain, "--extractor", "rules", "--extractor", "rules")
    assert (twice.exit_code, "extractor 'rules' is in the list twice" in twice.stderr) == (1, True)
