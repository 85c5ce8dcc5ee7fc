"""Our own corpora: the files of each fit together, and its README counts right."""

import json
import re
from pathlib import Path

import pytest

from newsclaims.evaluation import GoldClaims, read_claims, read_gold, unmatched

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
NEWSROOM, UNSEEN = BENCHMARKS / "newsroom", BENCHMARKS / "unseen"
corpora = pytest.mark.parametrize("corpus", [NEWSROOM, UNSEEN], ids=lambda corpus: corpus.name)


def claims_of(corpus: Path) -> tuple[GoldClaims, ...]:
    """The articles of a corpus with all their claims."""
    return read_claims(corpus / "claims.jsonl", corpus)


def words_of(one: GoldClaims) -> int:
    """The number of words of an article."""
    return len(one.article.text.split())


def nested_of(one: GoldClaims) -> int:
    """The number of nested claims of an article."""
    return sum(claim.parent is not None for claim in one.claims)


@corpora
def test_every_text_has_its_claims_and_its_annotation(corpus: Path) -> None:
    """The brat files hold the claims without a parent, and no text or annotation is left over."""
    flat = {one.article.id: one.flat for one in claims_of(corpus)}
    assert {one.article.id: one for one in read_gold(corpus)} == flat
    assert unmatched(corpus) == type(unmatched(corpus))((), ())


@corpora
def test_the_articles_are_described_without_their_texts(corpus: Path) -> None:
    """Each article has a family, a genre, a title and a date; its text is only in `text/`."""
    rows = [json.loads(line) for line in (corpus / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [one.article.id for one in claims_of(corpus)]
    assert {tuple(row) for row in rows} == {("id", "family", "genre", "title", "date")}


@corpora
def test_the_readme_counts_right(corpus: Path) -> None:
    """Articles, words, claims, nested claims and the articles of each family are as the README says."""
    readme = (corpus / "README.md").read_text(encoding="utf-8")
    gold = claims_of(corpus)
    words, claims, nested = sum(map(words_of, gold)), sum(len(one.claims) for one in gold), sum(map(nested_of, gold))
    assert f"{len(gold)} news articles in English" in readme
    assert f"{words:,} words, {claims} claims, {nested} of them nested" in readme
    said = re.findall(r"^\| `(\w+)` \| (\d+) \|", readme, re.MULTILINE)
    families = [one.family for one in gold]
    assert {family: int(count) for family, count in said} == {family: families.count(family) for family in families}


def test_the_table_of_unseen_articles_counts_right() -> None:
    """Each unseen article has its words, claims and nested claims in the README."""
    readme = (UNSEEN / "README.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| `([\w-]+-\d+)` \| .+ \| (\d+) \| (\d+) \| (\d+) \|$", readme, re.MULTILINE)
    gold = claims_of(UNSEEN)
    assert said == [(one.article.id, *map(str, (words_of(one), len(one.claims), nested_of(one)))) for one in gold]


def test_no_unseen_article_stands_in_the_newsroom() -> None:
    """The unseen articles have names and sentences of their own."""
    newsroom, unseen = claims_of(NEWSROOM), claims_of(UNSEEN)
    lines = [{line for one in gold for line in one.article.text.splitlines() if line} for gold in (newsroom, unseen)]
    assert not {one.article.id for one in newsroom} & {one.article.id for one in unseen}
    assert not {line for line in lines[0] & lines[1] if len(line.split()) > 5}
