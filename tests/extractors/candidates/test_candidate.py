"""Candidates: words that may form an attribution."""

import pytest
from syntax.given import tokens

from newsclaims._language import Reading
from newsclaims._model import Article
from newsclaims._syntax import Tokens
from newsclaims.extractors._candidates import Candidate, find_candidates, to_attribution
from newsclaims.extractors._candidates.candidate import make_candidate
from newsclaims.text import WordRange, read


def candidate(frame: str, form: str, stance: str | None = None) -> Candidate:
    """Return a candidate with a given pattern."""
    return Candidate(WordRange(1, 2), [WordRange(2, 5)], WordRange(0, 1), "say", frame, form, stance)


def reading(given: Tokens, i: int) -> Reading:
    """Return the lexicon's reading of a word."""
    return given.language.cues.lookup(given.lowers, i)[0]


@pytest.mark.parametrize(
    ("frame", "form", "stance", "attitude"),
    [
        ("that", "finite", None, True),
        ("that", "finite perfect", None, True),
        ("that", "infinitive", None, False),
        ("inf", "finite", "advocate", True),
        ("inf", "finite", "affirm", False),
        ("np", "finite", "deny", True),
        ("np", "finite", "oppose", False),
        ("n that", "noun of owner", "advocate", True),
        ("n that", "noun", "advocate", False),
    ],
)
def test_attitudes(frame: str, form: str, stance: str | None, *, attitude: bool) -> None:
    """A finite verb with "that" needs no other sign; neither do plans, wishes, refusals and denials."""
    assert candidate(frame, form, stance).is_attitude is attitude


def test_content_holds_its_words() -> None:
    """The content contains the words of all its pieces, and not the words between them."""
    one = candidate("that", "finite")
    one.content = [WordRange(2, 4), WordRange(6, 7)]
    assert [i for i in range(9) if one.content_holds(i)] == [2, 3, 6]


def test_edges_are_trimmed() -> None:
    """A candidate's pieces are sorted and lose their loose marks; a piece with marks only is dropped."""
    given = tokens("It rained, Roe said, and it poured.")
    pieces = [WordRange(6, 9), WordRange(0, 3), WordRange(5, 6)]
    made = make_candidate(
        given, WordRange(4, 5), pieces, WordRange(3, 4), reading=reading(given, 4), frame="left", form="finite"
    )
    assert made is not None
    assert made.content == [WordRange(0, 2), WordRange(6, 9)]
    assert (made.lemma, made.stance) == ("say", "affirm")


@pytest.mark.parametrize(
    ("content", "source"),
    [(WordRange(2, 3), WordRange(3, 4)), (WordRange(0, 2), WordRange(3, 5)), (WordRange(0, 2), WordRange(4, 6))],
)
def test_invalid_candidates(content: WordRange, source: WordRange) -> None:
    """A candidate needs a content, and its source and cue cannot share words."""
    given = tokens("It rained, Roe said, and left.")
    cue = WordRange(4, 5)
    one = make_candidate(given, cue, [content], source, reading=reading(given, 4), frame="left", form="finite")
    assert one is None


def test_attributions_have_the_words_of_candidates() -> None:
    """An attribution has a candidate's words as code points, and a note with its pattern."""
    text = "Ida Brandt said that the quay was safe."
    given = tokens(text)
    [one] = [c for c in find_candidates(read(Article(text=text))) if c.lemma == "say"]
    found = to_attribution(given, one, 0.5)
    assert [text[start:end] for _, spans in found.roles() for start, end in spans] == [
        *("Ida Brandt", "said", "that the quay was safe")
    ]
    assert (found.score, found.note) == (0.5, "say: that, finite")
