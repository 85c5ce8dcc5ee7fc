"""Timing ways in turn."""

from performance import clocks
from performance.clocks import Timing, free, in_turn
from performance.machine import cores


def test_ways_run_in_turn() -> None:
    """Each round runs each way once, so that a change of the machine affects all ways alike."""
    ran: list[str] = []
    times = in_turn({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, 3)
    assert ran == ["a", "b"] * 3
    assert {name: len(found) for name, found in times.items()} == {"a": 3, "b": 3}


def test_times_are_differences() -> None:
    """A time is that of the run alone, by both clocks, and never negative."""
    found = clocks.timed(lambda: sum(range(1000)))
    assert found.cpu >= 0
    assert found.wall > 0


def test_busy_machine_is_not_free() -> None:
    """The machine is free if no run began with a higher load than it has cores."""
    quiet, busy = Timing(1, 1, 0.5), Timing(1, 1, cores() + 0.1)
    assert free([quiet, quiet])
    assert not free([quiet, busy])
