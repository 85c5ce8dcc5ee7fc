"""The usual taggers of an extractor: built-in ones for what it does not judge itself, and those that it adds."""

from collections.abc import Sequence

import pytest

from newsclaims import Attribution, Pipeline
from newsclaims.errors import PluginResultError
from newsclaims.taggers import DEFAULT_TAGGERS
from newsclaims.text import Text


class Judging:
    """An extractor that says which labels it judges."""

    name = "judging"

    def __init__(self, provides: object) -> None:
        self.provides = provides

    def extract(self, texts: Sequence[Text]) -> list[list[Attribution]]:
        """Find nothing."""
        return [[] for _ in texts]


def test_an_extractor_s_own_labels_need_no_tagger() -> None:
    """A built-in tagger is left out if the extractor judges all that it provides."""
    names = [tagger.name for tagger in Pipeline(Judging(frozenset({"stance", "confidence"}))).taggers]
    assert sorted(names) == sorted(set(DEFAULT_TAGGERS) - {"stance", "confidence"})
    assert len(Pipeline(Judging(set())).taggers) == len(DEFAULT_TAGGERS)


def test_taggers_can_be_named_all_the_same() -> None:
    """Taggers that the caller names run, whatever the extractor judges."""
    [tagger] = Pipeline(Judging({"stance"}), taggers=["stance"]).taggers
    assert tagger.name == "stance"


def test_what_an_extractor_judges_is_a_set() -> None:
    """Another value is an error that names the extractor."""
    with pytest.raises(PluginResultError, match="its attribute 'provides' must be a frozenset of labels, not str"):
        Pipeline(Judging("stance"))
