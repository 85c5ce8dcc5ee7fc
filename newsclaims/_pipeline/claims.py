"""Turns attributions into claims, and claims into attributions: the one bridge between the two."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._attribution import Attribution, Judgement, Mark, Offsets, Origin, Time
from .._model import (
    FOUND,
    FRAGMENT_GLUE,
    LABELS,
    Article,
    Claim,
    ClaimSet,
    Content,
    Cue,
    Evidence,
    PassageName,
    Source,
    Span,
    Tag,
    TimeMention,
    claim_id,
    labels_in,
)

__all__ = ["attributions_from", "claims_from"]

_Parts = tuple[Source | None, Cue | None, Content]


def claims_from(
    article: Article,
    attributions: Sequence[Attribution],
    verdicts: Sequence[Mapping[str, Judgement]],
    *,
    extractors: tuple[str, ...] = (),
    origin: Origin = "rule",
) -> tuple[Claim, ...]:
    """Turn attributions and what was decided of each into claims.

    A label that has no verdict stays None. Tags of a role that is not there are dropped with their evidence. What an
    attribution's note says is evidence, too, of its cue, or of its content where there is no cue.

    Args:
        article: The article.
        attributions: The attributions; `check_attributions` must pass them.
        verdicts: For each attribution, label to the judgement that won.
        extractors: The names of the extractors that found those which name none themselves.
        origin: What the finds of these extractors rest on.

    Returns:
        The claims in document order: by the first code point of any role, then by that of the content; of two that
        begin together the one that reaches further, hence a parent before its children.
    """
    spans = _Spans()
    parts = [_passages(article.text, a, v, spans) for a, v in zip(attributions, verdicts, strict=True)]
    ids = _ids(article.id, attributions, parts)

    def made(i: int) -> Claim:
        one, verdict = attributions[i], _with_bearer(verdicts[i], attributions[i])
        source, cue, content = parts[i]
        return Claim(
            id=ids[i],
            source=source,
            cue=cue,
            content=content,
            parent=None if one.parent is None else ids[one.parent],
            score=one.score,
            times=tuple(_mention(time, spans) for time in one.times),
            extractors=tuple(dict.fromkeys(one.extractors)) if one.extractors else extractors,
            evidence=(*_noted(one, origin, spans), *_evidence(verdict, spans)),
            **_tags(verdict),
        )

    return tuple(map(made, sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))))


def _tags(verdict: Mapping[str, Judgement]) -> dict[str, Any]:
    """Return what a claim says of itself, not of a role."""
    if not verdict:  # nobody judged it
        return {}
    tags = _fields(verdict, "claim")
    tags["probabilities"] = {name: j.probabilities for name, j in verdict.items() if j.probabilities and name in LABELS}
    # Only where there are some: most claims have none, and the default costs nothing.
    if own := {name: judgement for name, judgement in verdict.items() if name not in LABELS}:
        tags["labels"] = {name: Tag(value=j.value, probabilities=j.probabilities) for name, j in own.items()}
    return tags


def _fields(verdict: Mapping[str, Judgement], passage: PassageName) -> dict[str, Any]:
    """Return the labels that a claim, or one of its passages, has in fields of its own."""
    if not verdict:  # nobody judged it: this is asked for every passage
        return {}
    return {
        label.field: label.values(judgement.value)
        for label in labels_in(passage)
        # A source that stands in the text cannot be "none": that does not judge it.
        if (judgement := verdict.get(label.name)) is not None and judgement.value != label.absent
    }


def _noted(attribution: Attribution, origin: Origin, spans: "_Spans") -> Iterator[Evidence]:
    """Yield an attribution's note as evidence, with the words that it speaks of."""
    if attribution.note:
        # Whoever is named beside the extractor at hand works by rule, as far as anybody knows.
        rests_on = "rule" if attribution.extractors else origin
        for pair in attribution.cue or attribution.content:
            yield Evidence(label=FOUND, span=spans[pair], origin=rests_on, note=attribution.note)


def attributions_from(claimset: ClaimSet) -> tuple[Attribution, ...]:
    """Turn claims back into attributions, each tag into one judgement.

    `claims_from` of the result, with these judgements as verdicts, gives the claims again, but for what a working
    record has no place for: a holder's name that is not what stands where it points, and the words and the origin of
    evidence of a find that is not one note on the cue. The origin of a tag without evidence is taken to be a rule.

    Args:
        claimset: The claims.
    """
    index = {claim.id: i for i, claim in enumerate(claimset)}
    return tuple(
        Attribution(
            source=_offsets(claim.source),
            cue=_offsets(claim.cue),
            content=_offsets(claim.content),
            score=claim.score,
            parent=None if claim.parent is None else index[claim.parent],
            judgements={label: (judgement,) for label, judgement in _judgements(claim)},
            holder=_holder(claim.source),
            times=tuple(_time(mention) for mention in claim.times),
            note=next((one.note for one in claim.evidence if one.label == FOUND), ""),
            extractors=claim.extractors,
        )
        for claim in claimset
    )


class _Spans(dict[tuple[int, int], Span]):
    """The spans of one article, each made once: evidence mostly points to cues, and a span costs 2 µs."""

    def __missing__(self, pair: tuple[int, int]) -> Span:
        span = self[pair] = Span(start=pair[0], end=pair[1])
        return span


def _passages(text: str, attribution: Attribution, verdict: Mapping[str, Judgement], spans: _Spans) -> _Parts:
    source = cue = None
    if attribution.source:
        words = _words(text, attribution.source)
        held = attribution.holder
        source = Source(
            spans=tuple(spans[pair] for pair in attribution.source),
            text=words,
            name=words if held is None else text[held[0] : held[1]],
            mention_of=None if held is None or _within(held, attribution.source) else spans[held],
            **_fields(verdict, "source"),
        )
    if attribution.cue:
        cue = Cue(
            spans=tuple(spans[pair] for pair in attribution.cue),
            text=_words(text, attribution.cue),
            **_fields(verdict, "cue"),
        )
    content = Content(
        spans=tuple(spans[pair] for pair in attribution.content),
        text=_words(text, attribution.content),
        **_fields(verdict, "content"),
    )
    return source, cue, content


def _within(pair: tuple[int, int], offsets: Offsets) -> bool:
    return any(start <= pair[0] and pair[1] <= end for start, end in offsets)


def _mention(time: Time, spans: _Spans) -> TimeMention:
    place = spans[time.start, time.end]
    return TimeMention(span=place, kind=time.kind, start=time.first, end=time.last, grain=time.grain)


def _time(mention: TimeMention) -> Time:
    return Time(mention.span.start, mention.span.end, mention.kind, mention.grain, mention.start, mention.end)


def _holder(source: Source | None) -> tuple[int, int] | None:
    """Return where the holder's name stands: elsewhere, or the one time that it stands in the mention."""
    if source is None or source.mention_of is not None:
        return None if source is None or source.mention_of is None else (source.mention_of.start, source.mention_of.end)
    at = source.text.find(source.name) if source.name != source.text and len(source.spans) == 1 else -1
    return None if at < 0 else (source.start + at, source.start + at + len(source.name))


def _words(text: str, offsets: Offsets) -> str:
    return FRAGMENT_GLUE.join([text[start:end] for start, end in offsets])


def _ids(article_id: str, attributions: Sequence[Attribution], parts: Sequence[_Parts]) -> list[str]:
    """Name the claims; a claim's id holds its parent's, so parents are named first."""
    ids: dict[int, str] = {}
    for i in range(len(attributions)):
        path = [i]
        while (parent := attributions[path[-1]].parent) is not None and parent not in ids:
            path.append(parent)
        for at in reversed(path):
            parent = attributions[at].parent
            ids[at] = claim_id(article_id, *parts[at], None if parent is None else ids[parent])
    return [ids[i] for i in range(len(attributions))]


def _place(attribution: Attribution) -> tuple[int, int, int, Offsets, Offsets, Offsets]:
    firsts = [offsets[0][0] for _, offsets in attribution.roles() if offsets]
    content = attribution.content
    return min(firsts), content[0][0], -content[-1][1], content, attribution.source, attribution.cue


def _with_bearer(verdict: Mapping[str, Judgement], attribution: Attribution) -> Mapping[str, Judgement]:
    if attribution.source and attribution.cue:
        return verdict
    # Each attribution has a content.
    absent = {role: not offsets for role, offsets in attribution.roles()}
    gone = {label.name for label in LABELS.values() if absent.get(label.passage)}
    return {label: judgement for label, judgement in verdict.items() if label not in gone}


def _evidence(verdict: Mapping[str, Judgement], spans: _Spans) -> Iterator[Evidence]:
    for label, judgement in verdict.items():
        for mark in judgement.evidence:
            origin = mark.origin or judgement.origin
            yield Evidence(label=label, span=spans[mark.start, mark.end], origin=origin, note=mark.note)


def _offsets(passage: Source | Cue | Content | None) -> Offsets:
    return tuple((span.start, span.end) for span in passage.spans) if passage else ()


def _judgements(claim: Claim) -> Iterator[tuple[str, Judgement]]:
    for name, label in LABELS.items():
        if (value := label.stored(claim)) is not None:
            yield name, _judgement(claim, name, value.value, claim.probabilities.get(name, {}))
    for name, tag in claim.labels.items():
        yield name, _judgement(claim, name, tag.value, tag.probabilities)


def _judgement(claim: Claim, label: str, value: str, probabilities: Mapping[str, float]) -> Judgement:
    found = [e for e in claim.evidence if e.label == label]
    origin = found[0].origin if found else "rule"
    marks = tuple(Mark(e.span.start, e.span.end, e.note, None if e.origin == origin else e.origin) for e in found)
    return Judgement(value, origin, probabilities, marks)
