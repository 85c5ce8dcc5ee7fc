"""Extends direct quotations over the sentences and paragraphs next to the sentence that names the speaker."""

from bisect import bisect_right
from collections.abc import Sequence

from newsclaims._syntax import Tokens
from newsclaims.text import WordRange

from .._candidates import Candidate

__all__ = ["extend_quotations"]


def extend_quotations(tokens: Tokens, chosen: Sequence[Candidate]) -> None:
    """Extend each direct quotation by the sentences after it and the paragraphs before it that belong to it.

    These must be entirely in quotation marks and have no cue of their own.

    Args:
        tokens: The words of the text.
        chosen: The attributions of the text, in order; their contents are changed.
    """
    firsts = [sentence.first for sentence in tokens.sentences]
    speakers: dict[int, Candidate] = {}
    taken: set[int] = set()
    for candidate in chosen:
        roles = [candidate.cue, *candidate.content]
        taken.update(bisect_right(firsts, words.first) - 1 for words in roles)
        if any(tokens.quoted[candidate.content[-1].slice]):
            if candidate.source is not None:
                roles.append(candidate.source)
            speakers[bisect_right(firsts, max(words.first for words in roles)) - 1] = candidate
    for n, speaker in sorted(speakers.items()):
        _add_sentences_after(tokens, n + 1, speaker, taken)
    for candidate in chosen:
        _add_paragraphs_before(tokens, candidate, firsts, taken)


def _add_sentences_after(tokens: Tokens, n: int, speaker: Candidate, taken: set[int]) -> None:
    """Add sentence `n` and those after it to the speaker's content, as long as they continue the quotation."""
    sentences, starts = tokens.sentences, tokens.spans.starts
    while n < len(sentences) and n not in taken and tokens.is_all_quoted(n):
        sentence = sentences[n]
        new_paragraph = sentence.paragraph != sentences[n - 1].paragraph
        if new_paragraph and starts[sentence.first] not in tokens.carrying:
            return
        last, end = speaker.content[-1], tokens.sentence_end(sentence.first, sentence.last)
        if last.last == sentence.first:
            speaker.content[-1] = WordRange(last.first, end)
        else:
            speaker.content.append(WordRange(sentence.first, end))
        taken.add(n)
        n += 1


def _add_paragraphs_before(tokens: Tokens, speaker: Candidate, firsts: Sequence[int], taken: set[int]) -> None:
    """Add the earlier paragraphs of a quotation whose speaker is named only in its last paragraph."""
    words, quotations = tokens.spans, tokens.quotations
    quotation = tokens.carrying.get(words.starts[speaker.content[0].first])
    while quotation is not None and quotation.continues is not None:
        quotation = quotations[quotation.continues]
        before = WordRange(words.index_at(quotation.start), words.index_at(quotation.end))
        n = bisect_right(firsts, before.first) - 1
        if n in taken or before.size <= 0:
            return
        taken.add(n)
        first = speaker.content[0]
        joined = [WordRange(before.first, first.last)] if before.last == first.first else [before, first]
        speaker.content[:1] = joined
