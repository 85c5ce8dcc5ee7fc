"""Makes claims from utterances: turns, posts and signed quotations, which need no cue."""

from bisect import bisect_right
from collections.abc import Sequence

from newsclaims._attribution import Attribution
from newsclaims.text import Text, Utterance

from .._fragments import covers, touches

__all__ = ["utterance_claims"]

_DASHES = "-–—― "
"""The dashes before a signature."""


def utterance_claims(
    text: Text, attributions: Sequence[Attribution], least: float
) -> tuple[list[Attribution], Sequence[Attribution]]:
    """Return the claims of a text's utterances, and the attributions that do not conflict with them.

    An attribution that is only partly inside a turn is dropped, because it mixes two speakers. If an attribution with
    a cue covers a post or a signed quotation, it is kept, and the claim of the utterance is left out.

    Args:
        text: The text.
        attributions: The attributions that an extractor found.
        least: The least probability of being right that makes an utterance a claim.

    Returns:
        The claims of the utterances, in order, and the attributions that are kept.
    """
    utterances, score = text.utterances, text.language.utterance_score
    if not utterances or score < least:
        return [], attributions
    attributions = [one for one in attributions if not _is_signature(text, one)]
    places = [_place(utterances, one) for one in attributions]
    cued = {at for at, inside in places if at is not None and not inside and utterances[at].kind != "turn"}
    kept = [one for one, (at, inside) in zip(attributions, places, strict=True) if at is None or inside or at in cued]
    said = [one for n, one in enumerate(utterances) if n not in cued and _says_something(text, one)]
    return [Attribution((one.speaker,) if one.speaker else (), (), one.content, score) for one in said], kept


def _says_something(text: Text, utterance: Utterance) -> bool:
    """Say whether an utterance has other words than interjections such as "OK"."""
    words = (text.words.lowers[i] for i in text.words.indices(utterance.content))
    return any(word[0].isalnum() and word not in text.language.reading["interjections"] for word in words)


def _is_signature(text: Text, one: Attribution) -> bool:
    """Say whether the cue of an attribution is only the dash before a signature."""
    return bool(one.cue) and all(text.slice(*span).strip(_DASHES) == "" for span in one.cue)


def _place(utterances: Sequence[Utterance], one: Attribution) -> tuple[int | None, bool]:
    """Return the first utterance that an attribution touches, and whether it is completely inside.

    Args:
        utterances: The utterances of the text, in order.
        one: The attribution.
    """
    spans = sorted(span for _, offsets in one.roles() for span in offsets)
    touched = next((n for span in spans if (n := _touched(utterances, span)) is not None), None)
    if touched is None:
        return None, False
    content = utterances[touched].content
    return touched, all(covers(content, span) for span in spans)


def _touched(utterances: Sequence[Utterance], span: tuple[int, int]) -> int | None:
    """Return the utterance whose content or speaker a span touches."""
    n = bisect_right(utterances, span[1], key=_first) - 1
    # Utterances are disjoint, but a signature is after its words.
    near = range(max(0, n - 1), n + 1)
    return next((k for k in near if _touches(utterances[k], span)), None)


def _first(utterance: Utterance) -> int:
    """Return where an utterance begins."""
    start = utterance.content[0][0]
    return start if utterance.speaker is None else min(start, utterance.speaker[0])


def _touches(utterance: Utterance, span: tuple[int, int]) -> bool:
    """Say whether the content or the speaker of an utterance touches a span."""
    speaker = () if utterance.speaker is None else (utterance.speaker,)
    return touches(speaker, span) or touches(utterance.content, span)
