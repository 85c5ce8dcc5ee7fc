"""Checks how type checkers read the public names; this file is never run.

mypy and pyright read this file in their strict modes. `assert_type` gives the type of a correct use. A wrong use has an
ignore comment for each checker. An unused ignore is an error, so both checkers must refuse each wrong use.
"""

import io
from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, assert_type

import altair as alt
import pandas as pd
import polars as pl
import pyarrow as pa

import newsclaims as nc
from newsclaims import errors
from newsclaims.integrations import arrow, ray, spark
from newsclaims.readers import Reading
from newsclaims.serialisers import CsvSerialiser


def nouns(article: nc.Article, claim: nc.Claim) -> None:
    """Fields have their types, and optional ones may be None."""
    assert_type(article.text, str)
    assert_type(article.title, str | None)
    assert_type(claim.source, nc.Source | None)
    assert_type(claim.content.spans, tuple[nc.Span, ...])
    assert_type(claim.stance, nc.Stance | None)
    assert_type(claim.confidence, nc.Confidence | None)
    assert_type(claim.source_name, str)
    assert_type(claim.source_type, nc.SourceType | None)
    assert_type(claim.commitment, float | None)
    assert_type(article.published, datetime | date | None)
    nc.Article(text="x", published=date(2024, 11, 8), meta=article.meta)
    nc.Article(text="x", published="2024-11-08", meta={"desk": "ports"})
    nc.Article(text="x", published=datetime(2024, 11, 8, tzinfo=UTC))
    nc.Article(text="x", published=None)
    nc.Span(start=0, end=1)
    assert_type(article.blocks, tuple[nc.Block, ...])
    block = nc.Block(kind="caption", span=nc.Span(start=0, end=1))
    assert_type(block.span, nc.Span)
    nc.Article(text="x", blocks=(block,))


def sets(claims: nc.ClaimSet, claim: nc.Claim) -> None:
    """A claim set is a sequence of claims."""
    assert_type(claims[0], nc.Claim)
    assert_type(claims[1:], tuple[nc.Claim, ...])
    assert_type(list(claims), list[nc.Claim])
    assert_type(len(claims), int)
    assert_type(claims.by_source(), dict[str, tuple[nc.Claim, ...]])
    assert_type(claims.where(stance="deny", min_score=0.5), nc.ClaimSet)
    assert_type(claims.where(stance=nc.Stance.DENY).where(topic="money"), nc.ClaimSet)
    assert_type(claims.where(stance={"deny", "question"}, source=("Ann", "Bob"), topic=["money"]), nc.ClaimSet)
    assert_type(claims.where(stance=[nc.Stance.DENY, "question"]), nc.ClaimSet)
    assert_type(claim.labels["topic"], nc.Tag)
    assert_type(claim.labels["topic"].value, str)
    assert_type(claims.chain(claim), tuple[nc.Claim, ...])
    assert_type(claims.summary(), nc.Summary)
    assert_type(nc.Pipeline(["rules", "neural"], merge="vote").extract(""), nc.ClaimSet)
    assert_type(claims.disagreements()[0].variants, tuple[nc.Variant, ...])
    assert_type(nc.Summary.of([claims]).by_stance[nc.Stance.DENY], int)
    assert_type(claims.plot(), alt.LayerChart)
    assert_type(claims.to("json"), str)
    assert_type(claims.to_bytes("json"), bytes)
    assert_type(claims.to_arrow(), pa.Table)
    assert_type(claims.to_pandas(), pd.DataFrame)
    assert_type(claims.to_polars(), pl.DataFrame)


def tables(batches: Iterable[pa.RecordBatch], frame: pd.DataFrame) -> None:
    """Claims of tables are tables of the same kind."""
    assert_type(arrow.extract_batches(batches, "body", id="url", pipeline=nc.Pipeline()), Iterator[pa.RecordBatch])
    assert_type(arrow.claims_schema(), pa.Schema)
    assert_type(nc.extract_frame(frame), pd.DataFrame)
    # The types of Spark and Ray are not known here, and any type is returned as it is.
    assert_type(spark.extract(frame), pd.DataFrame)
    assert_type(ray.extract(frame, num_cpus=2, memory=10), pd.DataFrame)


def verbs(text: str, path: Path) -> None:
    """Functions are re-exported with their real signatures."""
    claims = nc.extract(text, title="T", published="2024-11-08")
    assert_type(claims, nc.ClaimSet)
    assert_type(nc.extract(nc.Article(text=text)), nc.ClaimSet)
    nc.dump([claims], path, format="jsonl")
    assert_type(nc.dumps(claims, "csv"), str)
    assert_type(nc.load(path), Iterator[nc.ClaimSet])
    assert_type(nc.loads("{}"), list[nc.ClaimSet])
    articles = nc.read(path, on_error="skip", encoding="windows-1252")
    assert_type(next(articles), nc.Article)
    assert_type(articles.skipped, Counter[str])
    assert_type(nc.read(io.BytesIO(), "text"), Reading)
    assert_type(nc.extract_frame(claims.to_pandas(), text="content"), pd.DataFrame)
    assert_type(nc.extract_frame(claims.to_polars(), "content", id="claim_id"), pl.DataFrame)
    nc.dump(claims, path, format=CsvSerialiser(bom=True))
    nc.read(path, on_error="collect")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def pipelines(texts: Iterable[str], found: Sequence[nc.Attribution]) -> None:
    """The items of a stream depend on `on_error`."""
    pipeline = nc.Pipeline(extractor="rules", taggers=["stance"])
    assert_type(pipeline.extract("x"), nc.ClaimSet)
    assert_type(pipeline.judge("x", found), nc.ClaimSet)
    assert_type(pipeline.stream(texts, workers=2), Iterator[nc.ClaimSet])
    assert_type(pipeline.stream(texts, on_error="collect"), Iterator[nc.ClaimSet | nc.Failure])
    assert_type(pipeline.astream(texts), AsyncGenerator[nc.ClaimSet, None])
    assert_type(pipeline.astream(texts, on_error="collect"), AsyncGenerator[nc.ClaimSet | nc.Failure, None])


class Finder:
    """An extractor of another package, without a base class."""

    name = "finder"

    def extract(self, texts: Sequence[nc.Text]) -> Iterable[Sequence[nc.Attribution]]:
        """Find one attribution in each text."""
        for text in texts:
            yield [
                nc.Attribution((), (), ((0, len(text.article.text)),)).judged("stance", nc.Judgement("deny", "rule"))
            ]


class Reporter:
    """An extractor that also returns warnings and usage."""

    name = "reporter"

    def extract(self, texts: Sequence[nc.Text]) -> Iterable[nc.Finds]:
        """Return a warning and no attributions."""
        for _ in texts:
            yield nc.Finds([], warnings=("nothing was looked at.",), usage={"tokens": 0})


class Nameless:
    """Not an extractor, because it has no name."""

    def extract(self, texts: Sequence[nc.Text]) -> Iterable[Sequence[nc.Attribution]]:
        """Return no attributions."""
        return [[] for _ in texts]


class Lines:
    """A reader of another package, with an option of its own."""

    name = "lines"
    suffixes = (".lines",)
    media_type = "text/plain"
    many = True

    def read(self, source: BinaryIO, *, upper: bool = False) -> Iterator[nc.Article]:
        """Read an article from each line."""
        for line in source:
            yield nc.Article(text=line.decode().upper() if upper else line.decode())


def plug_ins() -> None:
    """Objects with the right attributes fit the protocols, and others do not."""
    extractor: nc.Extractor = Finder()
    nc.register("extractor", extractor)
    nc.Pipeline(extractor=Finder())
    nc.Pipeline(extractor=Reporter())
    assert_type(nc.Finds([])[0], nc.Attribution)
    nc.Pipeline(extractor=Nameless())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    reader: nc.Reader = Lines()
    nc.register("reader", reader)
    nc.read("a.lines", Lines())
    nc.register("crawler", extractor)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def caught() -> None:
    """The errors of newsclaims are also builtins."""
    try:
        nc.extract("x")
    except errors.OffsetError as error:
        value_error: ValueError = error
        raise value_error from None
    except nc.NewsClaimsError as error:
        assert_type(error, errors.NewsClaimsError)


def refused(claims: nc.ClaimSet) -> None:
    """Wrong uses are refused, and so are unknown names, although the package is lazy."""
    nc.Nope  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    nc.extract(b"x")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    nc.extract("x", "a title")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    nc.Span(start=0)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    nc.Article(text="x", published=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    nc.Article(text="x", titel="y")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    claims.where(mood=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
