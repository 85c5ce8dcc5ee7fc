"""Changes bytes: flips, cuts, splices and repeats them, and inserts tokens."""

import ast
import random
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

__all__ = ["Mutator", "dictionary_of", "read_tokens", "token_of"]

DICTIONARIES = Path(__file__).with_name("dictionaries")
_TOKEN = re.compile(r'^\s*(?:\w+\s*=\s*)?("(?:[^"\\]|\\.)*")\s*$')
_CHANGES = (1, 1, 1, 2, 3, 6)
_NUMBER = re.compile(rb"-?\d+")
_NUMBERS = (b"0", b"-1", b"1", b"2147483648", b"9" * 30, b"1e999", b"0.5", b"null")
_STRING = re.compile(rb'"[^"\\]*"')
_LONGEST_COPY = 64
_MOST_COPIES = 200
_SHORT = 20


def read_tokens(*names: str) -> list[bytes]:
    """Return the tokens of dictionaries in the form of libFuzzer: a line for each, in quotation marks.

    Args:
        *names: The names of the dictionaries.
    """
    files = [(DICTIONARIES / f"{name}.dict").read_text(encoding="ascii") for name in names]
    return [token for file in files for line in file.splitlines() if (token := token_of(line)) is not None]


def token_of(line: str) -> bytes | None:
    """Return the token in a line of a dictionary; None for a comment.

    Args:
        line: The line.
    """
    match = _TOKEN.match(line)
    return ast.literal_eval(f"b{match[1]}") if match else None


def dictionary_of(tokens: Iterable[bytes]) -> str:
    """Return a dictionary in the form of libFuzzer.

    Args:
        tokens: The tokens.
    """
    escaped = ("".join(map(r"\x{:02x}".format, token)) for token in tokens)
    return "".join(f'"{token}"\n' for token in escaped)


class Mutator:
    """Makes new inputs from known ones.

    Args:
        chance: Where chance comes from.
        tokens: Tokens to insert.
        largest: How many bytes an input may have.
    """

    def __init__(self, chance: random.Random, tokens: Sequence[bytes], largest: int) -> None:
        self._chance, self._tokens, self._largest = chance, tokens, largest
        self._changes: tuple[Callable[[bytearray, bytes], None], ...] = (
            self._flip,
            self._replace,
            self._cut,
            self._truncate,
            self._copy,
            self._repeat,
            self._splice,
            self._renumber,
            self._renumber,
            self._exchange,
            *((self._insert, self._insert, self._overwrite) if tokens else ()),
        )

    def mutated(self, data: bytes, other: bytes) -> bytes:
        """Return a changed copy.

        Args:
            data: The input.
            other: Another input, from which pieces are taken.
        """
        changed = bytearray(data)
        for _ in range(self._chance.choice(_CHANGES)):
            self._chance.choice(self._changes)(changed, other)
        return bytes(changed[: self._largest])

    def _piece(self, data: bytes | bytearray, longest: int) -> slice:
        start = self._chance.randrange(len(data) + 1)
        return slice(start, start + self._chance.randint(0, longest))

    def _flip(self, data: bytearray, _: bytes) -> None:
        if data:
            data[self._chance.randrange(len(data))] ^= 1 << self._chance.randrange(8)

    def _replace(self, data: bytearray, _: bytes) -> None:
        if data:
            data[self._chance.randrange(len(data))] = self._chance.randrange(256)

    def _cut(self, data: bytearray, _: bytes) -> None:
        del data[self._piece(data, self._chance.choice((1, 8, _LONGEST_COPY)))]

    def _truncate(self, data: bytearray, _: bytes) -> None:
        # Rarely, because little is left.
        if self._chance.random() < 1 / len(self._changes):
            del data[self._chance.randrange(len(data) + 1) :]

    def _copy(self, data: bytearray, _: bytes) -> None:
        at = self._chance.randrange(len(data) + 1)
        data[at:at] = data[self._piece(data, _LONGEST_COPY)]

    def _repeat(self, data: bytearray, _: bytes) -> None:
        piece = self._piece(data, self._chance.choice((1, 4, _LONGEST_COPY)))
        data[piece] = data[piece] * self._chance.randint(1, self._chance.choice((3, _MOST_COPIES)))

    def _splice(self, data: bytearray, other: bytes) -> None:
        data[self._piece(data, _LONGEST_COPY)] = other[self._piece(other, 4 * _LONGEST_COPY)]

    def _renumber(self, data: bytearray, _: bytes) -> None:
        """Replace a number by one that is near it, or by an unusual one."""
        places = [match.span() for match in _NUMBER.finditer(data)]
        if places:
            start, end = self._chance.choice(places)
            near = int(data[start:end]) + self._chance.choice((-1, 1)) if end - start < _SHORT else 7
            data[start:end] = self._chance.choice((b"%d" % near, b"%d" % near, *_NUMBERS))

    def _exchange(self, data: bytearray, other: bytes) -> None:
        """Replace a string in quotation marks by one of the other input."""
        places = [match.span() for match in _STRING.finditer(data)]
        strings = _STRING.findall(other)
        if places and strings:
            start, end = self._chance.choice(places)
            data[start:end] = self._chance.choice(strings)

    def _insert(self, data: bytearray, _: bytes) -> None:
        at = self._chance.randrange(len(data) + 1)
        data[at:at] = self._chance.choice(self._tokens)

    def _overwrite(self, data: bytearray, _: bytes) -> None:
        token = self._chance.choice(self._tokens)
        at = self._chance.randrange(len(data) + 1)
        data[at : at + len(token)] = token
