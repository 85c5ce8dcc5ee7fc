"""A file that grows by whole lines, and can be cut back to a line that is known to be whole."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..._files.streams import file_errors

__all__ = ["GrowingFile", "checksum", "file_checksum", "whole_lines"]

_PIECE = 1 << 20
"""How many bytes of a file are read at a time."""


class GrowingFile:
    """A file that is open to append lines; it is made if it does not exist.

    Nothing is held back in this process: when `add` returns, the system has the line, and it survives the end of the
    process. It survives a loss of power after `sync`.

    Args:
        path: The file.
        size: How many of its bytes are kept.

    Raises:
        FileError: If the system refuses it, here and in each method.
    """

    def __init__(self, path: Path, size: int = 0) -> None:
        self._shown = str(path)
        self.size = size
        with file_errors(self._shown):
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
            os.ftruncate(self._file, size)

    def add(self, line: bytes) -> None:
        """Append a line.

        Args:
            line: The line, with its end.
        """
        with file_errors(self._shown):
            # On a full disk, a part of the line can be written; it is cut off before the file grows again.
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        self.size += len(line)

    def sync(self) -> None:
        """Wait until the disk has all lines."""
        with file_errors(self._shown):
            os.fsync(self._file)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def whole_lines(path: Path, start: int = 0) -> Iterator[bytes]:
    """Yield the lines of a file up to the first that has no end; none if there is no such file.

    Args:
        path: The file.
        start: The offset of the first line.

    Raises:
        FileError: If it cannot be read.
    """
    with file_errors(str(path)):
        if not path.exists():
            return
        with path.open("rb") as stream:
            stream.seek(start)
            for line in stream:
                if not line.endswith(b"\n"):
                    return
                yield line


def checksum(line: bytes) -> int:
    """Return a number that shows whether a line is whole.

    Args:
        line: The line.
    """
    return zlib.crc32(line)


def file_checksum(path: Path) -> int:
    """Return a number that shows whether a file has changed.

    Args:
        path: The file.
    """
    check = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            check = zlib.crc32(piece, check)
    return check
