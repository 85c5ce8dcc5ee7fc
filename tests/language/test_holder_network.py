"""The network that chooses who a source is."""

import numpy as np
import pytest

from newsclaims._language import Language
from newsclaims._language.holder_network import HolderNetwork

NOTHING = np.zeros(0, dtype=np.float32)
"""Numbers that all rows have in common: none."""
IDENTITY = HolderNetwork([(np.array([[1.0]], dtype=np.float32), np.array([0.0], dtype=np.float32))], 0.6)


def test_probabilities() -> None:
    """The probabilities of all rows, that of nobody included, sum to 1, and a higher score is more probable."""
    found = IDENTITY.probabilities(NOTHING, np.array([[2.0], [0.0], [1.0]], dtype=np.float32))
    assert found.sum() == pytest.approx(1)
    assert list(np.argsort(found)) == [1, 2, 0]


@pytest.mark.parametrize(
    ("scores", "row"), [([3.0, 0.0, 0.0], 0), ([0.0, 3.0, 0.0], 1), ([1.0, 1.0, 0.0], None), ([0.0, 0.0, 9.0], None)]
)
def test_choose(scores: list[float], row: int | None) -> None:
    """The best candidate is chosen if it is probable enough; the last row is nobody."""
    assert IDENTITY.choose(NOTHING, np.array(scores, dtype=np.float32)[:, None]) == row


def test_shared_numbers() -> None:
    """The numbers that all rows have in common can be given once, and the probabilities are the same."""
    network = Language.load("en").holder_network
    rows = np.random.default_rng(1).random((40, len(network.layers[0][0])), dtype=np.float32)
    rows[:, :50] = rows[0, :50]
    found = network.probabilities(rows[0, :50], rows[:, 50:])
    assert found == pytest.approx(network.probabilities(NOTHING, rows), rel=1e-4)


def test_no_candidate() -> None:
    """Without a candidate, nobody is chosen."""
    assert IDENTITY.choose(NOTHING, np.array([[1.0]], dtype=np.float32)) is None


def test_shipped() -> None:
    """The network in the package promises that its answers are mostly right, and is read once."""
    network = Language.load("en").holder_network
    assert 0.3 < network.threshold < 0.7
    assert network is Language.load("en").holder_network
