"""Finds the exact places in a text of strings that a language model copied from it; what is not there has no place."""

from .grounding import MOST_EDITS, ground
from .results import Alignment, Grounded, Kind, Role, Ungrounded

__all__ = ["MOST_EDITS", "Alignment", "Grounded", "Kind", "Role", "Ungrounded", "ground"]
