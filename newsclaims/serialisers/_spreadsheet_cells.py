"""Stops a spreadsheet from running cells as formulas, and undoes this when they are read.

Some spreadsheets split lines at semicolons or tabs, not at commas, and then a line break inside a cell ends the line
too. So every part of a cell that could become a cell is protected like a whole one.
"""

import re

__all__ = ["protect", "unprotect"]

# What Excel, LibreOffice and Google Sheets run as a formula, including full-width signs, and characters before it that
# they skip (OWASP, "CSV injection").
_RISKY = re.compile(r"""[\s"'\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n]""")
_PART = re.compile(r"(?<=[;\t\r\n])[^;\t\r\n]+")


def protect(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run, and before each such part of it.

    A text that already begins with an apostrophe, and would be risky without it, gets another one, so that `unprotect`
    returns the original.

    Args:
        text: The cell's text.
    """
    return _protected(_PART.sub(lambda part: _protected(part.group()), text))


def unprotect(text: str) -> str:
    """Remove the apostrophes of `protect`.

    Args:
        text: The cell's text.
    """
    return _PART.sub(lambda part: _unprotected(part.group()), _unprotected(text))


def _protected(text: str) -> str:
    return "'" + text if _RISKY.match(text) else text


def _unprotected(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
