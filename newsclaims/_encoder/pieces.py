"""Splits words into the pieces that the encoder knows: WordPiece, as BERT's uncased models use it.

First a word is normalised: control characters and accents are removed, and letters become lower case. Then it is split
at white space, and around each punctuation mark and each CJK character. Then WordPiece takes the longest piece of the
vocabulary that begins a part, the longest that begins the rest, and so on. (Devlin et al., BERT, NAACL 2019; the steps
before WordPiece are those of `tokenization.py`, which the authors published with it.)

The categories of characters are those of Python's `unicodedata`.
"""

import string
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from newsclaims.errors import FormatError

from .inputs import Specials

__all__ = ["MOST", "WordPieces"]

MOST = 12
"""How many pieces of a word are read; a longer word is an address or not a word at all."""
_LONGEST = 400
"""How many characters of a word are read."""
_CACHED = 100_000
"""How many words are kept with their pieces, and how many characters with what becomes of them."""
_KEPT = 40
"""The length up to which a word is kept with its pieces. Few words are longer, and they could fill the memory."""

_CONTROL = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Unicode's categories of dropped characters: control, format, private use and surrogates, but not unassigned."""
_CJK = (
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F)),
    *((0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F)),
)
"""The first and last character of each block of Chinese characters that BERT knows."""


class _Table(dict[int, str]):
    """A table for `str.translate`, filled when a character is first seen.

    Args:
        becomes: Returns the replacement of a character.
    """

    def __init__(self, becomes: Callable[[str], str]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        became = self._becomes(chr(code))
        if len(self) < _CACHED:
            self[code] = became
        return became


def _cleaned(char: str) -> str:
    """Return a space for white space, nothing for a control character, and any other character unchanged."""
    category = unicodedata.category(char)
    if char in "\t\n\r" or category[0] == "Z":
        return " "
    return "" if char == "\ufffd" or category in _CONTROL else char


def _simplified(char: str) -> str:
    """Return an empty string for an accent, punctuation and CJK between spaces, and other characters in lower case."""
    category = unicodedata.category(char)
    if category == "Mn":
        return ""
    alone = category[0] == "P" or char in string.punctuation or any(a <= ord(char) <= z for a, z in _CJK)
    return f" {char} " if alone else char.lower()


_CLEANED, _SIMPLIFIED = _Table(_cleaned), _Table(_simplified)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Normalizer(_Part):
    type: Literal["BertNormalizer"]
    clean_text: Literal[True]
    handle_chinese_chars: Literal[True]
    lowercase: Literal[True]
    strip_accents: Literal[True] | None
    """None means the same as `lowercase`."""


class _PreTokenizer(_Part):
    type: Literal["BertPreTokenizer"]


class _Decoder(_Part):
    """The decoder, which joins pieces to words; newsclaims does not use it and accepts only the usual one."""

    type: Literal["WordPiece"]
    prefix: Literal["##"]
    cleanup: bool


class _Model(_Part):
    type: Literal["WordPiece"]
    unk_token: Literal["[UNK]"]
    continuing_subword_prefix: Literal["##"]
    max_input_chars_per_word: NonNegativeInt
    vocab: dict[str, NonNegativeInt]


class _Definition(_Part):
    """The settings of a `tokenizer.json` that newsclaims supports; any other setting is refused."""

    version: Literal["1.0"]
    normalizer: _Normalizer
    pre_tokenizer: _PreTokenizer
    model: _Model
    decoder: _Decoder | None = None
    added_tokens: Annotated[list[Any], Field(max_length=0)] = []
    truncation: None = None
    padding: None = None
    post_processor: None = None


class WordPieces:
    """Splits words into pieces, and caches the pieces of each word; safe to share between threads.

    Args:
        definition: The text of a `tokenizer.json`, the format of the `tokenizers` library.

    Raises:
        FormatError: If it is not the WordPiece tokeniser of an uncased BERT model, or a needed piece is missing.
    """

    def __init__(self, definition: str) -> None:
        try:
            model = _Definition.model_validate_json(definition).model
        except ValidationError as error:
            first = error.errors()[0]
            raise _refusal(".".join(map(str, first["loc"])) or "the file", first["msg"]) from None
        self._first = model.vocab
        self._later = {piece[2:]: number for piece, number in model.vocab.items() if piece.startswith("##")}
        self._longest_piece = max(map(len, model.vocab), default=0)
        self._longest_part = model.max_input_chars_per_word
        self._unknown = (self._id("[UNK]"),)
        self._known: dict[str, tuple[int, ...]] = {}
        self.largest = max(model.vocab.values())
        self.specials = Specials(self._id("[CLS]"), self._id("[SEP]"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word in lower case, at least one.

        Args:
            word: The word.
        """
        if len(word) > _KEPT:
            return self._pieces(word[:_LONGEST])
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _CACHED:
                self._known = {}
            found = self._known[word] = self._pieces(word)
        return found

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word that was not seen before."""
        parts = unicodedata.normalize("NFD", word.translate(_CLEANED)).translate(_SIMPLIFIED).split()
        pieces = (piece for part in parts for piece in self._cut(part))
        return tuple(islice(pieces, MOST)) or self._unknown

    def _cut(self, part: str) -> Sequence[int]:
        """Return the pieces of a part of a word, or the unknown piece if the vocabulary does not cover the part."""
        length, start, pieces, vocabulary = len(part), 0, list[int](), self._first
        if length > self._longest_part:
            return self._unknown
        while start < length:
            for end in range(min(length, start + self._longest_piece), start, -1):
                piece = vocabulary.get(part[start:end])
                if piece is not None:
                    break
            else:
                return self._unknown
            pieces.append(piece)
            start, vocabulary = end, self._later
        return pieces

    def _id(self, piece: str) -> int:
        if piece not in self._first:
            raise _refusal("model.vocab", f"The piece {piece!r} is missing")
        return self._first[piece]


def _refusal(where: str, what: str) -> FormatError:
    remedy = (
        "newsclaims runs the WordPiece of uncased BERT models only; export the model again with training/export.py."
    )
    return FormatError("newsclaims model", f"{where}: {what}. {remedy}", source="tokenizer.json")
