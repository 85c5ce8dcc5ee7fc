"""Checks that no large file came into the repository by accident.

python .ci/check_large_files.py [ROOT]

A tracked file above 1 MiB must be in `.ci/large_files.txt`, with a reason, and all tracked files together must stay
below a bound.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ".ci/large_files.txt"
MIB = 2**20
MOST_TOTAL = 34
"""The largest size of all tracked files together, in MiB."""


def listed(root: Path) -> dict[str, int]:
    """Return the largest sizes of the listed files, in bytes, by their paths."""
    lines = (root / LIST).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {path: int(most) * MIB for path, most, _ in rows}


def tracked(root: Path) -> dict[str, int]:
    """Return the sizes of the tracked files that are in the tree, in bytes, by their paths."""
    found = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True)  # noqa: S603, S607
    names = (name for name in found.stdout.decode().split("\0") if name)
    return {name: (root / name).lstat().st_size for name in names if (root / name).exists()}


def faults(sizes: Mapping[str, int], known: Mapping[str, int]) -> list[str]:
    """Return what is wrong with the sizes of the tracked files.

    Args:
        sizes: Their sizes, by their paths.
        known: The largest sizes of the listed files.
    """
    found = [
        f"{name} has {size / MIB:.1f} MiB. Keep it out of the repository, or give the reason in {LIST}."
        for name, size in sorted(sizes.items())
        if size > MIB and name not in known
    ]
    found += [
        f"{name} has {sizes[name] / MIB:.1f} MiB, more than the {most / MIB:.0f} MiB in {LIST}."
        for name, most in known.items()
        if sizes.get(name, 0) > most
    ]
    found += [
        f"{name} is in {LIST}, but there is no tracked file above 1 MiB of that name. Remove the line."
        for name in known
        if sizes.get(name, 0) <= MIB
    ]
    if (total := sum(sizes.values())) > MOST_TOTAL * MIB:
        found.append(f"All tracked files together have {total / MIB:.1f} MiB, more than {MOST_TOTAL} MiB.")
    return found


def main(root: Path) -> int:
    """Check a clone; print the faults, and return the exit code."""
    if not (root / ".git").exists():
        print(f"{root} is not a clone, so no files are tracked: nothing is checked.")
        return 0
    sizes = tracked(root)
    found = faults(sizes, listed(root))
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(sizes)} tracked files, {sum(sizes.values()) / MIB:.1f} MiB, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
