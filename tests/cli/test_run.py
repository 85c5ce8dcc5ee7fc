"""The command `newsclaims run`."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli.running import SCRIPT, TEXT, DroppingExtractor, extracted, run

import newsclaims as nc
from newsclaims import _plugins as plugins


def ran(*arguments: str, given: bytes = b"") -> Any:
    return run("run", "--extractor", "scripted", *arguments, given=given)


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Write a table of five articles, of which the third stops the run and the fourth fails."""
    path = tmp_path / "rain.csv"
    rows = [f"a,{TEXT}", f"b,{TEXT}", "stop,STOP", "fault,BOOM", f"c,{TEXT}"]
    path.write_text("\n".join(["id,text", *rows, ""]), encoding="utf-8")
    return str(path)


def test_a_run_says_what_it_did(rain: str, tmp_path: Path) -> None:
    """At the end there is one line with the counts; the output is that of `extract`."""
    done = ran(rain, "-o", str(tmp_path / "claims.csv"))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "newsclaims: 1 article, 2 claims, 1 file\n")
    extracted(rain, "-o", str(tmp_path / "extracted.csv"))
    assert (tmp_path / "claims.csv").read_bytes() == (tmp_path / "extracted.csv").read_bytes()


def test_a_folder_of_shards_can_be_of_any_format(rain: str, tmp_path: Path) -> None:
    """`--format` and `--shard-size` are for a folder, and the options of csv are as for extract."""
    output = tmp_path / "claims"
    assert ran(rain, rain, "-o", str(output), "-f", "csv", "--slim", "--bom", "--shard-size", "1").exit_code == 0
    assert sorted(path.name for path in output.iterdir()) == ["claims-00000.csv", "claims-00001.csv"]
    extracted(rain, rain, "-o", str(tmp_path / "extracted.csv"), "--slim", "--bom")
    head = (tmp_path / "extracted.csv").read_bytes().splitlines()[0]
    assert (output / "claims-00001.csv").read_bytes().splitlines()[0] == head


@pytest.mark.parametrize("name", ["", "claims", "deeper/claims.csv", "../news/claims.csv"])
def test_the_output_is_outside_of_the_input(tmp_path: Path, name: str) -> None:
    """An output inside a folder of the input is refused, because the run would read its own files."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "rain.txt").write_text(TEXT, encoding="utf-8")
    done = ran(str(folder), "-o", str(folder / name))
    assert done.exit_code == 1
    assert f"it is in the folder {str(folder)!r}, which is read. Name an output outside of it." in done.stderr
    assert [path.name for path in folder.iterdir()] == ["rain.txt"]
    assert ran(str(folder), "-o", str(tmp_path / "newsclaims")).exit_code == 0


def test_a_stopped_run_says_how_it_goes_on(table: str, tmp_path: Path) -> None:
    """After Ctrl-C, a message has the command that goes on, quoted for a shell; that command keeps what is done."""
    output = tmp_path / "the claims.jsonl"
    done = ran(table, "-o", str(output), "--restart")
    again = shlex.join(["run", "--extractor", "scripted", table, "-o", str(output)])
    assert done.exit_code == 130
    assert done.stderr == f"newsclaims: error: interrupted; what is done is kept. To go on: cli {again}\n"
    assert not output.exists()
    Path(table).write_text(Path(table).read_text("utf-8").replace("STOP", TEXT), encoding="utf-8")
    done = run(*shlex.split(again))
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "newsclaims: goes on after 1 article that is done; the input is read again up to there",
        f"newsclaims: error: {table}#4: ValueError: invalid literal for int() with base 10: 'x'",
        f"newsclaims: 4 articles, 8 claims, 1 file; 1 failed: see {output}.failures.jsonl",
    ]
    assert [claims.article.id for claims in nc.load(output)] == ["a", "b", "stop", "c"]
    done = run(*shlex.split(again))
    assert done.exit_code == 1
    assert f"newsclaims: this run is finished already, and {table} was not read again." in done.stderr
    done = ran(table, table, "-o", str(output))
    assert done.exit_code == 1
    assert "the run that is there is finished, and it read other inputs (in another order)" in done.stderr


def test_failures_can_be_run_again(table: str, tmp_path: Path) -> None:
    """`--only` takes what a file of failures names; what cannot be read is a failure too."""
    Path(table).write_text(Path(table).read_text("utf-8").replace("STOP", TEXT), encoding="utf-8")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"caf\xe9")
    output = str(tmp_path / "claims.jsonl")
    done = ran(table, str(bad), "-o", output)
    assert done.exit_code == 1
    assert done.stderr.count("error: ") == 2
    assert f"error: {bad}: byte 0xe9 at position 3 is not UTF-8" in done.stderr
    bad.write_text(TEXT, encoding="utf-8")
    again = str(tmp_path / "again.jsonl")
    done = ran(table, str(bad), "-o", again, "--only", f"{output}.failures.jsonl")
    assert done.exit_code == 1
    assert "1 article, 2 claims, 1 file; 1 failed" in done.stderr
    assert [claims.article.id for claims in nc.load(again)] == ["bad"]


def test_many_failures_of_one_kind_are_counted(tmp_path: Path) -> None:
    """Only the first few failures of a kind have a line on standard error."""
    path = tmp_path / "rain.csv"
    path.write_text("text\n" + "BOOM\n" * 12, encoding="utf-8")
    done = ran(str(path), "-o", str(tmp_path / "claims.jsonl"))
    assert done.stderr.count("invalid literal") == 5
    assert "newsclaims: error: ValueError (7 more of these)\n" in done.stderr


def test_what_gives_no_article_is_reported(tmp_path: Path) -> None:
    """A file in a folder that no reader knows is named; with `--unknown fail` it is a failure."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c.csv").write_text("text\n\n", encoding="utf-8")
    done = ran(str(folder), "-o", str(tmp_path / "claims.jsonl"))
    assert done.exit_code == 0
    assert f"newsclaims: skipped: {folder}/a.png: no reader knows .png files\n" in done.stderr
    strict = ran(str(folder), "-o", str(tmp_path / "strict.jsonl"), "--unknown", "fail")
    assert strict.exit_code == 1
    assert "1 failed" in strict.stderr


def test_articles_in_another_language_are_warned_of_once(rain: str, tmp_path: Path) -> None:
    """One warning at the end names the first article that is not in English, and says how many more there are."""
    done = ran(rain, rain, rain, "-o", str(tmp_path / "claims.jsonl"), "--language", "fr")
    assert done.exit_code == 0
    assert done.stderr.count("warning: ") == 1
    assert "newsclaims: warning: rain (and 2 more): the article's language is given as 'fr'" in done.stderr
    assert '"event": "language"' in ran(rain, "-o", str(tmp_path / "b.csv"), "--language", "fr", "--json-log").stderr


def test_warnings_about_articles_are_counted(tmp_path: Path) -> None:
    """One line at the end counts the warnings of a run and has the first; a log as JSON has no word of them."""
    plugins.unregister("extractor", "scripted")
    plugins.register("extractor", DroppingExtractor())
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    for name, text in zip(names, ("even", "odd", "odd odd"), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    done = ran(*names, "-o", str(tmp_path / "claims.csv"))
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "newsclaims: warning: 3 warnings about 2 articles; the first: b: word 0 was dropped",
        "newsclaims: 3 articles, 0 claims, 1 file",
    ]
    log = ran(*names, "-o", str(tmp_path / "claims.jsonl"), "--json-log").stderr
    [said] = [line for line in map(json.loads, log.splitlines()) if line["event"] == "warnings"]
    assert (said["articles"], said["warnings"], said["first"]) == (2, 3, "b")
    assert "dropped" not in log


def test_no_article_at_all_is_an_error(tmp_path: Path) -> None:
    """A run that found nothing fails and leaves nothing behind, so the same output can have another input."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.csv").write_text("id,text\na,\n", encoding="utf-8")
    output = str(tmp_path / "claims.jsonl")
    for name in (str(tmp_path / "in"), str(tmp_path / "none.csv")):
        done = ran(name, "-o", output)
        assert (done.exit_code, done.stderr.count("no article was found, so nothing was written.")) == (1, 1)
        assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert done.stderr.startswith(f"newsclaims: error: {tmp_path / 'none.csv'}: ")
    assert ran("-o", output, given=TEXT.encode()).exit_code == 0


def test_what_is_skipped_is_counted_and_noted_before_the_end(tmp_path: Path) -> None:
    """Rows without a text are in the last line, and in the JSON log there is a note before the end."""
    path = tmp_path / "rain.csv"
    path.write_text(f"id,text\na,{TEXT}\nb,\nc,\n", encoding="utf-8")
    done = ran(str(path), "-o", str(tmp_path / "claims.jsonl"))
    assert done.exit_code == 0
    assert done.stderr.splitlines()[-1] == "newsclaims: 1 article, 2 claims, 1 file; 2 skipped"
    logged = ran(str(path), "-o", str(tmp_path / "logged.jsonl"), "--json-log")
    log = [json.loads(line) for line in logged.stderr.splitlines()]
    assert [line["event"] for line in log] == ["begin", "file", "note", "end"]
    assert "(2 of its articles or records)" in log[2]["message"]
    assert log[3]["skipped"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", "a.html"], 1, "'html' does not write many articles to one file"),
        (["-o", "a.jsonl", "--shard-size", "3"], 1, "a.jsonl is one file, so --shard-size has no use"),
        (["-o", "a.jsonl", "--max-chars", "0"], 2, "0 is not in the range x>=1"),
        (["-o", "a.jsonl", "--slim"], 2, "--bom and --slim are for the format csv"),
        (["-o", "a.jsonl", "--tagger", "nope"], 1, "no tagger is called 'nope'"),
        (["-o", "a.jsonl", "--only", "none.jsonl"], 1, "none.jsonl: "),
        (["-o", "a.jsonl", "--only", "-"], 2, "--only cannot read standard input. Write the failures to a file"),
        ([], 2, "Missing option '-o'"),
    ],
)
def test_mistakes_are_errors(
    rain: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, message: str
) -> None:
    """Wrong options are errors before anything is read, without advice to go on."""
    monkeypatch.chdir(tmp_path)
    done = ran(rain, *arguments)
    assert done.exit_code == code
    assert message in done.stderr
    assert "To go on" not in done.stderr


def test_changed_options_of_readers_are_refused(table: str, tmp_path: Path) -> None:
    """The options that the articles depend on must be the same; the number of workers may differ."""
    output = str(tmp_path / "claims.jsonl")
    ran(table, "-o", output)
    done = ran(table, "-o", output, "--encoding", "utf-8", "--language", "en")
    assert done.exit_code == 1
    assert "(settings.reading.encoding: nothing -> utf-8; settings.reading.language: nothing -> en)" in done.stderr


def test_a_json_log_is_json_without_a_word_of_an_article(table: str, tmp_path: Path) -> None:
    """With `--json-log`, each line of standard error is an object with an event and a time, also after an error."""
    output = str(tmp_path / "claims")
    stopped = ran(table, "-o", output, "--json-log")
    assert stopped.exit_code == 130
    Path(table).write_text(Path(table).read_text("utf-8").replace("STOP", TEXT), encoding="utf-8")
    done = ran(table, "-o", output, "--json-log", "--shard-size", "1000")
    refused = ran(table, "-o", output, "--json-log", "--shard-size", "3")
    logs = [[json.loads(line) for line in one.stderr.splitlines()] for one in (stopped, done, refused)]
    assert [[line["event"] for line in log] for log in logs] == [
        ["begin", "error"],
        ["begin", "failure", "file", "end"],
        ["error"],
    ]
    assert logs[0][1]["message"].startswith("interrupted; what is done is kept. To go on: cli run")
    assert logs[1][0]["done"] == 1
    assert (logs[1][1]["id"], logs[1][1]["row"], logs[1][1]["error"]) == ("fault", 4, "ValueError")
    assert logs[1][3]["articles"] == 4
    assert all("time" in line for log in logs for line in log)
    assert not any("rained" in one.stderr or "invalid literal" in one.stderr for one in (stopped, done, refused))
    assert ran(table, "-o", f"{output}.html").stderr.startswith("newsclaims: error: ")


def test_an_interrupted_extract_points_to_run(table: str, tmp_path: Path) -> None:
    """`extract` with an output says after Ctrl-C that nothing was written, and how to keep what is done."""
    output = str(tmp_path / "claims.jsonl")
    done = extracted(table, "-o", output)
    assert done.exit_code == 130
    assert (
        f"newsclaims: error: interrupted; nothing was written to {output}. The command run keeps what is done"
        in done.stderr
    )
    assert f"cli run --extractor scripted {table} -o {output}\n" in done.stderr
    assert list(tmp_path.iterdir()) == [Path(table)]


_PROGRAM = f"""
import sys, time
from newsclaims import register
from newsclaims._cli import main
from newsclaims.testing import ScriptedExtractor
def wait():
    print("waits", flush=True)
    time.sleep(600)
register("extractor", ScriptedExtractor({SCRIPT}, reactions={{"STOP": wait}}))
main()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_process_that_is_stopped_keeps_what_is_done(table: str, tmp_path: Path, sent: int, code: int) -> None:
    """Ctrl-C and a request to end stop a run at once; it has kept what is done, and says how to go on."""
    output = str(tmp_path / "claims.jsonl")
    command = [sys.executable, "-c", _PROGRAM, "run", "--extractor", "scripted", table, "-o", output]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "waits\n"
        os.kill(child.pid, sent)
        said = child.stderr.read()
    assert child.returncode == code, said
    assert "; what is done is kept. To go on: newsclaims run --extractor scripted" in said
    Path(table).write_text(Path(table).read_text("utf-8").replace("STOP", TEXT), encoding="utf-8")
    assert "goes on after 1 article" in ran(table, "-o", output).stderr


def test_a_run_depends_on_its_extractors(rain: str, tmp_path: Path) -> None:
    """A run with several extractors goes on only with the same ones and the same rule."""
    output = str(tmp_path / "claims.jsonl")
    assert ran(rain, "--extractor", "rules", "-o", output).exit_code == 0
    changed = ran(rain, "--extractor", "rules", "--merge", "vote", "-o", output)
    assert changed.exit_code == 1
    assert "extractor.merge: union -> vote" in changed.stderr
    assert "extractor: scripted+rules -> scripted" in ran(rain, "-o", output).stderr
