"""Quotations that run on: sentences and paragraphs of direct speech after the one that names the speaker."""

from collections.abc import Sequence

from .candidate import Candidate
from .view import View

__all__ = ["run_on"]


def run_on(view: View, chosen: Sequence[Candidate]) -> None:
    """Give each direct quotation the sentences that go on with it: all in quotation marks, with no cue of their own.

    Args:
        view: The text.
        chosen: The attributions of the text, in order; changed in place.
    """
    sentences = view.text.sentences
    open_at: dict[int, Candidate] = {}
    taken = [False] * (len(sentences) + 1)
    bounds = [s.first for s in sentences]
    for candidate in chosen:
        for span in (*candidate.cue, *candidate.content):
            k = _sentence_of(bounds, span[0])
            taken[k] = True
        last = max(candidate.content[-1], candidate.cue[-1], candidate.source or (0, 0))
        if _quotes(view, candidate):
            open_at[_sentence_of(bounds, last[0])] = candidate
    for k, candidate in sorted(open_at.items()):
        speaker = candidate
        n = k + 1
        while n < len(sentences) and not taken[n] and view.all_quoted(n):
            if sentences[n].paragraph != sentences[n - 1].paragraph and not _carries_on(view, n):
                break
            a, b = sentences[n].first, sentences[n].last
            i, j = speaker.content[-1]
            if j == a:
                speaker.content[-1] = (i, b)
            else:
                speaker.content.append((a, b))
            taken[n] = True
            n += 1


def _sentence_of(bounds: Sequence[int], word: int) -> int:
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        if bounds[middle] <= word:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


def _quotes(view: View, candidate: Candidate) -> bool:
    i, j = candidate.content[-1]
    return any(view.quoted[i:j])


def _carries_on(view: View, n: int) -> bool:
    """Say whether the quotation of sentence `n` carries on that of the paragraph before."""
    start = view.text.words.starts[view.text.sentences[n].first]
    return any(q.start == start and q.continues is not None for q in view.text.quotations)
