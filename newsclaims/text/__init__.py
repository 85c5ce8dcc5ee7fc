"""Finds the paragraphs, sentences, words and quotations of an article, with offsets into the view of its text."""

from newsclaims._language import Entry, Lexicon, Reading

from .._public import set_public_module
from ._reading import read
from ._structure import (
    Paragraph,
    ParagraphKind,
    Quotation,
    Sentence,
    Text,
    Utterance,
    UtteranceKind,
    Word,
    WordRange,
    Words,
)
from ._view import View

__all__ = [
    "Entry",
    "Lexicon",
    "Paragraph",
    "ParagraphKind",
    "Quotation",
    "Reading",
    "Sentence",
    "Text",
    "Utterance",
    "UtteranceKind",
    "View",
    "Word",
    "WordRange",
    "Words",
    "read",
]

set_public_module(
    __name__,
    *(Entry, Lexicon, Paragraph, Quotation, Reading, Sentence, Text, Utterance, View, Word, WordRange, Words, read),
)
