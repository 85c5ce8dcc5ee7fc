"""The text of an article as its page shows it."""

from hypothesis import given
from serialisers.samples import TEXT, sample
from serialisers.strategies import claimsets

from newsclaims._model import FRAGMENT_GLUE, Article, Claim, ClaimSet, Content, Cue, Source, Span
from newsclaims.serialisers._html.numbering import numbered
from newsclaims.serialisers._html.text_view import Piece, text_blocks


def pieces(claimset: ClaimSet) -> list[Piece]:
    """Return the pieces of all paragraphs."""
    blocks = text_blocks(claimset.article, numbered(claimset))
    return [piece for block in blocks for piece in block.pieces]


def nested(depth: int) -> ClaimSet:
    """Return a claim set with contents inside contents."""
    text = "x" * (depth + 1)
    claims = [
        Claim(
            id=f"c{n}",
            content=Content(spans=(Span(start=n, end=depth + 1),), text=text[n:]),
            parent=f"c{n - 1}" if n else None,
        )
        for n in range(depth)
    ]
    return ClaimSet(article=Article(text=text), claims=tuple(claims))


@given(claimset=claimsets())
def test_the_pieces_joined_are_the_text(claimset: ClaimSet) -> None:
    """No character of the article is lost, repeated or moved."""
    assert "".join(piece.text for piece in pieces(claimset)) == claimset.article.text


@given(claimset=claimsets())
def test_pieces_name_exactly_their_passages(claimset: ClaimSet) -> None:
    """The pieces of a passage joined are its fragments joined."""
    found = pieces(claimset)
    for number, claim in enumerate(claimset, 1):
        for role, passage in claim.passages():
            words = "".join(piece.text for piece in found if f"{number}:{role}" in piece.passages.split())
            assert words == "".join(claimset.article.text[span.start : span.end] for span in passage.spans)


@given(claimset=claimsets())
def test_each_claim_has_a_place_and_a_reference(claimset: ClaimSet) -> None:
    """A card can link to the first passage of its claim, and one reference stands where the content ends."""
    found = pieces(claimset)
    numbers = list(range(1, len(claimset) + 1))
    assert sorted(one.number for piece in found for one in piece.openings if one.is_first) == numbers
    assert sorted(one.number for piece in found for one in piece.references) == numbers


def test_openings_say_where_a_passage_goes_on() -> None:
    """A second fragment does not sound like a second content."""
    openings = [(one.number, one.role, one.goes_on) for piece in pieces(sample()) for one in piece.openings]
    assert openings[:4] == [
        (1, "content", False),
        (1, "source", False),
        (1, "cue", False),
        (1, "content", True),
    ]


def test_a_piece_leads_to_the_innermost_claim() -> None:
    """The words of a nested claim lead to its card, and have the classes of both claims."""
    text = "Ann says that Bo denies it."
    outer = Claim(
        id="a",
        source=Source(spans=(Span(start=0, end=3),), text="Ann"),
        cue=Cue(spans=(Span(start=4, end=8),), text="says"),
        content=Content(spans=(Span(start=9, end=26),), text=text[9:26]),
        stance="affirm",
    )
    inner = Claim(
        id="b",
        source=Source(spans=(Span(start=14, end=16),), text="Bo", type="named_person"),
        cue=Cue(spans=(Span(start=17, end=23),), text="denies"),
        content=Content(spans=(Span(start=24, end=26),), text="it"),
        stance="deny",
        parent="a",
    )
    found = {one.text: one for one in pieces(ClaimSet(article=Article(text=text), claims=(outer, inner)))}
    assert found["Bo"].number == 2
    assert found["Bo"].passages == "1:content 2:source"
    assert found["Bo"].classes.split() == [
        *("mark", "source", "in-1", "as-affirm", "st-affirm", "co-unjudged", "ty-unjudged", "so-1"),
        *("st-deny", "ty-named-person", "so-2"),
    ]
    assert found["it"].classes.split()[:4] == ["mark", "content", "in-2", "as-deny"]
    assert [one.number for one in found["it"].references] == [1, 2]
    assert found["."].number is None


def test_a_name_elsewhere_has_a_place() -> None:
    """A card can link to the name of "one of them"; a name in the source itself needs no place."""
    claimset = sample()
    places = [(piece.text, piece.place) for piece in pieces(claimset) if piece.place]
    assert places == [("Critics", f"at-{TEXT.index('Critics')}")]
    first = claimset[0]
    assert first.source is not None
    own = first.source.model_copy(update={"mention_of": first.source.spans[0]})
    alone = claimset.model_copy(update={"claims": (first.model_copy(update={"source": own}),)})
    assert not any(piece.place for piece in pieces(alone))


def test_white_space_between_paragraphs_is_a_gap() -> None:
    """The page collapses it, because paragraphs have their own distance."""
    claimset = ClaimSet(article=Article(text="\n\n a\n\nb "))
    assert [(piece.text, piece.is_gap) for piece in pieces(claimset)] == [
        ("\n\n", True),
        (" a", False),
        ("\n\n", True),
        ("b ", False),
    ]


def test_very_deep_nesting_stays_small() -> None:
    """A piece inside very many passages names only the inner ones, or a page would grow with the square of its text."""
    deepest = pieces(nested(100))[-1]
    assert deepest.number == 100
    assert deepest.passages.split()[0] == "61:content"
    assert "in-3" in deepest.classes.split()


def test_the_fragments_of_the_sample_are_what_they_were() -> None:
    """The words between two fragments belong to neither."""
    content = sample()[0].content
    found = [piece.text for piece in pieces(sample()) if "1:content" in piece.passages.split()]
    assert FRAGMENT_GLUE.join(found) == content.text
