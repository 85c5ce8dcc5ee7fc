"""Calls a serialiser, and says whose fault it is where what comes back is not what its protocol promises."""

from collections.abc import AsyncIterable, Awaitable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from newsclaims.errors import PluginResultError
from newsclaims.model import Article, ClaimSet
from newsclaims.plugins import blaming, origin

from .protocol import Serialiser

__all__ = ["guarded_dump", "guarded_load"]


class _Given:
    """The claim sets that a serialiser is given; remembers an error of theirs, which is none of the serialiser's."""

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


def guarded_dump(serialiser: Serialiser, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
    """Let a serialiser write.

    Args:
        serialiser: The serialiser.
        claimsets: The claim sets.
        target: Where to.

    Raises:
        PluginResultError: If it closes the stream, writes nothing but returns something to be asked for it, or raises
            what is neither an error of ours nor of the system.
    """
    given, returned = _Given(claimsets), None
    with blaming("serialiser", serialiser, OSError):
        # Typed to return nothing, which is what is to be found out.
        dump: Any = serialiser.dump
        try:
            returned = dump(given, target)
        except BaseException as error:
            if error is not given.error:
                raise
    if given.error is not None:
        raise given.error
    if isinstance(returned, (Iterator, AsyncIterable, Awaitable)):
        raise _broken(serialiser, f"dump must write to its target, and it returned a {type(returned).__name__}.")
    if not isinstance(target, Path) and getattr(target, "closed", False):
        raise _broken(serialiser, "it closed a stream that it did not open.")


def guarded_load(
    serialiser: Serialiser, source: BinaryIO | Path, articles: Mapping[str, Article] | None
) -> Iterator[ClaimSet]:
    """Let a serialiser read; it is asked at once, so that a format that cannot be read says so at once.

    Args:
        serialiser: The serialiser.
        source: Where from.
        articles: The articles by their ids.

    Raises:
        PluginResultError: If it does not give claim sets, or raises what is neither an error of ours nor of the system.
    """
    with blaming("serialiser", serialiser, OSError):
        found: object = serialiser.load(source, articles=articles)
    if not isinstance(found, Iterable) or isinstance(found, (ClaimSet, Mapping, str, bytes)):
        raise _broken(serialiser, f"load must give an iterator of claim sets, not {type(found).__name__}.")
    return _checked(serialiser, found)


def _checked(serialiser: Serialiser, found: Iterable[object]) -> Iterator[ClaimSet]:
    with blaming("serialiser", serialiser, OSError):
        for number, claimset in enumerate(found):
            if not isinstance(claimset, ClaimSet):
                raise _broken(serialiser, f"what load gave as number {number} is a {type(claimset).__name__}.")
            yield claimset


def _broken(serialiser: Serialiser, reason: str) -> PluginResultError:
    return PluginResultError("serialiser", serialiser.name, origin("serialiser", serialiser), reason)
