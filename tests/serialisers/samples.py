"""Claim sets made by hand, for golden files and for tests that need known values."""

from datetime import date
from typing import Any

from newsclaims._model import (
    FRAGMENT_GLUE,
    SCHEMA_VERSION,
    Article,
    Block,
    Claim,
    ClaimSet,
    Confidence,
    Content,
    Cue,
    CueForce,
    Evidence,
    ExtractorInfo,
    FrozenMapping,
    Meta,
    QuotationType,
    Source,
    SourceType,
    Span,
    Stance,
    Tag,
    TimeMention,
    claim_id,
)

NEWER_VERSION = str(int(SCHEMA_VERSION) + 1)
"""A version of the schema that this newsclaims cannot know."""

TEXT = (
    "Ferry talks stall 😀\n\n"
    "“The old ferry,” harbour master Ines Prado said on Monday, “will sail again.”\n"
    "Critics doubt all of it. =SUM(A1), one of them scoffed.\n"
)


def span(words: str, text: str = TEXT) -> Span:
    """Return the first place of some words."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def passage(*fragments: str) -> dict[str, Any]:
    """Return the fields of a passage with these fragments."""
    return {"spans": tuple(map(span, fragments)), "text": FRAGMENT_GLUE.join(fragments)}


def sample() -> ClaimSet:
    """Return a claim set with three claims that use every field."""
    article = Article(
        text=TEXT,
        id="ferry-1",
        title="Ferry talks stall",
        url="https://example.org/ferry",
        published=date(2024, 11, 11),
        publisher="The Quay",
        authors=("Mara Lindqvist", "Tom Okoye"),
        language="en",
        blocks=(
            Block(kind="title", span=span("Ferry talks stall 😀")),
            Block(kind="list_item", span=span("Critics doubt all of it. =SUM(A1), one of them scoffed.")),
        ),
        meta={"page": 3, "desk": "harbour"},
    )
    first = _claim(
        article,
        source=Source(**passage("harbour master Ines Prado"), type=SourceType.NAMED_PERSON, name="Ines Prado"),
        cue=Cue(**passage("said"), force=CueForce.NEUTRAL),
        content=Content(**passage("“The old ferry,”", "“will sail again.”"), quotation=QuotationType.DIRECT),
        stance=Stance.AFFIRM,
        confidence=Confidence.CERTAIN,
        score=0.875,
        probabilities={"stance": {"affirm": 0.9, "neutral": 0.1}},
        times=(TimeMention(span=span("Monday"), kind="date", start=date(2024, 11, 11), grain="day"),),
        labels={"topic": Tag(value="ferries", probabilities={"ferries": 0.75, "money; taxes": 0.25})},
        evidence=(
            Evidence(label="attribution", span=span("said"), origin="rule", note="say: quote, finite"),
            Evidence(label="confidence", span=span("will"), origin="rule", note="a plain future"),
            Evidence(label="topic", span=span("ferry"), origin="lexicon", note="names a ship"),
        ),
        extractors=("rules",),
    )
    second = _claim(
        article,
        source=Source(**passage("Critics"), type=SourceType.PUBLIC),
        cue=Cue(**passage("doubt")),
        content=Content(**passage("all of it")),
        stance=Stance.QUESTION,
        labels={"topic": Tag(value="money; taxes")},
        extractors=("rules", "another"),
    )
    third = _claim(
        article,
        source=Source(**passage("one of them"), name="Critics", mention_of=span("Critics")),
        cue=Cue(**passage("scoffed"), force=CueForce.DISTANCING),
        content=Content(**passage("=SUM(A1)")),
        parent=second.id,
    )
    return ClaimSet(
        article=article,
        claims=(first, second, third),
        extractor=ExtractorInfo(name="rules", version="0.1.0"),
        warnings=("made by hand",),
        usage={"tokens": {"read": 412, "written": 28}},
    )


def old_sample() -> ClaimSet:
    """Return the sample as the files of schema version 1 have it, in `golden/version_1`."""
    made = sample()
    new = {"attribution", "topic"}
    claims = tuple(
        claim.model_copy(
            update={
                "labels": FrozenMapping({}),
                "evidence": tuple(one for one in claim.evidence if one.label not in new),
                "extractors": claim.extractors[:1],
            }
        )
        for claim in made
    )
    article = made.article.model_copy(update={"authors": (), "blocks": ()})
    return made.model_copy(update={"article": article, "claims": claims, "usage": Meta()})


def empty(text: str = "Nothing was said.", **fields: Any) -> ClaimSet:
    """Return a claim set without claims."""
    return ClaimSet(article=Article(text=text, **fields))


def articles_of(*claimsets: ClaimSet) -> dict[str, Article]:
    """Return the articles by their ids, as `load` needs them."""
    return {claimset.article.id: claimset.article for claimset in claimsets}


def _claim(article: Article, *, content: Content, **fields: Any) -> Claim:
    """Return a claim under its default id."""
    key = claim_id(article.id, fields.get("source"), fields.get("cue"), content, fields.get("parent"))
    return Claim(id=key, content=content, **fields)
