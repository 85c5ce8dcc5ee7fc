"""What the machine is, and how much memory a process took."""

import importlib.metadata
import os
import platform
import sys
from pathlib import Path

__all__ = ["cores", "described", "peak_mebibytes"]

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
    status = Path("/proc/self/status")
    if status.exists():
        # Not `ru_maxrss`: on Linux, a new process begins with that of its parent.
        kibibytes = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(kibibytes.split()[1]) / 2**10
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")
