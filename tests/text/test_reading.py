"""Reading a whole text: the seed article, and extreme inputs."""

from pathlib import Path

import attrs
import pytest

from newsclaims._model import Article
from newsclaims.errors import InputTypeError
from newsclaims.text import read

SEED = Path(__file__).parents[2] / "seeds" / "000_ba67543f12171369.txt"


def test_seed() -> None:
    """The seed article has a dateline, four paragraphs, a subheading and no quotations."""
    text = read(Article(text=SEED.read_bytes().decode("utf-8")))
    assert [p.kind for p in text.paragraphs] == ["body", "body", "body", "headline", "body"]
    assert [text.slice(p.start, p.body_start) for p in text.paragraphs if p.body_start > p.start] == ["Beijing: "]
    assert [sum(s.paragraph == i for s in text.sentences) for i in range(5)] == [6, 5, 3, 1, 4]
    assert text.slice(text.sentences[0].start, text.sentences[0].end).startswith("In recent years, Chinese engineers")
    assert text.quotations == ()


def test_pieces_are_frozen() -> None:
    """The pieces of a text cannot be changed."""
    text = read(Article(text="“Go,” he said."))
    for piece in (text, text.words, text.paragraphs[0], text.sentences[0], text.quotations[0]):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            piece.start = 0  # type: ignore[union-attr,misc]


def test_string_and_slices() -> None:
    """Offsets are code points of the untouched text."""
    text = read(Article(text="👍🏽 “Go,” he said.\r\n"))
    assert text.string == text.article.text
    assert [text.slice(q.start, q.end) for q in text.quotations] == ["“Go,”"]


LENGTH = 60_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a",
            ".",
            ". ",
            "!",
            "?” Aa ",
            "A. ",
            "Mr. ",
            "\n",
            "\r\n",
            "a\n",
            " ",
            "1,",
            "a-",
            "n't ",
            "s' a ",
            "'em a ",
        ),
        *('"', "'", "“", "”", "“a ", "'a ", "“a\n", "“‘a\n", "«a ", "»a ", "“a ‘b ", "''", "“He went.” "),
        *(
            "NEW YORK (AP)\n",
            "By Aa ",
            "AB - ",
            "Aa: ",
            "(",
            "👍🏽",
            "\u200d",
            "\u0301",
            "https://",
            "aaaa.'''' ",
            "a.com",
        ),
    ],
)
def test_long_repetitive_texts(unit: str) -> None:
    """Any repeated string is read in linear time; in quadratic time these tests would take hours."""
    text = read(Article(text=unit * (LENGTH // len(unit))))
    assert len(text.words) <= LENGTH


@pytest.mark.parametrize("text", ["“ " * 5000 + "” " * 5000, "“a " * 5000 + "b” " * 5000])
def test_deep_nesting(text: str) -> None:
    """Quotations may be nested to any depth."""
    assert max(quotation.depth for quotation in read(Article(text=text)).quotations) >= 4998


@pytest.mark.issue(20)
def test_only_an_article_can_be_read() -> None:
    """A str is refused, with the way to make an article of it."""
    with pytest.raises(
        InputTypeError, match=r"the article must be an Article, not str\. Write Article\(text=\.\.\.\)\."
    ):
        read("It rained.")  # type: ignore[arg-type]
