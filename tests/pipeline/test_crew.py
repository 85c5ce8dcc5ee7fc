"""Which results a stream has when its workers die: no article is lost, and only those that end a process fail."""

import pickle
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article, ClaimSet
from newsclaims._pipeline import Failure, crew, workers
from newsclaims._pipeline.stream import Batch, in_batches
from newsclaims._processes import Died
from newsclaims.errors import WorkerError


class Pretended:
    """A worker without a process. It answers when it is asked; some tasks and some moments end it."""

    deaths: ClassVar[Iterator[bool]]
    """Whether the next worker that is asked dies, so that tests can end workers at any moment."""
    started: ClassVar[int]

    def __init__(self, work: bytes) -> None:
        self._work: Any = pickle.loads(work)
        self._tasks: deque[bytes] = deque()
        self._is_dead = False
        self.ready = False
        type(self).started += 1

    def send(self, task: bytes) -> None:
        """Keep a task."""
        self._tasks.append(task)

    def loaded(self) -> str | None:
        """Say that the work is loaded; or die."""
        self._live()
        self.ready = True
        return ""

    def receive(self) -> bytes | None:
        """Answer a task, or die, for example because the task says so."""
        self._live()
        if not self._tasks:
            return None
        if any("DIE" in article.text for _, article in pickle.loads(self._tasks[0])):
            raise Died
        answer: bytes = self._work(self._tasks.popleft())
        return answer

    def _live(self) -> None:
        if self._is_dead or next(self.deaths):
            self._is_dead = True
            raise Died


def lengths(articles: Sequence[Article]) -> list[ClaimSet]:
    """Do the work: an empty claim set for each article."""
    return [ClaimSet(article=article, claims=[]) for article in articles]


def results(batches: Iterator[Batch], number: int, deaths: Sequence[bool]) -> list[Any]:
    """Run batches with workers that die at some moments."""
    Pretended.deaths = iter([*deaths, *[False] * 10_000])
    Pretended.started = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "Worker", Pretended)
        for name in ("wait", "ended", "killed"):
            patch.setattr(crew, name, lambda *_values: None)
        return list(workers.in_processes(lengths, batches, number))


@given(
    st.lists(st.sampled_from(["ok", "DIE", None]), max_size=20),
    st.integers(1, 6),
    st.integers(1, 4),
)
def test_only_what_ends_a_process_fails(texts: list[Any], size: int, number: int) -> None:
    """Each input has its result in its place, whatever the batches and however many workers die."""
    found = results(in_batches(texts, size), number, [])
    assert len(found) == len(texts)
    for index, (text, result) in enumerate(zip(texts, found, strict=True)):
        if text == "ok":
            assert result.article.text == text
        else:
            assert isinstance(result, Failure)
            assert result.index == index
            assert isinstance(result.error, WorkerError) == (text == "DIE")


@given(st.integers(0, 20), st.integers(1, 6), st.integers(1, 4), st.lists(st.booleans(), max_size=40))
def test_a_worker_can_die_at_any_moment(count: int, size: int, number: int, deaths: list[bool]) -> None:
    """One death costs no article; two fail an article at most, and if workers never start, the stream says so."""
    texts = [f"ok {index}" for index in range(count)]
    once = [*[False] * len(deaths), True]
    try:
        assert [result.article.text for result in results(in_batches(texts, size), number, once)] == texts
        found = results(in_batches(texts, size), number, deaths)
    except WorkerError as error:
        assert "do not start" in str(error)  # noqa: PT017 - not every example has this error
        return
    assert len(found) == count
    failed = [result for result in found if isinstance(result, Failure)]
    # A death counts for all articles of its batch, and the next one, alone, for its own.
    batches = -(-len(failed) // size)
    assert len(failed) + batches <= sum(deaths)
    assert all("died while it worked on this article" in str(failure.error) for failure in failed)


def test_workers_start_when_there_is_work() -> None:
    """A stream of two articles has two workers, however many it may have."""
    assert len(results(in_batches(["a", "b"], 1), 50, [])) == 2
    assert Pretended.started <= 2


def test_workers_that_die_before_they_work_are_not_started_for_ever() -> None:
    """After a few in a row the stream ends with an error."""
    with pytest.raises(WorkerError, match="do not start"):
        results(in_batches(["a"] * 20, 1), 2, [False, False, *[True] * 200])
    assert Pretended.started < 20
