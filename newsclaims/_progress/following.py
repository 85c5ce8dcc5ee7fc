"""Follows work and shows its progress: `follow` for many results, `watched` for a single piece of work."""

import contextlib
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, TypeVar

from attrs import frozen

from ..errors import InputTypeError
from .position import current, following, known_length
from .shown import Shown
from .tally import Tally

__all__ = ["Display", "Progress", "check_progress", "follow", "watched"]

_T = TypeVar("_T")
_END = object()
Progress = bool | Callable[[Iterable[Any]], Iterable[Any]]
"""Whether to show progress; or what shows it, a callable that wraps an iterable, for example `tqdm.tqdm`."""


@frozen(slots=True)
class Display:
    """The built-in display of progress; as an option `progress`, it is True with other settings.

    Args:
        delay: How long a run must take before it is shown, in seconds.
        leave: Whether the last state stays on the terminal.
    """

    delay: float = 0.0
    leave: bool = True

    def __call__(self, results: Iterable[Any]) -> Iterable[Any]:
        """Return results with their progress shown, as other callables do."""
        return follow((result for result in results), "results", progress=self, total=known_length(results))

    def shown(self, tally: Tally) -> Shown:
        """Begin to show a run.

        Args:
            tally: The tally, with nothing done.
        """
        return Shown(tally, delay=self.delay, leave=self.leave)


def check_progress(progress: object, *, one: bool = False) -> None:
    """Refuse an option `progress` of the wrong type.

    Args:
        progress: The option.
        one: Whether the work has a single result, which a callable cannot follow.

    Raises:
        InputTypeError: If it is neither a bool nor a callable.
    """
    if isinstance(progress, bool) or (callable(progress) and not one):
        return
    if one:
        hint = "A callable can follow many articles: see stream." if callable(progress) else ""
        raise InputTypeError("progress", "True or False", type(progress).__name__, hint)
    expected = "True, False or a callable that wraps an iterable, such as tqdm.tqdm"
    raise InputTypeError("progress", expected, type(progress).__name__)


def follow(
    results: Generator[_T, None, None],
    unit: str,
    *,
    progress: Progress,
    total: int | None = None,
    failed: Callable[[_T], bool] | None = None,
    before: int = 0,
) -> Generator[_T, None, None]:
    """Return results with their progress shown. None is read ahead, and closing the generator closes the results.

    Args:
        results: The results.
        unit: What is counted, in the plural.
        progress: The option, already checked.
        total: How many there will be, if that is known.
        failed: Returns whether a result is a failure.
        before: How many are done already, by an earlier process; the total has them too.
    """
    if progress is False:
        return results
    if progress is True:
        progress = Display()
    if isinstance(progress, Display):
        return _counted(results, progress, Tally(unit, total, before, before=before), failed or _never)
    return _wrapped(results, progress, None if total is None else max(0, total - before))


@contextlib.contextmanager
def watched(*, progress: bool) -> Iterator[None]:
    """Show the position inside a single piece of work, as a context.

    Args:
        progress: The option, already checked.
    """
    # Inside work that is followed already, the position belongs to that.
    if not progress or current() is not None:
        yield
        return
    shown = Display(leave=False).shown(Tally())
    try:
        with following(shown.position):
            yield
    finally:
        shown.close()


class _Sized:
    """Results whose number is known, so that a wrapper can say how many are left."""

    def __init__(self, results: Iterator[Any], total: int) -> None:
        self._results, self._total = results, total

    def __iter__(self) -> Iterator[Any]:
        return self._results

    def __len__(self) -> int:
        return self._total


def _counted(
    results: Generator[_T, None, None], display: Display, tally: Tally, failed: Callable[[_T], bool]
) -> Generator[_T, None, None]:
    with contextlib.closing(results):
        if (outer := current()) is not None:
            # `dump(stream(progress=True), progress=True)` has one display, which is that of `dump`.
            for result in results:
                if failed(result):
                    outer.failed()
                yield result
            return
        shown = display.shown(tally)
        try:
            while (result := _next(results, shown)) is not _END:
                shown.add(failed=failed(result))
                yield result
        finally:
            shown.close()


def _next(results: Iterator[_T], shown: Shown) -> _T | Any:
    # Only around this: what the caller does with a result is not part of the work.
    with following(shown.position):
        return next(results, _END)


def _wrapped(
    results: Generator[_T, None, None], wrap: Callable[[Iterable[Any]], Iterable[Any]], total: int | None
) -> Generator[_T, None, None]:
    with contextlib.closing(results):
        wrapped: object = wrap(results if total is None else _Sized(results, total))
        if not isinstance(wrapped, Iterable):
            raise InputTypeError("what progress returns", "an iterable of the results", type(wrapped).__name__)
        yield from wrapped


def _never(_result: object) -> bool:
    return False
