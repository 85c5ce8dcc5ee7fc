"""Block quotes that say who is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import BlockKind
from newsclaims.readers._paragraphs import Paragraph
from newsclaims.readers._quotes import is_signature, with_signatures

KINDS: list[BlockKind | None] = [None, "quote", "caption", "quote"]
PARAGRAPHS = st.builds(
    lambda text, owner, signs: Paragraph(text, KINDS[owner], owner, signature=signs and KINDS[owner] == "quote"),
    st.text("A“” —\n.a", min_size=1),
    st.integers(0, 3),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee", True),
        ("— Ann Lee, mayor", True),
        ("Dr. Ann Lee, M.D.", True),
        ("A crowd came to the quay on Monday.", False),
        ("no name", False),
        ("A" * 101, False),
        ("—", False),
    ],
)
def test_signatures(text: str, *, expected: bool) -> None:
    """A signature is short, begins with a capital and is not a sentence."""
    assert is_signature(text) is expected


@given(st.lists(PARAGRAPHS))
def test_nothing_is_lost(paragraphs: list[Paragraph]) -> None:
    """Only dashes, quotation marks and white space change, and only in block quotes."""
    letters = [one for paragraph in paragraphs for one in paragraph.text if one in "Aa"]
    found = list(with_signatures(paragraphs))
    assert sorted(one for paragraph in found for one in paragraph.text if one in "Aa") == sorted(letters)
    assert [one for one in found if one.kind != "quote"] == [one for one in paragraphs if one.kind != "quote"]
