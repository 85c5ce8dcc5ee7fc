"""Fixes spacing: a missing space between two sentences, a lost line break, and several spaces in a row."""

import re

from ._view import Edit

__all__ = ["spacing_edits"]

_UPPER = "A-ZÀ-ÖØ-Þ"
_OPENS = rf"(?:[“(]?[{_UPPER}][\w’']*[ ,’'\w]|“\w)"
# Said.The, leaks,”The, says:“The: the empty place between two characters where a space is missing.
_MISSING = re.compile(
    rf"(?:(?<=[a-zß-öø-ÿ]{{2}}[.!?…])|(?<=[a-z]{{2}}[)\]][.!?]))(?={_OPENS})"
    rf"|(?<=(?<![\w.,-])[12]\d{{3}}[.!?])(?=[{_UPPER}][a-z]+ )"
    rf"|(?<=(?<![A-Z.])[A-Z]{{2}}[.!?])(?=[{_UPPER}][a-z]+ )"
    rf"|(?<=(?<![A-Z.])[A-Z]{{3}}[.!?])(?=[{_UPPER}][a-z]+ )"
    rf"|(?<=[.!?,…]”)(?=[\w“])"
    rf"|(?<=[.!?…]’)(?=[{_UPPER}][a-z])"
    rf"|(?<=[a-z,:;.])(?=“\w)"
)
# A date at the end of a line, joined to the next paragraph because the line break was lost.
_AFTER_YEAR = re.compile(rf"[12]\d{{3}}(?=[{_UPPER}])(?<![\w.,-]\d{{4}})(?=[{_UPPER}][a-z]+ )")
# The character before such a place, or after it if it is an opening mark: a set of characters is fast to find.
_NEAR_MISSING = re.compile(r"[.!?…”’“](?=[\w“(])")
# Begins with a space, which is fast to find.
_EXTRA = re.compile(r" (?<=\S ) +(?=\S)")
_ADDRESS = re.compile(r"://|www\.|@|/")
_LONGEST = 80


def spacing_edits(string: str) -> list[Edit]:
    """Find missing spaces, missing line breaks and extra spaces.

    Args:
        string: The text, with plain spaces.
    """
    low_closes = "„" in string
    edits: list[Edit] = [(match.end(), match.end(), "\n") for match in _AFTER_YEAR.finditer(string)]
    if "  " in string:
        edits += [(match.start() + 1, match.end(), "") for match in _EXTRA.finditer(string)]
    places = {near.start() + (near.group() != "“") for near in _NEAR_MISSING.finditer(string)}
    for place in sorted(places):
        if not _MISSING.match(string, place):
            continue
        # If the text has a low opening mark, the high one closes: „So.“
        if not (low_closes and string[place] == "“") and not _in_address(string, place):
            edits.append((place, place, " "))
    return sorted(edits)


def _in_address(string: str, place: int) -> bool:
    """Say whether the characters around a place, up to white space, look like a web or mail address."""
    before = string[max(0, place - _LONGEST) : place].split()[-1:]
    after = string[place : place + _LONGEST].split()[:1]
    return _ADDRESS.search("".join(before + after)) is not None
