"""Words that are names at their place: capitals show it inside a sentence, the words next to them at its start."""

import pytest
from syntax.given import tokens


def named(string: str) -> list[str]:
    """Return the words of a text that are names and could be other words."""
    given = tokens(string)
    return [given.words[i] for i in sorted(given.names)]


@pytest.mark.parametrize(
    ("string", "names"),
    [
        ("“It leaks,” Per Brandt said.", ["Per"]),
        ("“It leaks,” said So Young.", ["So"]),
        ("It leaks, warden Will Holm said.", ["Will"]),
        ("It leaks, said Kim So Yong.", ["So"]),
        ("It leaks, according to Ms. An.", ["An"]),
        ("“It leaks,” said Hope Ruud.", ["Hope"]),
        # A name does not continue over the end of a sentence.
        ("It leaks, as he said So. Young men left.", []),
        # Offices, times and the small words of titles are not names.
        ("It leaks, said Chief Executive Ida Holm.", []),
        ("It leaked on Monday Ida Holm said.", []),
        ("He told The Associated Press.", []),
        ("It is the seat of The Bank Of Lund.", []),
        # A colon opens a sentence of its own.
        ("HOLM: So Young left.", []),
    ],
)
def test_capitals_inside_a_sentence(string: str, names: list[str]) -> None:
    """A capital inside a sentence, with another one after it or a name before it, shows a name."""
    assert named(string) == names


@pytest.mark.parametrize(
    ("string", "names"),
    [
        ("Will Holm said so.", ["Will"]),
        ("Per Holm denied it.", ["Per"]),
        ("Will Holm runs the port. It rained.", ["Will"]),
        ("“Will Holm runs the port.”", ["Will"]),
        ("Will Holm say so?", []),
        ("Should Lund win, Holm said, it will rain.", []),
        ("In Lund Holm said so.", []),
        ("So Young said it.", []),
        ("So Young said it. “No,” said So Young.", ["So", "So"]),
        ("Since Holm said it, it rains.", []),
    ],
)
def test_capitals_at_the_head_of_a_sentence(string: str, names: list[str]) -> None:
    """At the start of a sentence, the name must occur elsewhere, or the verb must rule out any other reading."""
    assert named(string) == names


def test_headlines_show_nothing() -> None:
    """A headline may write every word with a capital."""
    assert named("Council to Will Holm Bridge\n\nThe council met on Monday. It rained.") == []


def test_the_letter_of_an_answer_is_not_an_initial() -> None:
    """In "A. We said", which begins a turn, "We" is a pronoun."""
    assert named("A. We said so.") == []
