"""The threshold of the rules: finds that are trusted enough are returned."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newsclaims._language import Language
from newsclaims._model import Article
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import read

SEED = Path(__file__).parents[3] / "seeds" / "000_ba67543f12171369.txt"


def test_threshold() -> None:
    """A threshold of 1 returns nothing, 0 returns every find, and the default returns the likely ones."""
    text = read(Article(text=SEED.read_text(encoding="utf-8")))
    [none], [usual], [every] = (list(RulesExtractor(least).extract([text])) for least in (1.0, None, 0.0))
    assert none == []
    assert 0 < len(usual) < len(every)


@given(st.floats(0, 1))
def test_threshold_binds(least: float) -> None:
    """The finds that are returned are exactly those that reach the threshold."""
    text = read(Article(text="Ida Brandt said that the quay was safe."))
    [found] = RulesExtractor(least).extract([text])
    assert bool(found) == (Language.load("en").trust.of("say", "that", "finite") >= least)
