"""Attributions of several extractors, for the tests of merging."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from attrs import define, evolve
from hypothesis import strategies as st

from newsclaims._attribution import Attribution, Finds, Judgement, Offsets
from newsclaims.text import Text

LENGTH = 30
"""The length of the text that the attributions fit."""
NAMES = ("ann", "bob", "cy")

Lists = Mapping[str, Sequence[Attribution]]


@define
class Giving:
    """An extractor that gives the same finds for each text, or what a function makes of them."""

    name: str
    found: Sequence[Attribution] = ()
    model: str | None = None
    version: str | None = None
    taggers: Sequence[object] = ()
    react: Callable[[], object] = bool

    def extract(self, texts: Sequence[Text]) -> list[Sequence[Attribution]]:
        """Return the finds once for each text."""
        self.react()
        return [self.found for _ in texts]


def find(
    content: Offsets, cue: Offsets = (), source: Offsets = (), score: float | None = None, parent: int | None = None
) -> Attribution:
    """Return an attribution."""
    return Attribution(source, cue, content, score, parent)


def finds(*attributions: Attribution, warnings: tuple[str, ...] = (), usage: dict[str, object] | None = None) -> Finds:
    """Return attributions with warnings and usage."""
    return Finds(attributions, warnings, usage or {})


def _offsets(least: int) -> st.SearchStrategy[Offsets]:
    edges = st.lists(st.integers(0, LENGTH), min_size=2 * least, max_size=4, unique=True)
    return edges.map(lambda some: tuple(pairwise(sorted(some)))[::2])


@st.composite
def lists(draw: st.DrawFn, names: Sequence[str] = NAMES) -> Lists:
    """Return a strategy for what extractors find in a text; no two finds have the same score."""
    scores = st.lists(st.integers(1, 999), min_size=12, max_size=12, unique=True)
    free = iter([number / 1000 for number in draw(scores)])
    found: dict[str, Sequence[Attribution]] = {}
    for name in names:
        some = draw(st.lists(st.builds(find, _offsets(1), _offsets(0), _offsets(0)), max_size=4))
        found[name] = [
            evolve(one, score=next(free), parent=draw(st.none() | st.integers(0, i - 1)) if i else None)
            for i, one in enumerate(some)
        ]
    return found


def judged(attribution: Attribution, stance: str) -> Attribution:
    """Return an attribution with an opinion of its extractor about the stance."""
    return attribution.judged("stance", Judgement(stance, "model"))
