"""Reading: paragraphs, sentences, words and quotations of an article, with offsets into the untouched original."""

from .quotation_marks import OPENING_MARKS, QUOTATION_MARKS, STRAIGHT_MARKS, SURE_MARKS
from .reading import read
from .structure import (
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

__all__ = [
    "OPENING_MARKS",
    "QUOTATION_MARKS",
    "STRAIGHT_MARKS",
    "SURE_MARKS",
    "Paragraph",
    "ParagraphKind",
    "Quotation",
    "Sentence",
    "Text",
    "Utterance",
    "UtteranceKind",
    "Word",
    "WordRange",
    "Words",
    "read",
]
