"""The command `python -m fuzz`."""

import sys
from pathlib import Path

import pytest

from fuzz import catalogue
from fuzz.__main__ import main
from fuzz.target import Target


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for findings, with two targets: one that takes all, and one that takes nothing."""
    targets = [
        Target("all", "takes all", lambda _: "fine", lambda: [b"a"]),
        Target("none", "takes nothing", lambda data: str(1 // len(data[:0])), lambda: [b"a"]),
    ]
    monkeypatch.setattr(catalogue, "TARGETS", {target.name: target for target in targets})
    return tmp_path


def ran(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    """Run the command, without a limit of memory, which would stay."""
    given = ["fuzz", *arguments, "--findings", str(folder), "--memory", "0"]
    monkeypatch.setattr(sys, "argv", given)
    return main()


def test_targets_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The list says what each target does; it is also shown, with another exit code, if no target has the name."""
    assert ran(monkeypatch, folder, "--list") == 0
    assert capsys.readouterr().out == f"{'all':20} takes all\n{'none':20} takes nothing\n"
    assert ran(monkeypatch, folder, "other") == 2
    assert "takes all" in capsys.readouterr().out


def test_the_exit_code_says_whether_a_law_was_broken(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pattern names several targets, each gets the inputs, and one that breaks a law is enough for exit code 1."""
    assert ran(monkeypatch, folder, "a*", "--inputs", "20") == 0
    assert ran(monkeypatch, folder, "*", "--inputs", "20") == 1
    shown = capsys.readouterr().out
    assert shown.count(": 20 inputs") == 3
    assert "ZeroDivisionError" in shown
    assert [path.parent.name for path in folder.glob("*/*")] == ["none"]
