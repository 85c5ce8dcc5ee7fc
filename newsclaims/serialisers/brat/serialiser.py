"""brat's standoff format, in the dialect of PolNeAR: a folder with `NAME.txt` and `NAME.ann` for each article.

A claim is an event with the arguments `Content`, `Cue`, `Source` and `Parent`; its trigger repeats the cue, or the
content where there is no cue. Labels are attributes of the event; the name of a source is JSON in a note on it. brat
cannot hold a line break inside a fragment: spans are split there, and the note says what was meant.

What has no place in brat, or would drown the annotator there (probabilities, evidence, all of an article but text and
id, what made a claim set), stands in `newsclaims.jsonl`, which brat leaves alone. Without that file the claims are read
all the same; once an annotation file was changed, what was computed for its claims holds no more, and is left out.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal
from urllib.parse import quote

from attrs import evolve, field, frozen

from newsclaims.errors import FileError, InputTypeError, NewsClaimsError
from newsclaims.files import read_file
from newsclaims.model import Article, Claim, ClaimSet, ExtractorInfo

from ..toolkit.claim_details import details_of, labels_of
from ..toolkit.folders import FileNames, article_id_of, new_folder
from ..toolkit.marked_claims import Pairs, pairs_of
from ..toolkit.records import FileLocation, check_version, encoded, parsed, to_record
from ..toolkit.streams import chunks, lines, reading, writing
from .claims_from_events import ATTRIBUTES, claimset_of, split_at_lines
from .standoff import SHAPE, BratFolder, brat_folder, parse_brat

__all__ = ["INDEX", "BratSerialiser"]

INDEX: Final = "newsclaims.jsonl"
"""The file for what brat has no place for: a line for each annotation file."""

_NAME: Final = "brat"
_CONFIGURATION = "annotation.conf"
_IN_NOTES = ("id", "name", "mention_of", "spans")
_LONGEST_LABEL = 40


class BratSerialiser:
    """Writes and reads folders for brat.

    Of several claim sets of one article, the first is `NAME.ann`, which brat shows, and the others are
    `NAME_ANNOTATOR.ann`, or `NAME_2.ann` where nobody is named. Read are also folders of others, flat or in PolNeAR's
    layout, and each annotation file makes a claim set.
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
                record = to_record(claimset)
                details = [
                    details_of(claim, plain, claimset.article.id)
                    for claim, plain in zip(claimset.claims, record["claims"], strict=True)
                ]
                data = "".join(f"{line}\n" for line in _lines(claimset, details)).encode("utf-8")
                _write(folder / f"{annotations}.ann", data)
                index.write(encoded(_entry(record, details, f"{annotations}.ann", data)) + b"\n")

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read one annotation file after the other; `articles` is not needed. See `Serialiser.load`.

        First come those that `newsclaims.jsonl` names, in its order, then the others by their names, and last, without
        claims and with a warning, texts that nobody annotated.

        Args:
            source: The folder.
            articles: Not needed.

        Raises:
            InputTypeError: If the source is a stream.
            FileError: If there is no such folder, or it has nothing of brat's.
            FormatError: If a file is not brat's, does not fit its text, or has none.
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
    """Names files so that an annotation belongs to its text by its name, and to no other."""

    def __init__(self) -> None:
        self._names = FileNames()
        self._texts: dict[tuple[str, bytes], tuple[str, count[int]]] = {}

    def take(self, claimset: ClaimSet) -> tuple[str | None, str]:
        """Return the names, without suffix, of the text if it is to be written, and of the annotations."""
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


def _lines(claimset: ClaimSet, details: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of an annotation file."""
    numbers = {claim.id: number for number, claim in enumerate(claimset.claims, 1)}
    bounds, attributes, notes = count(1), count(1), count(1)
    for claim, known in zip(claimset.claims, details, strict=True):
        event = f"E{numbers[claim.id]}"
        spans, moved = _spans(claimset.article.text, claim)
        idents = {role: f"T{next(bounds)}" for role in spans}
        trigger = f"T{next(bounds)}"
        kind = "Attribution" if claim.source else "Attribution-no-source"
        for role, pairs in spans.items():
            yield _bound(claimset.article.text, idents[role], role.capitalize(), pairs)
        yield _bound(claimset.article.text, trigger, kind, spans.get("cue", spans["content"]))
        arguments = [f"{kind}:{trigger}", *(f"{role.capitalize()}:{idents[role]}" for role in reversed(spans))]
        if claim.parent is not None:
            arguments.append(f"Parent:E{numbers[claim.parent]}")
        yield f"{event}\t{' '.join(arguments)}"
        for label, value in labels_of(claim).items():
            yield f"A{next(attributes)}\t{ATTRIBUTES[label]} {event} {value}"
        if note := {key: value for key, value in known.items() if key in _IN_NOTES} | moved:
            yield f"#{next(notes)}\tAnnotatorNotes {event}\t{encoded(note).decode('utf-8')}"


def _spans(text: str, claim: Claim) -> tuple[dict[str, Pairs], dict[str, Any]]:
    """Return the fragments of each role as brat can hold them, and a note of those that were meant otherwise."""
    meant = {role: pairs_of(passage) for role, passage in claim.passages()}
    spans = {role: split_at_lines(text, pairs) for role, pairs in meant.items()}
    moved = {role: pairs for role, pairs in meant.items() if pairs != spans[role]}
    return spans, {"spans": moved} if moved else {}


def _bound(text: str, ident: str, kind: str, pairs: Pairs) -> str:
    offsets = ";".join(f"{start} {end}" for start, end in pairs)
    return f"{ident}\t{kind} {offsets}\t{' '.join(text[start:end] for start, end in pairs)}"


def _entry(record: dict[str, Any], details: Iterable[dict[str, Any]], name: str, data: bytes) -> dict[str, Any]:
    """Return a file's line in the index."""
    known = {key: value for key, value in record["article"].items() if key != "text" and value not in (None, {})}
    entry = {"ann": name, "digest": _digest(data), "schema_version": record["schema_version"], "article": known}
    entry |= {key: record[key] for key in ("extractor", "warnings", "usage") if record[key]}
    claims = [{key: value for key, value in one.items() if key not in _IN_NOTES} for one in details]
    return entry | ({"claims": claims} if any(claims) else {})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


@frozen(slots=True)
class _Entry:
    """What is known of an annotation file besides what it says.

    Args:
        article: The article's fields but its text.
        extractor: Who made it.
        place: Where that is said.
        warnings: What a reader should know.
        usage: What its maker used up.
        claims: What is known of each claim besides what the file says.
        digest: The digest of the file when newsclaims wrote it; None if it did not.
    """

    article: dict[str, Any]
    extractor: ExtractorInfo | None
    place: FileLocation
    warnings: list[str] = field(factory=list)
    usage: dict[str, Any] = field(factory=dict)
    claims: list[dict[str, Any]] = field(factory=list)
    digest: str | None = None


def _read(folder: Path) -> Iterator[ClaimSet]:
    files = brat_folder(folder)
    index = folder / INDEX
    if not files.texts and not files.annotations and not index.is_file() and any(folder.iterdir()):
        raise FileError(str(folder), f"nothing of brat's there. It should have {SHAPE}.")
    left = {path.name: path for path in files.annotations}
    articles: dict[str, dict[str, Any]] = {}
    for data, place in _entries(index):
        name = data.get("ann")
        path = left.pop(name, None) if isinstance(name, str) else None
        if path is None:
            raise place.error(f"{name!r} is not there. If it was taken out, take its line out here, too.")
        entry = _known(data, place)
        articles[files.annotations[path]] = entry.article
        yield _claimset(path, files, entry)
    for path in left.values():
        # Who adds an annotation file means the article that we wrote, if it is one.
        yield _claimset(path, files, None, articles.get(files.annotations[path]))
    annotated = set(files.annotations.values())
    for stem, path in files.texts.items():
        if stem not in annotated:
            article = Article(text=read_file(path), id=article_id_of(stem))
            yield ClaimSet(article=article, warnings=(f"nobody annotated it: {path.name} has no .ann.",))


def _entries(index: Path) -> Iterator[tuple[dict[str, Any], FileLocation]]:
    if not index.is_file():
        return
    with reading(index) as stream:
        for number, line in enumerate(lines(chunks(stream, _NAME)), 1):
            place = FileLocation(_NAME, str(index), number)
            data = parsed(line, place) if line.strip() else None
            if isinstance(data, dict):
                yield data, place
            elif line.strip():
                raise place.error("a line must hold a JSON object.")


def _known(data: dict[str, Any], place: FileLocation) -> _Entry:
    check_version(data, place)
    article, extractor = data.get("article"), data.get("extractor")
    warnings, usage, claims = data.get("warnings", []), data.get("usage", {}), data.get("claims", [])
    if not isinstance(article, dict) or not isinstance(warnings, list) or not isinstance(usage, dict):
        raise place.error("'article' and 'usage' must be JSON objects, and 'warnings' a list.")
    if not isinstance(claims, list) or not all(isinstance(claim, dict) for claim in claims):
        raise place.error("'claims' must be a list of JSON objects.")
    try:
        made_by = None if extractor is None else ExtractorInfo.model_validate(extractor)
    except NewsClaimsError as error:
        raise place.error(str(error)) from error
    return _Entry(article, made_by, place, warnings, usage, claims, str(data.get("digest")))


def _claimset(
    path: Path, files: BratFolder, entry: _Entry | None, article_fields: dict[str, Any] | None = None
) -> ClaimSet:
    """Build the claim set of an annotation file, by what is known of it, or else of its article."""
    place = FileLocation(_NAME, str(path))
    stem = files.annotations[path]
    if stem not in files.texts:
        raise place.error("it belongs to no text. NAME.ann or NAME_ANNOTATOR.ann belongs to NAME.txt.")
    _, _, annotator = path.stem[len(stem) :].partition("_")
    by_hand = ExtractorInfo(name=_NAME, annotator=article_id_of(annotator) or None)
    known = entry or _Entry(article_fields or {"id": article_id_of(stem)}, by_hand, place)
    if known.digest not in (None, _digest(path.read_bytes())):
        notes = [*known.warnings, "changed since it was written."]
        known = evolve(known, extractor=by_hand, claims=[], warnings=notes, usage={})
    try:
        article = Article.model_validate({**known.article, "text": read_file(files.texts[stem])})
    except NewsClaimsError as error:
        raise known.place.error(str(error)) from error
    found = parse_brat(path, len(article.text))
    if known.claims and len(known.claims) != len(found.events):
        raise known.place.error(
            f"it tells of {len(known.claims)} claims, and {path.name} has {len(found.events)} events."
        )
    return claimset_of(
        article,
        found,
        place,
        extractor=known.extractor,
        warnings=known.warnings,
        usage=known.usage,
        details=known.claims,
    )
