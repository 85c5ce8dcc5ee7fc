"""Temporary files have the permissions of their target from the start, and a killed process leaves none for long."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serialisers.samples import empty, sample

from newsclaims._files import temporary
from newsclaims._files.streams import writing
from newsclaims._model import ClaimSet
from newsclaims.serialisers import dump, load
from newsclaims.serialisers.toolkit import new_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX locks and permissions")

WRITER = """
import sys
from newsclaims.serialisers.toolkit import new_folder, writing
kind, target = sys.argv[1:]
with (writing(target) if kind == "file" else new_folder(__import__("pathlib").Path(target))) as place:
    if kind == "file":
        place.write(b"x" * 1_000_000)
        place.flush()
    else:
        (place / "one.txt").write_text("one")
    print("ready", flush=True)
    sys.stdin.read()
"""
"""A program that begins to write, and then waits until it is killed."""


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """Let each test look through its folders, as a new process does."""
    temporary.remove_leftovers.cache_clear()


def started(kind: str, target: Path) -> "subprocess.Popen[str]":
    """Start a process that is in the middle of writing."""
    command = [sys.executable, "-c", WRITER, kind, str(target)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def killed(process: "subprocess.Popen[str]") -> None:
    """Kill a process, so that it cannot tidy up."""
    process.kill()
    process.communicate()


def hidden(folder: Path) -> list[str]:
    """Return the names of the temporary files and folders in a folder."""
    return [name for name in os.listdir(folder) if temporary.is_temporary(name)]  # noqa: PTH208 - hidden files count


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_process_left_is_removed(tmp_path: Path, kind: str) -> None:
    """The next process that writes into the folder removes what a killed one left, and a live one keeps its own."""
    first, second = started(kind, tmp_path / "first"), started(kind, tmp_path / "second")
    killed(first)
    assert len(hidden(tmp_path)) == 2
    dump(sample(), tmp_path / "third.json")
    assert len(hidden(tmp_path)) == 1
    second.communicate(timeout=60)
    assert second.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["second", "third.json"]


def test_an_empty_folder_can_be_filled_after_a_kill(tmp_path: Path) -> None:
    """A folder is still empty for us if a killed process has only a temporary folder in it."""
    target = tmp_path / "made"
    target.mkdir()
    killed(started("folder", target))
    assert hidden(target)
    dump(sample(), target, format="brat")
    assert hidden(target) == []
    assert list(load(target, format="brat")) == [sample()]


def test_only_leftovers_of_this_system_are_removed(tmp_path: Path) -> None:
    """Files with similar names, of another machine or not by us at all, stay, and so do links."""
    with temporary.temporary_file(tmp_path, None) as (path, descriptor):
        os.close(descriptor)
        system = path.name.split("-")[1]
    other = "0" * 8 if system != "0" * 8 else "1" * 8
    names = [f".newsclaims-{other}-{'0' * 16}.tmp", ".newsclaims-.tmp", f".newsclaims-{'0' * 16}.tmp"]
    for name in names:
        (tmp_path / name).touch()
    link, far = tmp_path / f".newsclaims-{system}-{'1' * 16}.tmp", tmp_path / "far"
    far.touch()
    link.symlink_to(far)
    temporary.remove_leftovers.cache_clear()
    dump(empty(), tmp_path / "a.json")
    assert {path.name for path in tmp_path.iterdir()} == {*names, link.name, "far", "a.json"}


def test_files_of_other_users_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A leftover of another user is not removed, even if the system would allow it."""
    killed(started("file", tmp_path / "a"))
    left = hidden(tmp_path)
    if sys.platform == "win32":
        pytest.skip("needs users of POSIX")
    other = os.geteuid() + 1
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: other)
        dump(empty(), tmp_path / "b.json")
    assert hidden(tmp_path) == left


def test_a_file_that_was_removed_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If another process takes a new file or folder for a leftover, a new one is made."""
    fcntl = pytest.importorskip("fcntl")
    lost: list[str] = []
    usual = fcntl.flock

    def flock(descriptor: int, how: int) -> None:
        if len(lost) < 2:
            for name in hidden(tmp_path):
                path = tmp_path / name
                path.rmdir() if path.is_dir() else path.unlink()
                lost.append(name)
        usual(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    dump(sample(), tmp_path / "a.json")
    dump(sample(), tmp_path / "b", format="brat")
    assert len(lost) == 2
    assert list(load(tmp_path / "a.json")) == list(load(tmp_path / "b", format="brat")) == [sample()]


def test_without_locks_nothing_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system or a disk without locks, files are written as usual, and what was left stays."""
    killed(started("file", tmp_path / "a"))
    left = hidden(tmp_path)

    def refused(*_: object) -> None:
        raise OSError

    fcntl = pytest.importorskip("fcntl")
    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", refused)
        dump(sample(), tmp_path / "b.json")
    with monkeypatch.context() as patch:
        patch.setattr(temporary, "fcntl", None)
        # Windows has neither of these.
        patch.delattr(os, "geteuid")
        patch.delattr(os, "O_NOFOLLOW")
        temporary.remove_leftovers.cache_clear()
        dump(sample(), tmp_path / "c.json")
        dump(sample(), tmp_path / "d", format="brat")
    assert hidden(tmp_path) == left
    assert list(load(tmp_path / "b.json")) == list(load(tmp_path / "d", format="brat")) == [sample()]


def test_a_folder_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process looks through a folder once, because a folder of many files takes long."""
    calls: list[object] = []
    usual = os.scandir

    def scanned(path: Path) -> object:
        calls.append(path)
        return usual(path)

    monkeypatch.setattr(os, "scandir", scanned)
    for number in range(5):
        dump(empty(), tmp_path / f"{number}.json")
    assert len(calls) == 1


def seen(folder: Path, *, into: list[os.stat_result]) -> Iterator[ClaimSet]:
    """Yield a claim set, after a look at the temporary file that it goes into."""
    into += [(folder / name).stat() for name in hidden(folder)]
    yield sample()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666])
def test_a_private_file_is_private_all_the_time(tmp_path: Path, mode: int) -> None:
    """The temporary file has the permissions of its target from the start."""
    target = tmp_path / "a.json"
    target.touch()
    target.chmod(mode)
    found: list[os.stat_result] = []
    dump(seen(tmp_path, into=found), target)
    assert [stat.S_IMODE(one.st_mode) for one in found] == [mode]
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_has_the_usual_permissions(tmp_path: Path, umask: int) -> None:
    """A new file has the permissions that the umask leaves, from the start."""
    found: list[os.stat_result] = []
    before = os.umask(umask)
    try:
        dump(seen(tmp_path, into=found), tmp_path / "a.json")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(one.st_mode) for one in found] == [0o666 & ~umask]


def test_no_permission_is_given_before_it_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file for a target begins with no rights for others, and gets those of the target then."""
    target = tmp_path / "a.json"
    target.touch()
    modes: list[int] = []
    usual = os.open

    def opened(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT and ".newsclaims-" in os.fspath(path):
            modes.append(mode)
        return usual(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    dump(sample(), target)
    assert modes == [0o600]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can change owners")
def test_root_keeps_the_owner(tmp_path: Path) -> None:
    """A file that root writes keeps its owner and its group."""
    target = tmp_path / "a.json"
    target.touch(mode=0o600)
    if sys.platform == "win32":
        pytest.skip("only root can change owners")
    os.chown(target, 12345, 23456)
    found: list[os.stat_result] = []
    dump(seen(tmp_path, into=found), target)
    assert [(one.st_uid, one.st_gid) for one in found] == [(12345, 23456)]
    assert (target.stat().st_uid, target.stat().st_gid) == (12345, 23456)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(("given", "expected"), [(0o664, 0o644), (0o660, 0o600), (0o646, 0o666)])
def test_another_group_gets_no_more_than_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: int, expected: int
) -> None:
    """If the group cannot be kept, the new group has the rights of everybody."""
    target = tmp_path / "a.json"
    target.touch()
    target.chmod(given)
    about = target.stat()
    usual = os.fstat

    def refused(*_: object) -> None:
        raise PermissionError

    def foreign(descriptor: int) -> os.stat_result:
        real = usual(descriptor)
        return real if real.st_ino == about.st_ino else os.stat_result((*real[:4], real.st_uid + 1, *real[5:]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fchown", refused)
        patch.setattr(os, "fstat", foreign)
        with temporary.temporary_file(tmp_path, about) as (path, descriptor):
            os.close(descriptor)
            assert stat.S_IMODE(path.stat().st_mode) == expected


def test_an_interrupted_writer_leaves_nothing(tmp_path: Path) -> None:
    """An interrupt removes the temporary file at once."""
    process = started("file", tmp_path / "a")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_still_refuses_files(tmp_path: Path) -> None:
    """A folder with a file of somebody is not empty, whatever hidden files it has."""
    (tmp_path / ".hidden").touch()
    with pytest.raises(OSError, match="not empty"), new_folder(tmp_path):
        pass


def test_a_stream_can_be_written_inside_a_target(tmp_path: Path) -> None:
    """Two targets in one folder can be open at a time, in one process too."""
    with writing(tmp_path / "a") as one, writing(tmp_path / "b") as two:
        temporary.remove_leftovers.cache_clear()
        with writing(tmp_path / "c") as three:
            three.write(b"3")
        one.write(b"1")
        two.write(b"2")
    assert [(tmp_path / name).read_bytes() for name in "abc"] == [b"1", b"2", b"3"]
