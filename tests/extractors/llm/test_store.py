"""Answers that are kept: on disk if the user wants it, and in memory those of a batch that failed."""

import errno
import json
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pytest
from extractors.llm.server import claim

from newsclaims import Pipeline
from newsclaims.errors import FileError, LLMError
from newsclaims.extractors import LLMExtractor
from newsclaims.extractors._llm import store
from newsclaims.extractors._llm.reply import Reply
from newsclaims.extractors._llm.store import Kept, Store, request_key

TEXT = "Ann said it rained."
ANSWER = json.dumps({"claims": [claim("Ann", "said", "it rained")]})
WRONG_COUNT = json.dumps(
    {
        "version": 2,
        "text": ANSWER,
        "refused": False,
        "usage": {"requests": "1", "retries": 0, "prompt_tokens": None, "completion_tokens": None},
    }
).encode()
NEGATIVE = WRONG_COUNT.replace(b'"1"', b"-1").replace(b'"version": 2', b'"version": 2, "cut": null')


class Counting:
    """A function that counts its questions, and cannot answer those about some words."""

    def __init__(self, bad: str = "\n\n\n") -> None:
        self.questions: list[str] = []
        self._bad = bad

    def __call__(self, messages: Sequence[Mapping[str, str]], _: Mapping[str, object]) -> str:
        """Answer."""
        self.questions.append([one["content"] for one in messages if "=== " in one["content"]][-1])
        return "" if self._bad in self.questions[-1] else ANSWER


def pipeline(function: Counting, **options: object) -> Pipeline:
    """Return a pipeline with a function that answers."""
    return Pipeline(LLMExtractor("m", complete=function, **options), taggers=[])  # type: ignore[arg-type]


def test_an_answer_on_disk_is_not_asked_for_again(tmp_path: Path) -> None:
    """A second extractor gives the same bytes without a question; its total says that the answer was there."""
    first, second = Counting(), Counting()
    claims = pipeline(first, cache=tmp_path / "answers").extract(TEXT)
    again = pipeline(second, cache=tmp_path / "answers")
    assert again.extract(TEXT).to("json") == claims.to("json")
    assert (len(first.questions), len(second.questions)) == (1, 0)
    assert isinstance(again.extractor, LLMExtractor)
    assert (again.extractor.usage["cached"], again.extractor.usage["requests"]) == (1, 0)


@pytest.mark.parametrize(
    "other", [{"temperature": 0.5}, {"mode": "json"}, {"judge": "model"}, {"extra_body": {"a": 1}}]
)
def test_another_question_is_asked(tmp_path: Path, other: dict[str, object]) -> None:
    """An answer is used only for the same model, prompt, options and text."""
    function = Counting()
    pipeline(function, cache=tmp_path).extract(TEXT)
    pipeline(function, cache=tmp_path, **other).extract(TEXT)
    pipeline(function, cache=tmp_path).extract(f"{TEXT} Bob left.")
    assert len(function.questions) == 3


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b'{"version": 9}', b'{"version": 2, "text": 3}', b"\xff", b"[" * 100_000, WRONG_COUNT, NEGATIVE],
)
def test_a_broken_file_is_asked_for_again(tmp_path: Path, broken: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is not an answer is replaced, and the log says so."""
    function = Counting()
    pipeline(function, cache=tmp_path).extract(TEXT)
    [path] = tmp_path.rglob("*.json")
    whole = path.read_bytes()
    path.write_bytes(broken)
    with caplog.at_level(logging.WARNING, "newsclaims"):
        pipeline(function, cache=tmp_path).extract(TEXT)
    assert "is broken and is asked for again" in caplog.text
    assert (len(function.questions), path.read_bytes()) == (2, whole)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """If a file is in the place of the folder, an error says so before anything is asked."""
    place = tmp_path / "file"
    place.write_text("in the way", encoding="utf-8")
    function = Counting()
    bad = pipeline(function, cache=place)
    with pytest.raises(FileError, match="not a folder"):
        bad.extract(TEXT)
    with pytest.raises(FileError):
        bad.stream([TEXT], on_error="collect")
    assert not function.questions
    place.unlink()
    assert len(bad.extract(TEXT)) == 1
    assert len(function.questions) == 1


def refusing(*_: object, **__: object) -> NoReturn:
    """Refuse to make a file, as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_folder_that_cannot_be_written_is_noticed_before_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is tried out before the first question; answers that are in it can be used all the same."""
    pipeline(Counting(), cache=tmp_path).extract(TEXT)
    monkeypatch.setattr(store, "TemporaryFile", refusing)
    function = Counting()
    run = pipeline(function, cache=tmp_path)
    assert len(run.extract(TEXT)) == 1
    with pytest.raises(FileError, match="No space left"):
        run.extract(f"{TEXT} Bob left.")
    assert not function.questions


def test_an_answer_that_cannot_be_kept_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """If the disk is full later, the claims of paid answers are kept, and the log says it once."""
    run = pipeline(Counting(), cache=tmp_path)
    run.extract(TEXT)
    monkeypatch.setattr(Path, "mkdir", refusing)
    monkeypatch.setattr(Store, "make", lambda _: None)
    with caplog.at_level(logging.WARNING, "newsclaims"):
        found = [run.extract(f"{TEXT} Ship {n} left.") for n in range(2)]
    assert [len(claims) for claims in found] == [1, 1]
    assert [record.getMessage()[:21] for record in caplog.records] == ["answers are not kept,"]


def test_answers_of_a_batch_that_failed_are_used_once() -> None:
    """If one article fails, nothing of its batch is asked for again, not even its own answers; later runs ask."""
    function = Counting(bad="Zed")
    texts = [TEXT, "Zed left.", f"{TEXT} Bob left."]
    run = pipeline(function)
    results = list(run.stream(texts, batch_size=8, on_error="collect"))
    assert [type(result).__name__ for result in results] == ["ClaimSet", "Failure", "ClaimSet"]
    assert len(function.questions) == 4
    run.extract(texts[2])
    with pytest.raises(LLMError):
        run.extract(texts[1])
    assert len(function.questions) == 7


def test_an_article_keeps_its_other_answers_when_one_of_its_parts_fails() -> None:
    """The parts of a long article that were answered are not paid for twice."""
    function = Counting(bad="Zed left")
    sentences = [f"{TEXT} Ship {n} sank." for n in range(40)]
    long = " ".join([*sentences[:20], "Zed left.", *sentences[20:]])
    run = pipeline(function, window=300, overlap=0)
    for _ in range(2):
        with pytest.raises(LLMError):
            run.extract(long)
    parts = [question for question in function.questions if "Zed left" not in question]
    assert len(parts) == len(set(parts)) > 3


def test_parts_of_an_answer_that_was_cut_short_are_kept(tmp_path: Path) -> None:
    """The answer that was cut and those about its parts are not paid for twice."""
    long = " ".join([TEXT, *(f"Ship {n} was painted in May." for n in range(50))])

    class Short(Counting):
        """Comes to no end about long texts."""

        def __call__(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, object]) -> str:
            """Answer."""
            answer = super().__call__(messages, schema)
            return answer[:-2] if len(self.questions[-1]) > 1_500 else answer

    first, second = Short(), Short()
    claims = pipeline(first, cache=tmp_path).extract(long)
    assert pipeline(second, cache=tmp_path).extract(long) == claims
    assert (len(first.questions), len(second.questions)) == (3, 0)


def test_few_answers_are_kept_in_memory() -> None:
    """The oldest answers are dropped if there are too many."""
    kept = Kept()
    kept.keep({str(n): Reply(str(n)) for n in range(5_000)})
    assert (kept.take("0"), kept.take("4999"), kept.take("4999")) == (None, Reply("4999"), None)


def test_a_store_gives_back_what_it_got(tmp_path: Path) -> None:
    """Any reply survives, refusals and odd characters too."""
    kept, key = Store(tmp_path / "a" / "b"), request_key({"model": "m"}, [])
    reply = Reply("\u2028“odd”\x00", refused=True, cut=False)
    assert kept.get(key) is None
    kept.put(key, reply)
    assert kept.get(key) == reply
