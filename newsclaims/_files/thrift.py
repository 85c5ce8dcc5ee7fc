"""Reads structs in the compact protocol of Apache Thrift, in which the index and the page headers of Parquet are."""

from collections.abc import Callable
from typing import Any, Final

__all__ = ["ThriftError", "read_struct"]

MOST_DEPTH: Final = 32
"""How many structs and lists can be inside each other."""

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT, _UUID = 1, 2, 3, 7, 8, 9, 10, 11, 12, 13
_WHOLE = (4, 5, 6)
"""The whole numbers of 16, 32 and 64 bits, which are written alike."""
_LONG_LIST = 15
_MOST_SHIFT = 63


class ThriftError(Exception):
    """Bytes that are not a struct, or that end before it does."""


def read_struct(data: bytes, start: int = 0) -> tuple[dict[int, Any], int]:
    """Return the fields of a struct by their numbers, and where it ends.

    Numbers, truth values, bytes, lists and structs are read. Maps are skipped, and sets are read as lists.

    Args:
        data: The bytes.
        start: Where it starts.

    Raises:
        ThriftError: If there is no struct, or not all of it.
    """
    reader = _Reader(data, start)
    return reader.struct(MOST_DEPTH), reader.at


class _Reader:
    """Reads values one after the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self.at = data, at
        self._others: dict[int, Callable[[int], Any]] = {
            _BYTE: lambda _: self._taken(1)[0],
            _DOUBLE: lambda _: self._taken(8),
            _BINARY: lambda _: self._taken(self._number()),
            _LIST: self._list,
            _SET: self._list,
            _MAP: self._map,
            _STRUCT: self.struct,
            _UUID: lambda _: self._taken(16),
        }

    def struct(self, depth: int) -> dict[int, Any]:
        if depth == 0:
            raise ThriftError
        found: dict[int, Any] = {}
        number = 0
        while head := self._taken(1)[0]:
            step, kind = head >> 4, head & 15
            # Without a step, the number of the field is written out.
            number = number + step if step else _signed(self._number())
            # A truth value of a field is its type.
            found[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return found

    def _value(self, kind: int, depth: int) -> Any:
        if kind in _WHOLE:
            return _signed(self._number())
        if kind not in self._others:
            raise ThriftError
        return self._others[kind](depth - 1)

    def _list(self, depth: int) -> list[Any]:
        if depth == 0:
            raise ThriftError
        head = self._taken(1)[0]
        size, kind = head >> 4, head & 15
        if size == _LONG_LIST:
            size = self._number()
        return [self._item(kind, depth) for _ in range(self._checked(size))]

    def _map(self, depth: int) -> None:
        size = self._checked(self._number())
        if depth == 0:
            raise ThriftError
        if size:
            kinds = self._taken(1)[0]
            for _ in range(size):
                self._item(kinds >> 4, depth)
                self._item(kinds & 15, depth)

    def _item(self, kind: int, depth: int) -> Any:
        return self._taken(1)[0] == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)

    def _checked(self, size: int) -> int:
        # Each item has at least one byte.
        if size > len(self._data) - self.at:
            raise ThriftError
        return size

    def _number(self) -> int:
        """Return a whole number without a sign, seven bits in each byte."""
        found = shift = 0
        while shift <= _MOST_SHIFT:
            byte = self._taken(1)[0]
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7
        raise ThriftError

    def _taken(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self._data):
            raise ThriftError
        data = self._data[self.at : end]
        self.at = end
        return data


def _signed(number: int) -> int:
    """Return a number whose last bit is its sign."""
    return (number >> 1) ^ -(number & 1)
