"""Reads the trained network that chooses the holder of a source among the candidates of an article."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["HolderNetwork", "read_holder_network"]

_Floats = NDArray[np.float32]
_PRODUCTS = 2**18
"""How many products a matrix product may have. With more, OpenBLAS can start threads, which costs milliseconds."""


@frozen(eq=False, slots=True)
class HolderNetwork:
    """A small network that gives each candidate a score; a softmax over all of them gives probabilities.

    Args:
        layers: The weights and the biases of each layer. There is a ReLU between two layers.
        threshold: The smallest probability of an answer.
    """

    layers: Sequence[tuple[_Floats, _Floats]]
    threshold: float

    def probabilities(self, shared: _Floats, rows: _Floats) -> _Floats:
        """Return the probability of each candidate, and in the last place that of nobody.

        Args:
            shared: The first numbers of each row, which all rows have in common.
            rows: The other numbers: one row for each candidate, and one for nobody.
        """
        (weights, biases), *others = self.layers
        # The part of the sums that all rows have in common is computed once.
        values = _product(rows, weights[len(shared) :]) + (shared @ weights[: len(shared)] + biases)
        for weights, biases in others:
            values = _product(np.maximum(values, 0), weights) + biases
        scores = values[:, 0]
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())

    def choose(self, shared: _Floats, rows: _Floats) -> int | None:
        """Return the most probable candidate; None if it is nobody or not probable enough.

        Args:
            shared: The first numbers of each row, which all rows have in common.
            rows: The other numbers: one row for each candidate, and one for nobody.
        """
        if len(rows) == 1:
            return None
        probabilities = self.probabilities(shared, rows)[:-1]
        best = int(probabilities.argmax())
        return best if probabilities[best] >= self.threshold else None


def _product(rows: _Floats, weights: _Floats) -> _Floats:
    """Return a matrix product, computed in parts so small that no threads are started."""
    size = max(1, _PRODUCTS // weights.size)
    if len(rows) <= size:
        return rows @ weights
    return np.concatenate([rows[n : n + size] @ weights for n in range(0, len(rows), size)])


def read_holder_network(file: Traversable) -> HolderNetwork:
    """Read a network that `training/holders.py` wrote.

    Args:
        file: The file, in NumPy's format `npz` without pickles.
    """
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    count = sum(name.startswith("weights") for name in arrays)
    layers = [(arrays[f"weights{n}"], arrays[f"biases{n}"]) for n in range(count)]
    return HolderNetwork(layers, float(arrays["threshold"]))
