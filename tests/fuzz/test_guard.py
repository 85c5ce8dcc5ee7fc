"""What an input may use: a folder of its own, and neither the network nor other programs."""

import pickle
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fuzz.guard import ForbiddenError, guarded


def test_files_may_change_in_the_folder(tmp_path: Path) -> None:
    """Temporary files, and those of a folder that was named, can be written, renamed and removed."""
    with guarded(tmp_path) as folder:
        with tempfile.TemporaryDirectory() as inner:
            assert Path(inner).is_relative_to(folder)
            (Path(inner) / "a").write_text("a", encoding="utf-8")
        (tmp_path / "b").write_text("b", encoding="utf-8")
        (tmp_path / "b").replace(tmp_path / "c")
        (tmp_path / "c").unlink()
        (tmp_path / "d").mkdir()
        (tmp_path / "d").rmdir()
    assert not folder.exists()


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda place: (place / "a").write_text("a", encoding="utf-8"), id="write"),
        pytest.param(lambda place: (place / "old").unlink(), id="remove"),
        pytest.param(lambda place: (place / "old").rename(place / "new"), id="rename"),
        pytest.param(lambda place: (place / "new").mkdir(), id="make a folder"),
        pytest.param(lambda _: socket.getaddrinfo("localhost", 80), id="look up a name"),
        pytest.param(lambda _: subprocess.run([sys.executable, "-V"], check=False), id="run a program"),
        pytest.param(lambda _: pickle.loads(pickle.dumps(Path())), id="unpickle"),
    ],
)
def test_nothing_else_is_allowed(tmp_path: Path, act: Callable[[Path], object]) -> None:
    """The network, other programs, pickles, and changes elsewhere raise an error that no handler of errors hides."""
    (tmp_path / "old").write_text("old", encoding="utf-8")
    with guarded(), pytest.raises(ForbiddenError):
        act(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_afterwards_all_is_allowed(tmp_path: Path) -> None:
    """The guard ends with its context."""
    with guarded():
        pass
    (tmp_path / "a").write_text("a", encoding="utf-8")
