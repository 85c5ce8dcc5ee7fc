"""Stops a spreadsheet from running cells as formulas, and undoes this when they are read."""

import re

__all__ = ["protect", "unprotect"]

# What Excel, LibreOffice and Google Sheets run as a formula, including full-width signs, and characters before it that
# they skip (OWASP, "CSV injection").
_RISKY = re.compile(r"""[\s"'\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n]""")


def protect(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run.

    A text that already begins with an apostrophe, and would be risky without it, gets another one, so that `unprotect`
    returns the original.

    Args:
        text: The cell's text.
    """
    return "'" + text if _RISKY.match(text) else text


def unprotect(text: str) -> str:
    """Remove the apostrophe of `protect`.

    Args:
        text: The cell's text.
    """
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
