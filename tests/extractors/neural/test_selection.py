"""From predictions to attributions: scores, thresholds, edges and conflicts."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._attribution import Attribution
from newsclaims._encoder.bundle import Finding
from newsclaims._model import Article
from newsclaims.extractors._neural.prediction import SIGNS, Prediction
from newsclaims.extractors._neural.selection import probability, select_attributions, without_unlikely
from newsclaims.text import Text, WordRange, read

# The score is the logistic function of the first sign alone.
FINDING = Finding(
    cue=0,
    source=0,
    content=0,
    weights={**dict.fromkeys(SIGNS, 0.0), SIGNS[0]: 1.0},
    intercept=0,
    threshold=0.5,
    sourceless=0.2,
    nested=0.3,
)


def found(
    odds: float, cue: tuple[int, int], content: tuple[tuple[int, int], ...], source: tuple[int, int] | None = None
) -> Prediction:
    """Return a prediction with the given log-odds, each range given as its first word and its end."""
    who = None if source is None else WordRange(*source)
    what = tuple(WordRange(*piece) for piece in content)
    return Prediction(WordRange(*cue), who, what, (odds, *[0.0] * (len(SIGNS) - 1)))


def texts(text: Text, attribution: Attribution) -> list[list[str]]:
    """Return the words of source, cue and content."""
    return [[text.slice(start, end) for start, end in spans] for _, spans in attribution.roles()]


def read_text(string: str) -> Text:
    """Read a text."""
    return read(Article(text=string))


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(SIGNS), max_size=len(SIGNS)))
def test_a_score_is_a_probability(signs: list[float]) -> None:
    """With any signs, the score is between 0 and 1."""
    finding = FINDING.model_copy(update={"weights": dict.fromkeys(SIGNS, 1.0)})
    prediction = Prediction(WordRange(0, 1), None, (WordRange(1, 2),), tuple(signs))
    assert 0 <= probability(prediction, finding) <= 1


def test_the_score_rises_with_the_odds() -> None:
    """Higher odds give a higher score."""
    scores = [probability(found(odds, (0, 1), ((1, 2),)), FINDING) for odds in (-2.0, 0.0, 2.0)]
    assert scores == sorted(scores)
    assert scores[1] == 0.5


@pytest.mark.parametrize(
    ("odds", "source", "threshold", "kept"),
    [
        (0.1, (0, 2), None, True),
        (-0.1, (0, 2), None, False),
        (-0.1, None, None, True),
        (-3.0, None, None, False),
        (-0.1, None, 0.5, False),
        (-3.0, (0, 2), 0.0, True),
    ],
)
def test_thresholds(odds: float, source: tuple[int, int] | None, threshold: float | None, *, kept: bool) -> None:
    """A prediction without a source has its own threshold, unless one is given, which then applies to all."""
    text = read_text("The mayor said it rained.")
    one = found(odds, (2, 3), ((3, 5),), source)
    assert bool(select_attributions(text, [one], FINDING, threshold)) is kept


def test_the_threshold_of_nested_claims() -> None:
    """A prediction that is probably nested has its own threshold, with or without a source."""
    text = read_text("The mayor said it rained.")
    for source in ((0, 2), None):
        for odds, kept in ((-0.5, True), (-1.0, False)):
            one = found(odds, (2, 3), ((3, 5),), source)
            nested = evolve(one, signs=(*one.signs[:-1], 1.0))
            assert bool(select_attributions(text, [nested], FINDING)) is kept


OUTER, INNER = Attribution(((0, 9),), (), ((10, 90),), 0.6), Attribution(((20, 23),), ((24, 28),), ((29, 50),), 0.35)


def test_an_unlikely_claim_needs_a_content_around_it() -> None:
    """A claim that is likely enough only inside a content stays if it is inside one that stays."""
    assert without_unlikely([OUTER, evolve(INNER, parent=0)], FINDING) == [OUTER, evolve(INNER, parent=0)]
    assert without_unlikely([OUTER, INNER], FINDING) == [OUTER]
    assert without_unlikely([evolve(OUTER, score=0.4), evolve(INNER, parent=0)], FINDING) == []


def test_parents_are_counted_again() -> None:
    """If an unlikely claim is left out, the others keep their parents, and its child has none."""
    unlikely = evolve(OUTER, score=0.4)
    given_ones = [unlikely, evolve(INNER, parent=2), OUTER, evolve(INNER, score=0.7, parent=0)]
    assert without_unlikely(given_ones, FINDING) == [evolve(INNER, parent=1), OUTER, evolve(INNER, score=0.7)]


def test_a_given_threshold_is_for_all() -> None:
    """A threshold that the user gives replaces those of the model; the claims of the layout have their own."""
    assert without_unlikely([INNER], FINDING, 0.3) == [INNER]
    assert without_unlikely([OUTER], FINDING, 0.7) == []
    listed = evolve(INNER, extractors=("layout",))
    assert without_unlikely([listed], FINDING) == [listed]


def test_the_surer_prediction_keeps_the_content() -> None:
    """The less sure one of two predictions with the same content is dropped, in any order."""
    text = read_text("The mayor said in a letter it rained.")
    sure, unsure = found(2.0, (2, 3), ((6, 8),), (0, 2)), found(1.0, (3, 6), ((6, 8),))
    for predictions in ([sure, unsure], [unsure, sure]):
        [attribution] = select_attributions(text, predictions, FINDING)
        assert texts(text, attribution) == [["The mayor"], ["said"], ["it rained"]]


def test_different_contents_stay() -> None:
    """Predictions with different contents all stay, in the order of their first words."""
    text = read_text("The mayor said it rained and denied it snowed.")
    predictions = [found(1.0, (6, 7), ((7, 9),), (0, 2)), found(2.0, (2, 3), ((3, 5),), (0, 2))]
    assert [texts(text, one)[1] for one in select_attributions(text, predictions, FINDING)] == [["said"], ["denied"]]


def test_a_claim_inside_a_content_stays() -> None:
    """Two predictions stay if the cue of one is inside the content of the other, although they share words."""
    text = read_text("The mayor said Ann had denied it.")
    outer, inner = found(2.0, (2, 3), ((3, 7),), (0, 2)), found(1.0, (4, 6), ((6, 7),), (3, 4))
    kept = select_attributions(text, [outer, inner], FINDING)
    assert [texts(text, one)[1] for one in kept] == [["said"], ["had denied"]]


def test_a_possessive_belongs_to_the_source() -> None:
    """A source includes the "'s" that follows it, unless the cue has it."""
    text = read_text("Malta’s call for calm failed.")
    [one] = select_attributions(text, [found(2, (2, 4), ((4, 5),), (0, 1))], FINDING)
    assert texts(text, one)[0] == ["Malta’s"]
    text = read_text("She’s saying it rained.")
    [one] = select_attributions(text, [found(2, (1, 3), ((3, 5),), (0, 1))], FINDING)
    assert texts(text, one)[:2] == [["She"], ["’s saying"]]


@pytest.mark.parametrize(
    ("string", "cue", "content"),
    [
        ("Malta has decided to act on crime.", "has decided", "to act on crime"),
        ("Malta has refused to say on crime.", "has refused to say on", "crime"),
        ("Malta has begun to act on crime.", "has begun to act on", "crime"),
    ],
)
def test_to_belongs_to_the_plan(string: str, cue: str, content: str) -> None:
    """A cue that wishes or plans ends before "to", unless "to" leads to another cue."""
    text = read_text(string)
    [one] = select_attributions(text, [found(2, (1, 6), ((6, 7),), (0, 1))], FINDING)
    assert texts(text, one) == [["Malta"], [cue], [content]]
