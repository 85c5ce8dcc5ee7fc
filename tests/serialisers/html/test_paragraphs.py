"""Paragraphs: the blocks of a text on its page."""

from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import articles

from newsclaims._model import Article, Block, Span
from newsclaims.serialisers._html.paragraphs import LONG_LINE, paragraphs

LONG = "A long line. " * (LONG_LINE // len("A long line. ") + 1)


def words(text: str, *blocks: tuple[str, str]) -> list[tuple[str, str | None]]:
    """Return the words of each paragraph with its kind, given blocks as a kind and its words."""
    found = [
        Block(kind=kind, span=Span(start=text.index(part), end=text.index(part) + len(part))) for kind, part in blocks
    ]
    return [(text[one.words : one.gap], one.kind) for one in paragraphs(text, found)]


@given(article=articles())
def test_paragraphs_joined_are_the_text(article: Article) -> None:
    """The paragraphs follow each other from the first code point to the last."""
    found = list(paragraphs(article.text, article.blocks))
    edges = [edge for one in found for edge in (one.start, one.words, one.gap, one.end)]
    assert edges == sorted(edges)
    assert [one.end for one in found][:-1] == [one.start for one in found][1:]
    assert (found[0].start, found[-1].end) == (0, len(article.text)) if article.text else found == []


@given(text=st.text(st.sampled_from("a \t\r\n\u2028")))
def test_the_white_space_around_words_is_only_white_space(text: str) -> None:
    """What the page collapses has no words."""
    for one in paragraphs(text):
        assert not text[one.start : one.words].strip()
        assert not text[one.gap : one.end].strip()


def test_blank_lines_separate_paragraphs() -> None:
    """In a text with short lines, a single line end is inside a paragraph."""
    assert words("a\nb\n \t\r\n\r\nc\rd\n") == [("a\nb", None), ("c\rd\n", None)]


def test_each_long_line_is_a_paragraph() -> None:
    """A line that is longer than a wrapped line can be shows that lines are not wrapped."""
    assert words(f"{LONG}\nb\nc") == [(LONG.rstrip(), None), ("b", None), ("c", None)]


def test_white_space_at_the_beginning_belongs_to_the_first_paragraph() -> None:
    """It has no paragraph of its own."""
    assert words("\n\n a\n\nb") == [(" a", None), ("b", None)]


def test_a_block_is_a_paragraph() -> None:
    """A line that is a block is separate from the lines around it, even without a blank line."""
    assert words("Title\nBy Ann\nAnn spoke.\n", ("title", "Title"), ("byline", "By Ann")) == [
        ("Title", "title"),
        ("By Ann", "byline"),
        ("Ann spoke.\n", None),
    ]


def test_a_block_can_have_several_paragraphs() -> None:
    """Each of them has the block's kind."""
    assert words("a\n\nb\n\nc", ("quote", "a\n\nb")) == [("a", "quote"), ("b", "quote"), ("c", None)]


def test_a_block_inside_a_line_changes_nothing() -> None:
    """A line is never broken."""
    assert words("Read more here. Ann spoke.", ("link", "Read more here.")) == [("Read more here. Ann spoke.", None)]


def test_only_white_space_is_one_paragraph() -> None:
    """A text without words keeps its characters."""
    assert [(one.start, one.end) for one in paragraphs("\r\n ")] == [(0, 3)]
