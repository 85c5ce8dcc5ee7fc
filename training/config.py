"""The settings of all steps, read from `training/config.toml`, or from the file that `NEWSCLAIMS_TRAINING` names."""

import os
import tomllib
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

VARIABLE = "NEWSCLAIMS_TRAINING"
"""The environment variable with the path of another file of settings."""
FILE = Path(__file__).with_name("config.toml")


class _Section(BaseModel):
    """A table of the file; `training/config.toml` explains each of its numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Corpus(_Section):
    """Which articles are held out."""

    held_out: int = Field(gt=1)
    judged_apart: int = Field(gt=1)
    folds: int = Field(gt=1)


class Windows(_Section):
    """How articles are cut into windows in training."""

    reaches: list[int]
    contexts: list[int]
    longest: int
    straight: float = Field(ge=0, le=1)


class Fit(_Section):
    """What all networks share."""

    batch: int = Field(gt=0)
    alike: int = Field(gt=0)
    heads_rate: float
    warm_up: float
    clip: float
    weight_decay: float
    dropout: float = Field(ge=0, lt=1)
    masked: float = Field(ge=0, lt=1)
    averaged: float = Field(ge=0, lt=1)
    roles: float
    nested_bias: float


class Base(_Section):
    """The learning rates of a published encoder."""

    rate: float
    decay: float


class Bases(_Section):
    """The published encoders."""

    small: Base
    large: Base


class Network(_Section):
    """How a network is trained."""

    base: Literal["small", "large"]
    corpora: dict[str, float]
    epochs: int = Field(gt=0)
    seed: int
    flat: float = Field(ge=0, le=1)
    inner: int = Field(ge=0)
    taught: bool
    told: float = Field(ge=0, le=1)
    labels: bool
    judging: float = Field(ge=0)
    rate: float = Field(gt=0)
    half: bool
    hours: float


class Networks(_Section):
    """The networks, in the order in which they are trained."""

    teacher: Network
    student: Network
    settled: Network
    world: Network
    further: Network


class Judge(_Section):
    """How the heads of the labels are trained."""

    corpora: list[str]
    epochs: int = Field(gt=0)
    batch: int = Field(gt=0)
    rate: float
    warm_up: int
    weight_decay: float
    smoothed: float
    dropout: float = Field(ge=0, lt=1)
    clip: float
    told: float = Field(ge=0, le=1)
    longest: int = Field(gt=0)
    repeated: int = Field(gt=0)
    seed: int


class Tune(_Section):
    """How the settings of the model are chosen."""

    corpora: list[str]
    cue: float
    source: float
    penalty: float
    thresholds: list[float]
    sourceless: list[float]
    nested: list[float]
    lost: float
    near: float
    few: float
    given: float


class Measure(_Section):
    """How networks are compared."""

    sourceless: float


class Opinions(_Section):
    """How opinions are weighed."""

    corpora: list[str]
    smoothing: float
    firm: float
    folds: int
    samples: int


class Trust(_Section):
    """How the rules' finds are counted."""

    corpora: list[str]
    weight: float
    threshold: float
    attitude: float
    least: int
    common: int
    folds: int


class Nested(_Section):
    """How the scores of nested claims are fitted."""

    corpora: list[str]


class Holders(_Section):
    """How the network that chooses who a source is is trained."""

    corpora: dict[str, float]
    promise: float = Field(ge=0, le=1)
    folds: int = Field(gt=1)
    networks: int = Field(gt=0)
    hidden: int = Field(gt=0)
    inner: int = Field(gt=0)
    epochs: int = Field(gt=0)
    batch: int = Field(gt=0)
    rate: float
    weight_decay: float
    dropout: float = Field(ge=0, lt=1)
    excerpt: float
    longest: int
    alike: float
    seed: int


class Config(_Section):
    """All settings."""

    corpus: Corpus
    windows: Windows
    fit: Fit
    bases: Bases
    networks: Networks
    judge: Judge
    tune: Tune
    measure: Measure
    opinions: Opinions
    trust: Trust
    nested: Nested
    holders: Holders

    @model_validator(mode="after")
    def _checked(self) -> Self:
        for name, network in self.networks:
            if network.flat + self.windows.straight > 1:
                raise ValueError(f"networks.{name}.flat and windows.straight must be at most 1 together.")
        return self


def read_config(path: Path) -> Config:
    """Return the settings in a file.

    Args:
        path: The file.

    Raises:
        ValueError: If the file cannot be read, has an unknown name, lacks one, or has a value that is not allowed.
    """
    try:
        return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as missing:
        raise ValueError(f"Could not read {path}: {missing.strerror}.") from missing
    except tomllib.TOMLDecodeError as broken:
        raise ValueError(f"{path} is not TOML: {broken}.") from broken
    except ValidationError as wrong:
        raise ValueError("\n".join([f"{path} has wrong settings.", *_faults(wrong)])) from wrong


def _faults(wrong: ValidationError) -> list[str]:
    """Return a line for each fault."""
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}".removeprefix(": ") for one in wrong.errors()]


def _chosen() -> Config:
    """Return the settings that the steps use."""
    try:
        return read_config(Path(os.environ.get(VARIABLE) or FILE))
    except ValueError as wrong:
        raise SystemExit(str(wrong)) from wrong


CONFIG = _chosen()
