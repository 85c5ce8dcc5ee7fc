"""Checks between plug-ins: a wrong result is an error that names the plug-in."""

import re
from typing import Any

import pytest
from installing import Installer
from pipeline.given import GOOD, SCRIPT, TEXT, Labeller, Returns, evolve, opinion

from newsclaims._attribution import Attribution, Finds, Mark, Time
from newsclaims._model import Article, Span
from newsclaims._pipeline import Failure, Pipeline, check_attributions, check_finds
from newsclaims.errors import NewsClaimsError, PluginResultError
from newsclaims.testing import ScriptedExtractor

# Untyped, to build values that type checkers would refuse.
mark: Any = Mark
time: Any = Time
finds: Any = Finds


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "what it returns must be one list per text, not NoneType"),
        ([], "it was given 1 texts and returned 0 lists"),
        ([[], []], "it was given 1 texts and returned 2 lists"),
        ([None], "what it returns for a text must be a list of attributions, not NoneType"),
        (["abc"], "what it returns for a text must be a list of attributions, not str"),
        ([["abc"]], "attribution 0 must be an Attribution, not str"),
        ([[evolve(GOOD, content=())]], "attribution 0 has no content"),
        ([[evolve(GOOD, content=((9, 99),))]], "the content of attribution 0 ends at 99, past the text's end at 46"),
        ([[evolve(GOOD, cue=((5, 5),))]], "the cue of attribution 0: a span must start before it ends"),
        (
            [[evolve(GOOD, source=((4, 8), (0, 3)))]],
            "the source of attribution 0: spans must be sorted and must not overlap",
        ),
        ([[evolve(GOOD, source=((-1, 3),))]], "spans must be sorted and must not overlap or be negative; see -1..3"),
        (
            [[evolve(GOOD, source=[(0, 3)])]],
            "the source of attribution 0 must be a tuple of (start, end) pairs, not list",
        ),
        ([[evolve(GOOD, source=((0, 3.0),))]], "a fragment of the source of attribution 0 must be a tuple of two ints"),
        ([[evolve(GOOD, source=(Span(start=0, end=3),))]], "of two ints, not Span(start=0, end=3). Write (0, 3)."),
        ([[evolve(GOOD, source=(0, 3))]], "must be a tuple of two ints, not 0. Write ((0, 2),)."),
        ([[evolve(GOOD, parent=1)]], "attribution 0 names the parent 1, which is not in the list"),
        ([[evolve(GOOD, parent=0)]], "the parents of attribution 0 lead back to it"),
        ([[evolve(GOOD, score=1.5)]], "the score of attribution 0 must be between 0 and 1"),
        ([[evolve(GOOD, score="1")]], "the score of attribution 0 must be a number, not str"),
        ([[evolve(GOOD, judgements={"stance": ("deny",)})]], "a judgement of stance must be a Judgement, not str"),
        (
            [[GOOD.judged("stance", opinion("maybe", "rule"))]],
            "'maybe' is not a value of stance; the values are advocate",
        ),
        (
            [[GOOD.judged("stance", opinion("deny", "guess"))]],
            "'guess' is not an origin; the origins are model, lexicon, rule",
        ),
        ([[GOOD.judged("stance", opinion(3, "rule"))]], "the value of stance must be a str, not int"),
        (
            [[GOOD.judged("stance", opinion("deny", "model", {"deny": float("nan")}))]],
            "the probability of stance 'deny' must be between 0 and 1",
        ),
        ([[evolve(GOOD, source=None)]], "the source of attribution 0 must be a tuple of (start, end) pairs, not None"),
        ([[evolve(GOOD, judgements=None)]], "the judgements of attribution 0 must be a mapping, not NoneType"),
        (
            [[evolve(GOOD, judgements={"stance": None})]],
            "of stance of attribution 0 must be a tuple of Judgement, not N",
        ),
        ([[evolve(GOOD, judgements={3: ()})]], "a label of attribution 0 must be a non-empty str, not 3"),
        ([[GOOD.judged("own", opinion("any", "rule", None))]], "the probabilities of own must be a mapping, not NoneT"),
        ([[GOOD.judged("own", opinion("any", "rule", {3: 0.5}))]], "a value of own must be a str, not int"),
        ([[GOOD.judged("own", opinion("any", "rule", {"": 0.5}))]], "the probabilities of own name an empty value"),
        ([[GOOD.judged("own", opinion("any", "rule", {"any": None}))]], "of own 'any' must be a number, not NoneType"),
        (
            [[GOOD.judged("own", opinion("any", "rule", evidence=None))]],
            "evidence of own must be a tuple of Mark, not N",
        ),
        (
            [[GOOD.judged("own", opinion("any", "rule", evidence=("x",)))]],
            "evidence of own must be a tuple of Mark, ea",
        ),
        ([[GOOD.judged("own", opinion("any", "rule", evidence=(mark(0, 3, None),)))]], "each with a str for a note"),
        ([[evolve(GOOD, times=(time(0, 3, None),))]], "the times of attribution 0 must be a tuple of Time"),
        ([[evolve(GOOD, times=(time(0, 3, "date", first="May"),))]], "the times of attribution 0 must be a tuple of"),
        ([[evolve(GOOD, times=("May",))]], "the times of attribution 0 must be a tuple of Time"),
        ([[evolve(GOOD, holder=(0, 99))]], "the holder of attribution 0 ends at 99"),
        (
            [[GOOD.judged("stance", opinion("deny", "model", {"maybe": 1.0}))]],
            "'maybe' is not a value of stance; the values are",
        ),
        ([[GOOD.judged("own", opinion("\ud800", "rule"))]], "the value of own has a lone surrogate U+D800"),
        ([[GOOD.judged("own", opinion("a", "rule", {"\ud800": 0.5}))]], "a value of own has a lone surrogate"),
        ([[GOOD.judged("\ud800", opinion("a", "rule"))]], "a label of attribution 0 has a lone surrogate"),
        ([[GOOD.judged("score", opinion("a", "rule"))]], "'score' cannot be a label of your own: it is the name of a"),
        ([[GOOD.judged("holder", opinion("a", "rule"))]], "'holder' cannot be a label of your own"),
        ([[GOOD.judged("own", opinion(3, "rule"))]], "the value of own must be a str, not int"),
        ([[GOOD.judged("own", opinion("", "rule"))]], "the value of own must not be empty"),
        ([[evolve(GOOD, note=None)]], "the note of attribution 0 must be a str, not NoneType"),
        ([[evolve(GOOD, note="\ud800")]], "the note of attribution 0 has a lone surrogate"),
        ([[evolve(GOOD, extractors="rules")]], "the extractors of attribution 0 must be a tuple of non-empty str"),
        ([[evolve(GOOD, extractors=("",))]], "the extractors of attribution 0 must be a tuple of non-empty str"),
        ([[evolve(GOOD, extractors=("\ud800",))]], "an extractor of attribution 0 has a lone surrogate"),
        ([finds([GOOD], "cut")], "the warnings of its finds must be a tuple of str, not 'cut'"),
        ([finds([GOOD], (3,))], "the warnings of its finds must be a tuple of str, not (3,)"),
        ([finds([GOOD], ("\ud800",))], "a warning of its finds has a lone surrogate"),
        ([finds([GOOD], (), {"at": {1, 2}})], "the usage of its finds must be JSON values: meta['at']: {1, 2} is no"),
        ([finds([GOOD], (), None)], "the usage of its finds must be a mapping, not NoneType"),
        ([finds(["abc"])], "attribution 0 must be an Attribution, not str"),
        (
            [[GOOD.judged("own", opinion("a", "rule", evidence=(Mark(0, 3, "\ud800"),)))]],
            "a note on the evidence of own has a lone surrogate",
        ),
        ([[evolve(GOOD, times=(Time(0, 3, "\ud800"),))]], "kind and grain of a time of attribution 0 has a lone s"),
        ([b""], "what it returns for a text must be a list of attributions, not bytes"),
        ({}, "it was given 1 texts and returned 0 lists"),
        ([{}], "what it returns for a text must be a list of attributions, not dict"),
        (iter(list, None), "it was given 1 texts and returned 2 lists or more"),
        (
            [[GOOD.judged("own", opinion("any", "rule", evidence=(Mark(40, 47),)))]],
            "the evidence of own ends at 47, past the text's end",
        ),
    ],
)
def test_an_extractor_that_breaks_its_contract_is_named(answer: object, message: str) -> None:
    """A wrong result of an extractor is an error that names it, its package and the article."""
    with pytest.raises(PluginResultError) as caught:
        Pipeline(Returns(answer), []).extract(Article(text=TEXT, id="rain"))
    assert f"extractor 'odd' ({Returns.__module__}:Returns) broke its contract" in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "what a tagger returns must be a sequence of attributions, not NoneType"),
        (lambda given: given[:1], "it was given 2 attributions and returned 1"),
        (lambda given: given[::-1], "attribution 0 was returned with other spans or another parent, or out of order"),
        (lambda given: [evolve(a, content=((0, 1),)) for a in given], "attribution 0 was returned with other spans"),
        (lambda given: [*given, *given], "it was given 2 attributions and returned 4"),
        (iter, "must be a sequence of attributions, not"),
        (lambda given: [evolve(a, note="mine") for a in given], "was returned with another note or other extractors"),
        (
            lambda given: [evolve(a, extractors=("x",)) for a in given],
            "was returned with another note or other extract",
        ),
        (lambda given: [a.judged("times", opinion("May", "rule")) for a in given], "'times' cannot be a label of your"),
        (lambda given: [evolve(a, score="1") for a in given], "the score of attribution 0 must be a number, not str"),
        (lambda given: [evolve(a, judgements=None) for a in given], "judgements of attribution 0 must be a mapping"),
        (lambda given: [a.judged("", opinion("affirm", "rule")) for a in given], "a label of attribution 0 must be"),
        (lambda given: [*given[:1], "x"], "attribution 1 must be an Attribution, not str"),
        (lambda given: [evolve(a, judgements={}) for a in given], "a judgement of own was removed"),
        (lambda given: [a.judged("confidence", opinion("affirm", "rule")) for a in given], "not a value of confidence"),
    ],
)
def test_a_tagger_that_breaks_its_contract_is_named(answer: object, message: str) -> None:
    """A tagger that drops, moves or changes attributions, or removes judgements, is named with the article."""
    chain: list[Any] = [Labeller(frozenset({"own"})), Returns(answer)]
    with pytest.raises(PluginResultError) as caught:
        Pipeline(ScriptedExtractor(SCRIPT), chain).extract(Article(text=TEXT, id="rain"))
    assert "tagger 'odd'" in str(caught.value)
    assert "for article 'rain'" in str(caught.value)
    assert message in str(caught.value)


def _emptied(given: Any) -> Any:
    """Remove attributions in place."""
    given.clear()
    return given


def _overwritten(given: Any) -> Any:
    """Remove a judgement in place."""
    for attribution in given:
        attribution.judgements["own"] = ()
    return given


def test_changes_in_place_are_detected() -> None:
    """A tagger that changes its input in place cannot lose claims or judgements unnoticed."""
    chain: list[Any] = [Labeller(frozenset({"own"})), Returns(_overwritten)]
    with pytest.raises(PluginResultError, match="a judgement of own was removed"):
        Pipeline(ScriptedExtractor(SCRIPT), chain).extract(TEXT)
    chain = [Returns(_emptied)]
    with pytest.raises(AttributeError, match="'tuple' object has no attribute 'clear'"):
        Pipeline(ScriptedExtractor(SCRIPT), chain).extract(TEXT)


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("neural", "its attribute 'taggers' must be a tuple of names or taggers, not str"),
        (None, "its attribute 'taggers' must be a tuple of names or taggers, not NoneType"),
        (("nosuch",), "no tagger is called 'nosuch'"),
        ((3,), "the tagger must be a name or an object with a method tag(), not int"),
        ((Labeller(frozenset({"score"})),), "tagger 'labeller' cannot provide 'score': 'score' cannot be a label of y"),
    ],
)
def test_the_taggers_of_an_extractor_are_checked(added: object, words: str) -> None:
    """Wrong `taggers` of an extractor are an error that names it; with `taggers=` they are ignored."""
    extractor: Any = type("Bringing", (Returns,), {"taggers": added})([])
    with pytest.raises(PluginResultError, match=f"extractor 'odd' .*{re.escape(words)}"):
        Pipeline(extractor)
    assert Pipeline(extractor, taggers=[]).taggers == ()


def test_a_long_chain_of_parents_is_checked_in_linear_time() -> None:
    """A chain of twenty thousand parents is checked quickly; a pairwise check would take minutes."""
    text = "x" * 20_001
    chain = [Attribution((), (), ((0, i + 1),), parent=i + 1 if i < 19_999 else None) for i in range(20_000)]
    check_attributions(chain, len(text))


DYING = """
class Mine:
    name, requires, provides = 'mine', frozenset(), frozenset()
    def extract(self, texts):
        for text in texts:
            if 'BOOM' in text.string:
                {}
            yield []
    def tag(self, text, attributions):
        if 'BOOM' in text.string:
            {}
        return attributions
"""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise KeyError('x')", "it raised KeyError: 'x'"),
        ("raise SystemExit(3)", "it raised SystemExit: 3"),
        ("next(iter(()))", "it raised "),
    ],
)
@pytest.mark.parametrize("kind", ["extractor", "tagger"])
def test_a_packages_plug_in_that_raises_is_named(install: Installer, kind: str, code: str, words: str) -> None:
    """An error in a plug-in names its package, and the other articles continue."""
    install("acme", DYING.format(code, code), kind, mine="Mine")
    pipeline = Pipeline("mine", []) if kind == "extractor" else Pipeline(ScriptedExtractor(), ["mine"])
    good, bad, last = pipeline.stream(["A.", "BOOM", "B."], on_error="collect")
    assert not isinstance(good, Failure)
    assert not isinstance(last, Failure)
    assert isinstance(bad, Failure)
    assert isinstance(bad.error, PluginResultError)
    assert str(bad.error).startswith(f"{kind} 'mine' (acme) broke its contract: {words}")
    assert bad.error.__cause__ is not None


def test_an_error_of_newsclaims_in_a_plug_in_passes(install: Installer) -> None:
    """An error of newsclaims that a plug-in raises is passed on unchanged."""
    code = "import newsclaims.errors as e; raise e.InvalidValueError('no such model')"
    install("acme", DYING.format(code, code), mine="Mine")
    with pytest.raises(NewsClaimsError, match=r"^no such model"):
        Pipeline("mine", []).extract("BOOM")


@pytest.mark.issue(20)
@pytest.mark.parametrize("field", ["content", "holder", "times", "extractors", "parent", "score"])
def test_a_number_that_cannot_be_written_is_refused(field: str) -> None:
    """An int of more than 4,300 digits is refused by our own error, though Python cannot write it."""
    fields: dict[str, Any] = {"source": (), "cue": (), "content": ((0, 1),), field: 10**5_000}
    for value in (10**5_000, (10**5_000,), ((0, 10**5_000),)):
        with pytest.raises(NewsClaimsError):
            check_finds([Attribution(**{**fields, field: value})], 1)
