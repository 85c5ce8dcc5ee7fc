"""The cue and the source are cut out of a content, if a model left them in it."""

import pytest
from extractors.llm.grounding.told import answer, contents, grounded


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It rained, he said, all day.", ["It rained", "all day."]),
        ("“It rained,” he said, “all day.”", ["“It rained,”", "“all day.”"]),
        ("“It rained,” he said on Monday in town. “It snowed.”", ["“It rained,”", "“It snowed.”"]),
        ("“It rained,” in town on Monday, he said. “It snowed.”", ["“It rained,”", "“It snowed.”"]),
        ("he said that it rained.", ["that it rained."]),
        ("It rained, he said.", ["It rained"]),
    ],
)
def test_the_attribution_is_cut_out(text: str, left: list[str]) -> None:
    """What is left is the content; between two quotations the whole clause is cut out."""
    assert contents(f"Ships came. {text} They left.", answer(text, "said", "he")) == [left]


def test_the_note_says_that_it_was_cut() -> None:
    """The content is not what the model wrote, and the note says so."""
    text = "It rained, he said, all day."
    assert grounded(text, answer(text, "said", "he"))[0]["note"] == (
        "source exact, cue exact, content normalised (in 2 pieces)"
    )


def test_only_a_cue_and_a_source_that_are_both_inside_are_cut_out() -> None:
    """A content that quotes another speaker keeps that speaker's words."""
    text = "Bob said Ann said it rained."
    assert contents(text, answer("Ann said it rained", "said", "Bob")) == [["Ann said it rained"]]


def test_a_content_of_an_attribution_alone_is_not_a_claim() -> None:
    """If nothing is left after the cut, the cue has no place."""
    assert contents("Then he said.", answer("he said", "said", "he")) == ["is in the text, but not near the content"]


def test_edits_count_once() -> None:
    """The words that differ are not counted in each piece."""
    text = "The old bridge over the river, he said, would be closed to lorries next week."
    (found,) = grounded(text, answer(text.replace("closed", "shut"), "said", "he"))
    assert "1 of 15 words differ" in str(found["note"])
