"""Jobs on threads: results in order, few jobs ahead, and a prompt end."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.extractors._neural.threads import on_threads


@given(count=st.integers(0, 30), threads=st.integers(1, 4))
def test_results_in_order(count: int, threads: int) -> None:
    """There is one result for each job, in the order of the jobs."""
    assert list(on_threads(lambda n: n * n, range(count), threads)) == [n * n for n in range(count)]


@pytest.mark.parametrize("threads", [1, 3])
def test_only_a_few_jobs_are_taken_ahead(threads: int) -> None:
    """The number of jobs that were taken and have no result yet is bounded."""
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    for number, _ in enumerate(on_threads(lambda n: n, jobs(), threads), 1):
        assert len(taken) - number <= 2 * threads


def test_an_error_drops_the_jobs_that_have_not_begun() -> None:
    """The error of a job is raised in its place; later jobs are dropped, and nothing waits for those that run."""
    begun, release = list[int](), threading.Event()

    def work(n: int) -> int:
        begun.append(n)
        if n == 1:
            raise ZeroDivisionError
        if n > 1:
            assert release.wait(60)
        return n

    found = on_threads(work, range(100), 2)
    assert next(found) == 0
    with pytest.raises(ZeroDivisionError):
        next(found)
    assert len(begun) <= 4
    release.set()


def test_a_caller_that_stops() -> None:
    """If the caller closes the results, jobs that have not begun are dropped, and nothing waits for those that run."""
    begun, release = list[int](), threading.Event()

    def work(n: int) -> int:
        begun.append(n)
        if n:
            assert release.wait(60)
        return n

    found = on_threads(work, range(100), 2)
    assert next(found) == 0
    found.close()
    assert len(begun) <= 3
    release.set()


def test_an_interrupt_while_jobs_are_taken() -> None:
    """An interrupt is raised at once, while jobs run."""
    release = threading.Event()

    def jobs() -> Iterator[int]:
        yield from range(3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(on_threads(lambda _: release.wait(60), jobs(), 2))
    release.set()


def test_no_more_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no thread can be started, as when the interpreter ends, the thread that waits does the jobs."""

    def refuse(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("newsclaims.extractors._neural.threads.ThreadPoolExecutor.submit", refuse)
    assert list(on_threads(lambda n: (n, threading.current_thread() is threading.main_thread()), range(3), 2)) == [
        (n, True) for n in range(3)
    ]
