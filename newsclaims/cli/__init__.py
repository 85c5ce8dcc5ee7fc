"""The command `newsclaims`.

Exit codes: 0 if all went well; 1 if something could not be done, said on standard error; 2 if the command line is
wrong; 130 after Ctrl-C; 141 if whoever read the output went away, as a shell counts it.
"""

import contextlib
import os
import sys
from typing import Any

import click

from .. import __version__
from ..errors import NewsClaimsError
from .convert import convert
from .evaluate import evaluate
from .extract import extract
from .plugins import plugins
from .terminal import complain

__all__ = ["cli", "main"]

_FAILED, _INTERRUPTED, _NO_READER = 1, 130, 141


class _Guarded(click.Group):
    """Turns what ends a command early into a message and an exit code, never a traceback of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and see that all of its output is out.

        Args:
            ctx: Click's context.
        """
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except NewsClaimsError as error:
            complain(str(error))
            ctx.exit(_FAILED)
        except BrokenPipeError:
            _drop_output()
            ctx.exit(_NO_READER)
        except KeyboardInterrupt:
            complain("interrupted")
            ctx.exit(_INTERRUPTED)
        return done


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
