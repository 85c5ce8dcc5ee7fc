"""The command `newsclaims`.

Exit codes: 0 if everything worked; 1 if something failed, with a message on standard error; 2 if the command line is
wrong; 130 after Ctrl-C; 141 if the reader of the output closed its pipe; 143 after a request to end (SIGTERM). The last
three are the shell's own numbers.
"""

import contextlib
import errno
import io
import os
import sys
from typing import Any, Never

import click

from .. import __version__
from .._garbage import collect_rarely
from ..errors import NewsClaimsError
from .convert import convert
from .evaluate import evaluate
from .extract import extract
from .plugins import plugins
from .run import run
from .terminal import advice, complain
from .termination import Terminated, end_at_once_if_interrupted, terminated_as_interrupt, with_notes
from .verbosity import verbose_option
from .view import view

__all__ = ["cli", "main"]

_FAILED, _INTERRUPTED, _NO_READER, _TERMINATED = 1, 130, 141, 143


class _Guarded(click.Group):
    """Turns our errors, and outputs that cannot be written, into a message and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; if the output, or the help text, cannot be written, print a message."""
        if sys.stdout is None:
            sys.stdout = io.TextIOWrapper(_Closed(), encoding="utf-8", write_through=True)
        try:
            return super().main(*args, **extra)
        except OSError as error:
            _drop_output()
            # An error from a package's serialiser carries a note that names the package.
            place = error.filename or next(iter(getattr(error, "__notes__", ())), "standard output")
            complain(f"{place}: {error.strerror or error}.")
            sys.exit(_FAILED)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line, or write the help; an interrupt is handled here, because click gives it the code 1."""
        try:
            return super().make_context(*args, **extra)
        except KeyboardInterrupt:
            complain("interrupted")
            sys.exit(_INTERRUPTED)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and flush its output."""
        try:
            with terminated_as_interrupt():
                done = super().invoke(ctx)
                sys.stdout.flush()
        except NewsClaimsError as error:
            complain(advice(error))
            ctx.exit(_FAILED)
        except OSError as error:
            if not _reader_has_gone(error):
                raise
            _drop_output()
            ctx.exit(_NO_READER)
        except Terminated as interrupt:
            complain(with_notes("terminated", interrupt))
            ctx.exit(_TERMINATED)
        except KeyboardInterrupt as interrupt:
            complain(with_notes("interrupted", interrupt))
            ctx.exit(_INTERRUPTED)
        return done


class _Closed(io.BufferedIOBase):
    """Replaces a standard output that the shell has closed, for which Python sets `sys.stdout` to None."""

    def writable(self) -> bool:
        """Return True, so that a text stream can wrap it."""
        return True

    def write(self, _data: object) -> Never:
        """Raise an `OSError`, as a full disk does."""
        message = "it is closed"
        raise OSError(message)


@click.group(cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsclaims", message="%(prog)s %(version)s")
@verbose_option
def cli() -> None:
    """Split news articles into attributed claims: who said what, in which words, and how firmly."""


for command in (extract, run, view, convert, plugins, evaluate):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit."""
    collect_rarely()
    try:
        cli(prog_name="newsclaims")
    finally:
        end_at_once_if_interrupted()


def _reader_has_gone(error: OSError, system: str = sys.platform) -> bool:
    """Return whether standard output cannot be written because its reader has closed the pipe."""
    # Windows calls that an invalid argument. Other places have errors of newsclaims.
    return isinstance(error, BrokenPipeError) or (system == "win32" and error.errno == errno.EINVAL)


def _drop_output() -> None:
    """Send the buffered output to the null device; the interpreter would otherwise report an error when it exits."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
