"""Words of an article as a page shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article, Span
from newsclaims.serialisers._html.words import (
    fragments,
    heading,
    language_tag,
    one_line,
    percent,
    shown_name,
    web_address,
)


@given(words=st.text(max_size=60), longest=st.integers(2, 10))
def test_a_label_is_short_and_on_one_line(words: str, longest: int) -> None:
    """Long words are cut with an ellipsis, and short ones keep all but their white space."""
    line = one_line(words, longest)
    assert len(line) <= longest
    assert line == " ".join(words.split()) or line.endswith("\u2026")
    assert not set("\r\n\t") & set(line)


def test_a_name_of_a_million_characters_is_cut() -> None:
    """A name can be a whole article."""
    assert one_line("x" * 1_000_000, 5) == "xxxx\u2026"


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (20, ("one two", "four")),
        (11, ("one two", "four")),
        (10, ("one two", "fou\u2026")),
        (7, ("one two", "\u2026")),
        (3, ("one\u2026", "\u2026")),
    ],
)
def test_fragments_are_cut_in_sum(longest: int, expected: tuple[str, ...]) -> None:
    """The fragments together have at most the characters that there is room for, and an ellipsis shows a cut."""
    text = "one two three four"
    assert fragments(text, [Span(start=0, end=7), Span(start=14, end=18)], longest) == expected


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0, "0"), (0.001, "<\u202f1"), (0.006, "1"), (0.5, "50"), (0.994, "99"), (0.999, ">\u202f99"), (1, "100")],
)
def test_only_certainty_is_a_hundred_per_cent(probability: float, expected: str) -> None:
    """Rounding never turns a probability into 0 or 100."""
    assert percent(probability) == expected


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=%20#d", "HTTP://EXAMPLE.ORG", "https://øre.example/é"])
def test_web_addresses_are_links(url: str) -> None:
    """Addresses with http and https can be followed."""
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "example.org", ""),
        *(" https://example.org", "https://example.org/a b", 'https://example.org/"onclick=', "https://\0", None),
    ],
)
def test_other_addresses_are_not(url: str | None) -> None:
    """Any other scheme, and an address with characters that no address has, is only text."""
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "en"), ("en-GB", "en-GB"), ("zh-Hant-TW", "zh-Hant-TW"), ("English, UK", None), ("", None), (None, None)],
)
def test_a_language_has_the_shape_of_a_tag(language: str | None, expected: str | None) -> None:
    """What is not a tag is left out, because a screen reader would choose a wrong voice."""
    assert language_tag(language) == expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Ida", "Ida"), ("", ""), (" ", "(blank)"), ("\u200b\u2066", "(blank)"), (" \u200bx", " \u200bx")],
)
def test_a_name_that_nobody_could_see_is_said_to_be_blank(name: str, shown: str) -> None:
    """Such a source is not one without a name, and its link has words."""
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("title", "article_id", "shown"),
    [("Rain", "a", "Rain"), (None, "a", "a"), (" \n", "a", "a"), ("\u200b", " ", "Untitled article")],
)
def test_a_heading_has_words(title: str | None, article_id: str, shown: str) -> None:
    """An article without a title that can be seen is named by its id."""
    assert heading(Article(text="It rained.", title=title, id=article_id)) == shown
