"""`newsclaims.read`: files, streams, folders and patterns; what is skipped, and what is an error."""

import bz2
import gzip
import io
import lzma
import os
import pickle
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import define

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims import errors
from newsclaims._shown import shown_command
from newsclaims.readers import Skipped
from newsclaims.readers._places import _as_id
from newsclaims.readers._reader_lookup import options_from_texts
from newsclaims.readers._reading import read_all

TEXT = "The mayor said it leaks."


class Lines:
    """A reader of a made-up format: an article a line; an empty line is skipped, and `!` is a fault."""

    name = "lines"
    suffixes = (".lines",)
    media_type = "text/plain"
    many = True

    def read(self, source: BinaryIO, *, upper: bool = False) -> Iterator[nc.Article | Skipped]:
        """Read the lines."""
        for line in source:
            text = line.decode().strip()
            if text == "!":
                yield Skipped("it is a fault", errors.FormatError("lines", "it is a fault."))
            elif text:
                yield nc.Article(text=text.upper() if upper else text, meta={"length": len(text)})
            else:
                yield Skipped("it is empty")


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Register the reader."""
    reader = Lines()
    plugins.register("reader", reader)
    yield reader
    plugins.unregister("reader", "lines")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two texts in it and below it, a picture and a hidden file."""
    (tmp_path / "f" / "deep").mkdir(parents=True)
    for name, data in (("b.txt", b"B"), ("deep/a.txt", b"A"), ("c.png", b"\x89PNG\r\n\x1a\n"), (".hidden.txt", b"H")):
        (tmp_path / "f" / name).write_bytes(data)
    return tmp_path / "f"


def test_a_file_gives_an_article_that_knows_its_place(tmp_path: Path) -> None:
    """The id is the file's name without its suffix, and `meta` names the reader, its version and the file."""
    path = tmp_path / "quay.txt"
    path.write_text(TEXT, encoding="utf-8")
    [article] = nc.read(path)
    assert (article.id, article.text) == ("quay", TEXT)
    assert article.meta["newsclaims"] == {"reader": "text", "version": nc.__version__, "file": str(path)}


def test_rows_have_numbers(lines: Lines, tmp_path: Path) -> None:
    """The id of a row leads back to its file and its number; what is skipped counts as a row."""
    path = tmp_path / "all.lines"
    path.write_text("one\n\nthree\n", encoding="utf-8")
    articles = nc.read(path)
    assert [(article.id, article.meta["newsclaims"]["row"]) for article in articles] == [
        ("all.lines#1", 1),
        ("all.lines#3", 3),
    ]
    assert articles.skipped == Counter({"it is empty": 1})
    assert [article.meta["length"] for article in nc.read(path)] == [3, 5]


def test_reading_is_lazy(lines: Lines, tmp_path: Path) -> None:
    """Articles before a fault are given first, and nothing is read before it is asked for."""
    path = tmp_path / "all.lines"
    path.write_text("one\n!\nthree\n", encoding="utf-8")
    articles = nc.read(path)
    assert next(articles).text == "one"
    with pytest.raises(errors.FormatError, match="it is a fault"):
        next(articles)
    assert list(articles) == []
    seen: list[Skipped] = []
    assert [a.text for a in nc.read(path, on_error="skip", on_skip=seen.append)] == ["one", "three"]
    assert [(one.file, one.row, one.reason) for one in seen] == [(str(path), 2, "it is a fault")]


def test_a_folder_is_read_with_all_in_it(folder: Path) -> None:
    """Files come sorted, with the path below the folder as id; hidden ones are left out; others are skipped."""
    articles = nc.read(folder, on_error="skip")
    assert [(article.id, article.text) for article in articles] == [("b.txt", "B"), ("deep/a.txt", "A")]
    assert articles.skipped == Counter({"no reader knows .png files": 1})


def test_a_file_of_no_known_kind_is_an_error(folder: Path) -> None:
    """Alone, the error comes with the call; in a folder, when the file's turn comes."""
    with pytest.raises(
        errors.UnknownKindError, match=r"c\.png: no reader knows \.png files; the known ones are .*\.txt"
    ):
        nc.read(folder / "c.png")
    articles = nc.read(folder)
    assert next(articles).text == "B"
    with pytest.raises(errors.UnknownKindError):
        list(articles)


def test_files_in_several_folders_have_ids_of_their_own(folder: Path) -> None:
    """With other sources, an id in a folder begins with the path of the folder; a pattern gives each file once."""
    (folder / "deep" / "b.txt").write_text("other", encoding="utf-8")
    (folder / "c.png").unlink()
    found = {article.text: article.id for article in read_all([f"{folder}/deep", f"{folder}/b.txt"], options={})}
    base = folder.as_posix()
    assert found == {"A": f"{base}/deep/a.txt", "other": f"{base}/deep/b.txt", "B": "b"}
    found = {article.text: article.id for article in read_all([f"{folder}/deep", str(folder)], options={})}
    assert found["B"] == f"{base}/b.txt"
    assert found["other"] == f"{base}/deep/b.txt"
    assert sorted(article.text for article in nc.read(f"{folder}/**")) == ["A", "B", "other"]
    assert sorted(article.text for article in nc.read(f"{folder}/*")) == ["A", "B", "other"]


def test_an_id_has_the_same_slashes_on_every_system() -> None:
    """A path in an id has slashes on Windows too; elsewhere a backslash is a part of a name."""
    assert _as_id(r"news\deep/a.txt", "\\") == "news/deep/a.txt"
    assert _as_id(r"news/odd\name.txt", "/") == r"news/odd\name.txt"


def test_odd_names_and_places_are_read_or_named(folder: Path) -> None:
    """A name that is not text gives an id that is; a pipe is not opened; a broken link is named."""
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("odd", encoding="utf-8")
    if sys.platform != "linux":
        pytest.skip("needs POSIX file names and permissions")
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(folder / "nowhere.txt")
    (folder / "round").symlink_to(folder)
    seen: list[Skipped] = []
    articles = list(nc.read(folder, on_error="skip", on_skip=seen.append))
    assert [article.id for article in articles] == ["b.txt", r"caf\xe9.txt", "deep/a.txt"]
    assert nc.dumps(nc.Pipeline("rules").extract(articles[1]))
    assert [str(one.error).partition(": ")[2].partition(".")[0] for one in seen[1:]] == [
        "there is no such file or folder",
        "it is a device or a pipe",
        "it is a link to a folder",
    ]


def test_a_file_that_cannot_be_looked_at_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose names can be listed, but whose files cannot be opened, gives errors of ours."""
    stat, open_file = Path.stat, io.FileIO

    def check(path: str | Path) -> None:
        if Path(path).name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))

    def refuse_stat(path: Path, **options: Any) -> os.stat_result:
        check(path)
        return stat(path, **options)

    def refuse_open(path: str) -> io.FileIO:
        check(path)
        return open_file(path)

    # From Python 3.14, a path that cannot be looked at is not a folder, and only opening it fails.
    monkeypatch.setattr(Path, "stat", refuse_stat)
    monkeypatch.setattr(io, "FileIO", refuse_open)
    seen: list[Skipped] = []
    assert [article.id for article in nc.read(folder, on_error="skip", on_skip=seen.append)] == ["b.txt"]
    assert isinstance(seen[-1].error, errors.FileError)


def test_a_folder_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other folders are read, and the error names the folder."""
    scan = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    seen: list[Skipped] = []
    assert [article.id for article in nc.read(folder, on_error="skip", on_skip=seen.append)] == ["b.txt"]
    assert "deep: Permission denied. Check the permissions of the folder." in str(seen[-1].error)
    (folder / "c.png").unlink()
    with pytest.raises(errors.FileError, match="deep: Permission denied"):
        list(nc.read(folder))


def test_a_pattern_means_the_files_that_fit(folder: Path) -> None:
    """A pattern gives its files in the order of their names; a pattern that fits nothing is an error."""
    assert [article.id for article in nc.read(f"{folder}/**/*.txt")] == ["b", "a"]
    with pytest.raises(errors.FileError, match="no file fits this pattern"):
        nc.read(f"{folder}/*.md")
    odd = folder / "[1].txt"
    odd.write_text("odd", encoding="utf-8")
    assert [article.text for article in nc.read(odd)] == ["odd"]


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("nope.txt", errors.FileError, "there is no such file or folder"),
        ("", errors.FileError, "the name of the file is empty"),
        ("a\0b.txt", errors.FileError, "null"),
        ("file:///C:/news/a.txt", errors.InvalidValueError, r"address of a file\. Give its path, without file://"),
        (r"C:\news\a.txt", errors.FileError, "there is no such file or folder"),
        (r"\\server\news\a.txt", errors.FileError, "there is no such file or folder"),
        (3, errors.InputTypeError, "a path or a binary stream, not int"),
        (io.StringIO("x"), errors.InputTypeError, "a text stream"),
        (io.BytesIO(b"x"), errors.InvalidValueError, "a stream has no suffix to name its format"),
    ],
)
def test_a_source_that_cannot_be_read_is_an_error_of_the_call(
    source: Any, error: type[errors.NewsClaimsError], message: str
) -> None:
    """A missing file, a wrong type and a stream without a format are errors before anything is read."""
    with pytest.raises(error, match=message):
        nc.read(source)


@pytest.mark.parametrize("address", ["https://example.org/a?b=1&c=2", "HTTP://example.org", "ftp://example.org/x"])
def test_a_web_address_is_an_error_with_the_line_to_write(address: str) -> None:
    """Nothing is fetched: the error has the command that saves the page, safe to paste."""
    with pytest.raises(errors.InvalidValueError) as caught:
        nc.read(address)
    quoted = shown_command([address])
    assert str(caught.value).endswith(f"curl --location --output page.html {quoted}")


@pytest.mark.parametrize(("pack", "suffix"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_packed_files_are_unpacked(pack: Any, suffix: str, tmp_path: Path) -> None:
    """A file packed by gzip, bzip2 or xz is read as what is in it, whatever its name; so is a stream."""
    for name in (f"quay.txt.{suffix}", "quay.txt"):
        (tmp_path / name).write_bytes(pack(TEXT.encode()))
        [article] = nc.read(tmp_path / name)
        assert (article.id, article.text) == ("quay", TEXT)
    assert [article.text for article in nc.read(io.BytesIO(pack(TEXT.encode())), "text")] == [TEXT]
    with pytest.raises((errors.FormatError, errors.FileError)):
        list(nc.read(io.BytesIO(pack(TEXT.encode() * 99)[:-9]), "text"))


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TEXT.encode(), mtime=0)[:-9],
        gzip.compress(TEXT.encode(), mtime=0)[:-8] + b"12345678",
        gzip.compress(TEXT.encode(), mtime=0) + b"more",
        b"BZh91AY&SY" + bytes(20),
        lzma.compress(TEXT.encode())[:-9],
    ],
)
def test_a_damaged_packed_file_is_an_error_that_says_so(data: bytes) -> None:
    """What the packages say of damaged data becomes one error of ours."""
    with pytest.raises(errors.FormatError, match=r"not valid packed file: .*; the file may be damaged or cut short"):
        list(nc.read(io.BytesIO(data), "text"))


@pytest.mark.parametrize("given", [None, "text"])
def test_a_stream_must_give_bytes(given: str | None) -> None:
    """A stream that does not wait gives None, and one of text gives str; both are errors of ours."""

    class Odd:
        def read(self, _size: int = -1) -> Any:
            return given

    odd: Any = Odd()
    with pytest.raises(errors.InputTypeError, match="a binary stream that waits for its data"):
        list(nc.read(odd, "text"))


def test_a_bomb_stops_at_the_limit() -> None:
    """A packed file that grows without end stops at `max_bytes`; a larger limit lets it pass."""
    bomb = gzip.compress(bytes(100_000).replace(b"\0", b"a"))
    with pytest.raises(errors.LimitError, match=r"one article takes more than 9,999 bytes .* give a larger max_bytes"):
        list(nc.read(io.BytesIO(bomb), "text", max_bytes=9_999))
    assert [len(article.text) for article in nc.read(io.BytesIO(bomb), "text", max_bytes=200_000)] == [100_000]


@pytest.mark.slow
def test_the_limit_counts_for_each_article(lines: Lines) -> None:
    """A file may be larger than the limit, because the limit is that of one article."""
    data = b"some words\n" * 40_000
    for limit in (100, 10_000, 100_000):
        assert sum(1 for _ in nc.read(io.BytesIO(data), "lines", max_bytes=limit)) == 40_000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_without_an_end_stops() -> None:
    """`/dev/zero` is an error, not an endless loop."""
    with pytest.raises(errors.NewsClaimsError):
        list(nc.read("/dev/zero", max_bytes=100_000))


def test_a_reading_that_is_left_early_closes_its_file(lines: Lines, tmp_path: Path) -> None:
    """As a context, it closes the file at the end of the block, wherever the reading is then."""
    path = tmp_path / "all.lines"
    path.write_text("one\ntwo\n", encoding="utf-8")
    with nc.read(path) as articles:
        assert next(articles).text == "one"
    assert list(articles) == []


def test_a_stream_stays_open() -> None:
    """The caller's stream is not closed, and a stream without a name gives a digest as id."""
    stream = io.BytesIO(TEXT.encode())
    [article] = nc.read(stream, "text")
    assert not stream.closed
    assert article.id == nc.Article(text=TEXT).id
    assert article.meta["newsclaims"] == {"reader": "text", "version": nc.__version__}


def test_options_go_to_the_readers_that_have_them(lines: Lines, folder: Path) -> None:
    """For one file an option must be that of its reader, for a folder that of some reader."""
    (folder / "a.lines").write_text("x", encoding="utf-8")
    assert [article.text for article in nc.read(folder, on_error="skip", upper=True)] == ["X", "B", "A"]
    with pytest.raises(
        errors.InvalidValueError, match="the reader 'text' has no option 'upper'; its options are encoding"
    ):
        nc.read(folder / "b.txt", upper=True)
    with pytest.raises(errors.InvalidValueError, match="no reader has the option 'uper'"):
        nc.read(folder, uper=True)
    with pytest.raises(errors.InvalidValueError, match="on_error must be 'raise' or 'skip', not 'ignore'"):
        nc.read(folder, on_error="ignore")  # type: ignore[arg-type]
    with pytest.raises(errors.InvalidValueError, match="max_bytes must be 1 or more"):
        nc.read(folder, max_bytes=0)
    with pytest.raises(errors.InputTypeError, match="max_bytes must be an int, not str"):
        nc.read(folder, max_bytes="9")  # type: ignore[arg-type]
    with pytest.raises(errors.InvalidValueError, match="on_error must be 'raise' or 'skip', not a value of type int"):
        nc.read(folder, on_error=10**5_000)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["sources", "options", "self"])
def test_no_option_has_the_name_of_something_inside(folder: Path, name: str) -> None:
    """An option that no reader has is an error of ours, whatever its name is."""
    with pytest.raises(errors.InvalidValueError, match=f"no option '{name}'|no reader has the option '{name}'"):
        nc.read(folder, **{name: 1})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("upper", "true", True),
        ("upper", "false", False),
        ("max_depth", "7", 7),
        ("publisher", "2024", "2024"),
        ("unknown", "3", "3"),
    ],
)
def test_options_as_texts_get_the_types_that_readers_declare(lines: Lines, name: str, text: str, value: object) -> None:
    """A text becomes a boolean or a number if the option is one; an option that can be a text stays one."""
    found = options_from_texts({name: text}, None)[name]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("name", "text", "what"), [("upper", "1", "true or false"), ("max_depth", "7.5", "a whole")])
def test_texts_of_another_type_are_errors(lines: Lines, name: str, text: str, what: str) -> None:
    """The error names the option, its type and the text."""
    with pytest.raises(errors.InvalidValueError, match=f"the option '{name}' must be {what}.*, not '{text}'"):
        options_from_texts({name: text}, None)


def test_a_format_is_a_name_or_a_reader(folder: Path) -> None:
    """A reader can be given itself; anything else is an error."""
    assert [article.text for article in nc.read(folder / "b.txt", Lines())] == ["B"]
    with pytest.raises(errors.UnknownPluginError, match=r"no reader is called 'txt'; .*Did you mean 'text'\?"):
        nc.read(folder / "b.txt", "txt")
    with pytest.raises(errors.InputTypeError, match="format must be a reader or the name of one, not type"):
        nc.read(folder / "b.txt", Lines)  # type: ignore[arg-type]


def test_a_suffix_in_place_of_a_name_gets_the_right_name(folder: Path) -> None:
    """Many call a reader by the suffix of its files: the error names the reader."""
    with pytest.raises(errors.UnknownPluginError, match=r"no reader is called 'csv'; .* Did you mean 'table'\?"):
        nc.read(folder / "b.txt", "csv")


def test_several_sources_and_frames_get_advice(folder: Path) -> None:
    """A list of paths and a data frame are errors that say what to do."""
    with pytest.raises(errors.InputTypeError, match=r"not list\. Read each of them, for example"):
        nc.read([folder / "b.txt"])  # type: ignore[arg-type]

    class Frame:
        columns = ("text",)

    with pytest.raises(errors.InputTypeError, match=r"not Frame\. For a data frame use newsclaims\.extract_frame"):
        nc.read(Frame())  # type: ignore[arg-type]


def test_what_is_skipped_can_be_read_in_its_place(tmp_path: Path) -> None:
    """`with_skipped` yields what is skipped between the articles and counts it; an error can be raised."""
    path = tmp_path / "a.lines"
    path.write_text("one\n\n!\ntwo\n", encoding="utf-8")
    reading = nc.read(path, Lines(), on_error="skip")
    items = list(reading.with_skipped())
    assert [item.text if isinstance(item, nc.Article) else item.row for item in items] == ["one", 2, 3, "two"]
    assert reading.skipped.total() == 2
    strict = nc.read(path, Lines()).with_skipped()
    assert [next(strict), next(strict)] == items[:2]
    with pytest.raises(errors.NewsClaimsError):
        next(strict)


def test_a_missing_package_is_not_skipped(folder: Path) -> None:
    """With `on_error="skip"`, a missing extra is still an error: else the folder would look empty."""

    class Lacking(Lines):
        def read(self, source: BinaryIO, *, upper: bool = False) -> Iterator[nc.Article | Skipped]:
            """Need a package."""
            raise errors.MissingExtraError(f"reading {source.name} {upper}", "html")

    articles = nc.read(folder, Lacking(), on_error="skip")
    with pytest.raises(errors.MissingExtraError, match=r"newsclaims\[html\]"):
        next(articles)


def test_a_reader_that_breaks_its_contract_is_named(folder: Path) -> None:
    """What a reader yields is checked, and the error names the reader."""

    @define
    class Wrong(Lines):
        found: Any

        def read(self, *_: Any, **__: Any) -> Any:
            return self.found

    with pytest.raises(errors.PluginResultError, match=r"reader 'lines' .* item 0 is of type str"):
        list(nc.read(folder / "b.txt", Wrong(["a text"])))
    with pytest.raises(errors.PluginResultError, match="must return an iterator of articles, not NoneType"):
        list(nc.read(folder / "b.txt", Wrong(None)))


def test_what_is_read_goes_through_a_pipeline(folder: Path) -> None:
    """The articles of a folder stream through a pipeline and survive being sent to a process."""
    articles = list(nc.read(folder, on_error="skip"))
    assert pickle.loads(pickle.dumps(articles)) == articles
    results = nc.Pipeline("rules").stream(nc.read(folder, on_error="skip"))
    assert [claims.article.id for claims in results] == ["b.txt", "deep/a.txt"]
