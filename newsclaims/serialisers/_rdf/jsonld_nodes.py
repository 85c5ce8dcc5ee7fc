"""Formats JSON-LD documents for people, and reads their nodes; jsonld and webannotation use it."""

import re
from collections.abc import Mapping
from typing import Any

from ..toolkit import FileLocation, pretty_json

__all__ = ["Node", "laid_out", "listed", "present"]

SHORT = 100
"""The largest length of a node that is written on one line, in characters."""

# Every line break is layout, because strings hold only escapes: this cannot match inside a text.
_SPREAD_NODE = re.compile(rb'\{\n(?: *"[^"\\\n]*": (?:"[^"\\\n]*"|[-0-9.e]+),?\n)+ *\}')
_MARGIN = re.compile(rb"\n *")
_ALIASES = {"@id": "id", "@type": "type", "id": "@id", "type": "@type"}


def laid_out(document: Mapping[str, Any]) -> bytes:
    """Return a document formatted for people, with short nodes on one line, safe to put into a web page.

    Args:
        document: The document.
    """
    # A web page holds JSON-LD in a script element, which "</script>" in a text would end.
    return _SPREAD_NODE.sub(_on_one_line, pretty_json(document)).replace(b"<", rb"\u003c")


def present(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node without values that are None or empty; an empty text is kept.

    Args:
        node: The node.
    """
    return {key: value for key, value in node.items() if value is not None and value not in ([], {})}


def listed(value: Any) -> list[Any]:
    """Return the values of a property; in JSON-LD, a single value can be without an array.

    Args:
        value: The value, the array of them, or None.
    """
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class Node:
    """A node object as read.

    Args:
        data: The object.
        name: Its name in error messages.
        location: Its place in the file.
        free: The terms whose value can be any JSON.

    Raises:
        FormatError: If it is not an object.
    """

    def __init__(self, data: object, name: str, location: FileLocation, *, free: tuple[str, ...] = ()) -> None:
        if not isinstance(data, dict):
            raise location.error(f"{name} must be a JSON object, not {type(data).__name__}.")
        self.data: dict[str, Any] = data
        self.name = name
        self.location = location
        self._free = free

    def is_a(self, kind: str) -> bool:
        """Return whether a type is among its types."""
        return kind in listed(self.value("@type"))

    def value(self, key: str) -> Any:
        """Return a value without its datatype; None if there is none. `@id` and `id` are the same."""
        found = self.data.get(key, self.data.get(_ALIASES.get(key, key)))
        if key not in self._free and isinstance(found, dict) and "@value" in found:
            return found["@value"]
        return found

    def fields(self, terms: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields whose terms the node has.

        Args:
            terms: Field to term.
        """
        return {field: self.value(term) for field, term in terms.items() if self.value(term) is not None}

    def node(self, key: str) -> "Node | None":
        """Return a node; None if there is none."""
        found = self.data.get(key)
        return None if found is None else self._inner(found, f"{key!r} of {self.name}")

    def array(self, key: str) -> list[Any]:
        """Return an array; an empty one if there is none."""
        found = self.data.get(key)
        if found is not None and not isinstance(found, list):
            raise self.location.error(f"{key!r} of {self.name} must be an array, not {type(found).__name__}.")
        return found or []

    def nodes(self, key: str) -> "list[Node]":
        """Return an array of nodes."""
        return [self._inner(one, f"{key}[{number}]") for number, one in enumerate(self.array(key))]

    def one_or_more(self, key: str) -> "list[Node]":
        """Return the nodes of a property that JSON-LD does not order; a single one can be without an array."""
        return [self._inner(one, f"{key}[{number}]") for number, one in enumerate(listed(self.data.get(key)))]

    def _inner(self, data: object, name: str) -> "Node":
        return Node(data, name, self.location, free=self._free)


def _on_one_line(spread: re.Match[bytes]) -> bytes:
    joined = _MARGIN.sub(b" ", spread.group()).replace(b"{ ", b"{", 1).removesuffix(b" }") + b"}"
    return joined if len(joined.decode("utf-8")) <= SHORT else spread.group()
