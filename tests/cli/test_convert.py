"""`newsclaims convert`."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pytest
from attrs import field, frozen
from cli.running import extracted, run

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims.errors import WriteOnlyError
from newsclaims.serialisers.toolkit._folders import read_files, write_files


@frozen
class Sheets:
    """A format with a file for each article: JSON under another name."""

    name: str = "sheets"
    suffixes: tuple[str, ...] = (".sheet",)
    media_type: str = "text/plain"
    layout: Literal["stream", "file-per-article", "folder"] = "file-per-article"

    def dump(self, claimsets: Iterable[nc.ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as JSON."""

        def write(claimset: nc.ClaimSet, stream: BinaryIO) -> None:
            stream.write(claimset.to_bytes("json"))

        write_files(claimsets, target, format=self.name, suffixes=self.suffixes, write=write)

    def load(
        self, source: BinaryIO | Path, *, articles: Mapping[str, nc.Article] | None = None
    ) -> Iterator[nc.ClaimSet]:
        """Read each claim set."""
        for _, stream in read_files(source, suffixes=self.suffixes):
            yield from nc.load(stream, format="json", articles=articles)


@frozen
class Boxes(Sheets):
    """A format that is always a folder, and that cannot be read."""

    name: str = "boxes"
    suffixes: tuple[str, ...] = ()
    layout: Literal["stream", "file-per-article", "folder"] = "folder"

    def dump(self, claimsets: Iterable[nc.ClaimSet], target: BinaryIO | Path) -> None:
        """Write the ids."""
        assert isinstance(target, Path)
        target.mkdir()
        (target / "ids").write_text(" ".join(claimset.article.id for claimset in claimsets), encoding="utf-8")

    def load(self, *_args: object, **_options: object) -> Iterator[nc.ClaimSet]:
        """Refuse."""
        raise WriteOnlyError(self.name)


@frozen
class Bits(Boxes):
    """A binary format that needs an extra, which may be missing."""

    name: str = "bits"
    suffixes: tuple[str, ...] = (".bits",)
    layout: Literal["stream", "file-per-article", "folder"] = "stream"
    extra: plugins.Extra = field(factory=lambda: plugins.Extra("bit", ("json",)))

    def dump(self, claimsets: Iterable[nc.ClaimSet], target: BinaryIO | Path) -> None:
        """Write bytes that are not text, although the first of them look like text."""
        assert not isinstance(target, Path)
        for _ in claimsets:
            target.write(b"BITS")
            target.write(b"\x00\xff")


@pytest.fixture
def formats() -> Iterator[None]:
    """Register formats of every layout."""
    made = (Sheets(), Boxes(), Bits(), Bits(name="bytes", extra=plugins.Extra("byte", ("no_such_module.here",))))
    for serialiser in made:
        plugins.register("serialiser", serialiser)
    yield
    for serialiser in made:
        plugins.unregister("serialiser", serialiser.name)


def test_convert_goes_from_format_to_format(rain: str, tmp_path: Path) -> None:
    """Claims go to CSV and back; the articles come from a folder of texts or from a file of claims."""
    jsonl, table_file, back = (str(tmp_path / name) for name in ("a.jsonl", "a.csv", "b.jsonl"))
    extracted(rain, "-o", jsonl)
    assert run("convert", jsonl, table_file).exit_code == 0
    for articles in (str(tmp_path), jsonl):
        assert run("convert", table_file, back, "--articles", articles).exit_code == 0
        assert [str(claim) for claims in nc.load(back) for claim in claims] == [
            str(claim) for claims in nc.load(jsonl) for claim in claims
        ]


def test_convert_joins_pipes(rain: str) -> None:
    """`-` reads and writes the standard streams, with the formats given."""
    jsonl = extracted(rain, "-f", "jsonl").stdout_bytes
    done = run("convert", "-", "-", "--from", "jsonl", "--to", "json", given=jsonl)
    assert nc.loads(done.stdout_bytes, "json") == nc.loads(jsonl, "jsonl")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-", "a.json"), 2, "Standard input has no suffix. Give its format with --from."),
        (("a.json", "-"), 2, "Standard output has no suffix. Give its format with --to."),
        (("nope.json", "b.jsonl"), 1, "newsclaims: error: nope.json: "),
        (("nope.xyz", "b.jsonl"), 1, "or give --from one of: brat, cas, conll, csv, "),
        (("nope.json", "b.xyz"), 1, "or give --to one of: brat, cas, conll, csv, "),
        (("nope.csv", "b.json", "--articles", "nowhere"), 1, "error: nowhere: there is no such file or folder."),
        (("nope.csv", "b.json", "--articles", __file__), 1, ". Rename the file.\n"),
    ],
)
def test_convert_reports_missing_formats_and_files(arguments: tuple[str, ...], code: int, message: str) -> None:
    """Missing formats and missing files are reported."""
    done = run("convert", *arguments)
    assert done.exit_code == code
    assert message in done.stderr


def test_convert_of_a_corrupt_file_leaves_the_target(tmp_path: Path) -> None:
    """A corrupt line is reported with its number, and the target file stays as it was."""
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "b.json").write_text("old", encoding="utf-8")
    done = run("convert", str(tmp_path / "a.jsonl"), str(tmp_path / "b.json"))
    assert done.exit_code == 1
    assert "line 1" in done.stderr
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == "old"


def test_convert_without_the_articles_says_so(rain: str, tmp_path: Path) -> None:
    """A format without texts needs the articles, and the message says so."""
    target = str(tmp_path / "a.csv")
    extracted(rain, "-o", target)
    done = run("convert", target, str(tmp_path / "b.json"))
    assert done.exit_code == 1
    assert "article 'rain' was not given. Give --articles a folder with rain.txt" in done.stderr


@pytest.fixture
def two(rain: str, tmp_path: Path) -> str:
    """Write a file with the claims of two articles, one of which has an unusual id."""
    other = tmp_path / "sun 1.txt"
    other.write_text("Ann said it rained.", encoding="utf-8")
    target = tmp_path / "two.jsonl"
    extracted(rain, str(other), "-o", str(target))
    return str(target)


@pytest.mark.usefixtures("formats")
def test_several_articles_go_to_a_folder_and_come_back(two: str, tmp_path: Path) -> None:
    """A format with a file for each article writes a folder, which is read again under the format's name."""
    folder, back = tmp_path / "folder", tmp_path / "back.jsonl"
    assert run("convert", two, str(folder), "--to", "sheets").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["rain.sheet", "sun%201.sheet"]
    assert run("convert", str(folder), str(back), "--from", "sheets").exit_code == 0
    assert list(nc.load(back)) == list(nc.load(two))


@pytest.mark.usefixtures("formats")
def test_one_article_goes_to_one_file_or_to_standard_output(rain: str, tmp_path: Path) -> None:
    """A place with the format's suffix, or `-`, gets a single file."""
    one, sheet = str(tmp_path / "one.json"), tmp_path / "one.sheet"
    extracted(rain, "-o", one)
    assert run("convert", one, str(sheet)).exit_code == 0
    assert sheet.read_bytes() == Path(one).read_bytes()
    assert run("convert", one, "-", "--to", "sheets").stdout_bytes == sheet.read_bytes()
    assert run("convert", "-", "-", "--from", "sheets", "--to", "json", given=sheet.read_bytes()).exit_code == 0


@pytest.mark.usefixtures("formats")
def test_several_articles_do_not_go_to_one_file(two: str, tmp_path: Path) -> None:
    """The error says how to name a folder, and nothing is written."""
    done = run("convert", two, str(tmp_path / "two.sheet"))
    assert done.exit_code == 1
    assert done.stderr == (
        "newsclaims: error: 'sheets' holds one article per file, but there are several claim sets. Give the name of a "
        "folder, without a suffix, and format='sheets'. On the command line, add --to sheets or "
        "-f sheets -o FOLDER.\n"
    )
    assert not (tmp_path / "two.sheet").exists()


@pytest.mark.usefixtures("formats")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("{0}", "b.json"), 2, "is a folder. Give its format with --from: "),
        (("{0}", "b.json"), 2, "boxes"),
        (("{0}/two.jsonl", "{0}"), 2, "is a folder. Give its format with --to: "),
        (("{0}/two.jsonl", "-", "--to", "boxes"), 2, "boxes is a folder of files and cannot be a standard stream"),
        (("-", "b.json", "--from", "boxes"), 2, "boxes is a folder of files and cannot be a standard stream"),
        (
            ("{0}", "b.json", "--from", "boxes"),
            1,
            "error: 'boxes' can be written but not read. Write the claims as 'jsonl'",
        ),
        (("{0}/two.jsonl", "b.bits", "--from", "bits"), 1, "error: 'bits' can be written but not read."),
        (
            ("{0}/two.jsonl", "{0}/b", "--to", "bytes"),
            1,
            "the format 'bytes' needs an optional dependency: pip install",
        ),
        (("{0}/two.jsonl", "b.json", "--from", "jsonn"), 1, "no format is called 'jsonn'"),
    ],
)
def test_convert_refuses_formats_that_do_not_fit(
    two: str, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """A target or a format that does not fit gives a message of one line that says what to do."""
    done = run("convert", *(argument.format(tmp_path) for argument in arguments))
    assert done.exit_code == code
    assert message in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("formats")
@pytest.mark.parametrize("command", ["extract", "convert"])
def test_a_terminal_gets_no_binary_format(rain: str, two: str, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A binary format goes only to files and pipes; text also goes to a terminal."""
    into: dict[str, Callable[[str], Any]] = {
        "extract": lambda name: extracted(rain, "-f", name),
        "convert": lambda name: run("convert", two, "-", "--to", name),
    }
    assert into[command]("bits").stdout_bytes.startswith(b"BITS\x00\xff")
    piped = into[command]("jsonl").stdout_bytes
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    done = into[command]("bits")
    assert done.exit_code == 1
    assert done.stdout_bytes == b""
    assert (
        "this format is binary, and a terminal can only show text. Name a file to write to, or add > FILE."
        in done.stderr
    )
    assert into[command]("jsonl").stdout_bytes == piped


@pytest.mark.usefixtures("formats")
def test_articles_may_be_a_folder_of_escaped_names(two: str, tmp_path: Path) -> None:
    """A text file's name is the id, either plain or escaped as formats with a file for each article write it."""
    texts, table = tmp_path / "texts", str(tmp_path / "two.csv")
    texts.mkdir()
    for claims, name in zip(nc.load(two), ("rain", "sun%201"), strict=True):
        (texts / f"{name}.txt").write_text(claims.article.text, encoding="utf-8")
    run("convert", two, table)
    back = run("convert", table, "-", "--to", "jsonl", "--articles", str(texts))
    again = list(nc.load(io.BytesIO(back.stdout_bytes), format="jsonl"))
    assert [claims.claims for claims in again] == [claims.claims for claims in nc.load(two)]
    assert [len(claims) for claims in nc.load(io.BytesIO(back.stdout_bytes), format="jsonl")] == [2, 1]


def _usable(name: str) -> bool:
    extra = getattr(plugins.get("serialiser", name), "extra", None)
    return extra is None or extra.is_installed()


BUILT_IN = sorted(info.name for info in plugins.infos() if info.kind == "serialiser" and info.package == plugins.OURS)
USABLE = list(filter(_usable, BUILT_IN))
WRITE_ONLY = {"html", "markdown", "nanopub", "prov"}


@pytest.mark.parametrize("name", [name for name in USABLE if name not in WRITE_ONLY])
def test_any_format_becomes_any_other(two: str, tmp_path: Path, name: str) -> None:
    """Claims that are read from a format can be written in each other format, with the same contents."""
    first = str(tmp_path / "first")
    assert run("convert", two, first, "--to", name).exit_code == 0
    contents = {c.article.id: [claim.content.text for claim in c] for c in nc.load(two)}
    for other in USABLE:
        second = str(tmp_path / f"second-{other}")
        done = run("convert", first, second, "--from", name, "--to", other, "--articles", two)
        assert (done.exit_code, done.stderr) == (0, ""), other
        if other not in WRITE_ONLY:
            articles = {claims.article.id: claims.article for claims in nc.load(two)}
            found = {
                c.article.id: [x.content.text for x in c] for c in nc.load(second, format=other, articles=articles)
            }
            assert found == contents, other


@pytest.mark.parametrize("name", [name for name in USABLE if name in WRITE_ONLY])
def test_a_write_only_format_is_not_read(two: str, tmp_path: Path, name: str) -> None:
    """Reading a write-only format is an error of one line, and nothing is written."""
    run("convert", two, str(tmp_path / "first"), "--to", name)
    done = run("convert", str(tmp_path / "first"), str(tmp_path / "b.json"), "--from", name)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"newsclaims: error: {name!r} can be written but not read.")
    assert not (tmp_path / "b.json").exists()
