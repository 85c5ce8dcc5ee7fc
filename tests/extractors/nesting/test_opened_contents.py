"""Opened contents: the quotation marks of a content are skipped, and those inside it stay."""

import pytest
from hypothesis import given as drawn
from strategies import any_text
from syntax.given import shown, tokens

from newsclaims.extractors._nesting.opened_contents import open_text, quotation_ranges
from newsclaims.text import WordRange


def opened(string: str, fragment: WordRange | None = None) -> list[tuple[str | None, bool]]:
    """Return the sentences of a fragment as words, and whether each is inside quotation marks."""
    given = tokens(string)
    text = open_text(given, quotation_ranges(given))
    words = fragment or WordRange(0, len(given.words))
    return [(shown(given, WordRange(one.stretch.first, one.stretch.last)), one.direct) for one in text.sentences(words)]


@pytest.mark.parametrize(
    ("string", "sentences"),
    [
        ("that the quay is closed", [("the quay is closed", False)]),
        ("“The quay is closed.”", [("The quay is closed", True)]),
        ("“It rained. It poured.”", [("It rained", True), ("It poured", True)]),
        ("the quay, “closed for good”, is old", [("the quay , “ closed for good ” , is old", False)]),
        ("that “the quay is closed”", [("the quay is closed", True)]),
        ("“Roe said, ‘It rained. It poured.’”", [("Roe said , ‘ It rained . It poured . ’", True)]),
    ],
)
def test_sentences(string: str, sentences: list[tuple[str, bool]]) -> None:
    """A content is opened at its beginning and split into sentences; "that" and loose marks are left out."""
    assert opened(string) == sentences


def test_inner_quotations_stay_closed() -> None:
    """Opened words are plain text; an inner quotation is still a quotation."""
    given = tokens("“Roe said, ‘It rained,’ and left.”")
    text = open_text(given, quotation_ranges(given))
    list(text.sentences(WordRange(0, len(given.words))))
    assert [word for word, n in zip(given.words, text.tokens.quoted, strict=True) if n] == [
        *("‘", "It", "rained", ",", "’")
    ]
    assert all(given.quoted), "the given words must not change"


@drawn(any_text())
def test_sentences_lie_in_the_fragment(string: str) -> None:
    """The sentences of any text are in order, share no word, and lie inside the fragment."""
    given = tokens(string)
    text, end = open_text(given, quotation_ranges(given)), 0
    for sentence in text.sentences(WordRange(0, len(given.words))):
        assert end <= sentence.stretch.first < sentence.stretch.last <= len(given.words)
        end = sentence.stretch.last
