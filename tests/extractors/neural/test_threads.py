"""Tasks on threads: results in order, few tasks ahead, no idle caller, and a prompt end."""

import itertools
import threading
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.extractors._neural.threads import on_threads


def jobs_of(sizes: Iterable[int]) -> Iterator[list[int]]:
    """Yield jobs of some sizes; their tasks are numbered throughout."""
    numbers = itertools.count()
    for size in sizes:
        yield list(itertools.islice(numbers, size))


@given(sizes=st.lists(st.integers(0, 5), max_size=20), threads=st.integers(2, 4))
def test_results_in_order(sizes: list[int], threads: int) -> None:
    """There is one list of results for each job, in the order of the jobs and their tasks."""
    found = list(on_threads(lambda n: n * n, jobs_of(sizes), threads))
    assert found == [[n * n for n in job] for job in jobs_of(sizes)]


@given(sizes=st.lists(st.integers(0, 9), max_size=50), threads=st.integers(2, 4))
def test_only_a_few_tasks_are_begun_ahead(sizes: list[int], threads: int) -> None:
    """The tasks that were begun beyond a job are no more than a few for each thread, and those of one more job."""
    taken: list[int] = []

    def jobs() -> Iterator[list[int]]:
        for job in jobs_of(sizes):
            taken.extend(job)
            yield job

    done = 0
    for results in on_threads(lambda n: n, jobs(), threads):
        done += len(results)
        assert len(taken) - done < 4 * threads + 9


def test_the_caller_does_what_nobody_has_begun() -> None:
    """The thread of the caller does tasks of its own, so no core is idle while it waits."""
    main, release = threading.get_ident(), threading.Event()

    def work(n: int) -> bool:
        if n:
            release.set()  # the caller is here while the other thread waits below
        else:
            assert release.wait(60)
        return threading.get_ident() == main

    assert list(on_threads(work, [[0, 1]], 2)) == [[False, True]]


def test_the_other_threads_go_on_while_the_caller_works() -> None:
    """Between two jobs the caller has its own work; the next tasks are done meanwhile."""
    done = [threading.Event() for _ in range(4)]

    def work(n: int) -> int:
        done[n].set()
        return n

    found = on_threads(work, [[0], [1], [2], [3]], 2)
    assert next(found) == [0]
    assert all(event.wait(60) for event in done)
    assert list(found) == [[1], [2], [3]]


def test_an_error_drops_the_tasks_that_have_not_begun() -> None:
    """The error of a task is raised in its place; later tasks are dropped, and nothing waits for those that run."""
    begun, release = list[int](), threading.Event()

    def work(n: int) -> int:
        begun.append(n)
        if n == 1:
            raise ZeroDivisionError
        if n > 1:
            assert release.wait(60)
        return n

    found = on_threads(work, ([n] for n in range(100)), 3)
    assert next(found) == [0]
    with pytest.raises(ZeroDivisionError):
        next(found)
    assert len(begun) <= 4
    release.set()


def test_a_caller_that_stops() -> None:
    """If the caller closes the results, tasks that have not begun are dropped, and nothing waits for those that run."""
    begun, release = list[int](), threading.Event()

    def work(n: int) -> int:
        begun.append(n)
        if n:
            assert release.wait(60)
        return n

    found = on_threads(work, ([n] for n in range(100)), 3)
    assert next(found) == [0]
    found.close()
    assert len(begun) <= 3
    release.set()


def test_an_interrupt_while_jobs_are_taken() -> None:
    """An interrupt is raised at once, while tasks run."""
    release = threading.Event()

    def jobs() -> Iterator[list[int]]:
        yield [0, 1, 2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(on_threads(lambda _: release.wait(60), jobs(), 2))
    release.set()


def test_no_more_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no thread can be started, as when the interpreter ends, the caller does all tasks."""

    def refuse(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("newsclaims.extractors._neural.threads.ThreadPoolExecutor.submit", refuse)
    main = threading.get_ident()
    assert list(on_threads(lambda n: (n, threading.get_ident() == main), jobs_of([2, 1]), 2)) == [
        [(0, True), (1, True)],
        [(2, True)],
    ]
