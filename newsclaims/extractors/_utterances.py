"""Makes claims of what the layout gives to somebody: turns, posts, signed quotations; for any extractor.

A turn is a claim of its speaker without a cue, and what was found inside it is nested in it.
"""

from bisect import bisect_right
from collections.abc import Sequence

from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims.text import Text, Utterance

__all__ = ["with_utterances"]


def with_utterances(text: Text, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the claims of what the layout gives to somebody, and behind them what was found, as children where it fits.

    What was found partly inside a turn is dropped: it crosses from one speaker to another. Of a post or a signed
    quotation that was found with a cue, what was found stays, and the layout's claim is left out.

    Args:
        text: The text.
        attributions: What was found in it; none of them has a parent.
    """
    if not text.utterances:
        return list(attributions)
    places = [_place(text.utterances, one) for one in attributions]
    cued = {at for at, inside in places if at is not None and not inside and text.utterances[at].kind != "turn"}
    kept = [n for n in range(len(text.utterances)) if n not in cued]
    index = {n: i for i, n in enumerate(kept)}
    found = [_claim(text.utterances[n]) for n in kept]
    for one, (at, inside) in zip(attributions, places, strict=True):
        if at is None or at in cued:
            found.append(one)
        elif inside:
            found.append(evolve(one, parent=index[at]))
    return found


def _claim(utterance: Utterance) -> Attribution:
    """Return the claim of an utterance."""
    return Attribution(
        source=() if utterance.speaker is None else (utterance.speaker,),
        cue=(),
        content=utterance.content,
    )


def _place(utterances: Sequence[Utterance], one: Attribution) -> tuple[int | None, bool]:
    """Return the utterance that an attribution touches first, and whether it stands wholly inside.

    Args:
        utterances: The utterances of the text, in order.
        one: The attribution.
    """
    spans = sorted(span for _, offsets in one.roles() for span in offsets)
    touched = [n for span in spans if (n := _touched(utterances, span)) is not None]
    if not touched:
        return None, False
    utterance = utterances[touched[0]]
    inside = all(any(start <= a and b <= end for start, end in utterance.content) for a, b in spans)
    return touched[0], inside


def _touched(utterances: Sequence[Utterance], span: tuple[int, int]) -> int | None:
    """Return the utterance whose content or label a span touches."""
    for n in range(bisect_right(utterances, span[1], key=_first) - 1, -1, -1):
        utterance = utterances[n]
        if any(start < span[1] and span[0] < end for start, end in _spans(utterance)):
            return n
        if utterance.content[-1][1] < span[0]:
            return None
    return None


def _first(utterance: Utterance) -> int:
    """Return where an utterance begins."""
    return min(start for start, _ in _spans(utterance))


def _spans(utterance: Utterance) -> tuple[tuple[int, int], ...]:
    """Return the spans of an utterance, its speaker's included."""
    return utterance.content if utterance.speaker is None else (utterance.speaker, *utterance.content)
