"""Cue force: what the reporter's choice of cue implies about the content."""

import pytest
from taggers.marked import judge, words


@pytest.mark.parametrize(
    ("cues", "force"),
    [
        ("said told stated asked wants argued explained warned stressed added blamed", "neutral"),
        ("confirmed revealed showed found acknowledged admitted realised knew noted clarified learned", "endorsing"),
        ("discovered", "endorsing"),
        ("claimed alleged insisted purported maintained accused asserted assumed boasted", "distancing"),
        ("portrayed painted spun", "distancing"),
    ],
)
def test_table(cues: str, force: str) -> None:
    """The verbs of the guideline's table and of settled point 9 have the force that the guideline gives them."""
    assert {
        cue: judge(f"[She] {{{cue}}} <that it rains>.")["cue_force"].value for cue in cues.split()
    } == dict.fromkeys(cues.split(), force)


@pytest.mark.parametrize(
    ("cue", "force"),
    [
        ("according to", "neutral"),
        ("pointed out", "endorsing"),
        ("made clear", "endorsing"),
        ("the story that", "distancing"),
        ("the notion that", "distancing"),
        ("The allegation", "distancing"),
        ("The admission", "endorsing"),
        ("has repeatedly claimed", "distancing"),
    ],
)
def test_phrases_and_nouns(cue: str, force: str) -> None:
    """Phrases, nouns and verb groups have the force of their head."""
    assert judge(f"{{{cue}}} <that it rains>.")["cue_force"].value == force


def test_negated() -> None:
    """A negated cue does not present its content as fact; the same cue without the negation does."""
    assert judge("[She] {did not confirm} <that it rains>.")["cue_force"].value == "neutral"
    assert judge("[She] {did indeed confirm} <that it rains>.")["cue_force"].value == "endorsing"
    assert words("[She] {did not confirm} <that it rains>.", "cue_force") == ["not", "confirm"]


def test_understood() -> None:
    """What "is understood" by nobody in particular is only probable, so it is not presented as fact."""
    assert judge("[She] {understood} <that it rains>.")["cue_force"].value == "endorsing"
    passive = judge("{It is understood} <that it rains>.")
    assert (passive["cue_force"].value, passive["confidence"].value) == ("neutral", "probable")


def test_unknown_cue() -> None:
    """A cue that is missing or not in the lexicon is neutral."""
    assert judge("[She] {flumoxed} <that it rains>.")["cue_force"].value == "neutral"
    assert judge("<It rains>.")["cue_force"].value == "neutral"
