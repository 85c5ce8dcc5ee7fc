"""The command `python -m benchmarks`."""

import importlib.util
import json
import os
import sys
import types
from importlib import import_module
from pathlib import Path

import pytest
from performance import command
from performance.rows import EFFORTS, Row


def test_sections_have_a_module() -> None:
    """Each section that the command names has a module, and the package has no section that it does not name."""
    for module in command.SECTIONS.values():
        assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("name", ["speed", "length", "articles", "memory", "start", "size", "shares", "matrix"])
def test_sections_can_be_loaded_without_other_programs(name: str) -> None:
    """A section is a function of the effort, and loads without spaCy, textacy and onnx."""
    assert callable(import_module(command.SECTIONS[name]).measure)


def test_unknown_section(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A section that does not exist is refused with the names of those that do."""
    monkeypatch.setattr("sys.argv", ["benchmarks", "sped"])
    with pytest.raises(SystemExit):
        command.main()
    assert "no section is called 'sped'. There are speed, length" in capsys.readouterr().err


def test_failed_section_keeps_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A section that fails is a row that says why, and the others are measured and written."""
    module = types.ModuleType("measured_well")
    module.__dict__["measure"] = lambda effort: [Row("good", effort.name, 1.0, "s")]
    monkeypatch.setitem(sys.modules, "measured_well", module)
    monkeypatch.setattr(command, "SECTIONS", {"bad": "no_such_module", "good": "measured_well"})
    monkeypatch.setattr("sys.argv", ["benchmarks", "--quick", "--json", str(tmp_path / "run.json")])
    monkeypatch.setattr(os, "environ", {**os.environ})
    command.main()
    rows = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["rows"]
    assert [(row["name"], row["value"]) for row in rows] == [("failed", None), ("quick", 1.0)]
    assert "no_such_module" in rows[0]["note"]
    assert "ModuleNotFoundError" in capsys.readouterr().err


def test_efforts_grow() -> None:
    """A larger effort measures at least as much of everything."""
    quick, normal, full = (EFFORTS[name] for name in ("quick", "normal", "full"))
    for less, more in ((quick, normal), (normal, full)):
        assert less.rounds < more.rounds
        assert less.words <= more.words
        assert set(less.lengths) <= set(more.lengths)
        assert max(less.counts) < max(more.counts)
