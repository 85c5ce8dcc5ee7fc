"""Reads tables of articles: CSV and other delimited text, JSON Lines and other JSON, and Parquet."""

from .reader import TableReader

__all__ = ["TableReader"]
