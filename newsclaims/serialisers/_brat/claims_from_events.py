"""Builds claims from a brat file: a claim from each event, with labels from attributes and details from notes."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, Never

from attrs import evolve, frozen

from newsclaims._model import LABELS, Article, ClaimSet, ExtractorInfo, labels_in
from newsclaims.errors import FormatError

from ..toolkit import (
    NOTE_FIELDS,
    FileLocation,
    Fragments,
    MarkedClaim,
    add_note,
    build_claimset,
    check_label,
    trim_claims,
)
from .recounting import is_misplaced
from .standoff import Annotations, Event

__all__ = ["ATTRIBUTES", "claimset_of", "split_at_lines"]

ATTRIBUTES: Final = {name: name.title().replace("_", "") for name in LABELS}
"""The built-in labels, each with the name of its attribute."""

_LABELS = {name.lower(): label for label, name in ATTRIBUTES.items()}
# Labels of the content are left out, because a content is never missing.
_OF_ROLE = {label.name: label.passage for label in (*labels_in("source"), *labels_in("cue"))}
_ABSENT = frozenset(label.absent for label in LABELS.values() if label.absent is not None)
# All characters that some programs treat as the end of a line.
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def split_at_lines(text: str, fragments: Fragments) -> Fragments:
    """Split fragments at line ends, because brat's annotations cannot hold a line end.

    Pieces of white space are dropped, unless there is nothing else. A fragment of line ends alone gives an empty piece.

    Args:
        text: The text.
        fragments: The fragments.
    """
    done: list[tuple[int, int]] = []
    for start, end in fragments:
        pieces, at = [], start
        for match in _LINE_ENDS.finditer(text, start, end):
            pieces.append((at, match.start()))
            at = match.end()
        pieces.append((at, end))
        words = [(a, b) for a, b in pieces if not text[a:b].isspace() and a < b]
        done += words or [(a, b) for a, b in pieces if a < b] or [(start, start)]
    return tuple(done)


@frozen(slots=True)
class _Remarks:
    """The labels and notes of a file's events.

    Args:
        labels: Event to label to value.
        notes: Event to the content of its note by newsclaims.
        lines: Event to the line of that note.
        skipped: What newsclaims cannot read, with its number.
    """

    labels: Mapping[str, dict[str, str]]
    notes: dict[str, dict[str, Any]]
    lines: Mapping[str, int]
    skipped: Counter[str]


def claimset_of(
    article: Article,
    found: Annotations,
    location: FileLocation,
    *,
    extractor: ExtractorInfo | None,
    warnings: Iterable[str] = (),
    usage: Mapping[str, Any] | None = None,
    details: Sequence[Mapping[str, Any]] = (),
    by_hand: bool = True,
) -> ClaimSet:
    """Build the claim set of a file.

    Args:
        article: The article that it belongs to.
        found: The file's annotations.
        location: The file, for error messages.
        extractor: The extractor that made it.
        warnings: Other warnings for a reader of the set.
        usage: What the extractor used.
        details: Other details of each event; empty if there are none.
        by_hand: Whether a person may have drawn the spans, which are then trimmed.

    Raises:
        FormatError: If a label has no such value, a note of newsclaims is broken, or an event is its own ancestor.
    """
    remarks = _remarks(found, location)
    for event, known in zip(found.events, details, strict=bool(details)):
        remarks.notes[event.ident] = {**remarks.notes.get(event.ident, {}), **known}
    if found.recount:
        for ident, note in remarks.notes.items():
            remarks.notes[ident] = found.recount.stored(note)
    indices = {event.ident: i for i, event in enumerate(found.events)}
    marked = [_marked(article.text, found, event, remarks, indices, location) for event in found.events]
    notes = [*warnings, *_warnings(article.text, found, remarks.skipped)]
    if by_hand:
        marked, trimmed = trim_claims(article.text, marked)
        notes += trimmed
    try:
        return build_claimset(article, marked, location, extractor=extractor, warnings=notes, usage=usage)
    except FormatError:
        # Build each claim alone, to find the line of the fault.
        for event, one in zip(found.events, marked, strict=True):
            line = remarks.lines.get(event.ident, event.line)
            build_claimset(article, [evolve(one, parent=None)], location.at(line))
        raise


def _marked(
    text: str, found: Annotations, event: Event, remarks: _Remarks, indices: Mapping[str, int], location: FileLocation
) -> MarkedClaim:
    parents = (indices[ident] for name, ident in event.arguments if name.lower() == "parent" and ident in indices)
    roles, labels = found.roles(event), remarks.labels.get(event.ident, {})
    marked = MarkedClaim(roles["content"], roles["source"], roles["cue"], parent=next(parents, None), labels=labels)
    here = location.at(remarks.lines.get(event.ident, event.line))
    return add_note(marked, remarks.notes.get(event.ident, {}), here, partial(split_at_lines, text))


def _remarks(found: Annotations, location: FileLocation) -> _Remarks:
    skipped: Counter[str] = Counter()
    labels = _labels(found, skipped, location)
    notes: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    events = {event.ident for event in found.events}
    for note in found.notes:
        own, rest = _own_note(note.text)
        if own is None or note.target not in events or note.target in notes:
            skipped["notes"] += 1
            continue
        skipped["notes"] += bool(rest)
        notes[note.target], lines[note.target] = own, note.line
    skipped["other annotations"] += found.others
    return _Remarks(labels, notes, lines, skipped)


def _labels(found: Annotations, skipped: Counter[str], location: FileLocation) -> dict[str, dict[str, str]]:
    """Read the attributes of events; those of an event's spans count as the event's."""
    roles = {event.ident: found.roles(event) for event in found.events}
    holders: dict[str, list[str]] = defaultdict(list)
    for event in found.events:
        for ident in {event.ident, *(ident for _, ident in event.arguments if ident in found.bounds)}:
            holders[ident].append(event.ident)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for attribute in found.attributes:
        label = _LABELS.get(re.sub("[-_]", "", attribute.name).lower())
        if label is None or attribute.target not in holders:
            skipped["attributes"] += 1
            continue
        here = location.at(attribute.line)
        value = check_label(label, attribute.value or "", here)
        for ident in holders[attribute.target]:
            # For example, a source was removed and its type left. The type "none" of a missing source is not a loss.
            skipped["attributes"] += label in _OF_ROLE and not roles[ident][_OF_ROLE[label]] and value not in _ABSENT
            if labels[ident].setdefault(label, value) != value:
                raise here.error(f"{ident} has two values of {attribute.name}, {labels[ident][label]} and {value}.")
    return labels


def _own_note(note: str) -> tuple[dict[str, Any] | None, str]:
    """Read a note of newsclaims, and the text that an annotator added to it; None if it is not such a note."""
    if not note.startswith("{"):
        return None, ""
    try:
        data, end = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode(note)
    except (ValueError, RecursionError):
        return None, ""
    return (data if data and set(data) <= NOTE_FIELDS else None), note[end:].strip()


def _warnings(text: str, found: Annotations, skipped: Counter[str]) -> Iterable[str]:
    used = {ident for event in found.events for _, ident in event.arguments}
    loose = Counter(bound.kind for ident, bound in found.bounds.items() if ident not in used)
    if loose:
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(loose.items()))
        yield f"text-bound annotations in no event, left out: {loose.total()} ({kinds})."
    if found.recount:
        yield f"offsets converted, because the words in the file show how it counts: {found.recount.how}."
    if misplaced := sum(is_misplaced(text, bound.text, bound.fragments) for bound in found.bounds.values()):
        yield f"text-bound annotations whose words are not at their offsets: {misplaced}. Did the text change?"
    if skipped.total():
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(skipped.items()) if n)
        yield f"skipped: {kinds}."


def _refuse_constant(name: str) -> Never:
    raise ValueError(name)
