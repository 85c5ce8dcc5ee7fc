"""Finds the children of claims, the attributions inside their contents: "Roe said that Doe had denied the charge".

Every content is read as a separate text without its quotation marks. An attribution that the rules find there is a
child of the smallest content that holds it. "I think" in direct speech is not a child, because it is the speaker's
stance to the content.
"""

from collections.abc import Container, Iterator, Sequence

from attrs import frozen

from newsclaims._attribution import Attribution
from newsclaims._syntax import tokens_of
from newsclaims.text import Text, WordRange

from .._candidates import Candidate, Search, resolve_conflicts
from .admission import SHARED_SOURCE, has_claim_form, is_separate_claim, least_trust, reread_frame
from .opened_contents import OpenedText, open_text, quotation_ranges
from .parents import DEPTH

__all__ = ["Child", "find_children"]


@frozen(slots=True)
class Child:
    """An attribution inside another's content.

    Args:
        parent: The index of the other attribution, in the given list followed by the children.
        candidate: The candidate.
    """

    parent: int
    candidate: Candidate


@frozen(slots=True)
class _Outer:
    """An attribution whose content is opened.

    Args:
        index: Its place in the list.
        content: The fragments of its content.
    """

    index: int
    content: Sequence[WordRange]

    @property
    def size(self) -> int:
        """The number of words in its content."""
        return sum(fragment.size for fragment in self.content)


def find_children(
    text: Text,
    attributions: Sequence[Attribution],
    threshold: float | None = None,
    cued: Container[int] | None = None,
) -> list[Child]:
    """Return the attributions inside the contents of others.

    Args:
        text: The text.
        attributions: The attributions of the text.
        threshold: The least trust that makes a find an attribution; None for the language's own.
        cued: The words that can belong to a cue outside quotation marks, if the text was searched before; None to
            search all words.

    Returns:
        The attributions inside the given contents, in order, then those inside their contents, and so on.
    """
    tokens, words = text.once(tokens_of), text.words
    quotations, found = quotation_ranges(tokens), list[Child]()
    taken = {i for one in attributions for i in words.indices(one.cue)}
    opened = [_Outer(n, words.ranges(one.content)) for n, one in enumerate(attributions)]
    for _ in range(DEPTH - 1):
        if not opened:
            break
        inside = open_text(tokens, quotations)
        search = Search(text, inside.tokens)
        new: list[Child] = []
        for outer in sorted(opened, key=lambda outer: (outer.size, outer.index)):
            for candidate in _candidates(inside, search, outer, threshold, cued):
                if taken.isdisjoint(candidate.cue.indices):
                    taken.update(candidate.cue.indices)
                    new.append(Child(outer.index, candidate))
        new.sort(key=_order)
        opened = [_Outer(len(attributions) + len(found) + n, child.candidate.content) for n, child in enumerate(new)]
        found += new
        tokens = inside.tokens
    return found


def _candidates(
    text: OpenedText, search: Search, outer: _Outer, threshold: float | None, cued: Container[int] | None
) -> Iterator[Candidate]:
    """Yield the claims in the sentences of a content, none of them in the content of another."""
    tokens = text.tokens
    for fragment in outer.content:
        for sentence in text.sentences(fragment):
            direct = sentence.direct
            found = search.in_content(sentence.stretch, None if direct else cued)
            if not found:  # nearly always
                continue
            chosen = resolve_conflicts(
                c
                for c in (reread_frame(tokens, candidate) for candidate in found)
                if c.trust >= least_trust(c, threshold, tokens.language)
                and has_claim_form(tokens, c, direct=direct)
                and is_separate_claim(tokens, c, direct=direct)
            )
            sources = {c.source for c in chosen if c.form not in SHARED_SOURCE}
            yield from (c for c in chosen if c.form not in SHARED_SOURCE or c.source in sources)


def _order(child: Child) -> tuple[int, int, int]:
    """Return the sort key of children: the place of the cue, then the parent."""
    cue = child.candidate.cue
    return cue.first, cue.last, child.parent
