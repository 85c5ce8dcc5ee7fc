"""Cuts words into the pieces that the encoder knows (WordPiece; Devlin et al., BERT, NAACL 2019)."""

from tokenizers import Tokenizer

from newsclaims.errors import InvalidValueError

from .inputs import Specials

__all__ = ["WordPieces"]

_MOST = 12
"""How many pieces of a word are read; what is longer is an address or no word at all."""
_LONGEST = 400
"""How many characters of a word are looked at."""
_CACHED = 100_000


class WordPieces:
    """Words to pieces, remembered by word. Safe to share between threads.

    Args:
        definition: A tokeniser in the JSON form of the `tokenizers` library.
    """

    def __init__(self, definition: str) -> None:
        self._tokeniser = Tokenizer.from_str(definition)
        self._unknown = (self._id("[UNK]"),)
        self._known: dict[str, tuple[int, ...]] = {}
        self.specials = Specials(self._id("[CLS]"), self._id("[SEP]"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word in lower case, at least one.

        Args:
            word: The word.
        """
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _CACHED:
                self._known = {}
            ids = self._tokeniser.encode(word[:_LONGEST], add_special_tokens=False).ids
            found = self._known[word] = tuple(ids[:_MOST]) or self._unknown
        return found

    def _id(self, piece: str) -> int:
        number = self._tokeniser.token_to_id(piece)
        if number is None:
            raise InvalidValueError(f"the tokeniser has no piece {piece!r}; it is none of a model of newsclaims.")
        return int(number)
