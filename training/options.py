"""The arguments of the training commands: existing files and folders, and shares."""

import argparse
from pathlib import Path

WEIGHTS = "weights.safetensors"
TOKENISER = "tokenizer.json"
WITHOUT = "without"
"""The name, in the weights' file, of the fold of articles that a network did not learn from."""


def finished(text: str) -> Path:
    """Return the folder of a run that has ended.

    Raises:
        argparse.ArgumentTypeError: If it has no weights.
    """
    path = Path(text)
    if not (path / WEIGHTS).is_file():
        raise argparse.ArgumentTypeError(f"{text} has no {WEIGHTS}. Give the folder of a finished run of training.fit.")
    return path


def corpus(text: str) -> tuple[Path, float]:
    """Return a corpus's folder and how many times an epoch reads it, from `FOLDER` or `FOLDER:TIMES`.

    Raises:
        argparse.ArgumentTypeError: If it has no `text/`, or the number is not above 0.
    """
    name, _, times = text.partition(":")
    try:
        value = float(times or 1)
    except ValueError:
        value = 0.0
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text}: {times} is not a number above 0.")
    if not (Path(name) / "text").is_dir():
        raise argparse.ArgumentTypeError(f"{name} has no folder text/. Give a part of a corpus, such as .../train.")
    return Path(name), value


def present(text: str) -> Path:
    """Return the path of a file.

    Raises:
        argparse.ArgumentTypeError: If it does not exist.
    """
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} is not a file")
    return path


def share(text: str) -> float:
    """Return a share of the whole.

    Raises:
        argparse.ArgumentTypeError: If it is not a number from 0 to 1.
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share. Give a number from 0 to 1.")
    return value
