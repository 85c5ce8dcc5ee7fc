"""Rounds the weights of a run to what is kept of them, and writes the file that training can go on from.

    python -m training.keep --run runs/further --out training/kept/weights.safetensors

All weights are kept in half precision, except those of the word pieces. These are in `encoder.onnx` in 8 bits, and
`training.start` takes them from there. The run's own weights are rounded in the same way, so that its export and
an export of the kept weights are equal to the bit.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from .graphs import MOST, quantised
from .options import WEIGHTS, finished
from .sources import note_kept

Floats = NDArray[np.float32]

PIECES = "words.weight"
"""The name of the weights of the word pieces."""


def main() -> None:
    """Round the weights of a run, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=finished, required=True, help="a finished run; its weights are rounded")
    parser.add_argument("--out", type=Path, help="the file to write; without it, the weights are only rounded")
    options = parser.parse_args()
    weights = rounded(load_file(options.run / WEIGHTS))
    save_file(weights, options.run / WEIGHTS)
    if options.out:
        kept = {name: value.astype(np.float16) for name, value in weights.items() if name != PIECES}
        save_file(kept, options.out)
        note_kept(options.out)
        print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


def rounded(weights: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return weights as they come back from what is kept of them; rounding twice changes nothing.

    Args:
        weights: A network's weights.
    """
    found = {name: value.astype(np.float16).astype(np.float32) for name, value in weights.items()}
    whole, scale = quantised(weights[PIECES], axis=1, most=MOST["table"])
    return {**found, PIECES: whole * scale}


if __name__ == "__main__":
    main()
