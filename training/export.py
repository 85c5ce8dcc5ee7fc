"""Exports a trained network as the model that ships.

    python -m training.export --run runs/student --out newsclaims/data/model

writes the graphs, the tokeniser, and placeholder settings, which `python -m training.tune` replaces.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file

from newsclaims._encoder.bundle import FILES, SETTINGS, VERSION
from newsclaims._encoder.windows import Cutting
from newsclaims.extractors._neural.prediction import SIGNS

from .corpus import LABELS
from .graphs import encoder_graph, roles_graph, verdicts_graph
from .network import network_of

NAME = "minilm-l6-news"
CUTTING = Cutting()
PLAIN = {
    "cue": 0.0,
    "source": 0.0,
    "content": 0.0,
    "weights": dict.fromkeys(SIGNS, 0.0),
    "intercept": 0.0,
    "threshold": 0.0,
    "sourceless": 0.0,
    "nested": 0.0,
}
"""Placeholder settings for finding claims."""


def main() -> None:
    """Export a finished run, or the current average of an unfinished one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="the folder that training.fit wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--single", action="store_true", help="keep single precision, to measure the effect of int8")
    options = parser.parse_args()
    export(options.run, options.out, whole=not options.single)


def export(run: Path, out: Path, *, whole: bool) -> None:
    """Write graphs, tokeniser and placeholder settings.

    Args:
        run: The folder that `training.fit` wrote.
        out: The model's folder.
        whole: Whether to quantise matrices to 8 bits.
    """
    weights = trained(run)
    judges = "sense.weight" in weights
    # A run without judgements has no heads for them. The graphs get untrained ones, which are never used.
    network = network_of({name: torch.from_numpy(value) for name, value in weights.items()})
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    shape = network.shape
    if network.relative is not None:
        raise SystemExit(f"{run} has a teacher's network, which does not ship. Export a student's.")
    out.mkdir(parents=True, exist_ok=True)
    graphs = {
        "encoder": encoder_graph(weights, shape, whole=whole),
        "roles": roles_graph(weights, shape),
        "verdicts": verdicts_graph(weights, shape),
    }
    for name, graph in graphs.items():
        (out / f"{name}.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    (out / "tokenizer.json").write_bytes((run / "tokenizer.json").read_bytes())
    write_settings(out, PLAIN, {label: list(values) for label, values in LABELS.items()} if judges else {})


def write_settings(folder: Path, finding: dict[str, Any], judging: dict[str, list[str]] | None = None) -> None:
    """Write the settings of a model whose other files exist.

    Args:
        folder: The model's folder.
        finding: The settings that turn scores into claims.
        judging: The values of each judged label; None keeps the current ones.
    """
    if judging is None:
        judging = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))["judging"]
    settings = {
        "version": VERSION,
        "name": NAME,
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
        "cutting": {"reach": CUTTING.reach, "longest": CUTTING.longest, "context": CUTTING.context},
        "finding": finding,
        "judging": judging,
    }
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8", newline="\n")


def trained(run: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a run: the final ones, or the average in its last checkpoint."""
    if (run / "weights.safetensors").exists():
        return dict(load_file(run / "weights.safetensors"))
    state = torch.load(run / "checkpoint.pt", weights_only=True, map_location="cpu")
    return {name: value.numpy() for name, value in state["average"].items()}


if __name__ == "__main__":
    main()
