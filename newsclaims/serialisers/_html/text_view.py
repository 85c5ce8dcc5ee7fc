"""Prepares the text of an article for its page: paragraphs, cut at every edge of every passage."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from attrs import field, frozen

from newsclaims._model import Article, Claim, Span

from .numbering import Numbering, name_elsewhere
from .paragraphs import Paragraph, paragraphs
from .segments import Segment, cut
from .words import one_line, shown_name

__all__ = ["Opening", "Part", "Piece", "Reference", "TextBlock", "text_blocks"]

_DEEPEST: Final = 3
"""Contents inside contents get deeper tints; from this depth on, the same."""
_MOST_NAMED: Final = 40
"""How many passages a piece names; only texts with very many nested claims have more."""


@frozen(slots=True)
class Part:
    """A fragment of a passage of a claim.

    Args:
        number: The claim's number.
        role: `"source"`, `"cue"` or `"content"`.
        span: The fragment.
        first: Whether it is the passage's first fragment.
        last: Whether it is the passage's last fragment.
    """

    number: int
    role: str
    span: Span
    first: bool
    last: bool


@frozen(slots=True)
class Opening:
    """What is read aloud where a fragment begins.

    Args:
        number: The claim's number.
        role: The role.
        goes_on: Whether the passage began in another fragment.
        is_first: Whether this is the place that the claim's card links to.
    """

    number: int
    role: str
    goes_on: bool
    is_first: bool


@frozen(slots=True)
class Reference:
    """The link to a claim's card that stands where its content ends.

    Args:
        number: The claim's number.
        name: The name of its source, on one line; `""` if it has none.
        stance: Its stance; None if it was not judged.
        classes: The names of the classes of the claim.
    """

    number: int
    name: str
    stance: str | None
    classes: str


@frozen(slots=True)
class Piece:
    """A piece of the text.

    Args:
        text: Its words.
        is_gap: Whether it is white space between paragraphs.
        is_blank: Whether it is only white space.
        place: The id of the place, if a card links to it as the place of a name.
        openings: The fragments that begin here.
        references: The claims whose contents end here.
        number: The number of the innermost claim that has it in a passage; None if there is none.
        passages: Each passage that it is in, from the outer to the inner: `"3:content 4:source"`.
        classes: The names of its classes.
    """

    text: str
    is_gap: bool = False
    is_blank: bool = False
    place: str | None = None
    openings: tuple[Opening, ...] = ()
    references: tuple[Reference, ...] = ()
    number: int | None = None
    passages: str = ""
    classes: str = ""


@frozen(slots=True)
class TextBlock:
    """A paragraph of the text.

    Args:
        kind: The kind of the article's block that holds it; None if there is none.
        pieces: Its pieces.
    """

    kind: str | None
    pieces: tuple[Piece, ...]


def text_blocks(article: Article, numbering: Numbering) -> Iterator[TextBlock]:
    """Yield the paragraphs of an article; the texts of their pieces joined are the article's text.

    Args:
        article: The article.
        numbering: Its claims.
    """
    cutter = _Cutter(article, numbering)
    for paragraph, segments in cutter.by_paragraph():
        yield TextBlock(paragraph.kind, tuple(cutter.piece(segment, paragraph) for segment in segments))


@frozen(slots=True)
class _Cutter:
    """Cuts one article."""

    article: Article
    numbering: Numbering
    parts: Sequence[Part] = field(init=False)
    openings: Mapping[int, Sequence[Opening]] = field(init=False)
    references: Mapping[int, Sequence[Reference]] = field(init=False)
    names: Mapping[int, int] = field(init=False)

    @parts.default
    def _find_parts(self) -> Sequence[Part]:
        return tuple(chain.from_iterable(_parts(n, claim) for n, claim in self.numbering.claims.items()))

    @openings.default
    def _find_openings(self) -> Mapping[int, Sequence[Opening]]:
        found: dict[int, list[Opening]] = {}
        seen: set[int] = set()
        for part in sorted(self.parts, key=lambda part: part.span.start):
            opening = Opening(part.number, part.role, not part.first, part.number not in seen)
            seen.add(part.number)
            found.setdefault(part.span.start, []).append(opening)
        return found

    @references.default
    def _find_references(self) -> Mapping[int, Sequence[Reference]]:
        found: dict[int, list[Reference]] = {}
        for number, claim in self.numbering.claims.items():
            classes = " ".join(self.numbering.classes[number])
            reference = Reference(number, one_line(shown_name(claim.source_name)), claim.stance, classes)
            found.setdefault(claim.content.end, []).append(reference)
        return found

    @names.default
    def _find_names(self) -> Mapping[int, int]:
        """Return where the names of sources are that are mentioned by other words; each start with its longest end."""
        found: dict[int, int] = {}
        for span in filter(None, map(name_elsewhere, self.numbering.claims.values())):
            found[span.start] = max(span.end, found.get(span.start, 0))
        return found

    def by_paragraph(self) -> Iterator[tuple[Paragraph, list[Segment]]]:
        """Yield each paragraph with its segments."""
        text = self.article.text
        found = list(paragraphs(text, self.article.blocks))
        places = chain(
            (at for one in found for at in (one.words, one.gap, one.end)),
            chain.from_iterable(self.names.items()),
        )
        segments = cut(len(text), [(part.span.start, part.span.end) for part in self.parts], places)
        for paragraph in found:
            inside = []
            for segment in segments:
                inside.append(segment)
                if segment.end == paragraph.end:
                    break
            yield paragraph, inside

    def piece(self, segment: Segment, paragraph: Paragraph) -> Piece:
        """Return a segment as the template needs it."""
        covering = [self.parts[i] for i in segment.covering[-_MOST_NAMED:]]
        inner = covering[-1] if covering else None
        text = self.article.text[segment.start : segment.end]
        return Piece(
            text=text,
            is_gap=segment.end <= paragraph.words or segment.start >= paragraph.gap,
            is_blank=not text.strip(),
            place=f"at-{segment.start}" if segment.start in self.names else None,
            openings=tuple(self.openings.get(segment.start, ())),
            references=tuple(self.references.get(segment.end, ())),
            number=inner.number if inner else None,
            passages=" ".join(f"{part.number}:{part.role}" for part in covering),
            classes=" ".join(self._classes(covering)),
        )

    def _classes(self, covering: Sequence[Part]) -> Iterator[str]:
        if not covering:
            return
        yield "mark"
        yield covering[-1].role
        contents = [part for part in covering if part.role == "content"]
        if contents:
            yield f"in-{min(len(contents), _DEEPEST)}"
            yield f"as-{self.numbering.claims[contents[-1].number].stance or 'unjudged'}"
        yield from dict.fromkeys(chain.from_iterable(self.numbering.classes[part.number] for part in covering))


def _parts(number: int, claim: Claim) -> Iterator[Part]:
    for role, passage in claim.passages():
        for i, span in enumerate(passage.spans):
            yield Part(number, role, span, i == 0, i == len(passage.spans) - 1)
