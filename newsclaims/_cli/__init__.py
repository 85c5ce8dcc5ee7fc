"""The command `newsclaims`.

Exit codes: 0 if all went well; 1 if something could not be done, said on standard error; 2 if the command line is
wrong; 130 after Ctrl-C; 141 if whoever read the output went away, as a shell counts it.
"""

import contextlib
import io
import os
import sys
from typing import Any, Never

import click

from .. import __version__
from ..errors import NewsClaimsError
from .convert import convert
from .evaluate import evaluate
from .extract import extract
from .plugins import plugins
from .terminal import advice, complain

__all__ = ["cli", "main"]

_FAILED, _INTERRUPTED, _NO_READER = 1, 130, 141


class _Guarded(click.Group):
    """Turns what ends a command early into a message and an exit code, never a traceback of ours."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; an output that cannot be written, help's too, is a message.

        Args:
            args: As click's.
            extra: As click's.
        """
        if sys.stdout is None:
            sys.stdout = io.TextIOWrapper(_Closed(), encoding="utf-8", write_through=True)
        try:
            return super().main(*args, **extra)
        except OSError as error:
            _drop_output()
            # What a package's serialiser raises comes with a note of whose it is.
            place = error.filename or next(iter(getattr(error, "__notes__", ())), "standard output")
            complain(f"{place}: {error.strerror or error}.")
            sys.exit(_FAILED)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and see that all of its output is out.

        Args:
            ctx: Click's context.
        """
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except NewsClaimsError as error:
            complain(advice(error))
            ctx.exit(_FAILED)
        except BrokenPipeError:
            _drop_output()
            ctx.exit(_NO_READER)
        except KeyboardInterrupt:
            complain("interrupted")
            ctx.exit(_INTERRUPTED)
        return done


class _Closed(io.BufferedIOBase):
    """What stands for a standard output that the shell has closed; Python itself has none then."""

    def writable(self) -> bool:
        """Let a text file be made of it."""
        return True

    def write(self, _data: object) -> Never:
        """Refuse anything, as a full disk does."""
        message = "it is closed"
        raise OSError(message)


@click.group(cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsclaims", message="%(prog)s %(version)s")
def cli() -> None:
    """Split news articles into attributed claims: who said what, in which words, how firmly."""


for command in (extract, convert, plugins, evaluate):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit."""
    cli(prog_name="newsclaims")


def _drop_output() -> None:
    """Send what is still buffered nowhere, or the interpreter would complain about it on its way out."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
