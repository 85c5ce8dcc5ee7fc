"""What the pipeline promises: order, alignment, honest seams, and the same claims however it is run."""

import functools
import itertools
import multiprocessing
import operator
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import plugins
from newsclaims.attribution import Attribution, Judgement, Mark
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    OffsetError,
    ParentError,
    PluginResultError,
    SurrogateError,
    UnknownPluginError,
    WorkerError,
)
from newsclaims.model import Article, ClaimSet, ExtractorInfo, Span, claim_id
from newsclaims.pipeline import Failure, Pipeline, attributions_from, check_attributions, claims_from, extract
from newsclaims.testing import SAMPLES, ScriptedExtractor, sample_claimsets
from newsclaims.text import Text

TEXT = "Ann said it rained. Bob denied that it rained."
SCRIPT = [("Ann", "said", "it rained"), ("Bob", "denied", "that it rained")]
FAIL = functools.partial(operator.truediv, 1, 0)
# Untyped, to build what type checkers would refuse.
evolve: Any = attrs.evolve
opinion: Any = Judgement


@define
class Labeller:
    """A tagger that says one thing of one label."""

    provides: frozenset[str]
    requires: frozenset[str] = frozenset()
    value: str = "affirm"
    name: str = "labeller"

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """Add the value under each label."""
        for label in sorted(self.provides):
            marks = (Mark(*attributions[0].cue[0], "cue"),) if attributions else ()
            attributions = [a.judged(label, Judgement(self.value, "rule", evidence=marks)) for a in attributions]
        return attributions


@define
class Returns:
    """A plug-in that returns what it was built with, whatever it is asked."""

    answer: object
    name: str = "odd"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()

    def extract(self, _texts: Sequence[Text]) -> Any:
        """Return the answer."""
        return self.answer

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> Any:
        """Return the answer, made from the attributions if it is a function."""
        return self.answer(attributions) if callable(self.answer) else self.answer


def scripted(**options: Any) -> Pipeline:
    return Pipeline(ScriptedExtractor(SCRIPT, **options), taggers=[])


def shape(results: Iterable[ClaimSet | Failure]) -> list[Any]:
    """Results, with failures as what can be compared."""
    return [(r.index, r.article_id, type(r.error)) if isinstance(r, Failure) else r for r in results]


# One article.


def test_claims_carry_what_the_extractor_found() -> None:
    """Spans, their text, the extractor's name and version, and ids by `claim_id` reach the claim."""
    claims = scripted().extract(TEXT)
    assert [str(claim) for claim in claims] == ["Ann | said | it rained", "Bob | denied | that it rained"]
    assert claims[0].id == claim_id(claims.article.id, claims[0].source, claims[0].cue, claims[0].content)
    assert claims[0].extractors == ("scripted",)
    assert claims.extractor == ExtractorInfo(name="scripted", version=nc.__version__)


def test_without_taggers_nothing_is_judged() -> None:
    """A label that nobody judged is None, not a default."""
    claim = scripted().extract(TEXT)[0]
    assert (claim.stance, claim.confidence, claim.cue_force, claim.source_type) == (None, None, None, None)
    assert claim.content.quotation is None
    assert claim.evidence == ()


def test_verdicts_become_tags_with_evidence() -> None:
    """A judgement becomes the tag, its marks evidence and its probabilities known."""
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


def test_claims_stand_in_document_order_parents_first() -> None:
    """Claims come by their first code point, and of two that begin together the longer first."""
    text = "Ann said Bob denied it. It rained, Cid added."
    script = [("Cid", "added", "It rained"), ("Bob", "denied", "it"), ("Ann", "said", "Bob denied it")]
    claims = Pipeline(ScriptedExtractor(script), taggers=[]).extract(text)
    assert [claim.source_name for claim in claims] == ["Ann", "Bob", "Cid"]
    assert claims[1].parent == claims[0].id
    assert claims.chain(claims[1]) == claims[:2]


def test_a_claim_without_source_and_cue_has_neither_and_no_tags_of_theirs() -> None:
    """A role that is not there is None, and so is what would be said of it."""
    nobody = Judgement("none", "rule", evidence=(Mark(0, 1),))
    attribution = Attribution((), (), ((0, 3),), judgements={"source_type": (nobody,)})
    [claim] = Pipeline(ScriptedExtractor([]), taggers=[]).judge("abc", [attribution])
    assert (claim.source, claim.cue, claim.source_type) == (None, None, "none")
    assert claim.evidence == ()


def test_a_source_that_is_there_is_never_none() -> None:
    """The value `none` for a source in the text counts as not judged."""
    attribution = Attribution(((0, 1),), (), ((1, 3),), judgements={"source_type": (Judgement("none", "rule"),)})
    [claim] = scripted().judge("abc", [attribution])
    assert claim.source_type is None


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u201cunbalanced \u00ab' marks", "x" * 100_000, "\ufeff\u0301\U0001f6a2"]
)
def test_any_text_is_a_text(text: str) -> None:
    """A text without anything to find gives a set without claims."""
    assert len(scripted().extract(text)) == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"Ann said it rained.", "an article must be a str or an Article, not bytes. Decode it first"),
        (None, "an article must be a str or an Article, not NoneType."),
        (3, "an article must be a str or an Article, not int."),
    ],
)
def test_what_is_no_text_is_an_error(given: Any, message: str) -> None:
    """Bytes, None and numbers are refused, with what to do."""
    for verb in (scripted().extract, extract, lambda x: scripted().judge(x, [])):
        with pytest.raises(InputTypeError) as caught:
            verb(given)
        assert message in str(caught.value)


def test_a_lone_surrogate_is_an_error() -> None:
    """A lone surrogate is refused with its position."""
    with pytest.raises(SurrogateError, match="U\\+D800 at position 2"):
        scripted().extract("ab\ud800")


def test_extract_fills_the_article() -> None:
    """`extract` hands title, date and address to the article, and the built-in chain judges every label."""
    claims = extract(TEXT, title="Rain", published="2024-11-08T09:30:00+00:00", url="https://example.org")
    article = claims.article
    assert (article.title, article.url) == ("Rain", "https://example.org")
    assert article.published == datetime(2024, 11, 8, 9, 30, tzinfo=UTC)
    assert claims.extractor == ExtractorInfo(name="rules", version=nc.__version__)
    for claim in claims:
        assert None not in (claim.stance, claim.confidence, claim.cue_force, claim.source_type, claim.content.quotation)
    assert extract(Article(text=TEXT)) == extract(TEXT)


def test_extract_refuses_options_beside_an_article() -> None:
    """An article brings its own title: giving both is an error, not a guess."""
    with pytest.raises(InvalidValueError, match="title= goes with a text, not with an Article: set it when"):
        extract(Article(text=TEXT), title="Rain")
    with pytest.raises(InvalidValueError, match="no ISO 8601 date"):
        extract(TEXT, published="yesterday")


def test_the_default_pipeline_is_built_once() -> None:
    """Threads that ask at once share one default pipeline."""
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(extract, [TEXT] * 8))
    assert all(result == results[0] for result in results)


# Building.


def test_names_are_resolved_when_a_pipeline_is_built() -> None:
    """An unknown name is an error at once, with the near miss."""
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
def test_what_is_no_plug_in_is_an_error(extractor: Any, taggers: Any, message: str) -> None:
    """Objects that are no extractor or tagger are refused when the pipeline is built."""
    with pytest.raises(InputTypeError) as caught:
        Pipeline(extractor, taggers)
    assert message in str(caught.value)


@given(st.permutations(range(4)))
def test_taggers_run_when_what_they_require_is_there(order: list[int]) -> None:
    """However the chain is given, each tagger comes after those that provide what it requires."""
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
    """Where requirements say nothing, the given order stands."""
    chain = [Labeller(frozenset({"a"}), name=name) for name in "cab"]
    assert [t.name for t in Pipeline(ScriptedExtractor([]), chain).taggers] == ["c", "a", "b"]


def test_a_chain_that_cannot_run_is_an_error() -> None:
    """A label that nobody provides, a ring, and a tagger named twice are refused."""
    a, b = (
        Labeller(frozenset({"a"}), frozenset({"b"}), name="x"),
        Labeller(frozenset({"b"}), frozenset({"a"}), name="y"),
    )
    with pytest.raises(InvalidValueError, match="'x' requires b, which no other tagger of the chain provides"):
        Pipeline(ScriptedExtractor([]), [a])
    with pytest.raises(InvalidValueError, match="'x', 'y' wait for one another's labels"):
        Pipeline(ScriptedExtractor([]), [a, b])
    with pytest.raises(InvalidValueError, match="'labeller' is in the chain twice"):
        Pipeline(ScriptedExtractor([]), [Labeller(frozenset()), Labeller(frozenset())])


def test_an_extractor_may_say_its_version_and_model() -> None:
    """`version` and `model` of an extractor are written into the claim set; what a stranger lacks is not guessed."""

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
    """What a package offers has that package's version; the package is named when it breaks its contract."""
    monkeypatch.setattr(Returns, "__module__", "somewhere.else")
    info = plugins.PluginInfo("extractor", "odd", package, "somewhere.plug:Odd")
    monkeypatch.setattr(plugins, "infos", lambda: iter([info]))
    assert Pipeline(Returns([[]]), []).extract("").extractor == ExtractorInfo(name="odd", version=version)
    with pytest.raises(PluginResultError) as caught:
        Pipeline(Returns(None), []).extract("")
    assert caught.value.package == package


def test_repr_names_the_plug_ins() -> None:
    """The repr says what runs, in order."""
    assert repr(scripted()) == "Pipeline(extractor='scripted', taggers=[])"


# The seams.

GOOD = Attribution(((0, 3),), ((4, 8),), ((9, 18),))


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
        ([[evolve(GOOD, source=((4, 8), (0, 3)))]], "the source of attribution 0: spans must be sorted, disjoint"),
        ([[evolve(GOOD, source=((-1, 3),))]], "spans must be sorted, disjoint and not negative; see -1..3"),
        (
            [[evolve(GOOD, source=[(0, 3)])]],
            "the source of attribution 0 must be a tuple of (start, end) pairs, not list",
        ),
        ([[evolve(GOOD, source=((0, 3.0),))]], "a fragment of the source of attribution 0 must be a tuple of two ints"),
        ([[evolve(GOOD, source=(Span(start=0, end=3),))]], "of two ints, not Span(start=0, end=3). Write (0, 3)."),
        ([[evolve(GOOD, source=(0, 3))]], "must be a tuple of two ints, not 0. Write ((0, 2),)."),
        ([[evolve(GOOD, parent=1)]], "attribution 0 names the parent 1, which is not in the list"),
        ([[evolve(GOOD, parent=0)]], "the parents of attribution 0 lead back to it"),
        ([[evolve(GOOD, score=1.5)]], "the score of attribution 0 must lie between 0 and 1"),
        ([[evolve(GOOD, score="1")]], "the score of attribution 0 must be a number, not str"),
        ([[evolve(GOOD, judgements={"stance": ("deny",)})]], "a judgement of stance must be a Judgement, not str"),
        (
            [[GOOD.judged("stance", opinion("maybe", "rule"))]],
            "'maybe' is no value of stance; the values are advocate",
        ),
        ([[GOOD.judged("stance", opinion("deny", "guess"))]], "'guess' is no origin"),
        ([[GOOD.judged("stance", opinion(3, "rule"))]], "the value of stance must be a str, not int"),
        (
            [[GOOD.judged("stance", opinion("deny", "model", {"deny": float("nan")}))]],
            "the probability of stance 'deny' must lie between 0 and 1",
        ),
        (
            [[GOOD.judged("own", opinion("any", "rule", evidence=(Mark(40, 47),)))]],
            "the evidence of own ends at 47, past the text's end",
        ),
    ],
)
def test_an_extractor_that_breaks_its_contract_is_named(answer: object, message: str) -> None:
    """Whatever an extractor must not return is an error that names it, its origin and the article."""
    with pytest.raises(PluginResultError) as caught:
        Pipeline(Returns(answer), []).extract(Article(text=TEXT, id="rain"))
    assert f"extractor 'odd' ({Returns.__module__}:Returns) broke its contract" in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "what a tagger returns must be a sequence of attributions, not NoneType"),
        (lambda given: given[:1], "it was given 2 attributions and returned 1"),
        (lambda given: given[::-1], "attribution 0 came back with other spans or another parent, or out of order"),
        (lambda given: [evolve(a, content=((0, 1),)) for a in given], "attribution 0 came back with other spans"),
        (lambda given: [*given[:1], "x"], "attribution 1 must be an Attribution, not str"),
        (lambda given: [evolve(a, judgements={}) for a in given], "a judgement of own was there before and is gone"),
        (lambda given: [a.judged("confidence", opinion("affirm", "rule")) for a in given], "no value of confidence"),
    ],
)
def test_a_tagger_that_breaks_its_contract_is_named(answer: object, message: str) -> None:
    """A tagger that drops, moves or changes attributions, or takes judgements away, is named with the article."""
    chain: list[Any] = [Labeller(frozenset({"own"})), Returns(answer)]
    with pytest.raises(PluginResultError) as caught:
        Pipeline(ScriptedExtractor(SCRIPT), chain).extract(Article(text=TEXT, id="rain"))
    assert "tagger 'odd'" in str(caught.value)
    assert "for article 'rain'" in str(caught.value)
    assert message in str(caught.value)


def test_a_long_chain_of_parents_is_checked_in_linear_time() -> None:
    """A chain of twenty thousand parents passes; checked pair by pair it would take minutes."""
    text = "x" * 20_001
    chain = [Attribution((), (), ((0, i + 1),), parent=i + 1 if i < 19_999 else None) for i in range(20_000)]
    check_attributions(chain, len(text))


# Judging what came from elsewhere.


def test_judge_tags_given_spans() -> None:
    """Spans from elsewhere are tagged, and carry no extractor but the one that is said."""
    pipeline = Pipeline(ScriptedExtractor([]), [Labeller(frozenset({"stance"}))])
    [claim] = pipeline.judge(TEXT, [GOOD])
    assert (claim.stance, claim.extractors) == ("affirm", ())
    claims = pipeline.judge(TEXT, [GOOD], extractor=ExtractorInfo(name="brat", annotator="ef2d"))
    assert claims.extractor == ExtractorInfo(name="brat", annotator="ef2d")
    assert claims[0].extractors == ("brat",)


def test_judge_refuses_spans_that_do_not_fit() -> None:
    """What comes from the caller is the caller's error, not a plug-in's."""
    with pytest.raises(OffsetError, match="past the text's end at 3"):
        scripted().judge("abc", [GOOD])
    with pytest.raises(ParentError):
        scripted().judge(TEXT, [evolve(GOOD, parent=5)])


@pytest.mark.parametrize("claimset", sample_claimsets(), ids=lambda c: c.article.id)
def test_claims_and_attributions_are_two_ways_to_write_one_thing(claimset: ClaimSet) -> None:
    """There and back again, claims stay what they were, but for names, times and who found them."""
    back = attributions_from(claimset)
    verdicts = [{label: judgements[0] for label, judgements in a.judgements.items()} for a in back]
    again = claims_from(claimset.article, back, verdicts, extractors=("x",))
    drop = {"times": (), "extractors": ("x",)}
    assert [c.model_copy(update=drop) for c in claimset] == list(again)


# Streams.


@given(st.lists(st.sampled_from([*SAMPLES, TEXT, "BOOM", None]), max_size=12), st.integers(1, 5))
def test_a_stream_gives_one_result_per_input_in_order(texts: list[Any], batch_size: int) -> None:
    """Whatever the batches, each input has its own result, in its place."""
    pipeline = Pipeline(ScriptedExtractor(reactions={"BOOM": FAIL}), taggers=[])
    results = list(pipeline.stream(texts, batch_size=batch_size, on_error="collect"))
    assert len(results) == len(texts)
    for index, (text, result) in enumerate(zip(texts, results, strict=True)):
        if text is None:
            assert shape([result]) == [(index, None, InputTypeError)]
        elif text == "BOOM":
            assert shape([result]) == [(index, Article(text=text).id, ZeroDivisionError)]
        else:
            assert result == pipeline.extract(text)


def test_a_stream_raises_the_error_of_the_article_that_failed() -> None:
    """`on_error="raise"` keeps the error's type, and a note says which article it was; those before it came out."""
    stream = scripted(reactions={"BOOM": FAIL}).stream([TEXT, Article(text="BOOM", id="the culprit"), TEXT])
    assert len(next(stream)) == 2
    with pytest.raises(ZeroDivisionError) as caught:
        next(stream)
    assert "article 'the culprit', number 1 of the stream" in caught.value.__notes__[0]
    nothing: Any = [None]
    with pytest.raises(InputTypeError) as refused:
        list(scripted().stream(nothing))
    assert "an input that is no article, number 0" in refused.value.__notes__[0]


def test_a_batch_that_fails_only_together_is_done_one_by_one() -> None:
    """An extractor that cannot take a batch still gets each article alone."""

    class Lonely(ScriptedExtractor):
        def extract(self, texts: Sequence[Text]) -> Iterator[Sequence[Attribution]]:
            if len(texts) > 1:
                raise MemoryError
            return super().extract(texts)

    assert [len(r) for r in Pipeline(Lonely(SCRIPT), []).stream([TEXT, "", TEXT])] == [2, 0, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stream_reads_only_a_few_batches_ahead(workers: int) -> None:
    """An endless input gives results at once, and little of it is taken before they are asked for."""
    taken = itertools.count()
    stream: Any = scripted().stream((f"{TEXT} {next(taken)}" for _ in itertools.count()), batch_size=3, workers=workers)
    for _ in range(7):
        next(stream)
    stream.close()
    assert next(taken) <= 7 + 3 * (2 * workers + 1)


def test_nothing_is_read_before_the_first_result_is_asked_for() -> None:
    """A stream that nobody reads does not touch its input."""
    source = iter([TEXT])
    scripted().stream(source)
    assert next(source) == TEXT


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"batch_size": 0}, InvalidValueError, "batch_size must be 1 or more"),
        ({"workers": True}, InputTypeError, "workers must be an int, not bool"),
        ({"on_error": "ignore"}, InvalidValueError, "on_error must be 'raise' or 'collect', and 'ignore' is neither"),
    ],
)
def test_bad_options_of_a_stream_are_errors_at_once(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Options are checked when the stream is made, not when it is read."""
    with pytest.raises(error, match=message):
        scripted().stream([], **options)


@pytest.mark.parametrize("articles", ["a text", b"bytes", Article(text="x"), 3])
def test_one_article_is_no_stream(articles: Any) -> None:
    """A single text is not taken for a stream of characters."""
    with pytest.raises(InputTypeError, match="articles must be an iterable of articles"):
        scripted().stream(articles)


# Threads and processes.


def test_a_pipeline_pickles() -> None:
    """A pipeline that went through pickle gives the same claims."""
    pipeline = scripted()
    copy = pickle.loads(pickle.dumps(pipeline))
    assert copy.extract(TEXT) == pipeline.extract(TEXT)


def test_threads_agree_with_processes() -> None:
    """The same articles give the same results here, in threads and in worker processes, failures included."""
    texts: list[Any] = [*SAMPLES, "BOOM", None, TEXT, Article(text=TEXT, id="x")]
    pipeline = Pipeline(ScriptedExtractor(reactions={"BOOM": FAIL}), taggers=[])
    here = list(pipeline.stream(texts, on_error="collect"))
    there = list(pipeline.stream(texts, on_error="collect", workers=2, batch_size=3))
    assert shape(here) == shape(there)
    with ThreadPoolExecutor(4) as pool:
        threaded = list(pool.map(pipeline.extract, SAMPLES))
    assert threaded == here[: len(SAMPLES)]


def test_an_error_of_a_worker_keeps_its_type_and_traceback() -> None:
    """What a worker raised is raised here, with the article and the worker's traceback as notes."""
    with pytest.raises(ZeroDivisionError) as caught:
        list(scripted(reactions={"BOOM": FAIL}).stream([TEXT, "BOOM"], workers=2))
    notes = "\n".join(caught.value.__notes__)
    assert "number 1 of the stream" in notes
    assert "in a worker process:\nTraceback" in notes


def test_an_error_that_does_not_pickle_breaks_nothing() -> None:
    """An error that could not leave its process comes as a `WorkerError` that says what it was."""
    odd = "class Odd(Exception):\n  def __init__(self, *, x): super().__init__()\nraise Odd(x=1)"
    pipeline = scripted(reactions={"BOOM": functools.partial(exec, odd)})
    results: list[Any] = list(pipeline.stream(["BOOM", TEXT], workers=2, on_error="collect"))
    assert shape(results)[0] == (0, Article(text="BOOM").id, WorkerError)
    assert "Odd" in str(results[0].error)
    assert len(results[1]) == 2


def test_a_worker_that_dies_loses_no_article() -> None:
    """An article that kills its process is a failure; all others have their claims."""
    pipeline = scripted(reactions={"DIE": functools.partial(os._exit, 3)})
    texts = [TEXT, "DIE", TEXT, "", *[TEXT] * 8]
    results: list[Any] = list(pipeline.stream(texts, workers=2, batch_size=2, on_error="collect"))
    assert [r.index if isinstance(r, Failure) else len(r) for r in results] == [2, 1, 2, 0, *[2] * 8]
    assert isinstance(results[1].error, WorkerError)
    assert "the worker process died" in str(results[1].error)


def test_workers_end_when_the_reader_stops() -> None:
    """A consumer that stops early leaves no process behind."""
    stream: Any = scripted().stream([TEXT] * 50, workers=2, batch_size=1)
    next(stream)
    stream.close()
    assert multiprocessing.active_children() == []


def test_a_pipeline_that_does_not_pickle_says_so() -> None:
    """Workers need a pipeline that pickles; one that does not is an error of ours before any work."""
    pipeline = scripted(reactions={"x": threading.Lock().locked})
    with pytest.raises(WorkerError, match="the pipeline does not pickle"):
        list(pipeline.stream([TEXT], workers=2))


UNGUARDED = """
from newsclaims.pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor
list(Pipeline(ScriptedExtractor([]), []).stream(["x"] * 4, workers=2))
"""

NOT_IMPORTABLE = """
import sys
from newsclaims.pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor
if __name__ == "__main__":
    class Mine(ScriptedExtractor):
        pass
    list(Pipeline(Mine([]), []).stream(["x"] * 4, workers=2))
"""


@pytest.mark.parametrize(
    ("script", "message"),
    [(UNGUARDED, "worker processes do not start. A script must"), (NOT_IMPORTABLE, "does not load in a worker")],
)
def test_a_script_that_cannot_have_workers_is_told_why(tmp_path: Path, script: str, message: str) -> None:
    """A script without a main guard, or with a plug-in that workers cannot import, ends with a message, not a hang."""
    path = tmp_path / "script.py"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "WorkerError: " in done.stderr
    assert message in done.stderr.splitlines()[-1]


KILLED = """
import multiprocessing, os, signal
from newsclaims.pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor
if __name__ == "__main__":
    stream = Pipeline(ScriptedExtractor([]), []).stream(["x"] * 50, workers=2, batch_size=1)
    next(stream)
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on Windows")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    """A parent that is killed leaves no process waiting for work for ever."""
    path = tmp_path / "script.py"
    path.write_text(KILLED, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)
    left = [int(pid) for pid in done.stdout.split()]
    assert left
    for _ in range(600):
        left = [pid for pid in left if alive(pid)]
        if not left:
            return
        time.sleep(0.05)
    pytest.fail(f"workers {left} are still there")


def alive(pid: int) -> bool:
    """Say whether a process runs; in a container nobody may bury the dead, so those do not count."""
    try:
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not stat.exists() or stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
