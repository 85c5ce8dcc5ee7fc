"""Makes the view of a text in which damage is undone. It is made once, and all extractors and taggers read it.

Each layer undoes one kind of damage. A text is typed, wrapped to lines, saved in an encoding and escaped; the layers
undo this in the opposite order.
"""

import re
from collections.abc import Callable, Iterable

from newsclaims._language import Language

from ._characters import entity_edits, odd_character_edits, unread_edits, wrong_encoding_edits
from ._glued import spacing_edits
from ._line_breaks import line_break_edits
from ._markup import markup_edits
from ._view import View

__all__ = ["forgiving_view"]

_BLANK_LINE = "\n\n"
_LETTERS = re.compile(r"[^\W\d_]+")
_SPLIT_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\S\n\r]*+[\n\r]\s*+[^\W\d_]+")
"""A word with a hyphen at the end of a line. Its halves may not be words on their own."""


def forgiving_view(string: str, language: Language, cuts: Iterable[int] = ()) -> View:
    """Return the view of a text in which damage is undone.

    Args:
        string: The original text.
        language: Its language.
        cuts: The edges of the article's blocks, in code points. The view has a blank line at each.
    """
    view = View(string).edited([(cut, cut, _BLANK_LINE) for cut in sorted(set(cuts)) if 0 < cut < len(string)])
    if "&" in string:
        view = view.edited(list(entity_edits(view.string)))
    if not view.string.isascii():
        view = view.edited(list(wrong_encoding_edits(view.string)))
    view = view.edited(markup_edits(view.string, language))
    view = view.edited(list(unread_edits(view.string, language)))
    view = view.edited(list(odd_character_edits(view.string)))
    view = view.edited(list(line_break_edits(view.string, _known_words(view.string, language), language)))
    view = view.edited(spacing_edits(view.string))
    # The view of a text with characters is never empty: each span of the original needs a counterpart.
    return view if view.string or not string else View(string).edited([(0, len(string), " ")])


def _known_words(string: str, language: Language) -> Callable[[str], bool]:
    """Return a function that says whether letters are a word of the text or of the language's tables."""
    of_text: set[str] | None = None

    def is_word(word: str) -> bool:
        """Say whether letters in lower case are a known word."""
        nonlocal of_text
        if language.knows(word):
            return True
        if of_text is None:
            of_text = set(_LETTERS.findall(_SPLIT_WORD.sub(" ", string).lower()))
        return word in of_text

    return is_word
