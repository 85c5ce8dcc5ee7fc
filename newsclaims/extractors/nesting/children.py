"""Attributions inside the contents of others: "Roe said that Doe had denied the charge" holds a claim of Doe's.

Every content is read as a text of its own, its quotation marks opened, and what the rules find there is a child of the
smallest content that holds it. What the outer source thinks, hopes or wants is no child: it is the source's stance to
what it says (`data/nesting.tsv`).
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from attrs import frozen

from newsclaims.attribution import Attribution, Offsets
from newsclaims.syntax import Tokens, WordRange

from ..candidates import Candidate, Search, choose
from .admission import SHARING, another, fits, least, settled
from .opened import Inside, inside_of, marks_of

__all__ = ["DEPTH", "Child", "children"]

DEPTH = 3
"""How many claims a chain may hold, the outermost included."""


@frozen(slots=True)
class Child:
    """An attribution inside another's content.

    Args:
        parent: The index of the other: in the list that was given, children counted on behind it.
        candidate: What was found.
    """

    parent: int
    candidate: Candidate


@frozen(slots=True)
class _Holder:
    """An attribution whose content is opened.

    Args:
        index: Its place in the list.
        source: The words of its source; none if it has none.
        content: The fragments of its content.
    """

    index: int
    source: tuple[str, ...]
    content: tuple[WordRange, ...]

    @property
    def size(self) -> int:
        return sum(last - first for first, last in self.content)


def children(
    tokens: Tokens,
    attributions: Sequence[Attribution],
    threshold: float | None = None,
    cued: Container[int] | None = None,
) -> list[Child]:
    """Return the attributions inside the contents of others.

    Args:
        tokens: The words of the text.
        attributions: What was found in it.
        threshold: The least trust that makes a find an attribution; None takes that of the trust table.
        cued: The words that may be of a cue outside quotation marks, where the text was searched before; None looks at
            all words again.

    Returns:
        Those inside the contents that were given, in order, then those inside theirs.
    """
    marks, found = marks_of(tokens), list[Child]()
    taken = {i for one in attributions for span in _ranges(tokens, one.cue) for i in range(*span)}
    holders = [
        _Holder(n, _words(tokens, _ranges(tokens, one.source)), tuple(_ranges(tokens, one.content)))
        for n, one in enumerate(attributions)
    ]
    for _ in range(DEPTH - 1):
        if not holders:
            break
        inside = inside_of(tokens, marks)
        search = Search(inside.tokens)
        new: list[Child] = []
        for holder in sorted(holders, key=lambda holder: (holder.size, holder.index)):
            for candidate in _inside(inside, search, holder, threshold, cued):
                if taken.isdisjoint(range(*candidate.cue)):
                    taken.update(range(*candidate.cue))
                    new.append(Child(holder.index, candidate))
        new.sort(key=lambda child: (child.candidate.cue, child.parent))
        holders = [_holder(tokens, len(attributions) + len(found) + n, child) for n, child in enumerate(new)]
        found += new
        tokens = inside.tokens
    return found


def _inside(
    inside: Inside, search: Search, holder: _Holder, threshold: float | None, cued: Container[int] | None
) -> Iterator[Candidate]:
    """Yield what may be an attribution in the pieces of a content, one not in the other."""
    tokens = inside.tokens
    for fragment in holder.content:
        for piece in inside.pieces(fragment):
            found = search.inside(piece.stretch, None if piece.direct else cued)
            chosen = choose(
                c
                for c in (settled(tokens, one) for one in found)
                if c.trust >= least(c, threshold, tokens.language)
                and fits(tokens, c, direct=piece.direct)
                and another(tokens, c, holder.source, direct=piece.direct)
            )
            sources = [c.source for c in chosen if c.form not in SHARING]
            yield from (c for c in chosen if c.form not in SHARING or c.source in sources)


def _holder(tokens: Tokens, index: int, child: Child) -> _Holder:
    source = [child.candidate.source] if child.candidate.source else []
    return _Holder(index, _words(tokens, source), tuple(child.candidate.content))


def _ranges(tokens: Tokens, offsets: Offsets) -> Iterator[WordRange]:
    index = tokens.spans.index_at
    for start, end in offsets:
        if (span := (index(start), index(end)))[0] < span[1]:
            yield span


def _words(tokens: Tokens, spans: Iterable[WordRange]) -> tuple[str, ...]:
    return tuple(word for first, last in spans for word in tokens.lowers[first:last])
