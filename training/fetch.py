"""Fetches the large files that only training needs: they are in the history of the repository, but not in its tree.

    python -m training.fetch --list
    python -m training.fetch
    python -m training.fetch said.npz --from ../downloads

`training/kept.json` lists the files with their sizes, their SHA-256 and where they are in the history. The command puts
them into `training/kept/`, which git ignores. A file that is already there is not fetched again. A shallow clone
fetches only these files from its remote. With `--from`, they come from another file, folder or web address. Each file
is checked before it is put in its place.
"""

import argparse
import hashlib
import http.client
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, TypeAdapter

HERE = Path(__file__).resolve().parent
LIST = HERE / "kept.json"
FOLDER = HERE / "kept"
"""The folder of the fetched files."""
COMMAND = "python -m training.fetch"
SILENT = 60
"""How many seconds a server may be silent."""
_OTHERWISE = f"Or get the file in another way, and name it: {COMMAND} NAME --from PLACE."


class KeptFile(BaseModel):
    """A file of the list.

    Args:
        name: Its name, relative to `training/kept/`.
        what: What it is.
        bytes: Its size.
        sha256: Its SHA-256.
        commit: A commit that has it; None if the history does not.
        path: Its path in that commit.
        blob: The id that git has for its content.
        rebuild: The command that makes it again; None if no command can.
        rebuild_time: How long that takes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    what: str
    bytes: int
    sha256: str
    commit: str | None
    path: str | None
    blob: str | None
    rebuild: str | None
    rebuild_time: str | None


Getter = Callable[[KeptFile, BinaryIO], None]
"""Writes the content of a file to a stream."""
_FILES = TypeAdapter(tuple[KeptFile, ...])


class FetchError(Exception):
    """A file cannot be fetched; the message says why, and what to do."""


def main() -> None:
    """Fetch the files, or list them."""
    parser = argparse.ArgumentParser(
        prog=COMMAND, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="the files to fetch; without a name, all")
    parser.add_argument("--from", dest="place", help="a file, or a folder or web address with files of these names")
    parser.add_argument("--list", action="store_true", help="print the files and whether they are there, and stop")
    options = parser.parse_args()
    known = kept_files()
    unknown = [name for name in options.names if name not in known]
    if unknown:
        parser.error(f"{', '.join(unknown)}: not in {LIST.name}. It has {', '.join(known)}.")
    wanted = [known[name] for name in options.names or known]
    if options.place is not None and Path(options.place).is_file() and len(wanted) != 1:
        parser.error(f"{options.place} is one file. Name the one that it is: {', '.join(known)}.")
    if options.list:
        print("\n".join(overview(wanted)))
        return
    try:
        for line in fetched(wanted, from_history if options.place is None else from_place(options.place)):
            print(line, flush=True)
    except FetchError as wrong:
        raise SystemExit(str(wrong)) from wrong


def kept_files() -> dict[str, KeptFile]:
    """Return the files of the list by their names."""
    return {one.name: one for one in _FILES.validate_json(LIST.read_bytes())}


def write_kept_file(name: str, path: Path) -> None:
    """Write to the list that a file has a new content, which the history does not have.

    Args:
        name: The name of a file in the list.
        path: The file.
    """
    known = kept_files()
    size, sha256 = path.stat().st_size, digest_of(path)
    if (size, sha256) == (known[name].bytes, known[name].sha256):
        return
    elsewhere = {"commit": None, "path": None, "blob": None}
    known[name] = known[name].model_copy(update={"bytes": size, "sha256": sha256, **elsewhere})
    text = _FILES.dump_json(tuple(known.values()), indent=2).decode()
    LIST.write_text(text + "\n", encoding="utf-8", newline="\n")


def overview(files: Sequence[KeptFile]) -> Iterator[str]:
    """Yield lines that show files: whether they are there, what they are, and how they can be made again.

    Args:
        files: The files.
    """
    for one in files:
        path = FOLDER / one.name
        state = "there" if _is_right(one, path) else "differs" if path.exists() else "missing"
        yield f"{one.name:24} {one.bytes / 1e6:6.1f} MB  {state:8} {one.what}"
        if one.rebuild:
            yield f"{'':24} {'':9}  again:   {one.rebuild} ({one.rebuild_time})"


def fetched(files: Sequence[KeptFile], get: Getter) -> Iterator[str]:
    """Put files into their places, and yield a line for each.

    Args:
        files: The files.
        get: Where they come from.

    Raises:
        FetchError: If one cannot be fetched, is not the listed one, or would replace another file.
    """
    for one in files:
        path = FOLDER / one.name
        if _is_right(one, path):
            yield f"{one.name}: already there"
            continue
        if path.exists():
            raise FetchError(
                f"{path} is not the listed file: it is damaged, or your own. Move it away, and run the command again."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as stream:
                get(one, stream)
            _refuse_another(one, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        yield f"{one.name}: {one.bytes / 1e6:.1f} MB"


def from_history(one: KeptFile, stream: BinaryIO) -> None:
    """Write a file from the history of the repository; a shallow clone fetches this one file from its remote.

    Args:
        one: The file.
        stream: Where to write it.

    Raises:
        FetchError: If the history does not have it, or this is not a clone, or git or the network is missing.
    """
    if one.blob is None:
        raise FetchError(f"{one.name} is not in the history. To make it again: {one.rebuild}\n{_OTHERWISE}")
    top = _git("rev-parse", "--show-toplevel")
    if top.returncode or Path(os.fsdecode(top.stdout.strip())).resolve() != HERE.parent:
        raise FetchError(f"{HERE.parent} is not a clone of the repository, so it has no history.\n{_OTHERWISE}")
    if _git("cat-file", "-e", one.blob).returncode:
        _fetch(one, one.blob)
    content = _git("cat-file", "blob", one.blob, stdout=stream)
    if content.returncode:
        raise FetchError(f"git cannot read {one.name} ({one.blob}): {_last_line(content)}\n{_OTHERWISE}")


def from_place(place: str) -> Getter:
    """Return what gets files from a place.

    Args:
        place: A file, or a folder or http or https address with files of the listed names.
    """

    def get(one: KeptFile, stream: BinaryIO) -> None:
        if place.startswith(("https://", "http://")):
            address = f"{place.rstrip('/')}/{one.name}"
            try:
                with urllib.request.urlopen(address, timeout=SILENT) as answer:  # noqa: S310
                    shutil.copyfileobj(answer, stream)
            except (OSError, ValueError, http.client.HTTPException) as wrong:
                if isinstance(wrong, urllib.error.HTTPError):
                    wrong.close()
                raise FetchError(f"Could not read {address}: {getattr(wrong, 'reason', wrong)}.") from wrong
            return
        path = Path(place) / one.name if Path(place).is_dir() else Path(place)
        try:
            with path.open("rb") as found:
                shutil.copyfileobj(found, stream)
        except OSError as wrong:
            raise FetchError(f"Could not read {path}: {wrong.strerror}.") from wrong

    return get


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Args:
        path: The file.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_right(one: KeptFile, path: Path) -> bool:
    """Return whether a path has the listed file."""
    return path.is_file() and path.stat().st_size == one.bytes and digest_of(path) == one.sha256


def _refuse_another(one: KeptFile, path: Path) -> None:
    """Raise an error if a file is not the listed one."""
    size = path.stat().st_size
    if size != one.bytes:
        raise FetchError(f"What was found for {one.name} has {size:,} bytes, not {one.bytes:,}. Nothing was written.")
    if (sha256 := digest_of(path)) != one.sha256:
        raise FetchError(
            f"What was found for {one.name} has the SHA-256 {sha256}, not {one.sha256}. Nothing was written."
        )


def _fetch(one: KeptFile, blob: str) -> None:
    """Fetch the content of one file from the remote of the clone."""
    remotes = _git("remote").stdout.decode().split()
    if not remotes:
        raise FetchError(f"This clone does not have {one.name}, and no remote to fetch it from.\n{_OTHERWISE}")
    remote = "origin" if "origin" in remotes else remotes[0]
    found = _git("fetch", "--quiet", "--no-tags", remote, blob)
    if found.returncode:
        raise FetchError(f"Could not fetch {one.name} from {remote}: {_last_line(found)}\n{_OTHERWISE}")


def _git(*arguments: str, stdout: BinaryIO | int = subprocess.PIPE) -> "subprocess.CompletedProcess[bytes]":
    """Run git in the repository."""
    command = ["git", "-C", str(HERE), *arguments]
    # Without a terminal to ask in, git fails instead of waiting for a password.
    quiet: Mapping[str, str] = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, env=quiet, check=False)  # noqa: S603
    except FileNotFoundError as wrong:
        raise FetchError(f"git is not installed. Install it.\n{_OTHERWISE}") from wrong


def _last_line(result: "subprocess.CompletedProcess[bytes]") -> str:
    """Return the last line of git's messages."""
    lines = result.stderr.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), f"exit status {result.returncode}")


if __name__ == "__main__":
    main()
