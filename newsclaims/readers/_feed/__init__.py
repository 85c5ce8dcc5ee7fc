"""Feeds: RSS and Atom files with the texts of articles, or their summaries."""

from .reader import FeedReader

__all__ = ["FeedReader"]
