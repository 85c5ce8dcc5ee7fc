"""Protects cells from being run as formulas by a spreadsheet, and removes the protection exactly."""

import re

__all__ = ["protect", "unprotect"]

# What Excel, LibreOffice and Google Sheets run as a formula, full-width signs included, and what makes them look at the
# second character instead of the first (OWASP, "CSV injection").
_RISKY = re.compile(r"""[\s"'\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n]""")


def protect(text: str) -> str:
    """Put an apostrophe before what a spreadsheet might run.

    A text that already begins with an apostrophe, and would be risky without it, gets one more, so that `unprotect` can
    take it off again.

    Args:
        text: The cell's text.
    """
    return "'" + text if _RISKY.match(text) else text


def unprotect(text: str) -> str:
    """Take off the apostrophe of `protect`.

    Args:
        text: The cell's text.
    """
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
