"""spaCy's DocBin: exact values in `user_data`, token spans in the span groups, and gold made in spaCy."""

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
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import NEWER_VERSION, empty, sample
from serialisers.strategies import texts
from strategies import examples

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
    """Return what spaCy itself reads, with an empty vocabulary."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    return list(DocBin().from_bytes(data).get_docs(Vocab()))


def packed(*made: "Doc") -> bytes:
    """Return the file that spaCy itself writes."""
    from spacy.tokens import DocBin

    return DocBin(docs=made, store_user_data=True).to_bytes()


def doc_of(text: str = SHORT) -> "Doc":
    """Return a Doc without any data of newsclaims."""
    import spacy

    return spacy.blank("en")(text)


def mark(doc: "Doc", group: str, words: str, label: str = "", key: str = "") -> None:
    """Mark words in a Doc, as in spaCy."""
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), label=label, span_id=key)
    assert span is not None
    doc.spans[group] = [*doc.spans.get(group, ()), span]


def parts(claimset: ClaimSet) -> list[dict[str, str]]:
    """Return the words of each claim by role."""
    return [{role: passage.text for role, passage in claim.passages()} for claim in claimset]


def test_spacy_reads_it() -> None:
    """SpaCy finds the text, and in each group the spans of that role with label and claim id."""
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
    """Exact offsets and all tags are plain values that need only spaCy; the text is not stored twice."""
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
    """A span inside a token is widened only in spaCy; the offsets are code points."""
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
    """A span without a token is kept, but has no span in spaCy."""
    claim = Claim(id="1", content=Content(spans=(Span(start=1, end=2),), text=" "))
    claimset = ClaimSet(article=Article(text="a b"), claims=(claim,))
    assert [len(group) for group in docs(written(claimset))[0].spans.values()] == [0, 0, 0]
    assert loads(written(claimset), "spacy") == [claimset]


@examples(40)
@given(
    text=texts(max_size=60),
    language=st.sampled_from(["en", "en-GB", "de", "zh", "xx", "tlh", "english"]),
)
def test_the_text_is_the_doc_s(text: str, language: str) -> None:
    """A Doc has exactly the article's text, in any language."""
    assert docs(written(empty(text, language=language)))[0].text == text


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "a\r\nb\r\n", " \t\r\n \xa0", "\ufeffe\u0301 😀", "\u2028 \u2029x\x85 "]
)
def test_odd_texts(text: str) -> None:
    """An empty text, white space of all kinds and NUL are kept."""
    assert docs(written(empty(text)))[0].text == text
    assert loads(written(empty(text)), "spacy") == [empty(text)]


def test_the_language_chooses_the_tokeniser() -> None:
    """The tokeniser is the article's language's, by default English, and neutral if spaCy lacks the language."""
    found = docs(written(*(empty("don't", language=code) for code in (None, "en-US", "xx", "tlh", "english"))))
    assert [[token.text for token in doc] for doc in found] == [["do", "n't"]] * 2 + [["don't"]] * 3


def test_a_tokeniser_that_changes_the_text_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a language's tokeniser changes white space, the neutral one is used."""
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
    """Long runs without white space are cut, because spaCy's tokeniser takes quadratic time for them."""
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
    """A dump inside a dump has its own tokeniser; a tokeniser that has seen many words is dropped."""
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
    """Processes with different hash seeds write equal bytes; importing newsclaims does not import spaCy."""
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
    """In a file made in spaCy, spans with one id are a claim; several with one role are its fragments."""
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


def test_gold_without_ids() -> None:
    """A content without an id is a claim; other spans without a content are counted and left out."""
    doc = doc_of()
    mark(doc, "content", "that it did")
    mark(doc, "content", "it rained")
    mark(doc, "source", "Bob")
    mark(doc, "source", "Ann Lee", key="z")
    mark(doc, "cue", "said", key="z")
    [claimset] = loads(packed(doc), "spacy")
    assert parts(claimset) == [{"content": "that it did"}, {"content": "it rained"}]
    assert claimset.warnings == ("left out, because no content has the same span id: 2 sources and 1 cue.",)


def test_gold_by_label() -> None:
    """In other groups, labels give the role; a span in two groups counts once, and other labels are ignored."""
    doc = doc_of()
    for group, label in (("sc", "CONTENT"), ("content", "")):
        mark(doc, group, "it rained", label, key="1")
    mark(doc, "sc", "Ann Lee", "Source", key="1")
    mark(doc, "sc", "Bob", "PERSON", key="1")
    [claimset] = loads(packed(doc), "spacy")
    assert parts(claimset) == [{"source": "Ann Lee", "content": "it rained"}]


def test_a_file_without_claims() -> None:
    """A DocBin of any pipeline, without spans and user data, gives texts without claims."""
    from spacy.tokens import DocBin

    data = DocBin(docs=[doc_of()], store_user_data=False).to_bytes()
    assert loads(data, "spacy") == [ClaimSet(article=Article(text=SHORT))]


def test_an_article_without_claims_in_user_data() -> None:
    """The article in `user_data` is used for spans made by hand, too."""
    doc = doc_of()
    mark(doc, "content", "it rained")
    doc.user_data[KEY] = {"article": {"id": "a-1", "title": "Rain"}}
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.article == Article(text=SHORT, id="a-1", title="Rain")
    assert parts(claimset) == [{"content": "it rained"}]


def test_changed_spans_are_noticed() -> None:
    """Stored claims win over changed spans, with a warning; without stored claims, the spans are read."""
    [doc] = docs(written(sample()))
    doc.spans["cue"] = [doc[0:1]]
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.claims == sample().claims
    assert claimset.warnings[0] == "made by hand"
    assert "differ from those of the stored claims" in claimset.warnings[1]
    del doc.user_data[KEY]["claims"]
    [claimset] = loads(packed(doc), "spacy")
    assert claimset.article == sample().article
    assert [set(words) for words in parts(claimset)] == [{"source", "content"}] * 3
    assert claimset.warnings == ("left out, because no content has the same span id: 1 cue.",)


def test_removed_groups_keep_the_stored_claims() -> None:
    """If all span groups are removed, the stored claims stay."""
    [doc] = docs(written(sample()))
    doc.spans.clear()
    assert loads(packed(doc), "spacy") == [sample()]


class _Trap:
    """A class that fails the test when it is unpickled."""

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
def test_other_files_than_docbin(data: bytes) -> None:
    """Any other file is an error of newsclaims; nothing is unpickled, and the garbage collector stays on."""
    with pytest.raises(FormatError, match=r"not valid spacy: it (is not a|ends too early)"):
        loads(data, "spacy")
    assert gc.isenabled()


def test_cut_anywhere() -> None:
    """A cut file is an error that names the file."""
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
    """Wrong data under our key is an error that names its Doc, after the claim sets before it."""
    doc = doc_of()
    doc.user_data[KEY] = record
    (tmp_path / "odd.spacy").write_bytes(packed(doc_of("Nothing."), doc))
    found = load(tmp_path / "odd.spacy")
    assert next(found) == empty("Nothing.")
    with pytest.raises(FormatError, match=rf"odd\.spacy: not valid spacy: Doc 2: .*{reason}"):
        next(found)


def test_a_doc_of_version_1_is_read() -> None:
    """A Doc of version 1 has neither custom labels nor usage."""
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
    """An unknown schema version is refused."""
    [doc] = docs(written(sample()))
    doc.user_data[KEY]["schema_version"] = NEWER_VERSION
    with pytest.raises(SchemaVersionError, match=f"Doc 1: it has schema version '{NEWER_VERSION}'"):
        loads(packed(doc), "spacy")


def test_spans_outside_the_doc() -> None:
    """A span group that reaches beyond the text is an error of newsclaims."""
    from spacy.tokens import DocBin

    made = DocBin(docs=[doc_of("Yes.")])
    longer = doc_of()
    mark(longer, "content", "it did")
    made.span_groups[0] = longer.spans.to_bytes()
    with pytest.raises(FormatError, match="Doc 1: the span group 'content' does not fit its text"):
        loads(made.to_bytes(), "spacy")


def test_more_than_fits_in_one_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The msgpack in a DocBin counts in 32 bits; the error for more advises to write several files."""
    from spacy.tokens import DocBin

    def full(made: DocBin) -> bytes:
        raise ValueError("bytes object is too large")

    monkeypatch.setattr(DocBin, "to_bytes", full)
    with pytest.raises(InvalidValueError, match=r"1 articles are too many .* Write several files"):
        dump(sample(), tmp_path / "big.spacy")
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_any_size() -> None:
    """An integer in an article's meta may exceed msgpack's 64 bits."""
    claimset = empty("Text.", meta={"big": 2**200, "list": [1.5, None, {"a": True}]})
    assert loads(written(claimset), "spacy") == [claimset]


def test_without_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without spaCy the message says what to install."""
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'newsclaims\[spacy\]'"):
        written(sample())
    with pytest.raises(MissingExtraError, match="the format 'spacy'"):
        loads(b"", "spacy")
