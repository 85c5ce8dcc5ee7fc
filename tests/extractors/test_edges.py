"""Edges: sources, cues and contents begin and end as the guidelines require."""

from collections.abc import Iterable

import pytest

from newsclaims._model import Article
from newsclaims.extractors._edges import edges_of
from newsclaims.text import Text, WordRange, read


def read_text(string: str) -> Text:
    """Return a text, read."""
    return read(Article(text=string))


def spoken(text: Text, ranges: Iterable[WordRange]) -> list[str]:
    """Return the text of some words."""
    return [text.slice(*text.words.offsets(words)) for words in ranges]


@pytest.mark.parametrize(
    ("string", "source", "content", "wanted"),
    [
        # Loose marks at the edges, in the source and in the content.
        ("Ida Brandt, the owner, said it rained.", (0, 6), ((7, 10),), (["Ida Brandt, the owner"], ["it rained"])),
        # A quotation with some of its marks left out.
        ("“It will hold,” Ida said.", (6, 7), ((0, 4),), (["Ida"], ["“It will hold,”"])),
        ("“It will hold,” Ida said.", (6, 7), ((1, 6),), (["Ida"], ["“It will hold,”"])),
        ("“It will hold,” Ida said.", (6, 7), ((0, 5),), (["Ida"], ["“It will hold,”"])),
        ("Ida said it was “a shame”.", (0, 1), ((2, 7),), (["Ida"], ["it was “a shame”"])),
        # A content that only begins inside a quotation does not change.
        ("Ida said “it was a shame” twice.", (0, 1), ((3, 5),), (["Ida"], ["it was"])),
    ],
)
def test_edges(
    string: str, source: tuple[int, int], content: tuple[tuple[int, int], ...], wanted: tuple[list[str], list[str]]
) -> None:
    """Loose marks are removed, and a content that covers a quotation except for a mark gets that mark."""
    text = read_text(string)
    pieces = tuple(WordRange(*piece) for piece in content)
    who, _, what = edges_of(text).adjust(WordRange(*source), WordRange(0, 1), pieces)
    assert (spoken(text, [who] if who else []), spoken(text, what)) == wanted


def test_a_passage_never_becomes_empty() -> None:
    """A passage of marks only keeps one mark."""
    text = read_text("He said , .")
    source, cue = WordRange(0, 1), WordRange(1, 2)
    assert edges_of(text).adjust(source, cue, (WordRange(2, 4),)) == (source, cue, (WordRange(2, 3),))


@pytest.mark.parametrize(
    ("string", "cue", "source"),
    [
        ("It is feared that the pier will close.", (1, 3), None),
        ("It has been widely reported that the pier will close.", (1, 5), None),
        ("It’s said that the pier will close.", (1, 3), None),
        ("It said that the pier will close.", (1, 2), (0, 1)),
        ("It has claimed that the pier will close.", (1, 3), (0, 1)),
        ("It is claiming that the pier will close.", (1, 3), (0, 1)),
        ("She was told that the pier will close.", (1, 3), (0, 1)),
    ],
)
def test_impersonal_it(string: str, cue: tuple[int, int], source: tuple[int, int] | None) -> None:
    """The "it" before an impersonal passive is not a source; before another verb it may be one."""
    content = WordRange(cue[1], cue[1] + 6)
    adjusted, _, _ = edges_of(read_text(string)).adjust(WordRange(0, 1), WordRange(*cue), (content,))
    assert adjusted == (None if source is None else WordRange(*source))


@pytest.mark.parametrize(
    ("string", "summons"),
    [
        ("Ida called a doctor.", True),
        ("Ida has called the police.", True),
        ("Ida called an emergency meeting.", True),
        ("Ida called him.", True),
        ("Ida called her sister on Monday.", True),
        ("Ida called an ambulance last night.", True),
        ("Ida called her sister a liar.", False),
        ("Ida called him unfit.", False),
        ("Ida called the plan a joke.", False),
        ("Ida called the plan unsafe.", False),
        ("Ida called a “spade”.", False),
        ("Ida described a doctor.", False),
    ],
)
def test_who_is_called_is_not_what_is_said(string: str, *, summons: bool) -> None:
    """A verb such as "called" with nobody's name for what it governs attributes nothing."""
    text = read_text(string)
    cue = next(i for i, word in enumerate(text.words.texts) if word in ("called", "described"))
    content = WordRange(cue + 1, len(text.words) - 1)
    assert edges_of(text).is_summons(WordRange(cue, cue + 1), (content,)) is summons


def test_a_passive_call_says_something() -> None:
    """The passive "was called a liar" gives a name, and so does a content in two pieces."""
    text = read_text("Ida was called a liar.")
    assert not edges_of(text).is_summons(WordRange(1, 3), (WordRange(3, 5),))
    assert not edges_of(text).is_summons(WordRange(2, 3), (WordRange(0, 1), WordRange(3, 5)))


@pytest.mark.parametrize(
    ("string", "source", "wanted"),
    [
        ("Asked whether it rained, Ida said it did.", (5, 6), None),
        ("Ida asked whether it rained.", (0, 1), (0, 1)),
    ],
)
def test_who_is_asked_does_not_ask(string: str, source: tuple[int, int], wanted: tuple[int, int] | None) -> None:
    """In "Asked whether ..., Ida said", Ida is not the source of the question."""
    text = read_text(string)
    cue = next(i for i, word in enumerate(text.words.lowers) if word == "asked")
    content = (WordRange(cue + 1, cue + 4),)
    who, _, _ = edges_of(text).adjust(WordRange(*source), WordRange(cue, cue + 1), content)
    assert who == (None if wanted is None else WordRange(*wanted))


@pytest.mark.parametrize(
    ("string", "source", "wanted"),
    [
        ("“It leaks,” put in Ida Falk.", (7, 9), (5, 7)),
        ("“It leaks,” cut in Ida.", (7, 8), (5, 7)),
        ("“It leaks,” said in anger Ida.", (8, 9), (5, 6)),
    ],
)
def test_a_particle_before_the_source(string: str, source: tuple[int, int], wanted: tuple[int, int]) -> None:
    """The rest of a verb such as "put in" belongs to the cue."""
    text = read_text(string)
    first, last = wanted
    for part in (WordRange(first, first + 1), WordRange(last - 1, last)):
        _, cue, _ = edges_of(text).adjust(WordRange(*source), part, (WordRange(0, 5),))
        assert cue == WordRange(first, last)


def test_an_article_is_not_a_source() -> None:
    """The article before a noun such as "decision" names nobody."""
    text = read_text("They rued the decision to stay.")
    who, cue, _ = edges_of(text).adjust(WordRange(2, 3), WordRange(3, 4), (WordRange(4, 6),))
    assert (who, cue) == (None, WordRange(3, 4))
