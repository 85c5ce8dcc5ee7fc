"""Writes the figures of a run of the benchmark into `docs/explanation/speed.md`.

    python -m benchmarks --json run.json
    python docs/speed_figures.py run.json

Several files can be given, one for each part of a run.
"""  # noqa: INP001

import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from performance.rows import Row
from performance.table import as_markdown

PAGE = Path(__file__).resolve().parent / "explanation" / "speed.md"
MARKED = re.compile(r"(<!-- figures -->\n\n).*?(\n\n<!-- end of figures -->)", re.DOTALL)


def figures(runs: list[dict[str, Any]]) -> str:
    """Return the machine and the tables of a run, as Markdown."""
    # Whether a target is met follows from the other fields.
    rows = [Row(**{name: value for name, value in row.items() if name != "met"}) for run in runs for row in run["rows"]]
    machine = ", ".join(f"{name}: {value}" for name, value in runs[0]["machine"].items())
    return f"The machine: {machine}.\n\n{as_markdown(rows)}"


def main() -> None:
    """Read the files of a run, and write the page."""
    runs = [json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]
    if not runs:
        message = "give the JSON of a run: python -m benchmarks --json run.json"
        raise SystemExit(message)
    new = figures(runs)
    page, count = MARKED.subn(lambda found: found[1] + new + found[2], PAGE.read_text(encoding="utf-8"))
    if count != 1:
        message = f"{PAGE} has {count} places for figures, not one"
        raise SystemExit(message)
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
