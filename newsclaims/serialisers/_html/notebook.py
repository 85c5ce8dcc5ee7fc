"""Prepares what a notebook shows for claims, their summary and disagreements: parts of a page, without script.

A part has its own style sheet, whose rules apply only inside it, and no ids, so that several parts in one notebook do
not affect each other. Its colours are mixed with the colour of the text around it, so it suits light and dark pages.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from newsclaims._model import (
    FRAGMENT_GLUE,
    LABELS,
    Claim,
    ClaimSet,
    Disagreement,
    Disagreements,
    Passage,
    SourceSummary,
    Span,
    Summary,
    changes,
    stance_signs,
)

from .bars import Bar, bar
from .moments import moment_of, when_of
from .templates import fill
from .words import heading, percent, shown_name

__all__ = ["fragment"]

_MOST_CLAIMS: Final = 50
"""How many claims of a set are shown."""
_MOST_WARNINGS: Final = 10
"""How many warnings of a set are shown."""
_MOST_SOURCES: Final = 20
"""How many sources of a summary are shown."""
_LONGEST: Final = 400
"""How many characters of a passage are shown at once."""
_GAP: Final = " […] "
"""Shown between the fragments of a passage."""


@frozen(slots=True)
class Words:
    """Words of an article.

    Args:
        head: What is shown at once.
        rest: What is shown on demand; mostly empty.
    """

    head: str
    rest: str = ""


@frozen(slots=True)
class ClaimRow:
    """A claim in the table of a set.

    Args:
        number: Its number in the set, from 1.
        parent: The number of its parent, if it has one.
        claim: The claim.
        source: The name of its source, if it has one.
        mention: The words that stand for the source in the claim, if they differ from the name.
        cue: Its cue, if it has one.
        content: Its content.
    """

    number: int
    parent: int | None
    claim: Claim
    source: Words | None
    mention: Words | None
    cue: Words | None
    content: Words


@frozen(slots=True)
class Reason:
    """Words that justify a tag, or the claim itself.

    Args:
        words: The words; None if they are outside the claim.
        origin: What the tag rests on: `"model"`, `"lexicon"` or `"rule"`.
        note: What the words show; may be empty.
    """

    words: Words | None
    origin: str
    note: str


@frozen(slots=True)
class Reasons:
    """What one label rests on.

    Args:
        reasons: The words that justify it.
        probabilities: Its values with their probabilities in per cent, the most probable first.
    """

    reasons: tuple[Reason, ...]
    probabilities: tuple[tuple[str, str], ...]


def fragment(shown: ClaimSet | Claim | Disagreements | Summary) -> str:
    """Return HTML for a notebook.

    Args:
        shown: What to show.
    """
    if isinstance(shown, ClaimSet):
        return _filled("notebook_claims.html", **_of_set(shown))
    if isinstance(shown, Claim):
        return _filled("notebook_claim.html", **_of_claim(shown))
    if isinstance(shown, Disagreements):
        return _filled("notebook_disagreements.html", **_of_disagreements(shown))
    return _filled("notebook_summary.html", **_of_summary(shown))


def _filled(template: str, **values: Any) -> str:
    return fill(template, styles=["notebook.css"], **values)


def _of_set(claimset: ClaimSet) -> Mapping[str, Any]:
    numbers = {claim.id: number for number, claim in enumerate(claimset, 1)}
    article = claimset.article
    return {
        "article": article,
        "title": _words(heading(article)),
        "published": moment_of(article.published) if article.published else None,
        "extractor": claimset.extractor,
        "warnings": [_words(warning) for warning in claimset.warnings[:_MOST_WARNINGS]],
        "more_warnings": max(0, len(claimset.warnings) - _MOST_WARNINGS),
        "claims": len(claimset),
        "sources": len({claim.source_name for claim in claimset if claim.source}),
        "rows": [_row(claim, numbers) for claim in claimset[:_MOST_CLAIMS]],
    }


def _row(claim: Claim, numbers: Mapping[str, int]) -> ClaimRow:
    return ClaimRow(
        number=numbers[claim.id],
        parent=numbers[claim.parent] if claim.parent else None,
        claim=claim,
        **_passages(claim),
    )


def _passages(claim: Claim) -> dict[str, Any]:
    source, cue = claim.source, claim.cue
    return {
        "source": _words(shown_name(source.name)) if source else None,
        "mention": _words(source.text) if source and source.text != source.name else None,
        "cue": _joined(cue) if cue else None,
        "content": _joined(claim.content),
    }


def _of_claim(claim: Claim) -> Mapping[str, Any]:
    return {
        "claim": claim,
        **_passages(claim),
        "times": [(_at(claim, time.span), time, when_of(time)) for time in claim.times],
        "reasons": {label: _reasons(claim, label) for label in _justified(claim)},
        "score": None if claim.score is None else percent(claim.score),
    }


def _justified(claim: Claim) -> list[str]:
    """Return the labels of which a claim says what they rest on, the built-in ones first."""
    own = [name for name, tag in claim.labels.items() if tag.probabilities]
    return list(dict.fromkeys([*(e.label for e in claim.evidence), *claim.probabilities, *own]))


def _reasons(claim: Claim, label: str) -> Reasons:
    odds = claim.labels[label].probabilities if label in claim.labels else claim.probabilities.get(label, {})
    return Reasons(
        tuple(Reason(_at(claim, e.span), e.origin, e.note) for e in claim.evidence if e.label == label),
        tuple((value, percent(chance)) for value, chance in sorted(odds.items(), key=lambda item: -item[1])),
    )


def _of_disagreements(disagreements: Disagreements) -> Mapping[str, Any]:
    return {
        "extractors": disagreements.extractors,
        "claims": disagreements.claims,
        "total": len(disagreements),
        "rows": list(map(_disagreement_row, disagreements[:_MOST_CLAIMS])),
    }


def _disagreement_row(one: Disagreement) -> Mapping[str, Any]:
    return {
        **_passages(one.claim),
        "found_by": one.found_by,
        "missed_by": one.missed_by,
        "variants": [
            (variant.extractor, [(part, _words(words)) for part, words in changes(one.claim, variant)])
            for variant in one.variants
        ],
    }


def _of_summary(summary: Summary) -> Mapping[str, Any]:
    shown, others = summary.sources[:_MOST_SOURCES], summary.sources[_MOST_SOURCES:]
    most = max((source.claims for source in shown), default=1)
    return {
        "summary": summary,
        "named": sum(bool(source.name) for source in summary.sources),
        "sources": [(source, _words(shown_name(source.name)), _bar(source, most)) for source in shown],
        "others": len(others),
        "others_claims": sum(source.claims for source in others),
        "colours": {stance: sign.colour for stance, sign in stance_signs().items()},
        "labels": {name: getattr(summary, f"by_{name}") for name in LABELS},
    }


def _bar(source: SourceSummary, most: int) -> Bar:
    return bar({stance: claims for stance, claims in source.by_stance.items() if claims}, most)


def _words(text: str) -> Words:
    """Return words for the page, with the end of a long text apart."""
    if len(text) <= _LONGEST:
        return Words(text)
    cut = text.rfind(" ", _LONGEST // 2, _LONGEST) + 1 or _LONGEST
    return Words(text[:cut], text[cut:])


def _joined(passage: Passage) -> Words:
    return _words(_GAP.join(words for _, words in _fragments(passage)) or passage.text)


def _fragments(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Yield the fragments of a passage with their words; nothing if its text has another length than its spans."""
    lengths = [span.end - span.start for span in passage.spans]
    if sum(lengths) + len(FRAGMENT_GLUE) * (len(lengths) - 1) != len(passage.text):
        # Only a claim outside a set can have such a passage: a set checks it.
        return
    start = 0
    for span in passage.spans:
        end = start + span.end - span.start
        yield span, passage.text[start:end]
        start = end + len(FRAGMENT_GLUE)


def _at(claim: Claim, wanted: Span) -> Words | None:
    """Return the words of a claim at a place; None if the claim does not have them."""
    for _, passage in claim.passages():
        for span, words in _fragments(passage):
            if span.start <= wanted.start and wanted.end <= span.end:
                return _words(words[wanted.start - span.start : wanted.end - span.start])
    return None
