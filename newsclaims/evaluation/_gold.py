"""Reads gold data: texts with their brat annotations."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from .._attribution import Offsets
from .._files.text_files import read_file
from .._model import Article
from ..errors import FileError
from ..serialisers._brat.standoff import SHAPE, BratFolder, brat_folder, parse_brat
from ..serialisers.toolkit import ROLES, article_id_of

__all__ = ["ROLES", "GoldArticle", "Roles", "Unmatched", "read_gold", "unmatched"]

_SHAPE = f"A gold folder has {SHAPE}."


@frozen(slots=True)
class Roles:
    """The offsets of a gold claim as annotated: any role can be empty, and fragments can have any order.

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
    """An article and the claims that its annotators marked.

    Args:
        article: The article; its id is the name of its file.
        annotations: One list of claims for each annotator.
    """

    article: Article
    annotations: tuple[tuple[Roles, ...], ...]


@frozen(slots=True)
class Unmatched:
    """The files of a gold folder that are not used.

    Args:
        texts: The names of the texts without an annotation.
        annotations: The names of the annotations without a text.
    """

    texts: tuple[str, ...]
    annotations: tuple[str, ...]


def read_gold(folder: str | Path) -> tuple[GoldArticle, ...]:
    """Read gold articles and their annotations.

    `NAME.ann` belongs to `NAME.txt` if there is such a text. Otherwise the part of its name from the last underscore on
    is ignored. Events that name a `Parent` are left out, like claims with a parent. If the offsets of a file count
    another form of its text, they are converted, as the format `brat` does.

    Args:
        folder: The folder, with `text/*.txt` and `attributions/*.ann`, or with all of them side by side, as the format
            `brat` writes them. Annotations without a text are skipped, and a text without annotations has an empty
            tuple; `unmatched` lists both.

    Raises:
        FileError: If there are no texts, no annotation belongs to one, or a file cannot be read.
        UndecodableError: If a file is not UTF-8.
        FormatError: If an annotation is not valid brat, or does not fit its text.
    """
    files = _files(folder)
    by_text: dict[str, list[Path]] = defaultdict(list)
    for path, stem in files.annotations.items():
        by_text[stem].append(path)
    if by_text.keys().isdisjoint(files.texts):
        if not files.annotations:
            raise FileError(str(folder), f"there are no annotations in it. {_SHAPE}")
        counts = f"texts: {len(files.texts)}, annotations: {len(files.annotations)}"
        names = "NAME.ann or NAME_ANNOTATOR.ann belongs to NAME.txt."
        raise FileError(
            str(folder), f"none of its annotations belongs to one of its texts ({counts}). {_SHAPE} {names}"
        )
    return tuple(_article(path, by_text.get(stem, ())) for stem, path in files.texts.items())


def unmatched(folder: str | Path) -> Unmatched:
    """Return the texts of a gold folder that have no annotation, and the annotations that have no text.

    Args:
        folder: The folder, as for `read_gold`.

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
    if not place.is_dir():
        raise FileError(str(folder), f"there is no such folder. Check the name. {_SHAPE}")
    files = brat_folder(place)
    if not files.texts:
        raise FileError(str(folder), f"there are no texts in it. {_SHAPE}")
    return files


def _article(path: Path, annotations: Sequence[Path]) -> GoldArticle:
    article = Article(text=read_file(path), id=article_id_of(path.stem))
    return GoldArticle(article, tuple(_claims(each, article.text) for each in annotations))


def _claims(path: Path, text: str) -> tuple[Roles, ...]:
    """Read the spans of the roles of a brat file's events; skip events with neither content nor source."""
    found = parse_brat(path, text)
    flat = (event for event in found.events if all(name.lower() != "parent" for name, _ in event.arguments))
    claims = (Roles(**found.roles(event)) for event in flat)
    return tuple(claim for claim in claims if claim.content or claim.source)
