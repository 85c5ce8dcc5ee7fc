"""Runs: what they count, what they keep, and when they end."""

from math import inf
from pathlib import Path

import pytest

from fuzz.drivers import Limits, run_plain
from fuzz.laws import INVALID, LawBrokenError
from fuzz.record import Record
from fuzz.target import Target


def try_one(data: bytes) -> str:
    """Break a law for any byte above 127, and take nothing that is empty."""
    if any(byte > 127 for byte in data):
        message = "bytes are ASCII"
        raise LawBrokenError(message)
    return "fine" if data else INVALID


TARGET = Target("ascii", "takes ASCII", try_one, lambda: [b"", b"abc", b"12"], largest=10)


def finished(folder: Path, seed: int = 0, target: Target = TARGET, corpus: Path | None = None) -> Record:
    record = Record(target, folder)
    run_plain(target, record, Limits(300, inf), seed, corpus)
    record.close()
    return record


def test_inputs_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What gave no input is counted apart."""
    record = finished(tmp_path)
    assert record.inputs == 300
    assert sum(record.answers.values()) == 300 + record.answers[INVALID]
    assert record.answers[INVALID] >= 1
    assert "done ascii: 300 inputs in " in capsys.readouterr().out


def test_one_finding_of_a_kind_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the inputs that break one law in one place, the first is kept, and reported with its traceback."""
    record = finished(tmp_path)
    [kept] = (tmp_path / "ascii").iterdir()
    [(kind, count)] = record.faults.items()
    assert count > 1
    assert kind == "fault: LawBrokenError in fuzz/test_drivers.py:try_one"
    with pytest.raises(LawBrokenError):
        try_one(kept.read_bytes())
    shown = capsys.readouterr().out
    assert shown.count("Traceback") == 1
    assert str(kept) in shown


def test_a_run_without_findings_leaves_no_folder(tmp_path: Path) -> None:
    """An empty folder of findings is removed."""
    harmless = Target("harmless", "takes all", lambda _: "fine", lambda: [b"a"])
    assert not finished(tmp_path, target=harmless).faults
    assert not list(tmp_path.iterdir())


def test_equal_seeds_give_equal_runs(tmp_path: Path) -> None:
    """A run can be repeated, and another number gives another run."""
    first, same, other = (finished(tmp_path, seed).answers for seed in (0, 0, 1))
    assert first == same != other


def test_a_corpus_is_tried_too(tmp_path: Path) -> None:
    """The files of a corpus are inputs."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a").write_bytes(b"from the corpus")
    seen = []

    def remembered(data: bytes) -> str:
        seen.append(data)
        return "fine"

    finished(tmp_path, target=Target("all", "takes all", remembered, lambda: [b"a"]), corpus=tmp_path / "corpus")
    assert seen[:2] == [b"a", b"from the corpus"]
