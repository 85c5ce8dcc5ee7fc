"""Makes of a trained network the model that ships.

    python -m training.export --run runs/student --out newsclaims/data/model

writes the graphs and the tokeniser, and settings that stand for nothing yet; `python -m training.tune` sets them.
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

NAME = "minilm-l6-polnear"
CUTTING = Cutting()
PLAIN = {
    "cue": 0.0,
    "source": 0.0,
    "content": 0.0,
    "weights": dict.fromkeys(SIGNS, 0.0),
    "intercept": 0.0,
    "threshold": 0.0,
    "sourceless": 0.0,
}
"""Settings of finding before they are chosen."""


def main() -> None:
    """Export a finished run, or what the average of an unfinished one is by now."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="what training.fit wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--single", action="store_true", help="keep single precision, to measure what int8 costs")
    options = parser.parse_args()
    export(options.run, options.out, whole=not options.single)


def export(run: Path, out: Path, *, whole: bool) -> None:
    """Write graphs, tokeniser and plain settings.

    Args:
        run: What `training.fit` wrote.
        out: The model's folder.
        whole: Whether matrices become whole numbers of 8 bits.
    """
    weights = trained(run)
    judges = "sense.weight" in weights
    # A run that learned no judgements has no heads for them; those that the graphs need are never asked.
    network = network_of({name: torch.from_numpy(value) for name, value in weights.items()})
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    shape = network.shape
    if network.relative is not None:
        raise SystemExit(f"{run} holds a teacher's network, which does not ship: export a student's")
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
    """Write the settings of a model whose other files are there.

    Args:
        folder: The model's folder.
        finding: How scores become claims.
        judging: What it judges, label to values; None keeps what the settings say.
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
    """Return the weights of a run: at its end, or the average that its last checkpoint holds."""
    if (run / "weights.safetensors").exists():
        return dict(load_file(run / "weights.safetensors"))
    state = torch.load(run / "checkpoint.pt", weights_only=True, map_location="cpu")
    return {name: value.numpy() for name, value in state["average"].items()}


if __name__ == "__main__":
    main()
