"""The folders of the corpora and the labels.

    python benchmarks/places.py NAME

prints the folder of `polnear`, `wikinews` or `labels`. It prints nothing if none is configured and there is
none in `../shared`. It fails if a folder is configured and missing, or not whole.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPORA: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("corpora.toml").read_text(encoding="utf-8")
)
"""What is known about each corpus, by its name."""


class NotWholeError(Exception):
    """The folder of a corpus is configured, but it is missing or not whole."""


def corpus(name: str) -> Path | None:
    """Return the folder of a corpus; None if none is configured and there is none beside the repository.

    Args:
        name: A name in `corpora.toml`.

    Raises:
        NotWholeError: If the folder is configured and missing, or lacks a part of the corpus.
    """
    known = CORPORA[name]
    variable = known["variable"]
    given = os.environ.get(variable)
    folder = Path(given) if given else ROOT.parent / "shared" / name
    if not given and not folder.exists():
        return None
    fault = _fault(folder, known)
    if fault:
        way = f"Correct {variable}, or unset it" if given else f"Complete the folder, or set {variable} to another one"
        message = f"The corpus {name!r} is not whole: {fault}. {way}; benchmarks/README.md says what it must hold."
        raise NotWholeError(message)
    return folder


def needed(name: str) -> Path:
    """Return the folder of a corpus, or end the program with a message if there is none.

    Args:
        name: A name in `corpora.toml`.
    """
    try:
        found = corpus(name)
    except NotWholeError as error:
        raise SystemExit(str(error)) from None
    if found is None:
        message = f"This needs the corpus {name!r}. Set {CORPORA[name]['variable']}; see benchmarks/README.md."
        raise SystemExit(message)
    return found


def _fault(folder: Path, known: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a folder; None if it is whole."""
    if not folder.is_dir():
        return f"there is no folder {str(folder)!r}"
    for part in known["needs"]:
        if not (folder / part).exists():
            return f"{str(folder)!r} has no {part}"
    if "articles" in known:
        count = sum(1 for _ in (folder / "dev" / "text").glob("*.txt"))
        if count != known["articles"]:
            return f"{str(folder / 'dev' / 'text')!r} has {count} texts, not {known['articles']}"
    return None


def main() -> int:
    """Print the folder of a corpus, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=CORPORA)
    try:
        found = corpus(parser.parse_args().name)
    except NotWholeError as error:
        print(error, file=sys.stderr)
        return 1
    if found is not None:
        print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
