"""The texts that are measured."""

import pytest
from performance import texts


@pytest.fixture(autouse=True)
def no_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the seed article, which is always there."""
    monkeypatch.setattr(texts, "corpus", lambda _: None)


def test_length_is_exact() -> None:
    """A text has exactly the wanted number of characters, also if all articles together have fewer."""
    for length in (1, 1_000, 100_000):
        assert len(texts.of_length(length)) == length


def test_whole_articles_reach_the_least_words() -> None:
    """Articles are whole, and together have the wanted number of words or more."""
    found = texts.articles(20_000)
    assert texts.words(found) >= 20_000
    assert texts.words(found[:-1]) < 20_000


def test_short_articles_are_whole_lines() -> None:
    """A short article is the beginning of an article, and ends at the end of a line."""
    [whole] = set(texts.articles(1))
    [short] = texts.short_articles()
    assert whole.startswith(short)
    assert short.endswith("\n") or short == whole
    assert texts.corpus_name() == "the seed article, repeated"
