"""Makes claims from lists after a sentence with a cue and a colon: "The union demanded:" and the items."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims._language import WordClass
from newsclaims._syntax import Stretch, Tokens, tokens_of
from newsclaims.text import Text, WordRange

from .._candidates import Candidate, Search, score_of, to_attribution

__all__ = ["list_claims"]

_FINDERS = ("rules",)
"""The extractor that claims from lists name, because the grammar of cues finds them."""
_FRAME = "next quote"
"""The frame of a cue whose content is after a colon."""
_PHRASE = "initial"
"""The frame of "according to" at the start of a sentence."""


def list_claims(text: Text) -> Iterator[Attribution]:
    """Yield the claims whose contents are lists.

    Args:
        text: The text.
    """
    paragraphs = text.paragraphs
    if not any(paragraph.kind == "item" for paragraph in paragraphs):
        return
    tokens = text.once(tokens_of)
    search = Search(text)
    for n, sentence in enumerate(text.sentences[:-1]):
        following = text.sentences[n + 1].paragraph
        if following == sentence.paragraph or paragraphs[following].kind != "item":
            continue
        if tokens.words[sentence.last - 1] == ":" and paragraphs[sentence.paragraph].kind == "body":
            candidate = _leading(search, tokens, WordRange(sentence.first, sentence.last), text.sentences[n + 1].last)
            if candidate is not None:
                yield _claim(tokens, candidate, list(_items(text, following)))


def _items(text: Text, first: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the words of each item of a list, without the full stop at the end.

    Args:
        text: The text.
        first: The list's first paragraph.
    """
    for i in range(first, len(text.paragraphs)):
        paragraph = text.paragraphs[i]
        if paragraph.kind != "item":
            return
        words = text.slice(paragraph.body_start, paragraph.end).rstrip(".;, ")
        yield paragraph.body_start, paragraph.body_start + len(words)


def _leading(search: Search, tokens: Tokens, lead: WordRange, end: int) -> Candidate | None:
    """Return the candidate with its content after a colon; if there are several, the most trusted one.

    Args:
        search: The search for candidates.
        tokens: The words of the text.
        lead: The sentence that ends in the colon.
        end: One past the last word of the first item.
    """
    colon = lead.last - 1
    found = search.in_sentence(Stretch(lead.first, lead.last, after=WordRange(lead.last, end)))
    led = [one for one in found if one.source is not None and (one.frame == _FRAME or _opens(tokens, one, colon))]
    if not led:
        # "According to the report:" is a candidate only together with its content.
        found = search.in_sentence(Stretch(lead.first, end))
        led = [one for one in found if one.frame == _PHRASE and one.source is not None and one.source.last == colon]
    return max(led, key=lambda one: one.trust, default=None)


def _opens(tokens: Tokens, candidate: Candidate, colon: int) -> bool:
    """Say whether the content of a candidate is only the "that" before a colon."""
    content = candidate.content
    that = len(content) == 1 and content[0] == WordRange(colon - 1, colon)
    return that and bool(tokens.flags[colon - 1] & WordClass.COMPLEMENTISER)


def _claim(tokens: Tokens, candidate: Candidate, items: Sequence[tuple[int, int]]) -> Attribution:
    """Return a claim with the items of a list as its content."""
    found = to_attribution(tokens, candidate, score_of(tokens, candidate), extractors=_FINDERS)
    return evolve(found, content=tuple(items))
