"""Reading: paragraphs, sentences, words and quotations of an article, with offsets into the untouched original."""

from newsclaims._language import Entry, Lexicon, Reading

from .._public import set_public_module
from ._reading import read
from ._structure import Paragraph, ParagraphKind, Quotation, Sentence, Text, Word, WordRange, Words

__all__ = [
    "Entry",
    "Lexicon",
    "Paragraph",
    "ParagraphKind",
    "Quotation",
    "Reading",
    "Sentence",
    "Text",
    "Word",
    "WordRange",
    "Words",
    "read",
]

set_public_module(__name__, Entry, Lexicon, Paragraph, Quotation, Reading, Sentence, Text, Word, WordRange, Words, read)
