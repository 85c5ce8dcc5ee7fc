"""Makes cells safe for spreadsheets, which run what begins like a formula, and takes that back exactly."""

import re

__all__ = ["disarm", "rearm"]

# What Excel, LibreOffice and Google Sheets take for a formula, full-width signs included, and what makes them look at
# the second character instead of the first (OWASP, "CSV injection").
_RISKY = re.compile(r"""[\s"'\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n]""")


def disarm(text: str) -> str:
    """Put an apostrophe before what a spreadsheet might run.

    A text that would be risky but for an apostrophe that it has already gets one more, so that `rearm` can tell.

    Args:
        text: The cell's text.
    """
    return "'" + text if _RISKY.match(text) else text


def rearm(text: str) -> str:
    """Take the apostrophe of `disarm` off again.

    Args:
        text: The cell's text.
    """
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
