"""`dump`, `dumps`, `load` and `loads`: the input that they accept, and the errors for any other."""

import inspect
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pytest
from serialisers.samples import articles_of, empty, sample

from newsclaims import _plugins as plugins
from newsclaims import serialisers
from newsclaims._model import Article, ClaimSet
from newsclaims.errors import (
    FileError,
    FormatError,
    InputTypeError,
    InvalidValueError,
    LimitError,
    NewsClaimsError,
    SurrogateError,
    UnknownPluginError,
)
from newsclaims.serialisers import CsvSerialiser, dump, dumps, load, loads


class Folder:
    """A serialiser with a folder: a file per article."""

    name: str = "scripted-folder"
    suffixes: tuple[str, ...] = ()
    media_type: str = "application/octet-stream"
    layout: Literal["stream", "file-per-article", "folder"] = "folder"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each text into a separate file."""
        assert isinstance(target, Path)
        target.mkdir()
        for number, claimset in enumerate(claimsets):
            (target / str(number)).write_text(claimset.article.text, encoding="utf-8")

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:
        """Read the texts."""
        assert articles is None
        assert isinstance(source, Path)
        for path in sorted(source.iterdir()):
            yield empty(path.read_text(encoding="utf-8"))


class Binary(Folder):
    """A serialiser with binary output."""

    name: str = "scripted-binary"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write bytes that are not text."""
        assert not isinstance(target, Path)
        target.write(b"\xff" * len(list(claimsets)))


@pytest.fixture(params=[Folder(), Binary()], ids=["folder", "binary"])
def scripted(request: pytest.FixtureRequest) -> Iterator[Folder]:
    """Register a serialiser for one test."""
    plugins.register("serialiser", request.param)
    yield request.param
    plugins.unregister("serialiser", request.param.name)


@pytest.mark.parametrize("name", ["a.json", "A.JSON", "a.jsonl", "a.ndjson", "a.csv", "2024.11.08.json"])
@pytest.mark.parametrize("kind", [str, Path])
def test_by_suffix(tmp_path: Path, name: str, kind: type) -> None:
    """The suffix decides the format, for str and Path."""
    path = kind(tmp_path / name)
    dump([sample(), empty()], path)
    assert list(load(path, articles=articles_of(sample(), empty()))) == [sample(), empty()]


def test_by_name(tmp_path: Path) -> None:
    """A given format wins over the suffix."""
    path = tmp_path / "a.json"
    dump([sample(), empty()], path, format="jsonl")
    assert path.read_text(encoding="utf-8") == dumps([sample(), empty()], "jsonl")
    assert list(load(path, format="jsonl")) == [sample(), empty()]
    assert list(load(path, format="newsclaims:jsonl")) == [sample(), empty()]


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_in_memory(format: str) -> None:
    """`loads` reads the output of `dumps`, as str or bytes, and returns a list."""
    articles = articles_of(sample())
    assert loads(dumps(sample(), format), format, articles=articles) == [sample()]
    assert loads(dumps([sample()], format).encode(), format, articles=articles) == [sample()]
    assert loads(dumps(iter([]), format), format) == []
    assert dumps(sample(), format) == sample().to(format)


def test_the_default_format_is_json() -> None:
    """Without a format, `dumps` and `loads` use JSON."""
    assert loads(dumps(sample())) == [sample()]
    assert dumps(sample()) == dumps(sample(), "json")


def test_an_unknown_format() -> None:
    """The error for an unknown name lists the formats and suggests a similar one."""
    for call in (lambda: dumps(sample(), "jsonn"), lambda: loads("", "jsonn"), lambda: load("a", format="jsonn")):
        with pytest.raises(UnknownPluginError, match=r"no format is called 'jsonn'; installed: .*csv, .*json.*'json"):
            call()


def test_an_unknown_suffix(tmp_path: Path) -> None:
    """The error for an unknown suffix lists the known ones and says what to do."""
    reason = r"claims\.xyz: no format has the suffix '\.xyz'; .* are .*\.csv, .*\.jsonl.*give format= one of: .*csv, "
    with pytest.raises(InvalidValueError, match=reason):
        dump(sample(), tmp_path / "claims.xyz")
    with pytest.raises(InvalidValueError, match="no format has the suffix ''"):
        load("claims")
    assert not list(tmp_path.iterdir())


def test_a_format_can_be_a_serialiser_with_options(tmp_path: Path) -> None:
    """A serialiser itself is a format, wherever the name of one is."""
    claims, path, slim = sample(), tmp_path / "a.csv", CsvSerialiser(bom=True, slim=True)
    dump(claims, path, format=slim)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfarticle_id,")
    assert dumps(claims, slim) == path.read_bytes().decode("utf-8")
    with pytest.raises(FormatError, match="it is a slim table"):
        loads(path.read_bytes(), CsvSerialiser(), articles={})


def test_a_format_must_be_a_serialiser_or_its_name() -> None:
    """Anything else is refused."""
    with pytest.raises(InputTypeError, match="format must be a serialiser or the name of one, not int"):
        dumps(sample(), 1)  # type: ignore[arg-type]


def test_a_stream_needs_a_format() -> None:
    """A stream without a format is refused."""
    with pytest.raises(InvalidValueError, match=r"a stream has no suffix .* Give format=, for example 'jsonl'"):
        dump(sample(), io.BytesIO())
    with pytest.raises(InvalidValueError, match="a stream has no suffix"):
        load(io.BytesIO())


def test_articles_must_be_a_mapping(tmp_path: Path) -> None:
    """A list of articles is refused with the right way to write it."""
    path = tmp_path / "a.csv"
    dump(sample(), path)
    message = r"articles must be a mapping from ids to articles, not list\. Write \{article\.id: article\}\."
    with pytest.raises(InputTypeError, match=message):
        load(path, articles=[sample().article])  # type: ignore[arg-type]
    with pytest.raises(InputTypeError, match=message):
        loads(dumps(sample(), "csv"), "csv", articles=[sample().article])  # type: ignore[arg-type]


def test_an_empty_name() -> None:
    """An empty file name is refused."""
    with pytest.raises(FileError, match="the name of the file is empty"):
        load("")


@pytest.mark.parametrize(("claims", "what"), [(None, "NoneType"), (3, "int"), (sample().article, "Article")])
def test_other_types_than_claim_sets(tmp_path: Path, claims: object, what: str) -> None:
    """Other objects than claim sets are refused before a file is touched."""
    path = tmp_path / "a.json"
    path.touch()
    with pytest.raises(InputTypeError, match=what):
        dump(claims, path)  # type: ignore[arg-type]
    assert path.read_bytes() == b""


def test_something_else_among_claim_sets() -> None:
    """An object that is not a claim set is named by its position."""
    with pytest.raises(InputTypeError, match=r"claims\[1\] must be a ClaimSet, not int\. Leave out failures"):
        dumps([sample(), 3])  # type: ignore[list-item]
    with pytest.raises(InputTypeError, match=r"claims\[0\] must be a ClaimSet, not Claim\. Give the claim set"):
        dumps(list(sample()))  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [None, 1, io.BytesIO()])
def test_other_types_than_data(data: object) -> None:
    """`loads` accepts str and bytes, and the error says that `load` reads files."""
    with pytest.raises(InputTypeError, match=r"the data must be a str or bytes, not .* To read a file, use load"):
        loads(data)  # type: ignore[arg-type]


def test_a_lone_surrogate() -> None:
    """A lone surrogate in the data is an error with its position."""
    with pytest.raises(SurrogateError, match=r"the data has a lone surrogate U\+D800 at position 2"):
        loads("ab\ud800")


def test_an_endless_iterator(tmp_path: Path) -> None:
    """Claim sets are read one by one, so the input may be endless."""
    path = tmp_path / "a.jsonl"
    dump(itertools.repeat(sample(), 50), path)
    found = load(path)
    assert isinstance(found, Iterator)
    assert next(found) == sample()
    found.close()  # type: ignore[attr-defined]


def test_errors_name_the_file(tmp_path: Path) -> None:
    """A fault in a file is an error with the file and the line."""
    path = tmp_path / "a.jsonl"
    path.write_text(dumps(sample(), "jsonl") + "{}\n", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        list(load(path))
    assert str(caught.value).startswith(f"{path}, line 2: not valid jsonl: ")


def test_layouts(tmp_path: Path, scripted: Folder) -> None:
    """A folder needs a path, and a binary format has no str."""
    if scripted.layout == "stream":
        with pytest.raises(InvalidValueError, match=r"'scripted-binary' is a binary format; use dump\(claims, FILE"):
            dumps(sample(), scripted.name)
        return
    dump([empty("A."), empty("B.")], tmp_path / "out", format=scripted.name)
    assert list(load(tmp_path / "out", format=scripted.name)) == [empty("A."), empty("B.")]
    with pytest.raises(
        InputTypeError, match=r"must be a path, not BytesIO\. 'scripted-folder' needs more than one file"
    ):
        dump(sample(), io.BytesIO(), format=scripted.name)
    with pytest.raises(InputTypeError, match="must be a path, not BytesIO"):
        list(load(io.BytesIO(), format=scripted.name))
    with pytest.raises(InvalidValueError, match=r"use dump\(claims, FOLDER, format='scripted-folder'\)"):
        dumps(sample(), scripted.name)
    with pytest.raises(InvalidValueError, match=r"use load\(FOLDER"):
        loads("", scripted.name)


def test_everything_but_the_first_arguments_is_by_name() -> None:
    """Options are keyword-only, except the format of `dumps` and `loads`."""
    kinds = {
        name: [
            p.name
            for p in inspect.signature(getattr(serialisers, name)).parameters.values()
            if p.kind is p.KEYWORD_ONLY
        ]
        for name in ("dump", "dumps", "load", "loads")
    }
    assert kinds == {
        "dump": ["format", "progress"],
        "dumps": [],
        "load": ["format", "articles", "max_bytes"],
        "loads": ["articles", "max_bytes"],
    }


FORMATS = (
    *("cas", "conll", "csv", "doccano", "json", "jsonl", "jsonld", "labelstudio", "parquet", "prodigy", "spacy"),
    "webannotation",
)
"""The formats that a stream can be read in."""


class _Endless(io.RawIOBase):
    """A stream without an end, which says how much was read."""

    def __init__(self, piece: bytes) -> None:
        super().__init__()
        self._piece, self.read_so_far = piece, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        size = len(buffer)
        self.read_so_far += size
        buffer[:] = (self._piece * (size // len(self._piece) + 1))[:size]
        return size


@pytest.mark.parametrize("piece", [b'{"a', b"a", b"[", b'{"a": "', b"{}", b"\n", b" "])
@pytest.mark.parametrize("format", FORMATS)
def test_an_endless_stream_ends_with_an_error(format: str, piece: bytes) -> None:
    """A stream that gives more than one claim set may take is an error, whatever the format is."""
    source = _Endless(piece)
    with pytest.raises(NewsClaimsError):
        list(load(source, format=format, max_bytes=200_000))  # type: ignore[arg-type]
    assert source.read_so_far < 600_000


def test_the_limit_is_one_of_each_claim_set() -> None:
    """A file can be longer than the limit, and a claim set cannot."""
    data = sample().to_bytes("jsonl")
    # Some bytes are read ahead.
    limit = len(data) + (1 << 17)
    many = data * (3 * limit // len(data))
    assert len(list(load(io.BytesIO(many), format="jsonl", max_bytes=limit))) == 3 * limit // len(data)
    with pytest.raises(LimitError, match=r"^input: one claim set takes more than 100 bytes of it"):
        loads(data, "jsonl", max_bytes=100)
