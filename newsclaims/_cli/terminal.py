"""Writes errors, warnings and progress to a terminal, and makes text safe to print there."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, TextIO

import click

from .._files.locations import STANDARD_INPUT
from .._progress import Display, Progress, aside
from .._text_table import cells, harmless
from ..errors import FileError, MissingArticleError, NewsClaimsError
from .option_names import with_options

__all__ = [
    "advice",
    "cells",
    "colourful",
    "complain",
    "harmless",
    "inform",
    "progress_of_a_run",
    "progress_on_terminal",
    "raw_line",
    "say",
    "speak_with",
    "standard_input",
    "warn",
    "wrapped",
]

Voice = Callable[[str, str], None]
"""Writes a message of a level: `"error"`, `"warning"`, or `""` for anything else."""

_DELAY = 0.5
"""How long a run takes before its progress is shown, in seconds."""


def _plainly(level: str, message: str) -> None:
    """Write a message for people."""
    raw_line(f"newsclaims: {level}{': ' if level else ''}{harmless(message)}")


_speak: Voice = _plainly


def advice(error: NewsClaimsError) -> str:
    """Return an error's message, with advice for the command line if that differs from Python.

    Args:
        error: The error.
    """
    if isinstance(error, MissingArticleError):
        given = f"{error.format} holds no article text, and article {error.article_id!r} was not given."
        return f"{given} Give --articles a folder with {error.article_id}.txt, or a file of claim sets that has it."
    return str(error)


def standard_input() -> BinaryIO:
    """Return standard input.

    Raises:
        FileError: If the shell has closed it.
    """
    if sys.stdin is None:
        raise FileError(STANDARD_INPUT, "it is closed. Name a file instead.")
    return sys.stdin.buffer


def complain(message: str) -> None:
    """Write an error to standard error.

    Args:
        message: What, where, and what to do.
    """
    _speak("error", with_options(message))


def warn(message: str) -> None:
    """Write a warning to standard error.

    Args:
        message: What may be wrong, and where.
    """
    _speak("warning", with_options(message))


def inform(message: str) -> None:
    """Write something that is neither an error nor a warning to standard error.

    Args:
        message: What happened, and where.
    """
    _speak("", message)


def say(text: str, *, colour: bool = False) -> None:
    """Write lines for people to standard output; characters that its encoding does not have become escapes.

    Args:
        text: The lines, without the end of the last one.
        colour: Whether the text has escape codes for bold and dim, which old consoles of Windows must be told.
    """
    encoding = sys.stdout.encoding
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), color=colour)


def raw_line(line: str) -> None:
    """Write a line to standard error as it is, between the lines of progress.

    Args:
        line: The line, without its end.
    """
    # If standard error cannot be written, the exit code still shows the failure.
    with contextlib.suppress(OSError), aside():
        click.echo(line, err=True)


def speak_with(voice: Voice) -> Callable[[], None]:
    """Let all errors, warnings and other messages be written by a function; return what ends that.

    Args:
        voice: Called with `"error"`, `"warning"` or `""`, and the message.
    """
    global _speak
    before, _speak = _speak, voice

    def end() -> None:
        """Write messages as before."""
        global _speak  # noqa: PLW0603
        _speak = before

    return end


def colourful(stream: TextIO) -> bool:
    """Return whether a stream is a terminal whose user wants colour (see https://no-color.org).

    Args:
        stream: The stream.
    """
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text into lines, between words if possible.

    Args:
        text: The text.
        width: The largest width of a line, in columns; at least 2.
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


def progress_of_a_run() -> Progress:
    """Return the option `progress` of a command that may run for days: a file gets a line now and then, too."""
    return Display(delay=_DELAY, leave=False) if sys.stderr is not None else False


def progress_on_terminal(*, elsewhere: bool) -> Progress:
    """Return the option `progress` of a command: it shows a run that takes some time, and leaves no line behind.

    Args:
        elsewhere: Whether the command writes its results to a place other than the terminal.
    """
    shown = elsewhere and sys.stderr is not None and sys.stderr.isatty()
    return Display(delay=_DELAY, leave=False) if shown else False


def _fitting(line: str, width: int) -> int:
    """Return how many code points of a line fit into a width; at least 1."""
    taken = 0
    for i, character in enumerate(line):
        taken += cells(character)
        if taken > width:
            return max(1, i)
    return len(line)
