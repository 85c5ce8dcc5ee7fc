"""What the machine is, and how much memory a process took."""

import importlib.metadata
import os
import platform
import sys
from pathlib import Path

__all__ = ["children_peaks", "cores", "described", "peak_mebibytes"]

_PROCESSES = Path("/proc")
_PACKAGES = ("newsclaims", "numpy", "onnxruntime", "pydantic", "spacy", "textacy")


def cores() -> int:
    """Return the number of cores that this process can use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def described() -> dict[str, str | int]:
    """Return the machine and the versions of what is measured."""
    found: dict[str, str | int] = {
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": cores(),
        "python": platform.python_version(),
    }
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def peak_mebibytes() -> float:
    """Return the peak memory of this process."""
    if _PROCESSES.exists():
        # Not `ru_maxrss`: on Linux, a new process begins with that of its parent.
        return _status(_PROCESSES / "self").get("VmHWM", 0) / 2**10
    if sys.platform == "win32":
        message = "Windows has no measure of the peak memory here. Use Linux or macOS."
        raise OSError(message)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def children_peaks() -> dict[int, float]:
    """Return the peak memory in MiB of each process that this one has started and that runs; none without /proc."""
    found: dict[int, float] = {}
    for process in _PROCESSES.glob("[0-9]*"):
        status = _status(process)
        if status.get("PPid") == os.getpid():
            found[int(process.name)] = status.get("VmHWM", 0) / 2**10
    return found


def _status(process: Path) -> dict[str, int]:
    """Return the numbers of a process, by their names; none if it has ended."""
    try:
        lines = (process / "status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    cells = (line.split() for line in lines)
    return {cell[0].rstrip(":"): int(cell[1]) for cell in cells if len(cell) > 1 and cell[1].isdecimal()}


def _processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")
