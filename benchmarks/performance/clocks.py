"""Times several ways in turn, by processor time and by the clock on the wall."""

import os
import time
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from .machine import cores

__all__ = ["Timing", "free", "in_turn", "load", "timed"]


@frozen(slots=True)
class Timing:
    """The time of one run.

    Args:
        cpu: The processor time in seconds, of all threads and of child processes that have ended.
        wall: The time that passed, in seconds.
        load: The load average of the machine before the run.
    """

    cpu: float
    wall: float
    load: float


def load() -> float:
    """Return the load average of the last minute, or 0 on a system that does not give one."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def timed(run: Callable[[], object]) -> Timing:
    """Run something once, and return its time.

    Args:
        run: What to run.
    """
    before, cpu, wall = load(), _cpu(), time.perf_counter()
    run()
    return Timing(_cpu() - cpu, time.perf_counter() - wall, before)


def in_turn(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[Timing]]:
    """Time ways in turn, several rounds of all of them, and return the times of each way by its name.

    Args:
        ways: What to run, by name.
        rounds: The number of rounds.
    """
    times: dict[str, list[Timing]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            times[name].append(timed(run))
    return times


def free(times: Iterable[Timing]) -> bool:
    """Return whether the machine had a core for us in each run: its load was not higher than its number of cores.

    Args:
        times: The runs.
    """
    return all(time.load <= cores() for time in times)


def _cpu() -> float:
    """Return the processor time of this process and of its children that have ended."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system
