"""Strategies: claim sets over any text, built from slices of that text."""

from datetime import timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st
from strategies import blocks

from newsclaims._model import (
    FRAGMENT_GLUE,
    Article,
    Claim,
    ClaimSet,
    Confidence,
    Content,
    Cue,
    CueForce,
    Evidence,
    ExtractorInfo,
    QuotationType,
    Source,
    SourceType,
    Span,
    Stance,
    Tag,
    TimeMention,
    claim_id,
)
from newsclaims._model.labels import RESERVED

CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    # Difficult characters: quotation marks, separators, all kinds of line ends, formulas, characters beyond 16 bits.
    st.sampled_from("'\"\\,;=+-@＝＋－＠\t\r\n\0 \x0b\x1c\x85\u2028\u2029\ufeff\u200b{}[]😀é\u0301"),
)

ORIGINS = get_args(Evidence.model_fields["origin"].annotation)


def texts(*, min_size: int = 0, max_size: int = 12) -> st.SearchStrategy[str]:
    """Draw strings that an article may contain."""
    return st.text(CHARACTERS, min_size=min_size, max_size=max_size)


NAMES = texts(min_size=1)
PROBABILITIES = st.floats(0, 1)
OWN_LABELS = st.sampled_from(["topic", "is it news?", "=1+1", "a b\tc"]) | NAMES.filter(
    lambda name: name.lower() not in RESERVED
)
TAGS = st.builds(Tag, value=NAMES, probabilities=st.dictionaries(texts(), PROBABILITIES, max_size=2))
# Whole seconds only, as in real zones, because Python cannot read all finer offsets back.
ZONES = st.none() | st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MOMENTS = st.dates() | st.datetimes(timezones=ZONES)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
    max_leaves=6,
)


def articles() -> st.SearchStrategy[Article]:
    """Draw articles with any text, even an empty one, and any other fields."""
    known: dict[str, Any] = dict.fromkeys(("title", "url", "publisher", "language"), st.none() | texts())
    full = texts(max_size=60).flatmap(
        lambda text: st.builds(
            Article,
            text=st.just(text),
            published=st.none() | MOMENTS,
            authors=st.lists(NAMES, max_size=3),
            blocks=blocks(text),
            meta=st.dictionaries(texts(), JSON_VALUES, max_size=3),
            **known,
        )
    )
    return full | st.builds(Article, text=texts(), id=NAMES)


def spans(text: str) -> st.SearchStrategy[Span]:
    """Draw spans of a text that is not empty."""
    places = st.integers(0, len(text))
    return st.lists(places, min_size=2, max_size=2, unique=True).map(lambda p: Span(start=min(p), end=max(p)))


@st.composite
def passages(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """Draw the fields of a passage: up to three fragments, and their text."""
    wanted = draw(st.integers(1, 3)) if len(text) > 1 else 1
    places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2 * wanted, unique=True)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    return {
        "spans": tuple(Span(start=start, end=end) for start, end in pairs),
        "text": FRAGMENT_GLUE.join(text[start:end] for start, end in pairs),
    }


@st.composite
def claims(draw: st.DrawFn, article: Article, parents: list[str]) -> Claim:
    """Draw a claim of an article whose text is not empty."""
    text = article.text
    times = st.builds(
        TimeMention,
        span=spans(text),
        kind=NAMES,
        start=st.none() | MOMENTS,
        end=st.none() | MOMENTS,
        grain=st.none() | NAMES,
    )
    evidence = st.builds(Evidence, label=NAMES, span=spans(text), origin=st.sampled_from(ORIGINS), note=texts())
    types = st.none() | st.sampled_from([t for t in SourceType if t is not SourceType.NONE])
    source = draw(
        st.none()
        | st.builds(lambda **fields: fields, type=types, mention_of=st.none() | spans(text)).flatmap(
            lambda fields: passages(text).map(lambda passage: Source(**passage, **fields))
        )
    )
    if source is not None and draw(st.booleans()):
        source = Source(**{**source.model_dump(), "name": draw(NAMES)})
    forces = st.none() | st.sampled_from(CueForce)
    cue = draw(st.none() | st.builds(lambda passage, force: Cue(**passage, force=force), passages(text), forces))
    content = Content(**draw(passages(text)), quotation=draw(st.none() | st.sampled_from(QuotationType)))
    parent = draw(st.none() | st.sampled_from(parents)) if parents else None
    return Claim(
        id=claim_id(article.id, source, cue, content, parent),
        source=source,
        cue=cue,
        content=content,
        stance=draw(st.none() | st.sampled_from(Stance)),
        confidence=draw(st.none() | st.sampled_from(Confidence)),
        probabilities=draw(
            st.dictionaries(texts(), st.dictionaries(texts(), PROBABILITIES, max_size=2), max_size=2),
        ),
        labels=draw(st.dictionaries(OWN_LABELS, TAGS, max_size=2)),
        times=tuple(draw(st.lists(times, max_size=2))),
        parent=parent,
        score=draw(st.none() | PROBABILITIES),
        evidence=tuple(draw(st.lists(evidence, max_size=2))),
        extractors=tuple(draw(st.lists(NAMES, max_size=2))),
    )


@st.composite
def claimsets(draw: st.DrawFn) -> ClaimSet:
    """Draw claim sets: up to three claims, some with parents, with and without warnings and extractor."""
    article = draw(articles())
    found: list[Claim] = []
    for _ in range(draw(st.integers(0, 3)) if article.text else 0):
        found.append(draw(claims(article, [claim.id for claim in found])))
    maker = st.builds(
        ExtractorInfo,
        name=NAMES,
        version=st.none() | texts(),
        model=st.none() | texts(),
        annotator=st.none() | texts(),
    )
    return ClaimSet(
        article=article,
        claims=tuple(found),
        extractor=draw(st.none() | maker),
        warnings=tuple(draw(st.lists(texts(), max_size=2))),
        usage=draw(st.dictionaries(texts(), JSON_VALUES, max_size=2)),
    )


def distinct(sets: list[ClaimSet]) -> bool:
    """Say whether one mapping can have the articles of all sets: no two different ones share an id."""
    by_id: dict[str, Article] = {}
    return all(by_id.setdefault(s.article.id, s.article) == s.article for s in sets)


def several(*, max_size: int = 3) -> st.SearchStrategy[list[ClaimSet]]:
    """Draw lists of claim sets, with repeats and with several of one article."""
    one = claimsets()
    again = claimsets().map(lambda s: [s, s])
    bare = claimsets().map(lambda s: [s, ClaimSet(article=s.article)])
    return (st.lists(one, max_size=max_size) | again | bare).filter(distinct)
