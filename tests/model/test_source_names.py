"""The spellings of a source's name."""

from collections import Counter

from newsclaims._model.source_names import spelling_key, usual_spelling


def test_spellings_have_one_key() -> None:
    """White space, letter case and the form of an accent do not distinguish names."""
    assert spelling_key(" Inés\n\u00a0PRADO") == spelling_key("ine\u0301s prado") == "inés prado"


def test_a_blank_name_is_a_name() -> None:
    """A name of white space is not the same as no name."""
    assert spelling_key("\u00a0") != spelling_key("") == ""


def test_the_most_frequent_spelling_is_the_usual_one() -> None:
    """The most frequent spelling wins, and of equally frequent ones the first."""
    assert usual_spelling(Counter(["He", "he", "he"])) == "he"
    assert usual_spelling(Counter(["He", "he"])) == "He"
