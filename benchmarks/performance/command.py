"""The command `python -m benchmarks`."""

import argparse
import importlib
import os
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from .rows import EFFORTS, Effort, Row, Section

__all__ = ["SECTIONS", "main"]

SECTIONS: Mapping[str, str] = {
    "speed": "performance.speed",
    "length": "performance.length",
    "articles": "performance.stream",
    "start": "performance.start",
    "memory": "performance.memory",
    "size": "performance.size",
    "shares": "performance.shares",
    "matrix": "performance.matrix",
    "hostile": "performance.hostile_texts",
    "formats": "performance.formats",
}
"""The module of each section, whose function `measure` gives its rows."""

_ONE_THREAD = ("BLIS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_HELP = """Measures speed, growth, memory and size, and prints one table.

Seconds differ between machines and hours, so speed is also given as a multiple of spaCy's in the same run."""


def main() -> None:
    """Measure the chosen sections, and print the table."""
    given = _arguments()
    # One core for all that is compared; numpy and spaCy read these variables when they are loaded, which is later.
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    from .clocks import load
    from .machine import described
    from .table import as_json, as_markdown, as_table
    from .texts import corpus_name

    machine = {**described(), "texts": corpus_name(), "effort": given.effort, "load before": round(load(), 2)}
    rows = list(_measured(given.sections or list(SECTIONS), EFFORTS[given.effort]))
    machine["load after"] = round(load(), 2)
    print(", ".join(f"{name}: {value}" for name, value in machine.items()), end="\n\n")
    print(as_markdown(rows) if given.markdown else as_table(rows))
    if given.json is not None:
        given.json.write_text(as_json(rows, machine), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks", description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)}; all if none is named")
    effort = parser.add_mutually_exclusive_group()
    effort.add_argument(
        "--quick", action="store_const", dest="effort", const="quick", help="a look, in a minute or two"
    )
    effort.add_argument("--full", action="store_const", dest="effort", const="full", help="with 50,000 articles")
    parser.add_argument("--markdown", action="store_true", help="print Markdown, a table for each section")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    parser.set_defaults(effort="normal")
    given = parser.parse_args()
    if unknown := sorted(set(given.sections) - SECTIONS.keys()):
        parser.error(f"no section is called {unknown[0]!r}. There are {', '.join(SECTIONS)}.")
    return given


def _measured(names: list[str], effort: Effort) -> Iterator[Row]:
    """Yield the rows of sections, and say on standard error which one is running."""
    for name in names:
        began = time.perf_counter()
        print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
        try:
            measure: Section = importlib.import_module(SECTIONS[name]).measure
            yield from measure(effort)
        except Exception as error:  # noqa: BLE001 - the figures of the other sections must not be lost
            traceback.print_exc()
            yield Row(name, "failed", None, "", note=f"{type(error).__name__}: {error}")
        print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
