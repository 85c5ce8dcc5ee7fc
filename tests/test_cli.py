"""The command line: what a shell user sees, and the codes that a script reads."""

import functools
import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import plugins
from newsclaims.cli import cli
from newsclaims.cli.table import table
from newsclaims.cli.terminal import Progress, cells, colourful, harmless, wrapped
from newsclaims.model import Article, Claim, ClaimSet, Content, Span
from newsclaims.pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor, sample_claimsets

TEXT = "Ann said it rained. Bob denied that it rained."
SCRIPT = [("Ann", "said", "it rained"), ("Bob", "denied", "that it rained")]


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An extractor called `scripted`, which fails on BOOM and is interrupted on STOP."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    reactions: dict[str, Callable[[], object]] = {
        "BOOM": functools.partial(int, "x"),
        "STOP": functools.partial(signal.raise_signal, signal.SIGINT),
    }
    plugins.register("extractor", ScriptedExtractor(SCRIPT, reactions=reactions))
    yield
    plugins.unregister("extractor", "scripted")


@pytest.fixture
def rain(tmp_path: Path) -> str:
    """A file with an article in it."""
    path = tmp_path / "rain.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(cli, arguments, input=given)


def extracted(*arguments: str, given: bytes = b"") -> Result:
    return run("extract", "--extractor", "scripted", *arguments, given=given)


# extract


def test_a_table_is_what_people_get(rain: str) -> None:
    """Without a format, claims come as a table with the file's name, sources, cues, contents and tags."""
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
    """`-` is standard input, and so is no file at all where no terminal is."""
    done = extracted(*arguments, "-f", "jsonl", given=TEXT.encode())
    [claims] = nc.loads(done.stdout_bytes, "jsonl")
    assert claims == Pipeline("scripted").extract(TEXT)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device, and shells close nothing")
@pytest.mark.parametrize("command", ["extract {0}", "extract {0} -f jsonl", "--help", "convert --help", "plugins"])
@pytest.mark.parametrize(
    ("place", "reason"), [("> /dev/full", "No space left on device"), (">&-", "it is closed")], ids=["full", "closed"]
)
def test_an_output_that_cannot_be_written_is_an_error(rain: str, command: str, place: str, reason: str) -> None:
    """A full disk and a closed output are one line on standard error and code 1, whatever is written."""
    if "full" in place and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    line = f"{shlex.quote(sys.executable)} -m newsclaims {command.format(shlex.quote(rain))} {place}"
    done = subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"newsclaims: error: standard output: {reason}.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="shells close nothing there")
def test_streams_that_nothing_needs_may_be_closed(rain: str, tmp_path: Path) -> None:
    """With `--output`, standard output may be closed; a closed standard input is an error only where it is read."""
    target = tmp_path / "a.jsonl"
    program = f"{shlex.quote(sys.executable)} -m newsclaims"
    line = f"{program} extract {shlex.quote(rain)} {shlex.quote(rain)} -o {shlex.quote(str(target))} >&- <&- 2>&-"
    subprocess.run(["/bin/sh", "-c", line], check=True)
    assert len(list(nc.load(target))) == 2
    for rest in ("extract", "convert - b.json --from json"):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{program} {rest} <&-"], stderr=subprocess.PIPE, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (1, "newsclaims: error: standard input: it is closed. Name a file.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="shells have no such redirection there")
def test_a_standard_input_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """An input that is only for writing is one line on standard error."""
    line = f"{shlex.quote(sys.executable)} -m newsclaims extract 0> {shlex.quote(str(tmp_path / 'a.txt'))}"
    done = subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "newsclaims: error: standard input: Bad file descriptor.\n")


def test_without_a_file_a_terminal_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, no file is a mistake of usage."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    done = extracted()
    assert done.exit_code == 2
    assert "Give FILES, or - to read standard input." in done.stderr


def test_formats_are_those_of_the_serialisers(rain: str) -> None:
    """`--format` names a serialiser; the name of the file is the article's id, and the options reach the article."""
    done = extracted(rain, "-f", "jsonl", "--published", "2024-11-08", "--title", "Rain")
    [claims] = nc.loads(done.stdout_bytes, "jsonl")
    assert (claims.article.id, claims.article.title, str(claims.article.published)) == ("rain", "Rain", "2024-11-08")


def test_output_tells_its_format_by_its_suffix(rain: str, tmp_path: Path) -> None:
    """`--output` writes a file, in the format of its suffix, or a table if that is asked for."""
    target = tmp_path / "claims.jsonl"
    assert extracted(rain, "-o", str(target)).stdout == ""
    assert [len(claims) for claims in nc.load(target)] == [2]
    extracted(rain, "-o", str(target), "-f", "table")
    assert target.read_text(encoding="utf-8").startswith("rain: 2 claims\n")


def test_files_of_one_name_keep_apart(rain: str, tmp_path: Path) -> None:
    """Two files of one name in two folders are two articles, each called by its path."""
    other = tmp_path / "other" / "rain.txt"
    other.parent.mkdir()
    other.write_text("Nothing.", encoding="utf-8")
    done = extracted(rain, str(other), "-f", "jsonl")
    assert [claims.article.id for claims in nc.loads(done.stdout_bytes, "jsonl")] == [rain, str(other)]


def test_what_fails_is_reported_and_the_rest_comes_out(rain: str, tmp_path: Path) -> None:
    """A missing file, one that is no text, and one that an extractor trips over do not stop the others; exit 1."""
    boom, latin = tmp_path / "boom.txt", tmp_path / "latin.txt"
    boom.write_text("BOOM", encoding="utf-8")
    latin.write_bytes(b"caf\xe9")
    done = extracted(str(boom), "nope.txt", rain, str(latin), "-f", "jsonl")
    assert done.exit_code == 1
    assert [claims.article.id for claims in nc.loads(done.stdout_bytes, "jsonl")] == ["rain"]
    assert f"newsclaims: error: {boom}: ValueError: invalid literal" in done.stderr
    assert "newsclaims: error: nope.txt: No such file or directory." in done.stderr
    assert f"newsclaims: error: {latin}: byte 0xe9 at position 3 is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_when_all_fails_nothing_is_written(tmp_path: Path) -> None:
    """Without a result, the output file is not touched."""
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
            "newsclaims: error: no serialiser is called 'jsn'; installed: csv, json, jsonl, table. Did",
        ),
        (("--extractor", "rulse"), "newsclaims: error: no extractor is called 'rulse'"),
        (("-f", "xmll"), "no serialiser is called 'xmll'; installed: csv, json, jsonl, table."),
        (
            ("-o", "claims.xyz"),
            "no format has the suffix '.xyz'; built in are .csv, .json, .jsonl, .ndjson. Rename",
        ),
        (("-o", "claims.xyz"), "or give --format one of: csv, json, jsonl."),
        (("-o", "/nonexistent/claims.jsonl"), "newsclaims: error: /nonexistent/claims.jsonl: "),
    ],
)
def test_our_errors_are_messages_with_code_1(rain: str, arguments: tuple[str, ...], message: str) -> None:
    """What the library refuses is one line on standard error, without a traceback."""
    done = extracted(rain, *arguments)
    assert done.exit_code == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--published", "yesterday"), "Invalid value for '--published': 'yesterday' is no ISO 8601 date"),
        (("-", "-"), "- is standard input, which can be read only once."),
        (("--workers", "0"), "Invalid value for '--workers'"),
        (("--nope",), "No such option"),
        (("a", "b", "--title", "x"), "--title is for a single article"),
    ],
)
def test_mistakes_of_usage_have_code_2(arguments: tuple[str, ...], message: str) -> None:
    """A wrong command line is told apart from work that failed."""
    done = extracted(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    """An interrupted run says so, and its code is what shells expect."""
    stop = tmp_path / "stop.txt"
    stop.write_text("STOP", encoding="utf-8")
    done = extracted(str(stop))
    assert (done.exit_code, done.stderr) == (130, "newsclaims: error: interrupted\n")


def test_a_reader_that_goes_away_is_no_error(rain: str) -> None:
    """`newsclaims extract ... | head -1` ends quietly, with the code of a broken pipe."""
    command = [sys.executable, "-m", "newsclaims", "extract", *[rain] * 200, "-f", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
def test_a_terminal_shows_progress_and_colour(rain: str, tmp_path: Path) -> None:
    """On a terminal, progress goes to standard error while a file is written, and a table has colour."""
    pty = pytest.importorskip("pty")
    command = [sys.executable, "-m", "newsclaims", "extract", rain, rain]
    for extra, expected in ((["-o", str(tmp_path / "a.jsonl")], b"\r2/2 articles"), ([], b"\x1b[1mrain: ")):
        mine, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
        subprocess.run([*command, *extra], stdout=theirs, stderr=theirs, env=environment, check=True)
        os.close(theirs)
        time.sleep(0.05)
        assert expected in os.read(mine, 1 << 16)
        os.close(mine)


# The table.


def one(text: str, **fields: Any) -> ClaimSet:
    """A set with one claim, the whole text its content."""
    content = Content(spans=(Span(start=0, end=len(text)),), text=text)
    return ClaimSet(article=Article(text=text, id="x"), claims=(Claim(id="1", content=content, **fields),))


def test_a_table_shows_nesting_types_and_what_is_missing() -> None:
    """Types stand under sources, parents under numbers; `-` is what is not there or was not judged."""
    text = "Ann said Bob denied it. It rained."
    script = [("Ann", "said", "Bob denied it"), ("Bob", "denied", "it."), ("", "", "It rained")]
    claims = Pipeline(ScriptedExtractor(script), ["source_type"]).extract(Article(text=text, title="Wet"))
    lines = list(table(claims, 100))
    assert lines[0] == "Wet: 3 claims"
    shown = "\n".join(lines)
    assert "(named person)" in shown
    assert "-       -" in lines[-1]


@pytest.mark.parametrize(
    ("source", "cue", "wrapped"),
    [
        ("The harbour master", "denied", False),
        ("The master", "has now for once denied", False),
        ("The master of the old harbour", "has now for once denied", True),
    ],
)
def test_a_table_wraps_only_what_does_not_fit(source: str, cue: str, wrapped: bool) -> None:  # noqa: FBT001
    """What one column does not need goes to the others, so that a claim that fits a line stands on one."""
    text = f"{source} {cue} that it fell."
    claims = Pipeline(ScriptedExtractor([(source, cue, "that it fell")]), []).extract(Article(text=text))
    (line, *more) = list(table(claims, 80))[2:]
    assert bool(more) == wrapped
    assert wrapped or f"{source}  {cue}  that it fell" in line


def test_an_article_cannot_play_with_the_terminal() -> None:
    """Escapes, control characters and marks that turn the writing never reach the terminal."""
    evil = "red \x1b[31m, bell \x07, back \x08\r over, \x9b2J, turn \u202e, \u2066 end"
    for width in (40, 100):
        shown = "\n".join(table(one(evil), width))
        assert not set(shown) & set("\x1b\x07\x08\r\x9b\u202e\u2066")
        assert "\ufffd" in shown


@given(st.sampled_from(sample_claimsets()), st.integers(24, 200))
def test_no_line_is_wider_than_the_terminal(claims: ClaimSet, width: int) -> None:
    """Whatever the width, lines of the table fit, and every word of a content is shown."""
    lines = list(table(claims, width))
    assert all(cells(line) <= width for line in lines)
    squeezed = "".join("".join(lines).split())
    for claim in claims:
        assert all("".join(harmless(piece).split())[:3] in squeezed for piece in claim.content.text.split(" ... "))


@given(st.text(), st.integers(2, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """Wrapped lines, joined, are the text but for spaces, and fit the width."""
    line = harmless(text)
    pieces = list(wrapped(line, width))
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")
    assert all(cells(piece) <= width for piece in pieces)


@given(st.text())
def test_harmless_text_is_one_printable_line(text: str) -> None:
    """Nothing that a terminal acts on is left, and words stay."""
    line = harmless(text)
    assert "\n" not in line
    assert all(c.isprintable() or c in "\u200d\u00ad" or ord(c) > 0x9F for c in line)
    assert harmless(line) == line


def test_wide_characters_take_two_columns() -> None:
    """Chinese takes two columns a character, an accent of its own none."""
    assert (cells("abc"), cells("\u4e2d\u56fd"), cells("e\u0301")) == (3, 4, 1)


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, NO_COLOR and a dumb terminal get none."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    assert colourful(Terminal())
    assert not colourful(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not colourful(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colourful(Terminal())


def test_progress_counts_on_a_terminal_and_is_wiped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Progress writes over itself, and only where a terminal is."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = Progress(3, shown=True)
    progress.step()
    progress.clear()
    Progress(3, shown=False).step()
    Progress(1, shown=True).step()
    assert capsys.readouterr().err == "\r1/3 articles\r\x1b[K"


def test_a_terminal_that_cannot_show_a_character_still_gets_the_claim(rain: str) -> None:
    """With an output of few characters, others come as escapes instead of an error."""
    Path(rain).write_text("Ann said it rained \u2014 \u96e8.", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "newsclaims", "extract", rain]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert done.stdout.isascii()


# convert


def test_convert_goes_from_format_to_format(rain: str, tmp_path: Path) -> None:
    """Claims go through csv and back; the articles come from a folder of texts, or from a file of claims."""
    jsonl, table_file, back = (str(tmp_path / name) for name in ("a.jsonl", "a.csv", "b.jsonl"))
    extracted(rain, "-o", jsonl)
    assert run("convert", jsonl, table_file).exit_code == 0
    for articles in (str(tmp_path), jsonl):
        assert run("convert", table_file, back, "--articles", articles).exit_code == 0
        assert [str(claim) for claims in nc.load(back) for claim in claims] == [
            str(claim) for claims in nc.load(jsonl) for claim in claims
        ]


def test_convert_joins_pipes(rain: str) -> None:
    """`-` reads and writes the standard streams, with the formats given."""
    jsonl = extracted(rain, "-f", "jsonl").stdout_bytes
    done = run("convert", "-", "-", "--from", "jsonl", "--to", "json", given=jsonl)
    assert nc.loads(done.stdout_bytes, "json") == nc.loads(jsonl, "jsonl")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-", "a.json"), 2, "Standard input has no suffix; give --from."),
        (("a.json", "-"), 2, "Standard output has no suffix; give --to."),
        (("nope.json", "b.jsonl"), 1, "newsclaims: error: nope.json: "),
        (("nope.xyz", "b.jsonl"), 1, "or give --from one of: csv, json, jsonl."),
        (("nope.json", "b.xyz"), 1, "or give --to one of: csv, json, jsonl."),
        (("nope.csv", "b.json", "--articles", "nowhere"), 1, "error: nowhere: there is no such file or folder."),
        (("nope.csv", "b.json", "--articles", __file__), 1, ".jsonl, .ndjson. Rename the file.\n"),
    ],
)
def test_convert_says_what_is_wrong(arguments: tuple[str, ...], code: int, message: str) -> None:
    """Missing formats and files are told."""
    done = run("convert", *arguments)
    assert done.exit_code == code
    assert message in done.stderr


def test_convert_of_a_corrupt_file_leaves_the_target(tmp_path: Path) -> None:
    """A corrupt line is named, and what was in the target stays."""
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "b.json").write_text("old", encoding="utf-8")
    done = run("convert", str(tmp_path / "a.jsonl"), str(tmp_path / "b.json"))
    assert done.exit_code == 1
    assert "line 1" in done.stderr
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == "old"


def test_convert_without_the_articles_says_so(rain: str, tmp_path: Path) -> None:
    """A format without texts needs them."""
    target = str(tmp_path / "a.csv")
    extracted(rain, "-o", target)
    done = run("convert", target, str(tmp_path / "b.json"))
    assert done.exit_code == 1
    assert "article 'rain' was not given. Give --articles a folder with rain.txt" in done.stderr


# plugins


def test_plugins_lists_what_is_there() -> None:
    """Kind, name and package of every plug-in are listed, ours and those registered."""
    done = run("plugins")
    lines = [line.split()[:3] for line in done.stdout.splitlines()]
    assert lines[0] == ["kind", "name", "package"]
    assert ["extractor", "rules", "newsclaims"] in lines
    assert ["serialiser", "jsonl", "newsclaims"] in lines
    assert ["tagger", "stance", "newsclaims"] in lines
    assert ["extractor", "scripted", "registered"] in lines


def test_plugins_tells_the_broken_and_the_clashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in that does not load is named with the reason, one that shares its name with how to ask for it."""

    def broken() -> object:
        message = "no module named 'torch'"
        raise ImportError(message)

    infos = [
        plugins.PluginInfo("extractor", "deep", "acme", "acme:Deep", load=broken),
        plugins.PluginInfo("extractor", "twin", "castor", "castor:Twin", load=ScriptedExtractor),
        plugins.PluginInfo("extractor", "twin", "pollux", "pollux:Twin", load=ScriptedExtractor),
        plugins.PluginInfo("extractor", "rules", "usurper", "usurper:Rules", shadowed=True, load=ScriptedExtractor),
    ]
    monkeypatch.setitem(plugins._listed, "extractor", tuple(infos))
    done = run("plugins")
    assert done.exit_code == 0
    states = {tuple(line.split()[1:3]): line for line in done.stdout.splitlines()}
    assert "broken: extractor 'deep' of acme does not load: ImportError: no module named" in states["deep", "acme"]
    assert states["twin", "castor"].endswith("clash: ask for castor:twin")
    assert states["rules", "usurper"].endswith("hidden: ask for usurper:rules")
    assert "registered at run time" in states["scripted", "registered"]


# evaluate


@pytest.fixture
def gold(tmp_path: Path) -> str:
    """A folder with one annotated article."""
    for room in ("text", "attributions"):
        (tmp_path / "gold" / room).mkdir(parents=True)
    (tmp_path / "gold" / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    annotation = (
        "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 18\tit rained\nE1\tSource:T1 Cue:T2 Content:T3\n"
    )
    (tmp_path / "gold" / "attributions" / "a_x.ann").write_text(annotation, encoding="utf-8")
    return str(tmp_path / "gold")


def test_evaluate_prints_the_measures(gold: str) -> None:
    """The measures come as a table, then the claim measure by kind."""
    done = run("evaluate", gold, "--extractor", "scripted")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["articles", "1,", "missing", "0"]
    assert ["claim", "50.0", "100.0", "66.7"] in lines
    assert ["claim,", "indirect", "50.0", "100.0", "66.7"] in lines


def test_evaluate_prints_json(gold: str) -> None:
    """`--json` prints one object with the keys of the PolNeAR scorer, and the groups."""
    found = json.loads(run("evaluate", gold, "--extractor", "scripted", "--json").stdout)
    assert found["claim"] == {"p": 50.0, "r": 100.0, "f1": 66.7}
    assert list(found)[:4] == ["articles", "missing", "content_overlap", "claim"]
    assert found["groups"]["indirect"]["gold"] == 1.0


def test_evaluate_tells_what_it_does_not_count(gold: str) -> None:
    """Texts and annotations that have no counterpart are named on standard error, a few of them."""
    for number in range(7):
        (Path(gold) / "text" / f"b{number}.txt").write_text(TEXT, encoding="utf-8")
    (Path(gold) / "attributions" / "elsewhere_x.ann").write_text("", encoding="utf-8")
    done = run("evaluate", gold, "--extractor", "scripted", "--json")
    assert json.loads(done.stdout)["claim"]["r"] == 100.0
    texts, annotations = done.stderr.splitlines()
    assert texts.startswith("newsclaims: warning: texts without an annotation, in which nothing is counted: b0.txt, ")
    assert texts.endswith("b4.txt and 2 more.")
    assert annotations == "newsclaims: warning: annotations that belong to no text, passed over: elsewhere_x.ann."


def test_evaluate_of_no_gold_says_so() -> None:
    """A folder that is no gold is an error with what it should be."""
    done = run("evaluate", "nope")
    assert done.exit_code == 1
    assert "A gold folder has text/*.txt" in done.stderr


# The whole.


def test_version_and_help() -> None:
    """`--version` and `--help` answer, and help names every command."""
    assert run("--version").stdout == f"newsclaims {nc.__version__}\n"
    assert all(name in run("-h").stdout for name in ("extract", "convert", "plugins", "evaluate"))


def test_only_the_command_line_needs_click() -> None:
    """The library itself works without click."""
    code = "import sys, newsclaims as nc; nc.extract('Ann said it rained.'); sys.exit('click' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
