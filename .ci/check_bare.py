"""Checks that the packages of an environment are those that bare.txt lists, no more and no fewer.

python .ci/check_bare.py SITE_PACKAGES_FOLDER

The environment is one without pip, so that what is there is what the wheel brought.
"""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

LIST = Path(__file__).with_name("bare.txt")


def canonical(name: str) -> str:
    """Return a package's name in the one spelling that stands for all (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def listed() -> set[str]:
    """Return the packages of the list: the first word of each line that is not a comment."""
    lines = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return {words[0] for words in lines if words and not words[0].startswith("#")}


def faults(folder: Path) -> list[str]:
    """Return what is wrong with an environment."""
    found = {canonical(distribution.metadata["Name"]) for distribution in distributions(path=[str(folder)])}
    more, fewer = sorted(found - listed()), sorted(listed() - found)
    return [
        *(f"{name} is installed, and {LIST.name} does not have it: do without it, or say there why" for name in more),
        *(f"{name} is in {LIST.name}, and is not installed: take it out there" for name in fewer),
    ]


def main(folder: Path) -> int:
    """Check an environment; print what is wrong and return the exit code."""
    found = faults(folder)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{folder}: {len(listed())} packages are listed, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
