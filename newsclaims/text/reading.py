"""Reading: from an article to its pieces."""

from ..model import Article
from .layout import find_paragraphs
from .pieces import Text
from .quotations import find_quotations
from .sentences import find_sentences
from .words import find_words

__all__ = ["read"]


def read(article: Article) -> Text:
    """Read an article: find its paragraphs, sentences, words and quotations, in time linear in its length.

    Args:
        article: Any article; its text may be empty.
    """
    string = article.text
    words = find_words(string)
    paragraphs = find_paragraphs(string)
    quotations = find_quotations(string, paragraphs)
    sentences = find_sentences(string, paragraphs, quotations, words)
    return Text(article, paragraphs, sentences, words, quotations)
