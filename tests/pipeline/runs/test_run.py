"""Runs: what they write, how they go on, and what they report."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import SCRIPT, TEXT
from pipeline.runs.given import PLACES, articles, contents, pipeline, run, stopped
from strategies import examples

import newsclaims as nc
from newsclaims._pipeline.runs import Event
from newsclaims._pipeline.runs.failures import FailureLine
from newsclaims._pipeline.runs.run import RunOptions, run_articles
from newsclaims.errors import FileError, InputTypeError, InvalidValueError
from newsclaims.testing import ScriptedExtractor


def test_a_run_writes_what_a_stream_gives(tmp_path: Path) -> None:
    """One file has the bytes that `dump` writes for the results of `stream`."""
    inputs = articles(7, bad=False)
    report = run(inputs, tmp_path / "run.jsonl")
    nc.dump(pipeline().stream(inputs), tmp_path / "stream.jsonl")
    assert (tmp_path / "run.jsonl").read_bytes() == (tmp_path / "stream.jsonl").read_bytes()
    assert report == nc.RunReport(7, 14, 0, 0, (tmp_path / "run.jsonl",), None)


def test_a_folder_has_files_of_a_stated_size(tmp_path: Path) -> None:
    """Each file of a folder has `shard_size` articles, and the last one has the rest."""
    report = run(articles(8), tmp_path / "claims", shard_size=2, format="csv")
    assert [path.name for path in report.files] == ["claims-00000.csv", "claims-00001.csv", "claims-00002.csv"]
    found = list(nc.load(report.files[1], articles={a.id: a for a in articles(8) if a is not None}))
    assert [claims.article.id for claims in found] == ["a5", "a6"]
    assert (report.articles, report.claims, report.failed) == (5, 10, 3)


def test_every_failure_has_a_line(tmp_path: Path) -> None:
    """The file of failures has the place, the type and the message of what failed, in order."""
    report = run(articles(5), tmp_path / "claims.jsonl")
    assert report.failures is not None
    lines = [json.loads(line) for line in report.failures.read_text(encoding="utf-8").splitlines()]
    assert [(line["index"], line["id"], line["error"]) for line in lines] == [
        (1, "boom", "ZeroDivisionError"),
        (2, "long", "LimitError"),
        (3, None, "InputTypeError"),
    ]
    assert "has 99 characters, and the limit is 80" in lines[1]["message"]
    assert {"file", "row", "message"} < lines[0].keys()


def test_what_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    """A file or a row that a reader skips for an error has a line; what no reader knows in a folder has none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text(f"id,text\nrow,{TEXT}\nempty,\n", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"caf\xe9")
    (folder / "c.png").write_bytes(b"\x89PNG")
    (folder / "d.txt").write_text(TEXT, encoding="utf-8")
    report = run(nc.read(folder, on_error="skip"), tmp_path / "claims.jsonl")
    assert (report.articles, report.failed) == (2, 1)
    assert report.failures is not None
    [line] = [json.loads(line) for line in report.failures.read_text(encoding="utf-8").splitlines()]
    assert (line["index"], line["id"], Path(line["file"]).name, line["error"]) == (1, None, "b.txt", "UndecodableError")


@examples(30)
@given(st.data())
def test_a_stopped_run_ends_as_if_it_was_not_stopped(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    """Wherever and however often a run is stopped, the output, the failures and the report are the same."""
    folder = tmp_path_factory.mktemp("run")
    name = data.draw(st.sampled_from(PLACES))
    inputs = articles(9)
    options = {"shard_size": data.draw(st.integers(1, 4))} if name == "claims" else {}
    whole = run(inputs, folder / f"whole-{name}", **options)
    output = folder / name
    for after in sorted(data.draw(st.lists(st.integers(0, 9), max_size=4))):
        stopped(inputs, output, after, **options)
    report = run(inputs, output, **options)
    assert (report.articles, report.claims, report.failed) == (whole.articles, whole.claims, whole.failed)
    assert [*contents(output).values()] == [*contents(folder / f"whole-{name}").values()]


def test_what_is_done_is_not_run_again(tmp_path: Path) -> None:
    """A run that goes on gives the extractor only what is not done."""
    inputs = articles(8, bad=False)
    stopped(inputs, tmp_path / "claims.jsonl", 5)
    seen: list[int] = []
    counting = nc.Pipeline(ScriptedExtractor(SCRIPT, reactions={TEXT: lambda: seen.append(1)}), [])
    report = counting.run(inputs, tmp_path / "claims.jsonl", max_chars=80)
    assert report.resumed + len(seen) == 8
    assert report.resumed >= 4


def test_a_finished_run_is_not_read_again(tmp_path: Path) -> None:
    """A run that is finished gives its report again, without a look at the input."""
    first = run(articles(5), tmp_path / "claims")
    again = run((pytest.fail("it is read") for _ in [0]), tmp_path / "claims")
    assert again.resumed == 5
    assert (again.articles, again.claims, again.failed, again.files, again.failures) == (
        *(first.articles, first.claims, first.failed),
        *(first.files, first.failures),
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (articles(3), "it ends before article 'a4' \\(number 4 of the input, from 0\\), which is done already"),
        ([*articles(4), nc.Article(text="new", id="a4")], "article 'a4' .* is not the same as before"),
        ([*articles(4), nc.Article(text="new", id="new")], "where article 'a4' .* there is now article 'new'"),
        ([*articles(4), 3], "where article 'a4' .* there is now something that cannot be read"),
    ],
)
def test_a_changed_input_is_refused(tmp_path: Path, changed: list[Any], message: str) -> None:
    """If an article that is done is missing or has changed, the error names it, and what is done is kept."""
    stopped(articles(9), tmp_path / "claims.jsonl", 7)
    with pytest.raises(InvalidValueError, match=message):
        run(changed, tmp_path / "claims.jsonl")
    assert run(articles(9), tmp_path / "claims.jsonl").resumed >= 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_chars": 90}, "max_chars: 80 -> 90"),
        ({"format": "csv"}, "format: jsonl -> csv"),
        ({"shard_size": 5}, "shard_size: 1000 -> 5"),
        ({"settings": {"reader": {"encoding": "latin-1"}}}, "reader.encoding: nothing -> latin-1"),
    ],
)
def test_changed_settings_are_refused(tmp_path: Path, options: Mapping[str, Any], message: str) -> None:
    """If a setting that changes the output is not the same, the error names it; `restart` begins again."""
    stopped(articles(9), tmp_path / "claims", 7)
    with pytest.raises(InvalidValueError, match=message):
        run(articles(9), tmp_path / "claims", **options)
    with pytest.raises(InvalidValueError, match="extractor: scripted -> rules"):
        nc.Pipeline("rules", []).run(articles(9), tmp_path / "claims", max_chars=80)
    assert run(articles(9), tmp_path / "claims", restart=True, **options).resumed == 0
    assert run(articles(9), tmp_path / "claims", **options).resumed == 9


def test_workers_and_batches_may_change(tmp_path: Path) -> None:
    """Settings that do not change the output can differ."""
    stopped(articles(9), tmp_path / "claims", 7)
    assert run(articles(9), tmp_path / "claims", batch_size=3).resumed >= 5


def test_a_restart_removes_what_a_run_has_written(tmp_path: Path) -> None:
    """With `restart`, no file of the earlier run is left beside the new ones; other files stay."""
    output = tmp_path / "claims"
    run(articles(9), output, shard_size=2)
    (output / "notes.txt").write_text("mine", encoding="utf-8")
    report = run(articles(3, bad=False), output, shard_size=2, format="csv", restart=True)
    assert {path.name for path in output.iterdir()} == {"claims-00000.csv", "claims-00001.csv", "notes.txt"}
    assert report.failures is None
    assert not Path(f"{output}.failures.jsonl").exists()


@pytest.mark.parametrize("after", [None, 8])
def test_a_restart_refuses_shards_that_the_run_has_not_written(tmp_path: Path, after: int | None) -> None:
    """With `restart`, a file that has the name of a shard and is not of the earlier run is refused."""
    output = tmp_path / "claims"
    stopped(articles(9), output, 9 if after is None else after, shard_size=2)
    if after is None:
        run(articles(9), output, shard_size=2)
    mine = output / "claims-00007.jsonl"
    mine.write_text("mine", encoding="utf-8")
    before = contents(output)
    with pytest.raises(FileError, match=r"claims-00007\.jsonl: it exists, and no run that can go on has written it"):
        run(articles(9), output, shard_size=2, restart=True)
    assert contents(output) == before
    mine.unlink()
    assert run(articles(9), output, shard_size=2, restart=True).resumed == 0


def test_a_restart_leaves_what_no_run_has_written(tmp_path: Path) -> None:
    """With `restart`, a file that is in the place of the output and has no journal is refused, and stays."""
    output = tmp_path / "claims.csv"
    output.write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match="it exists, and no run that can go on has written it"):
        run(articles(3), output, restart=True)
    assert output.read_text(encoding="utf-8") == "mine"


def test_an_input_that_fails_can_be_gone_on_with(tmp_path: Path) -> None:
    """If the input raises an error, what was read before is kept, and the run is not finished."""

    def failing() -> Iterator[Any]:
        yield from articles(6)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        run(failing(), tmp_path / "claims.jsonl")
    assert not (tmp_path / "claims.jsonl").exists()
    assert run(articles(9), tmp_path / "claims.jsonl").resumed >= 5


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([], "no article was found, so nothing was written.$"),
        ([None, 3], "2 failed; the first was InputTypeError: an article must be"),
    ],
)
def test_an_input_without_an_article_is_an_error(tmp_path: Path, name: str, inputs: list[Any], message: str) -> None:
    """If no article can be read, the error has the first failure, and nothing is left that is in the way."""
    with pytest.raises(InvalidValueError, match=message):
        run(inputs, tmp_path / name)
    assert not list(tmp_path.iterdir())
    run(articles(5), tmp_path / name)
    with pytest.raises(InvalidValueError, match=message):
        run(inputs, tmp_path / name, restart=True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_articles_that_all_fail_are_a_finished_run(tmp_path: Path) -> None:
    """If articles are read but none of them can be run, the run is finished, and its failures can be run again."""
    report = run(articles(4)[1:4], tmp_path / "claims.jsonl")
    assert (report.articles, report.failed) == (0, 3)
    assert run(articles(4)[1:4], tmp_path / "claims.jsonl").resumed == 3


def test_a_restart_that_is_stopped_can_go_on(tmp_path: Path) -> None:
    """A restart that is stopped before anything is done leaves nothing in the way of the same run."""
    output = tmp_path / "claims.jsonl"
    run(articles(5), output)
    stopped(articles(5), output, 0, restart=True)
    assert run(articles(5), output).articles == 2


def test_a_finished_run_of_other_inputs_is_refused(tmp_path: Path) -> None:
    """If the names of the inputs are known, a finished run refuses other ones; `restart` begins again."""
    output = tmp_path / "claims.jsonl"

    def go(*inputs: str, **options: Any) -> nc.RunReport:
        """Run four items, as if they were of these files."""
        return run_articles(pipeline(), articles(3), output, RunOptions(inputs=inputs, **options))

    stopped(articles(3), output, 2, max_chars=1_000_000)
    assert go("a.csv", "b.csv").resumed > 0
    assert go("./a.csv", "b.csv").resumed == 4
    assert go().resumed == 4
    with pytest.raises(InvalidValueError, match=r"is finished, and it read other inputs \(not now: b\.csv\)\. Name"):
        go("a.csv")
    with pytest.raises(InvalidValueError, match=r"\(only now: c\.csv, d\.csv, e\.csv and 1 more\)"):
        go("a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv")
    with pytest.raises(InvalidValueError, match=r"\(in another order\)"):
        go("b.csv", "a.csv")
    assert go("c.csv", restart=True).resumed == 0


def test_what_is_skipped_is_counted(tmp_path: Path) -> None:
    """The report counts what was skipped without a fault, also if the run went on or is called again."""
    path = tmp_path / "rain.csv"
    path.write_text(f"id,text\nempty,\na,{TEXT}\nb,{TEXT}\nblank,\nc,{TEXT}\n", encoding="utf-8")
    output = tmp_path / "claims.jsonl"
    stopped(list(nc.read(path)), output, 2)
    report = run(nc.read(path), output)
    assert report.resumed > 0
    assert (report.articles, report.skipped) == (3, 2)
    assert run(nc.read(path), output).skipped == 2


def test_of_what_is_run_again_only_what_is_named_is_counted_as_skipped(tmp_path: Path) -> None:
    """With `only`, a row that is named and has no text any more is skipped, and it is not missing."""
    path = tmp_path / "rain.csv"
    path.write_text(f"id,text\nempty,\na,BOOM\nb,BOOM\n,{TEXT}\n", encoding="utf-8")
    failures = tmp_path / "failures.jsonl"
    place = {"file": str(path), "row": 2}
    failures.write_bytes(
        FailureLine.of(0, place, ValueError()).line() + FailureLine.of(1, place | {"row": 4}, ValueError()).line()
    )
    path.write_text(f"id,text\nempty,\na,\nb,BOOM\n,{TEXT}\n", encoding="utf-8")
    report = run(nc.read(path), tmp_path / "claims.jsonl", only=failures)
    assert (report.articles, report.failed, report.skipped) == (1, 0, 1)


def test_failures_are_run_again_alone(tmp_path: Path) -> None:
    """With `only`, a run takes what a file of failures names; what is not in the input fails again."""
    inputs = articles(9)
    failures = run(inputs, tmp_path / "claims.jsonl").failures
    inputs[3] = nc.Article(text=TEXT, id="now an article")
    report = run(inputs, tmp_path / "again.jsonl", only=failures, max_chars=100)
    assert [claims.article.id for claims in nc.load(tmp_path / "again.jsonl")] == ["long", "now an article"]
    assert (report.articles, report.failed) == (2, 1)
    assert report.failures is not None
    third = run([inputs[0], None, inputs[2]], tmp_path / "third.jsonl", only=failures)
    assert third.failures is not None
    lines = [json.loads(line) for line in third.failures.read_text(encoding="utf-8").splitlines()]
    assert (lines[1]["index"], lines[1]["id"], lines[1]["error"]) == (1, "boom", "InvalidValueError")
    with pytest.raises(InvalidValueError, match="the file of failures names it, but it is not in the input"):
        run(inputs[:1], tmp_path / "fourth.jsonl", only=report.failures)
    with pytest.raises(InvalidValueError, match="is the file of failures of this output"):
        run(inputs, tmp_path / "claims.jsonl", only=failures, restart=True)


def test_only_the_rest_of_a_file_that_failed_is_run(tmp_path: Path) -> None:
    """If a file fails half-way, `only` takes the rows after those that were read, also if it fails a second time."""
    path = tmp_path / "rain.json"
    row = '{{"id": "{}", "text": "{}"}}'.format
    rows = [row("a", TEXT), row("empty", ""), row("b", TEXT), row("c", TEXT), row("d", TEXT)]

    def ids(output: str, only: Path | None, good: int) -> tuple[list[str], Path | None]:
        """Run with a file of which some rows are good, and return the ids that are written."""
        path.write_text(f"[{', '.join(rows[:good])}{']' if good == 5 else ', ?'}", encoding="utf-8")
        report = run(nc.read(path, on_error="skip"), tmp_path / output, only=only)
        return [claims.article.id for claims in nc.load(tmp_path / output)], report.failures

    first, failures = ids("1.jsonl", None, 2)
    second, again = ids("2.jsonl", failures, 3)
    third, none = ids("3.jsonl", again, 5)
    assert (first, second, third, none) == (["a"], ["b"], ["c", "d"], None)
    assert failures is not None
    line = json.loads(failures.read_text(encoding="utf-8"))
    assert (line["index"], line["row"], line["rows_read"]) == (1, None, 2)


@define
class Picky:
    """A format that cannot write some articles."""

    name: str = "picky"
    suffixes: tuple[str, ...] = (".picky",)
    media_type: str = "text/plain"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"
    error: type[Exception] = InvalidValueError

    def dump(self, claimsets: Iterable[nc.ClaimSet], target: BinaryIO | Path) -> None:
        """Write the ids, but not all of them."""
        assert not isinstance(target, Path)
        for claimset in claimsets:
            if claimset.article.id in ("a5", "a7"):
                raise self.error(f"{claimset.article.id} cannot be written")
            target.write(claimset.article.id.encode() + b"\n")

    def load(self, *_: Any, **__: Any) -> Iterator[nc.ClaimSet]:
        """Read nothing."""
        return iter(())


@pytest.mark.parametrize("after", [None, 8])
def test_an_article_that_the_format_cannot_write_is_a_failure(tmp_path: Path, after: int | None) -> None:
    """Such an article has a line in the file of failures, and the others are written."""
    output = tmp_path / "claims"
    options = {"format": Picky(), "shard_size": 4}
    if after is not None:
        stopped(articles(10), output, after, **options)
    report = run(articles(10), output, **options)
    assert b"".join(path.read_bytes() for path in report.files) == b"a0\na4\na6\na8\na9\n"
    assert (report.articles, report.claims, report.failed) == (5, 10, 5)
    assert report.failures is not None
    lines = [json.loads(line) for line in report.failures.read_text(encoding="utf-8").splitlines()]
    assert sorted(line["id"] or "" for line in lines) == ["", "a5", "a7", "boom", "long"]
    assert {line["index"] for line in lines if line["id"] in ("a5", "a7")} == {5, 7}
    assert lines[-1]["message"] == "a7 cannot be written"


def test_a_format_that_writes_nothing_stops_the_run(tmp_path: Path) -> None:
    """An error of the system is not blamed on articles, and the run can go on."""
    with pytest.raises(OSError, match="cannot be written"):
        run(articles(9), tmp_path / "claims", format=Picky(error=OSError))
    assert run(articles(9), tmp_path / "claims", format=Picky()).resumed == 9


def test_a_listener_hears_no_text_of_an_article(tmp_path: Path) -> None:
    """The data of events has counts, names and places; only the message of a failure can quote."""
    heard: list[Event] = []
    options = RunOptions(shard_size=4, max_chars=80)
    run_articles(pipeline(), articles(9), tmp_path / "claims", options, heard.append)
    assert [event.name for event in heard] == ["begin", "failure", "failure", "failure", "file", "file", "end"]
    assert heard[0].data["done"] == 0
    place = {"index": 1, "id": "boom", "file": None, "row": None, "rows_read": None}
    assert heard[1].data == {**place, "error": "ZeroDivisionError"}
    assert heard[4].data == {"file": "claims-00000.jsonl", "articles": 4, "claims": 8}
    counts = {"articles": 6, "claims": 12, "failed": 3, "resumed": 0, "skipped": 0, "files": 2}
    assert counts.items() <= heard[-1].data.items()
    assert not any("rained" in json.dumps(event.data) for event in heard)


def test_progress_counts_what_was_done_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line of progress has all articles, with those of earlier processes; a total can be given."""
    stopped(articles(9), tmp_path / "claims.jsonl", 7)
    run(iter(articles(9)), tmp_path / "claims.jsonl", progress=True, total=9)
    assert "newsclaims: 9 of 9 articles (100%)" in capsys.readouterr().err


def test_what_cannot_be_read_is_not_held(tmp_path: Path) -> None:
    """However much of the input fails, only a few batches are read ahead of what is kept."""
    taken: list[int] = []

    def inputs() -> Iterator[Any]:
        for number in range(500):
            taken.append(number)
            yield None if number % 100 else TEXT

    ahead: list[int] = []
    options = RunOptions(batch_size=4)
    listener = lambda event: ahead.append(len(taken) - len(ahead)) if event.name == "failure" else None  # noqa: E731
    run_articles(pipeline(), inputs(), tmp_path / "claims", options, listener)
    assert len(ahead) == 495
    assert max(ahead) < 5 + 8


def test_a_listener_hears_of_the_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now and then an event says how much is done, with the rate, and with the time that is left if that is known."""
    monkeypatch.setattr("newsclaims._pipeline.runs.run._PROGRESS", 0.0)
    stopped(articles(9), tmp_path / "claims", 7)
    heard: list[Event] = []
    run_articles(pipeline(), articles(9), tmp_path / "claims", RunOptions(max_chars=80), heard.append)
    found = [event.data for event in heard if event.name == "progress"]
    assert [data["done"] for data in found] == [8, 9]
    assert {"total": 9, "failed": 3, "left": None}.items() <= found[-1].items()
    assert found[-1]["rate"] > 0


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs the files of Linux about processes")
def test_the_disk_has_results_before_the_journal_counts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now and then, and before a file is finished, the results are synced and after them the journal."""
    synced: list[str] = []
    sync = os.fsync

    def noted(file: int) -> None:
        """Note the name of a file that is synced."""
        synced.append(Path(f"/proc/self/fd/{file}").readlink().name)
        sync(file)

    monkeypatch.setattr("newsclaims._pipeline.runs.book._SYNC", 0.0)
    monkeypatch.setattr("os.fsync", noted)
    run(articles(3, bad=False), tmp_path / "claims.csv")
    both = ["results-00000.jsonl", "journal.jsonl"]
    assert synced[:8] == both * 4
    assert "claims.csv" in synced
    assert synced.index("claims.csv") < len(synced) - 1 - synced[::-1].index("journal.jsonl")


def test_progress_that_ends_early_is_an_error(tmp_path: Path) -> None:
    """If what shows the progress does not take all results, the run is not finished."""
    with pytest.raises(InvalidValueError, match="ended before the articles did"):
        run(articles(9), tmp_path / "claims.jsonl", progress=lambda results: [*zip(results, range(3), strict=False)])
    assert run(articles(9), tmp_path / "claims.jsonl").articles == 6


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"workers": 0}, InvalidValueError, "workers must be 1 or more"),
        ({"batch_size": "4"}, InputTypeError, "batch_size must be an int"),
        ({"max_chars": 0}, InvalidValueError, "max_chars must be 1 or more"),
        ({"total": 0}, InvalidValueError, "total must be 1 or more"),
        ({"only": 3}, InputTypeError, "only must be the path of a file of failures"),
        ({"settings": 3}, InputTypeError, "settings must be a mapping"),
        ({"restart": "yes"}, InputTypeError, "restart must be True or False"),
        ({"progress": 3}, InputTypeError, "progress must be"),
        ({"only": "nothing.jsonl"}, FileError, "nothing.jsonl: "),
    ],
)
def test_wrong_options_are_refused(
    tmp_path: Path, options: Mapping[str, Any], error: type[Exception], message: str
) -> None:
    """An option of the wrong type or value is an error before anything is run."""
    with pytest.raises(error, match=message):
        run(articles(3), tmp_path / "claims.jsonl", **options)
    with pytest.raises(InputTypeError, match="articles must be an iterable of articles"):
        run("a text", tmp_path / "claims.jsonl")
    assert not (tmp_path / "claims.jsonl").exists()
