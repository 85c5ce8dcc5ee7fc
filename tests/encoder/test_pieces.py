"""Words to pieces: the same pieces as the library `tokenizers`, and an error for unsupported settings."""

import functools
import json
import pickle
import string
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from encoder.given import MODEL, reading
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODDITIES, any_text
from tokenizers import Tokenizer

from newsclaims._encoder import pieces
from newsclaims._encoder.features import featurise
from newsclaims._encoder.pieces import WordPieces
from newsclaims.errors import FormatError

DEFINITION = (MODEL / "tokenizer.json").read_text(encoding="utf-8")
PIECES = WordPieces(DEFINITION)
SPECIALS = {PIECES.specials.opening, PIECES.specials.parting}

MOST, LONGEST = 12, 400
"""The largest number of pieces in a word, and the number of its characters that are read."""

WRITTEN = ["[SEP]", "[CLS]", "[MASK]", "[PAD]", "[UNK]", "[sep]", "##s", "[unused1]"]
"""Names of special pieces, as an article may spell them out."""


@given(word=st.one_of(st.text(max_size=30), any_text()))
def test_at_least_one(word: str) -> None:
    """Any string has at least one piece, and a bounded number of them."""
    assert 1 <= len(PIECES(word)) <= MOST
    assert all(piece >= 0 for piece in PIECES(word))


@pytest.mark.parametrize("word", ["", " ", "\u200b", "\u200d\u200d", "\ufeff", "\u0301", "\u00ad", "\x00", "\ufffd"])
def test_invisible_words(word: str) -> None:
    """A word without visible characters is a single piece, which is not a special one."""
    assert len(PIECES(word)) == 1
    assert not SPECIALS & set(PIECES(word))


@pytest.mark.parametrize("word", WRITTEN)
def test_specials_spelled_out(word: str) -> None:
    """A special piece that an article spells out is read as letters, alone and inside an address."""
    text = f"He wrote {word} and https://example.org/{word}/x there."
    for pieces_of_word in featurise(reading(text), PIECES).pieces:
        assert not SPECIALS & set(pieces_of_word)
    assert not SPECIALS & set(PIECES(word))


@given(before=any_text(), special=st.sampled_from(WRITTEN), after=any_text())
def test_specials_anywhere(before: str, special: str, after: str) -> None:
    """The pieces of a word never include a special piece, in any text."""
    for pieces_of_word in featurise(reading(before + special + after), PIECES).pieces:
        assert not SPECIALS & set(pieces_of_word)


def test_specials_differ() -> None:
    """The opening piece and the separator are different."""
    assert len(SPECIALS) == 2


@given(word=st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1, max_size=20))
def test_composed_and_decomposed(word: str) -> None:
    """Composed and decomposed accents give the same pieces."""
    assert PIECES(unicodedata.normalize("NFC", word)) == PIECES(unicodedata.normalize("NFD", word))


@given(word=st.text(string.ascii_letters, min_size=1, max_size=20))
def test_case(word: str) -> None:
    """Case makes no difference."""
    assert PIECES(word) == PIECES(word.lower()) == PIECES(word.upper())


@pytest.mark.parametrize(
    ("word", "plain"), [("café", "cafe"), ("élan", "elan"), ("naïve", "naive"), ("señor", "senor")]
)
def test_accents(word: str, plain: str) -> None:
    """Accents make no difference."""
    assert PIECES(word) == PIECES(plain)


@pytest.mark.parametrize("part", ["x", "é", "e\u0301", "ab-", ".", "\u0301", "水", "😀", "1,", "[SEP]", "\u200b"])
def test_long_words(part: str) -> None:
    """Even a very long word has a bounded number of pieces."""
    for count in (100, 500, 100_000):
        assert 1 <= len(PIECES(part * count)) <= MOST


def test_the_cache_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word has the same pieces when it is read again, even after it was dropped from the cache."""
    monkeypatch.setattr(pieces, "_CACHED", 2)
    forgetful = WordPieces(DEFINITION)
    words = ["quay", "ferry", "harbour", "quay", "pumps", "ferry", "quay"]
    assert [forgetful(word) for word in words] == [PIECES(word) for word in words]


def test_the_cache_is_bounded_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long words are not kept, so the cache never holds more than a bounded number of characters."""
    monkeypatch.setattr(pieces, "_CACHED", 3)
    kept = WordPieces(DEFINITION)
    for n in range(50):
        for size in (1, 40, 41, 400, 100_000):
            kept(f"{n}" + "a" * size)
        assert sum(map(len, kept._known)) <= 3 * 40


def test_the_tables_of_characters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character has the same replacement whether it is kept or not."""
    monkeypatch.setattr(pieces, "_CACHED", 2)
    table = pieces._Table(str.upper)
    assert "quay quay".translate(table) == "QUAY QUAY"
    assert len(table) == 2


def test_only_the_beginning_is_read() -> None:
    """Characters after the first 400 are ignored."""
    assert PIECES("\u200b" * (LONGEST - 1) + "quay") == PIECES("q")
    assert PIECES("\u200b" * LONGEST + "quay") == PIECES("")


def test_a_lone_surrogate() -> None:
    """A lone surrogate, which no article contains, is dropped like a control character."""
    assert PIECES("har\ud800bour") == PIECES("harbour")


def test_pickling() -> None:
    """A pickled copy gives the same pieces."""
    copy: WordPieces = pickle.loads(pickle.dumps(WordPieces(DEFINITION)))
    assert [copy(word) for word in ("quays", "水é", "quays")] == [PIECES(word) for word in ("quays", "水é", "quays")]
    assert copy.specials == PIECES.specials


# The same pieces as the library `tokenizers`.

EVERY = [
    *map(chr, (*range(0xD800), *range(0xE000, 0x33480), *range(0xE0000, 0xE0200))),
    *map(chr, (0x33480, 0xDFFFF, 0xE0200, 0xEFFFF, 0xF0000, 0xFFFFF, 0x100000, 0x10FFFF)),
]
"""Every character; of unassigned and private ranges, only the first and the last."""
UNLIKE = Path(__file__).with_name("unlike_tokenizers.tsv")
LISTED = ("14.0.0", "15.0.0", "15.1.0")
"""The versions of Unicode that the list covers: those of Python 3.11, 3.12 and 3.13."""
VOCABULARY: dict[str, int] = json.loads(DEFINITION)["model"]["vocab"]
ODD = [
    *ODDITIES,
    *"水豈㐀한\U0002f800\U00020000",
    *"ÅÅÇ\u0327\u0323ǆ\u212a",
    *"\ue000\U000f0000\u0378\U000e0041",
    *"🤣🫠$+<=>^`|~¡§€",
]


@frozen
class Both:
    """Our tokeniser and the library's, built from the same definition.

    Args:
        ours: The tokeniser under test.
        library: The reference.
        unknown: The number of the unknown piece.
    """

    ours: WordPieces
    library: Tokenizer
    unknown: int

    def theirs(self, word: str) -> tuple[int, ...]:
        """Return the library's pieces of a word, within the limits of ours."""
        found = self.library.encode(word[:LONGEST], add_special_tokens=False).ids
        return tuple(found[:MOST]) or (self.unknown,)


@functools.cache
def both(*, every_character: bool = False, most: int | None = None) -> Both:
    """Return both tokenisers for the definition of the package, with another vocabulary or limit if wanted.

    Most characters are unknown in the vocabulary of the package. A vocabulary with a piece for every character shows
    how each is read.
    """
    definition = json.loads(DEFINITION)
    if every_character:
        names = ["[UNK]", "[CLS]", "[SEP]", *EVERY, *(f"##{char}" for char in EVERY)]
        definition["model"]["vocab"] = {name: number for number, name in enumerate(names)}
    if most is not None:
        definition["model"]["max_input_chars_per_word"] = most
    text = json.dumps(definition)
    return Both(WordPieces(text), Tokenizer.from_str(text), definition["model"]["vocab"]["[UNK]"])


@functools.cache
def unlike() -> frozenset[str]:
    """Return the characters that the two read differently, each between letters and beside a combining mark."""
    pair = both(every_character=True)
    words = {char: f"a\U0001d165{char}b" for char in EVERY}
    return frozenset(char for char, word in words.items() if pair.ours(word) != pair.theirs(word))


def listed() -> set[str]:
    """Return the characters that the list gives as read differently with the Unicode version of this Python."""
    here = tuple(map(int, unicodedata.unidata_version.split(".")))
    found: set[str] = set()
    rows = [line for line in UNLIKE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in rows[1:]:
        since, _, _, characters = row.split("\t")
        if tuple(map(int, since.split("."))) <= here:
            for first, _, last in (part.partition("-") for part in characters.split()):
                found |= set(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return found


def words() -> st.SearchStrategy[str]:
    """Draw words of any characters except those that are read differently; some are very long."""
    part = st.one_of(
        st.sampled_from([piece.removeprefix("##") for piece in VOCABULARY]),
        st.sampled_from(ODD),
        st.characters(exclude_categories=["Cs"]),
    )
    word = st.one_of(st.lists(part, max_size=20).map("".join), any_text())
    repeated = st.builds(str.__mul__, word, st.sampled_from([1, 1, 1, 2, 30, 150]))
    return repeated.map(lambda word: "".join(char for char in word if char not in unlike()))


@pytest.mark.slow
@given(word=words())
def test_any_word(word: str) -> None:
    """Any word has the library's pieces."""
    assert both().ours(word) == both().theirs(word)


@pytest.mark.slow
@given(word=words())
def test_any_word_with_every_character_known(word: str) -> None:
    """The pieces agree too if every character is a piece, so that the unknown piece hides no difference."""
    pair = both(every_character=True)
    assert pair.ours(word) == pair.theirs(word)


def test_every_piece() -> None:
    """Each piece of the vocabulary, even the longest, is found at the start of a word and inside one."""
    names = [piece.removeprefix("##") for piece in VOCABULARY]
    for word in (*names, *(f"s{name}" for name in names)):
        assert both().ours(word) == both().theirs(word)


@pytest.mark.parametrize("most", [0, 1, 4, 99, 100, 101])
def test_long_parts(most: int) -> None:
    """A part with more characters than the definition allows is unknown; accents do not count."""
    pair = both(most=most)
    for length in (0, 1, 3, 4, 5, 99, 100, 101):
        for word in ("a" * length, "e\u0301" * length, f"{'a' * length}-{'b' * length}"):
            assert pair.ours(word) == pair.theirs(word)


@pytest.mark.slow
@pytest.mark.skipif(unicodedata.unidata_version not in LISTED, reason=f"{UNLIKE.name}: for Unicode 14.0 to 15.1")
def test_unlike_characters() -> None:
    """The list gives exactly the characters that are read differently from the library."""
    assert unlike() == listed()


@pytest.mark.slow
def test_old_characters() -> None:
    """Characters that are in Unicode since 3.2 (2002) and kept their category are read alike on any Python."""
    old = [char for char in EVERY if unicodedata.ucd_3_2_0.category(char) not in ("Cn", "Co")]
    kept = [char for char in old if unicodedata.ucd_3_2_0.category(char) == unicodedata.category(char)]
    assert len(kept) > 90_000
    assert not unlike() & set(kept)


@pytest.mark.corpus
def test_every_word_of_the_corpus(polnear: Path) -> None:
    """Every word of the development articles has the library's pieces, in lower case and as written."""
    found: set[str] = set()
    for path in (polnear / "dev" / "text").glob("*.txt"):
        text = path.read_bytes().decode("utf-8")
        found |= {*text.split(), *reading(text).words.lowers}
    assert len(found) > 10_000
    for pair in (both(), both(every_character=True)):
        assert [word for word in found if pair.ours(word) != pair.theirs(word)] == []


# Settings that newsclaims does not support.

Definition = dict[str, Any]
REMEDY = r"newsclaims runs the WordPiece of uncased BERT models only; export the model again with training/export\.py\."


def refused(definition: str) -> str:
    """Return the message of the error that a definition raises."""
    with pytest.raises(FormatError, match=f"^tokenizer.json: not valid newsclaims model: .*{REMEDY}$") as caught:
        WordPieces(definition)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("model"), "model: Field required"),
        (lambda d: d.update(model=None), "model: Input should be"),
        (lambda d: d.update(normalizer=None), "normalizer: Input should be"),
        (lambda d: d.update(normalizer={"type": "NFC"}), "normalizer.type: Input should be 'BertNormalizer'"),
        (lambda d: d["normalizer"].update(lowercase=False), "normalizer.lowercase: Input should be True"),
        (lambda d: d["normalizer"].update(strip_accents=False), "normalizer.strip_accents: Input should be True"),
        (lambda d: d["normalizer"].pop("clean_text"), "normalizer.clean_text: Field required"),
        (lambda d: d["pre_tokenizer"].update(type="Whitespace"), "pre_tokenizer.type: Input should be 'BertPre"),
        (lambda d: d["model"].update(type="BPE"), "model.type: Input should be 'WordPiece'"),
        (
            lambda d: d["model"].update(continuing_subword_prefix="@"),
            "model.continuing_subword_prefix: Input should be",
        ),
        (lambda d: d["model"].update({"unk_token": "<unk>"}), "model.unk_token: Input should be '[UNK]'"),
        (lambda d: d["model"].update(max_input_chars_per_word=-1), "model.max_input_chars_per_word: Input should be"),
        (lambda d: d["model"].update(vocab=["a"]), "model.vocab: Input should be"),
        (lambda d: d["model"]["vocab"].update(a=-1), "model.vocab.a: Input should be"),
        (lambda d: d["model"]["vocab"].update(a="1"), "model.vocab.a: Input should be a valid integer"),
        (lambda d: d["model"]["vocab"].pop("[UNK]"), "model.vocab: The piece '[UNK]' is missing"),
        (lambda d: d["model"]["vocab"].pop("[CLS]"), "model.vocab: The piece '[CLS]' is missing"),
        (lambda d: d["model"]["vocab"].pop("[SEP]"), "model.vocab: The piece '[SEP]' is missing"),
        (lambda d: d["model"]["vocab"].clear(), "model.vocab: The piece '[UNK]' is missing"),
        (lambda d: d.update(added_tokens=[{"id": 0, "content": "[PAD]"}]), "added_tokens: List should have at most 0"),
        (lambda d: d.update(truncation={"max_length": 512}), "truncation: Input should be null"),
        (lambda d: d.update(padding={"pad_id": 0}), "padding: Input should be null"),
        (lambda d: d.update(post_processor={"type": "BertProcessing"}), "post_processor: Input should be null"),
        (lambda d: d["decoder"].update(type="ByteLevel"), "decoder.type: Input should be 'WordPiece'"),
        (lambda d: d.update(version="2.0"), "version: Input should be '1.0'"),
    ],
)
def test_an_unsupported_definition(change: Callable[[Definition], object], where: str) -> None:
    """A tokeniser of another kind is refused; the message names the setting and says what to do."""
    definition = json.loads(DEFINITION)
    change(definition)
    assert where in refused(json.dumps(definition))


@pytest.mark.parametrize("part", ["", "normalizer", "pre_tokenizer", "model", "decoder"])
def test_an_unknown_setting(part: str) -> None:
    """An unknown setting is never ignored, in any part of the definition."""
    definition = json.loads(DEFINITION)
    (definition[part] if part else definition)["mood"] = "good"
    where = f"{part}.mood" if part else "mood"
    assert f"{where}: Extra inputs are not permitted" in refused(json.dumps(definition))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\ufeff{}", DEFINITION[:-1]])
def test_a_definition_that_is_not_a_json_object(text: str) -> None:
    """A file that is not a JSON object is refused in the same way."""
    assert "the file: " in refused(text)


def test_settings_left_out() -> None:
    """A setting that does not change any piece may be left out or written in another way."""
    definition = json.loads(DEFINITION)
    for name in ("decoder", "added_tokens", "truncation", "padding", "post_processor"):
        del definition[name]
    definition["normalizer"]["strip_accents"] = True
    assert WordPieces(json.dumps(definition))("cafés") == PIECES("cafés")
