"""A window knows which words of the text a model was shown."""

from extractors.llm.grounding.told import reading

from newsclaims.extractors._llm.grounding.window import Window


def test_a_window_has_the_words_that_are_wholly_in_it() -> None:
    """A word that is cut by the edge of the window is not in it."""
    text = reading("It rained all day.")
    window = Window.of(text, 1, 15)
    assert window.units.keys[window.first : window.last] == ("rained", "all")
    assert window.units.joined[slice(*window.joined)] == " rained all "
    assert Window.of(text, 4, 8).joined == (0, 0)


def test_words_between_positions() -> None:
    """Words count that begin between two positions; there are none if the positions are the other way round."""
    window = Window.of(reading("It rained all day."), 0, 18)
    assert [window.words_between(0, 18), window.words_between(1, 10), window.words_between(10, 0)] == [4, 1, 0]
