"""The article's text on its page: whole, and with each passage on the right words."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from browser.conftest import Show
from browser.pages import Shown, TextPiece
from browser.stories import HOSTILE, ODD, hostile, ordinary, story
from hypothesis import given
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import ClaimSet
from newsclaims.serialisers import dump

STORIES = {"ordinary": ordinary(), **ODD}
Places = dict[tuple[int, str], set[int]]
"""The places of each passage's code points, by the number of the claim and the role."""


def expected(claimset: ClaimSet) -> Places:
    """Return the places of the passages of a claim set."""
    return {
        (number, role): {place for span in passage.spans for place in range(span.start, span.end)}
        for number, claim in enumerate(claimset, 1)
        for role, passage in claim.passages()
    }


def highlighted(pieces: Iterable[TextPiece]) -> Places:
    """Return the places of the passages on a page."""
    found: Places = defaultdict(set)
    at = 0
    for piece in pieces:
        for passage in piece.passages.split():
            number, role = passage.split(":")
            found[int(number), role].update(range(at, at + len(piece.words)))
        at += len(piece.words)
    return dict(found)


def written(folder: Path, claimset: ClaimSet) -> Path:
    """Write the page of an article."""
    path = folder / "article.html"
    dump([claimset], path, format="html")
    return path


def check_text(shown: Shown, claimset: ClaimSet) -> None:
    """Check that the text is whole, and that each passage lies on its words and leads to a card of theirs."""
    pieces = shown.text_pieces()
    text = claimset.article.text
    # A page of white space says that there is no text. HTML cannot hold U+0000.
    shown_text = text.replace("\0", "\ufffd") if text.strip() or len(claimset) else ""
    assert "".join(piece.words for piece in pieces) == shown_text
    assert highlighted(pieces) == expected(claimset)
    for piece in pieces:
        numbers = {passage.partition(":")[0] for passage in piece.passages.split()}
        # White space between paragraphs cannot be seen, so it is not a link.
        assert piece.link.removeprefix("#c") in numbers or (piece.link == "" and (not numbers or piece.words.isspace()))


@pytest.mark.parametrize("name", STORIES)
def test_passages_lie_on_their_words(show: Show, tmp_path: Path, name: str) -> None:
    """The page has every code point of the text, and the passages of each claim lie exactly on theirs."""
    check_text(show(written(tmp_path, STORIES[name])), STORIES[name])


def test_passages_lie_on_hostile_words(show: Show, tmp_path: Path) -> None:
    """The same holds if the words are those of HTML."""
    shown = show(written(tmp_path, story("")), folder=tmp_path)
    for words in HOSTILE:
        shown.go(written(tmp_path, hostile(words)))
        check_text(shown, hostile(words))


def test_any_claim_set_is_shown_exactly(show: Show, tmp_path: Path) -> None:
    """The same holds for any text and any passages."""
    shown = show(written(tmp_path, story("")), folder=tmp_path)

    @examples(50)
    @given(claimsets())
    def check(claimset: ClaimSet) -> None:
        shown.go(written(tmp_path, claimset))
        check_text(shown, claimset)
        assert shown.intruders() == []
        assert shown.dead_links() == []

    check()


def test_roles_differ_by_more_than_colour(show: Show, tmp_path: Path) -> None:
    """Source, cue and content look different to a reader who sees no colours."""
    shown = show(written(tmp_path, ordinary()))
    looks = shown.get(
        """() => ["source", "cue", "content"].map(role => {
          const look = getComputedStyle(document.querySelector(`.text [data-p="1:${role}"]`));
          return [look.fontWeight, look.fontStyle, look.textDecorationLine, look.textDecorationStyle,
            look.textDecorationThickness, look.borderBottomStyle, look.borderBottomWidth].join(" ");
        })"""
    )
    assert len(set(looks)) == len(looks)
