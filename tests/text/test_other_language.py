"""An article that is not in English has a warning; other articles never have one."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

from newsclaims import Article, ClaimSet, Pipeline, dumps, extract, loads
from newsclaims.text import read
from newsclaims.text._other_language import ENGLISH_ONLY, language_warning

DATA = Path(__file__).parents[1] / "data"
OTHERS = tomllib.loads((DATA / "other_languages.toml").read_text(encoding="utf-8"))
PLAIN = tomllib.loads((DATA / "not_other_languages.toml").read_text(encoding="utf-8"))
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ENGLISH = (
    "The mayor denied on Monday that the bridge had been closed because of the rust that was found in its pillars."
)
GERMAN: str = OTHERS["de"]


def warning(text: str, language: str | None = None) -> str | None:
    """Return the warning about an article."""
    return language_warning(read(Article(text=text, language=language)))


@pytest.mark.parametrize("language", OTHERS)
def test_prose_of_thirty_words_in_another_language_is_noticed(language: str) -> None:
    """Prose of 30 words in another language has a warning, in any script, with or without spaces and paragraphs."""
    text = OTHERS[language]
    for written in (text, "\n\n".join([text] * 5), text.replace(" ", "\u00a0"), f"{ENGLISH}\n\n" + f"{text}\n" * 12):
        assert warning(written) == f"the text does not look like English; {ENGLISH_ONLY}"


@pytest.mark.parametrize("kind", PLAIN)
def test_names_numbers_tables_and_short_texts_are_not_another_language(kind: str) -> None:
    """Lists, headlines, capitals, and English with quotations in another language cause no warning, at any length."""
    for written in (PLAIN[kind], "\n".join([PLAIN[kind]] * (20 if kind != "short_de" else 1))):
        assert warning(written) is None


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_seed_articles_are_english(seed: Path) -> None:
    """The seed articles cause no warning, as a whole and in pieces of 30 words."""
    text = seed.read_text(encoding="utf-8")
    words = text.split()
    assert warning(text) is None
    for first in range(0, len(words), 30):
        assert warning(" ".join(words[first : first + 30])) is None


@pytest.mark.corpus
def test_no_article_of_the_corpus_is_taken_for_another_language(polnear: Path) -> None:
    """No development article of the corpus causes a warning."""
    articles = sorted((polnear / "dev" / "text").iterdir())
    assert len(articles) > 50
    assert [path.name for path in articles if warning(path.read_bytes().decode("utf-8"))] == []


@pytest.mark.parametrize(
    "language",
    [None, "", "en", "EN", "en-GB", "en_US", "eng", "English", " british english ", "und", "mul", "??", "en, fr"],
)
def test_english_is_english_by_any_name(language: str | None) -> None:
    """With a tag or a name of English, or no language, only the text decides."""
    assert warning(ENGLISH, language) is None
    assert warning(GERMAN, language) == f"the text does not look like English; {ENGLISH_ONLY}"


@pytest.mark.parametrize("language", ["de", "de-CH", "fra", "Deutsch", "中文", "русский", "enm", "ben"])
def test_another_language_that_is_given_is_believed(language: str) -> None:
    """If the article names another language, it has a warning, even if its text is English or empty."""
    for text in (ENGLISH, GERMAN, ""):
        assert warning(text, language) == f"the article's language is given as {language!r}; {ENGLISH_ONLY}"


@given(any_text(), st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_and_any_language_is_read(text: str, language: str | None) -> None:
    """No article is refused, and each warning ends in the same words."""
    found = warning(text, language)
    assert found is None or found.endswith(ENGLISH_ONLY)


def test_the_claim_set_carries_the_warning() -> None:
    """The warning is in the claim set of each extractor, and is kept by lossless formats."""
    rules = Pipeline("rules")
    pipelines: list[ClaimSet] = [extract(GERMAN), rules.extract(GERMAN), rules.judge(GERMAN, [])]
    pipelines += rules.stream([GERMAN])
    for claims in pipelines:
        assert claims.warnings == (f"the text does not look like English; {ENGLISH_ONLY}",)
        for format in ("json", "jsonl", "jsonld"):
            assert loads(dumps(claims, format), format) == [claims]
    assert (
        extract(Article(text=ENGLISH, language="de")).warnings[0].startswith("the article's language is given as 'de'")
    )
    assert extract(ENGLISH).warnings == ()
