"""Blocks: what an article knows of its layout, checked against its text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, blocks

from newsclaims import Article, Block, Span
from newsclaims.errors import InputTypeError, InvalidValueError, OffsetError

TEXT = "Ferry to sail\nBy Ida Roe"


def block(start: int, end: int, kind: str = "title") -> dict[str, Any]:
    """Return a block as JSON has it."""
    return {"kind": kind, "span": {"start": start, "end": end}}


@given(any_text().flatmap(lambda text: st.tuples(st.just(text), blocks(text))))
def test_blocks_are_kept_as_they_are(drawn: tuple[str, tuple[Block, ...]]) -> None:
    """Nothing is sorted, joined or left out, whether they come as blocks or as plain values."""
    text, given_blocks = drawn
    for values in (given_blocks, [one.model_dump() for one in given_blocks]):
        assert Article(text=text, blocks=values).blocks == given_blocks


@given(any_text())
def test_an_article_has_no_blocks_unless_given(text: str) -> None:
    """None of them is guessed; and they do not change the id."""
    assert Article(text=text).blocks == ()
    if text:
        whole = Block(kind="quote", span=Span(start=0, end=len(text)))
        assert Article(text=text, blocks=(whole,)).id == Article(text=text).id


@given(st.integers(0, 40), st.integers(1, 20), st.integers(0, 40), st.integers(1, 20))
def test_blocks_stand_in_the_text_in_order(first: int, size: int, second: int, other: int) -> None:
    """Two blocks are taken if the second begins where the first ends or later, and ends inside the text."""
    pair = [block(first, first + size), block(second, second + other, "caption")]
    if first + size <= second and second + other <= len(TEXT):
        assert len(Article(text=TEXT, blocks=pair).blocks) == 2
    else:
        with pytest.raises(OffsetError, match=r"Article\.blocks: blocks\[[01]\] \((title|caption), \d+\.\.\d+\) "):
            Article(text=TEXT, blocks=pair)


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        (
            [block(0, 13), block(0, 13)],
            OffsetError,
            r"blocks\[1\] \(title, 0\.\.13\) starts before blocks\[0\] \(title,",
        ),
        ([block(14, 24, "byline"), block(0, 13)], OffsetError, r"Sort the blocks by their offsets"),
        ([block(0, 9), block(3, 6, "list_item")], OffsetError, r"keep one of those that overlap"),
        ([block(0, 5), block(14, 25)], OffsetError, r"blocks\[1\] \(title, 14\.\.25\) ends past the text's end at 24"),
        ([block(5, 5)], OffsetError, r"Article\.blocks\.0\.span: a span must start before it ends"),
        ([block(0, 5, "h1")], InvalidValueError, r"Article\.blocks\.0\.kind: .*'title'.* \(got 'h1'\)"),
        ([{"kind": "title"}], InvalidValueError, r"Article\.blocks\.0\.span is missing"),
        ([block(0, 5) | {"level": 2}], InvalidValueError, r"Article\.blocks\.0\.level is not a field"),
        ([("title", 0, 5)], InvalidValueError, r"Article\.blocks\.0: .*Block"),
        ("title", InvalidValueError, r"Article\.blocks: "),
    ],
)
def test_a_wrong_block_is_named(values: Any, error: type[Exception], words: str) -> None:
    """The error is ours and says which block is wrong, where it stands, and what to do."""
    with pytest.raises(error, match=words):
        Article(text=TEXT, blocks=values)
    with pytest.raises(error, match=words):
        Article.model_validate({"text": TEXT, "blocks": values})


def test_a_wrong_text_is_reported_first() -> None:
    """Blocks cannot be checked against a text that was refused."""
    with pytest.raises(InputTypeError, match=r"Article\.text must be a str, not bytes"):
        Article.model_validate({"text": b"x", "blocks": [block(0, 5)]})
