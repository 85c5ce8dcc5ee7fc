"""Shows the progress of long work on standard error, and lets that work say how far it is.

Nothing here reads ahead, and nothing that goes wrong while progress is shown affects the work itself.
"""

from .._public import set_public_module
from .bars import aside
from .following import Display, Progress, check_progress, follow, watched
from .position import known_length, portion, steps
from .tally import Tally

__all__ = [
    "Display",
    "Progress",
    "Tally",
    "aside",
    "check_progress",
    "follow",
    "known_length",
    "portion",
    "steps",
    "watched",
]

set_public_module("newsclaims.extractors", steps)
