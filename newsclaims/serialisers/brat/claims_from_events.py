"""Makes claims of what a brat file says: events into claims, attributes into labels, notes of ours into the rest."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final, Never

from attrs import evolve, frozen

from newsclaims.errors import FormatError
from newsclaims.model import LABELS, Article, ClaimSet, ExtractorInfo, labels_in

from ..toolkit.claim_details import DETAILS, checked_label, marked_from, restored
from ..toolkit.marked_claims import Marked, Pairs, claimset_from
from ..toolkit.records import FileLocation
from .standoff import Annotations, Bound, Event

__all__ = ["ATTRIBUTES", "claimset_of", "split_at_lines"]

ATTRIBUTES: Final = {name: name.title().replace("_", "") for name in LABELS}
"""The names of the labels, as attributes."""

_LABELS = {name.lower(): label for label, name in ATTRIBUTES.items()}
# A content is always there.
_OF_ROLE = {label.name: label.passage for label in (*labels_in("source"), *labels_in("cue"))}
_ABSENT = frozenset(label.absent for label in LABELS.values() if label.absent is not None)
# Whatever some reader takes for the end of a line.
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def split_at_lines(text: str, pairs: Iterable[tuple[int, int]]) -> Pairs:
    """Split spans where a line ends, since brat's annotations cannot hold that.

    Pieces of white space alone are left out, but where there is nothing else. A span of nothing but line ends leaves an
    empty piece.

    Args:
        text: The text.
        pairs: The spans.
    """
    done: list[tuple[int, int]] = []
    for start, end in pairs:
        pieces, at = [], start
        for match in _LINE_ENDS.finditer(text, start, end):
            pieces.append((at, match.start()))
            at = match.end()
        pieces.append((at, end))
        words = [(a, b) for a, b in pieces if not text[a:b].isspace() and a < b]
        done += words or [(a, b) for a, b in pieces if a < b] or [(start, start)]
    return tuple(done)


@frozen(slots=True)
class _Said:
    """What is said of the events.

    Args:
        labels: Event to label to value.
        details: Event to what a note of ours says.
        lines: Event to the line of that note.
        odd: What says nothing to us, and how often.
    """

    labels: Mapping[str, dict[str, str]]
    details: dict[str, dict[str, Any]]
    lines: Mapping[str, int]
    odd: Counter[str]


def claimset_of(
    article: Article,
    found: Annotations,
    place: FileLocation,
    *,
    extractor: ExtractorInfo | None,
    warnings: Iterable[str] = (),
    usage: Mapping[str, Any] = MappingProxyType({}),
    details: Sequence[Mapping[str, Any]] = (),
) -> ClaimSet:
    """Build the claim set of a file.

    Args:
        article: The article that it belongs to.
        found: What the file says.
        place: The file, for error messages.
        extractor: Who made it.
        warnings: What a reader of the set should know besides.
        usage: What its maker used up.
        details: What is known of each event besides what the file says; nothing of any if empty.

    Raises:
        FormatError: If a label has no such value, a note of ours is broken, or parents form a ring.
    """
    said = _said(found, place)
    for event, known in zip(found.events, details, strict=bool(details)):
        said.details[event.ident] = {**said.details.get(event.ident, {}), **known}
    places = {event.ident: i for i, event in enumerate(found.events)}
    marked = [_marked(article.text, found, event, said, places, place) for event in found.events]
    notes = (*warnings, *_warnings(article.text, found, said.odd))
    try:
        return claimset_from(article, marked, place, extractor=extractor, warnings=notes, usage=usage)
    except FormatError:
        # Each by itself, to tell the line.
        for event, one in zip(found.events, marked, strict=True):
            line = said.lines.get(event.ident, event.line)
            claimset_from(article, [evolve(one, parent=None)], place.at(line))
        raise


def _marked(
    text: str, found: Annotations, event: Event, said: _Said, places: Mapping[str, int], place: FileLocation
) -> Marked:
    here = place.at(said.lines.get(event.ident, event.line))
    details = said.details.get(event.ident, {})
    roles = found.roles(event)
    stated = details.get("spans", {})
    if not isinstance(stated, dict) or not set(stated) <= set(roles):
        raise here.error("'spans' must be an object with the spans of source, cue or content.")
    for role, meant in stated.items():
        roles[role] = restored(roles[role], meant, partial(split_at_lines, text), here)
    parents = (places[ident] for name, ident in event.arguments if name.lower() == "parent" and ident in places)
    return marked_from(roles, said.labels.get(event.ident, {}), details, next(parents, None), here)


def _said(found: Annotations, place: FileLocation) -> _Said:
    odd: Counter[str] = Counter()
    labels = _labels(found, odd, place)
    details: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    events = {event.ident for event in found.events}
    for note in found.notes:
        ours, rest = _ours(note.text)
        if ours is None or note.target not in events or note.target in details:
            odd["notes"] += 1
            continue
        odd["notes"] += bool(rest)
        details[note.target], lines[note.target] = ours, note.line
    odd["other annotations"] += found.others
    return _Said(labels, details, lines, odd)


def _labels(found: Annotations, odd: Counter[str], place: FileLocation) -> dict[str, dict[str, str]]:
    """Read the attributes of events, and those of an event's spans as the event's."""
    roles = {event.ident: found.roles(event) for event in found.events}
    holders: dict[str, list[str]] = defaultdict(list)
    for event in found.events:
        for ident in {event.ident, *(ident for _, ident in event.arguments if ident in found.bounds)}:
            holders[ident].append(event.ident)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for attribute in found.attributes:
        label = _LABELS.get(re.sub("[-_]", "", attribute.name).lower())
        if label is None or attribute.target not in holders:
            odd["attributes"] += 1
            continue
        here = place.at(attribute.line)
        value = checked_label(label, attribute.value or "", here)
        for ident in holders[attribute.target]:
            # As when a source was taken out, and its type left; that no source is of type "none" goes without saying.
            odd["attributes"] += label in _OF_ROLE and not roles[ident][_OF_ROLE[label]] and value not in _ABSENT
            if labels[ident].setdefault(label, value) != value:
                raise here.error(f"{ident} has two values of {attribute.name}, {labels[ident][label]} and {value}.")
    return labels


def _ours(note: str) -> tuple[dict[str, Any] | None, str]:
    """Read a note of ours, with what an annotator added to it; None if it is no such note."""
    if not note.startswith("{"):
        return None, ""
    try:
        data, end = json.JSONDecoder(parse_constant=_no_constant).raw_decode(note)
    except (ValueError, RecursionError):
        return None, ""
    return (data if data and set(data) <= DETAILS else None), note[end:].strip()


def _warnings(text: str, found: Annotations, odd: Counter[str]) -> Iterable[str]:
    used = {ident for event in found.events for _, ident in event.arguments}
    loose = Counter(bound.kind for ident, bound in found.bounds.items() if ident not in used)
    if loose:
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(loose.items()))
        yield f"text-bound annotations in no event, left out: {loose.total()} ({kinds})."
    if astray := sum(_is_astray(text, bound) for bound in found.bounds.values()):
        yield f"text-bound annotations with other words than stand where they point: {astray}. Did the text change?"
    if odd.total():
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(odd.items()) if n)
        yield f"passed over: {kinds}."


def _is_astray(text: str, bound: Bound) -> bool:
    return bound.text.split() != " ".join(text[start:end] for start, end in bound.fragments).split()


def _no_constant(name: str) -> Never:
    raise ValueError(name)
