"""Reads text files as UTF-8 without changing line ends, so that offsets fit the file."""

import os
from pathlib import Path

from newsclaims.errors import FileError

from .encodings import undecodable, zero_bytes

__all__ = ["decoded", "read_file"]


def read_file(path: str | os.PathLike[str], *, zeros: bool = False) -> str:
    """Read a text file without changing anything, not even line ends or a byte-order mark.

    Args:
        path: The file.
        zeros: Whether many of its bytes can be zero, because it is surely not UTF-16.

    Raises:
        FileError: If it cannot be read.
        UndecodableError: If it is not UTF-8.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        advice = "Check the name, and that it is a file that you can read."
        if isinstance(error, IsADirectoryError):
            advice = "Name the files in it instead."
        reason = f"{error.strerror or error}. {advice}"
        raise FileError(os.fspath(path), reason) from error
    return decoded(data, os.fspath(path), zeros=zeros)


def decoded(data: bytes, source: str, *, zeros: bool = False) -> str:
    """Decode UTF-8 bytes.

    Args:
        data: The bytes.
        source: Their file's name, for the message.
        zeros: Whether many of them can be zero.

    Raises:
        UndecodableError: If they are not UTF-8.
    """
    if not zeros and (zero := zero_bytes(data)) is not None:
        # UTF-16 without a byte order mark is valid UTF-8, with a zero byte beside each letter.
        raise undecodable(source, data, zero, 0, "many bytes are zero")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise undecodable(source, data, error.start, data[error.start], error.reason) from None
