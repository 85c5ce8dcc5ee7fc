"""Fixes damaged characters: HTML entities, a wrong encoding, invisible characters, odd spaces, typed quotes."""

import html
import re
from collections.abc import Iterator
from functools import cache

from newsclaims._language import Language

from ._patterns import alternatives
from ._view import Edit

__all__ = ["entity_edits", "odd_character_edits", "unread_edits", "wrong_encoding_edits"]

_ENTITY = re.compile(
    r"&(?:amp;)*(?:(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?:[lr][ds]quo|quot|nbsp|[nm]dash|hellip|apos)(?![\w;=]))"
)
"""Entities. The semicolon may be missing after entities of marks and spaces."""

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Soft hyphen, zero-width spaces and joiners, marks of writing direction, byte order mark."""
_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""All spaces of Unicode except the plain one."""
_TYPED = {"``": "“", "‘‘": "“", "''": '"', "´´": "”", "’’": "”"}
"""Two single quotation marks that were typed instead of a double one."""
_SUPERSCRIPTS = "¹²³⁰⁴-⁹"


def _of_byte(byte: int) -> str:
    """Return the character of a byte in Windows-1252, or in Latin-1 if Windows-1252 has none."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


_CONTINUATIONS = "".join({_of_byte(byte) for byte in range(0x80, 0xC0)} | {chr(byte) for byte in range(0x80, 0xC0)})
_QUOTE_LIKE = "“”‘’„‚"
_WRONG = re.compile(
    # UTF-8 read as Windows-1252 or Latin-1, twice: a mark such as a curly quote.
    r"Ã¢â‚¬(?:Å“|Ëœ|â„¢|â€œ|â€\u009d|Â[\u0080-\u00bf]|Â(?=\s|$)|\u009d)?"
    # The same, once: two bytes of a letter or sign of Latin-1.
    rf"|[ÂÃ][{re.escape(_CONTINUATIONS)}]"
    # Two bytes of another Latin letter, if the second one cannot be a quotation mark.
    rf"|[ÄÅ](?![{_QUOTE_LIKE}])[{re.escape(_CONTINUATIONS)}]"
    # Three bytes of a mark.
    rf"|â[€\u0080„\u0084‚\u0082][{re.escape(_CONTINUATIONS)}]"
    # UTF-8 read as Mac Roman: a mark.
    r"|‚Ä[^\s\w]|‚Ä[ìîòôùúû]"
    # A closing quote without its last byte.
    r"|â€(?![\w€])"
    # Windows-1252 read as Latin-1.
    r"|[\u0091-\u0097]"
)
_HAS_WRONG = re.compile(r"[ÂÃÄÅâ‚\u0091-\u0097]")
_CUT_SHORT = frozenset({"â€", "Ã¢â‚¬", "Ã¢â‚¬Â"})
"""A closing quote whose last byte was dropped, because Windows-1252 has no character for it."""


def entity_edits(string: str) -> Iterator[Edit]:
    """Find HTML entities of one character, escaped once or more.

    Args:
        string: The text.
    """
    for match in _ENTITY.finditer(string):
        inner = match.group().replace("amp;", "") if "&amp;" in match.group() else match.group()
        character = html.unescape("&amp;" if inner == "&" else inner if inner.endswith(";") else f"{inner};")
        if len(character) == 1:
            yield (*match.span(), character)


def wrong_encoding_edits(string: str) -> Iterator[Edit]:
    """Find characters that were written in UTF-8 or Windows-1252 and read in another encoding.

    Args:
        string: The text.
    """
    if not _HAS_WRONG.search(string):  # nearly always
        return
    for match in _WRONG.finditer(string):
        character = _decoded(match.group())
        if character is not None:
            yield (*match.span(), character)


def _decoded(wrong: str) -> str | None:
    """Return the character that was written; None if it was not a single printable one."""
    if wrong in _CUT_SHORT:
        return "”"
    try:
        if len(wrong) == 1:
            return wrong.encode("latin-1").decode("cp1252")
        if wrong.startswith("‚"):
            written = wrong.encode("mac_roman").decode("utf-8")
        else:
            written = _as_utf_8(wrong)
            written = _as_utf_8(written) if len(written) > 1 else written
    except UnicodeError:
        return None
    return written if len(written) == 1 and (written.isprintable() or written == "\u00a0") else None


def _as_utf_8(wrong: str) -> str:
    """Decode as UTF-8 the bytes of characters that were read as Windows-1252 or Latin-1."""
    return b"".join(_byte(character) for character in wrong).decode("utf-8")


def _byte(character: str) -> bytes:
    """Return the byte of a character in Windows-1252, else in Latin-1."""
    try:
        return character.encode("cp1252")
    except UnicodeError:
        return character.encode("latin-1")


_BEGINS_UNREAD = re.compile(rf"[{_INVISIBLE}\[{_SUPERSCRIPTS}\d†‡*]")
"""The first characters of what is left out of the view: a set of characters is fast to find."""


@cache
def _unread(language: Language) -> re.Pattern[str]:
    """Compile what is left out of the view: invisible characters and footnote marks."""
    marks = f"(?:{alternatives(language.reading['footnotes'])})"
    return re.compile(
        rf"\u00ad[ \t]*(?:\r\n|\n)[ \t]*(?=\w)|[{_INVISIBLE}]+"
        rf"|(?<=\S)\[(?:\d{{1,3}}(?:(?:, ?|-|–)\d{{1,3}}){{0,8}}|{marks}(?: \d{{1,3}})?)\](?::\d{{1,4}}(?!\w))?"
        rf"|(?<=[.,;:!?\"”’)])[{_SUPERSCRIPTS}]{{1,3}}(?!\w)"
        # A star after a word, but not a masked word.
        r"|(?<=[a-z]{3})\*(?=[\s,.;]|$)"
        # "It leaks,"1 said.2, a ministry[a], a ministry.†
        r"|(?<=[.,!?]”)\d{1,3}(?!\w)|(?<=[.,!?]\")\d{1,3}(?= [A-Z])|(?<=[a-z]{4}\.)\d{1,3}(?= [A-Z“\"]|\s*$)"
        r"|(?<=[\w.,;:!?\"”’)])\[[a-c]\](?!\w)|(?<=[\w.,;:!?\"”’)])[†‡]+(?!\w)|(?<=[.,;:!?\"”])\*(?=\s|$)"
    )


def unread_edits(string: str, language: Language) -> Iterator[Edit]:
    """Find invisible characters and footnote marks, which are left out of the view.

    Args:
        string: The text.
        language: Its language.
    """
    done = 0
    for begins in _BEGINS_UNREAD.finditer(string):
        match = _unread(language).match(string, begins.start()) if begins.start() >= done else None
        if match:
            yield (*match.span(), "")
            done = match.end()


_HAS_ODD = re.compile(f"[{_ODD_SPACES}]")
_ODD = re.compile(rf"(?P<space>[{_ODD_SPACES}])|(?P<typed>(?P<mark>['`´‘’])(?P=mark)+)")


def odd_character_edits(string: str) -> Iterator[Edit]:
    """Find odd spaces, and two single quotation marks that were typed instead of a double one.

    Args:
        string: The text, without invisible characters.
    """
    spaced = not string.isascii() and _HAS_ODD.search(string) is not None
    if not spaced and not any(pair in string for pair in _TYPED):  # nearly always
        return
    for match in _ODD.finditer(string):
        start, end = match.span()
        if match["space"]:
            yield start, end, " "
        else:
            yield from _typed_edits(string, start, end)


def _typed_edits(string: str, start: int, end: int) -> Iterator[Edit]:
    """Find the double mark in a run of two or three single ones; a longer run is an ornament.

    In a run of three, the double mark is the outer one: the last two if they close, the first two if they open.
    """
    if end - start > len("'''"):
        return
    if end - start > len("''"):
        closes = start > 0 and not string[start - 1].isspace()
        start, end = (start + 1, end) if closes else (start, end - 1)
    yield start, end, _TYPED[string[start:end]]
