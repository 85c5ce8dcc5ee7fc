"""The usual taggers of an extractor: built-in ones for what it does not judge itself, and those that it adds."""

from collections.abc import Sequence

import pytest

from newsclaims import Attribution, Pipeline
from newsclaims._pipeline.chain import usual_batch_size
from newsclaims.errors import PluginResultError
from newsclaims.extractors import Extractor
from newsclaims.taggers import DEFAULT_TAGGERS
from newsclaims.text import Text


class Judging:
    """An extractor that says which labels it judges, and how many articles it works best with."""

    def __init__(self, provides: object, name: str = "judging", batch_size: object = None) -> None:
        self.provides = provides
        self.name = name
        self.batch_size = batch_size

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


def test_how_many_articles_an_extractor_works_best_with() -> None:
    """An extractor can say it; of several, the largest number counts, and one that is not a number is refused."""
    usual, large, wrong = Judging(set(), "usual"), Judging(set(), "large", 64), Judging(set(), "wrong", "many")
    extractors: list[list[str | Extractor]] = [[usual], [large], [usual, large], ["rules", usual]]
    assert [usual_batch_size(Pipeline(some).extractor, 4) for some in extractors] == [4, 64, 64, 4]
    with pytest.raises(PluginResultError, match="its attribute 'batch_size' must be an int, not str"):
        usual_batch_size(wrong, 4)
