"""Converts attributions to claims, and claims to attributions.

What claims are made from was checked already, see `checks`, so most parts of a claim are built without checking them
again. A test compares them with checked ones.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

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
    labels_in,
)
from .._model.base import trusted
from .._model.claim import id_of_places
from .._model.frozen import FrozenMapping
from .._model.meta import frozen_tables
from ..errors import InputTypeError
from ..text import View

__all__ = ["attributions_from", "claims_from"]


_Reading = Callable[[Offsets], str]
"""Returns the words of some spans, with damage undone."""


def claims_from(
    article: Article,
    attributions: Sequence[Attribution],
    verdict_on: Callable[[Attribution], Mapping[str, Judgement]],
    *,
    view: View | None = None,
    extractors: tuple[str, ...] = (),
    origin: Origin = "rule",
) -> tuple[Claim, ...]:
    """Convert attributions, with the winning judgement of each label, to claims.

    A label without a verdict stays None. Tags of a missing role are dropped, with their evidence. An attribution's note
    becomes evidence for its cue, or for its content if there is no cue.

    Args:
        article: The article.
        attributions: The attributions, with code points of its text, already checked by `check_attributions`.
        verdict_on: Returns, for an attribution, label to the judgement that won. It is called when the attribution's
            claim is made, so that only one verdict is in memory.
        view: The view of the text. Names are written as in the view, with damage undone. None if there is no damage.
        extractors: The names of the extractors, for attributions that do not name their own.
        origin: The origin of what these extractors find, for its evidence.

    Returns:
        The claims in document order: by the first code point of any role, then by that of the content. If two begin
        together, the one that reaches further comes first, so a parent comes before its children.
    """
    spans = _Spans()
    read = _as_read(article.text, view)
    ids = _ids(article.id, attributions)

    def made(i: int) -> Claim:
        one = attributions[i]
        verdict = _with_bearer(verdict_on(one), one)
        source, cue, content = _passages(article.text, one, verdict, spans, read)
        return trusted(
            Claim,
            id=ids[i],
            source=source,
            cue=cue,
            content=content,
            parent=None if one.parent is None else ids[one.parent],
            score=None if one.score is None else float(one.score),
            times=tuple([_mention(time, spans) for time in one.times]),
            extractors=tuple(dict.fromkeys(map(_plain, one.extractors))) if one.extractors else extractors,
            evidence=(*_noted(one, origin, spans), *_evidence(verdict, spans)),
            **_tags(verdict),
        )

    return tuple(map(made, sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))))


def _tags(verdict: Mapping[str, Judgement]) -> dict[str, Any]:
    """Return the labels of the claim as a whole, the probabilities of all labels, and the user's own labels."""
    if not verdict:  # nothing was judged
        return {}
    tags = _fields(verdict, "claim")
    tags["probabilities"] = frozen_tables(
        {_plain(name): j.probabilities for name, j in verdict.items() if j.probabilities and name in LABELS}
    )
    # Passed only if there are some: most claims have none, and the default costs nothing.
    if own := {_plain(name): judgement for name, judgement in verdict.items() if name not in LABELS}:
        tags["labels"] = FrozenMapping(
            {name: Tag(value=j.value, probabilities=j.probabilities) for name, j in own.items()}
        )
    return tags


def _fields(verdict: Mapping[str, Judgement], passage: PassageName) -> dict[str, Any]:
    """Return the labels that have a field in a claim, or in one of its passages."""
    if not verdict:  # nothing was judged; checked first because this runs for every passage
        return {}
    return {
        label.field: label.values(judgement.value)
        for label in labels_in(passage)
        # A source in the text cannot have the type "none": such a verdict is dropped.
        if (judgement := verdict.get(label.name)) is not None and judgement.value != label.absent
    }


def _noted(attribution: Attribution, origin: Origin, spans: "_Spans") -> Iterator[Evidence]:
    """Yield an attribution's note as evidence, for each span of its cue or else of its content, and then its marks."""
    # An attribution with its own extractors does not give their origin, so it counts as a rule.
    rests_on: Origin = "rule" if attribution.extractors else origin
    if attribution.note:
        for pair in attribution.cue or attribution.content:
            yield _shown(FOUND, spans[pair], rests_on, attribution.note)
    for mark in attribution.marks:
        yield _shown(FOUND, spans[mark.start, mark.end], mark.origin or rests_on, mark.note)


def attributions_from(claimset: ClaimSet) -> tuple[Attribution, ...]:
    """Convert claims back to attributions, each tag to one judgement.

    `claims_from` of the result, with these judgements as verdicts, gives the same claims, except for what an
    attribution cannot hold: a source's name that differs from the text at `mention_of`, and the origin of a note on the
    cue, which becomes `"rule"`. A tag without evidence gets the origin `"rule"`.

    Args:
        claimset: The claims.

    Raises:
        InputTypeError: If it is not a `ClaimSet`.
    """
    if not isinstance(claimset, ClaimSet):
        raise InputTypeError("the claims", "a ClaimSet", type(claimset).__name__)
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
            extractors=claim.extractors,
            **_finding(claim),
        )
        for claim in claimset
    )


class _Spans(dict[tuple[int, int], Span]):
    """The spans of one article, each built once, because evidence mostly points to cues.

    They are checked: white space that a view adds is nowhere in the article.
    """

    def __missing__(self, pair: tuple[int, int]) -> Span:
        span = self[pair] = Span(start=pair[0], end=pair[1])
        return span


def _as_read(text: str, view: View | None) -> _Reading:
    """Return a function that returns the words of some spans of a text, with damage undone."""
    if view is None or not view.layers:
        return lambda offsets: _words(text, offsets)
    return lambda offsets: _words(view.string, view.all_seen(offsets))


def _passages(
    text: str, attribution: Attribution, verdict: Mapping[str, Judgement], spans: _Spans, read: _Reading
) -> tuple[Source | None, Cue | None, Content]:
    source = cue = None
    if attribution.source:
        words = _words(text, attribution.source)
        held = attribution.holder
        source = trusted(
            Source,
            spans=tuple([spans[pair] for pair in attribution.source]),
            text=words,
            name=read(attribution.source if held is None else (held,)),
            mention_of=None if held is None or _within(held, attribution.source) else spans[held],
            **_fields(verdict, "source"),
        )
    if attribution.cue:
        cue = trusted(
            Cue,
            spans=tuple([spans[pair] for pair in attribution.cue]),
            text=_words(text, attribution.cue),
            **_fields(verdict, "cue"),
        )
    content = trusted(
        Content,
        spans=tuple([spans[pair] for pair in attribution.content]),
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


def _finding(claim: Claim) -> dict[str, Any]:
    """Return the note and the marks of an attribution that gives the evidence for a claim's find."""
    found = [one for one in claim.evidence if one.label == FOUND]
    places = (claim.cue or claim.content).spans
    note = found[0].note if found else ""
    noted = [(one.span, one.note) for one in found[: len(places)]] == [(place, note) for place in places]
    marks = found[len(places) if noted else 0 :]
    return {
        "note": note if noted else "",
        "marks": tuple(Mark(one.span.start, one.span.end, one.note, one.origin) for one in marks),
    }


def _holder(source: Source | None) -> tuple[int, int] | None:
    """Return the place of the holder's name: elsewhere, or in the mention if the mention is longer than the name."""
    if source is None:
        return None
    if source.mention_of is not None:
        return source.mention_of.start, source.mention_of.end
    at = source.text.find(source.name) if source.name != source.text and len(source.spans) == 1 else -1
    return None if at < 0 else (source.start + at, source.start + at + len(source.name))


def _plain(word: str) -> str:
    """Return a string as a plain `str`, because plug-ins may give members of an enumeration."""
    return word if type(word) is str else str.__str__(word)


def _words(text: str, offsets: Offsets) -> str:
    return FRAGMENT_GLUE.join([text[start:end] for start, end in offsets])


def _ids(article_id: str, attributions: Sequence[Attribution]) -> list[str]:
    """Return the ids of the claims; a claim's id depends on its parent's, so parents come first."""
    ids: dict[int, str] = {}
    for i in range(len(attributions)):
        path = [i]
        while (parent := attributions[path[-1]].parent) is not None and parent not in ids:
            path.append(parent)
        for at in reversed(path):
            one = attributions[at]
            above = None if one.parent is None else ids[one.parent]
            ids[at] = id_of_places(article_id, (one.source, one.cue, one.content), above)
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
            yield _shown(label, spans[mark.start, mark.end], mark.origin or judgement.origin, mark.note)


def _shown(label: str, span: Span, origin: Origin, note: str) -> Evidence:
    """Return evidence with plain strings."""
    return trusted(Evidence, label=_plain(label), span=span, origin=cast("Origin", _plain(origin)), note=_plain(note))


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
