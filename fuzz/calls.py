"""Public functions as calls with one value, which may be of any type."""

import inspect
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from serialisers.samples import sample

import newsclaims as nc
from newsclaims import (
    Article,
    Attribution,
    Block,
    ClaimSet,
    ExtractorInfo,
    Pipeline,
    Span,
    Summary,
    attributions_from,
    dump,
    dumps,
    extract_frame,
    load,
    loads,
    read,
)
from newsclaims import text as texts
from newsclaims.readers import article_from_ninjs, text_of_html

__all__ = ["CALLS"]

_ENOUGH = 3
_CONTENT = ((0, 1),)
_SET = sample()
_RULES = Pipeline("rules")


def _fields() -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield a call for each field of each model, which sets this field and leaves the others valid."""
    first, _, third = _SET.claims
    models = (
        *(_SET, _SET.article, first, first.source, first.cue, first.content, first.times[0], first.evidence[0]),
        *(first.labels["topic"], third.source, Span(start=0, end=1), Block(kind="title", span=Span(start=0, end=1))),
        ExtractorInfo(name="rules"),
    )
    for model in models:
        if model is not None:
            known = {name: getattr(model, name) for name in type(model).model_fields}
            for name in known:
                yield f"{type(model).__name__}({name}=)", partial(_with_field, type(model), known, name)
            yield f"{type(model).__name__}(**)", partial(_with_all, type(model))


def _with_field(model: Callable[..., object], known: Mapping[str, Any], name: str, value: Any) -> object:
    return model(**{**known, name: value})


def _with_all(model: Callable[..., object], value: Any) -> object:
    return model(**value) if isinstance(value, dict) and all(isinstance(key, str) for key in value) else None


def _selections() -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield a call for each condition of `ClaimSet.where`."""
    for name in inspect.signature(ClaimSet.where).parameters:
        if name != "self":
            yield f"where({name}=)", partial(_selected, name)


def _selected(name: str, value: Any) -> object:
    return _SET.where(**{name: value})


def _option(name: str, reader: str, data: bytes) -> Callable[[Any], object]:
    return lambda value: list(islice(read(io.BytesIO(data), reader, **{name: value}), _ENOUGH))


def _options() -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield a call for each option of some readers."""
    for name in ("on_error", "on_skip", "max_bytes", "encoding"):
        yield f"read({name}=)", _option(name, "text", b"It rained, she said.")
    for name in (
        "text",
        "id",
        "title",
        "published",
        "url",
        "authors",
        "delimiter",
        "date_format",
        "markup",
        "encoding",
    ):
        yield f"read(table, {name}=)", _option(name, "table", b"text,id\nIt rained,1\n")
    for name in ("max_depth", "max_tags", "encoding"):
        yield (
            f"read(feed, {name}=)",
            _option(name, "feed", b"<rss><channel><item><title>a</title></item></channel></rss>"),
        )


def _workers(value: Any) -> object:
    # A true number of workers would start them.
    return None if isinstance(value, int) and 1 < value < 1_000 else _RULES.stream([], workers=value)


def _attribution(name: str, value: Any) -> object:
    valid: dict[str, Any] = {"source": (), "cue": (), "content": _CONTENT}
    return _RULES.judge("It rained, she said.", [Attribution(**{**valid, name: value})])


def _attributions() -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield a call for each field of an attribution."""
    for name in inspect.signature(Attribution).parameters:
        yield f"judge({name}=)", partial(_attribution, name)


def _columns() -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield a call for each option of `extract_frame`."""
    for name in ("text", "id", "title", "published", "url", "authors", "date_format", "pipeline", "batch_size"):
        yield f"extract_frame({name}=)", partial(_framed, name)


def _framed(name: str, value: Any) -> object:
    import pyarrow as pa

    table = pa.table({"text": ["It rained, she said.", None], "id": ["1", "2"]})
    return extract_frame(table, **{"pipeline": _RULES, name: value})


def _run_options() -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield a call for each option of `Pipeline.run` that starts no worker and names no file."""
    for name in ("format", "shard_size", "batch_size", "max_chars", "settings", "restart", "total"):
        yield f"run({name}=)", partial(_run, name)


def _run(name: str, value: Any) -> object:
    with tempfile.TemporaryDirectory() as folder:
        return _RULES.run(["It rained, she said."], Path(folder) / "claims.jsonl", **{name: value})


_OTHERS: Mapping[str, Callable[[Any], object]] = {
    "Pipeline(extractor=)": Pipeline,
    "Pipeline(taggers=)": lambda value: Pipeline("rules", taggers=value),
    "extract": _RULES.extract,
    "extract(title=)": lambda value: nc.extract("It rained.", title=value),
    "extract(published=)": lambda value: nc.extract("It rained.", published=value),
    "extract(url=)": lambda value: nc.extract("It rained.", url=value),
    "extract_frame": lambda value: extract_frame(value, pipeline=_RULES),
    "run": lambda value: _run("progress", value) if not callable(value) else None,
    "extract(progress=)": lambda value: _RULES.extract("x", progress=value),
    "judge(article=)": lambda value: _RULES.judge(value, []),
    "judge(attributions=)": lambda value: _RULES.judge("It rained.", value),
    "judge(extractor=)": lambda value: _RULES.judge("It rained.", [], extractor=value),
    "stream": lambda value: list(islice(_RULES.stream(value), _ENOUGH)),
    "stream([])": lambda value: list(_RULES.stream([value])),
    "stream(batch_size=)": lambda value: list(_RULES.stream(["x"], batch_size=value)),
    "stream(on_error=)": lambda value: list(_RULES.stream(["x"], on_error=value)),
    "stream(progress=)": lambda value: list(_RULES.stream(["x"], progress=value)) if not callable(value) else None,
    "stream(workers=)": _workers,
    "attributions_from": attributions_from,
    "chain": _SET.chain,
    "to": _SET.to,
    "to_bytes": _SET.to_bytes,
    "plot(sources=)": lambda value: _SET.plot(sources=value),
    "Summary.of": Summary.of,
    "dumps": dumps,
    "dumps(format=)": lambda value: dumps(_SET, value),
    "dump": lambda value: dump(value, io.BytesIO(), format="json"),
    "dump(format=)": lambda value: dump(_SET, io.BytesIO(), format=value),
    "load(format=)": lambda value: list(load(io.BytesIO(b"{}"), format=value)),
    "loads": loads,
    "loads(format=)": lambda value: loads(b"{}", value),
    "loads(articles=)": lambda value: loads("", "csv", articles=value),
    "read(format=)": lambda value: list(islice(read(io.BytesIO(b"x"), value), _ENOUGH)),
    "article_from_ninjs": article_from_ninjs,
    "text_of_html": text_of_html,
    "text.read": texts.read,
    "Article(text=)": lambda value: Article(text=value),
}

CALLS: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {
        **dict(_fields()),
        **dict(_selections()),
        **dict(_options()),
        **dict(_attributions()),
        **dict(_columns()),
        **dict(_run_options()),
        **_OTHERS,
    }
)
"""The calls by their names."""
