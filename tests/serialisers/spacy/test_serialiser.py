"""spaCy's DocBin: exact in `user_data`, from token to token in the span groups, and read from spaCy's own gold."""

import gc
import io
import os
import pickle
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serialisers.samples import NEWER_VERSION, empty, sample
from serialisers.strategies import texts

from newsclaims._model import SCHEMA_VERSION, Article, Claim, ClaimSet, Content, Source, Span, claim_id
from newsclaims.errors import FormatError, InvalidValueError, MissingExtraError, SchemaVersionError
from newsclaims.serialisers import dump, load, loads
from newsclaims.serialisers._spacy import serialiser as spacy_format
from newsclaims.serialisers._spacy.claims_in_docs import KEY
from newsclaims.serialisers._spacy.serialiser import LONGEST_RUN, SpacySerialiser
from newsclaims.serialisers.toolkit import ROLES

if TYPE_CHECKING:
    from spacy.tokens import Doc

EXTRA = SpacySerialiser.extra
pytestmark = pytest.mark.skipif(not EXTRA.is_installed(), reason="needs newsclaims[spacy]")
SHORT = "Ann Lee said it rained . Bob agrees that it did ."


def written(*sets: ClaimSet) -> bytes:
    """Return the bytes of a file."""
    stream = io.BytesIO()
    SpacySerialiser().dump(iter(sets), stream)
    return stream.getvalue()


def docs(data: bytes) -> "list[Doc]":
    """Return what spaCy itself reads, with a vocabulary that has seen nothing."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    return list(DocBin().from_bytes(data).get_docs(Vocab()))


def packed(*made: "Doc") -> bytes:
    """Return the file that spaCy writes by itself."""
    from spacy.tokens import DocBin

    return DocBin(docs=made, store_user_data=True).to_bytes()


def doc_of(text: str = SHORT) -> "Doc":
    """Return a Doc that knows nothing of newsclaims."""
    import spacy

    return spacy.blank("en")(text)


def mark(doc: "Doc", group: str, words: str, label: str = "", key: str = "") -> None:
    """Mark words in a Doc, as somebody would in spaCy."""
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), label=label, span_id=key)
    assert span is not None
    doc.spans[group] = [*doc.spans.get(group, ()), span]


def parts(claimset: ClaimSet) -> list[dict[str, str]]:
    """Return the words of each claim by role."""
    return [{role: passage.text for role, passage in claim.passages()} for claim in claimset]


def test_spacy_reads_it() -> None:
    """SpaCy finds the text, and in each group the spans of that role, labelled, under the ids of their claims."""
    first, second = docs(written(sample(), empty()))
    assert (first.text, second.text) == (sample().article.text, empty().article.text)
    assert list(first.spans) == list(second.spans) == list(ROLES)
    claims = sample().claims
    shown = [(s.text, s.label_, s.id_) for role in ROLES for s in first.spans[role]]
    assert shown == [
        ("harbour master Ines Prado", "SOURCE", claims[0].id),
        ("Critics", "SOURCE", claims[1].id),
        ("one of them", "SOURCE", claims[2].id),
        ("said", "CUE", claims[0].id),
        ("doubt", "CUE", claims[1].id),
        ("scoffed", "CUE", claims[2].id),
        ("“The old ferry,”", "CONTENT", claims[0].id),
        ("“will sail again.”", "CONTENT", claims[0].id),
        ("all of it", "CONTENT", claims[1].id),
        ("=SUM(A1)", "CONTENT", claims[2].id),
    ]
    assert len(second.spans["content"]) == 0


def test_user_data_is_plain() -> None:
    """Whoever has only spaCy finds exact offsets and every tag as plain values; the text is not stored twice."""
    [doc] = docs(written(sample()))
    record = doc.user_data[KEY]
    assert record["schema_version"] == SCHEMA_VERSION
    assert record["article"]["title"] == "Ferry talks stall"
    assert "text" not in record["article"]
    claim = record["claims"][0]
    assert [claim["stance"], claim["score"], claim["source"]["name"]] == ["affirm", 0.875, "Ines Prado"]
    assert [doc.text[s["start"] : s["end"]] for s in claim["content"]["spans"]] == [
        "“The old ferry,”",
        "“will sail again.”",
    ]


def test_spans_cover_tokens_and_the_offsets_stay() -> None:
    """A span that begins or ends inside a token is widened in spaCy only; offsets are code points."""
    text = "😀a😀b said😀 it 🇳🇴rained."
    content, source = Span(start=9, end=17), Span(start=1, end=3)
    claim = Claim(
        id="1",
        source=Source(spans=(source,), text=text[1:3]),
        content=Content(spans=(content,), text=text[9:17]),
    )
    claimset = ClaimSet(article=Article(text=text), claims=(claim,))
    [doc] = docs(written(claimset))
    [shown] = doc.spans["content"]
    assert shown.text == text[shown.start_char : shown.end_char]
    assert shown.start_char <= 9 < 17 <= shown.end_char
    assert loads(packed(doc), "spacy") == [claimset]


def test_a_space_between_tokens_has_no_span() -> None:
    """What has no token has no span in spaCy, and is kept."""
    claim = Claim(id="1", content=Content(spans=(Span(start=1, end=2),), text=" "))
    claimset = ClaimSet(article=Article(text="a b"), claims=(claim,))
    assert [len(group) for group in docs(written(claimset))[0].spans.values()] == [0, 0, 0]
    assert loads(written(claimset), "spacy") == [claimset]


@settings(max_examples=40)
@given(
    text=texts(max_size=60),
    language=st.sampled_from(["en", "en-GB", "de", "zh", "xx", "tlh", "english"]),
)
def test_the_text_is_the_doc_s(text: str, language: str) -> None:
    """Whatever the characters and the language, a Doc has exactly the article's text."""
    assert docs(written(empty(text, language=language)))[0].text == text


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "a\r\nb\r\n", " \t\r\n \xa0", "\ufeffe\u0301 😀", "\u2028 \u2029x\x85 "]
)
def test_odd_texts(text: str) -> None:
    """No text at all, white space of all kinds, NUL: all are texts."""
    assert docs(written(empty(text)))[0].text == text
    assert loads(written(empty(text)), "spacy") == [empty(text)]


def test_the_language_chooses_the_tokeniser() -> None:
    """English unless the article says otherwise; a language that spaCy lacks gets the neutral tokeniser."""
    found = docs(written(*(empty("don't", language=code) for code in (None, "en-US", "xx", "tlh", "english"))))
    assert [[token.text for token in doc] for doc in found] == [["do", "n't"]] * 2 + [["don't"]] * 3


def test_a_tokeniser_that_changes_the_text_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a language's tokeniser changes white space, the neutral one is taken."""
    import spacy
    from spacy.tokens import Doc

    def careless(code: str) -> Any:
        language = spacy.blank(code)
        if code == "de":
            language.tokenizer = lambda text: Doc(language.vocab, words=text.split())
        return language

    monkeypatch.setattr(spacy_format, "_blank", careless)
    monkeypatch.setattr(spacy_format, "_idle", [])
    assert docs(written(empty("Ja  \n nein.", language="de")))[0].text == "Ja  \n nein."


def test_long_runs_are_cut() -> None:
    """SpaCy's tokeniser takes quadratic time for characters without white space, so it never gets many of them."""
    text = "Well. " + "(" * 30_000 + " " + "x" * (LONGEST_RUN + 1) + "  end"
    doc = docs(written(empty(text)))[0]
    assert doc.text == text
    assert [token.text for token in doc][:2] + [token.text for token in doc][-4:] == [
        "Well",
        ".",
        "x" * LONGEST_RUN,
        "x",
        " ",
        "end",
    ]


def test_tokenisers_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump within a dump has a tokeniser of its own; those that met many words are dropped."""
    monkeypatch.setattr(spacy_format, "_idle", [])

    def nested() -> Any:
        yield empty("One.")
        assert len(written(empty("Two."))) > 0
        yield empty("Three.")

    written(*nested())
    SpacySerialiser().dump(nested(), io.BytesIO())
    assert len(spacy_format._idle) == 2
    monkeypatch.setattr(spacy_format, "MOST_WORDS", 1)
    written(empty("Four."))
    assert len(spacy_format._idle) == 1


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    """Two processes with different hash seeds write equal bytes; importing newsclaims imports no spaCy."""
    dump(sample(), tmp_path / "sample.json")
    code = (
        "import sys, newsclaims as nc\n"
        "assert 'spacy' not in sys.modules\n"
        "nc.dump(nc.load('sample.json'), f'{sys.argv[1]}.spacy')\n"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, seed], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "1.spacy").read_bytes() == (tmp_path / "2.spacy").read_bytes() == written(sample())


def test_gold_with_ids_is_linked() -> None:
    """In a file made in spaCy, spans of one id are a claim; several of one role are its fragments."""
    doc = doc_of()
    mark(doc, "content", "that it did", key="x")
    mark(doc, "source", "Bob", key="x")
    mark(doc, "cue", "agrees", key="x")
    mark(doc, "content", "it rained", key="y")
    mark(doc, "source", "Lee", key="y")
    mark(doc, "source", "Ann", key="y")
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.article == Article(text=SHORT)
    assert parts(claimset) == [
        {"source": "Bob", "cue": "agrees", "content": "that it did"},
        {"source": "Ann ... Lee", "content": "it rained"},
    ]
    claim = claimset[0]
    assert claim.id == claim_id(claimset.article.id, claim.source, claim.cue, claim.content)
    assert [claim.stance, claim.source_type, claim.content.quotation, claimset.extractor] == [None] * 4
    assert claimset.warnings == ()


def test_gold_without_ids_is_not_guessed_at() -> None:
    """A content without an id is a claim of its own; what no id ties to a content is counted and left out."""
    doc = doc_of()
    mark(doc, "content", "that it did")
    mark(doc, "content", "it rained")
    mark(doc, "source", "Bob")
    mark(doc, "source", "Ann Lee", key="z")
    mark(doc, "cue", "said", key="z")
    [claimset] = loads(packed(doc), "spacy")
    assert parts(claimset) == [{"content": "that it did"}, {"content": "it rained"}]
    assert claimset.warnings == ("left out, for no content has the same span id: 2 sources and 1 cue.",)


def test_gold_by_label() -> None:
    """In other groups the labels say the role; a span that is in two groups counts once, other labels not at all."""
    doc = doc_of()
    for group, label in (("sc", "CONTENT"), ("content", "")):
        mark(doc, group, "it rained", label, key="1")
    mark(doc, "sc", "Ann Lee", "Source", key="1")
    mark(doc, "sc", "Bob", "PERSON", key="1")
    [claimset] = loads(packed(doc), "spacy")
    assert parts(claimset) == [{"source": "Ann Lee", "content": "it rained"}]


def test_a_file_without_anything_of_ours() -> None:
    """A DocBin without spans or user data, as any pipeline writes, is texts without claims."""
    from spacy.tokens import DocBin

    data = DocBin(docs=[doc_of()], store_user_data=False).to_bytes()
    assert loads(data, "spacy") == [ClaimSet(article=Article(text=SHORT))]


def test_an_article_without_claims_in_user_data() -> None:
    """What `user_data` says of the article holds for spans made by hand, too."""
    doc = doc_of()
    mark(doc, "content", "it rained")
    doc.user_data[KEY] = {"article": {"id": "a-1", "title": "Rain"}}
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.article == Article(text=SHORT, id="a-1", title="Rain")
    assert parts(claimset) == [{"content": "it rained"}]


def test_changed_spans_are_noticed() -> None:
    """Stored claims win over spans that were changed in spaCy, which is said; without them the spans are read."""
    [doc] = docs(written(sample()))
    doc.spans["cue"] = [doc[0:1]]
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.claims == sample().claims
    assert claimset.warnings[0] == "made by hand"
    assert "no longer those of the claims" in claimset.warnings[1]
    del doc.user_data[KEY]["claims"]
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.article == sample().article
    assert [set(words) for words in parts(claimset)] == [{"source", "content"}] * 3
    assert claimset.warnings == ("left out, for no content has the same span id: 1 cue.",)


def test_removed_groups_are_no_change() -> None:
    """Who took all groups away meant the stored claims to stay."""
    [doc] = docs(written(sample()))
    doc.spans.clear()
    assert loads(packed(doc), "spacy") == [sample()]


class _Trap:
    """Fails the test when unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return pytest.fail, ("a file was unpickled",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no DocBin",
        pickle.dumps(_Trap()),
        zlib.compress(pickle.dumps(_Trap())),
        zlib.compress(b"\xc1"),
        zlib.compress(b"\x80"),
        zlib.compress(b"\xa1x"),
    ],
)
def test_what_is_no_docbin(data: bytes) -> None:
    """Whatever is no DocBin is an error of ours; nothing is unpickled, and garbage is collected as before."""
    with pytest.raises(FormatError, match="not valid spacy: spaCy cannot read it as a DocBin"):
        loads(data, "spacy")
    assert gc.isenabled()


def test_cut_anywhere() -> None:
    """A file that was cut is an error, which names the file."""
    data = written(sample())
    for size in range(0, len(data), 97):
        with pytest.raises(FormatError, match="it may be cut short"):
            loads(data[:size], "spacy")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (1, "must be an object, not int"),
        ({1: 2}, "must be an object, not dict"),
        ({"article": "x"}, r"\['article'\] must be an object, not str"),
        ({"article": {"meta": {"page": 3}}}, "must be a JSON text, not dict"),
        ({"article": {"meta": "{"}}, "Expecting property name"),
        ({"article": {"titel": "x"}}, "Article.titel is not a field"),
        ({"article": {"title": b"x"}}, "Article.title must be a str, not bytes"),
        ({"article": {}, "claims": 1}, "ClaimSet.claims"),
        ({"article": {}, "claims": [{"id": "1"}]}, "content is missing"),
        ({"article": {}, "claims": [], "extra": 1}, "extra is not a field"),
        (
            {"claims": [{"id": "1", "content": {"spans": [{"start": 0, "end": 99}], "text": "x"}}]},
            "past the text's end",
        ),
    ],
)
def test_wrong_user_data(record: object, reason: str, tmp_path: Path) -> None:
    """What stands under our key and is none of ours is named by its Doc, after the claim sets before it."""
    doc = doc_of()
    doc.user_data[KEY] = record
    (tmp_path / "odd.spacy").write_bytes(packed(doc_of("Nothing."), doc))
    found = load(tmp_path / "odd.spacy")
    assert next(found) == empty("Nothing.")
    with pytest.raises(FormatError, match=rf"odd\.spacy: not valid spacy: Doc 2: .*{reason}"):
        next(found)


def test_a_doc_of_version_1_is_read() -> None:
    """It has neither labels of somebody's own nor usage."""
    [doc] = docs(written(sample()))
    record = doc.user_data[KEY]
    claims = [{name: value for name, value in claim.items() if name != "labels"} for claim in record["claims"]]
    doc.user_data[KEY] = {**record, "claims": claims, "schema_version": "1"}
    del doc.user_data[KEY]["usage"]
    [found] = loads(packed(doc), "spacy")
    assert found.usage == {}
    assert found.schema_version == SCHEMA_VERSION
    assert [claim.labels for claim in found] == [{}, {}, {}]
    assert [claim.content for claim in found] == [claim.content for claim in sample()]


def test_another_schema_version() -> None:
    """A schema that this version does not know is refused as such."""
    [doc] = docs(written(sample()))
    doc.user_data[KEY]["schema_version"] = NEWER_VERSION
    with pytest.raises(SchemaVersionError, match=f"Doc 1: it has schema version '{NEWER_VERSION}'"):
        loads(packed(doc), "spacy")


def test_spans_outside_the_doc() -> None:
    """A span group of a longer text is an error of ours."""
    from spacy.tokens import DocBin

    made = DocBin(docs=[doc_of("Yes.")])
    longer = doc_of()
    mark(longer, "content", "it did")
    made.span_groups[0] = longer.spans.to_bytes()
    with pytest.raises(FormatError, match="Doc 1: the span group 'content' does not fit its text"):
        loads(made.to_bytes(), "spacy")


def test_more_than_one_file_can_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The msgpack under a DocBin counts in 32 bits; past that the advice is to write several files."""
    from spacy.tokens import DocBin

    def full(made: DocBin) -> bytes:
        raise ValueError("bytes object is too large")

    monkeypatch.setattr(DocBin, "to_bytes", full)
    with pytest.raises(InvalidValueError, match=r"1 articles are too many .* Write several files"):
        dump(sample(), tmp_path / "big.spacy")
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_any_size() -> None:
    """An integer in an article's meta may be longer than msgpack's 64 bits."""
    claimset = empty("Text.", meta={"big": 2**200, "list": [1.5, None, {"a": True}]})
    assert loads(written(claimset), "spacy") == [claimset]


def test_without_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without spaCy the message says what to install."""
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'newsclaims\[spacy\]'"):
        written(sample())
    with pytest.raises(MissingExtraError, match="the format 'spacy'"):
        loads(b"", "spacy")
