"""Progress of a pipeline: it changes no result, and the extractor and the taggers report their position."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import FAIL, SCRIPT, TEXT, scripted, shape

import newsclaims as nc
from newsclaims._progress.position import Position, following
from newsclaims.errors import InputTypeError
from newsclaims.evaluation import GoldArticle, LabelledArticle, evaluate, evaluate_judgements
from newsclaims.testing import ScriptedExtractor


@given(st.lists(st.sampled_from([TEXT, "", "BOOM", None]), max_size=9), st.integers(1, 4))
def test_progress_changes_no_result(texts: list[Any], batch_size: int) -> None:
    """With and without progress, a stream gives the same results in the same order."""
    pipeline = scripted(reactions={"BOOM": FAIL})
    expected = shape(pipeline.stream(texts, on_error="collect"))
    options: tuple[Any, ...] = (True, list, iter)
    for progress in options:
        found = pipeline.stream(texts, batch_size=batch_size, on_error="collect", progress=progress)
        assert shape(found) == expected


def test_a_stream_counts_its_articles_and_failures(capsys: pytest.CaptureFixture[str]) -> None:
    """Articles that failed are counted, and the number of articles is that of the input."""
    texts: list[Any] = [TEXT, "BOOM", None]
    list(scripted(reactions={"BOOM": FAIL}).stream(texts, on_error="collect", progress=True))
    assert capsys.readouterr().err.startswith("newsclaims: 3 of 3 articles (100%), 2 failed, ")
    list(scripted().stream(iter([TEXT]), progress=True, batch_size=1))
    list(scripted().stream((text for text in [TEXT]), progress=True, batch_size=1))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("newsclaims: 1 of 1 article (100%)")
    assert second.startswith("newsclaims: 1 article")


def test_a_stream_with_workers_counts_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Worker processes do not change what is counted."""
    assert len(list(scripted().stream([TEXT] * 5, workers=2, batch_size=2, progress=True))) == 5
    assert capsys.readouterr().err.startswith("newsclaims: 5 of 5 articles (100%)")


def test_progress_reads_no_more_than_one_batch(capsys: pytest.CaptureFixture[str]) -> None:
    """A stream with progress reads its input as late as one without."""
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for n in range(9):
            taken.append(n)
            yield TEXT

    stream: Any = scripted().stream(texts(), batch_size=2, progress=True)
    assert taken == []
    next(stream)
    assert taken == [0]
    next(stream)
    assert taken == [0, 1, 2]
    stream.close()
    assert capsys.readouterr().err.startswith("newsclaims: 2 articles")


def test_a_callable_gets_the_results_and_their_number() -> None:
    """A callable such as `tqdm.tqdm` wraps what the stream gives, and its length is that of the input."""
    lengths: list[int] = []

    def wrap(results: Iterable[Any]) -> Iterable[Any]:
        lengths.append(len(results))  # type: ignore[arg-type]
        return results

    assert len(list(scripted().stream([TEXT] * 3, progress=wrap))) == 3
    assert lengths == [3]


def test_an_error_of_a_stream_is_the_same_with_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """The first failure is raised, and the line is written to the end before."""
    with pytest.raises(ZeroDivisionError):
        list(scripted(reactions={"BOOM": FAIL}).stream([TEXT, "BOOM"], progress=True))
    assert capsys.readouterr().err.startswith("newsclaims: 1 of 2 articles (50%)")


@pytest.mark.parametrize("progress", ["tqdm", 1, None])
def test_a_wrong_option_is_refused_at_once(progress: Any) -> None:
    """A wrong option is an error of the call, not of the first article."""
    pipeline = scripted()
    with pytest.raises(InputTypeError, match="progress must be True, False or a callable"):
        pipeline.stream([TEXT], progress=progress)
    with pytest.raises(InputTypeError, match="progress must be True, False or a callable"):
        nc.dump([], io.BytesIO(), format="jsonl", progress=progress)
    with pytest.raises(InputTypeError, match="progress must be True or False"):
        pipeline.extract(TEXT, progress=progress)
    with pytest.raises(InputTypeError, match="progress must be True or False"):
        nc.extract(TEXT, progress=progress)


def positions(pipeline: nc.Pipeline, text: str) -> list[float]:
    """Return the positions inside an article while it is extracted."""
    found: list[float] = []
    with following(Position(found.append, lambda: None)):
        pipeline.extract(text)
    return found


def test_the_taggers_are_steps_inside_an_article() -> None:
    """The position moves with each tagger, and never goes back."""
    found = positions(nc.Pipeline(ScriptedExtractor(SCRIPT)), TEXT)
    assert found == sorted(found)
    assert found[0] == 0
    assert len({share for share in found if share >= 0.5}) >= 7
    assert found[-1] == 1


@pytest.mark.parametrize("threads", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_the_windows_of_the_model_are_steps(threads: int) -> None:
    """The extractor `neural` and the tagger `neural` report the windows of a long article."""
    news = "Ann said that ferry {n} sails on Monday. The port denied that quay {n} was closed."
    text = "\n\n".join(news.format(n=n) for n in range(300))
    found = positions(nc.Pipeline(nc.extractors.NeuralExtractor(threads=threads)), text)
    assert found == sorted(found)
    assert len({share for share in found if share < 0.5}) >= 4
    assert len({share for share in found if share >= 0.5}) > 8


def test_an_article_leaves_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    """One article shows progress while it is worked on, and nothing is left."""
    assert len(scripted().extract(TEXT, progress=True)) == 2
    assert nc.extract(TEXT, progress=True) == nc.extract(TEXT)
    assert capsys.readouterr().err == ""


def test_a_dump_counts_claim_sets(capsys: pytest.CaptureFixture[str]) -> None:
    """`dump` counts what it writes; a stream with progress inside it is not shown twice."""
    pipeline = scripted()
    nc.dump(pipeline.extract(TEXT), io.BytesIO(), format="jsonl", progress=True)
    nc.dump(list(pipeline.stream([TEXT] * 3)), io.BytesIO(), format="jsonl", progress=True)
    nc.dump(pipeline.stream([TEXT] * 4, progress=True), io.BytesIO(), format="jsonl", progress=True)
    nc.dump(pipeline.stream([TEXT] * 5, progress=True), io.BytesIO(), format="jsonl")
    shown = [line.partition(", ")[0] for line in capsys.readouterr().err.splitlines()]
    assert shown == [
        "newsclaims: 1 of 1 claim set (100%)",
        "newsclaims: 3 of 3 claim sets (100%)",
        "newsclaims: 4 claim sets",
        "newsclaims: 5 of 5 articles (100%)",
    ]


def test_evaluations_show_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """Evaluations count their articles."""
    pipeline, article = scripted(), nc.Article(text=TEXT)
    evaluate(pipeline, [GoldArticle(article, ((),))], progress=True)
    evaluate_judgements(pipeline, [LabelledArticle(article, ())], progress=True)
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" (")[0] for line in lines] == ["newsclaims: 1 of 1 article"] * 2
