"""The contract checks of newsclaims, and tests for this package's own behaviour."""

import io

import pytest
from newsclaims_rulings.extractor import HeldExtractor
from newsclaims_rulings.reader import DocketReader
from newsclaims_rulings.serialiser import SpansSerialiser, kept
from newsclaims_rulings.tagger import CourtTagger

import newsclaims as nc
from newsclaims.testing import check_extractor, check_reader, check_serialiser, check_tagger

TEXT = "The Court of Session held that the ferry was \U0001f6a2 unsafe. The owner said it would appeal."
DOCKET = b"""Number: 7
Court: Court of Session
Date: 2024-11-08
Judge: Ida Roe

The court held that the ferry was unsafe.
---
Number: 8
Date: soon

The court held that it rained.
"""
LINE = '{"article": "a", "claims": []}'


def test_the_contracts_are_kept() -> None:
    """Each plug-in passes the check of its kind."""
    check_reader(DocketReader(), {DOCKET: 1, b"": 0})
    check_extractor(HeldExtractor())
    check_extractor(HeldExtractor(), [TEXT])
    check_tagger(CourtTagger())
    check_serialiser(SpansSerialiser(), projection=kept)


def test_a_docket_has_an_article_for_each_ruling() -> None:
    """The lines above the text become fields; a ruling that is not valid is named with its line."""
    faults: list[str] = []
    articles = nc.read(
        io.BytesIO(DOCKET), DocketReader(), on_error="skip", on_skip=lambda s: faults.append(str(s.error))
    )
    [article] = articles
    assert (article.id, article.publisher, str(article.published)) == ("7", "Court of Session", "2024-11-08")
    assert (article.text, article.meta["Judge"]) == ("The court held that the ferry was unsafe.", "Ida Roe")
    assert [fault.partition(" not valid")[0] for fault in faults] == ["input, line 8:"]


def test_a_ruling_is_a_claim_of_the_court() -> None:
    """A ruling is found with its court; the statements of others are not."""
    pipeline = nc.Pipeline(HeldExtractor(), [CourtTagger()])
    [claim] = pipeline.extract(TEXT)
    assert str(claim) == "The Court of Session | held | that the ferry was \U0001f6a2 unsafe"
    assert claim.labels["court"] == nc.Tag(value="yes")
    assert [(e.label, e.span.start, e.note) for e in claim.evidence] == [
        ("attribution", 21, "a ruling"),
        ("court", 4, "names a court"),
    ]


def test_a_source_that_is_not_a_court() -> None:
    """The tagger judges every attribution with a source, from any extractor."""
    owner = nc.Attribution(source=((55, 64),), cue=((65, 69),), content=((70, 84),))
    nobody = nc.Attribution(source=(), cue=(), content=((70, 84),))
    claims = nc.Pipeline(HeldExtractor(), [CourtTagger()]).judge(TEXT, [owner, nobody])
    assert [dict(claim.labels) for claim in claims] == [{"court": nc.Tag(value="no")}, {}]
    assert claims.where(court="no").claims == claims[:1]
    assert len(claims.where(court="yes")) == 0


@pytest.mark.parametrize("line", ["{", "[]", "3", '{"article": "a"}', '{"article": "a", "claims": [{"id": "b"}]}'])
def test_a_wrong_line_is_named(line: str) -> None:
    """A fault in the second line is an error with its number, after the first line was read."""
    articles = {"a": nc.Article(text="Rain.", id="a")}
    found = SpansSerialiser().load(io.BytesIO(f"{LINE}\n{line}\n".encode()), articles=articles)
    assert len(next(found)) == 0
    with pytest.raises(nc.errors.FormatError, match="line 2: not valid spans"):
        next(found)


def test_the_articles_are_needed() -> None:
    """If an article is not given, the error names it."""
    with pytest.raises(nc.errors.MissingArticleError, match="article 'a' was not given"):
        next(SpansSerialiser().load(io.BytesIO(LINE.encode())))
