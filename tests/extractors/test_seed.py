"""The seed article, read by each extractor and judged by the taggers, against gold written before any was tuned."""

import json
from pathlib import Path

import pytest

from newsclaims._model import Claim, ClaimSet
from newsclaims._pipeline import Pipeline

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "data" / "seed_gold.jsonl"
SEED = ROOT / "seeds" / "000_ba67543f12171369.txt"

Key = tuple[tuple[tuple[int, int], ...], ...]

CERTAIN = [
    (115, "China’s", "repeated calls for"),
    (427, "China", "has proposed"),
    (760, "The Baloch Liberation Army, an active separatist group in Balochistan", "has opposed"),
    (760, "The Baloch Liberation Army, an active separatist group in Balochistan", "alleging"),
    (1022, "The Chinese government", "has consistently urged"),
    (1167, "China", "has opted"),
    (1430, "Sources", "indicate"),
    (1599, "it", "has now decided"),
    (1736, "Sources familiar with the discussions", "reveal"),
    (1860, "China", "has proposed"),
    (1918, "Pakistan", "has requested"),
    (1984, "Pakistani officials", "argue"),
]
"""What must come out to the letter: where the source begins, source, cue."""

REASONS: dict[str, dict[tuple[str, str], str]] = {
    "neural": {
        (
            "seems",
            "China’s trust in Pakistan’s security efforts ... to be waning",
        ): "the gold file has this doubt as China's, and the article can also be read as saying it for itself",
    },
    "rules": {},
}
"""Why a claim that is not in the gold file comes out all the same: extractor, cue and content to the reason."""


def spans(claim: Claim) -> Key:
    """Return where source, cue and content stand."""
    roles = (claim.source, claim.cue, claim.content)
    return tuple(tuple((span.start, span.end) for span in role.spans) if role else () for role in roles)


@pytest.fixture(scope="module")
def gold() -> dict[Key, Claim]:
    """Return the gold claims by their spans."""
    [line] = GOLD.read_text(encoding="utf-8").splitlines()
    return {spans(claim): claim for claim in ClaimSet.model_validate(json.loads(line)).claims}


@pytest.fixture(scope="module", params=sorted(REASONS))
def extractor(request: pytest.FixtureRequest) -> str:
    """Return the name of an extractor."""
    return str(request.param)


@pytest.fixture(scope="module")
def claims(extractor: str) -> dict[Key, Claim]:
    """Return what the pipeline finds, by its spans."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return {spans(claim): claim for claim in Pipeline(extractor).extract(file.read())}


@pytest.mark.parametrize(("start", "source", "cue"), CERTAIN, ids=lambda value: str(value)[:25])
def test_certain(gold: dict[Key, Claim], claims: dict[Key, Claim], start: int, source: str, cue: str) -> None:
    """Each of these claims comes out with the spans, the stance and the source type of the gold file."""
    [key] = [
        k for k, c in gold.items() if c.source and c.cue and c.source.spans[0].start == start and c.cue.text == cue
    ]
    assert key in claims
    want, got = gold[key], claims[key]
    assert got.source is not None
    assert got.cue is not None
    assert (got.source.text, got.cue.text, got.content.text) == (source, cue, want.content.text)
    assert (got.stance, got.source.type) == (want.stance, want.source_type)


def test_nothing_else(gold: dict[Key, Claim], claims: dict[Key, Claim], extractor: str) -> None:
    """No claim comes out that is not in the gold file, but those with a reason."""
    others = {(c.cue.text if c.cue else "", c.content.text) for key, c in claims.items() if key not in gold}
    assert others == set(REASONS[extractor])


def test_gold_fits(gold: dict[Key, Claim]) -> None:
    """The gold file is of the seed article, byte for byte."""
    [line] = GOLD.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["article"]["text"].encode() == SEED.read_bytes()
    assert len(gold) >= len(CERTAIN)
