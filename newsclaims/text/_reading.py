"""Reads an article: finds its paragraphs, sentences, words, quotations and utterances."""

from newsclaims._language import Language
from newsclaims._model import Article
from newsclaims.errors import InputTypeError

from ._forgiving import forgiving_view
from ._layout import find_layout
from ._quotations import find_quotations
from ._sentences import find_sentences
from ._structure import Text
from ._utterances import find_utterances
from ._words import find_words

__all__ = ["read"]

_LANGUAGE = "en"
"""The only language that the package has data for."""


def read(article: Article) -> Text:
    """Read an article: find its paragraphs, sentences, words, quotations and utterances, in time linear in its length.

    The pieces are found in a view of the text, in which damage is undone. All offsets are offsets into the view.

    Args:
        article: Any article; its text may be empty.

    Raises:
        InputTypeError: If it is not an `Article`.
    """
    if not isinstance(article, Article):
        hint = "Write Article(text=...)." if isinstance(article, str) else ""
        raise InputTypeError("the article", "an Article", type(article).__name__, hint)
    language = Language.load(_LANGUAGE)
    given = article.blocks
    view = forgiving_view(article.text, language, [edge for one in given for edge in (one.span.start, one.span.end)])
    string = view.string
    words = find_words(string, language)
    blocks = [(*view.seen(one.span.start, one.span.end), one.kind) for one in given]
    layout = find_layout(string, language, blocks)
    paragraphs = layout.paragraphs
    quotations = find_quotations(string, paragraphs, language)
    sentences = find_sentences(string, paragraphs, quotations, words, language)
    utterances = find_utterances(string, layout, sentences, quotations, language)
    return Text(article, view, paragraphs, sentences, words, quotations, language, utterances)
