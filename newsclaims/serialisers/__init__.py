"""Writes and reads claim sets in every format that has a serialiser.

Formats are looked up in the plug-in registry, by name or by the suffix of a file; the built-in ones are registered in
the same way as those of other packages. A path is written atomically: the file appears, or changes, only once all of it
is written. `newsclaims.serialisers.toolkit` has what a serialiser is written with.
"""

from ._dump_and_load import dump, dumps, load, loads
from ._protocol import Serialiser

__all__ = ["Serialiser", "dump", "dumps", "load", "loads"]
