"""Counts the steps that newsclaims takes, which shows how the cost of a text grows without timing anything."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import newsclaims

__all__ = ["growth", "steps"]

_HERE = str(Path(newsclaims.__file__).parent)


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of newsclaims run while a function works.

    The count is the same each time. It does not see the steps inside a built-in function or a regular expression.

    Args:
        work: The function.
    """
    count = 0

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return on_line

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        return on_line if frame.f_code.co_filename.startswith(_HERE) else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[str], object], made: Callable[[int], str], length: int) -> float:
    """Return how many times more steps a text of four times the length takes: about 4 if the cost is linear.

    Args:
        work: What is done with a text.
        made: Makes a text of a given length.
        length: How many characters the shorter text has.
    """
    short, long = made(length), made(4 * length)
    work(short)  # fills the caches, which are no part of the cost
    return steps(lambda: work(long)) / steps(lambda: work(short))
