"""The noun phrase of a source: its words, its type and its antecedent form. `[...]` marks the source."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article, SourceType
from newsclaims._syntax import SourcePhrase, antecedent, source_phrase, source_phrases
from newsclaims.text import Text, read

Source = tuple[tuple[int, int], ...]
PIECES = ["the", "mayor", "Ada", "Bell", "’s", "’", "“", "”", ",", "of", "and", "one", "critics", "by", "U.N.", "who"]


def parse(marked: str) -> tuple[Text, Source]:
    """Return a text and the span of its source."""
    start, end = marked.index("["), marked.index("]") - 1
    return read(Article(text=marked.replace("[", "").replace("]", ""))), ((start, end),)


def phrase(marked: str) -> SourcePhrase:
    """Return the phrase of the source of a text."""
    found = source_phrase(*parse(marked))
    assert found is not None
    return found


def words(marked: str, indices: tuple[int, ...]) -> list[str]:
    """Return the words at some indices of a text."""
    return [parse(marked)[0].words.texts[i] for i in indices]


@st.composite
def sources(draw: st.DrawFn) -> tuple[Text, Source]:
    """Draw a text and a source of one or two fragments in it."""
    string = " ".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)))
    cuts = sorted(draw(st.sets(st.integers(0, len(string)), min_size=2, max_size=4)))
    return read(Article(text=string)), tuple(zip(cuts[::2], cuts[1::2], strict=False))


@pytest.mark.parametrize(
    ("marked", "body", "because"),
    [
        ("He fled, [by the mayor], it said.", ["the", "mayor"], ["the", "mayor"]),
        ("[“the critics”] say so", ["the", "critics"], ["the", "critics"]),
        ("[one of her aides] said", ["one", "of", "her", "aides"], ["her", "aides"]),
        ("[the mayor, Ada Bell,] said", ["the", "mayor", ",", "Ada", "Bell", ","], ["Ada", "Bell"]),
        ("[the Gazette’s Ada Bell] said", ["the", "Gazette", "’s", "Ada", "Bell"], ["Ada", "Bell"]),
        ("[a report by Ada Bell] said", ["a", "report", "by", "Ada", "Bell"], ["report"]),
        ("[by] it", ["by"], ["by"]),
    ],
)
def test_body_and_head(marked: str, body: list[str], because: list[str]) -> None:
    """The body leaves out quotation marks and leading words; the head words show what the source names."""
    found = phrase(marked)
    assert words(marked, found.body) == body
    assert words(marked, found.because) == because


@given(sources())
def test_any_source(drawn: tuple[Text, Source]) -> None:
    """Any source gives a phrase or None; its words and body lie in the source, and it has a type."""
    text, source = drawn
    found = source_phrase(text, source)
    touched = text.words.indices(source)
    if found is None:
        assert all(not text.words.texts[i][0].isalnum() for i in touched)
        return
    assert set(found.because) <= set(found.body) <= set(found.words) <= set(touched)
    assert found.body == found.words[len(found.words) - len(found.body) :]
    assert found.because
    assert found.type in set(SourceType) - {SourceType.NONE}


@given(sources())
def test_a_source_is_read_once(drawn: tuple[Text, Source]) -> None:
    """The same source of a text always gives the same object; an equal text gives an equal one."""
    text, source = drawn
    assert source_phrase(text, source) is source_phrase(text, source)
    assert source_phrase(text, source) == source_phrase(read(text.article), source)


def test_threads_that_ask_at_once_get_one_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads may read a source at the same time; all of them get the phrase that was stored first."""
    threads = 4
    together = threading.Barrier(threads)
    read_phrase = source_phrases._read

    def read_slowly(text: Text, source: Source) -> SourcePhrase | None:
        together.wait()  # no thread continues until every thread has found nothing kept
        return read_phrase(text, source)

    monkeypatch.setattr(source_phrases, "_read", read_slowly)
    text, source = parse("[the mayor] said")
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda _: source_phrase(text, source), range(threads)))
    assert found[0] is not None
    assert all(one is found[0] for one in found)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Ada Bell] said", "person"),
        ("[he] said", "person"),
        ("[Ada Bell and Tom Roe] said", "plural"),
        ("[critics] said", "plural"),
        ("[they] said", "plural"),
        ("[Democrats in Ohio] said", "plural"),
        ("the man [who] said", "relative"),
        ("[the company’s board] said", "singular"),
        ("[the press] said", "singular"),
        ("[the Sanders campaign] said", "singular"),
        ("[the late Sanders] said", "singular"),
    ],
)
def test_antecedents(marked: str, expected: str) -> None:
    """A single name is a person, a plural or two names are plural, and a name that ends in "s" is singular."""
    assert antecedent(*parse(marked)) == expected


def test_no_antecedent() -> None:
    """A missing source counts as singular."""
    assert antecedent(read(Article(text="It was said.")), ()) == "singular"
