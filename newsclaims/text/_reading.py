"""Reads an article: finds its paragraphs, sentences, words and quotations."""

from newsclaims._language import Language
from newsclaims._model import Article

from ._layout import find_paragraphs
from ._quotations import find_quotations
from ._sentences import find_sentences
from ._structure import Text
from ._words import find_words

__all__ = ["read"]

_LANGUAGE = "en"
"""The one language that the package carries data of."""


def read(article: Article) -> Text:
    """Read an article: find its paragraphs, sentences, words and quotations, in time linear in its length.

    Args:
        article: Any article; its text may be empty.
    """
    language = Language.load(_LANGUAGE)
    string = article.text
    words = find_words(string, language)
    paragraphs = find_paragraphs(string, language)
    quotations = find_quotations(string, paragraphs, language)
    sentences = find_sentences(string, paragraphs, quotations, words, language)
    return Text(article, paragraphs, sentences, words, quotations, language)
