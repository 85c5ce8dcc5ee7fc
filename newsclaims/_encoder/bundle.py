"""Reads a model's folder: graphs, tokeniser and settings, each file checked against its digest."""

import hashlib
import os
from importlib import resources
from pathlib import Path
from typing import Annotated, Self

from attrs import frozen
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from newsclaims._files.text_files import read_file
from newsclaims.errors import FileError, FormatError, InputTypeError

from .windows import Cutting

__all__ = ["FILES", "SETTINGS", "Bundle", "Finding", "Settings", "model_folder", "read_bundle"]

FILES = ("encoder.onnx", "roles.onnx", "verdicts.onnx", "tokenizer.json")
"""The files of a model besides its settings."""
SETTINGS = "settings.json"
VERSION = 3
"""The version of the settings, and of the inputs and outputs of the graphs."""

_FORMAT = "newsclaims model"
_REMEDY = "Install newsclaims again, or export the model again with training/export.py."
_OURS = "A model of the extractor neural is a folder that training/export.py wrote."
_LARGE = "For a large language model, use LLMExtractor (--extractor llm on the command line)."
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Length = Annotated[int, Field(ge=1, le=400)]
_FITS = 480
"""The largest length of a window in the settings, in pieces. The network has 512 positions; the difference is for the
last word, which can go beyond the limit, and the pieces at both ends."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class CuttingSettings(_Part):
    """How texts are split into windows; see `windows.Cutting`."""

    reach: _Length
    longest: _Length
    context: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        size = self.longest + 2 * self.context
        if size > _FITS:
            message = (
                "the longest window with its context on both sides has {size} pieces, but at most {fits} can be read"
            )
            raise PydanticCustomError("window_too_long", message, {"size": size, "fits": _FITS})
        return self


class Finding(_Part):
    """How scores become claims; chosen on articles that the model was not trained on.

    Args:
        cue: A value added to the scores of the labels that begin a cue.
        source: The same for a source.
        content: The same for a piece of content.
        weights: Each sign's weight in the log-odds that a find is correct, by its name.
        intercept: The log-odds without any sign.
        threshold: The least probability of being correct for a find to become an attribution.
        sourceless: The same for a find without a source: these are rare and hard, so most would be lost otherwise.
        nested: The same for a find that is probably inside the content of another, with or without a source.
    """

    cue: float
    source: float
    content: float
    weights: dict[str, float]
    intercept: float
    threshold: Annotated[float, Field(ge=0, le=1)]
    sourceless: Annotated[float, Field(ge=0, le=1)]
    nested: Annotated[float, Field(ge=0, le=1)]


class _Versioned(BaseModel):
    version: int


class Settings(_Part):
    """The contents of `settings.json`.

    Args:
        version: The version of the settings.
        name: The model's name.
        files: The SHA-256 of its files, by name.
        cutting: How texts are split into windows.
        finding: How scores become claims.
        judging: The labels that the model judges: label to its values, in the order of the scores.
    """

    version: int
    name: str
    files: dict[str, _Digest]
    cutting: CuttingSettings
    finding: Finding
    judging: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]


@frozen(slots=True)
class Bundle:
    """A model's folder with its settings; other files are read, and checked against their digests, when needed.

    Args:
        folder: The folder.
        settings: Its settings.
        digest: The SHA-256 of the settings, which hold those of the files, so that it identifies the model.
    """

    folder: Path
    settings: Settings
    digest: str

    @property
    def cutting(self) -> Cutting:
        """How texts are split into windows."""
        given = self.settings.cutting
        return Cutting(given.reach, given.longest, given.context)

    def read(self, name: str) -> bytes:
        """Return a file of the model.

        Args:
            name: One of `FILES`.

        Raises:
            FileError: If it cannot be read.
            FormatError: If its digest differs from the one in the settings.
        """
        path = self.folder / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise FileError(str(path), f"{error.strerror or error}. {_REMEDY}") from error
        if hashlib.sha256(data).hexdigest() != self.settings.files[name]:
            reason = f"its SHA-256 is not the one in {SETTINGS}: it is damaged or of another model. {_REMEDY}"
            raise FormatError(_FORMAT, reason, source=str(path))
        return data


def model_folder(model: object) -> Path:
    """Return the folder of a model.

    Args:
        model: Its path; None for the model in the package.

    Raises:
        InputTypeError: If it is neither a path nor None.
    """
    if model is None:
        return Path(str(resources.files("newsclaims") / "data" / "model"))
    if not isinstance(model, (str, os.PathLike)):
        raise InputTypeError("model", "the path of a model's folder", type(model).__name__)
    return Path(model)


def read_bundle(folder: Path) -> Bundle:
    """Read a model's settings.

    Args:
        folder: The folder.

    Raises:
        FileError: If it is not a folder, or has no settings.
        FormatError: If they are not the settings of a model, or have a version that cannot be read.
    """
    path = folder / SETTINGS
    if not path.is_file():
        found = f"a folder without {SETTINGS}. {_OURS}" if folder.is_dir() else f"not a folder. {_OURS} {_LARGE}"
        raise FileError(str(folder), found)
    text = read_file(path)
    try:
        # The version first: the other settings depend on it.
        version = _Versioned.model_validate_json(text).version
        if version != VERSION:
            remedy = "Update newsclaims." if version > VERSION else "Train and export it again with training/."
            reason = f"its version is {version}, but this version of newsclaims reads {VERSION}. {remedy}"
            raise FormatError(_FORMAT, reason, source=str(path))
        settings = Settings.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise FormatError(_FORMAT, f"{where}: {first['msg']}. {_REMEDY}", source=str(path)) from None
    if missing := sorted(set(FILES) - settings.files.keys()):
        raise FormatError(_FORMAT, f"files: no digest for {', '.join(missing)}. {_REMEDY}", source=str(path))
    # Absolute, so that it stays the same folder if the working directory changes.
    return Bundle(folder.absolute(), settings, hashlib.sha256(text.encode()).hexdigest())
