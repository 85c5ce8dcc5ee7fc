"""The guarantees of the pipeline: order, alignment, and how it is built."""

import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import GOOD, SCRIPT, TEXT, Labeller, Returns, evolve, scripted

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims._attribution import Attribution, Finds, Judgement, Mark
from newsclaims._model import FOUND, Article, Claim, ClaimSet, ExtractorInfo, Span, Tag, claim_id
from newsclaims._pipeline import Pipeline, attributions_from, claims_from, extract
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    OffsetError,
    ParentError,
    PluginResultError,
    ReadingWarning,
    SurrogateError,
    UnknownPluginError,
)
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.testing import ScriptedExtractor, sample_claimsets
from newsclaims.text import Text


def test_claims_have_the_extractors_spans() -> None:
    """A claim has the spans, their text, the extractor's name and version, and an id from `claim_id`."""
    claims = scripted().extract(TEXT)
    assert [str(claim) for claim in claims] == ["Ann | said | it rained", "Bob | denied | that it rained"]
    assert claims[0].id == claim_id(claims.article.id, claims[0].source, claims[0].cue, claims[0].content)
    assert claims[0].extractors == ("scripted",)
    assert claims.extractor == ExtractorInfo(name="scripted", version=nc.__version__)


def test_without_taggers_nothing_is_judged() -> None:
    """A label that was not judged is None, not a default."""
    claim = scripted().extract(TEXT)[0]
    assert (claim.stance, claim.confidence, claim.cue_force, claim.source_type) == (None, None, None, None)
    assert claim.content.quotation is None
    assert claim.evidence == ()


def test_verdicts_become_tags_with_evidence() -> None:
    """A judgement becomes the tag, and its marks become evidence."""
    taggers = [
        Labeller(frozenset({"stance"})),
        Labeller(frozenset({"source_type"}), value="government", name="b"),
        Labeller(frozenset({"cue_force"}), value="endorsing", name="c"),
        Labeller(frozenset({"quotation"}), value="mixed", name="d"),
        Labeller(frozenset({"confidence"}), value="possible", name="e"),
    ]
    claim = Pipeline(ScriptedExtractor(SCRIPT), taggers).extract(TEXT)[0]
    assert (claim.stance, claim.confidence, claim.cue_force) == ("affirm", "possible", "endorsing")
    assert (claim.source_type, claim.content.quotation) == ("government", "mixed")
    assert {(e.label, e.span.start, e.origin, e.note) for e in claim.evidence} == {
        (label, 4, "rule", "cue") for label in ("stance", "confidence", "cue_force", "source_type", "quotation")
    }


class Money:
    """A tagger with a custom label."""

    name = "money"
    requires: frozenset[str] = frozenset()
    provides = frozenset({"topic"})

    def __init__(self, probabilities: dict[str, float]) -> None:
        self._judgement = Judgement("money", "rule", probabilities, (Mark(9, 11, "it"),))

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Label each attribution as being about money."""
        return [a.judged("topic", self._judgement) for a in attributions]


@pytest.mark.parametrize("probabilities", [{}, {"money": 0.75, "rain": 0.25}])
def test_a_custom_label_is_a_tag_of_the_claim(probabilities: dict[str, float]) -> None:
    """A custom label has its value, probabilities and evidence, separate from the built-in labels."""
    claims = Pipeline(ScriptedExtractor(SCRIPT), ["stance", Money(probabilities)]).extract(TEXT)
    assert claims[0].labels == {"topic": Tag(value="money", probabilities=probabilities)}
    assert [(e.note, e.origin) for e in claims[0].evidence if e.label == "topic"] == [("it", "rule")]
    assert claims[0].probabilities.keys() == {"stance"}
    assert claims.where(topic="money") == claims
    assert len(claims.where(topic="rain")) == 0


@pytest.mark.parametrize("label", ["score", "Stance", "min_score", "article", "title", ""])
def test_a_tagger_with_a_reserved_label_is_refused(label: str) -> None:
    """The pipeline refuses a reserved label when it is built; `holder` and `times` are not labels and are accepted."""
    with pytest.raises(InvalidValueError, match=rf"tagger 'labeller' cannot provide '{label}': "):
        Pipeline(ScriptedExtractor(SCRIPT), [Labeller(frozenset({label}))])
    assert len(Pipeline(ScriptedExtractor(SCRIPT), ["holder", "times"]).taggers) == 2


def test_an_extractors_note_is_evidence() -> None:
    """A note is the first evidence, on the cue, or on the content if there is no cue."""
    found = [
        evolve(GOOD, cue=((4, 6), (7, 8)), note="a cue"),
        Attribution((), (), ((20, 23), (24, 30)), note="no cue"),
        Attribution((), (), ((31, 35),)),
    ]
    claims = Pipeline(Returns([found]), [Labeller(frozenset({"stance"}))]).extract(TEXT)
    seen = [[(e.label, e.span.start, e.span.end, e.origin, e.note) for e in claim.evidence] for claim in claims]
    assert [[one for one in some if one[0] == FOUND] for some in seen] == [
        [(FOUND, 4, 6, "rule", "a cue"), (FOUND, 7, 8, "rule", "a cue")],
        [(FOUND, 20, 23, "rule", "no cue"), (FOUND, 24, 30, "rule", "no cue")],
        [],
    ]
    assert seen[0][-1][0] == "stance"


def test_a_models_note_has_the_origin_model() -> None:
    """The note of an extractor with a model has the origin `model`; that of another named extractor does not."""
    trained: Any = type("Trained", (Returns,), {"model": "sha256:abc"})
    found = [evolve(GOOD, note="seen"), Attribution((), (), ((20, 23),), note="read", extractors=("rules",))]
    claims = Pipeline(trained([found]), []).extract(TEXT)
    assert [(c.evidence[0].note, c.evidence[0].origin) for c in claims] == [("seen", "model"), ("read", "rule")]


def test_claims_name_their_extractors() -> None:
    """A claim has the extractors that its attribution names, or the running one; merged claims have all of them."""
    child = Attribution((), (), ((12, 18),), parent=0, extractors=("inner", "odd", "inner"))
    claims = Pipeline(Returns([[GOOD, child, evolve(GOOD, extractors=("other", "odd"))]]), []).extract(TEXT)
    assert [claim.extractors for claim in claims] == [("odd", "other"), ("inner", "odd")]
    assert claims.extractor == ExtractorInfo(name="odd")


def test_nested_claims_name_the_extractor_that_found_them() -> None:
    """The model finds claims inside contents itself, so all claims name `neural`."""
    claims = extract("The paper reported that the bishop had told aides that the abbot would never agree to sell it.")
    assert [claim.parent is not None for claim in claims] == [False, True, True]
    assert {claim.extractors for claim in claims} == {("neural",)}


def test_a_text_is_judged_before_the_extractor_goes_on() -> None:
    """The claims of a text are judged as soon as they are found, so an extractor can work on the next meanwhile."""
    told: list[str] = []

    class Telling(Returns):
        def extract(self, texts: Sequence[Text]) -> Iterator[list[Attribution]]:
            for text in texts:
                told.append(f"find {text.string}")
                yield []
            told.append("end")

        def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
            told.append(f"judge {text.string}")
            return attributions

    list(Pipeline(Telling([]), [Telling([])]).stream(["One.", "Two.", "Three."], batch_size=2))
    assert told == [
        "find One.",
        "judge One.",
        "end",
        *("find Two.", "judge Two.", "find Three.", "judge Three.", "end"),
    ]


def test_finds_bring_warnings_and_usage() -> None:
    """The claim set has the warnings and the usage of the finds; a plain list has none."""
    found = Finds([GOOD], warnings=("cut at 9 words.",), usage={"tokens": {"read": 9}, "models": ["a"]})
    claims = Pipeline(Returns([found]), []).extract(TEXT)
    assert (claims.warnings, claims.usage.plain()) == (found.warnings, {"tokens": {"read": 9}, "models": ["a"]})
    assert claims.claims == Pipeline(Returns([[GOOD]]), []).extract(TEXT).claims
    assert scripted().extract(TEXT).usage == {}
    judged = scripted().judge(TEXT, found)
    assert (judged.warnings, judged.usage) == (claims.warnings, claims.usage)


def test_claims_stand_in_document_order_parents_first() -> None:
    """Claims are sorted by their first code point; if two begin together, the longer comes first."""
    text = "Ann said Bob denied it. It rained, Cid added."
    script = [("Cid", "added", "It rained"), ("Bob", "denied", "it"), ("Ann", "said", "Bob denied it")]
    claims = Pipeline(ScriptedExtractor(script), taggers=[]).extract(text)
    assert [claim.source_name for claim in claims] == ["Ann", "Bob", "Cid"]
    assert claims[1].parent == claims[0].id
    assert claims.chain(claims[1]) == claims[:2]


def test_a_missing_role_has_no_tags() -> None:
    """A missing role is None, and has no labels and no evidence."""
    nobody = Judgement("none", "rule", evidence=(Mark(0, 1),))
    attribution = Attribution((), (), ((0, 3),), judgements={"source_type": (nobody,)})
    [claim] = Pipeline(ScriptedExtractor([]), taggers=[]).judge("abc", [attribution])
    assert (claim.source, claim.cue, claim.source_type) == (None, None, "none")
    assert claim.evidence == ()


def test_a_source_in_the_text_never_has_the_type_none() -> None:
    """The value `none` for a source in the text counts as not judged."""
    attribution = Attribution(((0, 1),), (), ((1, 3),), judgements={"source_type": (Judgement("none", "rule"),)})
    [claim] = scripted().judge("abc", [attribution])
    assert claim.source_type is None


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u201cunbalanced \u00ab' marks", "x" * 100_000, "\ufeff\u0301\U0001f6a2"]
)
def test_any_text_is_accepted(text: str) -> None:
    """A text without claims gives an empty set."""
    assert len(scripted().extract(text)) == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"Ann said it rained.", "an article must be a str or an Article, not bytes. Decode it first"),
        (None, "an article must be a str or an Article, not NoneType."),
        (3, "an article must be a str or an Article, not int."),
    ],
)
def test_other_types_than_text_are_refused(given: Any, message: str) -> None:
    """Bytes, None and numbers are refused with advice."""
    for verb in (scripted().extract, extract, lambda x: scripted().judge(x, [])):
        with pytest.raises(InputTypeError) as caught:
            verb(given)
        assert message in str(caught.value)


def test_a_lone_surrogate_is_an_error() -> None:
    """A lone surrogate is refused with its position."""
    with pytest.raises(SurrogateError, match="U\\+D800 at position 2"):
        scripted().extract("ab\ud800")


def test_extract_fills_the_article() -> None:
    """`extract` passes title, date and address to the article, and the built-in chain judges every label."""
    claims = extract(TEXT, title="Rain", published="2024-11-08T09:30:00+00:00", url="https://example.org")
    article = claims.article
    assert (article.title, article.url) == ("Rain", "https://example.org")
    assert article.published == datetime(2024, 11, 8, 9, 30, tzinfo=UTC)
    model = NeuralExtractor().model
    assert claims.extractor == ExtractorInfo(name="neural", version=nc.__version__, model=model)
    for claim in claims:
        assert None not in (claim.stance, claim.confidence, claim.cue_force, claim.source_type, claim.content.quotation)
    assert extract(Article(text=TEXT)) == extract(TEXT)


def test_extract_refuses_options_beside_an_article() -> None:
    """An article has its own title, so a second one is an error."""
    with pytest.raises(InvalidValueError, match=r"title= can be given with a text, not with an Article\. Set it"):
        extract(Article(text=TEXT), title="Rain")
    with pytest.raises(InvalidValueError, match="not a valid ISO 8601 date"):
        extract(TEXT, published="yesterday")


def test_the_default_pipeline_is_built_once() -> None:
    """Threads that ask at the same time share one default pipeline."""
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(extract, [TEXT] * 8))
    assert all(result == results[0] for result in results)


def test_names_are_resolved_when_a_pipeline_is_built() -> None:
    """An unknown name is an error at once, with a suggestion."""
    with pytest.raises(UnknownPluginError, match="Did you mean 'rules'"):
        Pipeline("rulse")
    with pytest.raises(UnknownPluginError, match="no tagger is called 'stanse'"):
        Pipeline(ScriptedExtractor([]), taggers=["stanse"])


@pytest.mark.parametrize(
    ("extractor", "taggers", "message"),
    [
        (ScriptedExtractor, [], "not the class ScriptedExtractor. Pass ScriptedExtractor()."),
        (3, [], "the extractor must be a name or an object with a method extract(), not int."),
        (Returns([], name=""), [], "the name of extractor Returns must be a non-empty str"),
        (ScriptedExtractor([]), "stance", "taggers must be a list of names or taggers, not str. Write ['stance']."),
        (ScriptedExtractor([]), [ScriptedExtractor([])], "an object with a method tag()"),
        (
            ScriptedExtractor([]),
            [evolve(Returns([]), provides="stance")],
            "provides of tagger 'odd' must be a frozenset",
        ),
    ],
)
def test_other_objects_than_plug_ins_are_refused(extractor: Any, taggers: Any, message: str) -> None:
    """An object that is not an extractor or tagger is refused when the pipeline is built."""
    with pytest.raises(InputTypeError) as caught:
        Pipeline(extractor, taggers)
    assert message in str(caught.value)


@given(st.permutations(range(4)))
def test_taggers_run_after_those_they_require(order: list[int]) -> None:
    """In any given order, each tagger runs after those that provide what it requires."""
    chain = [
        Labeller(frozenset({"a"}), name="0"),
        Labeller(frozenset({"b"}), frozenset({"a"}), name="1"),
        Labeller(frozenset({"b", "c"}), frozenset({"a"}), name="2"),
        Labeller(frozenset({"d"}), frozenset({"b"}), name="3"),
    ]
    names = [tagger.name for tagger in Pipeline(ScriptedExtractor([]), [chain[i] for i in order]).taggers]
    assert names[0] == "0"
    assert names[-1] == "3"


def test_taggers_that_wait_for_nothing_keep_their_order() -> None:
    """Without requirements, the given order stays."""
    chain = [Labeller(frozenset({"a"}), name=name) for name in "cab"]
    assert [t.name for t in Pipeline(ScriptedExtractor([]), chain).taggers] == ["c", "a", "b"]


def test_a_chain_that_cannot_run_is_an_error() -> None:
    """A missing label, a cycle of requirements and a repeated tagger are refused."""
    a, b = (
        Labeller(frozenset({"a"}), frozenset({"b"}), name="x"),
        Labeller(frozenset({"b"}), frozenset({"a"}), name="y"),
    )
    with pytest.raises(InvalidValueError, match="'x' requires b, which no other tagger in the chain provides"):
        Pipeline(ScriptedExtractor([]), [a])
    with pytest.raises(InvalidValueError, match="'x', 'y' require each other's labels"):
        Pipeline(ScriptedExtractor([]), [a, b])
    with pytest.raises(InvalidValueError, match="'labeller' is in the chain twice"):
        Pipeline(ScriptedExtractor([]), [Labeller(frozenset()), Labeller(frozenset())])


def test_an_extractor_may_have_a_version_and_a_model() -> None:
    """The claim set has the extractor's `version` and `model`, or None if the extractor lacks them."""

    class Versioned(ScriptedExtractor):
        version = "7"
        model = "sha256:abc"

    Versioned.__module__ = "somewhere.else"
    assert Pipeline(Versioned([]), []).extract("").extractor == ExtractorInfo(
        name="scripted", version="7", model="sha256:abc"
    )
    assert Pipeline(Returns([[]]), []).extract("").extractor == ExtractorInfo(name="odd")


@pytest.mark.parametrize(("package", "version"), [("pytest", pytest.__version__), ("not-installed", None)])
def test_the_version_of_an_extractor_is_that_of_its_package(
    monkeypatch: pytest.MonkeyPatch, package: str, version: str | None
) -> None:
    """An extractor from a package has that package's version, and errors name the package."""
    monkeypatch.setattr(Returns, "__module__", "somewhere.else")
    info = plugins.PluginInfo("extractor", "odd", package, "somewhere.plug:Odd")
    monkeypatch.setattr(plugins, "infos", lambda: iter([info]))
    assert Pipeline(Returns([[]]), []).extract("").extractor == ExtractorInfo(name="odd", version=version)
    with pytest.raises(PluginResultError) as caught:
        Pipeline(Returns(None), []).extract("")
    assert caught.value.package == package


def test_repr_names_the_plug_ins() -> None:
    """The repr lists the plug-ins in order."""
    assert repr(scripted()) == "Pipeline(extractor='scripted', taggers=[])"


def test_judge_tags_given_spans() -> None:
    """Given spans are tagged, and only a given extractor is named."""
    pipeline = Pipeline(ScriptedExtractor([]), [Labeller(frozenset({"stance"}))])
    [claim] = pipeline.judge(TEXT, [GOOD])
    assert (claim.stance, claim.extractors) == ("affirm", ())
    claims = pipeline.judge(TEXT, [GOOD], extractor=ExtractorInfo(name="brat", annotator="ef2d"))
    assert claims.extractor == ExtractorInfo(name="brat", annotator="ef2d")
    assert claims[0].extractors == ("brat",)


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (None, InputTypeError, "attributions must be an iterable of attributions, not NoneType"),
        (3, InputTypeError, "attributions must be an iterable of attributions, not int"),
        (["x"], InputTypeError, "attribution 0 must be an Attribution, not str"),
        (Finds([GOOD], warnings=("a", 1)), InputTypeError, "the warnings of its finds must be a tuple of str"),  # type: ignore[arg-type]
        (Finds([GOOD], usage={"cost": {1}}), InvalidValueError, "the usage of its finds must be JSON values"),
    ],
)
def test_judge_refuses_wrong_types(given: Any, error: type[Exception], words: str) -> None:
    """`judge` checks its input like an extractor's result, with the same messages."""
    with pytest.raises(error, match=words):
        scripted().judge(TEXT, given)


def test_judge_refuses_spans_that_do_not_fit() -> None:
    """Wrong input to `judge` is the caller's error, not a plug-in's."""
    with pytest.raises(OffsetError, match="past the text's end at 3"):
        scripted().judge("abc", [GOOD])
    with pytest.raises(ParentError):
        scripted().judge(TEXT, [evolve(GOOD, parent=5)])


def named_by_place(claim: Claim, text: str) -> Claim:
    """Name the source by the place that it points to, or by its mention."""
    if claim.source is None:
        return claim
    place = claim.source.mention_of
    name = claim.source.text if place is None else text[place.start : place.end]
    return claim.model_copy(update={"source": claim.source.model_copy(update={"name": name})})


@pytest.mark.parametrize("claimset", sample_claimsets(), ids=lambda c: c.article.id)
def test_claims_survive_conversion_to_attributions(claimset: ClaimSet) -> None:
    """Claims stay the same through attributions and back, except names without a place."""
    back = attributions_from(claimset)

    def only_opinions(one: Attribution) -> dict[str, Judgement]:
        return {label: judgements[0] for label, judgements in one.judgements.items()}

    again = claims_from(claimset.article, back, only_opinions, extractors=("x",))
    assert [named_by_place(claim, claimset.article.text) for claim in claimset] == list(again)


def test_a_holder_inside_the_mention_names_it_and_points_nowhere() -> None:
    """A name inside the mention is the source's name only; a name elsewhere is also a place; both survive."""
    text = "Senator Ann Mbeki said it rained. She said it poured."
    inside = Attribution(((0, 17),), ((18, 22),), ((23, 32),), holder=(8, 17))
    outside = Attribution(((34, 37),), ((38, 42),), ((43, 52),), holder=(8, 17))
    claims = Pipeline("rules", taggers=[]).judge(text, [inside, outside])
    assert [(c.source_name, c.source and c.source.mention_of) for c in claims] == [
        ("Ann Mbeki", None),
        ("Ann Mbeki", Span(start=8, end=17)),
    ]
    assert attributions_from(claims) == (inside, outside)


def test_a_tagger_may_not_change_a_holder_or_times() -> None:
    """A tagger may only fill an empty holder or empty times."""
    known = evolve(GOOD, holder=(0, 3))
    with pytest.raises(PluginResultError, match="already had a holder or times"):
        Pipeline(ScriptedExtractor([]), [Returns([evolve(GOOD, holder=(0, 2))])]).judge(TEXT, [known])


def test_a_holder_outside_the_text_is_refused() -> None:
    """A holder is a span of the text."""
    with pytest.raises(OffsetError, match="the holder of attribution 0"):
        scripted().judge("abcdefgh", [Attribution((), (), ((0, 2),), holder=(4, 99))])


@pytest.mark.parametrize("times", [None, (1,), ["Friday"]])
def test_wrong_times(times: object) -> None:
    """A value that is not a tuple of times is refused."""
    with pytest.raises(InputTypeError, match="the times of attribution 0 must be a tuple of Time"):
        scripted().judge(TEXT, [evolve(GOOD, times=times)])


def test_the_name_of_a_file_in_place_of_a_text_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`extract("a.txt")` reads no file: a warning says so, if there is one. Other texts give none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Ann said it rained.", encoding="utf-8")
    with pytest.warns(ReadingWarning, match="'a.txt' is the name of a file, but was read as a text"):
        extract("a.txt")
    assert len(extract("b.txt")) == 0
    assert len(extract("Ann said it rained.")) == 1


@pytest.mark.issue(20)
def test_only_claims_become_attributions() -> None:
    """What is not a claim set is refused."""
    with pytest.raises(InputTypeError, match="the claims must be a ClaimSet, not int"):
        attributions_from(5)  # type: ignore[arg-type]


@pytest.mark.issue(20)
def test_the_maker_of_attributions_is_an_extractor_info() -> None:
    """A name alone is refused, with the way to write it."""
    with pytest.raises(
        InputTypeError, match=r"extractor must be an ExtractorInfo, not str\. Write ExtractorInfo\(name='mine'\)"
    ):
        Pipeline("rules").judge("It rained.", [], extractor="mine")  # type: ignore[arg-type]


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    ("tagger", "message"),
    [
        (("stance", {"shade": 1}), "the tagger 'stance' does not take these options: .*'shade'"),
        (("stance", {1: 1}), "the tagger 'stance' does not take these options: keywords must be strings"),
        (("stance", 5), r"a tagger with options must be a name and a mapping of options, not \('stance', 5\)"),
        ((10**5_000, {}), "a name and a mapping of options, not a value of type tuple"),
    ],
    ids=["unknown", "no name", "no mapping", "a number that cannot be written"],
)
def test_wrong_options_of_a_tagger_are_refused(tagger: Any, message: str) -> None:
    """The options of a tagger that is given as a name with options are checked."""
    with pytest.raises((InputTypeError, InvalidValueError), match=message):
        Pipeline("rules", taggers=[tagger])


def test_a_tagger_can_be_given_with_its_options() -> None:
    """A name with a mapping of options gives a tagger that is built with them."""
    given: Any = ("quotation", {})
    assert [tagger.name for tagger in Pipeline("rules", taggers=[given]).taggers] == ["quotation"]


def test_a_text_is_forgotten_before_its_claims_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a long article and its claims are not in memory together."""
    alive: list[int] = []
    texts: list[weakref.ref[Text]] = []

    class Remembering:
        name = "remembering"
        requires = provides = frozenset[str]()

        def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
            texts.append(weakref.ref(text))
            return attributions

    def noticing(*given: Any, **options: Any) -> tuple[Claim, ...]:
        alive.append(sum(text() is not None for text in texts))
        return claims_from(*given, **options)

    monkeypatch.setattr("newsclaims._pipeline.core.claims_from", noticing)
    pipeline = Pipeline("rules", taggers=[Remembering()])
    assert len(list(pipeline.stream(["Ann said it rained.", "Bob said it snowed."]))) == 2
    assert alive == [0, 0]
