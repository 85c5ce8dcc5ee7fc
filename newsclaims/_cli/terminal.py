"""What all commands share: complaints, progress, and text that cannot play tricks on a terminal."""

import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, TextIO

import click

from ..errors import FileError, MissingArticleError, NewsClaimsError

__all__ = [
    "STDIN",
    "Progress",
    "advice",
    "cells",
    "colourful",
    "complain",
    "harmless",
    "standard_input",
    "warn",
    "wrapped",
]

# Marks that turn the direction of writing; an article could use them to show words in another order.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK = "\ufffd"


STDIN = "standard input"
"""What messages call it."""


def advice(error: NewsClaimsError) -> str:
    """Return an error's message, with what to do on a command line where that differs from Python.

    Args:
        error: The error.
    """
    if isinstance(error, MissingArticleError):
        given = f"{error.format} carries no article text, and article {error.article_id!r} was not given."
        return f"{given} Give --articles a folder with {error.article_id}.txt, or a file of claim sets that has it."
    return str(error)


def standard_input() -> BinaryIO:
    """Return standard input.

    Raises:
        FileError: If the shell has closed it.
    """
    if sys.stdin is None:
        raise FileError(STDIN, "it is closed. Name a file.")
    return sys.stdin.buffer


def complain(message: str) -> None:
    """Say on standard error what could not be done.

    Args:
        message: What, where, and what to do.
    """
    _say(f"newsclaims: error: {harmless(message)}")


def warn(message: str) -> None:
    """Say on standard error what was done all the same, and what about it may not be meant.

    Args:
        message: What, and where.
    """
    _say(f"newsclaims: warning: {harmless(message)}")


def harmless(text: str) -> str:
    """Return a text without anything that a terminal would act on; white space becomes single spaces.

    Args:
        text: Any text.
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(_BLANK if c in _TURNS or unicodedata.category(c) in {"Cc", "Cs"} else c for c in line)


def colourful(stream: TextIO) -> bool:
    """Say whether a stream is a terminal whose user wants colour (see https://no-color.org).

    Args:
        stream: The stream.
    """
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def cells(text: str) -> int:
    """Count the columns that a text takes in a terminal.

    Args:
        text: The text.
    """
    return len(text) if text.isascii() else sum(map(_cell, text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text into lines, between words where that can be done.

    Args:
        text: The text.
        width: The most columns that a line may take, at least 2.
    """
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cells(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while cells(line) > width:
            cut = _fitting(line, width)
            yield line[:cut]
            line = line[cut:]
    yield line


class Progress:
    """Counts articles on a terminal's standard error; silent elsewhere.

    Args:
        total: How many there are.
        shown: Whether to show it, if there is a terminal.
    """

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total, self._done = total, 0
        self._shown = shown and total > 1 and sys.stderr is not None and sys.stderr.isatty()

    def step(self) -> None:
        """Count one more."""
        self._done += 1
        if self._shown:
            click.echo(f"\r{self._done}/{self._total} articles", nl=False, err=True)

    def clear(self) -> None:
        """Wipe the line, so that something else can be written."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _say(line: str) -> None:
    # Where complaints cannot be written either, the exit code still tells.
    with contextlib.suppress(OSError):
        click.echo(line, err=True)


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fitting(line: str, width: int) -> int:
    """Return how many code points of a line fit a width; at least one."""
    taken = 0
    for i, character in enumerate(line):
        taken += _cell(character)
        if taken > width:
            return max(1, i)
    return len(line)
