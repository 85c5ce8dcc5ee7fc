"""The check of large files names each one that is not listed, and lines of the list that are out of date."""

import importlib.util
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
MIB = 2**20


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("check_large_files", ROOT / ".ci" / "check_large_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_files_up_to_1_mib_and_listed_ones_pass(check: ModuleType) -> None:
    """A file of 1 MiB needs no reason, and a larger one is allowed up to the size in the list."""
    assert check.faults({"a": MIB, "network": 22 * MIB}, {"network": 22 * MIB}) == []


def test_a_large_file_needs_a_reason(check: ModuleType) -> None:
    """A file above 1 MiB that is not listed is named with its size."""
    [fault] = check.faults({"runs/weights.bin": 3 * MIB, "a": 1}, {})
    assert fault.startswith("runs/weights.bin has 3.0 MiB.")
    assert check.LIST in fault


def test_a_listed_file_can_grow_only_so_far(check: ModuleType) -> None:
    """A listed file above its size is a fault."""
    [fault] = check.faults({"network": 22 * MIB + 1}, {"network": 22 * MIB})
    assert "more than the 22 MiB" in fault


@pytest.mark.parametrize("sizes", [{}, {"network": MIB}])
def test_a_line_without_a_large_file_is_a_fault(check: ModuleType, sizes: dict[str, int]) -> None:
    """A line for a file that is gone, or no longer large, must be removed."""
    [fault] = check.faults(sizes, {"network": 22 * MIB})
    assert fault.endswith("Remove the line.")


def test_the_sum_has_a_bound(check: ModuleType) -> None:
    """Many small files together are a fault too."""
    [fault] = check.faults({str(n): MIB for n in range(check.MOST_TOTAL + 1)}, {})
    assert fault.startswith("All tracked files together")


def test_only_tracked_files_count(
    check: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file that is not tracked is ignored; when it is tracked, the script fails and names it."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    (tmp_path / ".ci").mkdir()
    (tmp_path / check.LIST).write_text("# nothing\n", encoding="utf-8")
    (tmp_path / "größe.bin").write_bytes(bytes(2 * MIB))
    assert check.main(tmp_path) == 0
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)  # noqa: S607
    assert check.main(tmp_path) == 0
    subprocess.run(["git", "-C", str(tmp_path), "add", "."], check=True)  # noqa: S607
    assert check.main(tmp_path) == 1
    assert "größe.bin has 2.0 MiB" in capsys.readouterr().err


def test_this_repository_passes(check: ModuleType) -> None:
    """Every large file of the repository has its reason."""
    assert check.main(ROOT) == 0
