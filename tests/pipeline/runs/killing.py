"""A program that kills runs and starts them again, and compares the output with that of a run that was never stopped.

It forks a process for each attempt, so that an attempt takes milliseconds. A process dies by SIGKILL at a call of the
system that changes a file, chosen by chance from a seed: before it, in the middle of what it writes, or after it. Or
its parent kills it when the journal has a certain length.
"""

import functools
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Never

import newsclaims as nc
from newsclaims.testing import ScriptedExtractor

SCRIPT = [("Ann", "said", "it rained"), ("Bob", "denied", "that it rained")]
# The rest is only for Linux, which has `fork`, `waitid` and `/proc`; a type checker for Windows stops here.
assert sys.platform == "linux"

_CALLS = ("write", "ftruncate", "fsync", "replace", "rename", "unlink")
"""The calls of `os` that change files."""


def pipeline() -> nc.Pipeline:
    return nc.Pipeline(ScriptedExtractor(SCRIPT, reactions={"BOOM": functools.partial(int, "x")}), taggers=[])


def articles(number: int) -> Iterator[Any]:
    """Yield articles; some of them fail in different ways."""
    for n in range(number):
        if n % 50 == 7:
            yield nc.Article(text=f"BOOM {n}", id=f"article {n}")
        elif n % 50 == 11:
            yield None
        else:
            text = f"Ann said it rained on day {n}. Bob denied that it rained.{' Then it was dry.' * (n % 5)}"
            yield nc.Article(text=text, id=f"article {n}", title=f"Rain\n{n}")


def run(output: str, number: int, **options: Any) -> nc.RunReport:
    return pipeline().run(articles(number), output, max_chars=500, **options)


def contents(output: str) -> dict[str, bytes]:
    """Return the bytes of an output, and of its file of failures."""
    place = Path(output)
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    failures = Path(f"{output}.failures.jsonl")
    return {path.name.removeprefix(place.name): path.read_bytes() for path in [*files, failures]}


def dies_at(moment: int, how: str) -> None:
    """Let this process kill itself at a call of the system that changes a file."""
    counted = iter(range(moment))

    def wrapped(call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        if next(counted, None) is None:
            if how == "after":
                call(*arguments, **options)
            elif how == "in the middle" and call is write:
                call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)

    write = os.write
    for name in _CALLS:
        setattr(os, name, functools.partial(wrapped, getattr(os, name)))


def attempt(output: str, number: int, chance: random.Random, **options: Any) -> bool:
    """Run in a process that is killed; return whether it ended before."""
    moment = chance.randrange(1, 160)
    how = chance.choice(["before", "in the middle", "after", "from outside"])
    journal = Path(f"{output}.run", "journal.jsonl")
    size = journal.stat().st_size if journal.exists() else 0
    child = os.fork()
    if not child:
        _run_and_exit(output, number, None if how == "from outside" else (moment, how), **options)
    if how == "from outside":
        # A child that has ended stays a zombie, which can be killed without effect.
        while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if _size(journal) >= size + 100 * moment:
                os.kill(child, signal.SIGKILL)
                break
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    return not status


def _run_and_exit(output: str, number: int, death: tuple[int, str] | None, **options: Any) -> Never:
    """Run, and end this process, which is a copy of another, whatever happens."""
    try:
        if death is not None:
            dies_at(*death)
        run(output, number, **options)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the copy must not go on in the place of the other
        traceback.print_exc()
        os._exit(1)


def attempt_with_workers(output: str, number: int, chance: random.Random, *, victim: str) -> bool:
    """Run with two workers; kill the process, or one of its workers; return whether it ended well."""
    journal = Path(f"{output}.run", "journal.jsonl")
    size = _size(journal) + chance.randrange(1000, 10_000)
    child = os.fork()
    if not child:
        _run_and_exit(output, number, None, workers=2, batch_size=2)
    while _size(journal) < size:
        pass
    workers = _workers(child)
    os.kill(child if victim == "process" else chance.choice(workers), signal.SIGKILL)
    ended = os.waitpid(child, 0)[1] == 0
    while any(map(_is_alive, workers)):
        time.sleep(0.01)
    return ended


def _workers(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def _is_alive(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def _size(journal: Path) -> int:
    try:
        return journal.stat().st_size
    except OSError:
        return 0


def main(folder: str, name: str, kills: str, seed: str) -> None:
    """Kill a run some times, let it end, and compare; print how often it was killed."""
    os.chdir(folder)
    chance, killed, ended = random.Random(seed), 0, False  # noqa: S311
    number = 1200 if name == "workers" else 400
    options: dict[str, Any] = {"format": "parquet" if name == "parquet" else None}
    if name != "workers" and "." not in name:
        options["shard_size"] = 40
    # In other folders, because a process removes the temporary files of dead ones when it first writes to a folder.
    Path("whole").mkdir()
    Path("killed").mkdir()
    whole, output = f"whole/{name}", f"killed/{name}"
    run(whole, number, **options)
    while name == "workers" and killed < int(kills):
        victim = ("process", "worker")[killed % 2]
        assert attempt_with_workers(output, number, chance, victim=victim) == (victim == "worker")
        killed += 1
    while killed < int(kills):
        ended = attempt(output, number, chance, **options, restart=ended)
        killed += not ended
    report = run(output, number, **options)
    assert report.articles + report.failed == number, report
    expected, found = contents(whole), contents(output)
    assert expected.keys() == found.keys(), (list(expected), list(found))
    assert expected == found, [key for key in expected if expected[key] != found[key]]
    left = [*Path(f"{output}.run").glob("results-*"), *Path("killed").rglob(".*")]
    assert not left, left
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
