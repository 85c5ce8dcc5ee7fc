"""Worker processes: their errors, their deaths, and their end."""

import functools
import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from pipeline.given import FAIL, TEXT, scripted, shape
from pipeline.processes import LONGEST, alive, begun, ends, until

from newsclaims._model import Article
from newsclaims._pipeline import Failure
from newsclaims.errors import WorkerError


def test_an_error_of_a_worker_keeps_its_type_and_traceback() -> None:
    """A worker's error is raised with its type, and with the article and the worker's traceback as notes."""
    with pytest.raises(ZeroDivisionError) as caught:
        list(scripted(reactions={"BOOM": FAIL}).stream([TEXT, "BOOM"], workers=2))
    notes = "\n".join(caught.value.__notes__)
    assert "number 1 of the stream" in notes
    assert "in a worker process:\nTraceback" in notes


def test_an_error_that_does_not_pickle_breaks_nothing() -> None:
    """An error that cannot be pickled arrives as a `WorkerError` that describes it."""
    odd = "class Odd(Exception):\n  def __init__(self, *, x): super().__init__()\nraise Odd(x=1)"
    pipeline = scripted(reactions={"BOOM": functools.partial(exec, odd)})
    results: list[Any] = list(pipeline.stream(["BOOM", TEXT], workers=2, on_error="collect"))
    assert shape(results)[0] == (0, Article(text="BOOM").id, WorkerError)
    assert "Odd" in str(results[0].error)
    assert len(results[1]) == 2


def test_a_worker_that_dies_loses_no_article() -> None:
    """An article that kills its process is a failure, and all others have their claims."""
    pipeline = scripted(reactions={"DIE": functools.partial(os._exit, 3)})
    texts = [TEXT, "DIE", TEXT, "", *[TEXT] * 8]
    results: list[Any] = list(pipeline.stream(texts, workers=2, batch_size=2, on_error="collect"))
    assert [r.index if isinstance(r, Failure) else len(r) for r in results] == [2, 1, 2, 0, *[2] * 8]
    assert isinstance(results[1].error, WorkerError)
    assert "the worker process died" in str(results[1].error)


def test_workers_end_when_the_reader_stops() -> None:
    """A stream that is closed early leaves no process behind."""
    stream: Any = scripted().stream([TEXT] * 50, workers=2, batch_size=1)
    next(stream)
    stream.close()
    assert multiprocessing.active_children() == []


def test_workers_end_when_an_article_fails() -> None:
    """No process is left after an error, even while the error is kept."""
    with pytest.raises(ZeroDivisionError) as caught:
        list(scripted(reactions={"BOOM": FAIL}).stream(["BOOM"], workers=2))
    assert caught.tb is not None
    assert multiprocessing.active_children() == []


def test_a_pipeline_that_does_not_pickle_says_so() -> None:
    """With workers, a pipeline that cannot be pickled is an error before any work."""
    pipeline = scripted(reactions={"x": threading.Lock().locked})
    with pytest.raises(WorkerError, match="the pipeline cannot be pickled"):
        list(pipeline.stream([TEXT], workers=2))


UNGUARDED = """
from newsclaims._pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor
list(Pipeline(ScriptedExtractor([]), []).stream(["x"] * 4, workers=2))
"""

NOT_IMPORTABLE = """
import sys
from newsclaims._pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor
if __name__ == "__main__":
    class Mine(ScriptedExtractor):
        pass
    list(Pipeline(Mine([]), []).stream(["x"] * 4, workers=2))
"""


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (UNGUARDED, "worker processes do not start. A script must"),
        pytest.param(NOT_IMPORTABLE, "cannot be loaded in a worker", marks=pytest.mark.slow),
    ],
)
def test_a_script_that_cannot_have_workers_gets_a_message(tmp_path: Path, script: str, message: str) -> None:
    """A script without a main guard, or with a plug-in that workers cannot import, ends with a message, not a hang."""
    done = ends(tmp_path, script)
    assert done.returncode == 1
    assert "WorkerError: " in done.stderr
    assert message in done.stderr.splitlines()[-1]


DAEMONIC = """
import multiprocessing
from newsclaims._pipeline import Pipeline
from newsclaims.errors import WorkerError
from newsclaims.testing import ScriptedExtractor
def work():
    pipeline = Pipeline(ScriptedExtractor([("Ann", "said", "it rained")]), taggers=[])
    try:
        list(pipeline.stream(["Ann said it rained."], workers=2))
    except WorkerError as error:
        print(error)
    print([len(claims) for claims in pipeline.stream(["Ann said it rained."], workers=1)])
if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=work, daemon=True)
    process.start()
    process.join()
"""


def test_a_daemonic_process_is_told_to_use_one_worker(tmp_path: Path) -> None:
    """A worker of Celery or of `multiprocessing.Pool` is daemonic: Python lets it start no processes."""
    done = ends(tmp_path, DAEMONIC)
    message, counts = done.stdout.splitlines()
    assert "this process is daemonic" in message
    assert message.endswith("Use workers=1.")
    assert counts == "[1]"


KILLED = """
import multiprocessing, os, signal
from newsclaims._pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor
if __name__ == "__main__":
    stream = Pipeline(ScriptedExtractor([]), []).stream(["x"] * 50, workers=2, batch_size=1)
    next(stream)
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on Windows")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    """A parent process that is killed leaves no waiting workers behind."""
    done = ends(tmp_path, KILLED)
    left = [int(pid) for pid in done.stdout.split()]
    assert left
    until(lambda: not any(map(alive, left)))


ONCE = "import os, pathlib\nif not (file := pathlib.Path({file!r})).exists(): file.touch(); os.kill(os.getpid(), 9)"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("batch_size", [1, 4])
def test_a_worker_that_is_killed_once_costs_nothing(tmp_path: Path, batch_size: int) -> None:
    """A process that was killed from outside is not the fault of the article, which is run again."""
    once = ONCE.format(file=str(tmp_path / "killed"))
    texts = [f"{TEXT} {number}{' KILL' if number == 7 else ''}" for number in range(12)]
    stream = scripted(reactions={"KILL": functools.partial(exec, once)}).stream
    assert list(stream(texts, workers=2, batch_size=batch_size)) == list(scripted().stream(texts))


@pytest.mark.slow
def test_large_articles_and_results_block_nothing() -> None:
    """Batches and results are larger than any pipe between two processes."""
    texts = [f"{TEXT} {number} {'x' * 500_000}" for number in range(6)]
    assert [len(claims) for claims in scripted().stream(texts, workers=2)] == [2] * 6


WAITING = "import time; time.sleep(3600)"
# Backtracking in `re` keeps Python's lock, so no thread of the process can do anything.
NATIVE = "import re; re.match('(a+)+$', 'a' * 60 + 'b')"
INTERRUPTED = """
import functools, sys
import newsclaims as nc
from newsclaims.testing import ScriptedExtractor
STUCK = "import os; os.write(1, b'%9d' % os.getpid()); " + sys.argv[1]
if __name__ == "__main__":
    extractor = ScriptedExtractor([], reactions={"STUCK": functools.partial(exec, STUCK)})
    for _ in nc.Pipeline(extractor, taggers=[]).stream(["STUCK"] * 50, workers=2):
        pass
"""


@pytest.mark.parametrize(
    ("stuck", "interrupts"),
    [(WAITING, 1), *(pytest.param(*case, marks=pytest.mark.slow) for case in ((WAITING, 2), (NATIVE, 5)))],
)
def test_an_interrupt_ends_everything(tmp_path: Path, stuck: str, interrupts: int) -> None:
    """Ctrl-C, once or again and again, ends a stream whose workers are busy for hours, and all its processes."""
    if sys.platform == "win32":
        pytest.skip("there are no process groups on Windows")
    with begun(tmp_path, INTERRUPTED, stuck) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.read(9)) for _ in range(2)]
        for _ in range(interrupts):
            os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=LONGEST)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in err
    until(lambda: not any(map(alive, workers)))


LEFT_OPEN = """
import newsclaims as nc
from newsclaims.testing import ScriptedExtractor
if __name__ == "__main__":
    stream = nc.Pipeline(ScriptedExtractor([]), taggers=[]).stream(["x"] * 50, workers=2, batch_size=1)
    next(stream)
"""


@pytest.mark.slow
def test_a_program_ends_though_a_stream_is_open(tmp_path: Path) -> None:
    """Python would wait for the workers, and they for work."""
    done = ends(tmp_path, LEFT_OPEN)
    assert (done.returncode, done.stderr) == (0, "")


FORKED = """
import os
import newsclaims as nc
from newsclaims.errors import WorkerError
from newsclaims.testing import ScriptedExtractor
if __name__ == "__main__":
    import multiprocessing
    multiprocessing.set_start_method("fork")
    stream = nc.Pipeline(ScriptedExtractor([]), taggers=[]).stream(["x"] * 50, workers=2, batch_size=1)
    next(stream)
    child = os.fork()
    if child == 0:
        try:
            next(stream)
        except WorkerError as error:
            print(error, flush=True)
        stream.close()
        os._exit(0)
    os.waitpid(child, 0)
    print(sum(1 for _ in stream))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")
def test_a_fork_of_the_process_leaves_the_workers_alone(tmp_path: Path) -> None:
    """The fork cannot read the stream, and its end ends no worker; the stream goes on in the process that began it."""
    done = ends(tmp_path, FORKED)
    assert (done.returncode, done.stderr) == (0, "")
    refused, count = done.stdout.splitlines()
    assert refused.startswith("this stream belongs to another process")
    assert count == "49"
