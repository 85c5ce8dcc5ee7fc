"""Shows a value, or a command, in a message."""

import re
import shlex
import sys
from collections.abc import Sequence

__all__ = ["shown", "shown_command"]

_LONGEST = 100
"""How many characters of a value a message has."""
_PLAIN = re.compile(r"[\w+=:./\\-]+", re.ASCII)
"""A word that no shell of Windows changes."""
_BEFORE_QUOTE = re.compile(r'(\\*)("|$)')


def shown(value: object) -> str:
    """Return a value as Python writes it, cut if it is long; for messages about values of any kind.

    Some values cannot be written: Python refuses to write an int of more than 4,300 digits.

    Args:
        value: The value.

    Example:
        >>> shown("fair"), shown(10**5000)
        ("'fair'", 'a value of type int')
    """
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - the value may be of any class
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def shown_command(words: Sequence[str], system: str = sys.platform) -> str:
    """Return a command as it can be typed into a shell.

    Args:
        words: The command and its arguments.
        system: The system, as `sys.platform` names it.

    Example:
        >>> shown_command(["newsclaims", "run", "two words.txt"], "win32")
        'newsclaims run "two words.txt"'
    """
    return " ".join(map(_quoted, words)) if system == "win32" else shlex.join(words)


def _quoted(word: str) -> str:
    """Return a word in the double quotes of Windows, if it needs any; backslashes before such a quote count twice."""
    if _PLAIN.fullmatch(word):
        return word
    inside = _BEFORE_QUOTE.sub(lambda found: 2 * found[1] + (found[2] and '\\"'), word)
    return f'"{inside}"'
