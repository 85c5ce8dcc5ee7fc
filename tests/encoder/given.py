"""What the tests of the encoder give it."""

import json
import os
import shutil
import zlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from newsclaims._encoder.bundle import SETTINGS
from newsclaims._encoder.features import Features, featurise
from newsclaims._model import Article
from newsclaims.text import Text, read

MODEL = Path(str(resources.files("newsclaims") / "data" / "model"))
"""The folder of the model that the package carries."""
Change = Callable[[dict[str, Any]], object]
"""What is done to the settings of a model."""


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))


def syllables(word: str) -> tuple[int, ...]:
    """Cut a word into pieces of three characters: a tokeniser that needs no vocabulary."""
    return tuple(zlib.crc32(word[at : at + 3].encode()) % 1000 for at in range(0, min(len(word), 36), 3))


def looked_at(text: str) -> Features:
    """Look at a text as the model does, with pieces that need no vocabulary."""
    return featurise(reading(text), syllables)


def model_in(folder: Path) -> Path:
    """Lay a model out in a folder that is not there yet; its files may be replaced, and must not be written to."""
    shutil.copytree(MODEL, folder, copy_function=os.symlink)
    return folder


def replace(path: Path, data: bytes) -> None:
    """Put another file in the place of one of a model that was laid out."""
    path.unlink()
    path.write_bytes(data)


def with_settings(folder: Path, change: Change) -> Path:
    """Lay out a model whose settings were changed."""
    model_in(folder)
    values = json.loads((MODEL / SETTINGS).read_text(encoding="utf-8"))
    change(values)
    replace(folder / SETTINGS, json.dumps(values).encode())
    return folder
