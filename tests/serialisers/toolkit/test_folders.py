"""Folders of files: where they are written, and the names of the files."""

import ntpath
import sys
import unicodedata
from pathlib import Path

import pytest
from serialisers.samples import empty, sample

from newsclaims import _plugins as plugins
from newsclaims.errors import FileError
from newsclaims.serialisers import dump, load
from newsclaims.serialisers.toolkit._folders import FileNames, article_id_of

DEVICES = [
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{kind}{number}" for kind in ("COM", "LPT") for number in "123456789¹²³"),
]
"""The names that Windows reserves for devices."""
ODD_IDS = [
    *(variant for name in DEVICES for variant in (name, name.lower(), f"{name}.txt", f"{name} .x", f"{name}.")),
    *("a.", "a ", "a. .", " ", ".", "..", ".hidden", "C:", "C:\\a", "\\\\server\\a", "a/b", "-", "~", "~1"),
    *(f"a{mark}b" for mark in '<>:"|?*%\x00\x01\x1f\x7f\u202e\ufeff'),
    *("Ann", "ann", "ANN", "Straße", "STRASSE", "café", "cafe\u0301", "ﬁ", "fi", "x" * 300, "é" * 300, "😀" * 100),
]
"""Ids that some system does not take as a name, or takes for another one."""


def is_refused(name: str) -> bool:
    """Return whether Windows does not take a name; from 3.13 on, Python has this rule."""
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    devices = {device.lower() for device in DEVICES}
    marked = any(ord(mark) < 32 or mark in '<>:"/\\|?*' for mark in name)
    return marked or name.endswith((".", " ")) or name.partition(".")[0].rstrip(" ").lower() in devices


FOLDERS = [name for name in plugins.names("serialiser") if plugins.get("serialiser", name).layout != "stream"]


@pytest.mark.parametrize("format", FOLDERS)
def test_every_system_takes_the_names_in_a_folder(tmp_path: Path, format: str) -> None:
    """No name is reserved or too long, and none differs from another only in its case or its composition."""
    needed = getattr(plugins.get("serialiser", format), "extra", None)
    if isinstance(needed, plugins.Extra) and not needed.is_installed():
        pytest.skip(f"needs newsclaims[{needed.name}]")
    dump([empty(f"Text {n}.", id=name) for n, name in enumerate(ODD_IDS)], tmp_path / "out", format=format)
    paths = [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "out").rglob("*")]
    assert len(paths) >= len(ODD_IDS)
    for path in paths:
        name = path.rpartition("/")[2]
        assert not is_refused(name), name
        assert not name.startswith(".")
        assert len(name.encode()) <= 240
    alike = {unicodedata.normalize("NFKC", path).casefold() for path in paths}
    assert len(alike) == len(paths)


@pytest.mark.parametrize("name", [".", "made", "link"])
def test_an_empty_folder_is_filled_and_stays_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """An empty folder, a link to one or the working directory is filled, not replaced."""
    folder = tmp_path / "made"
    folder.mkdir(mode=0o750)
    (tmp_path / "link").symlink_to(folder)
    before = folder.stat()
    monkeypatch.chdir(folder if name == "." else tmp_path)
    dump(sample(), name, format="brat")
    assert list(load(name, format="brat")) == [sample()]
    assert (folder.stat().st_ino, folder.stat().st_mode) == (before.st_ino, before.st_mode)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_link_to_a_folder_that_is_not_there_makes_it(tmp_path: Path) -> None:
    """The missing target of a link is made, as `open` does for files."""
    (tmp_path / "link").symlink_to(tmp_path / "far")
    dump(sample(), tmp_path / "link", format="brat")
    assert (tmp_path / "link").is_symlink()
    assert list(load(tmp_path / "far", format="brat")) == [sample()]


@pytest.mark.parametrize("name", ["a\0b", "y" * 300, "file/inside", "none/inside"])
def test_a_name_that_no_folder_can_have(tmp_path: Path, name: str) -> None:
    """An impossible name is an error of newsclaims, and nothing is left behind."""
    (tmp_path / "file").touch()
    with pytest.raises(FileError):
        dump(sample(), tmp_path / name, format="brat")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.parametrize("name", ["made", "new"])
def test_an_error_on_the_way_leaves_nothing(tmp_path: Path, name: str) -> None:
    """A failed write leaves no files, whether the folder existed or not."""
    (tmp_path / "made").mkdir()
    with pytest.raises(ZeroDivisionError):
        dump((1 // 0 for _ in range(1)), tmp_path / name, format="brat")  # type: ignore[misc]
    assert [path.name for path in tmp_path.rglob("*")] == ["made"]


@pytest.mark.parametrize("article_id", ["CON", "nul", "aux.1", "COM1", "Lpt9.txt", ".", "..", "a/b", "😀"])
def test_names_that_every_system_takes(article_id: str) -> None:
    """Names that Windows reserves for devices are escaped, and the id can be read back."""
    name = FileNames().stem(article_id)
    assert name.partition(".")[0].lower() not in {"con", "nul", "aux", "com1", "lpt9", ""}
    assert article_id_of(name) == article_id


def test_names_that_begin_like_devices_are_left_alone() -> None:
    """A name that only begins like a device's is not changed."""
    assert [FileNames().stem(one) for one in ("CONgress", "com10", "auxiliary")] == ["CONgress", "com10", "auxiliary"]


def test_many_articles_of_one_id() -> None:
    """Articles with one id are numbered, and a number that is taken is skipped."""
    names = FileNames()
    assert [names.stem(one) for one in ("a", "A", "a~3", "a", "a")] == ["a", "A~2", "a~3", "a~4", "a~5"]
    assert len({names.stem("b") for _ in range(20_000)}) == 20_000
