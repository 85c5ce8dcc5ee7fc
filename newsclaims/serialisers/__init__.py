"""Writes and reads: claim sets in every format that has a serialiser.

Formats are looked up in the plug-in registry, by name or by the suffix of a file; ours come in through the same door as
anybody's. A path is written atomically: the file appears, or changes, only once everything is in it.
"""

from .dump_and_load import dump, dumps, load, loads
from .protocol import Serialiser

__all__ = ["Serialiser", "dump", "dumps", "load", "loads"]
