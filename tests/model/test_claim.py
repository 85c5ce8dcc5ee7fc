"""The claim and its parts: which values are valid, and what the convenience properties return."""

import itertools
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims import (
    Claim,
    Confidence,
    Content,
    Cue,
    CueForce,
    Evidence,
    Source,
    SourceType,
    Span,
    Stance,
    Tag,
    TimeMention,
)
from newsclaims._model import FRAGMENT_GLUE, Passage, claim_id
from newsclaims.errors import InputTypeError, InvalidValueError, OffsetError, SurrogateError


def passage(*pairs: tuple[int, int], text: str = "words") -> dict[str, Any]:
    """Return the fields of a passage."""
    return {"spans": tuple(Span(start=start, end=end) for start, end in pairs), "text": text}


CONTENT = Content(**passage((10, 20)))
FULL = Claim(
    id="c1",
    source=Source(**passage((0, 4), text="She"), type=SourceType.REFERENCE, name="Ada Quill"),
    cue=Cue(**passage((5, 9), text="swore"), force=CueForce.NEUTRAL),
    content=CONTENT,
    stance=Stance.AFFIRM,
    confidence=Confidence.CERTAIN,
    probabilities={"stance": {"affirm": 0.9, "deny": 0.1}},
    labels={"topic": Tag(value="ferries", probabilities={"ferries": 0.7}), "mood": Tag(value="sour")},
    times=(TimeMention(span=Span(start=12, end=14), kind="date"),),
    evidence=(Evidence(label="stance", span=Span(start=5, end=9), origin="lexicon"),),
    score=0.5,
    extractors=("rules",),
)
BARE = Claim(id="c2", content=CONTENT)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_span_starts_before_it_ends(start: int, end: int) -> None:
    """Empty and inverted spans are refused."""
    if start < end:
        span = Span(start=start, end=end)
        assert (span.start, span.end) == (start, end)
    else:
        with pytest.raises(OffsetError, match=f"{start}..{end} does not"):
            Span(start=start, end=end)


@pytest.mark.parametrize("bad", [-1, True, 1.0, "1", None])
def test_an_offset_is_an_int_from_zero_on(bad: Any) -> None:
    """An offset is an int of at least zero; a bool, a float or a string is refused."""
    with pytest.raises(InvalidValueError, match=r"Span\.start"):
        Span(start=bad, end=5)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), min_size=1, max_size=4))
def test_spans_are_sorted_and_disjoint(pairs: list[tuple[int, int]]) -> None:
    """Fragments may touch, but must not overlap or be out of order."""
    ends = [(start, start + length) for start, length in pairs]
    if all(one[1] <= other[0] for one, other in itertools.pairwise(ends)):
        built = Passage(**passage(*ends))
        assert (built.start, built.end) == (ends[0][0], ends[-1][1])
    else:
        with pytest.raises(OffsetError, match="spans must be sorted and must not overlap"):
            Passage(**passage(*ends))


@pytest.mark.parametrize(
    ("noun", "fields", "error", "words"),
    [
        (Content, {"spans": (), "text": "x"}, InvalidValueError, "Content.spans must not be empty."),
        (Content, passage((0, 1), text=""), InvalidValueError, "Content.text must not be empty."),
        (Cue, {**passage((0, 1)), "force": "loud"}, InvalidValueError, r"Cue.force: .* \(got 'loud'\)"),
        (Source, {**passage((0, 1)), "type": "none"}, InvalidValueError, "set Claim.source to None"),
        (Source, {**passage((0, 1)), "name": ""}, InvalidValueError, "Source.name must not be empty."),
        (Source, {**passage((0, 1)), "text": b"x"}, InputTypeError, "Source.text must be a str, not bytes"),
        (Claim, {"id": "x"}, InvalidValueError, "Claim.content is missing."),
        (Claim, {"id": "x", "content": CONTENT, "score": 1.5}, InvalidValueError, "Claim.score: .* 1.5"),
        (Claim, {"id": "x", "content": CONTENT, "score": float("nan")}, InvalidValueError, "Claim.score"),
        (Claim, {"id": "x", "content": CONTENT, "probabilities": {"stance": {"deny": 2}}}, InvalidValueError, "deny"),
        (Claim, {"id": "x", "content": CONTENT, "stance": "agree"}, InvalidValueError, "Claim.stance.*'affirm'"),
        (Evidence, {"label": "stance", "span": Span(start=0, end=1), "origin": "hunch"}, InvalidValueError, "origin"),
    ],
)
def test_wrong_values_are_refused(noun: type[Claim], fields: Any, error: type[Exception], words: str) -> None:
    """The error is one of ours and names the field."""
    with pytest.raises(error, match=words):
        noun(**fields)


def test_an_error_deep_inside_has_a_path() -> None:
    """The message has the path from the outermost object to the field."""
    fields = {"id": "x", "content": {**passage((0, 1)), "text": "a\ud800"}}
    with pytest.raises(SurrogateError, match=r"Claim\.content\.text has a lone surrogate"):
        Claim.model_validate(fields)
    with pytest.raises(OffsetError, match=r"Claim\.content\.spans\.0: a span must start"):
        Claim.model_validate({"id": "x", "content": {"spans": [{"start": 3, "end": 3}], "text": "a"}})


def test_a_source_is_called_by_its_mention_unless_it_has_a_name() -> None:
    """A source without a name is named by its mention, so the name is never empty."""
    assert Source(**passage((0, 4), text="the mayor")).name == "the mayor"
    assert Source(**passage((0, 4), text="the mayor"), name="Ada Quill").name == "Ada Quill"


def test_none_means_not_judged() -> None:
    """Every label is None until it is judged."""
    assert (BARE.stance, BARE.confidence, BARE.cue_force, BARE.content.quotation, BARE.score) == (None,) * 5
    assert Source(**passage((0, 4))).type is None
    assert Cue(**passage((0, 4))).force is None


def test_properties_need_no_source_or_cue() -> None:
    """The properties of a claim work without a source or a cue."""
    assert (BARE.source_name, BARE.source_type, BARE.cue_force) == ("", SourceType.NONE, None)
    assert (FULL.source_name, FULL.source_type) == ("Ada Quill", SourceType.REFERENCE)
    assert FULL.cue_force is CueForce.NEUTRAL
    assert BARE.model_copy(update={"source": Source(**passage((0, 4)))}).source_type is None
    assert [role for role, _ in BARE.passages()] == ["content"]
    assert [role for role, _ in FULL.passages()] == ["source", "cue", "content"]


@pytest.mark.parametrize("stance", [None, *Stance])
@pytest.mark.parametrize("confidence", [None, *Confidence])
def test_commitment_combines_stance_and_confidence(stance: Stance | None, confidence: Confidence | None) -> None:
    """Stance gives the sign and confidence the size; None means no commitment to a fact, or not judged."""
    sizes = {"certain": 1.0, "probable": 2 / 3, "possible": 1 / 3, "unknown": 0.0}
    signs = {"affirm": 1, "deny": -1, "question": 0, "neutral": 0}
    judged = stance in signs and confidence is not None
    expected = signs[stance] * sizes[confidence] if judged and stance and confidence else None
    assert BARE.model_copy(update={"stance": stance, "confidence": confidence}).commitment == expected


def test_commitment_is_not_a_field() -> None:
    """Commitment is computed, never stored."""
    assert "commitment" not in Claim.model_fields
    assert "commitment" not in FULL.model_dump()


def test_a_claim_reads_as_a_line() -> None:
    """A claim prints source, cue and content, then the labels that it has."""
    assert str(FULL) == "Ada Quill | swore | words (affirm, certain)"
    assert str(BARE) == "- | - | words"


def test_a_claim_is_deeply_frozen() -> None:
    """Neither a claim's fields nor anything inside them can be changed."""
    frozen: list[tuple[Any, str]] = [(FULL, "stance"), (FULL.content, "text"), (FULL.content.spans[0], "start")]
    for noun, field in frozen:
        with pytest.raises(InvalidValueError, match="frozen"):
            setattr(noun, field, None)
    probabilities: Any = FULL.probabilities
    for mapping in (probabilities, probabilities["stance"]):
        with pytest.raises(TypeError):
            mapping["affirm"] = 0.0
    labels: Any = FULL.labels
    with pytest.raises(TypeError):
        labels["topic"] = Tag(value="money")
    with pytest.raises(InvalidValueError, match="frozen"):
        labels["topic"].value = "money"
    assert isinstance(FULL.evidence, tuple)
    assert isinstance(FULL.times, tuple)


@pytest.mark.parametrize("claim", [FULL, BARE], ids=["full", "bare"])
def test_a_claim_survives_json_and_pickling(claim: Claim) -> None:
    """A copy through JSON or pickle is equal and has the same hash."""
    for copy in (Claim.model_validate_json(claim.model_dump_json()), pickle.loads(pickle.dumps(claim))):
        assert copy == claim
        assert hash(copy) == hash(claim)


def test_the_id_is_a_digest_of_article_spans_and_parent() -> None:
    """The id depends on the article, the spans by role and the parent, and on nothing else."""
    one, other = Passage(**passage((0, 4))), Passage(**passage((5, 9)))
    arguments: list[tuple[Any, ...]] = [
        ("a", one, None, other),
        ("b", one, None, other),
        ("a", None, one, other),
        ("a", other, None, one),
        ("a", None, None, other),
        ("a", one, None, other, "p"),
        ("a", Passage(**passage((0, 2), (3, 4))), None, other),
    ]
    assert len({claim_id(*given) for given in arguments}) == len(arguments)
    assert claim_id("a", one, None, other) == claim_id("a", Passage(**passage((0, 4), text="other")), None, other)
    assert claim_id("a", one, None, other) == "8b26416846fc3ad3"


def test_the_repr_is_one_short_line() -> None:
    """It shows source, cue, content and stance, long ones cut, whatever line ends they hold."""
    assert repr(FULL) == "<Claim source='Ada Quill' cue='swore' content='words' stance='affirm'>"
    assert repr(BARE) == "<Claim source=None cue=None content='words' stance=None>"
    long = {"spans": (Span(start=0, end=10**6),), "text": "word\r\n\u2028" * 10**5}
    wide = Claim(id="c", source=Source(**long), cue=Cue(**long), content=Content(**long), stance=Stance.DENY)
    assert len(repr(wide).splitlines()) == 1
    assert len(repr(wide)) < 300
    assert f"content={wide.content.text[:37] + '...'!r}" in repr(wide)


def test_fragments_are_joined_by_three_dots() -> None:
    """Every format uses this separator, so it must not change."""
    assert FRAGMENT_GLUE == " ... "


def test_a_custom_label_has_a_value_and_probabilities() -> None:
    """A tag may be given as a mapping; a claim without custom labels has an empty mapping."""
    again = Claim(id="c1", content=CONTENT, labels={"topic": {"value": "ferries", "probabilities": {"ferries": 0.7}}})
    assert again.labels["topic"] == FULL.labels["topic"]
    assert (again.labels["topic"].value, again.labels["topic"].probabilities) == ("ferries", {"ferries": 0.7})
    assert FULL.labels["mood"].probabilities == {}
    assert BARE.labels == {}
    assert FULL.model_dump(mode="json")["labels"]["mood"] == {"value": "sour", "probabilities": {}}


@pytest.mark.parametrize(
    ("labels", "error", "words"),
    [
        ({"stance": Tag(value="deny")}, InvalidValueError, "Claim.labels: 'stance' cannot be a label of your own"),
        ({"score": Tag(value="1")}, InvalidValueError, "Claim.labels: 'score' cannot be a label of your own"),
        ({"": Tag(value="x")}, InvalidValueError, "Claim.labels: the name of a label must not be empty"),
        ({3: Tag(value="x")}, InputTypeError, "the name of a label must be a str, not int"),
        ({"topic": {"value": 3}}, InputTypeError, "Claim.labels['topic'].value must be a str, not int"),
        ({"topic": {"value": None}}, InputTypeError, "Claim.labels['topic'].value must be a str, not NoneType"),
        ({"topic": "money"}, InputTypeError, "Claim.labels['topic'] must be a Tag, not str. Write Tag(value='money')."),
        ({"topic": 3}, InputTypeError, "Claim.labels['topic'] must be a Tag, not int."),
        ({"topic": {"value": ""}}, InvalidValueError, "Claim.labels.topic.value must not be empty"),
        ({"topic": {}}, InvalidValueError, "Claim.labels.topic.value is missing"),
        ({"topic": {"value": "x", "mood": 1}}, InvalidValueError, "Claim.labels.topic.mood is not a field"),
        (
            {"topic": {"value": "x", "probabilities": {"x": 2}}},
            InvalidValueError,
            "Claim.labels.topic.probabilities.x: ",
        ),
        ([("topic", "money")], InvalidValueError, "Claim.labels: "),
    ],
)
def test_a_wrong_label_is_refused(labels: Any, error: type[Exception], words: str) -> None:
    """The message says which label is wrong, and what is wrong with its name or value."""
    with pytest.raises(error) as caught:
        Claim(id="c", content=CONTENT, labels=labels)
    assert words in str(caught.value)
