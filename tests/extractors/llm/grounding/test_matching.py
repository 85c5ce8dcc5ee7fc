"""A string is found with the same characters, else with the same words, and only as whole words."""

import pytest
from extractors.llm.grounding.told import answer, contents, grounded, reading

from newsclaims.extractors._llm.grounding.matching import CharacterMatcher, FixedMatcher, Matcher, Place, UnitMatcher
from newsclaims.extractors._llm.grounding.units import read_string
from newsclaims.extractors._llm.grounding.window import Window


@pytest.mark.parametrize(
    ("text", "string", "found", "kind"),
    [
        ("Then it rained, she said.", "it rained", "it rained", "exact"),
        ("Then it rained, she said.", " it rained\n", "it rained", "exact"),
        ("“It rained,” she said.", "“It rained,”", "“It rained,”", "exact"),
        ("“It rained,” she said.", '"it rained"', "“It rained,”", "normalised"),
        ("“It rained,” she said.", '"It rained."', "“It rained,”", "normalised"),
        ("“It rained,” she said.", "it rained.", "It rained", "normalised"),
        ("It rained, she said.", "“It rained”", "It rained", "normalised"),
        ("Will it rain? she asked.", "will it rain?", "Will it rain?", "normalised"),
        ("It rained (a lot), she said.", "it rained (a lot)", "It rained (a lot)", "normalised"),
        ("It rained...she said.", "... it rained ...", "It rained", "normalised"),
        ("It\n rained, she said.", "It rained", "It\n rained", "normalised"),
        ("African-American voters", "african american voters", "African-American voters", "normalised"),
    ],
)
def test_a_string_is_exact_or_normalised(text: str, string: str, found: str, kind: str) -> None:
    """Marks at the edges are part of the span if the model wrote them and the text has them; a full stop is not."""
    assert grounded(text, answer(string)) == [
        {"index": 0, "content": [found], "note": kind if kind == "exact" else f"content {kind}"}
    ]


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("The others left.", "he"),
        ("The others left.", "The other"),
        ("The African-American vote.", "American"),
        ("It helped us.", "US"),
        ("The US helped.", "us"),
        ("It rained.", "!"),
        ("", "It"),
    ],
)
def test_a_part_of_a_word_and_another_word_are_not_found(text: str, string: str) -> None:
    """Only whole words count, and an acronym is not a word in lower case."""
    assert contents(text, answer(string)) == ["is not in the text"]


def test_words_that_are_read_otherwise_alone_are_found() -> None:
    """A clitic or a mark that was cut out of the text is exact."""
    text = "The mayor's plan — a new bridge — failed."
    assert contents(text, answer("'s plan"), answer("— a")) == [["'s plan"], ["— a"]]


@pytest.mark.parametrize("kind", ["characters", "units", "fixed"])
def test_places_are_found_on_both_sides_of_a_position(kind: str) -> None:
    """Places after a position are in order, and those before it come last first."""
    text = reading("he he the he")
    window = Window.of(text, 0, 12)
    places = [Place(0, 2, "exact"), Place(3, 5, "exact"), Place(10, 12, "exact")]
    matchers: dict[str, Matcher] = {
        "characters": CharacterMatcher(window, "he"),
        "units": UnitMatcher(window, read_string("he", text.language)),
        "fixed": FixedMatcher(tuple(places)),
    }
    matcher = matchers[kind]
    assert list(matcher.after(0)) == places
    assert list(matcher.after(1)) == places[1:]
    assert list(matcher.after(11)) == []
    assert list(matcher.before(10)) == [places[1], places[0]]
    assert list(matcher.before(99)) == places[::-1]
    assert list(matcher.before(0)) == []


def test_the_parts_of_a_hyphenated_word_are_skipped() -> None:
    """A place inside a word is skipped in both directions."""
    text = reading("known, well-known, known-well, known")
    matcher = UnitMatcher(Window.of(text, 0, len(text.string)), read_string("known", text.language))
    assert [place.start for place in matcher.after(0)] == [0, 31]
    assert [place.start for place in matcher.before(99)] == [31, 0]


def test_a_search_inside_words_gives_up() -> None:
    """Thousands of places inside words are not looked at one by one."""
    text = reading("xa " * 1000 + "x")
    window = Window.of(text, 0, len(text.string))
    assert list(CharacterMatcher(window, "x").after(0)) == []
    assert list(CharacterMatcher(window, "x").before(3000)) == []
