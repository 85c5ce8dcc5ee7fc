"""A worker process answers in order, and ends when it should."""

import functools
import gc
import operator
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pipeline.processes import LONGEST, alive, begun, until
from processes.work import looks_after, noting_its_end, run_code, threads, upper_or_die

from newsclaims._processes import Died, Worker, ended, killed, wait

Work = Callable[[bytes], bytes]
FOREVER = "import pathlib, time; pathlib.Path(file).write_text('begun'); time.sleep(3600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {FOREVER}"
# Backtracking in `re` keeps Python's lock, so no thread of the process can do anything.
NATIVE = "import pathlib, re; pathlib.Path(file).write_text('begun'); re.match('(a+)+$', 'a' * 60 + 'b')"


@pytest.fixture
def started() -> Iterator[Callable[[Any], Worker]]:
    """Return a function that starts a worker, which is ended after the test."""
    workers: list[Worker] = []

    def start(work: Any) -> Worker:
        workers.append(Worker(pickle.dumps(work)))
        return workers[-1]

    yield start
    killed(workers)


def loaded(worker: Worker) -> str:
    """Return what a worker says when it has loaded its work."""
    while (reason := worker.loaded()) is None:
        wait([worker])
    return reason


def answer(worker: Worker) -> bytes:
    """Return the next answer of a worker."""
    while (found := worker.receive()) is None:
        wait([worker])
    return found


def pid_of(worker: Worker) -> int:
    """Return the id of the process of a worker."""
    assert worker.pid is not None
    return worker.pid


UPPER: Any = operator.methodcaller("upper")


def test_answers_come_in_order(started: Callable[[Any], Worker]) -> None:
    """A worker says that it is ready, and answers each task; tasks can be sent before it is ready."""
    worker = started(UPPER)
    for task in (b"one", b"two"):
        worker.send(task)
    assert loaded(worker) == ""
    assert worker.ready
    assert [answer(worker), answer(worker)] == [b"ONE", b"TWO"]
    assert worker.receive() is None


def test_large_tasks_and_answers_do_not_block_each_other(started: Callable[[Any], Worker]) -> None:
    """A task is taken while a worker sends an answer, though both are larger than any pipe."""
    worker = started(UPPER)
    assert loaded(worker) == ""
    tasks = [bytes([97 + number]) * 5_000_000 for number in range(3)]
    for task in tasks:
        worker.send(task)
    assert [answer(worker) == task.upper() for task in tasks] == [True] * 3


def test_work_that_cannot_be_loaded_is_the_first_answer(started: Callable[[Any], Worker]) -> None:
    """The answer says why, and then the process ends."""
    worker = started(_Unloadable())
    assert loaded(worker) == "ZeroDivisionError: division by zero"
    assert not worker.ready
    with pytest.raises(Died):
        answer(worker)


class _Unloadable:
    """Work that can be pickled and not unpickled."""

    def __reduce__(self) -> Any:
        return operator.truediv, (1, 0)


def test_a_worker_that_dies_is_noticed_after_its_answers(started: Callable[[Any], Worker]) -> None:
    """What it has answered is not lost."""
    worker = started(upper_or_die)
    for task in (b"one", b"die", b"two"):
        worker.send(task)
    assert loaded(worker) == ""
    assert answer(worker) == b"ONE"
    with pytest.raises(Died):
        answer(worker)
    worker.send(b"more")


def test_idle_workers_end_by_themselves(started: Callable[[Any], Worker], tmp_path: Path) -> None:
    """They run what was registered for their end, and leave no process."""
    file = tmp_path / "ended"
    workers = [started(functools.partial(noting_its_end, file)) for _ in range(2)]
    for worker in workers:
        worker.send(b"task")
        answer(worker), answer(worker)
    pids = [pid_of(worker) for worker in workers]
    ended(workers)
    assert file.read_text(encoding="ascii") == "endedended"
    assert not any(map(alive, pids))


@pytest.mark.parametrize("code", [FOREVER, STUBBORN, NATIVE])
def test_busy_workers_are_ended_at_once(started: Callable[[Any], Worker], tmp_path: Path, code: str) -> None:
    """Whatever they do: wait, ignore the signal to end, or run native code that keeps Python's lock."""
    file = tmp_path / "begun"
    worker = started(functools.partial(run_code, code, file))
    worker.send(b"task")
    until(file.exists)
    pid = pid_of(worker)
    killed([worker])
    assert not alive(pid)
    killed([worker])


def test_a_worker_has_one_thread_for_products_of_matrices(started: Callable[[Any], Worker]) -> None:
    """The libraries that multiply matrices read it when they are imported."""
    worker = started(threads)
    loaded(worker)
    worker.send(b"task")
    assert answer(worker) == b"1 1 1"


def test_a_worker_looks_for_garbage_less_often(started: Callable[[Any], Worker]) -> None:
    """It makes many records that are all in use."""
    worker = started(looks_after)
    loaded(worker)
    worker.send(b"task")
    assert int(answer(worker)) > gc.get_threshold()[0]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")
def test_a_worker_ends_with_its_parent_though_a_fork_of_it_lives(tmp_path: Path) -> None:
    """A fork has a copy of the pipe, so that the pipe does not end with the parent."""
    pids = tmp_path / "pids"
    script = (
        "import operator, os, pickle, signal, sys\n"
        "from newsclaims._processes import Worker\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker(pickle.dumps(operator.methodcaller('upper')))\n"
        "    while worker.loaded() is None: pass\n"
        "    fork = os.fork()\n"
        "    if fork == 0:\n"
        "        signal.pause()\n"
        "    open(sys.argv[1], 'w').write(f'{worker.pid} {fork}')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with begun(tmp_path, script, str(pids)) as process:
        process.wait(LONGEST)
        # Inside, because the group of the script, to which the fork belongs, is ended after it.
        worker, fork = map(int, pids.read_text(encoding="ascii").split())
        until(lambda: not alive(worker))
        assert alive(fork)
