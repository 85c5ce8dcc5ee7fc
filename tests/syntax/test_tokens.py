"""The words of a text with their classes and quotations."""

import pytest
from hypothesis import given as drawn
from strategies import any_text
from syntax.given import shown, tokens

from newsclaims._language import WordClass
from newsclaims._syntax import Tokens
from newsclaims.text import WordRange


def whole(given: Tokens) -> WordRange:
    """Return all words of a text."""
    return WordRange(0, len(given.words))


def stretches(given: Tokens) -> list[str | None]:
    """Return the sentences of a text, as words."""
    return [shown(given, WordRange(stretch.first, stretch.last)) for stretch in given.stretches()]


@drawn(any_text())
def test_lists_are_parallel(text: str) -> None:
    """Every word has its classes and the number of the quotation around it."""
    given = tokens(text)
    assert len(given.words) == len(given.lowers) == len(given.flags) == len(given.quoted)
    assert all(0 <= n <= len(given.quotes) for n in given.quoted)
    for n, quotation in enumerate(given.quotes, 1):
        assert set(given.quoted[quotation.slice]) == {n}


@drawn(any_text())
def test_trim_leaves_no_loose_mark(text: str) -> None:
    """Trimming removes words at the ends only, and a second trim removes nothing more."""
    given = tokens(text)
    trimmed = given.trim(whole(given))
    assert 0 <= trimmed.first <= len(given.words)
    assert trimmed.last <= len(given.words)
    if trimmed.size > 0:
        assert given.trim(trimmed) == trimmed


@pytest.mark.parametrize(
    ("string", "trimmed"),
    [
        (", the quay is closed,", "the quay is closed"),
        ("— the quay is closed.", "the quay is closed"),
        ("the quay is closed:", "the quay is closed"),
        ("the quay (the old one)", "the quay ( the old one )"),
        ("the quay is closed)", "the quay is closed"),
        ("“The quay is closed,”", "“ The quay is closed , ”"),
    ],
)
def test_trim(string: str, trimmed: str) -> None:
    """Loose marks are removed; brackets that open inside the range and quotation marks stay."""
    given = tokens(string)
    assert shown(given, given.trim(whole(given))) == trimmed


@pytest.mark.parametrize(
    ("string", "modal"),
    [
        ("Theresa May said so.", False),
        ("Ms. Theresa May said so.", False),
        ("Nobody May Park Here.", True),
        ("It may rain.", True),
        ("“May it rain,” she said.", True),
    ],
)
def test_a_name_is_not_another_word(string: str, *, modal: bool) -> None:
    """A word that may be a name has no word class after a word that can only be a name."""
    given = tokens(string)
    assert bool(given.flags[given.lowers.index("may")] & WordClass.MODAL) is modal


@pytest.mark.parametrize(
    ("word", "adverb"), [("quickly", True), ("never", True), ("only", True), ("July", False), ("fly", False)]
)
def test_adverbs(word: str, *, adverb: bool) -> None:
    """An adverb is in the list, or is long enough and has an adverb's ending."""
    given = tokens(f"They {word} left.")
    assert given.is_adverb(1) is adverb


def test_classes_beyond_the_text() -> None:
    """An index outside the text has no word class."""
    given = tokens("that")
    assert given.has_class(0, WordClass.COMPLEMENTISER)
    assert not given.has_class(1, WordClass.COMPLEMENTISER)
    assert not given.has_class(-1, WordClass.COMPLEMENTISER)


def test_stretches_are_sentences() -> None:
    """Each sentence is one stretch, without its final stop; an outermost quotation is not cut."""
    given = tokens("It rained. “It poured. It hailed,” she said!")
    assert stretches(given) == ["It rained", "“ It poured . It hailed , ” she said"]


def test_quotations_around_a_stretch() -> None:
    """A sentence knows a quotation before it that is a whole sentence, and one after it that its colon opens."""
    given = tokens("“It rained.” That was Roe. She added:\n\n“It poured.”")
    before = [shown(given, stretch.before) for stretch in given.stretches()]
    after = [shown(given, stretch.after) for stretch in given.stretches()]
    assert before == [None, "“ It rained . ”", None, None]
    assert after == [None, None, "“ It poured . ”", None]


def test_headlines() -> None:
    """A sentence that is alone in a headline is marked as a headline."""
    given = tokens("Quay closed\n\nThe quay was closed on Monday. It will open in May.")
    assert [stretch.headline for stretch in given.stretches()] == [True, False, False]
