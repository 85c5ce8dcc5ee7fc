"""Runs the steps of a plan: skips finished ones, goes on with interrupted ones, and checks what they read."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .plan import Step
from .sources import ROOT

Record = Mapping[str, Any]
"""What a step was begun with, and whether it has finished."""


class Records:
    """What the steps of a folder were begun with, in its file `steps.json`.

    Args:
        folder: The folder of all results.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "steps.json"
        self._own: dict[str, Any] = {}
        if self._path.is_file():
            self._own = json.loads(self._path.read_text(encoding="utf-8"))

    def get(self, step: Step) -> Record | None:
        """Return the record of a step; None if it was never begun."""
        return self._own.get(step.name)

    def write(self, step: Step, record: Record) -> None:
        """Write the record of a step."""
        self._own[step.name] = record
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(self._own, indent=1) + "\n", encoding="utf-8", newline="\n")
        part.replace(self._path)


def call(step: Step) -> int:
    """Run the program of a step, and return its exit status."""
    return subprocess.run([sys.executable, *step.command], cwd=ROOT, check=False).returncode  # noqa: S603


def run(
    steps: Sequence[Step],
    records: Records,
    digests: Mapping[str, str],
    *,
    again: str | None = None,
    call: Callable[[Step], int] = call,
) -> None:
    """Run the steps that have not finished.

    Args:
        steps: The steps, in order.
        records: What the steps were begun with.
        digests: The digests of all sources.
        again: The name of a step that runs again, with all later ones; None for none.
        call: Runs the program of a step.

    Raises:
        SystemExit: If a step fails, or was begun with other settings or data.
    """
    stale = False
    for step in steps:
        own = begun_with(step, digests)
        known = records.get(step)
        stale = stale or step.name == again
        if known is not None and not stale:
            refuse_changes(step, known, own)
            if known["finished"]:
                print(f"--- {step.name}: finished", flush=True)
                continue
        elif step.owns is not None:
            shutil.rmtree(step.owns, ignore_errors=True)
        print(f"--- {step.name}: {shown(step)}", flush=True)
        records.write(step, {**own, "finished": False})
        if status := call(step):
            raise SystemExit(f"The step {step.name} failed with exit status {status}.")
        records.write(step, {**own, "finished": True})
        # All later steps depend on this one.
        stale = True


def begun_with(step: Step, digests: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings and the data of a step, as they come back from JSON.

    Args:
        step: The step.
        digests: The digests of all sources.
    """
    own = {"settings": dict(step.settings), "data": {name: digests[name] for name in step.data}}
    found: dict[str, Any] = json.loads(json.dumps(own))
    return found


def refuse_changes(step: Step, known: Record, own: Record) -> None:
    """Stop if a step was begun with other settings or other data.

    Args:
        step: The step.
        known: What it was begun with.
        own: What it would begin with now.

    Raises:
        SystemExit: If they differ.
    """
    then, now = (dict(_flat({"settings": one["settings"], "data": one["data"]})) for one in (known, own))
    changed = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    if changed:
        lines = (f"  {name}: {then.get(name)} then, {now.get(name)} now" for name in changed)
        raise SystemExit(
            "\n".join(
                [
                    f"The step {step.name} was begun with other settings or data:",
                    *lines,
                    f"Give another folder with --out, or run it and all later steps again with --again {step.name}.",
                ]
            )
        )


def overview(steps: Sequence[Step], records: Records) -> Iterator[str]:
    """Yield lines that show the steps, their times on one core, whether they have finished, and their commands.

    Args:
        steps: The steps, in order.
        records: What the steps were begun with.
    """
    for step in steps:
        known = records.get(step)
        state = "to do" if known is None else "finished" if known["finished"] else "begun"
        yield f"{step.name:10} {duration(step.hours):>10}  {state:8}  {shown(step)}"
    yield f"{'all':10} {duration(sum(step.hours for step in steps)):>10}"


def duration(hours: float) -> str:
    """Return a time in words."""
    minutes = round(hours * 60)
    if minutes >= 60:
        return f"{hours:.1f} h"
    return f"{minutes} min" if minutes else "seconds"


def shown(step: Step) -> str:
    """Return the command of a step, as one types it."""
    return " ".join(("python", *step.command))


def _flat(values: Mapping[str, Any], inside: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of tables within tables, with their full names."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{inside}{name}.")
        else:
            yield f"{inside}{name}", value
