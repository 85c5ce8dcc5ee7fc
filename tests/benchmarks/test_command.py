"""The command `python -m benchmarks`."""

import importlib.util
from importlib import import_module

import pytest
from performance import command
from performance.rows import EFFORTS


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


def test_efforts_grow() -> None:
    """A larger effort measures at least as much of everything."""
    quick, normal, full = (EFFORTS[name] for name in ("quick", "normal", "full"))
    for less, more in ((quick, normal), (normal, full)):
        assert less.rounds < more.rounds
        assert less.words <= more.words
        assert set(less.lengths) <= set(more.lengths)
        assert max(less.counts) < max(more.counts)
