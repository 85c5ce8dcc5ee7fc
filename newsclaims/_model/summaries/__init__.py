"""Summaries of claims: how many there are by source and label, as numbers, as text and as a chart."""

from .as_text import BLANK, is_visible
from .chart import MOST_SOURCES
from .stance_signs import StanceSign, stance_signs
from .summary import SourceSummary, Summary, type_of_source

__all__ = [
    "BLANK",
    "MOST_SOURCES",
    "SourceSummary",
    "StanceSign",
    "Summary",
    "is_visible",
    "stance_signs",
    "type_of_source",
]
