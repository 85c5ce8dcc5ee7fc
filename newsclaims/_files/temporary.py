"""Makes temporary files and folders beside what they will become, and removes those that a killed process left.

A killed process cannot tidy up. So each temporary file or folder is locked while it is in use, and the system takes the
lock away when the process ends, in whatever way. The first time that a process writes into a folder, it removes the
temporary files there that nobody locks.

Only what surely belongs to nobody is removed. A name has a mark of the running system, because some network file
systems do not show a lock to other machines. What belongs to another user, or cannot be locked, stays, and so does
everything on Windows, which has no such locks.
"""

import contextlib
import os
import platform
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

__all__ = ["is_temporary", "remove_leftovers", "temporary_file", "temporary_folder"]

_PRIVATE = 0o600
_NAME = re.compile(r"\.newsclaims-(?P<system>[0-9a-f]{8})-[0-9a-f]{16}\.tmp")
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux shows an identifier that is the same in all containers of a machine, and new after each start."""
_FOLDERS = 1_000
"""How many folders are remembered as tidied."""


def is_temporary(name: str) -> bool:
    """Return whether a file or folder is temporary, by its name.

    Args:
        name: The name.
    """
    return _NAME.fullmatch(name) is not None


@contextmanager
def temporary_file(folder: Path, like: os.stat_result | None) -> Iterator[tuple[Path, int]]:
    """Make a temporary file, as a context that removes it at the end, unless it was renamed.

    Args:
        folder: Where it is made.
        like: The file that it will replace, whose owner and permissions it has from the start; None for a new file.

    Yields:
        Its path, and its file descriptor for writing, which the caller closes.
    """
    remove_leftovers(folder)
    while True:
        path = _new_path(folder)
        # Nobody else can read it before it has the permissions of the file that it replaces.
        mode = 0o666 if like is None else _PRIVATE
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
        # Another descriptor keeps the lock until the file has its last name. Windows cannot rename an open file.
        lock = None if fcntl is None else os.dup(descriptor)
        if _is_locked(path, lock):
            break
        os.close(descriptor)
    try:
        if like is not None:
            _take_over(descriptor, like)
        yield path, descriptor
    finally:
        path.unlink(missing_ok=True)
        _close(lock)


@contextmanager
def temporary_folder(folder: Path) -> Iterator[Path]:
    """Make a temporary folder, as a context that removes it at the end, unless it was renamed.

    Args:
        folder: Where it is made.
    """
    remove_leftovers(folder)
    while True:
        path = _new_path(folder)
        path.mkdir()
        lock = None if fcntl is None else os.open(path, os.O_RDONLY)
        if _is_locked(path, lock):
            break
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        _close(lock)


# Once for each folder, because a folder of many files takes long to look through.
@lru_cache(maxsize=_FOLDERS)
def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files and folders that processes of this user on this machine left.

    Args:
        folder: Where they are.
    """
    found: list[Path] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        found += [folder / entry.name for entry in entries if is_temporary(entry.name) and _system() in entry.name]
    for path in found:
        # What cannot be opened, locked or removed is not ours to remove.
        with contextlib.suppress(OSError):
            _remove_if_left(path)


def _new_path(folder: Path) -> Path:
    return folder / f".newsclaims-{_system()}-{secrets.token_hex(8)}.tmp"


@cache
def _system() -> str:
    """Return a mark of the running system."""
    try:
        name = _BOOT_ID.read_text(encoding="ascii")
    except OSError:
        name = platform.node()
    return sha256(name.encode()).hexdigest()[:8]


def _is_locked(path: Path, lock: int | None) -> bool:
    """Lock a new file or folder; return False if another process took it for a leftover before it was locked."""
    if lock is None or fcntl is None:
        return True
    # Some file systems have no locks; then nobody can lock it, and it is never removed.
    with contextlib.suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        if os.path.samestat(os.fstat(lock), path.stat()):
            return True
    except FileNotFoundError:
        pass
    os.close(lock)
    return False


def _take_over(descriptor: int, like: os.stat_result) -> None:
    """Give a file the owner and the permissions of another; Windows has none of these."""
    if sys.platform == "win32":
        return
    mode, own = stat.S_IMODE(like.st_mode), os.fstat(descriptor)
    try:
        if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
            os.fchown(descriptor, like.st_uid, like.st_gid)
    except OSError:
        try:
            # Only root can change the owner, but members of a group can give a file to it.
            os.fchown(descriptor, -1, like.st_gid)
        except OSError:
            # The group is another one now, which gets no more than what everybody has.
            mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    os.fchmod(descriptor, mode)


def _remove_if_left(path: Path) -> None:
    """Remove a temporary file or folder, if it is this user's and nobody has locked it."""
    if sys.platform == "win32" or fcntl is None:
        return
    about = path.lstat()
    is_folder = stat.S_ISDIR(about.st_mode)
    if about.st_uid != os.geteuid() or not (is_folder or stat.S_ISREG(about.st_mode)):
        return
    # NFS locks a file only for those who can write it.
    lock = os.open(path, os.O_NOFOLLOW | (os.O_RDONLY if is_folder else os.O_RDWR))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(about, os.fstat(lock)):
            return
        if is_folder:
            shutil.rmtree(path)
        else:
            path.unlink()
    finally:
        os.close(lock)


def _close(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
