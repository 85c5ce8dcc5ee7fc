"""Calls a serialiser and checks what it returns; an error names the plug-in if it broke the protocol."""

from collections.abc import AsyncIterable, Awaitable, Iterable, Iterator, Mapping
from inspect import signature
from pathlib import Path
from typing import Any, BinaryIO

from newsclaims._model import Article, ClaimSet
from newsclaims._plugins import blaming, origin
from newsclaims.errors import PluginResultError

from ._protocol import Serialiser

__all__ = ["checked_dump", "checked_load"]


class _Given:
    """The claim sets for a serialiser; remembers an error that they raise themselves, because the plug-in did not."""

    def __init__(self, claimsets: Iterable[ClaimSet]) -> None:
        self._claimsets = iter(claimsets)
        self.error: BaseException | None = None

    def __iter__(self) -> Iterator[ClaimSet]:
        return self

    def __next__(self) -> ClaimSet:
        try:
            return next(self._claimsets)
        except StopIteration:
            raise
        except BaseException as error:
            self.error = error
            raise


def checked_dump(serialiser: Serialiser, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
    """Let a serialiser write, and check what it did.

    Args:
        serialiser: The serialiser.
        claimsets: The claim sets.
        target: The path or stream to write.

    Raises:
        PluginResultError: If it closes the stream, returns an iterator instead of writing, or raises an error that is
            neither of newsclaims nor of the system.
    """
    given, returned = _Given(claimsets), None
    with blaming("serialiser", serialiser, OSError):
        # Any, because its type says that it returns None, which is checked here.
        dump: Any = serialiser.dump
        try:
            returned = dump(given, target)
        except BaseException as error:
            if error is not given.error:
                raise
    if given.error is not None:
        raise given.error
    if isinstance(returned, (Iterator, AsyncIterable, Awaitable)):
        raise _broken(serialiser, f"dump must write to its target, but it returned a {type(returned).__name__}.")
    if not isinstance(target, Path) and getattr(target, "closed", False):
        raise _broken(serialiser, "it closed a stream that it did not open.")


def checked_load(
    serialiser: Serialiser, source: BinaryIO | Path, articles: Mapping[str, Article] | None, max_bytes: int
) -> Iterator[ClaimSet]:
    """Let a serialiser read, and check what it yields; it is called at once, so that its first errors come early.

    Args:
        serialiser: The serialiser.
        source: The path or stream to read.
        articles: The articles by their ids.
        max_bytes: The limit of a claim set, for a serialiser that has such an option.

    Raises:
        PluginResultError: If it does not yield claim sets, or raises an error that is neither of newsclaims nor of the
            system.
    """
    with blaming("serialiser", serialiser, OSError):
        load: Any = serialiser.load
        options = {"max_bytes": max_bytes} if "max_bytes" in signature(load).parameters else {}
        found: object = load(source, articles=articles, **options)
    if not isinstance(found, Iterable) or isinstance(found, (ClaimSet, Mapping, str, bytes)):
        raise _broken(serialiser, f"load must return an iterator of claim sets, not {type(found).__name__}.")
    return _checked(serialiser, found)


def _checked(serialiser: Serialiser, found: Iterable[object]) -> Iterator[ClaimSet]:
    with blaming("serialiser", serialiser, OSError):
        for number, claimset in enumerate(found):
            if not isinstance(claimset, ClaimSet):
                raise _broken(
                    serialiser, f"load must yield claim sets, but item {number} is a {type(claimset).__name__}."
                )
            yield claimset


def _broken(serialiser: Serialiser, reason: str) -> PluginResultError:
    return PluginResultError("serialiser", serialiser.name, origin("serialiser", serialiser), reason)
