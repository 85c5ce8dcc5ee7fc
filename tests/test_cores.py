"""How many cores a process was given."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._cores import cores

MANY = 1_000_000
"""More microseconds of processor time than any test's group has in a period."""


@pytest.fixture(autouse=True)
def _eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process may run on eight cores."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(8)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    monkeypatch.setattr(os, "process_cpu_count", lambda: 16, raising=False)


def in_group(tmp_path: Path, groups: str, files: dict[str, str]) -> int:
    """Return the cores of a process in control groups with some files."""
    (tmp_path / "groups").write_text(groups, encoding="utf-8")
    for name, content in files.items():
        file = tmp_path / "mount" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return cores({}, groups=tmp_path / "groups", mount=tmp_path / "mount")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("3", 3),
        (" 2 ", 2),
        ("2,4", 2),
        ("64", 8),
        ("0", 8),
        ("-1", 8),
        ("", 8),
        ("two", 8),
        ("²", 8),
        ("9" * 5000, 8),
    ],
)
def test_fewer_threads_can_be_asked_for(tmp_path: Path, asked: str, expected: int) -> None:
    """`OMP_NUM_THREADS` makes the number smaller, never larger, and what is not a number is not counted."""
    assert cores({"OMP_NUM_THREADS": asked}, groups=tmp_path / "none", mount=tmp_path) == expected


def test_a_process_gets_the_cores_that_it_may_run_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The affinity counts where the system has it; elsewhere, all cores."""
    assert cores({}, groups=tmp_path / "none", mount=tmp_path) == 8
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert cores({}, groups=tmp_path / "none", mount=tmp_path) == 16


def test_an_unknown_number_of_cores_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not say how many cores there are, one is used."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    monkeypatch.setattr(os, "process_cpu_count", lambda: None, raising=False)
    assert cores({}, groups=tmp_path / "none", mount=tmp_path) == 1


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"cpu.max": "200000 100000"}, 2),
        ({"cpu.max": "max 100000"}, 8),
        ({"job/cpu.max": "150000 100000"}, 2),
        ({"job/cpu.max": "max 100000", "cpu.max": "300000 100000"}, 3),
        ({"job/task/cpu.max": "400000 100000", "job/cpu.max": "100000 100000"}, 1),
        ({"job/task/cpu.max": "1000 100000"}, 1),
        ({"job/task/cpu.max": f"{MANY} 100000"}, 8),
        ({"job/task/cpu.max": "broken"}, 8),
        ({"job/task/cpu.max": "100000 0"}, 8),
        ({}, 8),
    ],
)
def test_the_second_version_of_control_groups_limits_the_cores(
    tmp_path: Path, files: dict[str, str], expected: int
) -> None:
    """The tightest limit of the process's group and of the groups around it counts."""
    assert in_group(tmp_path, "0::/job/task\n", files) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 8),
        ({"cpu/cpu.cfs_quota_us": "250000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 3),
        ({"cpu/docker/x/cpu.cfs_quota_us": "50000\n", "cpu/docker/x/cpu.cfs_period_us": "100000\n"}, 1),
        ({"cpu/cpu.cfs_quota_us": "50000\n"}, 8),
    ],
)
def test_the_first_version_of_control_groups_limits_the_cores(
    tmp_path: Path, files: dict[str, str], expected: int
) -> None:
    """Quota and period are files of their own, in the folder of the controller."""
    assert in_group(tmp_path, "9:name=systemd:/\n4:cpu,cpuacct:/docker/x\n0::/\n", files) == expected


def test_a_group_outside_of_the_container_is_the_top_one(tmp_path: Path) -> None:
    """A path with `..` is outside of what the container sees, and names no other folder."""
    assert in_group(tmp_path, "0::/../../job\n", {"cpu.max": "100000 100000", "../../cpu.max": "1 1"}) == 1


@given(st.binary(max_size=60), st.binary(max_size=60), st.text(max_size=8))
def test_any_files_give_a_number(
    tmp_path_factory: pytest.TempPathFactory, groups: bytes, limit: bytes, asked: str
) -> None:
    """Whatever the system says, the answer is a number that can be used, and never an error."""
    folder = tmp_path_factory.getbasetemp()
    (folder / "groups").write_bytes(b"0::/\n1:cpu:/\n" + groups)
    (folder / "cpu.max").write_bytes(limit)
    assert 1 <= cores({"OMP_NUM_THREADS": asked}, groups=folder / "groups", mount=folder) <= 8
