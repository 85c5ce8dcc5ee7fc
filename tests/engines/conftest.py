"""Articles for the tests of engines, and what one process makes of them."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newsclaims as nc
from newsclaims.integrations.arrow import claims_schema, extract_batches

ROOT = Path(__file__).resolve().parents[2]
NEWSROOM = ROOT / "benchmarks" / "newsroom"
ODD: list[dict[str, Any]] = [
    {"key": "odd-1", "body": None, "day": "2024-11-08"},
    {"key": "odd-2", "body": " ", "day": None},
    {"key": "odd-3", "body": "The mayor denied that the quay was closed.", "day": "08/11/2024"},
    {"key": None, "body": "The mayor denied that the quay was closed.", "day": None},
    {"key": "odd-5", "body": "It rained.", "day": None},
    {"key": "odd-6", "body": "Ida Roe 😀 said on Monday that “the ferry was late.”", "day": "2024-11-08"},
]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def articles() -> Rows:
    """Return the rows of a table: real lengths, and everything that can be wrong with a row."""
    good: Rows = []
    for line in (NEWSROOM / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        body = (NEWSROOM / "text" / f"{one['id']}.txt").read_text(encoding="utf-8")
        good.append({"key": one["id"], "body": body, "day": one["date"]})
    return [*good[:10], *ODD, *good[10:]]


@pytest.fixture(scope="session")
def expected(articles: Rows) -> Callable[[nc.Pipeline], Rows]:
    """Return a function that gives the rows of claims that this process makes, by the id of the article."""

    def rows(pipeline: nc.Pipeline) -> Rows:
        table = pa.Table.from_pylist(articles)
        made = extract_batches(table.to_batches(), "body", id="key", published="day", pipeline=pipeline)
        return by_article(pa.Table.from_batches(made, claims_schema()))

    return rows


@pytest.fixture(scope="session")
def written() -> Callable[[Path], Rows]:
    """Return a function that reads the rows of claims of a folder of Parquet files, by the id of the article."""

    def rows(folder: Path) -> Rows:
        return by_article(pq.read_table(folder))

    return rows


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Return a function that prints a line below the name of the test, also if the test passes."""

    def line(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n    {text}\n")

    return line


def by_article(claims: pa.Table) -> Rows:
    """Return rows sorted by article; those of one article stay in their order."""
    assert claims.column_names == claims_schema().names
    return sorted(claims.to_pylist(), key=lambda row: row["article_id"] or "")
