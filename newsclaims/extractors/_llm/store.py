"""Keeps answers: on disk if the user wants it, and in memory what came of a batch that failed.

A pipeline runs the articles of a failed batch again one by one. What came the first time, good or bad, is used then.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from attrs import asdict

from newsclaims._files.json_values import json_bytes
from newsclaims._files.streams import file_errors, writing
from newsclaims._logs import logger
from newsclaims.errors import FileError

from .endpoint import AskingError
from .prompt import Message
from .reply import Reply
from .usage import Usage, is_count

__all__ = ["Kept", "Store", "request_key"]

_log = logger(__name__)

_MOST_KEPT = 4_096
"""How many answers of failed batches are in memory at most; a batch has far fewer."""
_VERSION = 2
"""The version of the files; those of another version are not used."""


def request_key(asked: Mapping[str, Any], messages: Sequence[Message]) -> str:
    """Return the digest of a question; equal questions to the same model have the same one.

    Args:
        asked: Who is asked, and with which options.
        messages: The messages.
    """
    return hashlib.sha256(json.dumps([asked, messages], sort_keys=True).encode()).hexdigest()


class Kept:
    """The answers of failed batches, and their failures, which threads share; each is used once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._results: OrderedDict[str, Reply | AskingError] = OrderedDict()

    def keep(self, results: Mapping[str, Reply | AskingError]) -> None:
        """Keep answers and failures; the oldest are dropped if there are too many.

        Args:
            results: The answers and failures by the digests of their questions.
        """
        with self._lock:
            self._results |= results
            while len(self._results) > _MOST_KEPT:
                self._results.popitem(last=False)

    def take(self, key: str) -> Reply | AskingError | None:
        """Return an answer or a failure, and forget it.

        Args:
            key: The digest.
        """
        with self._lock:
            return self._results.pop(key, None)


class Store:
    """Answers in a folder, one file for each. Processes can share it.

    Args:
        folder: The folder; it is made if there is none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tried = self._failed = False

    def make(self) -> None:
        """Make the folder if there is none.

        Raises:
            FileError: If it cannot be made, or a file is in its place.
        """
        with file_errors(str(self._folder)):
            if self._folder.exists() and not self._folder.is_dir():
                raise FileError(str(self._folder), "not a folder. Choose another one for cache=.")
            self._folder.mkdir(parents=True, exist_ok=True)

    def check(self) -> None:
        """Check, once, that files can be written, before an answer costs anything. Reading needs no such check.

        Raises:
            FileError: If they cannot.
        """
        if self._tried:
            return
        self.make()
        with file_errors(str(self._folder)), TemporaryFile(dir=self._folder) as stream:
            stream.write(b" ")
        self._tried = True

    def get(self, key: str) -> Reply | None:
        """Return an answer, or None if there is none, or its file is broken.

        Args:
            key: The digest.
        """
        path = self._path(key)
        try:
            return _reply(json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            _log.warning("an answer in the cache is broken and is asked for again: %s (%s)", path, type(error).__name__)
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Write an answer, all of it or nothing; one that is there is kept.

        If it cannot be written, the claims count more, because they are paid for. The log says so once.

        Args:
            key: The digest.
            reply: The answer.
        """
        if self.get(key) == reply:
            return
        try:
            self._write(self._path(key), reply)
        except FileError as error:
            if not self._failed:
                self._failed = True
                _log.warning("answers are not kept, and are asked for again in the next run: %s", error)

    def _write(self, path: Path, reply: Reply) -> None:
        with file_errors(str(path.parent)):
            path.parent.mkdir(parents=True, exist_ok=True)
        with writing(path) as stream:
            stream.write(json_bytes({"version": _VERSION, **asdict(reply)}))

    def _path(self, key: str) -> Path:
        # Some file systems are slow with many files in a folder.
        return self._folder / key[:2] / f"{key}.json"


def _reply(value: Any) -> Reply:
    """Return the answer in a file.

    Raises:
        ValueError: If it is not one.
        TypeError: If it is not one.
        KeyError: If it is not one.
    """
    text, refused, cut = value["text"], value["refused"], value["cut"]
    flags = type(refused) is bool and (cut is None or type(cut) is bool)
    if value["version"] != _VERSION or not isinstance(text, str) or not flags:
        message = "another version, or not an answer"
        raise ValueError(message)
    counts = {name: value["usage"][name] for name in Usage.__slots__ if not name.startswith("_")}
    if not all(count is None or is_count(count) for count in counts.values()):
        message = "a count is not one"
        raise ValueError(message)
    return Reply(text, refused, cut, Usage(**counts))
