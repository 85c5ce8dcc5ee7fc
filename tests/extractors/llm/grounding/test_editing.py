"""A few words may differ in a long string, but none that changes the claim."""

import pytest
from extractors.llm.grounding.told import answer, contents, grounded, reading

from newsclaims.extractors._llm.answer import Answer
from newsclaims.extractors._llm.grounding import Grounded, ground

TEXT = "Ann Lee said that the old bridge over the river would be closed to 40 lorries from next week on Monday."
CLAIM = "the old bridge over the river would be closed to 40 lorries from next week"


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("would be", "will be", 1),
        ("lorries", "trucks", 1),
        ("the river", "river", 1),
        ("closed to", "closed again to", 1),
        ("old bridge", "olde bridge", 1),
        ("would be closed", "is closed", 2),
    ],
)
def test_a_few_words_may_differ(old: str, new: str, edits: int) -> None:
    """The span is the text's own words, and the note counts the words that differ."""
    wrote = CLAIM.replace(old, new)
    (found,) = grounded(TEXT, answer(wrote))
    assert found["content"] == [CLAIM]
    assert found["note"] == f"content edited ({edits} of {len(wrote.split())} words differ)"


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("would be", "would not be", "not"),
        ("40", "50", "50"),
        ("40 lorries", "lorries", "40"),
        ("the river", "the Thames", "Thames"),
        ("the river", "her river", "her"),
        ("would be", "may be", "may"),
        ("would be", "could be", "could"),
        ("closed to", "unclosed to", "unclosed"),
        ("bridge over", "bridge or", "or"),
        ("to 40", "to almost 40", "almost"),
    ],
)
def test_a_word_that_changes_the_claim_must_not_differ(old: str, new: str, word: str) -> None:
    """A negation, a number, a name, a person, an amount, a chance and a link are as in the text."""
    assert contents(TEXT, answer(CLAIM.replace(old, new))) == [
        f"differs from the text in the word {word!r}, which changes the claim"
    ]


FEW = "the old bridge over the river in the north has {} friends among the people who live beside it"


@pytest.mark.parametrize(("amount", "other"), [("a few", "few"), ("a little", "little"), ("a few", "very few")])
def test_the_word_before_few_must_not_differ(amount: str, other: str) -> None:
    """The words "a few" and "few" say the opposite, so neither stands for the other."""
    for one, two in ((amount, other), (other, amount)):
        (reason,) = contents(f"Ann Lee said that {FEW.format(one)}.", answer(FEW.format(two)))
        assert "which changes the claim" in str(reason)


@pytest.mark.parametrize("wrote", ["that ships did pay", "The mayor did pay for it", "did pay"])
def test_a_negation_must_not_be_lost(wrote: str) -> None:
    """What denies a claim is not left out, at the edges of the string either."""
    text = "Ann said that ships didn’t pay. The mayor did not pay for it."
    assert isinstance(contents(text, answer(wrote))[0], str)


@pytest.mark.parametrize(
    "wrote",
    [
        "a bridge",
        "the new bridge over",
        "bridges are closed everywhere in the country today",
        f"yesterday {CLAIM}",
        f"{CLAIM} again",
        "zz " * 200,
    ],
)
def test_short_strings_other_edges_and_other_words_are_not_found(wrote: str) -> None:
    """A string of four words has no edit, the first and the last word are never edited, and the share is bounded."""
    assert isinstance(contents(TEXT, answer(wrote))[0], str)


def test_an_edited_string_begins_and_ends_with_whole_words() -> None:
    """A part of a word with a hyphen is not the beginning of a place."""
    text = "They asked the non-smoking guests of the hotel to leave by noon."
    assert contents(text, answer("non-smoking guests of the inn to leave by noon"))[0] == [
        "non-smoking guests of the hotel to leave by noon"
    ]
    assert isinstance(contents(text, answer("smoking guests of the inn to leave by noon"))[0], str)


def test_the_share_of_edits_is_the_callers() -> None:
    """Without edits only the words of the text are found; with more, more may differ."""
    text, wrote = reading(TEXT), Answer(content=(CLAIM.replace("would be closed", "is shut"),))
    assert not isinstance(ground(text, [wrote], most_edits=0)[0], Grounded)
    assert not isinstance(ground(text, [wrote], most_edits=0.15)[0], Grounded)
    assert isinstance(ground(text, [wrote], most_edits=0.25)[0], Grounded)


def test_the_place_with_the_fewest_edits_counts() -> None:
    """Of two similar sentences, the one that differs less is the place."""
    text = "The ferry to the old island port left late. The ferry to the small island port left early."
    assert contents(text, answer("The ferry to the small islands port left early")) == [
        ["The ferry to the small island port left early"]
    ]


def test_quotation_marks_stay_with_edited_words() -> None:
    """The marks that the model wrote are part of the span."""
    text = "“The ferry to the old island port left,” she said."
    assert contents(text, answer('"The ferry to the old isle port left."')) == [
        ["“The ferry to the old island port left,”"]
    ]
