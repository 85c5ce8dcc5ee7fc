"""What fuzzing found once, and the first inputs of each target, which are always the same."""

from pathlib import Path

import pytest

from fuzz.catalogue import TARGETS
from fuzz.guard import guarded
from fuzz.inputs import Inputs
from fuzz.laws import INVALID

FINDINGS = Path(__file__).resolve().parents[2] / "fuzz" / "findings"
FOUND = sorted(path for path in FINDINGS.glob("*/*") if path.is_file())

USUAL = 200
FEWER = {
    "articles": 40,
    "judge": 60,
    "load-brat": 100,
    "load-cas": 50,
    "load-cas-json": 50,
    "load-spacy": 100,
    "neural": 20,
    "read-feed": 80,
    "read-html": 60,
    "read-warc": 20,
    "round-trips": 30,
    "rules": 80,
}
"""How many inputs the slow targets get."""

UNTIMED = [name for name in TARGETS if not name.startswith("repeated-")]
"""The targets whose laws are not about time, which tests do not measure."""

pytest.importorskip("cassis", reason="needs newsclaims[test-formats]")


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{path.parent.name}-{path.name}") for path in FOUND])
def test_what_was_found_once_breaks_no_law(path: Path) -> None:
    """An input that broke a law is tried again with every change."""
    with guarded():
        assert TARGETS[path.parent.name].try_one(path.read_bytes()) != INVALID


@pytest.mark.parametrize("name", UNTIMED)
def test_the_first_inputs_break_no_law(name: str) -> None:
    """No input that chance makes from the seeds raises an error other than ours, or breaks a law."""
    target = TARGETS[name]
    inputs = Inputs(target, seed=20)
    with guarded():
        for _ in range(FEWER.get(name, USUAL)):
            data = inputs.next()
            inputs.learn(data, target.try_one(data))
