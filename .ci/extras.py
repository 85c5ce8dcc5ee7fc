"""Prints what pyproject.toml says of the extras.

python .ci/extras.py names --without dev training   the names of all other extras, separated by commas
python .ci/extras.py pinned uv                      the requirement of a tool in the extra `dev`
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def names(extras: dict[str, list[str]], without: list[str]) -> str:
    """Return the names of extras but those left out, separated by commas."""
    unknown = sorted(set(without) - extras.keys())
    if unknown:
        message = f"{PROJECT.name} has no extra {', '.join(unknown)}. It has {', '.join(sorted(extras))}."
        raise SystemExit(message)
    return ",".join(sorted(extras.keys() - set(without)))


def pinned(extras: dict[str, list[str]], tool: str) -> str:
    """Return the requirement of a tool in the extra `dev`."""
    for requirement in extras["dev"]:
        if re.fullmatch(rf"{re.escape(tool)}(\[.*\])?==.*", requirement):
            return requirement
    message = f"The extra dev in {PROJECT.name} pins no version of {tool}. Add it there."
    raise SystemExit(message)


def main(arguments: list[str]) -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_subparsers(dest="asked", required=True)
    asked.add_parser("names").add_argument("--without", nargs="*", default=[], metavar="EXTRA")
    asked.add_parser("pinned").add_argument("tool")
    given = parser.parse_args(arguments)
    extras = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    print(names(extras, given.without) if given.asked == "names" else pinned(extras, given.tool))


if __name__ == "__main__":
    main(sys.argv[1:])
