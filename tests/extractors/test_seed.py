"""The seed article, read by each extractor and judged by the taggers, against gold written before any tuning."""

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
"""Claims that must be found to the letter: the start of the source, source, cue."""

REASONS: dict[str, dict[tuple[str, str], str]] = {
    "neural": {
        (
            "Frustrated by",
            "these ongoing attacks",
        ): "the attacks frustrate China, which the sentence names as what wanes",
        ("trust in", "Pakistan’s security efforts"): "the gold file adds to the cue that the trust seems to be waning",
    },
    "rules": {("protest", "this perceived exploitation"): "the gold file adds “To” to the cue"},
}
"""Claims that are found but not in the gold file: for each extractor, cue and content with the reason."""


def spans(claim: Claim) -> Key:
    """Return the spans of source, cue and content."""
    roles = (claim.source, claim.cue, claim.content)
    return tuple(tuple((span.start, span.end) for span in role.spans) if role else () for role in roles)


@pytest.fixture(scope="module")
def gold() -> dict[Key, Claim]:
    """Return the gold claims by their spans."""
    [line] = GOLD.read_text(encoding="utf-8").splitlines()
    return {spans(claim): claim for claim in ClaimSet.model_validate(json.loads(line)).claims}


@pytest.fixture(scope="module", params=sorted(REASONS))
def extractor(request: pytest.FixtureRequest) -> str:
    """Return the name of each extractor."""
    return str(request.param)


@pytest.fixture(scope="module")
def claims(extractor: str) -> dict[Key, Claim]:
    """Return the claims that the pipeline finds, by their spans."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return {spans(claim): claim for claim in Pipeline(extractor).extract(file.read())}


@pytest.mark.parametrize(("start", "source", "cue"), CERTAIN, ids=lambda value: str(value)[:25])
def test_certain(gold: dict[Key, Claim], claims: dict[Key, Claim], start: int, source: str, cue: str) -> None:
    """Each of these claims is found with the spans, the stance and the source type of the gold file."""
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
    """No claim is found that is not in the gold file, except those with a reason."""
    others = {(c.cue.text if c.cue else "", c.content.text) for key, c in claims.items() if key not in gold}
    assert others == set(REASONS[extractor])


def test_gold_fits(gold: dict[Key, Claim]) -> None:
    """The gold file belongs to the seed article, byte for byte."""
    [line] = GOLD.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["article"]["text"].encode() == SEED.read_bytes()
    assert len(gold) >= len(CERTAIN)
