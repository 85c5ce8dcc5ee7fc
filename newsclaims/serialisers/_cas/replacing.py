"""Replaces the characters that XML 1.0 cannot hold, and puts them back when the file is read.

XML cannot hold most control characters, U+FFFE and U+FFFF, not even as references. Each becomes U+FFFD, the replacement
character, so that offsets stay and every tool shows that something is missing. The originals are in the feature
`replaced` of the article.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from ..toolkit import FileLocation, json_text, parse_json

__all__ = ["Originals", "Replacer", "escaped_json"]

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""Characters that XML 1.0 cannot hold (its production 2, Char); each is one unit of UTF-16."""
_SIGN = "\ufffd"


@define(slots=True)
class Replacer:
    """Replaces characters in the strings of a file, and notes what they were."""

    _text: list[tuple[int, str]] = field(factory=list)
    _written: dict[str, str] = field(factory=dict)
    _taken: dict[str, int] = field(factory=dict)

    def text(self, text: str) -> str:
        """Return the article's text, with as many characters.

        Args:
            text: The text.
        """
        self._text = [(found.start(), found.group()) for found in _ILLEGAL.finditer(text)]
        return _ILLEGAL.sub(_signs, text)

    def string(self, value: str) -> str:
        """Return another string; different ones stay different.

        Args:
            value: The string.
        """
        if not _ILLEGAL.search(value) and _SIGN not in value:
            return value
        if value not in self._written:
            self._written[value] = self._unique(_ILLEGAL.sub(_signs, value))
        return self._written[value]

    def note(self) -> str | None:
        """Return what was replaced, as JSON; None if nothing was."""
        strings = {written: value for value, written in self._written.items() if written != value}
        if not self._text and not strings:
            return None
        return escaped_json({"text": self._text, "strings": strings})

    def _unique(self, plain: str) -> str:
        """Return a string that no other one was replaced by, with a number if necessary."""
        made, number = plain, self._taken.get(plain, 0)
        while made in self._taken:
            number += 1
            made = f"{plain}{_SIGN}{number}"
        self._taken[plain] = number
        self._taken.setdefault(made, 0)
        return made


@frozen(slots=True)
class Originals:
    """The strings of a file as they were before characters were replaced.

    Args:
        pieces: The characters of the text that were replaced, with their positions.
        strings: What other strings were.
        location: The place of the file, for error messages.
    """

    pieces: Sequence[tuple[int, str]]
    strings: Mapping[str, str]
    location: FileLocation

    @classmethod
    def of(cls, note: object, location: FileLocation) -> "Originals":
        """Return the originals that a note names.

        Args:
            note: The note, or None.
            location: The place of the file, for error messages.

        Raises:
            FormatError: If it is not such a note.
        """
        if note is None or note == "":
            return cls((), {}, location)
        data = parse_json(note, location) if isinstance(note, str) else None
        if not isinstance(data, dict) or not _is_note(data.get("text"), data.get("strings")):
            raise location.error("the feature 'replaced' of the article must be a JSON object with text and strings.")
        return cls([(at, characters) for at, characters in data["text"]], data["strings"], location)

    def text(self, text: str) -> str:
        """Return the text of the article.

        Args:
            text: The text in the file.

        Raises:
            FormatError: If a replaced character is not at its place.
        """
        parts, done = [], 0
        for at, characters in self.pieces:
            end = at + len(characters)
            if at < done or text[at:end] != _SIGN * len(characters):
                raise self.location.error(f"the feature 'replaced' of the article does not fit the text at {at}.")
            parts += [text[done:at], characters]
            done = end
        return "".join((*parts, text[done:]))

    def string(self, value: str) -> str:
        """Return another string.

        Args:
            value: The string in the file.
        """
        return self.strings.get(value, value)


def escaped_json(values: Mapping[str, Any]) -> str:
    """Return a mapping as JSON without characters that XML cannot hold.

    Args:
        values: The mapping.
    """
    return json_text(values).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _signs(found: re.Match[str]) -> str:
    return _SIGN * len(found.group())


def _is_note(text: object, strings: object) -> bool:
    return (
        isinstance(text, list)
        and all(isinstance(one, list) and [type(part) for part in one] == [int, str] for one in text)
        and isinstance(strings, dict)
        and all(isinstance(one, str) for one in strings.values())
    )
