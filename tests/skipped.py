"""Says in a few lines which tests did not run, and how to run them."""

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["lines"]

_EXTRA = re.compile(r"needs newsclaims\[([\w,-]+)\]")


def lines(reasons: Iterable[str], slow: int) -> list[str]:
    """Return the lines for the end of a run.

    Args:
        reasons: Why tests were skipped, one reason for each skip.
        slow: How many slow tests were left out.
    """
    counted = Counter(reasons)
    extras = {reason: found[1].split(",") for reason in counted if (found := _EXTRA.search(reason))}
    shown = []
    if slow:
        shown.append(f"Slow tests left out: {slow:,}. To run them too: pytest --slow")
    if extras:
        number = sum(counted[reason] for reason in extras)
        names = ",".join(sorted({name for names in extras.values() for name in names}))
        shown.append(f'Skips for missing extras: {number:,}. To run these tests too: pip install ".[test,{names}]"')
    shown += [f"Skips: {number:,}. {reason}" for reason, number in counted.most_common() if reason not in extras]
    return shown
