"""What a hostile text costs: steps are counted, because a timing would depend on the machine."""

from functools import cache

import pytest
from costs import steps
from hostile import SHAPES, prose

from newsclaims import Pipeline

_SHORT = 1_500
"""The length of the shorter text; the cost of words near each other is the same from here on."""
_LINEAR = 5.0
"""The most that four times the text may cost. It would cost 16 times as much if the cost were quadratic."""
_MOST = 20.0
"""How many times the steps of prose a hostile text may take; a text of nothing but claims has thirty times as many."""
_RULES = Pipeline("rules")

_WORST = (
    "straight marks",
    "mixed unbalanced marks",
    "marks nested in marks",
    "quoted and said",
    "quoted, said by one endless sentence",
    "one quotation of many paragraphs",
    "said that",
    "said",
    "Ann Lee, who said",
    "nested claims",
    "according to",
    "questions put",
    "coordinators before cues",
    "auxiliaries before cues",
    "one endless sentence",
    "newlines",
    "dates said",
    "last Monday in",
    "commas, spaced",
    "brackets nested in brackets",
    "combining towers",
    "bidi controls",
    "turns in one line",
    "one turn of many paragraphs",
    "a list of claims",
    "a new name in each sentence",
    "entities, nested",
    "mixed small words",
)
"""The shapes that found a fault, and one of each kind."""


@pytest.mark.slow
@pytest.mark.parametrize("shape", _WORST)
def test_the_cost_is_linear(shape: str) -> None:
    """Four times the text takes about four times the steps, and a bounded number of times those of prose."""
    short, long = SHAPES[shape](_SHORT), SHAPES[shape](4 * _SHORT)
    _RULES.extract(short)  # fills the caches, which are no part of the cost
    spent = steps(lambda: _RULES.extract(long))
    assert spent <= _LINEAR * steps(lambda: _RULES.extract(short))
    assert spent <= _MOST * _of_prose()


@cache
def _of_prose() -> int:
    text = prose(4 * _SHORT)
    _RULES.extract(text)
    return steps(lambda: _RULES.extract(text))


def test_steps_are_counted_alike() -> None:
    """The same work has the same number of steps, and other code has none."""
    text = prose(_SHORT)
    _RULES.extract(text)
    assert steps(lambda: _RULES.extract(text)) == steps(lambda: _RULES.extract(text)) > _SHORT
    assert not steps(lambda: sorted(text))
