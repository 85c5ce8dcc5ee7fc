"""The signs and colours of stances: one table, which the pages agree with."""

import re
from importlib.resources import files

from newsclaims._model import Stance, stance_signs

PAGE = files("newsclaims") / "data" / "page"


def test_every_stance_has_a_sign_of_its_own() -> None:
    """The table has all stances in order, each with one character, and then "not judged" without one."""
    signs = stance_signs()
    assert list(signs) == [*Stance, None]
    assert len({sign.sign for sign in signs.values()}) == len(signs)
    assert [len(sign.sign) for sign in signs.values()] == [1] * len(Stance) + [0]


def test_charts_have_the_colours_of_the_light_pages() -> None:
    """A stance has the same colour in a chart and on a page."""
    light = (PAGE / "base.css").read_text(encoding="utf-8").partition("@media")[0]
    colours = dict(re.findall(r"--(\w+): (#\w+);", light))
    assert {stance.value: sign.colour for stance, sign in stance_signs().items() if stance} == {
        stance.value: colours[stance.value] for stance in Stance
    }


def test_pages_have_the_same_signs() -> None:
    """The templates that write signs of their own use the same ones."""
    [found] = re.findall(r"set SIGNS = (\{.*?\})", (PAGE / "macros.html").read_text(encoding="utf-8"))
    signs = dict(re.findall(r'"(\w+)": "(.)"', found))
    assert signs == {stance.value: sign.sign for stance, sign in stance_signs().items() if stance}
