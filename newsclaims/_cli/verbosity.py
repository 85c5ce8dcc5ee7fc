"""The option `--verbose`: writes the log of the package to standard error."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import click

from .terminal import inform

__all__ = ["verbose_option"]

_F = TypeVar("_F", bound=Callable[..., Any])
_HELP = "Say on standard error what is done; -vv says more, and can quote articles."
_LOGGER = "newsclaims"


class _ToTerminal(logging.Handler):
    """Writes each record as one line, between the lines of progress."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        try:
            inform(f"{record.levelname.lower()}: {record.getMessage()}")
        except Exception:  # noqa: BLE001 - as logging's own handlers do
            self.handleError(record)


def verbose_option(command: _F) -> _F:
    """Add the option to a command.

    Args:
        command: The command.
    """
    return click.option("-v", "--verbose", count=True, expose_value=False, callback=_listen, help=_HELP)(command)


def _listen(context: click.Context, _parameter: click.Parameter, count: int) -> None:
    if not count:
        return
    log, handler = logging.getLogger(_LOGGER), _ToTerminal()
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO if count == 1 else logging.DEBUG)

    def stop() -> None:
        """Leave the log as it was, for programs that run the command in their own process."""
        log.removeHandler(handler)
        log.setLevel(before)

    context.call_on_close(stop)
