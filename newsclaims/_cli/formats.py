"""Options and checks of formats, shared by `extract` and `convert`, and claims written to standard output."""

import codecs
import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from .. import _plugins as plugins
from ..errors import InvalidValueError, NewsClaimsError, UnknownPluginError
from ..serialisers import CsvSerialiser, Serialiser
from ..serialisers._format_lookup import by_suffix
from .arguments import ArgumentsCommand

__all__ = ["FormatsCommand", "check_format", "csv_options", "for_spreadsheets", "standard_output"]

_F = TypeVar("_F", bound=Callable[..., Any])

_SURE = 512
"""How many bytes are checked before the first of them is written to a terminal."""


class FormatsCommand(ArgumentsCommand):
    """A command whose help ends with the names of the installed formats, and of the readers if it has some."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names of the readers and the formats."""
        formatter.write_paragraph()
        if any(parameter.name == "input_format" for parameter in self.params):
            formatter.write_text(f"Readers: {', '.join(plugins.names('reader'))}.")
            formatter.write_paragraph()
        formatter.write_text(f"Formats: {', '.join(plugins.names('serialiser'))}.")


def csv_options(command: _F) -> _F:
    """Add the options of the format csv.

    Args:
        command: The function of a command.
    """
    slim = click.option("--slim", is_flag=True, help="Leave out the columns of a csv file that only programs need.")
    bom = click.option("--bom", is_flag=True, help="Begin a csv file with a byte order mark, which Excel needs.")
    return bom(slim(command))


def for_spreadsheets(serialiser: Serialiser | None, *, bom: bool, slim: bool) -> Serialiser | None:
    """Return the format with the options of csv.

    Args:
        serialiser: The format; None for a table.
        bom: Whether a csv file begins with a byte order mark.
        slim: Whether it has few columns.

    Raises:
        click.UsageError: If an option is given with another format.
    """
    if not (bom or slim):
        return serialiser
    if not isinstance(serialiser, CsvSerialiser):
        message = "--bom and --slim are for the format csv. Add --format csv."
        raise click.UsageError(message)
    return CsvSerialiser(bom=bom, slim=slim)


def check_format(format: str | None, place: Path | None, option: str, *, also: tuple[str, ...] = ()) -> Serialiser:
    """Return a format, after checking that a place can be read or written in it; called before any work is done.

    Args:
        format: The format's name; if None, the suffix of the place decides.
        place: The file or folder; None for a standard stream.
        option: The option that names the format.
        also: Names that are allowed besides those of formats.

    Raises:
        UnknownPluginError: If there is no such format.
        InvalidValueError: If the suffix names no format.
        MissingExtraError: If the format needs an extra that is not installed.
        click.UsageError: If a folder is given without a format, or the format needs a folder.
    """
    serialiser = _found(format, place, option, also)
    if serialiser.layout == "folder" and place is None:
        raise click.UsageError(
            f"{serialiser.name} is a folder of files and cannot be a standard stream. Name a folder."
        )
    extra = getattr(serialiser, "extra", None)
    if isinstance(extra, plugins.Extra):
        extra.require(f"the format {serialiser.name!r}")
    return serialiser


def _found(format: str | None, place: Path | None, option: str, also: tuple[str, ...]) -> Serialiser:
    if format is None:
        if place is None:
            stream = "input" if option == "--from" else "output"
            raise click.UsageError(f"Standard {stream} has no suffix. Give its format with {option}.")
        try:
            return by_suffix(place, option)
        except InvalidValueError:
            if not place.is_dir():
                raise
            raise click.UsageError(f"{place} is a folder. Give its format with {option}: {_in_folders()}.") from None
    try:
        found: Serialiser = plugins.get("serialiser", format)
    except UnknownPluginError as error:
        raise UnknownPluginError("serialiser", format, (*error.known, *also)) from None
    return found


def _in_folders() -> str:
    """Return the names of the formats that can be a folder, without those that do not load."""
    found = []
    for name in plugins.names("serialiser"):
        with contextlib.suppress(NewsClaimsError):
            if plugins.get("serialiser", name).layout != "stream":
                found.append(name)
    return ", ".join(found) or "no installed format can be a folder"


@contextlib.contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Give standard output for claims, as a context; refuse a binary format on a terminal.

    Raises:
        InvalidValueError: If a terminal is sent bytes that are not text.
    """
    stream: Any = sys.stdout.buffer
    if not sys.stdout.isatty():
        yield stream
        return
    terminal: Any = _Terminal(stream)
    yield terminal
    terminal.finish()


class _Terminal(io.BufferedIOBase):
    """A stream to a terminal that holds the first bytes back until it is clear that they are text."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._held, self._sure = stream, b"", False
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Write bytes that are text, and refuse others."""
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
        """Write the bytes that are still held back."""
        self._stream.write(self._held)
        self._held = b""

    @staticmethod
    def _refusal() -> InvalidValueError:
        return InvalidValueError(
            "this format is binary, and a terminal can only show text. Name a file to write to, or add > FILE."
        )
