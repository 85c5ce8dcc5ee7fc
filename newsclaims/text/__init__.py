"""Reading: paragraphs, sentences, words and quotations of an article, with offsets into the untouched original."""

from ._quotation_marks import OPENING_MARKS, QUOTATION_MARKS, STRAIGHT_MARKS, SURE_MARKS
from ._reading import read
from ._structure import Paragraph, ParagraphKind, Quotation, Sentence, Text, Word, WordRange, Words

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
    "Word",
    "WordRange",
    "Words",
    "read",
]
