"""Finds the expressions of time in a text."""

import re
from collections.abc import Iterator

from attrs import frozen

from newsclaims.text import Text, WordRange
from newsclaims.text._quotation_marks import OPENING_MARKS, STRAIGHT_MARKS

from .grammar import CAPITAL, KNOWN, OTHER, Grammar, Rule, grammar

__all__ = ["TimeExpression", "TimeForm", "find_expressions"]

_OPENERS = (OPENING_MARKS | STRAIGHT_MARKS).union("(—–:")
# The parts of rules that are themselves expressions.
_INNER = frozenset({"a", "at", "b", "day"})
_CAPITALISED = "S"
"""The character of a word of the grammar that has a capital and no spelling with one."""
_RUN = re.compile(f"[{KNOWN}-\uf8ff]++")


@frozen(slots=True)
class TimeForm:
    """The form of an expression, independent of its place in the text.

    Args:
        rule: The rule that it fits.
        words: Its words, in lower case.
        parts: The rule's named parts, each with its words or its form.
    """

    rule: Rule
    words: str
    parts: "tuple[tuple[str, str | TimeForm], ...]"

    def get(self, name: str) -> str:
        """Return the words of a part; empty if there is no such part."""
        part = next((part for key, part in self.parts if key == name), "")
        return part.words if isinstance(part, TimeForm) else part

    def inner(self, name: str) -> "TimeForm | None":
        """Return the form of a part; None if there is none."""
        return next((part for key, part in self.parts if key == name and isinstance(part, TimeForm)), None)


@frozen(slots=True)
class TimeExpression:
    """An expression of time in a text.

    Args:
        words: Its words.
        form: Its form.
        at: The expression inside it, such as "2014" in "since 2014".
    """

    words: WordRange
    form: TimeForm
    at: "TimeExpression | None" = None


def find_expressions(text: Text) -> list[TimeExpression]:
    """Find the expressions of a text, in order and without overlaps, in linear time.

    Args:
        text: The text.
    """
    reader = _Reader(text)
    return [found for paragraph in text.paragraphs for found in reader.read(paragraph.start, paragraph.end)]


class _Reader:
    """Reads one text, paragraph by paragraph."""

    def __init__(self, text: Text) -> None:
        self._grammar = grammar(text.language)
        self._words = text.words
        self._codes = encode(self._grammar, text)

    def read(self, start: int, end: int) -> Iterator[TimeExpression]:
        """Yield the expressions between two offsets."""
        offset, last = self._words.index_at(start), self._words.index_at(end)
        if not self._grammar.core.search(self._codes, offset, last):  # nearly always
            return
        codes = self._codes[offset:last]
        for run in _RUN.finditer(codes):
            if not self._grammar.core.search(codes, *run.span()):
                continue
            at = run.start()
            while at < run.end():
                found = self._match(codes, at, offset)
                if found is not None:
                    yield found
                at = at + 1 if found is None else found.words.last - offset

    def _match(self, codes: str, at: int, offset: int) -> TimeExpression | None:
        """Return the expression that begins at a word."""
        match = self._grammar.any_rule.match(codes, at)
        if match is None:
            return None
        rule = self._rule(match)
        return self._expression(codes, rule, rule.pattern.match(codes, at), offset)

    def _inner(self, codes: str, first: int, last: int, offset: int) -> TimeExpression | None:
        """Read a part that can itself be an expression."""
        match = self._grammar.any_rule.fullmatch(codes, first, last)
        for rule in self._grammar.inner if match is None else (self._rule(match),):
            if found := self._expression(codes, rule, rule.pattern.fullmatch(codes, first, last), offset):
                return found
        return None

    def _rule(self, match: re.Match[str]) -> Rule:
        """Return the rule that a match of all rules fits."""
        return self._grammar.rules[int((match.lastgroup or "r0")[1:])]

    def _expression(self, codes: str, rule: Rule, match: re.Match[str] | None, offset: int) -> TimeExpression | None:
        """Return the expression of a rule's match."""
        if match is None:
            return None
        parts: dict[str, str | TimeForm] = {}
        inside: list[TimeExpression] = []
        for key in match.groupdict():
            name = key.partition("__")[0]
            first, last = match.span(key)
            if first < 0 or name in parts:
                continue
            whole = (first, last) == match.span()
            inner = self._inner(codes, first, last, offset) if name in _INNER and not whole else None
            parts[name] = self._said(WordRange(first + offset, last + offset)) if inner is None else inner.form
            inside += [inner] if inner is not None else []
        words = WordRange(match.start() + offset, match.end() + offset)
        form = TimeForm(rule, self._said(words), tuple(sorted(parts.items(), key=_name)))
        return TimeExpression(words, form, inside[0] if len(inside) == 1 else None)

    def _said(self, words: WordRange) -> str:
        """Return words in the form for look-ups: in lower case, with a space between them."""
        return " ".join(self._words.lowers[words.slice])


def _name(part: tuple[str, object]) -> str:
    """Return the sort key of a part: its name."""
    return part[0]


def encode(known: Grammar, text: Text) -> str:
    """Write the words of a text as characters of the grammar.

    Args:
        known: The grammar.
        text: The text.
    """
    texts, lowers = text.words.texts, text.words.lowers
    # Each different word is looked up once, and most of them are plain words that are not in the grammar.
    chars = {
        word: OTHER if word == lower and word.isalpha() and word not in known.spellings else _char(known, word, lower)
        for word, lower in dict(zip(texts, lowers, strict=True)).items()
    }
    codes = "".join(map(chars.__getitem__, texts))
    if _CAPITALISED not in codes:
        return codes
    opening = frozenset(sentence.first for sentence in text.sentences)

    def decided(match: re.Match[str]) -> str:
        at = match.start()
        opens = at in opening or (at > 0 and texts[at - 1] in _OPENERS)
        return known.spellings[lowers[at]].small if opens else CAPITAL

    return re.sub(_CAPITALISED, decided, codes)


def _char(known: Grammar, word: str, lower: str) -> str:
    """Return the character of a word; `_CAPITALISED` if that depends on whether it opens a sentence."""
    spelling = known.spellings.get(lower)
    if spelling is None:
        shape = known.any_shape.fullmatch(word) if "-" in word or word[0].isdigit() else None
        if shape is not None:
            return known.shapes[int((shape.lastgroup or "s0")[1:])]
        return OTHER if lower == word or not word[0].isupper() else CAPITAL
    if not word[0].isupper():
        return spelling.small or OTHER
    return spelling.capital or _CAPITALISED
