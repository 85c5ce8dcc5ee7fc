"""Merges the claims of several extractors into one list: for `Pipeline(extractor=[...], merge=...)`.

`matching` decides which claims are the same, `joined_scores` joins their scores, and `merged_lists` makes one list.
`merged_extractor` runs the extractors.
"""

from .merged_extractor import MergedExtractor, one_extractor
from .merged_lists import MERGES

__all__ = ["MERGES", "MergedExtractor", "one_extractor"]
