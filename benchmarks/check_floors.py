"""Compares measured figures with their floors, so that accuracy cannot slip unseen.

    newsclaims evaluate "$NEWSCLAIMS_POLNEAR/dev" --json > evaluation.json
    python benchmarks/check_floors.py evaluation evaluation.json
    newsclaims evaluate "$NEWSCLAIMS_POLNEAR/dev" --extractor rules --json > rules.json
    python benchmarks/check_floors.py rules rules.json
    python benchmarks/check_floors.py judgement "$NEWSCLAIMS_LABELS/dev.jsonl"

The floors stand in `floors.json`, in per cent. A figure below its floor fails, and so do a figure without a floor and a
floor without a figure. With `--raise`, floors that a change has earned are raised to the figure; none is ever lowered.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
SCORES = frozenset({"f1", "accuracy", "macro_f1"})
"""What has a floor; precision and recall may trade against one another."""


def figures(measured: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield the figures of a nested record by their paths, such as `groups.direct.f1`."""
    for name, value in measured.items():
        if isinstance(value, Mapping):
            yield from figures(value, f"{prefix}{name}.")
        elif name in SCORES:
            yield prefix + name, float(value)


def faults(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return what is wrong, one line each; nothing if every figure reaches its floor."""
    below = [
        f"{name} is {measured[name]:.1f}, below its floor {floor:.1f}"
        for name, floor in floors.items()
        if name in measured and measured[name] < floor
    ]
    lost = [f"{name} has a floor and was not measured" for name in floors if name not in measured]
    bare = [
        f"{name} is {value:.1f} and has no floor; run with --raise"
        for name, value in measured.items()
        if name not in floors
    ]
    return below + lost + bare


def raised(measured: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Return the floors with each that was exceeded at what was measured, and new ones for new figures."""
    return {**floors, **{name: max(value, floors.get(name, 0.0)) for name, value in measured.items()}}


def measure(section: str, path: Path) -> dict[str, float]:
    """Return the figures of a section: read from a report, or measured on a file of labels."""
    if section != "judgement":
        return dict(figures(json.loads(path.read_text(encoding="utf-8"))))
    return dict(figures(judged_report(path)))


def judged_report(path: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Return accuracy and macro-F1 of each label, on all rows of a file of labels and on those drawn at random."""
    # Beside this file; it imports the taggers, which reading a report does not need.
    from judgement import LABELS, folder, judged, macro_f1

    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    results = list(judged(rows, folder("NEWSCLAIMS_POLNEAR", "polnear")))
    report: dict[str, dict[str, dict[str, float]]] = {label: {} for label in LABELS}
    for label in LABELS:
        for part in ("all", "random"):
            pairs = [(row[label], said[label]) for row, said in results if part in ("all", row["drawn"])]
            accuracy = sum(gold == said for gold, said in pairs) / len(pairs)
            report[label][part] = {"accuracy": percent(accuracy), "macro_f1": percent(macro_f1(pairs))}
    return report


def percent(share: float) -> float:
    """Return a share in per cent, to one decimal place as it is printed."""
    return round(100 * share, 1)


def main() -> int:
    """Compare, print every figure with its floor, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("section", choices=("evaluation", "rules", "judgement"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--raise", dest="earned", action="store_true", help="raise the floors that were exceeded")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    measured = measure(options.section, options.file)
    if options.earned:
        floors[options.section] = raised(measured, floors[options.section])
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for name, value in measured.items():
        print(f"{options.section} {name:32} {value:6.1f}  floor {floors[options.section].get(name, float('nan')):6.1f}")
    found = faults(measured, floors[options.section])
    for fault in found:
        print(f"{options.section}: {fault}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
