"""spaCy's `DocBin`: one `Doc` for each claim set, for training and for work in spaCy; nothing is lost.

The format is one compressed msgpack of all Docs, so it is written and read as a whole, not as a stream. The exact
claims are in the Docs' `user_data`, and their tokens in the span groups `source`, `cue` and `content`; see
`claims_in_docs`. Such a file holds no code: msgpack has plain values only, and no pickle is read or written.
"""

import gc
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from newsclaims._files.limited_source import MAX_SET_BYTES
from newsclaims._model import Article, ClaimSet
from newsclaims.errors import FormatError, InvalidValueError, NewsClaimsError

from ..toolkit import ROLES, Extra, FileLocation, optional_import, reading, writing
from .claims_in_docs import claims_in, hold, spans_for
from .packed_docs import check_doc, unpacked

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

__all__ = ["SpacySerialiser"]

ATTRIBUTES = ("ORTH", "NORM")
"""The stored attributes of a token, besides the space after it: all that a tokeniser sets."""
LONGEST_RUN = 250
"""The longest run of characters without white space given to a tokeniser: spaCy's takes quadratic time for it."""
MOST_WORDS = 200_000
"""The number of different words after which a tokeniser is dropped; it keeps every word that it has seen."""

_CUT = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")
_CODE = re.compile(r"[a-z]{2,3}(?![a-z])")


class SpacySerialiser:
    """Writes and reads spaCy's `DocBin`.

    A Doc is built with spaCy's tokeniser for the article's language (English if the article does not name one), or with
    its language-neutral one. From a file that newsclaims did not write, it reads the span groups named `source`, `cue`
    and `content`, and spans with these labels in any other group.
    """

    name: str = "spacy"
    suffixes: tuple[str, ...] = (".spacy",)
    media_type: str = "application/octet-stream"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"
    extra: Extra = Extra("spacy", ("spacy",))

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write all claim sets at once; see `Serialiser.dump`.

        Raises:
            InvalidValueError: If there are more than one file can hold.
        """
        made = self._import("tokens").DocBin(attrs=ATTRIBUTES, store_user_data=True)
        with writing(target) as stream:
            with _tokenisers() as tokenisers:
                for claimset in claimsets:
                    made.add(_doc(claimset, tokenisers))
            stream.write(_packed(made))

    def load(
        self,
        source: BinaryIO | Path,
        *,
        articles: Mapping[str, Article] | None = None,  # noqa: ARG002
        max_bytes: int = MAX_SET_BYTES,
    ) -> Iterator[ClaimSet]:
        """Read all Docs and yield their claim sets one by one; `articles` is not needed. See `Serialiser.load`.

        Args:
            source: The path or stream to read.
            articles: Not used.
            max_bytes: How many bytes the file may have after unpacking, and each Doc in memory.

        Raises:
            FormatError: If it is not a DocBin, is damaged, or a Doc holds no valid claims.
            LimitError: If the file or a Doc is larger than the limit.
        """
        tokens, vocab = self._import("tokens"), self._import("vocab").Vocab()
        with reading(source) as stream:
            location = FileLocation.of(stream, self.name)
            data = unpacked(stream.read(), location, max_bytes)
        with _spacy_faults(location):
            # It unpacks again; packing quickly costs little.
            docs = tokens.DocBin().from_bytes(zlib.compress(data, 0))
            for string in docs.strings:
                vocab.strings.add(string)
        for number, doc in enumerate(_each(docs, vocab, location, max_bytes), 1):
            try:
                yield claims_in(doc, location)
            except FormatError as error:
                raise type(error)(error.format, f"Doc {number}: {error.reason}", None, error.source) from error

    def _import(self, module: str) -> Any:
        return optional_import(f"spacy.{module}", feature=f"the format {self.name!r}", extra=self.extra.name)


class _Tokenisers:
    """Builds Docs, with one tokeniser for each language."""

    def __init__(self) -> None:
        self._by_language: dict[str, Language] = {}

    def doc(self, article: Article) -> "Doc":
        """Return a Doc of exactly the article's text."""
        code = _CODE.match((article.language or "en").lower())
        doc = _tokenised(self._language(code[0] if code else "xx"), article.text)
        # The tokenisers of some languages change white space; the neutral one never does.
        return doc if doc.text == article.text else _tokenised(self._language("xx"), article.text)

    def words(self) -> int:
        """Return how many words the tokenisers hold together."""
        return sum(len(language.vocab) for language in self._by_language.values())

    def _language(self, code: str) -> "Language":
        if code not in self._by_language:
            self._by_language[code] = _blank(code)
        return self._by_language[code]


_idle: list[_Tokenisers] = []
"""Unused tokenisers: building one takes a quarter of a second, and two threads cannot share one."""


@contextmanager
def _tokenisers() -> Iterator[_Tokenisers]:
    try:
        taken = _idle.pop()
    except IndexError:
        taken = _Tokenisers()
    yield taken
    if taken.words() < MOST_WORDS:
        _idle.append(taken)


def _blank(code: str) -> "Language":
    import spacy

    try:
        return spacy.blank(code)
    # spaCy does not have the language, or its tokeniser needs a package that is missing.
    except ImportError:
        return spacy.blank("xx")


def _tokenised(language: "Language", text: str) -> "Doc":
    from spacy.tokens import Doc

    cuts = [match.end() for match in _CUT.finditer(text)]
    if not cuts:
        return language.tokenizer(text)
    pieces = [language.tokenizer(text[start:end]) for start, end in pairwise((0, *cuts, len(text)))]
    tokens = [token for piece in pieces for token in piece]
    return Doc(language.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])


def _doc(claimset: ClaimSet, tokenisers: _Tokenisers) -> "Doc":
    doc = tokenisers.doc(claimset.article)
    spans = list(spans_for(doc, claimset))
    for role in ROLES:
        doc.spans[role] = [span for own, span in spans if own == role]
    hold(doc, claimset)
    return doc


def _packed(made: "DocBin") -> bytes:
    try:
        return made.to_bytes()
    # msgpack counts in 32 bits.
    except (ValueError, OverflowError) as error:
        reason = f"{len(made)} articles are too many for one DocBin ({error}). Write several files."
        raise InvalidValueError(reason) from error


def _each(docs: "DocBin", vocab: "Vocab", location: FileLocation, max_bytes: int) -> Iterator["Doc"]:
    found = docs.get_docs(vocab)
    for number in range(len(docs)):
        with _spacy_faults(location):
            check_doc(docs, number, vocab.strings, location, max_bytes)
            doc = next(found)
        yield doc


@contextmanager
def _spacy_faults(location: FileLocation) -> Iterator[None]:
    """Turn any error that spaCy raises for a file into an error of the format."""
    collecting = gc.isenabled()
    try:
        yield
    except (MemoryError, NewsClaimsError):
        raise
    except Exception as error:
        reason = f"spaCy cannot read it as a DocBin; it may be cut short ({type(error).__name__}: {error})."
        raise location.error(reason) from error
    finally:
        # srsly turns off garbage collection to unpack, and leaves it off if that fails.
        if collecting:
            gc.enable()
