"""Paragraphs and blocks: the kind of a paragraph comes from its block, and the edges of blocks split paragraphs."""

import pytest
from hypothesis import given
from strategies import articles

from newsclaims._model import Article, Block, BlockKind, Span
from newsclaims.text import read
from newsclaims.text._blocks import BlockPiece, NamedKind, split_at_blocks
from newsclaims.text._lines import find_lines

TEXT = "Ferry to sail\nBy Ida Roe\n\nThe ferry sails. • Tickets • Times\nRead more"


def triples(article: Article) -> list[tuple[int, int, BlockKind]]:
    """Return the blocks of an article as the function takes them."""
    return [(block.span.start, block.span.end, block.kind) for block in article.blocks]


def pieces(*blocks: tuple[str, BlockKind], text: str = TEXT) -> list[tuple[str, NamedKind | None]]:
    """Return the pieces of a text, given the words of each block."""
    spans = [(text.index(words), text.index(words) + len(words), kind) for words, kind in blocks]
    return [(text[one.start : one.end], one.kind) for one in split_at_blocks(text, find_lines(text)[0], spans)]


@pytest.mark.parametrize(
    ("block", "paragraph"),
    [
        ("title", "headline"),
        ("heading", "headline"),
        ("byline", "byline"),
        ("timestamp", "note"),
        ("caption", "caption"),
        ("quote", "body"),
        ("post", "body"),
        ("list_item", "item"),
        ("link", "link"),
    ],
)
def test_the_kind_of_a_block_is_that_of_its_paragraph(block: BlockKind, paragraph: NamedKind) -> None:
    """Each kind of block sets one kind of paragraph; a paragraph without a block has no kind yet."""
    assert pieces(("By Ida Roe", block)) == [
        ("Ferry to sail", None),
        ("By Ida Roe", paragraph),
        ("The ferry sails. • Tickets • Times", None),
        ("Read more", None),
    ]


def test_a_block_over_several_paragraphs() -> None:
    """Each paragraph gets the kind of the block, also a part of a paragraph that the block covers."""
    assert pieces(("Ferry to sail\nBy Ida Roe\n\nThe ferry sails.", "caption"))[:4] == [
        ("Ferry to sail", "caption"),
        ("By Ida Roe", "caption"),
        ("The ferry sails.", "caption"),
        ("• Tickets • Times", None),
    ]


def test_blocks_inside_a_paragraph() -> None:
    """The edges of blocks split a paragraph, and white space at an edge is not part of a piece."""
    assert pieces(("• Tickets ", "list_item"), ("• Times", "list_item"))[2:] == [
        ("The ferry sails.", None),
        ("• Tickets", "item"),
        ("• Times", "item"),
        ("Read more", None),
    ]


def test_blocks_without_white_space_between() -> None:
    """Text of page elements joined without a space is split at the edges of the elements."""
    assert pieces(("2 May", "timestamp"), ("The port is shut.", "quote"), text="2 MayThe port is shut.Read on") == [
        ("2 May", "note"),
        ("The port is shut.", "body"),
        ("Read on", None),
    ]


def test_pieces_know_their_paragraph_and_their_block() -> None:
    """A piece has the indices of its paragraph and its block."""
    assert split_at_blocks("a\nb c", [(0, 1), (2, 5)], [(0, 3, "quote"), (4, 5, "link")]) == [
        BlockPiece(0, 1, 0, 0, "body"),
        BlockPiece(2, 3, 1, 0, "body"),
        BlockPiece(4, 5, 1, 1, "link"),
    ]


def test_blocks_without_words_change_nothing() -> None:
    """A block that is empty, or covers only white space, makes no piece."""
    expected = [BlockPiece(0, 1, 0, None, None), BlockPiece(3, 4, 1, None, None)]
    assert split_at_blocks("a\n\nb", [(0, 1), (3, 4)], [(0, 0, "title"), (1, 3, "title")]) == expected
    assert split_at_blocks("a\n\nb", [(0, 1), (3, 4)], [(3, 3, "title"), (4, 4, "title")]) == expected
    assert split_at_blocks("a b", [(0, 3)], [(1, 1, "title")]) == [BlockPiece(0, 3, 0, None, None)]


@given(article=articles())
def test_pieces_hold_the_words_of_their_paragraphs(article: Article) -> None:
    """They are sorted and disjoint, and together they have every visible character of the paragraphs."""
    lines, _ = find_lines(article.text)
    found = split_at_blocks(article.text, lines, triples(article))
    places = [place for piece in found for place in range(piece.start, piece.end)]
    assert places == sorted(set(places))
    visible = [
        place
        for start, end in lines
        for place in range(start, end)
        if not article.text[place].isspace() and article.text[place] != "\ufeff"
    ]
    assert set(visible) <= set(places)
    for piece in found:
        start, end = lines[piece.paragraph]
        assert start <= piece.start < piece.end <= end
        assert not article.text[piece.start].isspace()
        assert not article.text[piece.end - 1].isspace()


@given(article=articles())
def test_a_piece_stands_in_its_block_or_in_none(article: Article) -> None:
    """A piece with a block is inside that block; a piece without one touches no block."""
    blocks = triples(article)
    for piece in split_at_blocks(article.text, find_lines(article.text)[0], blocks):
        touched = [i for i, (start, end, _) in enumerate(blocks) if start < piece.end and piece.start < end]
        assert touched == ([] if piece.block is None else [piece.block])
        assert (piece.kind is None) == (piece.block is None)
        if piece.block is not None:
            start, end, _ = blocks[piece.block]
            assert start <= piece.start < piece.end <= end


@given(article=articles())
def test_without_blocks_the_paragraphs_stay(article: Article) -> None:
    """Without blocks, each paragraph is one piece, with the same edges and no kind."""
    lines, _ = find_lines(article.text)
    expected = [BlockPiece(start, end, i, None, None) for i, (start, end) in enumerate(lines)]
    assert split_at_blocks(article.text, lines, []) == expected


GLUED = "Storm shuts quayBy Ann BellThe mayor spoke.Boats in portFirst"
BLOCKS: list[tuple[BlockKind, str]] = [
    ("title", "Storm shuts quay"),
    ("byline", "By Ann Bell"),
    ("caption", "Boats in port"),
    ("list_item", "First"),
]


def test_reading_takes_blocks_as_said() -> None:
    """The blocks of an article decide its layout, even if no white space separates two blocks."""
    blocks = [
        Block(kind=kind, span=Span(start=GLUED.index(words), end=GLUED.index(words) + len(words)))
        for kind, words in BLOCKS
    ]
    text = read(Article(text=GLUED, blocks=tuple(blocks)))
    assert [(text.slice(one.start, one.end), one.kind) for one in text.paragraphs] == [
        ("Storm shuts quay", "headline"),
        ("By Ann Bell", "byline"),
        ("The mayor spoke.", "body"),
        ("Boats in port", "caption"),
        ("First", "item"),
    ]


def test_a_block_of_prose_is_no_headline() -> None:
    """The text of a quote block is prose, even if it looks like a headline."""
    lines = "RED WARNING FOR WIND\n\nIt rained all day in the north of the country, and the rivers rose."
    block = Block(kind="quote", span=Span(start=0, end=lines.index("\n")))
    kinds = [[one.kind for one in read(Article(text=lines, blocks=some)).paragraphs] for some in ((), (block,))]
    assert kinds == [["headline", "body"], ["body", "body"]]
