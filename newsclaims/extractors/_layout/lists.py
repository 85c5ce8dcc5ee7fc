"""Makes claims from lists after a sentence with a cue and a colon: "The union demanded:" and the items."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims._syntax import Stretch, Tokens, tokens_of
from newsclaims.text import Text, WordRange

from .._candidates import Candidate, Search, score_of, to_attribution

__all__ = ["list_claims"]

_FINDERS = ("rules",)
"""The extractor of a claim from a list: the grammar of cues finds it."""
_FRAME = "next quote"
"""The frame of a cue whose content is after a colon."""


def list_claims(text: Text) -> Iterator[Attribution]:
    """Yield the claims whose contents are lists.

    Args:
        text: The text.
    """
    paragraphs = text.paragraphs
    if not any(paragraph.kind == "item" for paragraph in paragraphs):
        return
    tokens = text.once(tokens_of)
    search = Search(tokens)
    for n, sentence in enumerate(text.sentences[:-1]):
        following = text.sentences[n + 1].paragraph
        if following == sentence.paragraph or paragraphs[following].kind != "item":
            continue
        items = list(_items(text, following))
        stretch = Stretch(sentence.first, sentence.last, after=WordRange(sentence.last, text.sentences[n + 1].last))
        if tokens.words[sentence.last - 1] == ":" and paragraphs[sentence.paragraph].kind == "body":
            candidate = _most_trusted(search.in_sentence(stretch))
            if candidate is not None:
                yield _claim(tokens, candidate, items)


def _items(text: Text, first: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the words of each item of a list, without the full stop at the end.

    Args:
        text: The text.
        first: The list's first paragraph.
    """
    for paragraph in text.paragraphs[first:]:
        if paragraph.kind != "item":
            return
        words = text.slice(paragraph.body_start, paragraph.end).rstrip(".;, ")
        yield paragraph.body_start, paragraph.body_start + len(words)


def _most_trusted(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate with its content after the colon; if there are several, the most trusted one."""
    led = [one for one in candidates if one.frame == _FRAME and one.source is not None]
    return max(led, key=lambda one: one.trust, default=None)


def _claim(tokens: Tokens, candidate: Candidate, items: Sequence[tuple[int, int]]) -> Attribution:
    """Return a claim with the items of a list as its content."""
    found = to_attribution(tokens, candidate, score_of(tokens, candidate), extractors=_FINDERS)
    return evolve(found, content=tuple(items))
