"""Reads an article: finds its paragraphs, sentences, words, quotations and utterances."""

from newsclaims.language import Language
from newsclaims.model import Article

from .layout import find_layout
from .quotations import find_quotations
from .sentences import find_sentences
from .structure import Text
from .utterances import find_utterances
from .words import find_words

__all__ = ["read"]

_LANGUAGE = "en"
"""The one language that the package carries data of."""


def read(article: Article) -> Text:
    """Read an article: find its paragraphs, sentences, words, quotations and utterances, in time linear in its length.

    Args:
        article: Any article; its text may be empty.
    """
    language = Language.load(_LANGUAGE)
    string = article.text
    words = find_words(string, language)
    layout = find_layout(string, language)
    paragraphs = layout.paragraphs
    quotations = find_quotations(string, paragraphs, language)
    sentences = find_sentences(string, paragraphs, quotations, words, language)
    utterances = find_utterances(string, layout, sentences, quotations, language)
    return Text(article, paragraphs, sentences, words, quotations, language, utterances)
