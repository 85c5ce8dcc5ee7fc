"""Finds candidates for attributions by their cues; the rules and the search for nested claims use it."""

from .candidate import Candidate, score_of, to_attribution
from .conflicts import resolve_conflicts
from .search import Search, find_candidates

__all__ = ["Candidate", "Search", "find_candidates", "resolve_conflicts", "score_of", "to_attribution"]
