"""Parquet files, and Arrow tables for data frames."""

from .serialiser import ParquetSerialiser

__all__ = ["ParquetSerialiser"]
