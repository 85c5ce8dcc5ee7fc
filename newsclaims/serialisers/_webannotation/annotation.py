"""Reads one web annotation: its words and what it says about them (Web Annotation Data Model, W3C, 2017)."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from newsclaims._model import PassageName, labels_in
from newsclaims.errors import OffsetError

from .._rdf.jsonld_nodes import Node, listed
from ..toolkit import ROLES, Fragments
from .text_selectors import Quote, place_of

__all__ = ["Annotation", "read_annotation"]


def _labels_by_value(*passages: PassageName) -> dict[str, str]:
    labels = (label for passage in passages for label in labels_in(passage))
    return {str(value): label.name for label in labels for value in label.values if value is not label.absent}


_TAGS: dict[str, dict[str, str]] = {
    "source": _labels_by_value("source"),
    "cue": _labels_by_value("cue"),
    "content": _labels_by_value("claim", "content"),
    "claim": _labels_by_value("claim"),
}
"""The label of each tag, by the role that the tag is on; two labels of one role never share a value."""


@frozen(slots=True, eq=False)
class Annotation:
    """An annotation as read.

    Args:
        node: The annotation.
        role: The role of the words; `"claim"` for an annotation that joins others; None if it is neither.
        fragments: The spans of the words.
        joins: The ids of the annotations that it joins.
        name: The source's name.
        tags: Other tags.
        moved: The number of its selectors that did not fit by position.
        unread: The number of its targets with selectors of other kinds.
    """

    node: Node
    role: str | None
    fragments: Fragments
    joins: tuple[str, ...]
    name: str | None
    tags: tuple[str, ...]
    moved: int
    unread: int

    def judgements(self) -> dict[str, str]:
        """Return the labels with the values that the tags name; the first value of each label counts."""
        known = _TAGS.get(self.role or "", {})
        found: dict[str, str] = {}
        for tag in self.tags:
            if tag in known:
                found.setdefault(known[tag], tag)
        return found

    def unknown_tags(self) -> int:
        """Count the tags that are not values of a label."""
        return sum(tag not in _TAGS[self.role] for tag in self.tags) if self.role else 0


def read_annotation(node: Node, text: str) -> Annotation:
    """Read an annotation.

    Args:
        node: The annotation.
        text: The text of its article.

    Raises:
        FormatError: If a selector is not valid, or fits no place in the text, or several places.
    """
    motivations = listed(node.value("motivation"))
    role = "claim" if "linking" in motivations else None
    name, tags = None, []
    for value, purpose in _bodies(node, motivations):
        if purpose == "identifying":
            name = name or value
        elif value.casefold() in ROLES and purpose == "tagging":
            role = role or value.casefold()
        else:
            tags.append(value.casefold())
    if role is None and "identifying" in motivations:
        role = "source"
    found, unread = [], 0
    for target in listed(node.value("target")):
        if isinstance(target, dict) and "selector" in target:
            fragment = _fragment(Node(target, f"a target of {node.name}", node.location), text)
            found += [] if fragment is None else [fragment]
            unread += fragment is None
    pairs = tuple((start, end) for start, end, _ in found)
    joins = tuple(_references(node)) if role == "claim" else ()
    return Annotation(node, role, pairs, joins, name, tuple(tags), sum(moved for *_, moved in found), unread)


def _bodies(node: Node, motivations: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts that tag, classify or identify, with their purpose, which can be the annotation's motivation."""
    for body in listed(node.value("body")):
        value = body.get("value") if isinstance(body, dict) else None
        if isinstance(value, str) and value:
            for purpose in listed(body.get("purpose")) or motivations:
                if purpose in ("tagging", "classifying", "identifying"):
                    yield value, purpose
                    break


def _fragment(target: Node, text: str) -> tuple[int, int, bool] | None:
    """Return a target's start and end, and whether it was moved; None if none of its selectors can be read."""
    position, quote = None, None
    for number, data in enumerate(listed(target.value("selector"))):
        selector = Node(data, f"selector {number} of {target.name}", target.location)
        if selector.is_a("TextPositionSelector"):
            start, end = selector.value("start"), selector.value("end")
            if type(start) is not int or type(end) is not int:
                raise target.location.error(f"{selector.name} needs a start and an end, both whole numbers.")
            position = start, end
        elif selector.is_a("TextQuoteSelector"):
            words = [selector.value(key) for key in ("exact", "prefix", "suffix")]
            if not isinstance(words[0], str) or not all(isinstance(one, str | None) for one in words):
                raise target.location.error(f"{selector.name} needs an exact text, and may have a prefix and a suffix.")
            quote = Quote(*(one or "" for one in words))
    if position is None and quote is None:
        return None
    try:
        return place_of(text, position, quote)
    except OffsetError as error:
        raise target.location.error(f"{target.name}: {error}") from error


def _references(node: Node) -> Iterator[str]:
    """Yield the ids of an annotation's bodies and targets."""
    for one in (*listed(node.value("body")), *listed(node.value("target"))):
        name = Node(one, node.name, node.location).value("@id") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield name
