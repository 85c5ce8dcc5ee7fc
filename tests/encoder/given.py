"""Helpers for the tests of the encoder."""

import hashlib
import json
import shutil
import zlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from newsclaims._encoder.bundle import SETTINGS
from newsclaims._encoder.features import Features, featurise
from newsclaims._model import Article
from newsclaims.text import Text, read

MODEL = Path(str(resources.files("newsclaims") / "data" / "model"))
"""The folder of the package's model."""
Change = Callable[[dict[str, Any]], object]
"""A function that changes the settings of a model."""


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))


def syllables(word: str) -> tuple[int, ...]:
    """Cut a word into pieces of three characters, as a tokeniser without a vocabulary."""
    return tuple(zlib.crc32(word[at : at + 3].encode()) % 1000 for at in range(0, min(len(word), 36), 3))


def looked_at(text: str) -> Features:
    """Return the features of a text, with pieces that need no vocabulary."""
    return featurise(reading(text), syllables)


def model_in(folder: Path) -> Path:
    """Copy the model into a new folder; its files may be replaced but not written to."""
    shutil.copytree(MODEL, folder, copy_function=_linked)
    return folder


def _linked(source: str, target: str) -> None:
    """Link to a file, or copy it on a system where only administrators make links, as on Windows."""
    try:
        Path(target).symlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def replace(path: Path, data: bytes) -> None:
    """Put another file in the place of one in a copied model."""
    path.unlink()
    path.write_bytes(data)


def with_settings(folder: Path, change: Change) -> Path:
    """Copy the model with changed settings."""
    model_in(folder)
    values = json.loads((MODEL / SETTINGS).read_text(encoding="utf-8"))
    change(values)
    replace(folder / SETTINGS, json.dumps(values).encode())
    return folder


def with_file(folder: Path, name: str, data: bytes) -> Path:
    """Copy the model with another file, whose digest is in the settings."""
    with_settings(folder, lambda s: s["files"].update({name: hashlib.sha256(data).hexdigest()}))
    replace(folder / name, data)
    return folder


class Numpy32(ModuleType):
    """numpy as it is on Windows before version 2, where whole numbers have 32 bits unless a function is told more."""

    def __getattr__(self, name: str) -> Any:
        """Return a function of numpy, or one that makes 32-bit numbers where it would make 64-bit ones."""
        found = getattr(np, name)
        return _in_32_bits(found) if name in ("arange", "array", "cumsum", "full", "zeros") else found


def _in_32_bits(function: Callable[..., Any]) -> Callable[..., Any]:
    def made(*arguments: Any, **options: Any) -> Any:
        given_ = function(*arguments, **options)
        return given_ if "dtype" in options or given_.dtype != np.int64 else given_.astype(np.int32)

    return made
