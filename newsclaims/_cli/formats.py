"""What the commands that write and read formats share: naming them, finding them before the work, and terminals."""

import codecs
import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from .. import _plugins as plugins
from ..errors import InvalidValueError, NewsClaimsError, UnknownPluginError
from ..serialisers import Serialiser
from ..serialisers._format_lookup import by_suffix

__all__ = ["FormatsCommand", "check_format", "standard_output"]

_SURE = 512
"""How many bytes are looked at before a terminal gets any."""


class FormatsCommand(click.Command):
    """A command whose help ends with the names of the formats that are installed."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names.

        Args:
            formatter: What they are written to.
        """
        formatter.write_paragraph()
        formatter.write_text(f"Formats: {', '.join(plugins.names('serialiser'))}.")


def check_format(format: str | None, place: Path | None, option: str, *, also: tuple[str, ...] = ()) -> None:
    """Tell before the work what cannot be written or read, not after it.

    Args:
        format: The format's name; by the suffix of the place if None.
        place: The file or folder; None for a standard stream.
        option: The option that names the format.
        also: Names that would do besides those of formats.

    Raises:
        UnknownPluginError: If there is no such format.
        InvalidValueError: If the suffix tells none.
        MissingExtraError: If the format needs an extra that is not installed.
        click.UsageError: If a folder needs a name of a format, or a format a folder.
    """
    serialiser = _found(format, place, option, also)
    if serialiser.layout == "folder" and place is None:
        raise click.UsageError(
            f"{serialiser.name} is a folder of files and cannot go to a standard stream; name a folder."
        )
    extra = getattr(serialiser, "extra", None)
    if isinstance(extra, plugins.Extra):
        extra.require(f"the format {serialiser.name!r}")


def _found(format: str | None, place: Path | None, option: str, also: tuple[str, ...]) -> Serialiser:
    if format is None:
        if place is None:
            stream = "input" if option == "--from" else "output"
            raise click.UsageError(f"Standard {stream} has no suffix; give {option}.")
        try:
            return by_suffix(place, option)
        except InvalidValueError:
            if not place.is_dir():
                raise
            raise click.UsageError(f"{place} is a folder; say what is in it with {option}: {_in_folders()}.") from None
    try:
        found: Serialiser = plugins.get("serialiser", format)
    except UnknownPluginError as error:
        raise UnknownPluginError("serialiser", format, (*error.known, *also)) from None
    return found


def _in_folders() -> str:
    """Return the names of the formats that can be a folder, those left out that do not load."""
    found = []
    for name in plugins.names("serialiser"):
        with contextlib.suppress(NewsClaimsError):
            if plugins.get("serialiser", name).layout != "stream":
                found.append(name)
    return ", ".join(found) or "no format that is installed can be a folder"


@contextlib.contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Give standard output for claims, as a context; a terminal takes no binary format.

    Raises:
        InvalidValueError: If what is written to a terminal is not text.
    """
    stream: Any = sys.stdout.buffer
    if not sys.stdout.isatty():
        yield stream
        return
    terminal: Any = _Terminal(stream)
    yield terminal
    terminal.finish()


class _Terminal(io.BufferedIOBase):
    """A terminal's bytes, held back until it is clear that they are text."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._held, self._sure = stream, b"", False
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def writable(self) -> bool:
        """Let it be written to."""
        return True

    def write(self, data: Any) -> int:
        """Write text, and refuse anything else.

        Args:
            data: The bytes.
        """
        plain = bytes(data)
        try:
            if "\0" in self._decoder.decode(plain):
                raise self._refusal()
        except UnicodeDecodeError:
            raise self._refusal() from None
        self._held += plain
        self._sure = self._sure or len(self._held) > _SURE
        if self._sure:
            self._stream.write(self._held)
            self._held = b""
        return len(plain)

    def finish(self) -> None:
        """Write what was held back."""
        self._stream.write(self._held)
        self._held = b""

    @staticmethod
    def _refusal() -> InvalidValueError:
        return InvalidValueError(
            "this format is binary and a terminal shows text; name a file to write to, or add > FILE."
        )
