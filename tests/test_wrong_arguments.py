"""A wrong argument of a public function or model gives an error of newsclaims, whatever the argument is."""

import inspect
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims import readers, serialisers
from newsclaims._model import ExtractorInfo
from newsclaims.errors import NewsClaimsError
from newsclaims.readers._html import HtmlReader
from newsclaims.serialisers import toolkit
from newsclaims.testing import ScriptedExtractor

TEXT = "Ann said it rained."
PIPELINE = nc.Pipeline(ScriptedExtractor([("Ann", "said", "it rained")]), taggers=[])
CLAIMS = PIPELINE.extract(TEXT)
CLAIM = CLAIMS[0]
ARTICLE = CLAIMS.article
FIELDS = {"text": TEXT, "id": "a", "published": date(2024, 1, 2), "authors": ["Ann"], "blocks": (), "meta": {"a": 1}}

ODD: tuple[object, ...] = (
    None,
    True,
    -1,
    0,
    2**70,
    10**5000,
    1.5,
    float("nan"),
    float("-inf"),
    "",
    "no such thing",
    "a\0b",
    "\ud800",
    b"bytes",
    [],
    [5],
    [[]],
    {},
    {5: 1},
    (),
    ({},),
    {"a"},
    object(),
    int,
    print,
    Ellipsis,
    Exception("x"),
    ARTICLE,
    CLAIM,
    date(2024, 1, 2),
)
"""Values of many types, of which few fit any argument."""


def stream() -> io.BytesIO:
    """Return a stream of claims."""
    return io.BytesIO(CLAIMS.to_bytes("jsonl"))


CALLS: Mapping[str, tuple[Callable[..., object], Callable[[], dict[str, object]]]] = {
    "Article": (nc.Article, lambda: FIELDS),
    "ClaimSet": (nc.ClaimSet, lambda: {"article": ARTICLE, "claims": [CLAIM], "warnings": [], "usage": {}}),
    "Claim": (nc.Claim, lambda: dict(CLAIM)),
    "Span": (nc.Span, lambda: {"start": 0, "end": 1}),
    "Content": (nc.Content, lambda: dict(CLAIM.content)),
    "Source": (nc.Source, lambda: {"spans": [{"start": 0, "end": 3}], "text": "Ann", "type": None, "name": "Ann"}),
    "ExtractorInfo": (ExtractorInfo, lambda: {"name": "a", "version": "1", "model": None, "annotator": None}),
    "Article.model_validate": (nc.Article.model_validate, lambda: {"obj": FIELDS}),
    "ClaimSet.model_validate_json": (nc.ClaimSet.model_validate_json, lambda: {"json_data": CLAIMS.to("json")}),
    "Pipeline": (nc.Pipeline, lambda: {"extractor": "rules", "taggers": ["stance"]}),
    "Pipeline.extract": (PIPELINE.extract, lambda: {"article": TEXT, "progress": False}),
    "Pipeline.judge": (PIPELINE.judge, lambda: {"article": TEXT, "attributions": [], "extractor": None}),
    "Pipeline.stream": (
        PIPELINE.stream,
        lambda: {"articles": [TEXT], "batch_size": 1, "workers": 1, "on_error": "raise", "progress": False},
    ),
    "where": (
        CLAIMS.where,
        lambda: {
            **dict.fromkeys(("source", "source_type", "stance", "confidence", "cue_force", "quotation")),
            "min_score": 0.5,
            "own": "x",
        },
    ),
    "chain": (CLAIMS.chain, lambda: {"claim": CLAIM}),
    "to": (CLAIMS.to, lambda: {"format": "json"}),
    "to_bytes": (CLAIMS.to_bytes, lambda: {"format": "json"}),
    "Summary.of": (nc.Summary.of, lambda: {"claimsets": [CLAIMS]}),
    "dump": (nc.dump, lambda: {"claims": CLAIMS, "target": io.BytesIO(), "format": "json", "progress": False}),
    "dumps": (nc.dumps, lambda: {"claims": CLAIMS, "format": "json"}),
    "load": (nc.load, lambda: {"source": stream(), "format": "jsonl", "articles": None, "max_bytes": 10**6}),
    "loads": (nc.loads, lambda: {"data": CLAIMS.to("json"), "format": "json", "articles": None, "max_bytes": 10**6}),
    "loads csv": (nc.loads, lambda: {"data": CLAIMS.to("csv"), "format": "csv", "articles": {ARTICLE.id: ARTICLE}}),
    "read": (
        nc.read,
        lambda: {
            "source": io.BytesIO(b"text\nAnn said it rained.\n"),
            "format": "table",
            "on_error": "raise",
            "on_skip": None,
            "max_bytes": 1000,
            **dict.fromkeys(("text", "id", "title", "delimiter", "encoding", "date_format", "markup")),
        },
    ),
    "read html": (
        nc.read,
        lambda: {"source": io.BytesIO(b"<p>Ann said it rained."), "format": "html", "encoding": None, "max_depth": 99},
    ),
    "article_from_ninjs": (readers.article_from_ninjs, lambda: {"data": {"uri": "a", "body_text": TEXT}}),
    "CsvSerialiser": (serialisers.CsvSerialiser, lambda: {"bom": False, "slim": False}),
    "CasSerialiser": (serialisers.CasSerialiser, lambda: {"json": False}),
    "LabelStudioSerialiser": (serialisers.LabelStudioSerialiser, lambda: {"offsets": "code points"}),
    "toolkit.claimset_from_record": (
        toolkit.claimset_from_record,
        lambda: {"record": toolkit.claimset_to_record(CLAIMS), "location": toolkit.FileLocation("x")},
    ),
    "toolkit.article_id_of": (toolkit.article_id_of, lambda: {"stem": "a"}),
}
"""Public functions and models, each with right arguments; they are made for each call, because streams are read."""
NOT_HERE = {"attributions_from", "evaluate", "extract", "extract_frame", "register", "unregister"}
"""Functions of which other tests try wrong arguments."""
OURS_ALONE = {("toolkit.claimset_from_record", "location"), ("toolkit.article_id_of", "stem"), ("dump", "progress")}
"""Arguments that only authors of plug-ins give, and a callable of the user's own, which can raise what it likes."""


def called(name: str, /, **changed: object) -> None:
    """Call a function with some arguments changed, and take the first items if it gives an iterator."""
    function, arguments = CALLS[name]
    given = {**arguments(), **changed}
    if function is CLAIMS.chain or "obj" in given or "json_data" in given:
        result = function(*given.values())
    else:
        result = function(**given)
    if isinstance(result, Iterator):
        list(islice(result, 2))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that an odd name makes go away."""
    monkeypatch.chdir(tmp_path)


def parameters() -> list[Any]:
    """Return the names of the calls; those that need a package that is not installed are skipped."""
    needs_html = pytest.mark.skipif(not HtmlReader.extra.is_installed(), reason="needs newsclaims[html]")
    return [pytest.param(name, marks=needs_html) if name == "read html" else name for name in CALLS]


@pytest.mark.parametrize("name", parameters())
def test_right_arguments_are_right(name: str) -> None:
    """Each call of the table works, so that only the changed argument can be wrong."""
    called(name)


@pytest.mark.parametrize("name", parameters())
def test_wrong_arguments_give_our_errors(name: str) -> None:
    """For each argument and each odd value, there is a result, or an error of newsclaims with a message."""
    faults: list[str] = []
    for argument in CALLS[name][1]():
        if (name, argument) in OURS_ALONE or argument == "progress":
            continue
        for number, value in enumerate(ODD):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    called(name, **{argument: value})
            except NewsClaimsError as error:
                if not str(error):
                    faults.append(f"{argument}: value {number}: no message")
            except Exception as error:  # noqa: BLE001 - the test looks for them
                faults.append(f"{argument}: value {number} ({type(value).__name__}): {error!r:.100}")
    assert faults == []


@pytest.mark.parametrize("name", ["Pipeline.extract", "Pipeline.stream", "dump"])
@pytest.mark.parametrize("value", [5, "", [], 1.5, None, object()])
def test_progress_is_a_bool_or_a_function(name: str, value: object) -> None:
    """Anything else is an error of newsclaims."""
    with pytest.raises(NewsClaimsError):
        called(name, progress=value)


def test_every_public_function_is_in_the_table() -> None:
    """A new public function or model of the top level gets a row here."""
    public = {name for name in nc.__all__ if inspect.isroutine(getattr(nc, name))}
    assert public - {name.split()[0] for name in CALLS} <= NOT_HERE
