"""The strings of a model get their exact places in the text, or a reason why they have none."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from costs import steps
from extractors.llm.grounding.told import answer, contents, grounded, reading
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, prose

from newsclaims import Article, Pipeline
from newsclaims._attribution import Attribution
from newsclaims._pipeline.checks import check_finds
from newsclaims.extractors._llm.answer import Answer
from newsclaims.extractors._llm.grounding import Grounded, Ungrounded, ground
from newsclaims.extractors._llm.grounding.units import read_string
from newsclaims.text import Text

TEXT = "“It rained,” the minister said, “all day.” She said that the U.S. didn’t pay. It rained."


def strings() -> st.SearchStrategy[tuple[str, ...]]:
    """Return a strategy for the fragments of a role."""
    return st.lists(any_text(), max_size=3).map(tuple)


def answers() -> st.SearchStrategy[Answer]:
    """Return a strategy for answers of any strings."""
    return st.builds(Answer, content=strings(), source=strings(), cue=strings(), holder=any_text())


@st.composite
def cut_answers(draw: st.DrawFn, text: Text) -> Answer:
    """Return an answer whose strings are words of the text, side by side."""

    def cut() -> str:
        first = draw(st.integers(0, len(text.words) - 1))
        last = draw(st.integers(first, min(len(text.words) - 1, first + 8)))
        return text.slice(text.words.starts[first], text.words.ends[last])

    roles = [tuple(cut() for _ in range(draw(st.integers(0, 2)))) for _ in range(2)]
    return Answer(content=(cut(),), source=roles[0], cue=roles[1])


def as_attributions(found: list[Grounded | Ungrounded]) -> list[Attribution]:
    """Return the claims as an extractor returns them."""
    return [
        Attribution(one.source, one.cue, one.content, holder=one.holder) for one in found if isinstance(one, Grounded)
    ]


@given(string=any_text(), given_answers=st.lists(answers(), max_size=4))
def test_any_strings_have_places_or_reasons(string: str, given_answers: list[Answer]) -> None:
    """Nothing is raised, each answer is a claim or has a reason, and the offsets are as extractors must give them."""
    text = reading(string)
    found = ground(text, given_answers)
    assert {one.index for one in found} == set(range(len(given_answers)))
    assert found == ground(text, given_answers)
    check_finds(as_attributions(found), len(text.string))
    check_disjoint(found)


def check_disjoint(found: list[Grounded | Ungrounded]) -> None:
    """Check that the roles of a claim do not overlap."""
    for one in found:
        if isinstance(one, Grounded):
            spans = sorted(span for role in (one.source, one.cue, one.content) for span in role)
            assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(data=st.data(), string=prose())
def test_words_of_the_text_have_the_same_words_at_their_places(data: st.DataObject, string: str) -> None:
    """Each span of a claim has the words that the model wrote, or differs by the stated number of words."""
    text = reading(string)
    if not text.words:
        return
    given_answers = data.draw(st.lists(cut_answers(text), min_size=1, max_size=4))
    found = ground(text, given_answers)
    check_finds(as_attributions(found), len(text.string))
    check_disjoint(found)
    for one in found:
        if isinstance(one, Grounded) and not any(each.pieces for each in one.alignments):
            wrote = given_answers[one.index]
            for role, strings_, offsets in (("source", wrote.source, one.source), ("cue", wrote.cue, one.cue)):
                for written, pair in zip(strings_, offsets, strict=True):
                    assert keys(text, text.slice(*pair)) == keys(text, written), role


@given(data=st.data(), string=any_text())
def test_a_string_of_the_text_is_exact(data: st.DataObject, string: str) -> None:
    """A content with words that is cut out of the text is exact, and at its place if the text has it once."""
    text = reading(string)
    if not text.words:
        return
    first = data.draw(st.integers(0, len(text.words) - 1))
    last = data.draw(st.integers(first, len(text.words) - 1))
    start, end = text.words.starts[first], text.words.ends[last]
    content = text.slice(start, end)
    if not keys(text, content):
        return
    (found,) = ground(text, [Answer(content=(content,))])
    assert isinstance(found, Grounded)
    assert found.note == "exact"
    assert text.slice(*found.content[0]) == content
    if sum(text.string.startswith(content, at) for at in range(len(text.string))) == 1:
        assert found.content == ((start, end),)


def keys(text: Text, string: str) -> tuple[str, ...]:
    """Return the words of a string in the form that is compared."""
    return read_string(string, text.language).units.keys


@pytest.mark.parametrize(
    ("given_answer", "expected"),
    [
        (
            answer("all day", "said", "the minister"),
            {"source": ["the minister"], "cue": ["said"], "content": ["all day"], "note": "exact"},
        ),
        (
            answer('"that the US didn\'t pay."', "said", "she", "The Minister"),
            {
                "source": ["She"],
                "cue": ["said"],
                "content": ["that the U.S. didn’t pay"],
                "holder": "the minister",
                "note": "source normalised, cue exact, content normalised, holder normalised",
            },
        ),
        (
            answer(("It rained", "all day"), "said", "the minister"),
            {"source": ["the minister"], "cue": ["said"], "content": ["It rained", "all day"], "note": "exact"},
        ),
    ],
)
def test_a_claim_has_its_places_and_says_how(given_answer: Answer, expected: dict[str, object]) -> None:
    """Each role is at its place, and the note says how each was aligned."""
    assert grounded(TEXT, given_answer) == [{"index": 0, **expected}]


def test_each_string_without_a_place_has_a_reason() -> None:
    """A claim needs its content and all of source and cue; the strings that are not there are named."""
    found = grounded(TEXT, answer("it snowed", "claimed", "the mayor"), answer("all day"), answer(" \n", "said"))
    assert found == [
        {"index": 0, "role": "source", "string": "the mayor", "reason": "is not in the text"},
        {"index": 0, "role": "cue", "string": "claimed", "reason": "is not in the text"},
        {"index": 0, "role": "content", "string": "it snowed", "reason": "is not in the text"},
        {"index": 1, "content": ["all day"], "note": "exact"},
        {"index": 2, "role": "content", "string": "", "reason": "is empty"},
    ]


@pytest.mark.parametrize(("content", "source", "role"), [("“", "Ann", "content"), ("it rained", ".", "source")])
def test_marks_alone_are_no_content_and_no_source(content: str, source: str, role: str) -> None:
    """A quotation mark is not a content, and a full stop is not a source, though the text has both."""
    (result,) = grounded("“Ann: “it rained”, they said.", answer(content, ":", source))
    assert (result["role"], result["reason"]) == (role, "has no words")


def test_a_claim_is_kept_without_a_holder_that_is_not_in_the_text() -> None:
    """A holder alone does not decide whether there is a claim."""
    found = grounded(TEXT, answer("all day", "said", "the minister", "Ann Lee"))
    assert found == [
        {"index": 0, "source": ["the minister"], "cue": ["said"], "content": ["all day"], "note": "exact"},
        {"index": 0, "role": "holder", "string": "Ann Lee", "reason": "is not in the text"},
    ]


def test_a_holder_is_in_one_piece() -> None:
    """A name that a model made of two passages is not a holder, and one after the claim is."""
    found = grounded(
        f"{TEXT} Ann Lee, the minister, left.", answer("It rained", "said", "the minister", "Ann ... left")
    )
    assert found[1]["reason"] == "is in the text, but not in one piece"
    found = grounded(f"{TEXT} Ann Lee left.", answer("It rained", "said", "the minister", "Ann Lee"))
    assert found[0]["holder"] == "Ann Lee"


def test_only_the_window_is_searched() -> None:
    """What a model was not shown is not in its answer, even if the text has the same words elsewhere."""
    text = "Ann said it rained. Bob said it rained."
    start = text.index("Bob")
    (found,) = ground(reading(text), [answer("it rained", "said")], (start, len(text)))
    assert isinstance(found, Grounded)
    assert found.content == ((text.rindex("it rained"), len(text) - 1),)
    (missing,) = grounded(text, answer("it rained", "said", "Ann"), window=(start, len(text)))
    assert missing["role"] == "source"


def test_a_sentence_that_comes_three_times_gives_three_claims() -> None:
    """Equal answers get different places in order; one too many gets a place again."""
    text = "“It rains,” she said. “It rains,” she said. “It rains,” she said."
    found = ground(reading(text), [answer("It rains", "said", "she")] * 4)
    places = [one.content[0][0] for one in found if isinstance(one, Grounded)]
    assert places[:3] == [i for i in range(len(text)) if text.startswith("It rains", i)]
    assert places[3] in places[:3]


def test_equal_strings_in_other_roles_are_another_claim() -> None:
    """A place is used only by answers with the same strings in the same roles."""
    text = "Reports said it rained. Reports said it rained."
    found = ground(reading(text), [answer("it rained", "said"), answer("it rained", (), "said")])
    places = [one.content[0][0] for one in found if isinstance(one, Grounded)]
    assert places == [text.index("it")] * 2


def test_damage_is_undone_on_both_sides() -> None:
    """A string with entities or odd spaces is found in a text without them, and the other way round."""
    damaged = Article(text="Ann said the so\u00adnar &amp; the\u00a0radar failed.")
    claims = Pipeline(Copier("the sonar & the radar failed", "said", "Ann"), taggers=[]).extract(damaged)
    assert claims[0].content.text == "the so\u00adnar &amp; the\u00a0radar failed"
    assert grounded("The sonar & the radar failed.", answer("The sonar &amp; the\u00a0ra\u00addar failed"))[0][
        "content"
    ]


class Copier:
    """An extractor whose model copies three strings."""

    name = "copier"

    def __init__(self, content: str, cue: str, source: str) -> None:
        self.answer = answer(content, cue, source)

    def extract(self, texts: Sequence[Text]) -> list[list[Attribution]]:
        """Ground the strings in each text."""
        return [as_attributions(ground(text, [self.answer])) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("a", "a"),
        ("a ", "a"),
        ("a b ", "a b b a"),
        ("Ann said it rained. ", "it rained"),
        ("a b c d e f g h ", "a b c x e f g h"),
        (". , ", ". ,"),
        ("x-", "x"),
    ],
)
def test_the_cost_is_linear(unit: str, said: str) -> None:
    """Four times the text and the answers take at most about four times the steps."""

    def work(size: int) -> int:
        text = reading(unit * size)
        ground(text, [])  # the words of the text are folded once
        given_answers = [answer(f"{said} " * (1 + n % 5), said, said) for n in range(size // 10)]
        return steps(lambda: ground(text, given_answers))

    work(50)  # fills caches
    assert work(400) <= 6 * work(100)


def test_a_long_string_costs_no_more_than_its_length() -> None:
    """A string as long as the text takes linear time, with edits or without."""

    def work(size: int) -> int:
        words = ["x" + str(n).translate(str.maketrans("0123456789", "abcdefghij")) for n in range(size)]
        text = reading(" ".join(words))
        ground(text, [])
        words[size // 3] = "zz"
        return steps(lambda: ground(text, [answer(" ".join(words))]))

    work(50)
    assert work(1600) <= 6 * work(400)


def test_a_role_has_few_fragments() -> None:
    """A role with nine fragments is refused, whatever they are; with eight it is looked up."""
    text = f"Ann said {'it rained and ' * 20}it snowed."
    nine, eight = (answer(("rained",) * count, "said", "Ann") for count in (9, 8))
    assert contents(text, nine, eight) == ["has more than 8 fragments", ["rained"] * 8]


def test_an_answer_without_end_is_looked_up_in_part() -> None:
    """A string far longer than the text is not looked up, and of many long ones only the first; short ones are."""
    text = "Ann said that it rained."
    refused = "was not looked up, because the answer is far longer than the text"
    long = [answer(f"{'it rained ' * 300}{n}", "said") for n in range(4)]
    found = contents(text, answer("it rained " * 2_000, "said"), *long, answer("it rained", "said", "Ann"))
    assert [one == refused for one in found] == [True, False, False, False, True, False]
    assert found[-1] == ["it rained"]
