"""A pipeline with several extractors."""

import math
import pickle
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pipeline.given import TEXT, Labeller
from pipeline.merging.finds import Giving, find, finds

import newsclaims as nc
from newsclaims import ClaimSet, Pipeline
from newsclaims._pipeline.merging import MergedExtractor, one_extractor
from newsclaims._pipeline.runs.settings import described
from newsclaims.errors import InputTypeError, InvalidValueError, PluginResultError, UnknownPluginError
from newsclaims.extractors import RulesExtractor
from newsclaims.testing import SAMPLES, ScriptedExtractor, check_extractor

RAIN = ("Ann", "said", "it rained")
DENIAL = ("Bob", "denied", "that it rained")
ONE = ScriptedExtractor([RAIN], name="one")
TWO = ScriptedExtractor([RAIN, DENIAL], name="two")


def said(claims: ClaimSet) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sources of claims with the names of their extractors."""
    return [(claim.source_name, claim.extractors) for claim in claims]


@pytest.mark.parametrize(
    ("merge", "expected"),
    [
        ("union", [("Ann", ("one", "two")), ("Bob", ("two",))]),
        ("intersection", [("Ann", ("one", "two"))]),
        ("vote", [("Ann", ("one", "two"))]),
    ],
)
def test_the_claims_of_several_extractors_are_merged(merge: Any, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Each claim is there once and names all who found it; `merge` says which claims are kept."""
    assert said(Pipeline([ONE, TWO], taggers=[], merge=merge).extract(TEXT)) == expected


def test_names_and_objects_can_be_mixed() -> None:
    """A list can have names and objects; the names of all are the name of the extractor."""
    claims = Pipeline(("rules", TWO)).extract(TEXT)
    assert claims.extractor is not None
    assert claims.extractor.name == "rules+two"
    assert said(claims) == [("Ann", ("rules", "two")), ("Bob", ("rules", "two"))]


def test_a_list_of_one_is_that_extractor() -> None:
    """A single extractor is not wrapped, whatever the rule."""
    for merge in ("union", "intersection", "vote"):
        assert Pipeline([ONE], merge=merge).extractor is ONE
        assert Pipeline(ONE, merge=merge).extractor is ONE


@pytest.mark.parametrize(
    ("extractors", "error", "words"),
    [
        ([], InvalidValueError, "the list of extractors is empty. Name at least one."),
        (["rules", "rules"], InvalidValueError, "extractor 'rules' is in the list twice"),
        (["rules", RulesExtractor(0.5)], InvalidValueError, "extractor 'rules' is in the list twice"),
        (["rules", "nothing"], UnknownPluginError, "nothing"),
        (
            ["rules", 3],
            InputTypeError,
            "the extractor must be a name or an object with a method extract\\(\\), not int",
        ),
        (["rules", RulesExtractor], InputTypeError, "Pass RulesExtractor\\(\\)."),
        ([ONE, MergedExtractor((ONE, TWO), "union")], InvalidValueError, "'one\\+two' cannot be in a list with others"),
        ({"rules", "neural"}, InputTypeError, "the extractor must be a name or an object .*, not set"),
    ],
)
def test_wrong_lists_are_refused(extractors: Any, error: type[Exception], words: str) -> None:
    """What cannot be merged is an error that says what was wrong."""
    with pytest.raises(error, match=words):
        Pipeline(extractors)


@pytest.mark.parametrize("extractor", ["rules", ["rules"], [ONE, TWO]])
def test_an_unknown_rule_is_refused(extractor: Any) -> None:
    """`merge` is checked for a single extractor too."""
    with pytest.raises(InvalidValueError, match="merge must be 'union', 'intersection' or 'vote', not 'most'"):
        Pipeline(extractor, merge="most")  # type: ignore[arg-type]


def test_warnings_and_usage_of_all_are_kept() -> None:
    """Warnings begin with the extractor's name, and usage is by its name; one without usage has no entry."""
    here = find(((9, 18),))
    first = Giving("first", finds(here, warnings=("cut", "late"), usage={"tokens": 3}))
    second = Giving("second", finds(here, warnings=("cut",)))
    claims = Pipeline([first, second], taggers=[]).extract(TEXT)
    assert claims.warnings == ("first: cut", "first: late", "second: cut")
    assert claims.usage == {"first": {"tokens": 3}}


def fail() -> object:
    """Raise an error of Python."""
    return 1 / 0


def test_an_error_names_the_extractor_and_leaves_nothing() -> None:
    """If one extractor fails, the article fails; the error keeps its type and says which extractor it was."""
    pipeline = Pipeline([ONE, Giving("bad", react=fail)], taggers=[])
    with pytest.raises(ZeroDivisionError) as caught:
        pipeline.extract(TEXT)
    assert caught.value.__notes__ == ["raised by extractor 'bad', one of several"]
    [failure] = pipeline.stream([TEXT], on_error="collect")
    assert isinstance(failure, nc.Failure)


def test_a_broken_contract_names_the_extractor() -> None:
    """What an extractor of the list must not return is an error that names it, not the list."""
    with pytest.raises(PluginResultError, match=r"extractor 'bad' .* past the text's end"):
        Pipeline([ONE, Giving("bad", [find(((0, 999),))])], taggers=[]).extract(TEXT)


def merged(*extractors: Any, merge: str = "union") -> Any:
    """Return the extractor of a list."""
    return one_extractor(extractors, merge)


@pytest.mark.parametrize("merge", ["union", "intersection"])
def test_the_contract_of_extractors_holds(merge: str) -> None:
    """A merged extractor passes the checks that each extractor must pass."""
    check_extractor(merged("neural", "rules", ScriptedExtractor(), merge=merge), SAMPLES)


def test_versions_and_models_are_named() -> None:
    """The claim set names the versions of all, and the model or the models."""
    known, other = Giving("a", model="abc", version="1"), Giving("b", version="2")
    assert (merged(known, other).version, merged(known, other).model) == ("a 1, b 2", "abc")
    assert merged(known, Giving("b", model="def")).model == "a abc, b def"
    assert merged(known, Giving("b", version="1")).version == "1"
    assert (merged(Giving("a"), Giving("b")).version, merged(Giving("a"), Giving("b")).model) == (None, None)


def test_each_tagger_is_added_once() -> None:
    """A pipeline has the taggers of all extractors; of two with one name, that of the first in the list."""
    mine, again, third = (Labeller(frozenset({"own"}), name=name) for name in ("mine", "mine", "third"))
    both = merged(Giving("a", taggers=(mine,)), Giving("b", taggers=(again, third)))
    assert both.taggers == (mine, third)
    assert both.taggers[0] is mine
    assert [t.name for t in Pipeline(["rules", "neural"]).taggers].count("neural") == 1


def test_labels_that_all_judge_need_no_tagger() -> None:
    """Only the labels that every extractor judges are left to them."""

    class Judging(Giving):
        provides = frozenset({"stance", "confidence"})

    class Other(Giving):
        provides = frozenset({"stance"})

    assert merged(Judging("a"), Other("b")).provides == {"stance"}
    assert merged(Judging("a"), Giving("b")).provides == frozenset()


def test_a_run_depends_on_the_settings_of_all() -> None:
    """The settings have the rule, and those of each extractor under its name."""
    settings = described("extractor", merged(RulesExtractor(0.5), ONE, merge="vote"))
    assert settings["merge"] == "vote"
    assert settings["rules"]["threshold"] == 0.5
    assert settings["one"]["name"] == "one"


def test_a_pipeline_of_several_can_be_pickled() -> None:
    """A copy gives the same claims."""
    pipeline = Pipeline(["rules", ONE])
    assert pickle.loads(pickle.dumps(pipeline)).extract(TEXT) == pipeline.extract(TEXT)


@pytest.mark.slow
def test_threads_and_workers_give_the_same_claims() -> None:
    """A pipeline of several extractors gives equal claims in threads and in worker processes."""
    pipeline, texts = Pipeline(["rules", ONE]), [TEXT, "", TEXT * 2]
    alone = [pipeline.extract(text) for text in texts]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(pipeline.extract, texts)) == alone
    assert list(pipeline.stream(texts, workers=2, batch_size=1)) == alone


def test_one_reading_is_shared() -> None:
    """All extractors get the same texts, so a text is read once."""
    seen: list[Sequence[Any]] = []

    class Looking(Giving):
        def extract(self, texts: Sequence[Any]) -> list[Sequence[Any]]:
            """Keep the texts."""
            seen.append(texts)
            return super().extract(texts)

    Pipeline([Looking("a"), Looking("b")], taggers=[]).extract(TEXT)
    assert seen[0][0] is seen[1][0]


def test_a_score_is_joined() -> None:
    """Two extractors of equal weight that found a claim give the mean of their log odds; one that missed it costs."""
    one, two = Giving("a", [find(((9, 18),), score=0.5)]), Giving("b", [find(((9, 18),), score=0.8)])
    [claim] = Pipeline([one, two], taggers=[]).extract(TEXT)
    assert claim.score == pytest.approx(1 / (1 + math.sqrt(0.2 / 0.8)), abs=1e-5)


@pytest.mark.parametrize("merge", ["union", "intersection", "vote"])
def test_the_order_of_extractors_makes_no_difference(merge: Any) -> None:
    """The built-in extractors give the same claims in any order."""
    texts = [*SAMPLES, TEXT]
    forth, back = (Pipeline(names, merge=merge) for names in (["neural", "rules"], ["rules", "neural"]))
    assert [c.claims for c in forth.stream(texts)] == [c.claims for c in back.stream(texts)]
