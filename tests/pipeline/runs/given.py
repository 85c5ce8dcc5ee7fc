"""Helpers for the tests of runs."""

from pathlib import Path
from typing import Any

from pipeline.given import FAIL, SCRIPT, TEXT

import newsclaims as nc
from newsclaims.testing import ScriptedExtractor

PLACES = ("claims.jsonl", "claims.csv", "claims.json", "claims")
"""Names of outputs: files in several formats, and a folder."""


def pipeline(**options: Any) -> nc.Pipeline:
    return nc.Pipeline(ScriptedExtractor(SCRIPT, reactions={"BOOM": FAIL}, **options), taggers=[])


def articles(number: int, *, bad: bool = True) -> list[Any]:
    """Return articles; if asked for, one fails, one is too long and one is not an article."""
    found: list[Any] = [nc.Article(text=f"{TEXT} {n}", id=f"a{n}") for n in range(number)]
    if bad:
        found[1:4] = [nc.Article(text="BOOM", id="boom"), nc.Article(text="x" * 99, id="long"), None]
    return found


def run(inputs: Any, output: Path | str, **options: Any) -> nc.RunReport:
    return pipeline().run(inputs, output, **{"max_chars": 80, **options})


def contents(output: Path) -> dict[str, bytes]:
    """Return the bytes of an output, and of its file of failures if there is one."""
    files = sorted(output.iterdir()) if output.is_dir() else [output]
    failures = Path(f"{output}.failures.jsonl")
    return {path.name: path.read_bytes() for path in [*files, *([failures] if failures.exists() else [])]}


class Stop(BaseException):
    """Stops a run, as Ctrl-C does."""


def stopped(inputs: Any, output: Path, after: int, **options: Any) -> None:
    """Run until some items are read, and stop there."""

    def some() -> Any:
        yield from inputs[:after]
        raise Stop

    try:
        run(some(), output, batch_size=1, **options)
    except Stop:
        return
    raise AssertionError("the run ended before it was stopped")
