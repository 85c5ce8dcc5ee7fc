"""Line breaks: which are read as spaces, which split a word, and which hyphens belong to a compound."""

import pytest

from newsclaims._model import Article
from newsclaims.text import read

WRAPPED = (
    "The owner of the old paper mill by the river said on Friday that the\n"
    "harvest would be sold before the end of May, and that nobody in the\n"
    "village would lose a job.\n"
)


def seen(string: str) -> str:
    """Return the view of a text as a string."""
    return read(Article(text=string)).string


@pytest.mark.parametrize(
    ("string", "wanted"),
    [
        ("The min-\nister said so. The minister left.", "The minister said so. The minister left."),
        ("The report de-\nnied it.", "The report denied it."),
        ("The xan-\nthous sky was lost.", "The xanthous sky was lost."),
        ("It is a well-\nknown fact.", "It is a well-known fact."),
        ("The ex-\nminister said so. A minister left.", "The ex-minister said so. A minister left."),
        ("The Asia-\nPacific trade is lost.", "The Asia-Pacific trade is lost."),
        ("It began in mid-\n2016 or so.", "It began in mid-2016 or so."),
        ("THE MIN-\nISTER LEFT.", "THE MINISTER LEFT."),
    ],
)
def test_hyphens_at_line_ends(string: str, wanted: str) -> None:
    """A hyphen stays if both halves are words and the whole is not, or if a capital or a figure follows it."""
    assert seen(string) == wanted


def test_the_halves_of_a_split_word_are_not_words_of_the_text() -> None:
    """A line that ends in "re-" does not make "re-gion" a compound."""
    assert seen("The re-\ngion is large.") == "The region is large."


def test_short_paragraphs_have_the_width_of_the_others() -> None:
    """A paragraph of two lines is too short to show its width, so the width of the text counts."""
    short = "The council of the small town in the valley by the river met in\nHolmen on Sunday."
    assert "met in Holmen on Sunday" in seen(f"{WRAPPED}\n{short}\n\n{WRAPPED}")
    assert "met in\nHolmen on Sunday" in seen(short)


def test_a_line_longer_than_the_width_is_not_wrapped() -> None:
    """A paragraph with a line longer than the width of the text was not wrapped."""
    long = "The council of the small town in the valley by the river met in the hall of the old school at\nHolmen."
    assert "\nHolmen" in seen(f"{WRAPPED}\n{WRAPPED}\n{long}")
