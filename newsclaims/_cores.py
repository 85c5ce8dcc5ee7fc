"""How many cores this process was given, which may be fewer than the machine has."""

import os
from collections.abc import Iterator, Mapping
from math import ceil
from pathlib import Path

__all__ = ["cores"]

_GROUPS = Path("/proc/self/cgroup")
_MOUNT = Path("/sys/fs/cgroup")


def cores(environment: Mapping[str, str] | None = None, *, groups: Path = _GROUPS, mount: Path = _MOUNT) -> int:
    """Return the number of cores that this process was given, at least 1.

    It is the least of what `OMP_NUM_THREADS` asks for, the cores that the process may run on, and the share of
    processor time that a container gives it, rounded up.

    Args:
        environment: The environment variables; None for those of this process.
        groups: The file that names the control groups of this process.
        mount: The folder of all control groups.
    """
    given = [_asked_for(os.environ if environment is None else environment), _allowed(), *_shares(groups, mount)]
    return max(1, min(number for number in given if number is not None))


def _asked_for(environment: Mapping[str, str]) -> int | None:
    """Return what `OMP_NUM_THREADS` asks for; it can be a list, with a number for each level of nesting."""
    first = environment.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    # Nobody has more threads, and Python does not read numbers of thousands of digits.
    return int(first) or None if first.isascii() and first.isdecimal() and len(first) < 10 else None


def _allowed() -> int:
    """Return how many cores this process may run on."""
    # Python 3.13 has this function; it also knows `PYTHON_CPU_COUNT`.
    count = getattr(os, "process_cpu_count", os.cpu_count)
    # macOS and Windows do not have this one.
    affinity = getattr(os, "sched_getaffinity", None)
    try:
        return min(len(affinity(0)), count() or 1) if affinity else count() or 1
    except OSError:
        return count() or 1


def _shares(groups: Path, mount: Path) -> Iterator[int]:
    """Yield the cores that each control group of this process, and each group around it, may use."""
    for line in _read(groups).splitlines():
        _, _, rest = line.partition(":")
        controllers, _, own = rest.partition(":")
        # Version 2 names no controllers. A container often sees its own group as the top one.
        if not controllers:
            for folder in _upwards(mount, own):
                yield from _cores_of(_read(folder / "cpu.max").split())
        elif "cpu" in controllers.split(","):
            for folder in _upwards(mount / "cpu", own):
                yield from _cores_of([_read(folder / f"cpu.cfs_{part}_us").strip() for part in ("quota", "period")])


def _upwards(top: Path, own: str) -> list[Path]:
    """Return the folder of a group, and the folders around it."""
    parts = [part for part in own.split("/") if part not in ("", "..")]
    return [top.joinpath(*parts[:depth]) for depth in range(len(parts), -1, -1)]


def _cores_of(limit: list[str]) -> Iterator[int]:
    """Yield the cores of a limit: microseconds of processor time, and the length of the period that they are for."""
    # Without a limit, the time is "max" or -1, or there is no such file.
    if len(limit) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 20 for part in limit):
        time, period = map(int, limit)
        if time and period:
            yield ceil(time / period)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""
