"""Compares measured figures with their floors, so that a loss of accuracy is noticed.

    newsclaims evaluate "$NEWSCLAIMS_POLNEAR/dev" --json > evaluation.json
    python benchmarks/check_floors.py evaluation evaluation.json
    newsclaims evaluate "$NEWSCLAIMS_POLNEAR/dev" --labels "$NEWSCLAIMS_LABELS/dev.jsonl" --json > judgement.json
    python benchmarks/check_floors.py judgement judgement.json

and the same with `--extractor rules` for the sections `rules` and `rules_judgement`.

    newsclaims evaluate benchmarks/newsroom --labels benchmarks/newsroom/claims.jsonl --json > newsroom.json
    python benchmarks/check_floors.py newsroom newsroom.json

needs no other corpus; with `--extractor rules` the section is `rules_newsroom`. The sections `unseen` and
`rules_unseen` are measured in the same way on benchmarks/unseen, and `wikinews` and `rules_wikinews` on
"$NEWSCLAIMS_WIKINEWS/dev".

The floors are in `floors.json`, in per cent. The check fails for a figure below its floor and for a floor without a
figure. It also fails for a figure without a floor, except in the sections of the newsroom, of the unseen articles and
of Wikinews: their groups are small, so only some figures have a floor there. `--raise` raises floors to higher figures,
and never lowers one.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
CHOSEN = ("newsroom", "rules_newsroom", "unseen", "rules_unseen", "wikinews", "rules_wikinews")
"""The sections in which a figure need not have a floor."""
SECTIONS = ("evaluation", "rules", "judgement", "rules_judgement", *CHOSEN)

SCORES = frozenset({"f1", "accuracy", "macro_f1", "right_of_gold", "right_of_matched", "right_of_answered"})
"""The measures with a floor; precision and recall may change in favour of each other."""


def figures(measured: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield the figures of a nested record by their paths, such as `groups.direct.f1`; lists are skipped."""
    for name, value in measured.items():
        if isinstance(value, Mapping):
            yield from figures(value, f"{prefix}{name}.")
        elif name in SCORES:
            yield prefix + name, float(value)


def faults(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return the faults, one line each; nothing if every figure reaches its floor."""
    below = [
        f"{name} is {measured[name]:.1f}, below its floor {floor:.1f}"
        for name, floor in floors.items()
        if name in measured and measured[name] < floor
    ]
    lost = [f"{name} has a floor, but was not measured" for name in floors if name not in measured]
    bare = [
        f"{name} is {value:.1f}, but has no floor. Run with --raise."
        for name, value in measured.items()
        if name not in floors
    ]
    return below + lost + bare


def raised(measured: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Return the floors, raised to higher figures, with new ones for new figures."""
    return {**floors, **{name: max(value, floors.get(name, 0.0)) for name, value in measured.items()}}


def main() -> int:
    """Compare, print every figure with its floor, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("section", choices=SECTIONS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--raise", dest="earned", action="store_true", help="raise the floors that were exceeded")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    measured = dict(figures(json.loads(options.file.read_text(encoding="utf-8"))))
    if options.section in CHOSEN:
        measured = {name: value for name, value in measured.items() if name in floors[options.section]}
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
