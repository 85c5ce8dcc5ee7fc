"""The threshold of the rules: what is trusted enough comes out."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language import Language
from newsclaims._model import Article
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import read

SEED = Path(__file__).parents[3] / "seeds" / "000_ba67543f12171369.txt"


def test_threshold() -> None:
    """A threshold of 1 lets nothing through, one of 0 whatever was found, the usual one what is likely."""
    text = read(Article(text=SEED.read_text(encoding="utf-8")))
    [none], [usual], [every] = (list(RulesExtractor(least).extract([text])) for least in (1.0, None, 0.0))
    assert none == []
    assert 0 < len(usual) < len(every)


@given(st.floats(0, 1))
def test_threshold_binds(least: float) -> None:
    """Nothing that is trusted less than a given threshold comes out, and nothing else is left out."""
    text = read(Article(text="Ida Brandt said that the quay was safe."))
    [found] = RulesExtractor(least).extract([text])
    assert bool(found) == (Language.load("en").trust.of("say", "that", "finite") >= least)
