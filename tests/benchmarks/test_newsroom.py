"""The newsroom corpus: its files fit together, and its README counts right."""

import json
import re
from pathlib import Path

from newsclaims.evaluation import read_claims, read_gold, unmatched

NEWSROOM = Path(__file__).resolve().parents[2] / "benchmarks" / "newsroom"
GOLD = read_claims(NEWSROOM / "claims.jsonl", NEWSROOM)


def test_every_text_has_its_claims_and_its_annotation() -> None:
    """The brat files hold the claims without a parent, and no text or annotation is left over."""
    flat = {one.article.id: one.flat for one in GOLD}
    assert {one.article.id: one for one in read_gold(NEWSROOM)} == flat
    assert unmatched(NEWSROOM) == type(unmatched(NEWSROOM))((), ())


def test_the_articles_are_described_without_their_texts() -> None:
    """Each article has a family, a genre, a title and a date; its text is only in `text/`."""
    rows = [json.loads(line) for line in (NEWSROOM / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [one.article.id for one in GOLD]
    assert {tuple(row) for row in rows} == {("id", "family", "genre", "title", "date")}


def test_the_readme_counts_right() -> None:
    """Articles, words, claims, nested claims and the articles of each family are as its README says."""
    readme = (NEWSROOM / "README.md").read_text(encoding="utf-8")
    claims = [claim for one in GOLD for claim in one.claims]
    words = sum(len(one.article.text.split()) for one in GOLD)
    nested = sum(claim.parent is not None for claim in claims)
    assert f"{len(GOLD)} news articles in English" in readme
    assert f"{words:,} words, {len(claims)} claims, {nested} of them nested" in readme
    said = re.findall(r"^\| `(\w+)` \| (\d+) \|", readme, re.MULTILINE)
    families = [one.family for one in GOLD]
    assert {family: int(count) for family, count in said} == {family: families.count(family) for family in families}
