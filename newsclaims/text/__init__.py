"""Reading: paragraphs, sentences, words and quotations of an article, with offsets into the untouched original."""

from .pieces import Kind, Paragraph, Quotation, Sentence, Text, Word, WordRange, Words
from .reading import read

__all__ = ["Kind", "Paragraph", "Quotation", "Sentence", "Text", "Word", "WordRange", "Words", "read"]
