"""Reads `newsclaims/data/stances.tsv`: the sign and the colour that stand for a stance in summaries and charts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

from ..labels import Stance

__all__ = ["StanceSign", "stance_signs"]


@frozen(slots=True)
class StanceSign:
    """What stands for a stance; always beside its name, because a colour alone does not reach everybody.

    Args:
        sign: A single character; `""` for "not judged".
        colour: A CSS colour for a light ground.
    """

    sign: str
    colour: str


@cache
def stance_signs() -> Mapping[Stance | None, StanceSign]:
    """Return the signs of all stances, in the order of the guidelines; None is for "not judged"."""
    lines = (files("newsclaims") / "data" / "stances.tsv").read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {Stance(stance) if stance else None: StanceSign(sign, colour) for stance, sign, colour in rows}
