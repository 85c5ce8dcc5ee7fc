"""Finds signs of speech: words and marks that show that somebody speaks or is addressed."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from newsclaims._language import Language

from ._patterns import alternatives
from ._structure import Quotation

__all__ = ["Voices", "asks", "last_question", "speaks"]

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_SINGLE_WORD = re.compile(r"[\W_]*([^\W_]+)[\W_]*$")


@cache
def _pronouns(language: Language, group: str) -> re.Pattern[str]:
    """Compile the pronouns of a group, in small letters or with a first capital, but not "US", the country."""
    words = language.reading[group]
    forms = {form for word in words for form in (word, word.capitalize()) if form != "i"}
    return re.compile(rf"(?<![\w'’.-])(?:{alternatives(forms)})(?![\w-]|\.\w)")


def speaks(string: str, start: int, end: int, language: Language) -> bool:
    """Say whether a part of a text has a pronoun of speech or a question mark outside quotation marks.

    Args:
        string: The text.
        start: Where the part starts.
        end: Where it ends.
        language: The language of the text.
    """
    prose = _QUOTED.sub(" ", string[start:end])
    return "?" in prose or _pronouns(language, "speaking").search(prose) is not None


def asks(string: str, start: int, end: int) -> bool:
    """Say whether a part of a text ends in a question mark.

    Args:
        string: The text.
        start: Where the part starts.
        end: Where it ends.
    """
    return _QUESTION.search(string, max(start, end - 8), end) is not None


def last_question(string: str, start: int, end: int, language: Language) -> bool:
    """Say whether the last sentence of a part of a text asks something, and is not only a name: "Marek?".

    Args:
        string: The text.
        start: Where the part starts.
        end: Where it ends.
        language: The language of the text.
    """
    if not asks(string, start, end):
        return False
    last = start
    for found in _SENTENCE_BREAK.finditer(string, start, end):
        last = found.end()
    single = _SINGLE_WORD.match(string[last:end])
    if single is None or last == start:
        return True
    return single[1].lower() in language.reading["asking"] or not single[1][0].isupper()


class Voices:
    """The words outside the quotations of a text.

    Args:
        string: The text.
        quotations: Its quotations.
        language: Its language.
    """

    def __init__(self, string: str, quotations: Sequence[Quotation], language: Language) -> None:
        self._string, self._language = string, language
        outer = [quotation for quotation in quotations if not quotation.depth]
        self._starts = [quotation.start for quotation in outer]
        self._ends = [quotation.end for quotation in outer]

    def uses(self, group: str, start: int, end: int) -> bool:
        """Say whether a part of the text has a pronoun of a group outside quotations.

        Args:
            group: The group: `speaking`, `speaking_alone` or `speaking_to`.
            start: Where the part starts.
            end: Where it ends.
        """
        found = _pronouns(self._language, group).finditer(self._string, start, end)
        return any(not self.quoted(match.start()) for match in found)

    def quotes(self, start: int, end: int) -> bool:
        """Say whether a part of the text touches a quotation.

        Args:
            start: Where the part starts.
            end: Where it ends.
        """
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and start < self._ends[at]

    def quoted(self, offset: int) -> bool:
        """Say whether an offset is in a quotation."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]
