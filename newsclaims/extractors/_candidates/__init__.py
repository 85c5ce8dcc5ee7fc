"""Finds all that may be an attribution by its cue: the grammar of cues, shared by the rules and by nesting."""

from .candidate import Candidate, score_of, to_attribution
from .conflicts import resolve_conflicts
from .search import Search, find_candidates

__all__ = ["Candidate", "Search", "find_candidates", "resolve_conflicts", "score_of", "to_attribution"]
