"""The option `--json-log`: everything on standard error is JSON, an object a line."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from .._pipeline.runs import Event
from .terminal import raw_line, speak_with

__all__ = ["log_event", "speak_json"]


def speak_json(context: click.Context) -> None:
    """Write all messages as JSON until the whole command line has ended.

    Args:
        context: The context of the command.
    """
    # The root, because the last message is that of the group: it reports the error that ended the command.
    context.find_root().call_on_close(speak_with(_say))


def log_event(event: Event) -> None:
    """Write an event of a run, without its message, because that can quote the article.

    Args:
        event: The event.
    """
    _write(event.name, event.data)


def _say(level: str, message: str) -> None:
    _write(level or "note", {"message": message})


def _write(event: str, data: Mapping[str, object]) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    raw_line(json.dumps({"event": event, "time": now, **data}))
