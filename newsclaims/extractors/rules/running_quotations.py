"""Quotations that run on: direct speech in the sentences and paragraphs around the one that names the speaker."""

from bisect import bisect_right
from collections.abc import Sequence

from newsclaims.syntax import Tokens

from ..candidates import Candidate

__all__ = ["run_on"]


def run_on(tokens: Tokens, chosen: Sequence[Candidate]) -> None:
    """Give each direct quotation what goes on with it: all in quotation marks, with no cue of its own.

    That is the sentences after it, and the paragraphs before it that it carries on.

    Args:
        tokens: The words of the text.
        chosen: The attributions of the text, in order; changed in stretch.
    """
    firsts = [sentence.first for sentence in tokens.sentences]
    speakers: dict[int, Candidate] = {}
    taken: set[int] = set()
    for candidate in chosen:
        spans = (candidate.cue, *candidate.content)
        taken.update(bisect_right(firsts, span[0]) - 1 for span in spans)
        i, j = candidate.content[-1]
        if any(tokens.quoted[i:j]):
            last = max(*spans, candidate.source or (0, 0))
            speakers[bisect_right(firsts, last[0]) - 1] = candidate
    for n, speaker in sorted(speakers.items()):
        _follow(tokens, n + 1, speaker, taken)
    for candidate in chosen:
        _precede(tokens, candidate, firsts, taken)


def _follow(tokens: Tokens, n: int, speaker: Candidate, taken: set[int]) -> None:
    """Add sentence `n` and those after it to the speaker's content, as long as they go on with it."""
    sentences, starts = tokens.sentences, tokens.spans.starts
    while n < len(sentences) and n not in taken and tokens.all_quoted(n):
        new_paragraph = sentences[n].paragraph != sentences[n - 1].paragraph
        if new_paragraph and starts[sentences[n].first] not in tokens.carrying:
            return
        a, b = sentences[n].first, sentences[n].last
        i, j = speaker.content[-1]
        if j == a:
            speaker.content[-1] = (i, b)
        else:
            speaker.content.append((a, b))
        taken.add(n)
        n += 1


def _precede(tokens: Tokens, speaker: Candidate, firsts: Sequence[int], taken: set[int]) -> None:
    """Add the paragraphs before a quotation that it carries on: the speaker is named at the end of the last."""
    words, quotations = tokens.spans, tokens.quotations
    start = words.starts[speaker.content[0][0]]
    piece = tokens.carrying.get(start)
    while piece is not None and piece.continues is not None:
        piece = quotations[piece.continues]
        span = (words.index_at(piece.start), words.index_at(piece.end))
        n = bisect_right(firsts, span[0]) - 1
        if n in taken or span[0] >= span[1]:
            return
        taken.add(n)
        i, j = speaker.content[0]
        speaker.content[:1] = [(span[0], j)] if span[1] == i else [span, (i, j)]
