"""Reads gold: texts, and the annotations of brat that belong to them, raw but for what cannot be meant."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from ..attribution import Offsets
from ..errors import FileError, FormatError
from ..files import read_file
from ..model import Article

__all__ = ["ROLES", "GoldArticle", "Roles", "Unmatched", "read_gold", "unmatched"]

ROLES = ("source", "cue", "content")
"""The roles of a claim."""

_SHAPE = "A gold folder has text/*.txt and attributions/*.ann."
# Text-bound annotation, event, relation, attribute, modification, normalisation, note, equivalence.
_ANNOTATION = re.compile(r"[TERAMN#]\d+|\*")
# One whose tabs became spaces.
_SPACED = re.compile(r"T\d+ +\S+ +\d+ +\d|E\d+ +\S+:[ET]\d")


@frozen(slots=True)
class Roles:
    """The offsets of a claim, as raw as they come: any role may be empty, fragments in any order.

    Args:
        source: Fragments of the source.
        cue: Fragments of the cue.
        content: Fragments of the content.
    """

    source: Offsets = ()
    cue: Offsets = ()
    content: Offsets = ()


@frozen(slots=True)
class GoldArticle:
    """An article and what its annotators marked.

    Args:
        article: The article; its id is the name of its file.
        annotations: One list of claims for each annotator.
    """

    article: Article
    annotations: tuple[tuple[Roles, ...], ...]


@frozen(slots=True)
class Unmatched:
    """What a gold folder holds for nothing.

    Args:
        texts: The names of the texts that have no annotation.
        annotations: The names of the annotations that belong to no text.
    """

    texts: tuple[str, ...]
    annotations: tuple[str, ...]


def read_gold(folder: str | Path) -> tuple[GoldArticle, ...]:
    """Read gold articles and their annotations, raw.

    `NAME.ann` belongs to `NAME.txt` if there is such a text, else to the text named like it up to the last underscore.

    Args:
        folder: Has `text/*.txt` and `attributions/*.ann`. Annotations without a text are passed over, and a text
            without any has no annotations; `unmatched` tells both.

    Raises:
        FileError: If there are no texts, no annotation belongs to one, or a file cannot be read.
        UndecodableError: If a file is not UTF-8.
        FormatError: If an annotation is not brat's, or does not fit its text.
    """
    texts, annotations = _files(Path(folder))
    by_text: dict[str, list[Path]] = defaultdict(list)
    for path in annotations:
        by_text[_stem(path, texts)].append(path)
    if by_text.keys().isdisjoint(texts):
        there = f"no annotation belongs to a text there (texts: {len(texts)}, annotations: {len(annotations)})"
        names = "NAME.ann or NAME_ANNOTATOR.ann belongs to NAME.txt."
        raise FileError(str(folder), f"{there}. {_SHAPE} {names}")
    return tuple(_article(path, by_text.get(stem, ())) for stem, path in texts.items())


def unmatched(folder: str | Path) -> Unmatched:
    """Tell which texts of a gold folder have no annotation, and which annotations no text.

    Args:
        folder: As for `read_gold`.

    Raises:
        FileError: If there are no texts.
    """
    texts, annotations = _files(Path(folder))
    stems = {path: _stem(path, texts) for path in annotations}
    annotated = set(stems.values())
    return Unmatched(
        tuple(path.name for stem, path in texts.items() if stem not in annotated),
        tuple(path.name for path, stem in stems.items() if stem not in texts),
    )


def _files(folder: Path) -> tuple[dict[str, Path], list[Path]]:
    texts = {path.stem: path for path in sorted((folder / "text").glob("*.txt"))}
    if not texts:
        raise FileError(str(folder), f"no gold there. {_SHAPE}")
    return texts, sorted((folder / "attributions").glob("*.ann"))


def _stem(path: Path, texts: Mapping[str, Path]) -> str:
    """Return the name of the text that an annotation belongs to, were there one."""
    return path.stem if path.stem in texts else path.stem.rpartition("_")[0]


def _article(path: Path, annotations: Sequence[Path]) -> GoldArticle:
    article = Article(text=read_file(path), id=path.stem)
    return GoldArticle(article, tuple(_read_brat(a, len(article.text)) for a in annotations))


@frozen(slots=True)
class _Line:
    """An annotation's line.

    Args:
        path: The file.
        number: The line's number.
        ident: What the line begins with.
        body: What is annotated.
    """

    path: Path
    number: int
    ident: str = ""
    body: str = field(default="", repr=False)

    def error(self, reason: str) -> FormatError:
        return FormatError("brat", reason, self.number, str(self.path))


def _read_brat(path: Path, length: int) -> tuple[Roles, ...]:
    """Read the events of a brat file, each with the spans of its roles; events without content and source are none."""
    spans: dict[str, Offsets] = {}
    events: list[_Line] = []
    for line in _annotations(path):
        if line.ident.startswith("T"):
            spans[line.ident] = _brat_offsets(line, length)
        elif line.ident.startswith("E"):
            events.append(line)
    idents = frozenset((*spans, *(event.ident for event in events)))
    claims = (_brat_event(event, spans, idents) for event in events)
    return tuple(claim for claim in claims if claim.content or claim.source)


def _annotations(path: Path) -> Iterator[_Line]:
    begun = False
    for number, text in enumerate(read_file(path).split("\n"), 1):
        line = _Line(path, number)
        ident, tab, rest = text.partition("\t")
        if tab and _ANNOTATION.fullmatch(ident):
            begun = True
            yield evolve(line, ident=ident, body=rest.partition("\t")[0])
        # A line without a tab may carry on the text of the annotation before it, where that holds a line break.
        elif text.strip() and (tab or not begun or _SPACED.match(text)):
            raise line.error(f"{text[:60]!r} is no annotation of brat's, whose parts are parted by tabs")


def _brat_offsets(line: _Line, length: int) -> Offsets:
    """Read `Type 10 20;25 30`."""
    try:
        _, offsets = line.body.split(" ", 1)
        pairs = (pair.split() for pair in offsets.split(";"))
        spans = tuple((int(start), int(end)) for start, end in pairs)
    except ValueError:
        raise line.error(f"{line.ident} {line.body[:60]!r} is no text-bound annotation") from None
    for start, end in spans:
        if not 0 <= start <= end <= length:
            raise line.error(f"{line.ident} has the span {start} {end}, and the text goes from 0 to {length}")
    return spans


def _brat_event(event: _Line, spans: Mapping[str, Offsets], idents: frozenset[str]) -> Roles:
    roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    for argument in event.body.split():
        name, _, ident = argument.partition(":")
        if ident not in idents:
            raise event.error(f"{event.ident} names {argument!r}, which is not in the file")
        # brat numbers the second and later arguments of a name: Content, Content2.
        role = re.sub(r"\d+$", "", name).lower()
        if role in roles:
            roles[role] += spans.get(ident, ())
    return Roles(*(tuple(roles[role]) for role in ROLES))
