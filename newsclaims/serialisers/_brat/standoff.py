"""Parses brat's standoff format: finds the files of a folder that belong together, and reads their lines.

The format `brat` and the gold data of the evaluation use it. Format: https://brat.nlplab.org/standoff.html
"""

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from newsclaims._files.text_files import read_file
from newsclaims.errors import FileError, FormatError

from ..toolkit import ROLES, Fragments
from .recounting import Recount, recount_of

__all__ = ["SHAPE", "Annotations", "Attribute", "Bound", "BratFolder", "Event", "Note", "brat_folder", "parse_brat"]

SHAPE = "text/*.txt and attributions/*.ann, or NAME.txt beside NAME.ann"
"""The possible layouts of a folder."""

# Text-bound annotation, event, relation, attribute, modification, normalisation, note, equivalence.
_ANNOTATION = re.compile(r"[TERAMN#]\d+|\*")
# An annotation whose tabs became spaces.
_SPACED = re.compile(r"T\d+ +\S+ +\d+ +\d|E\d+ +\S+:[ET]\d")


@frozen(slots=True)
class Bound:
    """A text-bound annotation.

    Args:
        kind: Its type, such as `Content`.
        fragments: Its fragments in code points of the text, in the order of the file.
        text: Its words, as the file has them.
    """

    kind: str
    fragments: Fragments
    text: str


@frozen(slots=True)
class Event:
    """An event.

    Args:
        ident: Its id, such as `E1`.
        arguments: The names and the ids of its trigger and its arguments; names without brat's numbers.
        line: Its line.
    """

    ident: str
    arguments: tuple[tuple[str, str], ...]
    line: int


@frozen(slots=True)
class Attribute:
    """An attribute, or a modification.

    Args:
        name: Its name, such as `Stance`.
        target: The id of the annotation that it describes.
        value: Its value; None for an attribute without values.
        line: Its line.
    """

    name: str
    target: str
    value: str | None
    line: int


@frozen(slots=True)
class Note:
    """A note.

    Args:
        target: The id of the annotation that it is on.
        text: Its text.
        line: Its line.
    """

    target: str
    text: str
    line: int


@frozen(slots=True)
class Annotations:
    """The annotations of a file.

    Args:
        bounds: Text-bound annotations by their ids.
        events: The events; all their arguments are in the file.
        attributes: The attributes.
        notes: The notes.
        others: The number of other annotations.
        recount: How the file counts its text, if not in code points of the text as it is.
    """

    bounds: Mapping[str, Bound]
    events: tuple[Event, ...]
    attributes: tuple[Attribute, ...]
    notes: tuple[Note, ...]
    others: int
    recount: Recount | None = None

    def roles(self, event: Event) -> dict[str, Fragments]:
        """Return the fragments of an event's source, cue and content, in the order of its arguments.

        An argument that is itself an event adds none.

        Args:
            event: The event.
        """
        roles: dict[str, Fragments] = dict.fromkeys(ROLES, ())
        for name, ident in event.arguments:
            if (role := name.lower()) in roles and ident in self.bounds:
                roles[role] += self.bounds[ident].fragments
        return roles


@frozen(slots=True)
class BratFolder:
    """The files of a folder.

    Args:
        texts: The texts, by their names without suffix.
        annotations: The annotations, in the order of their names, each with the name of its text, even if there is no
            such text.
    """

    texts: Mapping[str, Path]
    annotations: Mapping[Path, str]


@frozen(slots=True)
class _Line:
    """An annotation's line.

    Args:
        path: The file.
        number: The line's number.
        ident: The annotation's id, at the start of the line.
        body: The part after the first tab: a type with offsets or arguments.
        text: The part after the second tab.
    """

    path: Path
    number: int
    ident: str = ""
    body: str = field(default="", repr=False)
    text: str = field(default="", repr=False)

    def error(self, reason: str) -> FormatError:
        return FormatError("brat", reason, self.number, str(self.path))


def brat_folder(folder: Path) -> BratFolder:
    """Find the texts and the annotations of a folder, in PolNeAR's layout or in brat's own.

    `NAME.ann` belongs to `NAME.txt` if there is such a text. Otherwise the part of its name from the last underscore on
    is ignored.

    Args:
        folder: The folder, with `text/*.txt` and `attributions/*.ann`, or with all of them side by side.

    Raises:
        FileError: If there is no such folder.
    """
    if not folder.is_dir():
        raise FileError(str(folder), f"there is no such folder. It should have {SHAPE}.")
    polnear = sorted((folder / "text").glob("*.txt"))
    texts = {path.stem: path for path in polnear or sorted(folder.glob("*.txt"))}
    annotations = sorted((folder / "attributions" if polnear else folder).glob("*.ann"))
    stems = {path: path.stem if path.stem in texts else path.stem.rpartition("_")[0] for path in annotations}
    return BratFolder(texts, stems)


def parse_brat(path: Path, article_text: str, *, zeros: bool = False) -> Annotations:
    """Read the annotations of a file.

    If the words of the text-bound annotations are not at their offsets, but all are when the text is counted in another
    way (see `recounting`), the offsets are converted.

    Args:
        path: The file.
        article_text: Their text.
        zeros: Whether many bytes of the file can be zero; see `read_file`.

    Raises:
        FileError: If it cannot be read.
        UndecodableError: If it is not UTF-8.
        FormatError: If it is not valid brat, or does not fit its text.
    """
    marked: dict[str, tuple[_Line, Bound]] = {}
    found: dict[str, list[_Line]] = {kind: [] for kind in "EAM#"}
    idents: set[str] = set()
    others = 0
    for line in _lines(path, zeros=zeros):
        kind = line.ident[0]
        if kind in ("T", "E"):
            # For example, two files were joined to one: it is not clear which spans an event means.
            if line.ident in idents:
                raise line.error(f"the id {line.ident} is used twice; ids must be unique")
            idents.add(line.ident)
        if kind == "T":
            marked[line.ident] = line, _bound(line)
        elif kind in found and (kind == "E" or len(line.body.split()) > 1):
            found[kind].append(line)
        else:
            others += 1
    recount = recount_of(article_text, [(bound.text, bound.fragments) for _, bound in marked.values()])
    return Annotations(
        {ident: _placed(line, bound, recount, len(article_text)) for ident, (line, bound) in marked.items()},
        tuple(_event(line, idents) for line in found["E"]),
        tuple(map(_attribute, sorted(found["A"] + found["M"], key=lambda line: line.number))),
        tuple(Note(line.body.split()[1], line.text, line.number) for line in found["#"]),
        others,
        recount,
    )


def _lines(path: Path, *, zeros: bool) -> Iterator[_Line]:
    begun = False
    # Some editors write a byte order mark at the start of a file.
    for number, text in enumerate(read_file(path, zeros=zeros).removeprefix("\ufeff").split("\n"), 1):
        line = _Line(path, number)
        ident, tab, rest = text.partition("\t")
        if tab and _ANNOTATION.fullmatch(ident):
            begun = True
            body, _, words = rest.partition("\t")
            yield evolve(line, ident=ident, body=body, text=words.removesuffix("\r"))
        # A line without a tab can continue the text of the annotation before it, if that text has a line break.
        elif text.strip() and (tab or not begun or _SPACED.match(text)):
            raise line.error(f"{text[:60]!r} is not a brat annotation, whose parts are separated by tabs")


def _bound(line: _Line) -> Bound:
    """Read `Type 10 20;25 30`."""
    try:
        kind, offsets = line.body.split(" ", 1)
        pairs = (pair.split() for pair in offsets.split(";"))
        fragments = tuple((int(start), int(end)) for start, end in pairs)
    except ValueError:
        raise line.error(f"{line.ident} {line.body[:60]!r} is not a text-bound annotation") from None
    return Bound(kind, fragments, line.text)


def _placed(line: _Line, bound: Bound, recount: Recount | None, length: int) -> Bound:
    """Return a text-bound annotation with its offsets in code points, after checking that they are in the text."""
    fragments: list[tuple[int, int]] = []
    for start, end in bound.fragments:
        span = recount.span(start, end) if recount else (start, end)
        if span is None or not 0 <= span[0] <= span[1] <= length:
            raise line.error(
                f"{line.ident} has the span {start} {end}, which is not a span of the text (0 to {length})"
            )
        fragments.append(span)
    return evolve(bound, fragments=tuple(fragments))


def _event(line: _Line, idents: Container[str]) -> Event:
    arguments = []
    for argument in line.body.split():
        name, _, ident = argument.partition(":")
        if ident not in idents:
            raise line.error(f"{line.ident} names {argument!r}, which is not in the file")
        # brat numbers the second and later arguments of a name: Content, Content2.
        arguments.append((re.sub(r"\d+$", "", name), ident))
    return Event(line.ident, tuple(arguments), line.number)


def _attribute(line: _Line) -> Attribute:
    name, target, *value = line.body.split()
    return Attribute(name, target, " ".join(value) or None, line.number)
