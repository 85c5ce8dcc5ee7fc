"""Many articles: one result each, in order, and the same however they are processed."""

import functools
import itertools
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import FAIL, SCRIPT, TEXT, scripted, shape

from newsclaims._attribution import Attribution
from newsclaims._model import Article
from newsclaims._pipeline import Failure, Pipeline
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    WorkerError,
)
from newsclaims.testing import SAMPLES, ScriptedExtractor
from newsclaims.text import Text


@given(st.lists(st.sampled_from([*SAMPLES, TEXT, "BOOM", None]), max_size=12), st.integers(1, 5))
def test_a_stream_gives_one_result_per_input_in_order(texts: list[Any], batch_size: int) -> None:
    """With any batch size, each input has its own result in its place."""
    pipeline = Pipeline(ScriptedExtractor(reactions={"BOOM": FAIL}), taggers=[])
    results = list(pipeline.stream(texts, batch_size=batch_size, on_error="collect"))
    assert len(results) == len(texts)
    for index, (text, result) in enumerate(zip(texts, results, strict=True)):
        if text is None:
            assert shape([result]) == [(index, None, InputTypeError)]
        elif text == "BOOM":
            assert shape([result]) == [(index, Article(text=text).id, ZeroDivisionError)]
        else:
            assert result == pipeline.extract(text)


def test_a_stream_raises_the_error_of_the_article_that_failed() -> None:
    """`on_error="raise"` keeps the error's type and notes the article; earlier results come out first."""
    stream = scripted(reactions={"BOOM": FAIL}).stream([TEXT, Article(text="BOOM", id="the culprit"), TEXT])
    assert len(next(stream)) == 2
    with pytest.raises(ZeroDivisionError) as caught:
        next(stream)
    assert "article 'the culprit', number 1 of the stream" in caught.value.__notes__[0]
    nothing: Any = [None]
    with pytest.raises(InputTypeError) as refused:
        list(scripted().stream(nothing))
    assert "an input that is not an article, number 0" in refused.value.__notes__[0]


def test_a_failing_batch_is_tried_one_by_one() -> None:
    """If a batch fails, its articles are tried one by one."""

    class Lonely(ScriptedExtractor):
        def extract(self, texts: Sequence[Text]) -> Iterator[Sequence[Attribution]]:
            if len(texts) > 1:
                raise MemoryError
            return super().extract(texts)

    assert [len(r) for r in Pipeline(Lonely(SCRIPT), []).stream([TEXT, "", TEXT])] == [2, 0, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stream_reads_only_a_few_batches_ahead(workers: int) -> None:
    """An endless input gives results at once, and is read only a few batches ahead."""
    taken = itertools.count()
    stream: Any = scripted().stream((f"{TEXT} {next(taken)}" for _ in itertools.count()), batch_size=3, workers=workers)
    for _ in range(7):
        next(stream)
    stream.close()
    assert next(taken) <= 7 + 3 * (2 * workers + 1)


def test_nothing_is_read_before_the_first_result_is_asked_for() -> None:
    """A stream does not read its input before the first result is asked for."""
    source = iter([TEXT])
    scripted().stream(source)
    assert next(source) == TEXT


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"batch_size": 0}, InvalidValueError, "batch_size must be 1 or more"),
        ({"workers": True}, InputTypeError, "workers must be an int, not bool"),
        ({"on_error": "ignore"}, InvalidValueError, "on_error must be 'raise' or 'collect', not 'ignore'"),
    ],
)
def test_bad_options_of_a_stream_are_errors_at_once(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Options are checked when the stream is made, not when it is read."""
    with pytest.raises(error, match=message):
        scripted().stream([], **options)


@pytest.mark.parametrize("articles", ["a text", b"bytes", Article(text="x"), 3])
def test_a_single_article_is_not_a_stream(articles: Any) -> None:
    """A single text is refused instead of being read as a stream of characters."""
    with pytest.raises(InputTypeError, match="articles must be an iterable of articles"):
        scripted().stream(articles)


def test_a_pipeline_pickles() -> None:
    """A pickled pipeline gives the same claims."""
    pipeline = scripted()
    copy = pickle.loads(pickle.dumps(pipeline))
    assert copy.extract(TEXT) == pipeline.extract(TEXT)


def test_threads_agree_with_processes() -> None:
    """Results and failures are the same in this process, in threads and in worker processes."""
    texts: list[Any] = [*SAMPLES, "BOOM", None, TEXT, Article(text=TEXT, id="x")]
    pipeline = Pipeline(ScriptedExtractor(reactions={"BOOM": FAIL}), taggers=[])
    here = list(pipeline.stream(texts, on_error="collect"))
    there = list(pipeline.stream(texts, on_error="collect", workers=2, batch_size=3))
    assert shape(here) == shape(there)
    with ThreadPoolExecutor(4) as pool:
        threaded = list(pool.map(pipeline.extract, SAMPLES))
    assert threaded == here[: len(SAMPLES)]


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
    [(UNGUARDED, "worker processes do not start. A script must"), (NOT_IMPORTABLE, "cannot be loaded in a worker")],
)
def test_a_script_that_cannot_have_workers_gets_a_message(tmp_path: Path, script: str, message: str) -> None:
    """A script without a main guard, or with a plug-in that workers cannot import, ends with a message, not a hang."""
    path = tmp_path / "script.py"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)
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
    path = tmp_path / "script.py"
    path.write_text(DAEMONIC, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=True)
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
    path = tmp_path / "script.py"
    path.write_text(KILLED, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)
    left = [int(pid) for pid in done.stdout.split()]
    assert left
    for _ in range(600):
        left = [pid for pid in left if alive(pid)]
        if not left:
            return
        time.sleep(0.05)
    pytest.fail(f"workers {left} are still running")


def alive(pid: int) -> bool:
    """Say whether a process runs; a zombie does not count, because in a container nothing may reap it."""
    try:
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not stat.exists() or stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
