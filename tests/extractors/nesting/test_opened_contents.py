"""Opened contents: the quotation marks of a content are skipped, those inside it stay closed."""

import pytest
from hypothesis import given as drawn
from strategies import any_text
from syntax.given import shown, tokens

from newsclaims.extractors._nesting.opened_contents import open_text, quotation_ranges
from newsclaims.text import WordRange


def opened(string: str, fragment: WordRange | None = None) -> list[tuple[str | None, bool]]:
    """Return the sentences of a fragment as words, and whether each stands in quotation marks."""
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
    """A content is opened where it begins, and cut into its sentences; "that" and loose marks stay outside."""
    assert opened(string) == sentences


def test_what_a_quotation_quotes_stays_closed() -> None:
    """Opened words are plain text; those that they quote are quoted still."""
    given = tokens("“Roe said, ‘It rained,’ and left.”")
    text = open_text(given, quotation_ranges(given))
    list(text.sentences(WordRange(0, len(given.words))))
    assert [word for word, n in zip(given.words, text.tokens.quoted, strict=True) if n] == [
        *("‘", "It", "rained", ",", "’")
    ]
    assert all(given.quoted), "the words that were given stay as they are"


@drawn(any_text())
def test_sentences_lie_in_the_fragment(string: str) -> None:
    """The sentences of any text come in order, share no word, and stay inside."""
    given = tokens(string)
    text, end = open_text(given, quotation_ranges(given)), 0
    for sentence in text.sentences(WordRange(0, len(given.words))):
        assert end <= sentence.stretch.first < sentence.stretch.last <= len(given.words)
        end = sentence.stretch.last
