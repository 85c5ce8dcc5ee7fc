"""Turns the model in the package back into weights, so that training can go on from it.

    python -m training.start --kept training/kept/weights.safetensors --out runs/shipped

writes `weights.safetensors` and `tokenizer.json`, as a finished run of `training.fit` does. The weights of the word
pieces come from the graphs. The others come from the file that `training.keep` wrote, if it is given. Otherwise, they
come from the graphs too, in 8 bits. The labels of nested cues start from those of other cues, if the model has none.

    python -m training.start --model training/kept/earlier --out runs/earlier

does the same for another model, here for the one that shipped before.
"""

import argparse
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import load_file, save_file
from torch import Tensor

from .config import CONFIG
from .graphs import MOST, quantised
from .network import CUE_LABELS, JUDGED
from .options import TOKENISER, WEIGHTS, present
from .sources import MODEL

Floats = NDArray[np.float32]

_HEADS = ("cue", "role", "beside", "cue_first", "cue_last")
_UNBIASED = ("cue_first", "cue_last")


def main() -> None:
    """Write the weights of a model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL, help="a folder that training.export wrote")
    parser.add_argument("--kept", type=present, help="the file that training.keep wrote for the same model")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    weights = shipped_weights(options.model)
    if options.kept:
        weights = with_kept(weights, load_file(options.kept))
    save_file(with_nested_labels(weights), options.out / WEIGHTS)
    shutil.copyfile(options.model / TOKENISER, options.out / TOKENISER)


def shipped_weights(folder: Path) -> dict[str, Tensor]:
    """Return the weights of the graphs in a model's folder, by the names that the network has for them.

    Args:
        folder: A folder that `training.export` wrote.
    """
    graphs = {name: dict(_constants(folder / f"{name}.onnx")) for name in ("encoder", "roles", "verdicts")}
    weights = [*_encoder(graphs["encoder"]), *_roles(graphs["roles"]), *_verdicts(graphs["verdicts"])]
    return {name: torch.from_numpy(np.array(value, dtype=np.float32, order="C")) for name, value in weights}


def with_kept(weights: Mapping[str, Tensor], kept: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the weights of a model, with the kept ones in place of those in 8 bits.

    Args:
        weights: The weights in the model's graphs.
        kept: The weights in the file that `training.keep` wrote.

    Raises:
        SystemExit: If the kept weights are those of another model.
    """
    found = {**weights, **{name: value.float() for name, value in kept.items()}}
    matrix = "layers.0.up.weight"
    back = [quantised(one[matrix].numpy(), axis=1, most=MOST["matrix"]) for one in (weights, found)]
    if found.keys() != weights.keys() or not np.array_equal(back[0][0], back[1][0]):
        raise SystemExit("The kept weights are not those of the model. Give the files of the same commit.")
    return found


def with_nested_labels(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return weights that also have labels for nested cues; they start as those of other cues, but rarer.

    Args:
        weights: A network's weights.
    """
    found = dict(weights)
    rows, bias = found["cue.weight"], found["cue.bias"]
    if len(rows) < CUE_LABELS:
        found["cue.weight"] = torch.cat([rows, rows[1:]])
        found["cue.bias"] = torch.cat([bias, bias[1:] + CONFIG.fit.nested_bias])
    return found


def _constants(path: Path) -> Iterator[tuple[str, Floats]]:
    """Yield the constants of a graph; those in 8 bits are multiplied by their scales."""
    graph = onnx.load(path).graph
    known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for name, value in known.items():
        yield name, value * known[f"{name}.scale"] if f"{name}.scale" in known else value


def _encoder(known: Mapping[str, Floats]) -> Iterator[tuple[str, Floats]]:
    """Yield the weights in the graph that reads a window."""
    yield "words.weight", known["words"]
    yield "positions.weight", known["positions"]
    yield "known.weight", known["known.table"]
    yield "sense.weight", known["taps"].T
    yield "sense.bias", known["taps.bias"]
    for name, value in known.items():
        if re.fullmatch(r"(layers\.\d+\.)?norm(_after)?\.(weight|bias)", name):
            yield name, value
        elif re.fullmatch(r"layers\.\d+\.(attend|joined|up|down)", name):
            yield f"{name}.weight", value.T
        elif re.fullmatch(r"layers\.\d+\.(attend|joined|up|down)\.bias", name):
            yield name, value
    ends = np.cumsum(known["widths"])[:-1]
    parts = zip(np.split(known["heads"].T, ends), np.split(known["heads.bias"], ends), strict=True)
    for name, (weight, bias) in zip(_HEADS, parts, strict=True):
        yield f"{name}.weight", weight
        if name not in _UNBIASED:
            yield f"{name}.bias", bias


def _roles(known: Mapping[str, Floats]) -> Iterator[tuple[str, Floats]]:
    """Yield the weights in the graph that labels words beside cues."""
    yield "distance.weight", known["distance.table"]
    yield "sentence.weight", known["sentence.table"]
    yield "label.weight", known["label"].T
    yield "label.bias", known["label.bias"]


def _verdicts(known: Mapping[str, Floats]) -> Iterator[tuple[str, Floats]]:
    """Yield the weights in the graph that judges a claim."""
    yield "part.weight", known["part.table"]
    yield "look.weight", known["look"].T
    yield "look.bias", known["look.bias"]
    for n in range(len(JUDGED)):
        yield f"verdict.{n}.weight", known[f"verdict.{n}"].T
        yield f"verdict.{n}.bias", known[f"verdict.{n}.bias"]


if __name__ == "__main__":
    main()
