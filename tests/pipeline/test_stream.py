"""Many articles: one result each, in order, and the same however they are processed."""

import functools
import itertools
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import FAIL, SCRIPT, TEXT, scripted, shape
from raising import raises

from newsclaims._attribution import Attribution
from newsclaims._model import Article, ClaimSet
from newsclaims._pipeline import Failure, Pipeline
from newsclaims._pipeline.stream import in_batches
from newsclaims.errors import InputTypeError, InvalidValueError, UnavailableError
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


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stream_ends_if_what_every_article_needs_does_not_work(workers: int) -> None:
    """Even if failures are collected, the error is raised once; earlier results come out first."""
    unavailable = functools.partial(raises, UnavailableError("the server is down."))
    stream = scripted(reactions={"BOOM": unavailable}).stream(
        [TEXT, TEXT, "BOOM", TEXT], on_error="collect", workers=workers
    )
    assert len(list(itertools.islice(stream, 2))) == 2
    with pytest.raises(UnavailableError, match="the server is down"):
        next(stream)
    assert list(stream) == []


def test_an_error_that_an_interrupt_caused_ends_the_stream() -> None:
    """Native code can turn an interrupt into an error, which is not a failure of the article."""

    def stop() -> None:
        message = "initialization failed"
        raise ImportError(message) from KeyboardInterrupt()

    pipeline = Pipeline(ScriptedExtractor(SCRIPT, reactions={"STOP": stop}), taggers=[])
    results = pipeline.stream([TEXT, "STOP", TEXT], batch_size=1, on_error="collect")
    assert isinstance(next(results), ClaimSet)
    with pytest.raises(KeyboardInterrupt):
        next(results)


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
    assert next(taken) <= 7 + 3 * (3 * workers + 1)


@pytest.mark.parametrize("size", [1, 3, 16])
def test_batches_grow_up_to_their_size(size: int) -> None:
    """The first result needs one article, and later batches are larger."""
    lengths = [len(batch) for batch in in_batches([TEXT] * 50, size)]
    assert lengths[0] == 1
    assert all(later <= 2 * earlier for earlier, later in itertools.pairwise(lengths))
    assert max(lengths) == size
    assert sum(lengths) == 50


@given(st.lists(st.sampled_from([1, 40_000, 60_000, 100_000, 300_000])))
def test_a_batch_of_long_articles_ends_early(lengths: list[int]) -> None:
    """A batch gets no further article when it has 100,000 characters, so that its memory has a limit."""
    for batch in in_batches(["x" * length for length in lengths], 8):
        assert sum(lengths[index] for index, _ in batch[:-1]) < 100_000


class BrokenError(Exception):
    """What a source fails with."""


def failing(number: int) -> Iterator[str]:
    """Yield some texts, and then fail."""
    for index in range(number):
        yield "BOOM" if index == 5 else f"{TEXT} {index}"
    raise BrokenError


def delivered(stream: Iterator[Any], error: type[Exception]) -> list[bool]:
    """Return whether each result of a stream, which ends with an error, is a failure."""
    kept: list[bool] = []
    with pytest.raises(error):
        kept.extend(isinstance(result, Failure) for result in stream)
    return kept


@given(st.integers(0, 12), st.integers(1, 5))
def test_what_was_read_before_a_source_failed_is_delivered(number: int, batch_size: int) -> None:
    """Wherever the source fails, also inside a batch, the results before it come first, and then its error."""
    pipeline = Pipeline(ScriptedExtractor(SCRIPT, reactions={"BOOM": FAIL}), taggers=[])
    collecting = pipeline.stream(failing(number), batch_size=batch_size, on_error="collect")
    assert delivered(collecting, BrokenError) == [index == 5 for index in range(number)]
    raising = pipeline.stream(failing(number), batch_size=batch_size)
    assert delivered(raising, ZeroDivisionError if number > 5 else BrokenError) == [False] * min(number, 5)


@pytest.mark.parametrize("number", [0, 6])
def test_workers_finish_what_was_read_before_a_source_failed(number: int) -> None:
    """With workers it is the same."""
    pipeline = scripted(reactions={"BOOM": FAIL})
    stream = pipeline.stream(failing(number), batch_size=2, workers=2, on_error="collect")
    assert delivered(stream, BrokenError) == [index == 5 for index in range(number)]


def test_nothing_is_read_before_the_first_result_is_asked_for() -> None:
    """A stream does not read its input before the first result is asked for."""
    source = iter([TEXT])
    scripted().stream(source)
    assert next(source) == TEXT


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"batch_size": 0}, InvalidValueError, "batch_size must be 1 or more"),
        ({"batch_size": 2**70}, InvalidValueError, "batch_size must be 1,000,000 or less, not a number of more than"),
        (
            {"batch_size": 10**5000},
            InvalidValueError,
            "batch_size must be 1,000,000 or less, not a number of more than",
        ),
        ({"batch_size": -(10**5000)}, InvalidValueError, "batch_size must be 1 or more, not a number of more than"),
        ({"workers": True}, InputTypeError, "workers must be an int, not bool"),
        ({"workers": 5_000}, InvalidValueError, "workers must be [0-9,]+ or less, not 5000"),
        ({"workers": 2**70}, InvalidValueError, "workers must be [0-9,]+ or less, not a number of more than 20 digits"),
        ({"on_error": "ignore"}, InvalidValueError, "on_error must be 'raise' or 'collect', not 'ignore'"),
    ],
)
def test_bad_options_of_a_stream_are_errors_at_once(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Options are checked when the stream is made, not when it is read."""
    with pytest.raises(error, match=message):
        scripted().stream([], **options)
    with pytest.raises(error, match=message):
        scripted().astream([], **options)


@pytest.mark.parametrize("articles", ["a text", b"bytes", Article(text="x"), 3])
def test_a_single_article_is_not_a_stream(articles: Any) -> None:
    """A single text is refused instead of being read as a stream of characters."""
    with pytest.raises(InputTypeError, match="articles must be an iterable of articles"):
        scripted().stream(articles)
    with pytest.raises(InputTypeError, match="articles must be an iterable of articles"):
        scripted().astream(articles)


def test_a_pipeline_pickles() -> None:
    """A pickled pipeline gives the same claims."""
    pipeline = scripted()
    copy = pickle.loads(pickle.dumps(pipeline))
    assert copy.extract(TEXT) == pipeline.extract(TEXT)


@pytest.mark.slow
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
