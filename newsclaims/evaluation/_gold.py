"""Reads gold: texts and the brat annotations that belong to them."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from .._attribution import Offsets
from .._files import read_file
from .._model import Article
from ..errors import FileError
from ..serialisers._brat.standoff import SHAPE, BratFolder, brat_folder, parse_brat
from ..serialisers.toolkit import ROLES, article_id_of

__all__ = ["ROLES", "GoldArticle", "Roles", "Unmatched", "read_gold", "unmatched"]

_SHAPE = f"A gold folder has {SHAPE}."


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
    Events that name another as their `Parent` are left out, as the claims that have a parent are.

    Args:
        folder: Has `text/*.txt` and `attributions/*.ann`, or all of them side by side, as the format `brat` writes
            them. Annotations without a text are skipped, and a text without any has no annotations; `unmatched`
            tells both.

    Raises:
        FileError: If there are no texts, no annotation belongs to one, or a file cannot be read.
        UndecodableError: If a file is not UTF-8.
        FormatError: If an annotation is not brat's, or does not fit its text.
    """
    files = _files(folder)
    by_text: dict[str, list[Path]] = defaultdict(list)
    for path, stem in files.annotations.items():
        by_text[stem].append(path)
    if by_text.keys().isdisjoint(files.texts):
        counts = f"texts: {len(files.texts)}, annotations: {len(files.annotations)}"
        names = "NAME.ann or NAME_ANNOTATOR.ann belongs to NAME.txt."
        raise FileError(str(folder), f"no annotation belongs to a text there ({counts}). {_SHAPE} {names}")
    return tuple(_article(path, by_text.get(stem, ())) for stem, path in files.texts.items())


def unmatched(folder: str | Path) -> Unmatched:
    """Tell which texts of a gold folder have no annotation, and which annotations no text.

    Args:
        folder: As for `read_gold`.

    Raises:
        FileError: If there are no texts.
    """
    files = _files(folder)
    annotated = set(files.annotations.values())
    return Unmatched(
        tuple(path.name for stem, path in files.texts.items() if stem not in annotated),
        tuple(path.name for path, stem in files.annotations.items() if stem not in files.texts),
    )


def _files(folder: str | Path) -> BratFolder:
    place = Path(folder)
    files = brat_folder(place) if place.is_dir() else BratFolder({}, {})
    if not files.texts:
        raise FileError(str(folder), f"no gold there. {_SHAPE}")
    return files


def _article(path: Path, annotations: Sequence[Path]) -> GoldArticle:
    article = Article(text=read_file(path), id=article_id_of(path.stem))
    return GoldArticle(article, tuple(_claims(each, len(article.text)) for each in annotations))


def _claims(path: Path, length: int) -> tuple[Roles, ...]:
    """Read the events of a brat file, each with the spans of its roles; events without content and source are none."""
    found = parse_brat(path, length)
    flat = (event for event in found.events if all(name.lower() != "parent" for name, _ in event.arguments))
    claims = (Roles(**found.roles(event)) for event in flat)
    return tuple(claim for claim in claims if claim.content or claim.source)
