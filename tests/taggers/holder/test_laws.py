"""Laws of the tagger: any spans, equal results for equal input, names that are in the text, linear time."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text
from taggers.holder.articles import TAGGER, parse

from newsclaims._attribution import Attribution
from newsclaims._model import Article
from newsclaims.taggers import Tagger
from newsclaims.taggers._holder.roles import inventory_of
from newsclaims.testing import check_tagger
from newsclaims.text import Text, read

PIECES = [
    "Ann Mbeki", "Mbeki", "Mr.", "Mrs.", "Senator", "she", "he", "it", "they", "who", "which", "his", "I", "we",
    "“", "”",
    "the mayor", "the company", "Acme Holdings", "Acme", "(OHS)", "OHS", "Office of Harbour Safety", "of", "and", ",",
    ".", "said", "is", "a", "the", "'s", "Jr.", "King", "China", "\n\n", "\n", " ", "-", "Democrats", "The",
    "70-year-old",
    "Secretary of State", "van", "J.", "Roe", "to", "AND", "WITH", "😀", "\u0301", "wife", ":", "(", ")", "(D-Utah)",
]  # fmt: skip


@st.composite
def taggable(draw: st.DrawFn) -> tuple[Text, list[Attribution]]:
    """Draw a text of names and pronouns or any text, and attributions with spans anywhere in it."""
    string = draw(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | any_text())
    drawn = draw(st.lists(st.tuples(*[st.lists(st.integers(0, len(string)), max_size=6)] * 3), max_size=6))
    return read(Article(text=string)), [Attribution(_spans(a), _spans(b), _spans(c)) for a, b, c in drawn]


@st.composite
def sourced(draw: st.DrawFn) -> tuple[Text, list[Attribution]]:
    """Draw a text of names and pronouns in which any piece is a source."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
    starts = [sum(len(piece) + 1 for piece in pieces[:k]) for k in range(len(pieces))]
    found = [Attribution(((s, s + len(p)),), (), ((s, s + len(p)),)) for s, p in zip(starts, pieces, strict=True)]
    return read(Article(text=" ".join(pieces))), found


def _spans(cuts: list[int]) -> tuple[tuple[int, int], ...]:
    found = sorted(set(cuts))
    return tuple(zip(found[::2], found[1::2], strict=False))


@given(taggable() | sourced())
def test_any_spans(drawn: tuple[Text, list[Attribution]]) -> None:
    """Attributions come back in order and change only in the holder, which is in the text."""
    text, attributions = drawn
    tagged = list(TAGGER.tag(text, attributions))
    for before, after in zip(attributions, tagged, strict=True):
        assert (after.source, after.cue, after.content) == (before.source, before.cue, before.content)
        assert after.judgements == before.judgements
        if after.holder is not None:
            start, end = after.holder
            name = text.string[start:end]
            assert before.source
            assert 0 <= start < end <= len(text.string)
            assert name == name.strip()
            assert len(name.splitlines()) == 1


@given(taggable() | sourced())
def test_again(drawn: tuple[Text, list[Attribution]]) -> None:
    """The result is the same for a new reading of the text, for a copy of the tagger, and on tagged attributions."""
    text, attributions = drawn
    tagged = list(TAGGER.tag(text, attributions))
    assert tagged == list(pickle.loads(pickle.dumps(TAGGER)).tag(read(text.article), attributions))
    assert tagged == list(TAGGER.tag(text, tagged))


@given(taggable() | sourced())
def test_the_inventory_stays_as_it_is(drawn: tuple[Text, list[Attribution]]) -> None:
    """Earlier calls change nothing: the inventory that is kept with a text is never changed."""
    text, attributions = drawn
    inventory = text.once(inventory_of)
    before = deepcopy(inventory)
    TAGGER.tag(text, attributions[::2])
    assert list(TAGGER.tag(text, attributions)) == list(TAGGER.tag(read(text.article), attributions))
    assert inventory == before


def test_protocol() -> None:
    """The tagger keeps the contract of taggers."""
    assert isinstance(TAGGER, Tagger)
    check_tagger(TAGGER)
    assert list(TAGGER.tag(read(Article(text="")), [])) == []


def test_threads_agree() -> None:
    """Texts that are tagged in several threads at once do not mix."""
    cases = [parse(f"Ann {name} came. [She] said so.") for name in ("Mbeki", "Roe", "Doe") for _ in range(20)]

    def run(case: tuple[str, list[Attribution]]) -> list[Attribution]:
        return list(TAGGER.tag(read(Article(text=case[0])), case[1]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, cases)) == [run(case) for case in cases]


def _all(string: str) -> list[Attribution]:
    """Tag a text with the whole text, its beginning and its end as sources."""
    last = len(string)
    spans = ((0, last), (0, 3), (last - 3, last))
    return list(TAGGER.tag(read(Article(text=string)), [Attribution((span,), (), (span,)) for span in spans]))


@pytest.mark.slow
def test_long_texts() -> None:
    """A million characters without a space, or of one repeated word, are tagged in linear time."""
    for piece, count in (
        ("x", 1_000_000),
        ("A", 1_000_000),
        ("and ", 250_000),
        ("she ", 100_000),
        ("the mayor, ", 90_000),
    ):
        assert len(_all(piece * count)) == 3


@pytest.mark.slow
def test_many_names() -> None:
    """Ten thousand similar or different names, each followed by pronouns, are tagged in linear time."""
    alike = "".join(f"Ann{k} Mbeki met the mayor, a sailor. She left. " for k in range(10_000))
    unlike = "".join(f"Senator Ann Mbeki{k} of Acme{k} Holdings came. She left. " for k in range(10_000))
    for string in (alike, unlike, "Ann Mbeki " * 10_000, "The Office of Harbour Safety (OHS) " * 5_000):
        assert len(_all(string)) == 3


@pytest.mark.slow
def test_many_sources() -> None:
    """Ten thousand sources in one quotation are tagged in linear time."""
    string = "“" + "I think so and " * 10_000 + "so,” Ann Mbeki said."
    found = [Attribution(((1 + 15 * k, 2 + 15 * k),), (), ((3 + 15 * k, 8 + 15 * k),)) for k in range(10_000)]
    start = string.index("Ann")
    speaker = Attribution(((start, start + 9),), (), ((0, start - 1),))
    tagged = TAGGER.tag(read(Article(text=string)), [speaker, *found])
    assert {a.holder for a in tagged} == {(start, start + 9)}
