"""The command that fetches the large files that only training needs."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from training import fetch
from training.__main__ import what_is_missing
from training.fetch import FetchError, fetched, from_history, from_place, kept_files, overview, write_kept_file

CONTENT = b"numbers\x00\r\n" * 1000
NAME = "some.npz"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it prints."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = [value for name in ("name", "email") for value in ("-c", f"user.{name}=ann@example.org")]
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(
        command, env={**os.environ, **own}, capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository that had a large file once, with the list of such files."""
    root = tmp_path_factory.mktemp("origin")
    git(root, "init", "-q")
    (root / "training").mkdir()
    (root / "training" / NAME).write_bytes(CONTENT)
    git(root, "add", ".")
    git(root, "commit", "-qm", "Add a large file")
    row = {
        "name": NAME,
        "what": "numbers",
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "commit": git(root, "rev-parse", "HEAD"),
        "path": f"training/{NAME}",
        "blob": git(root, "rev-parse", f"HEAD:training/{NAME}"),
        "rebuild": "python -m training",
        "rebuild_time": "an hour",
    }
    (root / "training" / "kept.json").write_text(json.dumps([row]), encoding="utf-8")
    (root / "training" / NAME).unlink()
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Remove it from the tree")
    return root


def clone(history: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Path:
    """Clone the repository, let the command work there, and return its place for the file."""
    git(folder, "clone", "-q", *options, history.as_uri(), "clone")
    return at(folder / "clone", monkeypatch)


def at(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command work in a checkout, and return its place for the file."""
    for name, path in {"HERE": "", "LIST": "kept.json", "FOLDER": "kept"}.items():
        monkeypatch.setattr(fetch, name, root.resolve() / "training" / path)
    return fetch.FOLDER / NAME


def test_a_full_clone_needs_no_remote(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file comes from the clone's own history, byte for byte, and is not fetched twice."""
    path = clone(history, tmp_path, monkeypatch)
    git(tmp_path / "clone", "remote", "remove", "origin")
    files = list(kept_files().values())
    assert list(fetched(files, from_history)) == [f"{NAME}: 0.0 MB"]
    assert path.read_bytes() == CONTENT
    assert list(fetched(files, lambda _one, _stream: pytest.fail("fetched again"))) == [f"{NAME}: already there"]
    assert list(path.parent.iterdir()) == [path]


def test_a_shallow_clone_fetches_the_file_alone(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shallow clone gets the file from its remote, and stays shallow."""
    path = clone(history, tmp_path, monkeypatch, "--depth", "1")
    list(fetched(list(kept_files().values()), from_history))
    assert path.read_bytes() == CONTENT
    assert git(tmp_path / "clone", "rev-list", "--count", "--all") == "1"


def test_a_shallow_clone_without_a_remote(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says that there is no remote, and how to name the file; nothing is left in the folder."""
    path = clone(history, tmp_path, monkeypatch, "--depth", "1")
    git(tmp_path / "clone", "remote", "remove", "origin")
    with pytest.raises(FetchError, match=r"does not have some\.npz, and no remote(.|\n)*--from PLACE"):
        list(fetched(list(kept_files().values()), from_history))
    assert not any(path.parent.iterdir())


def test_a_remote_that_cannot_be_reached(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error has git's own reason."""
    clone(history, tmp_path, monkeypatch, "--depth", "1")
    git(tmp_path / "clone", "remote", "set-url", "origin", (tmp_path / "nothing").as_uri())
    with pytest.raises(FetchError, match=r"Could not fetch some\.npz from origin: .+"):
        list(fetched(list(kept_files().values()), from_history))


def test_an_unpacked_sdist_has_no_history(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not a clone is an error, also inside the clone of another repository."""
    outer = tmp_path / "outer"
    shutil.copytree(history, outer / "sdist", ignore=shutil.ignore_patterns(".git"))
    at(outer / "sdist", monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for _ in range(2):
        with pytest.raises(FetchError, match="is not a clone of the repository"):
            list(fetched(list(kept_files().values()), from_history))
        git(outer, "init", "-q")


def test_git_is_missing(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, the error says so."""
    clone(history, tmp_path, monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match=r"^git is not installed\."):
        list(fetched(list(kept_files().values()), from_history))


def test_a_file_that_the_history_does_not_have(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new content changes the list, and the error then says how to make the file again."""
    path = clone(history, tmp_path, monkeypatch)
    before = fetch.LIST.read_bytes()
    old = tmp_path / "old.npz"
    old.write_bytes(CONTENT)
    write_kept_file(NAME, old)
    assert fetch.LIST.read_bytes() == before
    old.write_bytes(b"other numbers")
    write_kept_file(NAME, old)
    files = list(kept_files().values())
    assert (files[0].bytes, files[0].blob) == (13, None)
    with pytest.raises(FetchError, match=r"is not in the history\. To make it again: python -m training\n"):
        list(fetched(files, from_history))
    assert list(fetched(files, from_place(str(old)))) == [f"{NAME}: 0.0 MB"]
    assert path.read_bytes() == b"other numbers"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (CONTENT[:-1], r"has 9,999 bytes, not 10,000\. Nothing was written"),
        (CONTENT[:-1] + b" ", r"has the SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}\. Nothing was written"),
    ],
)
def test_a_damaged_source(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, message: str
) -> None:
    """A file with another size or digest is refused, and nothing is left in the folder."""
    path = at(history, monkeypatch)
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(FetchError, match=message):
        list(fetched(list(kept_files().values()), from_place(str(tmp_path))))
    assert not any(path.parent.iterdir())


def test_a_file_in_its_place_is_not_replaced(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file, or one of the user's own, stays as it is; the error and the list show that it differs."""
    path = clone(history, tmp_path, monkeypatch)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    files = list(kept_files().values())
    with pytest.raises(FetchError, match=r"it is damaged, or your own\. Move it away"):
        list(fetched(files, from_history))
    assert path.read_bytes() == b"mine"
    assert "differs" in next(overview(files))


def test_a_place_that_cannot_be_read(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the file that was looked for."""
    at(history, monkeypatch)
    with pytest.raises(FetchError, match=r"Could not read .*some\.npz: No such file"):
        list(fetched(list(kept_files().values()), from_place(str(tmp_path))))


@pytest.mark.parametrize("address", ["http://[", "http://127.0.0.1:1"])
def test_an_address_that_cannot_be_reached(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """An address that is not valid, and a server that does not answer, give an error with the address."""
    clone(history, tmp_path, monkeypatch)
    with pytest.raises(FetchError, match=r"^Could not read http://.*some\.npz: .+\.$"):
        list(fetched(list(kept_files().values()), from_place(address)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serve a folder, and return its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Write no log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as own:
        Thread(target=own.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{own.server_port}/"
        own.shutdown()


def test_files_come_from_an_address(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    """A file is read from a web address; an error has the address and the reason."""
    path = clone(history, tmp_path, monkeypatch)
    files = list(kept_files().values())
    with pytest.raises(FetchError, match=rf"Could not read {server}some\.npz: File not found"):
        list(fetched(files, from_place(server)))
    (tmp_path / NAME).write_bytes(CONTENT)
    list(fetched(files, from_place(server)))
    assert path.read_bytes() == CONTENT


def test_the_listed_blobs_are_the_listed_files() -> None:
    """What this clone's history has under a listed id has the listed size and SHA-256."""
    for one in kept_files().values():
        command = ["git", "-C", str(fetch.HERE), "cat-file", "blob", str(one.blob)]
        try:
            found = subprocess.run(
                command, capture_output=True, check=False, env={**os.environ, "GIT_NO_LAZY_FETCH": "1"}
            )
        except FileNotFoundError:
            return
        # A shallow clone and an unpacked sdist do not have them.
        if not found.returncode:
            assert (len(found.stdout), hashlib.sha256(found.stdout).hexdigest()) == (one.bytes, one.sha256)


def test_training_says_how_to_get_missing_files(tmp_path: Path) -> None:
    """The command that fetches is shown for fetched files only, with their names."""
    assert list(what_is_missing(["labels"], tmp_path)) == [
        f"These are missing in {tmp_path} or in the environment:",
        "  labels",
    ]
    assert list(what_is_missing(["training/kept/said.npz"], tmp_path)) == [
        "These are not in the tree, because only training needs them. Fetch them with",
        "  python -m training.fetch said.npz",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["no.npz"], "no.npz: not in kept.json. It has said.npz"), (["--from", __file__], "is one file. Name the one")],
)
def test_wrong_names(arguments: list[str], message: str) -> None:
    """A name that is not in the list, and one file for all names, are refused with the names that there are."""
    command = [sys.executable, "-m", "training.fetch", *arguments]
    # In `.ci/run`, Python does not look into the folder that it runs in.
    environment = {**os.environ, "PYTHONPATH": str(fetch.HERE.parent)}
    said = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 2
    assert message in " ".join(said.stderr.split())
