"""Checks that an environment has exactly the packages that bare.txt lists.

python .ci/check_bare.py SITE_PACKAGES_FOLDER

The environment must not have pip, so that its packages are those that the wheel brings.
"""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

LIST = Path(__file__).with_name("bare.txt")


def canonical(name: str) -> str:
    """Return the canonical spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def listed() -> set[str]:
    """Return the listed packages: the first word of each line that is not a comment."""
    lines = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return {words[0] for words in lines if words and not words[0].startswith("#")}


def faults(folder: Path) -> list[str]:
    """Return the faults of an environment."""
    found = {canonical(distribution.metadata["Name"]) for distribution in distributions(path=[str(folder)])}
    more, fewer = sorted(found - listed()), sorted(listed() - found)
    return [
        *(f"{name} is installed but not in {LIST.name}. Remove it, or add it there with the reason." for name in more),
        *(f"{name} is in {LIST.name} but not installed. Remove it there." for name in fewer),
    ]


def main(folder: Path) -> int:
    """Check an environment, print the faults and return the exit code."""
    found = faults(folder)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{folder}: {len(listed())} packages listed, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
