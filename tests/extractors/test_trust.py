"""Trust: the share of right finds of a pattern, backed off to its parts."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.extractors.rules import RulesExtractor, trust
from newsclaims.model import Article
from newsclaims.text import read

SEED = Path(__file__).parents[2] / "seeds" / "000_ba67543f12171369.txt"

TABLE = """# A comment.
!weight\t4
!threshold\t0.3
!attitude\t0.1
lemma\tframe\tform\tright\tall
*\t*\tfinite\t50\t100
*\tthat\tfinite\t40\t50
say\t*\tfinite\t45\t50
say\tthat\tfinite\t38\t40
dance\tthat\tfinite\t0\t40
"""


def test_counts_speak() -> None:
    """A pattern that was right whenever it was met is trusted more than one that never was."""
    table = trust.parse(TABLE)
    assert table.of("say", "that", "finite") > 0.9
    assert table.of("dance", "that", "finite") < 0.2


def test_parts_speak_for_the_unknown() -> None:
    """A cue that nobody counted is trusted as its frame and form are."""
    table = trust.parse(TABLE)
    assert table.of("dance", "that", "finite") < table.of("hum", "that", "finite") < table.of("say", "that", "finite")


@given(st.text(), st.text(), st.text())
def test_always_a_probability(lemma: str, frame: str, form: str) -> None:
    """Whatever the pattern, the trust in it lies between none and full."""
    assert 0 < trust.parse(TABLE).of(lemma, frame, form) < 1
    assert 0 < trust.load().of(lemma, frame, form) < 1


def test_shipped_counts() -> None:
    """In the table that the package carries, no pattern was right more often than it was met."""
    table = trust.load()
    assert table.counts
    assert all(0 <= right <= total for right, total in table.counts.values())
    assert 0 < table.threshold < 1


def test_read_once() -> None:
    """The table is read once."""
    assert trust.load() is trust.load()


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
    assert bool(found) == (trust.load().of("say", "that", "finite") >= least)


def test_score_is_trust_without_a_calibration() -> None:
    """A table without slope and intercept leaves trust as it is."""
    assert trust.parse(TABLE).score(0.7, "that", "finite") == pytest.approx(0.7)


def test_score_by_hand() -> None:
    """The log odds of trust, scaled and moved, with what frame and form add where the table has them."""
    table = trust.parse("!slope\t0.5\n!intercept\t0.25\n!frame\tthat\t1\n!form\tfinite\t-0.5\n" + TABLE)
    assert table.counts == trust.parse(TABLE).counts
    odds = {
        ("that", "finite"): 0.25 + 1 - 0.5,
        ("that", "passive"): 0.25 + 1,
        ("np", "finite"): 0.25 - 0.5,
        ("np", "passive"): 0.25,
    }
    for (frame, form), expected in odds.items():
        assert table.score(0.5, frame, form) == pytest.approx(1 / (1 + math.exp(-expected)))


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999), st.text(), st.text())
def test_score_rises_with_trust(one: float, other: float, frame: str, form: str) -> None:
    """In one frame and form, what is trusted more has no lower score, and any score is a probability."""
    table = trust.load()
    low, high = (table.score(value, frame, form) for value in sorted((one, other)))
    assert 0 < low <= high < 1
