"""Searching a sentence for candidates."""

from newsclaims._model import Article
from newsclaims.extractors._candidates import find_candidates
from newsclaims.text import read

_LONGEST = 50
"""How many words of a crowded sentence belong together."""


def _sizes(string: str) -> list[int]:
    """Return how many words the contents of a text's candidates have."""
    text = read(Article(text=string))
    return [piece.size for one in find_candidates(text) for piece in one.content]


def test_a_crowded_sentence_is_read_in_parts() -> None:
    """A sentence with hundreds of cues has only short contents, so that its words are not read again and again."""
    assert max(_sizes("Ann Lee said it rained, " * 100)) <= _LONGEST


def test_a_long_sentence_is_read_as_a_whole() -> None:
    """A content of more words is found whole if the sentence has ordinary words."""
    assert max(_sizes("Ann Lee said that the boat " + "sank in the cold sea " * 30 + ".")) > 2 * _LONGEST
