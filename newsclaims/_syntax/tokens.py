"""The words of a text with their word classes and quotations, from which phrases and cues are found."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from attrs import frozen

from newsclaims._language import Language, WordClass
from newsclaims.text import Paragraph, Quotation, Sentence, Text, WordRange, Words

from .name_words import name_words
from .shapes import Shape, shapes_of

__all__ = ["CLOSERS", "DASHES", "ENDS", "MARKS", "Stretch", "Tokens", "tokens_of"]

DASHES = frozenset({"—", "–", "--", "---", "-"})
MARKS = DASHES | {",", ";", ":", "("}
"""Marks that separate phrases inside a sentence."""
ENDS = frozenset({".", "!", "?", "...", "…"})
"""Marks that end a sentence."""
CLOSERS = frozenset("\"“”‘’«»'`")
"""Quotation marks that are words of their own."""
_LEADING = DASHES | {",", ":", ";", ")", "."}
_FINAL = DASHES | ENDS | {",", ":", ";"}
_ADVERB = WordClass.ADVERB | WordClass.NEGATION
_BRACKET_REACH = 60


@frozen(slots=True)
class Stretch:
    """A sentence to be searched for cues, or its part inside a content, with the quotations around it.

    Args:
        first: The sentence's first word.
        last: The end of the sentence, without its final stop.
        before: The sentence before, if it is in the same paragraph and is all quotation.
        after: The sentence after, if it is all quotation and this one ends in a colon.
        headline: Whether it is a headline.
    """

    first: int
    last: int
    before: WordRange | None = None
    after: WordRange | None = None
    headline: bool = False


@frozen(slots=True, eq=False)
class Tokens:
    """The words of a text, as parallel lists that are fast to search. Indices are those of `Text.words`.

    Args:
        spans: The words of the text, with their offsets.
        words: The same, as they are written in the text.
        lowers: The same in lower case.
        flags: The classes of each word, as bits of `WordClass`; a word in `names` has none.
        shapes: What the form of each word shows, as bits of `Shape`.
        names: The words that are names here, although the same word can have a class or be a cue.
        quoted: For each word, 1 + the index of the outermost quotation around it, marks included; else 0.
        quotes: The words of the outermost quotations, marks included. A quotation without a closing mark that does not
            continue in the next paragraph ends before the full stop of its paragraph.
        carrying: The quotations that continue one of the paragraph before, by their first code point.
        paragraphs: The paragraphs of the text.
        sentences: Its sentences.
        quotations: Its quotations.
        language: The language data.
    """

    spans: Words
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    flags: list[int]
    shapes: Sequence[int]
    names: frozenset[int]
    quoted: list[int]
    quotes: list[WordRange]
    carrying: Mapping[int, Quotation]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    language: Language

    def is_adverb(self, i: int) -> bool:
        """Say whether word `i` can be between a subject and its verb."""
        return bool(self.flags[i] & _ADVERB or self.shapes[i] & Shape.ADVERB)

    def has_ending(self, i: int, group: str) -> bool:
        """Say whether word `i` has one of the endings of a group."""
        return self.lowers[i].endswith(self.language.endings[group])

    def has_class(self, i: int, classes: int) -> bool:
        """Say whether there is a word `i` that belongs to one of the classes."""
        return 0 <= i < len(self.flags) and bool(self.flags[i] & classes)

    def is_capitalised(self, i: int) -> bool:
        """Say whether word `i` begins with a capital letter."""
        return bool(self.shapes[i] & Shape.CAPITAL)

    def has_word(self, i: int, j: int) -> bool:
        """Say whether one of the words `[i, j)` is not a mark."""
        return i < j and (self.words[i][0].isalnum() or any(word[0].isalnum() for word in self.words[i + 1 : j]))

    def trim(self, given: WordRange) -> WordRange:
        """Drop commas, colons and sentence ends from the end of some words, and stray marks from both ends."""
        i, j, words = given.first, given.last, self.words
        while i < j and words[i] in _LEADING and not self.quoted[i]:
            i += 1
        while j > i and not self.quoted[j - 1]:
            if words[j - 1] not in _FINAL and not (words[j - 1] == ")" and self._closes_nothing(i, j - 1)):
                break
            j -= 1
        return given if i == given.first and j == given.last else WordRange(i, j)

    def _closes_nothing(self, first: int, i: int) -> bool:
        """Say whether the closing bracket at word `i` has no opening one in the words from `first` on."""
        return "(" not in self.words[max(first, i - _BRACKET_REACH) : i]

    def sentence_end(self, first: int, last: int) -> int:
        """Return the end of a sentence's words without its final stop."""
        while last > first and not self.quoted[last - 1] and self.words[last - 1] in ENDS:
            last -= 1
        return last

    def in_opening_clause(self, s: int) -> bool:
        """Say whether word `s` is the subject of an opening clause: "When Roe ...", "As Roe ..."."""
        if s == 0 or not self.flags[s - 1] & WordClass.SUBORDINATOR:
            return False
        return self.is_capitalised(s - 1) or (s > 1 and self.words[s - 2] == ",")

    def is_all_quoted(self, n: int) -> bool:
        """Say whether sentence `n` is one quotation, marks included."""
        sentence = self.sentences[n]
        first, last = sentence.first, self.sentence_end(sentence.first, sentence.last)
        return last > first and bool(self.quoted[first]) and self.quoted[first] == self.quoted[last - 1]

    def stretches(self) -> Iterator[Stretch]:
        """Yield the sentences of the text."""
        sentences = self.sentences
        for n, sentence in enumerate(sentences):
            last = self.sentence_end(sentence.first, sentence.last)
            before = after = None
            if n and sentences[n - 1].paragraph == sentence.paragraph and self.is_all_quoted(n - 1):
                before = WordRange(sentences[n - 1].first, sentences[n - 1].last)
            if (
                last > sentence.first
                and self.words[last - 1] == ":"
                and n + 1 < len(sentences)
                and self.is_all_quoted(n + 1)
            ):
                after = WordRange(sentences[n + 1].first, sentences[n + 1].last)
            alone = n + 1 == len(sentences) or sentences[n + 1].paragraph != sentence.paragraph
            alone = alone and (not n or sentences[n - 1].paragraph != sentence.paragraph)
            headline = alone and self.paragraphs[sentence.paragraph].kind == "headline"
            yield Stretch(sentence.first, last, before, after, headline)


def tokens_of(text: Text) -> Tokens:
    """Return the tokens of a text; call it as `text.once(tokens_of)`, which keeps the result.

    Args:
        text: The text.
    """
    words = text.words
    quoted = [0] * len(words)
    quotes: list[WordRange] = []
    carried_on = {quotation.continues for quotation in text.quotations}
    for n, quotation in enumerate(text.quotations):
        if quotation.depth:
            continue
        i, j = words.index_at(quotation.start), words.index_at(quotation.end)
        if not (quotation.closed or n in carried_on):
            # It ends with its paragraph, so the full stop there belongs to the sentence.
            j -= j > i and words.texts[j - 1] == "."
        if i < j:
            quotes.append(WordRange(i, j))
            quoted[i:j] = [len(quotes)] * (j - i)
    flags = list(map(text.language.bits.get, words.lowers, repeat(0)))
    names = name_words(text, flags)
    for i in names:
        flags[i] = 0
    carrying = {quotation.start: quotation for quotation in text.quotations if quotation.continues is not None}
    return Tokens(
        spans=words,
        words=words.texts,
        lowers=words.lowers,
        flags=flags,
        shapes=text.once(shapes_of),
        names=frozenset(names),
        quoted=quoted,
        quotes=quotes,
        carrying=carrying,
        paragraphs=text.paragraphs,
        sentences=text.sentences,
        quotations=text.quotations,
        language=text.language,
    )
