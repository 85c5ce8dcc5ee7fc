"""How long it takes until something happens: the import, and the first claim."""

from collections.abc import Iterator

from . import rivals
from .clocks import free
from .fresh import timed_in_fresh_process
from .rows import Effort, Row

__all__ = ["measure"]

_SECTION = "start"
_TEXT = "Sources indicate that the bridge is closed."
_CODES = {
    "import newsclaims": "import newsclaims",
    "import to first claim, rules": f"import newsclaims\nassert newsclaims.Pipeline('rules').extract({_TEXT!r})",
    "import to first claim, neural": f"import newsclaims\nassert newsclaims.extract({_TEXT!r})",
}


def measure(effort: Effort) -> Iterator[Row]:
    """Measure the import and the first claim in fresh processes, beside spaCy's first document.

    Args:
        effort: How much to measure.
    """
    codes = dict(_CODES)
    if name := rivals.spacy_name():
        codes["spaCy, import to first parse"] = f"import spacy\nspacy.load({name!r})({_TEXT!r})"
    for what, code in codes.items():
        times = timed_in_fresh_process(code, max(effort.rounds, 2))
        note = f"{min(time.cpu for time in times):.2f} s of processor time"
        yield Row(_SECTION, what, min(time.wall for time in times), "s, wall", note=note, reliable=free(times))
