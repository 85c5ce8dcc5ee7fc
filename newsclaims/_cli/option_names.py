"""Messages of the library in the words of the command line: the options instead of the arguments of Python."""

import re

__all__ = ["with_options"]

_BOTH = re.compile(r"\S+ \((--[^()]+) on the command line\)")
"""An argument of Python, followed by the option of the command line."""
_LIMIT = re.compile(r"\b(give a larger )(max_\w+)(?=\.$)")
"""The end of the message about a limit, with the argument that sets it."""
_LIMITS = {"max_bytes": "--max-bytes", "max_chars": "--max-chars"}


def with_options(message: str) -> str:
    """Return a message that names options of the command line, if it names arguments of Python.

    Args:
        message: The message.
    """
    return _LIMIT.sub(lambda found: found[1] + _limit(found[2]), _BOTH.sub(r"\1", message))


def _limit(name: str) -> str:
    """Return the option for a limit; those of a single reader have none of their own."""
    return _LIMITS.get(name, f"--reader-option {name}=NUMBER")
