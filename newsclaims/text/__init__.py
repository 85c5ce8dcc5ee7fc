"""Reading: paragraphs, sentences, words and quotations of an article, with offsets into the view that is read."""

from ._quotation_marks import OPENING_MARKS, QUOTATION_MARKS, STRAIGHT_MARKS, SURE_MARKS
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
    "View",
    "Word",
    "WordRange",
    "Words",
    "read",
]
