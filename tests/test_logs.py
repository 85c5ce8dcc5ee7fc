"""The log of the package: silent by default, and without a word of an article above DEBUG."""

import io
import itertools
import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from pipeline.given import scripted

import newsclaims as nc
from newsclaims.errors import NewsClaimsError
from newsclaims.evaluation import GoldArticle, evaluate
from newsclaims.testing import ScriptedExtractor

HOSTILE = "xyzzyquux"
"""A word of the articles that no message may have."""
TEXT = f"Ann said the {HOSTILE} had sunk. The {HOSTILE} office denied it."


def fails() -> None:
    """Raise an error whose message quotes the article."""
    raise ValueError(TEXT)


@pytest.fixture
def records(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Return the records of the package, at all levels."""
    caplog.set_level(logging.DEBUG, "newsclaims")
    return caplog


def messages(records: pytest.LogCaptureFixture, level: int) -> list[str]:
    """Return the messages at a level."""
    return [record.getMessage() for record in records.records if record.levelno == level]


def test_a_stream_logs_its_beginning_its_end_and_each_article(records: pytest.LogCaptureFixture) -> None:
    """INFO has the beginning and the end with counts, and DEBUG each batch and article by its id."""
    list(scripted().stream([nc.Article(text=TEXT, id="a"), nc.Article(text="It rained.", id="b")], batch_size=2))
    begins, ends = messages(records, logging.INFO)
    assert begins == "stream begins, Pipeline(extractor='scripted', taggers=[]), workers: 1"
    assert ends.startswith("stream ends, articles: 2, failed: 0, seconds: ")
    batch, first, next_batch, second = messages(records, logging.DEBUG)
    assert batch.startswith("batch from number 0, articles: 1, ms: ")
    assert next_batch.startswith("batch from number 1, articles: 1, ms: ")
    assert (first, second) == ("article 'a', claims: 0", "article 'b', claims: 0")
    assert {record.name.partition(".")[0] for record in records.records} == {"newsclaims"}


def test_a_stream_that_is_left_logs_how_far_it_was(records: pytest.LogCaptureFixture) -> None:
    """The end is logged also if the caller stops early."""
    stream: Any = scripted().stream([TEXT] * 9)
    next(stream)
    stream.close()
    assert messages(records, logging.INFO)[-1].startswith("stream ends, articles: 1, failed: 0")


def test_a_failure_is_a_warning_with_the_type_of_the_error(records: pytest.LogCaptureFixture) -> None:
    """A collected failure is logged with its id and type; its message, which may quote the article, at DEBUG."""
    pipeline = scripted(reactions={HOSTILE: fails})
    list(pipeline.stream([nc.Article(text=TEXT, id="a")], on_error="collect"))
    assert messages(records, logging.WARNING) == ["article 'a', number 0, failed: ValueError"]
    assert f"why article 'a' failed: {TEXT}" in messages(records, logging.DEBUG)


def test_warnings_about_an_article_are_logged_at_debug(records: pytest.LogCaptureFixture) -> None:
    """The warnings of a claim set may quote the article, so DEBUG has them all, and no other level any."""
    list(scripted().stream([nc.Article(text=TEXT, id="a", language="fr")]))
    [logged] = [record for record in records.records if "warning: " in record.getMessage()]
    assert logged.levelno == logging.DEBUG
    assert logged.getMessage().startswith("article 'a', warning: the article's language is given as 'fr'")


def test_an_error_that_is_raised_is_not_logged_too(records: pytest.LogCaptureFixture) -> None:
    """An error that reaches the caller is not reported twice."""
    with pytest.raises(ValueError, match=HOSTILE):
        list(scripted(reactions={HOSTILE: fails}).stream([TEXT]))
    assert messages(records, logging.WARNING) == []


def test_files_are_logged_by_their_names(records: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """What is read, skipped and written is logged with the names of the files."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    target = str(tmp_path / "a.jsonl")
    claims = list(scripted().stream(nc.read(tmp_path, on_error="skip")))
    records.clear()
    nc.dump(claims, target)
    nc.dump(claims, io.BytesIO(), format="csv")
    assert len(list(nc.load(target))) == 1
    assert messages(records, logging.INFO) == [
        f"begins to write jsonl to {target}",
        f"wrote jsonl to {target}, claim sets: 1",
        "begins to write csv to a stream",
        "wrote csv to a stream, claim sets: 1",
        f"reading jsonl from {target}",
    ]
    records.clear()
    list(nc.read(tmp_path, on_error="skip"))
    assert f"skipped {tmp_path / 'b.png'}: UnknownKindError" in messages(records, logging.INFO)
    assert f"reading {tmp_path / 'a.txt'} with the reader 'text'" in messages(records, logging.DEBUG)


def test_workers_that_start_and_die_are_logged(records: pytest.LogCaptureFixture) -> None:
    """A worker that dies is a warning, because it was replaced."""
    pipeline = nc.Pipeline(ScriptedExtractor([], reactions={"DIE": os.abort}), taggers=[])
    list(pipeline.stream(["It rained.", "DIE"], batch_size=1, workers=2, on_error="collect"))
    assert "started a worker process, in all: 2" in messages(records, logging.INFO)
    found = messages(records, logging.WARNING)
    assert any(message.startswith("a worker process died") for message in found)
    assert found[-1].endswith("failed: WorkerError")


def test_no_word_of_an_article_is_logged_above_debug(records: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """Whatever goes right or wrong, records at INFO and above have no word of a text or of a title."""
    pytest.importorskip("trafilatura", reason="needs newsclaims[html]")
    article = nc.Article(text=TEXT, title=f"The {HOSTILE}", id="a")
    table = tmp_path / "table.csv"
    table.write_text(f'text,date\n"{TEXT}",{HOSTILE}\n,\n"{TEXT}",2024-11-08\n', encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<p>{HOSTILE}</p>", encoding="utf-8")
    (tmp_path / "broken.json").write_text(f'{{"{HOSTILE}": ', encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        articles = [article, f"{HOSTILE} \ud83d", HOSTILE.encode(), *nc.read(tmp_path, on_error="skip")]
        for name, workers in (("rules", 1), ("neural", 1), ("rules", 2)):
            results = list(nc.Pipeline(name).stream(articles, workers=workers, on_error="collect", batch_size=2))
        list(scripted(reactions={HOSTILE: fails}).stream(articles, on_error="collect"))
        sets = [result for result in results if isinstance(result, nc.ClaimSet)]
        for number, suffix in itertools.product(range(2), (".jsonl", ".csv", ".jsonld", ".md", ".json")):
            target = tmp_path / f"out{number}{suffix}"
            try:
                nc.dump(sets, target)
                list(nc.load(target, articles={} if number else {one.article.id: one.article for one in sets}))
            except NewsClaimsError:
                continue
        evaluate(nc.Pipeline("rules"), [GoldArticle(article, ((),))])
    above = [record for record in records.records if record.levelno > logging.DEBUG]
    assert len(above) > 20
    words = "\n".join(f"{record.getMessage()} {record.args!r} {record.exc_info!r}" for record in above)
    assert HOSTILE not in words


def test_a_program_that_configures_nothing_sees_nothing() -> None:
    """Without a configured logger, even warnings are not printed, and the root logger is left alone."""
    code = (
        "import logging, newsclaims as nc\n"
        "list(nc.Pipeline('rules').stream([None], on_error='collect'))\n"
        "print(logging.getLogger().handlers, logging.getLogger('newsclaims').level)\n"
        "print([type(h).__name__ for h in logging.getLogger('newsclaims').handlers])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("[] 0\n['NullHandler']\n", "")
