"""Finds signed quotations: a paragraph that is one quotation, with a name after a dash or before a colon."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from newsclaims._language import Language

from ._layout import Layout
from ._structure import Paragraph, Quotation, Utterance

__all__ = ["find_signed"]

_LONGEST = 100
"""How many characters a signature or a label may have."""
_MOST_WORDS = 12
"""How many words a label before a quotation may have."""
_MOST_IN_HEADLINE = 3
"""The same in a headline, which can have a whole sentence before the colon."""
_MOST_NAMES = 6
"""How many words the name in a signature may have, before a comma."""
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=[^\W\d_a-z])")
_LABEL = re.compile(r"(?P<name>[^\W\d_a-z][^:\n\"“”‘«»]{0,98}):\s*")
_NO_NAME = re.compile(r"[@:;?!\"“”‘«»]|[a-z]{3}\. ")
_CAPITAL = re.compile(r"[(\"']*[^\W\d_a-z]")
_FINITE = frozenset({"past", "third", "participle", "ing"})
"""The forms of verbs, as in the cue lexicon, that a name before a quotation does not have."""


@frozen(slots=True)
class _Signed:
    """Finds the signed quotations of one text.

    Args:
        string: The text.
        paragraphs: Its paragraphs.
        quotations: Its quotations.
        language: Its language.
    """

    string: str
    paragraphs: Sequence[Paragraph]
    quotations: Sequence[Quotation]
    language: Language

    def find(self) -> Iterator[Utterance]:
        """Yield the signed quotations."""
        at = {quotation.start: n for n, quotation in enumerate(self.quotations) if not quotation.depth}
        for i, paragraph in enumerate(self.paragraphs):
            if paragraph.kind not in ("body", "item", "headline"):
                continue
            n = at.get(paragraph.body_start)
            if n is not None:
                signature = self._signature(i, self.quotations[n])
                if signature:
                    yield Utterance("signed", self._pieces(n), signature)
                continue
            label = self._label(paragraph)
            n = at.get(label.end()) if label else None
            if label and n is not None and self.quotations[n].closed and self.quotations[n].end == paragraph.end:
                yield Utterance("signed", self._pieces(n), label.span("name"))

    def _signature(self, i: int, quotation: Quotation) -> tuple[int, int] | None:
        """Return the name that signs a quotation, on its line or the next."""
        if not quotation.closed:
            return None
        paragraph = self.paragraphs[i]
        if quotation.end < paragraph.end:
            return self._name(quotation.end, paragraph.end)
        if i + 1 == len(self.paragraphs):
            return None
        after = self.paragraphs[i + 1]
        return self._name(after.start, after.end)

    def _name(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the name in a signature, if there is only a dash and a name."""
        if end - start > _LONGEST:
            return None
        dash = _DASH.match(self.string, start, end)
        if not dash:
            return None
        name = self.string[dash.end() : end].rstrip(".")
        words = name.split(",", maxsplit=1)[0].split()
        if not words or len(words) > _MOST_NAMES or _NO_NAME.search(name):
            return None
        small = self.language.reading["small_words"]
        if not all(_CAPITAL.match(word) or word in small for word in words):
            return None
        return dash.end(), dash.end() + len(name)

    def _label(self, paragraph: Paragraph) -> re.Match[str] | None:
        """Return the label before a quotation, if it is a name without a verb."""
        found = _LABEL.match(self.string, paragraph.body_start, min(paragraph.end, paragraph.body_start + _LONGEST))
        if not found:
            return None
        words = found["name"].split()
        if len(words) > (_MOST_IN_HEADLINE if paragraph.kind == "headline" else _MOST_WORDS):
            return None
        if found["name"][-1].isspace() or self._small(words[0]) or self._opens_clause(words):
            return None
        return None if any(self._verb(word) for word in words) else found

    def _small(self, word: str) -> bool:
        """Say whether a word is a small word that does not begin a name, such as a preposition but not an article."""
        low = word.lower()
        return low in self.language.reading["small_words"] and low not in self.language.words["article"]

    def _opens_clause(self, words: Sequence[str]) -> bool:
        """Say whether words begin a clause, not a name: "Here's Roe in May", "Continued Roe"."""
        first = words[0].split("'")[0].split("’")[0].rstrip(",").lower()
        return first in self.language.reading["no_name_openers"] or (len(words) > 1 and self._verb(first))

    def _verb(self, word: str) -> bool:
        """Say whether a word in small letters can be a verb of the lexicon, with its ending."""
        if not word.islower():
            return False
        readings = self.language.cues.readings.get(word.rstrip(","), ())
        return any(reading.entry.kind == "verb" and reading.forms & _FINITE for reading in readings)

    def _pieces(self, n: int) -> tuple[tuple[int, int], ...]:
        """Return the pieces of a quotation over several paragraphs, up to and including this one."""
        pieces: list[tuple[int, int]] = []
        at: int | None = n
        while at is not None:
            quotation = self.quotations[at]
            pieces.append((quotation.start, quotation.end))
            at = quotation.continues
        return tuple(reversed(pieces))


def find_signed(string: str, layout: Layout, quotations: Sequence[Quotation], language: Language) -> list[Utterance]:
    """Find the signed quotations of a text.

    Args:
        string: The text.
        layout: Its layout.
        quotations: Its quotations.
        language: Its language.
    """
    return list(_Signed(string, layout.paragraphs, quotations, language).find()) if quotations else []
