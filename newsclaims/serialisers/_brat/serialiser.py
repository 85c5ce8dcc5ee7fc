"""brat's standoff format, in the dialect of PolNeAR: a folder with `NAME.txt` and `NAME.ann` for each article.

A claim is an event with the arguments `Content`, `Cue`, `Source` and `Parent`; its trigger repeats the cue, or the
content if there is no cue. Labels are attributes of the event; the name of a source is JSON in a note on it. brat
cannot hold a line break inside a fragment: spans are split there, and the note has the original spans.

Details that brat cannot hold, or that would distract an annotator, are in `newsclaims.jsonl`, which brat does not
touch: probabilities, evidence, labels that are not built in, the extractor, and the article's details. The claims can
be read without that file too. If an annotation file was changed, the details of its claims may be wrong and are left
out.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal
from urllib.parse import quote

from attrs import evolve, field, frozen

from newsclaims._files.text_files import read_file
from newsclaims._model import Article, ClaimSet, ExtractorInfo
from newsclaims.errors import FileError, InputTypeError

from ..toolkit import (
    FileLocation,
    FileNames,
    Fragments,
    MarkedClaim,
    article_id_of,
    check_schema_version,
    claimset_to_record,
    get_field,
    get_objects,
    json_text,
    new_folder,
    note_of,
    read_json_lines,
    reading,
    take_apart,
    write_json_lines,
    writing,
)
from .claims_from_events import ATTRIBUTES, claimset_of, split_at_lines
from .standoff import SHAPE, BratFolder, brat_folder, parse_brat

__all__ = ["INDEX", "BratSerialiser"]

INDEX: Final = "newsclaims.jsonl"
"""The file for details that brat cannot hold: a line for each annotation file."""

_NAME: Final = "brat"
_CONFIGURATION = "annotation.conf"
_IN_NOTES = ("id", "name", "mention_of", "spans")
_LONGEST_LABEL = 40


class BratSerialiser:
    """Writes and reads folders for brat.

    If an article has several claim sets, the first is `NAME.ann`, which brat shows. The others are
    `NAME_ANNOTATOR.ann`, or `NAME_2.ann` without an annotator's name. Folders that newsclaims did not write can be read
    too, flat or in PolNeAR's layout. Each annotation file gives a claim set.
    """

    name: str = _NAME
    suffixes: tuple[str, ...] = ()
    media_type: str = "text/plain"
    layout: Literal["stream", "file-per-article", "folder"] = "folder"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each article's files as its claims come; see `Serialiser.dump`.

        Args:
            claimsets: The claim sets.
            target: A new folder, or an empty one.

        Raises:
            InputTypeError: If the target is a stream.
            FileError: If the folder cannot be made.
        """
        names = _Names()
        with new_folder(_path(target)) as folder, writing(folder / INDEX) as index:
            _write(folder / _CONFIGURATION, _configuration())
            for claimset in claimsets:
                text, annotations = names.take(claimset)
                if text is not None:
                    _write(folder / f"{text}.txt", claimset.article.text.encode("utf-8"))
                claims = take_apart(claimset, with_default_ids=False)
                shown = [claim.reshaped(partial(split_at_lines, claimset.article.text)) for claim in claims]
                notes = [note_of(claim, one) for claim, one in zip(claims, shown, strict=True)]
                data = "".join(f"{line}\n" for line in _lines(claimset.article.text, shown, notes)).encode("utf-8")
                _write(folder / f"{annotations}.ann", data)
                write_json_lines(index, [_entry(claimset, notes, f"{annotations}.ann", data)])

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read one annotation file after the other; `articles` is not needed. See `Serialiser.load`.

        First come the files that `newsclaims.jsonl` names, in its order, then the others by their names. Last come
        texts without annotations: they have no claims and a warning.

        Args:
            source: The folder.
            articles: Not needed.

        Raises:
            InputTypeError: If the source is a stream.
            FileError: If there is no such folder, or it has no brat files.
            FormatError: If a file is not in brat's format, does not fit its text, or has no text.
        """
        return _read(_path(source))


def _path(place: BinaryIO | Path) -> Path:
    if not isinstance(place, Path):
        raise InputTypeError("target or source", "a path", type(place).__name__, f"{_NAME!r} needs more than one file.")
    return place


def _write(path: Path, data: bytes) -> None:
    with writing(path) as stream:
        stream.write(data)


def _configuration() -> bytes:
    return (resources.files("newsclaims") / "data" / "brat" / _CONFIGURATION).read_bytes()


class _Names:
    """Names files so that an annotation file's name matches its text and no other text."""

    def __init__(self) -> None:
        self._names = FileNames()
        self._texts: dict[tuple[str, bytes], tuple[str, count[int]]] = {}

    def take(self, claimset: ClaimSet) -> tuple[str | None, str]:
        """Return the names of the text (None if it is already written) and of the annotations, without suffix."""
        article = claimset.article
        key = (article.id, hashlib.sha256(article.text.encode("utf-8")).digest())
        if key not in self._texts:
            stem = self._names.stem(article.id)
            self._texts[key] = stem, count(2)
            return stem, stem
        stem, numbers = self._texts[key]
        annotator = claimset.extractor.annotator if claimset.extractor else None
        number = next(numbers)
        label = quote(annotator, safe="").replace("_", "%5F")[:_LONGEST_LABEL] if annotator else str(number)
        return None, self._names.unique(f"{stem}_{label}")


def _lines(text: str, claims: Sequence[MarkedClaim], notes: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of an annotation file."""
    bounds, attributes, note_numbers = count(1), count(1), count(1)
    for number, (claim, known) in enumerate(zip(claims, notes, strict=True), 1):
        event, spans = f"E{number}", claim.passages()
        idents = {role: f"T{next(bounds)}" for role in spans}
        trigger = f"T{next(bounds)}"
        kind = "Attribution" if claim.source else "Attribution-no-source"
        for role, fragments in spans.items():
            yield _bound(text, idents[role], role.capitalize(), fragments)
        yield _bound(text, trigger, kind, claim.cue or claim.content)
        arguments = [f"{kind}:{trigger}", *(f"{role.capitalize()}:{idents[role]}" for role in reversed(spans))]
        if claim.parent is not None:
            arguments.append(f"Parent:E{claim.parent + 1}")
        yield f"{event}\t{' '.join(arguments)}"
        for label, attribute in ATTRIBUTES.items():
            if label in claim.labels:
                yield f"A{next(attributes)}\t{attribute} {event} {claim.labels[label]}"
        if note := {key: value for key, value in known.items() if key in _IN_NOTES}:
            yield f"#{next(note_numbers)}\tAnnotatorNotes {event}\t{json_text(note)}"


def _bound(text: str, ident: str, kind: str, fragments: Fragments) -> str:
    offsets = ";".join(f"{start} {end}" for start, end in fragments)
    return f"{ident}\t{kind} {offsets}\t{' '.join(text[start:end] for start, end in fragments)}"


def _entry(claimset: ClaimSet, notes: Iterable[dict[str, Any]], name: str, data: bytes) -> dict[str, Any]:
    """Return a file's line in the index."""
    record = claimset_to_record(claimset)
    known = {key: value for key, value in record["article"].items() if key != "text" and value not in (None, {}, [])}
    entry = {"ann": name, "digest": _digest(data), "schema_version": record["schema_version"], "article": known}
    entry |= {key: record[key] for key in ("extractor", "warnings", "usage") if record[key]}
    claims = [{key: value for key, value in note.items() if key not in _IN_NOTES} for note in notes]
    return entry | ({"claims": claims} if any(claims) else {})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


@frozen(slots=True)
class _Entry:
    """Details of an annotation file, from the index.

    Args:
        article: The article's fields, without its text.
        extractor: The extractor that made the claims.
        location: The place of the entry in the index.
        warnings: What a reader should know.
        usage: What the extractor used.
        claims: The details of each claim that the annotation file does not hold.
        digest: The digest of the file when newsclaims wrote it; None if it did not.
    """

    article: dict[str, Any]
    extractor: ExtractorInfo | None
    location: FileLocation
    warnings: list[str] = field(factory=list)
    usage: dict[str, Any] = field(factory=dict)
    claims: list[dict[str, Any]] = field(factory=list)
    digest: str | None = None


def _read(folder: Path) -> Iterator[ClaimSet]:
    files = brat_folder(folder)
    index = folder / INDEX
    if not files.texts and not files.annotations and not index.is_file() and any(folder.iterdir()):
        raise FileError(str(folder), f"it has no brat files. It should have {SHAPE}.")
    left = {path.name: path for path in files.annotations}
    articles: dict[str, dict[str, Any]] = {}
    for location, data in _entries(index):
        name = data.get("ann")
        path = left.pop(name, None) if isinstance(name, str) else None
        if path is None:
            raise location.error(f"{name!r} is missing. If it was removed on purpose, remove its line here too.")
        entry = _known(data, location)
        articles[files.annotations[path]] = entry.article
        yield _claimset(path, files, entry)
    for path in left.values():
        # An added annotation file belongs to the article that newsclaims wrote, if there is one.
        yield _claimset(path, files, None, articles.get(files.annotations[path]))
    annotated = set(files.annotations.values())
    for stem, path in files.texts.items():
        if stem not in annotated:
            article = Article(text=read_file(path), id=article_id_of(stem))
            yield ClaimSet(article=article, warnings=(f"not annotated: {path.name} has no .ann file.",))


def _entries(index: Path) -> Iterator[tuple[FileLocation, dict[str, Any]]]:
    if index.is_file():
        with reading(index) as stream:
            yield from read_json_lines(stream, _NAME)


def _known(data: dict[str, Any], location: FileLocation) -> _Entry:
    check_schema_version(data, location)
    extractor = get_field(data, "extractor", dict, location, {})
    with location.model_errors():
        made_by = ExtractorInfo.model_validate(extractor) if extractor else None
    return _Entry(
        get_field(data, "article", dict, location),
        made_by,
        location,
        get_field(data, "warnings", list, location, []),
        get_field(data, "usage", dict, location, {}),
        get_objects(data, "claims", "a claim", location),
        str(data.get("digest")),
    )


def _claimset(
    path: Path, files: BratFolder, entry: _Entry | None, article_fields: dict[str, Any] | None = None
) -> ClaimSet:
    """Build the claim set of an annotation file, with the details from its index entry or from its article."""
    location = FileLocation(_NAME, str(path))
    stem = files.annotations[path]
    if stem not in files.texts:
        raise location.error("there is no text for it. NAME.ann or NAME_ANNOTATOR.ann belongs to NAME.txt.")
    _, _, annotator = path.stem[len(stem) :].partition("_")
    by_hand = ExtractorInfo(name=_NAME, annotator=article_id_of(annotator) or None)
    known = entry or _Entry(article_fields or {"id": article_id_of(stem)}, by_hand, location)
    data = path.read_bytes()
    # Git and some editors change all line ends on Windows.
    is_ours = known.digest in (_digest(data), _digest(data.replace(b"\r\n", b"\n")))
    if entry is not None and not is_ours:
        notes = [*known.warnings, "the annotations were changed after newsclaims wrote them."]
        known = evolve(known, extractor=by_hand, claims=[], warnings=notes, usage={})
    # What newsclaims wrote is UTF-8, however many of its characters are U+0000.
    text = read_file(files.texts[stem], zeros=entry is not None)
    found = parse_brat(path, text, zeros=entry is not None)
    about = found.recount.stored(known.article) if found.recount else known.article
    with known.location.model_errors():
        article = Article.model_validate({**about, "text": text})
    if known.claims and len(known.claims) != len(found.events):
        raise known.location.error(
            f"it has details of {len(known.claims)} claims, but {path.name} has {len(found.events)} events."
        )
    return claimset_of(
        article,
        found,
        location,
        extractor=known.extractor,
        warnings=known.warnings,
        usage=known.usage,
        details=known.claims,
        by_hand=not is_ours,
    )
