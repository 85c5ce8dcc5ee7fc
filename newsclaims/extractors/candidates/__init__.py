"""Finds all that may be an attribution by its cue: the grammar of cues, shared by the rules and by nesting."""

from .candidate import Candidate, to_attribution
from .conflicts import choose
from .search import Search, candidates

__all__ = ["Candidate", "Search", "candidates", "choose", "to_attribution"]
