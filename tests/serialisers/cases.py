"""Every built-in format with the parts of a claim set that it keeps, as the tests of the laws need it."""

import io
import tempfile
from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from serialisers.samples import articles_of

from newsclaims._model import ClaimSet
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError
from newsclaims.serialisers import Serialiser
from newsclaims.serialisers._annotators.doccano import DoccanoSerialiser
from newsclaims.serialisers._annotators.labelstudio import LabelStudioSerialiser
from newsclaims.serialisers._annotators.prodigy import ProdigySerialiser
from newsclaims.serialisers._brat import BratSerialiser
from newsclaims.serialisers._cas import CasSerialiser
from newsclaims.serialisers._conll import ConllSerialiser
from newsclaims.serialisers._csv_format import CsvSerialiser
from newsclaims.serialisers._json_format import JsonSerialiser
from newsclaims.serialisers._jsonl_format import JsonlSerialiser
from newsclaims.serialisers._parquet import ParquetSerialiser
from newsclaims.serialisers._rdf.jsonld import JsonldSerialiser
from newsclaims.serialisers._spacy import SpacySerialiser
from newsclaims.serialisers._webannotation import WebAnnotationSerialiser


def whole(claimset: ClaimSet) -> ClaimSet:
    """Keep everything."""
    return claimset


def anything(claimset: ClaimSet) -> bool:
    """Accept every claim set."""
    return True


@frozen
class Case:
    """A format, and the properties that its page in the docs gives.

    Args:
        serialiser: The serialiser.
        kept: The documented projection: what a claim set becomes through writing and reading.
        takes: Whether the format can store a given claim set; if not, it raises an error of newsclaims.
        streams: Whether it is written and read one claim set at a time, so that a cut file still gives the claim
            sets before the cut.
        text: Whether it is UTF-8 text in which characters beyond ASCII are not escaped.
    """

    serialiser: Serialiser
    kept: Callable[[ClaimSet], ClaimSet] = whole
    takes: Callable[[ClaimSet], bool] = anything
    streams: bool = True
    text: bool = True

    @property
    def name(self) -> str:
        """The format's name."""
        return self.serialiser.name


CASES = [
    Case(BratSerialiser(), streams=False),
    Case(CasSerialiser(), streams=False),
    Case(CasSerialiser(json=True), streams=False),
    Case(ConllSerialiser()),
    Case(CsvSerialiser()),
    Case(DoccanoSerialiser()),
    Case(JsonSerialiser()),
    Case(JsonlSerialiser()),
    Case(JsonldSerialiser()),
    Case(WebAnnotationSerialiser()),
    Case(LabelStudioSerialiser()),
    Case(ProdigySerialiser()),
    Case(ParquetSerialiser(), streams=False, text=False),
    Case(SpacySerialiser(), streams=False, text=False),
]
"""The formats that can be written and read."""


def parameters(cases: Iterable[Case]) -> list[Any]:
    """Return test parameters, without the formats whose extra is missing."""
    return [pytest.param(case, id=case.name, marks=_marks(case.serialiser)) for case in cases]


def _marks(serialiser: Serialiser) -> tuple[pytest.MarkDecorator, ...]:
    extra = getattr(serialiser, "extra", None)
    if not isinstance(extra, Extra):
        return ()
    return (pytest.mark.skipif(not extra.is_installed(), reason=f"needs newsclaims[{extra.name}]"),)


every = pytest.mark.parametrize("case", parameters(CASES))
streaming = pytest.mark.parametrize("case", parameters(filter(attrgetter("streams"), CASES)))
textual = pytest.mark.parametrize("case", parameters(filter(attrgetter("text"), CASES)))


def written(serialiser: Serialiser, sets: Iterable[ClaimSet]) -> dict[str, bytes]:
    """Return the files that a serialiser writes, by name; the name is empty for a stream."""
    if serialiser.layout == "stream":
        stream = io.BytesIO()
        serialiser.dump(iter(sets), stream)
        return {"": stream.getvalue()}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "written"
        serialiser.dump(iter(sets), target)
        paths = sorted(path for path in target.rglob("*") if path.is_file())
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}


def read(serialiser: Serialiser, data: dict[str, bytes], sets: Iterable[ClaimSet]) -> list[ClaimSet]:
    """Return what a serialiser reads from files, given the articles of the claim sets."""
    articles = articles_of(*sets)
    if serialiser.layout == "stream":
        return list(serialiser.load(io.BytesIO(data[""]), articles=articles))
    with tempfile.TemporaryDirectory() as folder:
        for name, content in data.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        found = list(serialiser.load(Path(folder), articles=articles))
    return in_order(serialiser, found)


def in_order(serialiser: Serialiser, sets: Iterable[ClaimSet]) -> list[ClaimSet]:
    """Return claim sets in the order that a format keeps: a format with a file per article groups them by article."""
    if serialiser.layout != "file-per-article":
        return list(sets)
    return sorted(sets, key=lambda claimset: claimset.article.id)


def read_as_far(
    serialiser: Serialiser, data: bytes, sets: Iterable[ClaimSet]
) -> tuple[list[ClaimSet], FormatError | None]:
    """Return the claim sets that a serialiser reads from a stream, and the error that it ends with."""
    found: list[ClaimSet] = []
    try:
        # Keep the claim sets that come before an error.
        found.extend(serialiser.load(io.BytesIO(data), articles=articles_of(*sets)))
    except FormatError as error:
        return found, error
    return found, None
