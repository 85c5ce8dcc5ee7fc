"""Laws of reading that hold for any text."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import STYLES, Layout, Style, any_text, articles, layouts, unquoted

from newsclaims._model import Article
from newsclaims.text import Text, read
from newsclaims.text._quotation_marks import QUOTATION_MARKS


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))


def closed(text: Text) -> tuple[tuple[int, int], ...]:
    """Return start and end of the closed quotations."""
    return tuple((quotation.start, quotation.end) for quotation in text.quotations if quotation.closed)


def pieces(text: Text) -> list[object]:
    """Return all pieces as strings, with every line break written alike."""

    def plain(start: int, end: int) -> str:
        return text.slice(start, end).replace("\r\n", "\n")

    return [
        [plain(p.start, p.end) + p.kind + plain(p.start, p.body_start) for p in text.paragraphs],
        [plain(s.start, s.end) for s in text.sentences],
        text.words.texts,
        [(plain(q.start, q.end), q.depth, q.parent, q.closed, q.continues) for q in text.quotations],
    ]


@given(article=articles())
def test_words_tile(article: Article) -> None:
    """Words contain no white space, and there is only white space between them."""
    text = read(article)
    words = text.words
    assert len(words.texts) == len(words.lowers) == len(words.starts) == len(words.ends)
    end = 0
    for word in words:
        assert text.slice(word.start, word.end) == word.text
        assert word.text.split() == [word.text]
        assert not text.slice(end, word.start).strip()
        end = word.end
    assert not text.string[end:].strip()


@given(article=articles())
def test_lowers(article: Article) -> None:
    """The lower form of a word is its lower case with straight apostrophes."""
    words = read(article).words
    assert list(words.lowers) == [re.sub("[’‘＇`´]", "'", text.lower()) for text in words.texts]


@given(article=articles())
def test_index_at(article: Article) -> None:
    """The word at an offset is the first that does not start before it."""
    text = read(article)
    words = text.words
    for offset in range(len(text.string) + 1):
        index = words.index_at(offset)
        assert all(start < offset for start in words.starts[:index])
        assert all(start >= offset for start in words.starts[index:])


@given(article=articles())
def test_paragraphs(article: Article) -> None:
    """Paragraphs are in order, disjoint and trimmed, and cover everything visible."""
    text = read(article)
    end = 0
    for paragraph in text.paragraphs:
        assert not text.slice(end, paragraph.start).strip()
        assert paragraph.start <= paragraph.body_start < paragraph.end
        content = text.slice(paragraph.start, paragraph.end)
        assert content == content.strip()
        end = paragraph.end


@given(article=articles())
# A soft hyphen right after a byte order mark, where the first line begins.
@example(article=Article(text="\ufeff\u00ad0"))
@example(article=Article(text="\ufeff\u00ad"))
def test_sentences(article: Article) -> None:
    """The sentences of a paragraph consist of whole words, in order, and cover its prose."""
    text = read(article)
    for number, paragraph in enumerate(text.paragraphs):
        sentences = [sentence for sentence in text.sentences if sentence.paragraph == number]
        assert sentences[0].start == paragraph.body_start
        assert sentences[-1].end == paragraph.end
        assert all(before.last == after.first for before, after in pairwise(sentences))
        for sentence in sentences:
            assert sentence.start == text.words.starts[sentence.first]
            assert sentence.end == text.words.ends[sentence.last - 1]
    assert list(text.sentences) == sorted(text.sentences, key=lambda sentence: sentence.start)


@given(article=articles())
def test_no_sentence_begins_in_a_closed_quotation(article: Article) -> None:
    """A closed quotation is never split."""
    text = read(article)
    for start, end in closed(text):
        assert not [sentence for sentence in text.sentences if start < sentence.start < end]


@given(article=articles())
def test_quotation_marks(article: Article) -> None:
    """A quotation begins and, if closed, ends with quotation marks, is not empty, and stays in its paragraph."""
    text = read(article)
    starts = set(text.words.starts)
    for quotation in text.quotations:
        assert set(text.slice(quotation.start, quotation.inner_start)) <= set(QUOTATION_MARKS)
        assert set(text.slice(quotation.inner_end, quotation.end)) <= set(QUOTATION_MARKS)
        assert quotation.closed == (quotation.inner_end < quotation.end)
        assert text.slice(quotation.inner_start, quotation.inner_end).strip()
        assert {quotation.start, quotation.inner_end if quotation.closed else quotation.start} <= starts
        around = [p for p in text.paragraphs if p.start <= quotation.start and quotation.end <= p.end]
        assert len(around) == 1
        assert quotation.closed or quotation.end == around[0].end


@given(article=articles())
def test_quotations_nest(article: Article) -> None:
    """Quotations are in order, never cross, and know the quotation around them."""
    quotations = read(article).quotations
    assert list(quotations) == sorted(quotations, key=lambda quotation: quotation.start)
    for index, quotation in enumerate(quotations):
        around = [i for i, other in enumerate(quotations[:index]) if other.end > quotation.start]
        assert all(quotations[i].end >= quotation.end for i in around)
        assert quotation.depth == len(around)
        assert quotation.parent == (around[-1] if around else None)


@given(article=articles())
def test_continued_pieces(article: Article) -> None:
    """A continued quotation opens its paragraph with the same mark as the unclosed one before it."""
    text = read(article)
    number = {p.start: i for i, p in enumerate(text.paragraphs)}
    for quotation in text.quotations:
        if quotation.continues is None:
            continue
        before = text.quotations[quotation.continues]
        paragraph = max(i for start, i in number.items() if start <= quotation.start)
        assert not before.closed
        assert before.end == text.paragraphs[paragraph - 1].end
        assert text.string[before.start] == text.string[quotation.start]


def check_utterances(text: Text) -> None:
    """Check that utterances are in order and disjoint, and their pieces sorted, disjoint, in the text and trimmed."""
    end = 0
    for utterance in text.utterances:
        assert utterance.content
        for start, stop in utterance.content:
            assert end <= start < stop <= len(text.string)
            piece = text.slice(start, stop)
            assert piece == piece.strip()
            end = stop
        if utterance.speaker:
            name = text.slice(*utterance.speaker)
            assert name
            assert name == name.strip()


@given(article=articles())
def test_utterances(article: Article) -> None:
    """Utterances are pieces of the text, in order, and none is inside another."""
    check_utterances(read(article))


LAYOUT_PARTS = (
    *(
        "Q: ",
        "A: ",
        "Q. ",
        "HOLT: ",
        "VIK: ",
        "TEXT: ",
        "OPERATOR",
        "Ada Quist: ",
        "Bo Lind: ",
        "(LAUGHTER)",
        "[laughs] ",
    ),
    *(
        "I do not.",
        "Do you?",
        "You did.",
        "The quay is shut.",
        "“It leaks.”",
        '"I do."',
        " — ",
        " -- ",
        "- ",
        "• ",
        "1. ",
    ),
    *(
        "Ada (@ada)",
        " May 13, 2024",
        " · 3h",
        "14:32 GMT",
        "6:12 PM: ",
        "Photo: ",
        "Read more",
        "ENDS",
        "https://t.co/a",
        "📉",
    ),
    *("\n", "\n\n", " ", ":", ".", "\ufeff", "\u00ad"),
)
"""Parts of layout, to be put together at random."""


@given(parts=st.lists(st.sampled_from(LAYOUT_PARTS), max_size=30))
def test_layout_at_random(parts: list[str]) -> None:
    """The laws of paragraphs, sentences and utterances hold for elements of layout in any order."""
    text = reading("".join(parts))
    check_utterances(text)
    end = 0
    for number, paragraph in enumerate(text.paragraphs):
        assert not text.slice(end, paragraph.start).replace("\ufeff", "").strip()
        assert paragraph.start <= paragraph.body_start < paragraph.end
        end = paragraph.end
        sentences = [sentence for sentence in text.sentences if sentence.paragraph == number]
        assert sentences[0].start == paragraph.body_start
        assert sentences[-1].end == paragraph.end
        assert all(sentence.start == text.words.starts[sentence.first] for sentence in sentences)
    assert not text.slice(end, len(text.string)).replace("\ufeff", "").strip()


@given(text=any_text())
def test_line_ends(text: str) -> None:
    """Both kinds of line end give the same pieces."""
    unix = text.replace("\r", "")
    assert pieces(reading(unix)) == pieces(reading(unix.replace("\n", "\r\n")))


@given(article=articles())
def test_equal_input_gives_equal_output(article: Article) -> None:
    """The result depends only on the text and the blocks."""
    assert read(article) == read(Article(text=article.text, id=article.id, blocks=article.blocks))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@given(layout=layouts())
def test_planted_quotations(style: Style, layout: Layout) -> None:
    """Planted quotations are found in every style of mark, and nothing else is found."""
    assert closed(reading(layout.render(style))) == layout.closed


@given(layout=layouts())
def test_styles_agree(layout: Layout) -> None:
    """Straight and curly marks give the same quotations and sentences."""
    curly, straight = (reading(layout.render(style)) for style in STYLES[:2])
    assert curly.quotations == straight.quotations
    assert curly.sentences == straight.sentences


@given(before=unquoted(), layout=layouts())
def test_paragraph_in_front(before: str, layout: Layout) -> None:
    """An added first paragraph shifts everything after it and changes nothing else."""
    text = layout.render(STYLES[0])
    opening = "It is known that the harvest of last year was good and that prices fell all over the country.\n\n"
    plain = reading(opening + text)
    shifted = reading(opening + before + "\n\n" + text)
    shift = len(before) + 2
    kept = len(opening)
    assert [(s.start + shift, s.end + shift) for s in plain.sentences if s.start >= kept] == [
        (s.start, s.end) for s in shifted.sentences if s.start >= kept + shift
    ]
    assert [(q.start + shift, q.end + shift, q.depth, q.parent, q.continues) for q in plain.quotations] == [
        (q.start, q.end, q.depth, q.parent, q.continues) for q in shifted.quotations
    ]
