"""Reading the answer of a model: what fits is kept, what does not is named, and nothing raises but one error."""

import json

import pytest
from extractors.llm.server import claim
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.extractors._llm.answer import Answer
from newsclaims.extractors._llm.reading import UnusableAnswerError, read_answer
from newsclaims.extractors._llm.reply import Reply

RAIN = claim("Ann", "said", "it rained")
READ = Answer(("it rained",), ("Ann",), ("said",))
WHOLE = json.dumps({"claims": [RAIN]})


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here are the claims:\n\n{WHOLE}\n\nI hope that helps {{really}}.",
        f'<think>I could write {{"claims": []}} here.</think>{WHOLE}',
        json.dumps([RAIN]),
        json.dumps({"claims": [{**RAIN, "certainty": 9}], "note": "none"}),
        json.dumps({"claims": [{"source": "Ann", "cue": "said", "content": "it rained"}]}),
    ],
)
def test_the_claims_are_found_in_the_answer(text: str) -> None:
    """Code fences, text around the object and other fields are ignored; a string counts as a list of one."""
    read = read_answer(Reply(text), "taggers")
    assert (read.answers, read.faults) == ((READ,), ())


def test_a_missing_source_or_cue_is_allowed() -> None:
    """Null, an empty string, an empty list and no field at all say that there is no source or cue."""
    items = [{"source": None, "cue": "", "content": ["it rained"]}, {"source": [], "content": ["it rained"]}]
    read = read_answer(Reply(json.dumps({"claims": items})), "taggers")
    assert read.answers == (Answer(("it rained",)),) * 2


def test_claims_that_do_not_fit_are_named() -> None:
    """What fits is kept, and each claim that does not has a fault with its number."""
    items = [RAIN, {"source": ["Ann"]}, 7, {"content": [3]}, {"content": ["it"], "cue": {"a": 1}}, {"content": []}]
    read = read_answer(Reply(json.dumps({"claims": items})), "taggers")
    assert read.answers == (READ,)
    assert read.faults == (
        "claim 2 of the answer was dropped: it has no content.",
        "claim 3 of the answer was dropped: it is not a JSON object.",
        "claim 4 of the answer was dropped: its content is not a list of strings.",
        "claim 5 of the answer was dropped: its cue is not a list of strings.",
        "claim 6 of the answer was dropped: it has no content.",
    )


def test_an_answer_that_was_cut_short_keeps_its_whole_claims() -> None:
    """The last claim of a cut answer may lack its end, so it is left out, and a fault says so."""
    text = json.dumps({"claims": [RAIN, claim("Bob", "denied", "that it rained")]})
    for cut in (-4, -20, -60):
        read = read_answer(Reply(text[:cut]), "taggers")
        assert read.answers == (READ,)
        assert read.faults == ("the answer was cut short after claim 1; later ones are missing. Use smaller windows.",)


def test_only_an_answer_that_its_end_did_not_fit_into_is_cut() -> None:
    """An answer without its end is cut, unless the endpoint says that the model came to its end; a whole one is not."""
    without_end = WHOLE[:-2] + ", {"
    assert [read_answer(Reply(without_end, cut=cut), "taggers").cut for cut in (True, None, False)] == [
        True,
        True,
        False,
    ]
    assert not read_answer(Reply(WHOLE, cut=True), "taggers").cut
    for text in ("", "I see", '{"claims": [{"sou'):
        with pytest.raises(UnusableAnswerError, match="cut short before the end of its first claim") as caught:
            read_answer(Reply(text, cut=True), "taggers")
        assert caught.value.cut


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(""), "the answer is empty"),
        (Reply(WHOLE, refused=True), "the model refused to answer"),
        (Reply("I see no claims."), 'the answer is not a JSON object with a list "claims"'),
        (Reply('{"claims": 7}'), 'the answer is not a JSON object with a list "claims"'),
        (Reply('{"claims": [{"sou'), "the answer was cut short before the end of its first claim"),
        (Reply("[" * 10_000), 'the answer is not a JSON object with a list "claims"'),
    ],
    ids=str,
)
def test_an_answer_without_claims_cannot_be_used(reply: Reply, reason: str) -> None:
    """The error says why, without the words of the answer."""
    with pytest.raises(UnusableAnswerError) as caught:
        read_answer(reply, "taggers")
    assert str(caught.value) == reason


def test_labels_are_checked_one_by_one() -> None:
    """A label with another value is left out and named; the claim and its other labels are kept."""
    item = claim("Ann", "said", "it rained", stance="affirm", confidence="sure", cue_force=3, source_type="none")
    read = read_answer(Reply(json.dumps({"claims": [item]})), "model")
    assert read.answers[0].labels == {"stance": "affirm", "source_type": "none"}
    assert read.faults == (
        "the claim 'it rained' has no confidence: 'sure' is not one of its values.",
        "the claim 'it rained' has no cue_force: a value of type int is not one of its values.",
    )


def test_labels_are_ignored_if_they_were_not_asked_for() -> None:
    """A model that volunteers labels does not judge."""
    item = claim("Ann", "said", "it rained", stance="deny", holder="Ann Roe", parent=0)
    assert read_answer(Reply(json.dumps({"claims": [item]})), "taggers").answers == (READ,)


def test_parents_are_places_among_the_claims_that_were_kept() -> None:
    """The number of a parent follows its claim; one that names nothing, or the claim itself, is left out and named."""
    items = [7, claim("", "", "a b", parent=9), claim("", "", "b", parent=1), claim("", "", "c", parent=3)]
    items.append(claim("", "", "d", parent=10**4000))
    read = read_answer(Reply(json.dumps({"claims": items})), "model")
    assert [one.parent for one in read.answers] == [None, 0, None, None]
    assert read.faults[1:-1] == (
        "the claim 'a b' has no parent: number 9 is not another claim of the answer.",
        "the claim 'c' has no parent: number 3 is not another claim of the answer.",
    )
    assert len(read.faults[-1]) < 200


def test_an_answer_without_end_is_bounded() -> None:
    """Of an answer with very many strings the first thousand are read, and a fault says so; wrong claims count too."""
    read = read_answer(Reply(json.dumps({"claims": [RAIN] * 1_200})), "taggers")
    assert len(read.answers) == 334
    assert read.faults == ("the answer has more than 1,000 strings; only the first 334 of its 1,200 claims were read.",)
    read = read_answer(Reply(json.dumps({"claims": [0] * 1_200})), "taggers")
    assert (len(read.answers), len(read.faults)) == (0, 1_001)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["affirm", "source", "content"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["claims", "content", "source", "cue", "stance", "parent", "holder"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(value=JSON, cut=st.integers(0, 20), before=st.text(max_size=5))
def test_any_answer_is_read_or_cannot_be_used(value: object, cut: int, before: str) -> None:
    """Whatever a model answers gives claims with contents and parents among them, or the one error."""
    text = before + json.dumps(value)
    try:
        read = read_answer(Reply(text[: len(text) - cut]), "model")
    except UnusableAnswerError:
        return
    assert all(one.content for one in read.answers)
    assert all(one.parent is None or one.parent in range(len(read.answers)) for one in read.answers)
