"""The spaCy component: the pipeline of newsclaims, its claims on the Doc, and spaCy's conventions."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import newsclaims as nc
from newsclaims import _plugins as plugins
from newsclaims._pipeline import DEFAULT_EXTRACTOR
from newsclaims._plugins import Extra
from newsclaims.errors import FormatError, InputTypeError, InvalidValueError, UnknownPluginError
from newsclaims.serialisers._spacy.claims_in_docs import KEY
from newsclaims.testing import ScriptedExtractor

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

pytestmark = pytest.mark.skipif(not Extra("spacy", ("spacy",)).is_installed(), reason="needs newsclaims[spacy]")

SEED = Path(__file__).resolve().parents[2] / "seeds" / "000_ba67543f12171369.txt"
TEXTS = ["The mayor denied that the bridge was closed.", "", "😀 “It leaks,” said Ida Brandt.", "Rain fell."]
FIELDS: dict[str, Any] = {
    "id": "2024/quay",
    "title": "Quay",
    "url": "https://example.org/quay",
    "published": date(2024, 11, 8),
    "publisher": "The Quay",
    "meta": {"page": 2**70},
}


def blank(extractor: str | list[str] = "rules", **config: Any) -> "Language":
    """Return a blank English spaCy pipeline with the component."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("newsclaims", config={"extractor": extractor, **config})
    return nlp


def expected(*texts: str) -> list[nc.ClaimSet]:
    """Return the result of the same extractor without spaCy."""
    return list(nc.Pipeline("rules").stream(texts))


@pytest.fixture
def brittle() -> Iterator[str]:
    """Yield the name of an extractor that raises at the word "sorry"."""

    def fail() -> None:
        raise RuntimeError("no more")

    script = [("Ann", "said", "it rained")]
    nc.register("extractor", ScriptedExtractor(script, name="brittle", reactions={"sorry": fail}))
    yield "brittle"
    plugins.unregister("extractor", "brittle")


@pytest.mark.parametrize("extractor", ["rules", "neural", ["neural", "rules"]])
def test_the_claims_are_those_of_extract(extractor: str | list[str]) -> None:
    """`doc._.claims` equals the result of newsclaims alone for the same article."""
    text = SEED.read_bytes().decode("utf-8")
    nlp = blank(extractor)
    doc = nlp.make_doc(text)
    doc._.article = FIELDS
    article = nc.Article(text=text, **FIELDS)
    claims = nc.extract(article) if extractor == DEFAULT_EXTRACTOR else nc.Pipeline(extractor).extract(article)
    assert len(claims) > 5
    assert nlp(doc)._.claims == claims


def test_import_spacy_alone_is_enough(tmp_path: Path) -> None:
    """The component is found with spaCy imported alone; before it is created, newsclaims is not loaded."""
    code = """
import sys, spacy
from spacy.tokens import Doc
nlp = spacy.blank("en")
assert not {"newsclaims._model", "newsclaims._pipeline"} & set(sys.modules)
assert not Doc.has_extension("claims")
nlp.add_pipe("newsclaims", config={"extractor": "rules"})
doc = nlp("The mayor denied that the bridge was closed.")
assert [claim.source_name for claim in doc._.claims] == ["The mayor"]
nlp.to_disk("saved")
"""
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    code = "import spacy; nlp = spacy.load('saved'); assert len(nlp('Ann said it rained.')._.claims) == 1"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def test_the_defaults() -> None:
    """Without a config, the component has the default pipeline, and spaCy's config names it."""
    import spacy

    nlp = spacy.blank("en")
    component: Any = nlp.add_pipe("newsclaims")
    written = nlp.config["components"]["newsclaims"]
    assert written == {
        "factory": "newsclaims",
        "extractor": DEFAULT_EXTRACTOR,
        "taggers": None,
        "merge": "union",
        "batch_size": 16,
    }
    assert repr(component.pipeline) == repr(nc.Pipeline())
    assert nlp.pipe_labels == {"newsclaims": ["SOURCE", "CUE", "CONTENT"]}


def test_spans_show_the_claims() -> None:
    """The span group has each part of each claim with its role and claim id; nothing else is changed."""
    doc = blank()(TEXTS[0])
    [claim] = doc._.claims
    assert [(span.text, span.label_, span.id_) for span in doc.spans["newsclaims"]] == [
        ("The mayor", "SOURCE", claim.id),
        ("denied", "CUE", claim.id),
        ("that the bridge was closed", "CONTENT", claim.id),
    ]
    assert list(doc.spans) == ["newsclaims"]
    assert doc.ents == ()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("processes", [1, 2])
def test_many_in_order(processes: int) -> None:
    """`nlp.pipe` gives the Docs in order with their contexts and articles, from one or several processes."""
    nlp = blank(batch_size=2)

    def given() -> "Iterator[tuple[Doc, int]]":
        for number, text in enumerate(TEXTS):
            doc = nlp.make_doc(text)
            doc._.article = {"id": str(number)}
            yield doc, number

    found = list(nlp.pipe(given(), as_tuples=True, batch_size=3, n_process=processes))
    assert [number for _, number in found] == [0, 1, 2, 3]
    articles = [nc.Article(text=text, id=str(number)) for number, text in enumerate(TEXTS)]
    assert [doc._.claims for doc, _ in found] == list(nc.Pipeline("rules").stream(articles))
    assert [len(doc.spans["newsclaims"]) for doc, _ in found] == [3, 0, 3, 0]


def test_batches_are_lazy() -> None:
    """The extractor gets batches of the smaller of both batch sizes, and no more Docs are taken."""
    sizes: list[int] = []

    class Counting(ScriptedExtractor):
        def extract(self, texts: Any) -> Any:
            sizes.append(len(texts))
            return super().extract(texts)

    from newsclaims.integrations._spacy_component import NewsClaimsComponent

    taken: list[int] = []
    nlp = blank()

    def given() -> "Iterator[Doc]":
        for number in range(10):
            taken.append(number)
            yield nlp.make_doc(f"Text {number}.")

    component = NewsClaimsComponent("counting", nc.Pipeline(Counting()), batch_size=3)
    found = component.pipe(given(), batch_size=100)
    assert next(found).text == "Text 0."
    # The first batch is one article.
    assert (sizes, taken) == ([1], [0])
    assert len(list(found)) == 9
    assert (max(sizes), sum(sizes)) == (3, 10)
    sizes.clear()
    assert list(component.pipe(given(), batch_size=2))[9].text == "Text 9."
    assert (max(sizes), sum(sizes)) == (2, 10)


def test_a_failure_raises(brittle: str) -> None:
    """By default, spaCy raises the extractor's error, in `nlp` and in `nlp.pipe`."""
    nlp = blank(brittle)
    with pytest.raises(RuntimeError, match="no more"):
        nlp("Ann is sorry.")
    found = nlp.pipe(["Ann said it rained.", "Ann is sorry."], batch_size=1)
    assert len(next(found)._.claims) == 1
    with pytest.raises(RuntimeError, match="no more"):
        next(found)


def test_a_failure_goes_to_the_error_handler(brittle: str) -> None:
    """An error handler gets the Doc and the error, and the rest of the batch is returned."""
    seen: list[tuple[str, list[str], str]] = []

    def handle(name: str, proc: object, docs: "list[Doc]", error: Exception) -> None:
        seen.append((name, [doc.text for doc in docs], str(error)))

    nlp: Any = blank(brittle)
    nlp.set_error_handler(handle)
    broken = nlp.make_doc("Broken.")
    broken.user_data[KEY] = 1
    given = ["Ann said it rained.", "Ann is sorry.", broken, "Bob."]
    assert [(doc.text, len(doc._.claims)) for doc in nlp.pipe(given)] == [("Ann said it rained.", 1), ("Bob.", 0)]
    assert ("newsclaims", ["Ann is sorry."], "no more") in seen
    assert ["Broken."] in [texts for _, texts, _ in seen]
    assert len(seen) == 2
    assert nlp("Ann is sorry.")._.claims is None


def test_the_claims_stay_with_the_doc() -> None:
    """Claims and article survive `to_bytes`, `DocBin`, pickle and copying, and the format `spacy` reads them."""
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

    nlp = blank()
    doc = nlp.make_doc(TEXTS[0])
    doc._.article = FIELDS
    doc = nlp(doc)
    [expected_claims] = nc.Pipeline("rules").stream([nc.Article(text=TEXTS[0], **FIELDS)])
    data = DocBin(docs=[doc], store_user_data=True).to_bytes()
    again = [
        Doc(Vocab()).from_bytes(doc.to_bytes()),
        next(DocBin().from_bytes(data).get_docs(Vocab())),
        pickle.loads(pickle.dumps(doc)),
        doc.copy(),
    ]
    for one in again:
        assert one._.claims == expected_claims
        assert one._.article == expected_claims.article
        assert len(one.spans["newsclaims"]) == 3
    assert nc.loads(data, "spacy") == [expected_claims]


def test_our_files_read_as_docs(tmp_path: Path) -> None:
    """A Doc from a file of newsclaims has `doc._.claims`, even without a component."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    from newsclaims.integrations._spacy_component import set_extensions

    [claims] = expected(TEXTS[0])
    nc.dump(claims, tmp_path / "claims.spacy")
    set_extensions()
    [doc] = DocBin().from_disk(tmp_path / "claims.spacy").get_docs(Vocab())
    assert doc._.claims == claims


def test_the_pipeline_is_saved(tmp_path: Path) -> None:
    """A pipeline gives the same claims after saving to disk, to bytes, through its config and through pickle."""
    import spacy
    from spacy.lang.en import English

    nlp = blank(taggers=["stance"], batch_size=4)
    claims = nc.Pipeline("rules", taggers=["stance"]).extract(TEXTS[0])
    assert nlp(TEXTS[0])._.claims == claims
    nlp.to_disk(tmp_path / "saved")
    others: list[Language] = [
        spacy.load(tmp_path / "saved"),
        English.from_config(nlp.config),
        blank(taggers=["stance"]).from_bytes(nlp.to_bytes()),
        pickle.loads(pickle.dumps(nlp)),
    ]
    for other in others:
        assert other(TEXTS[0])._.claims == claims


def test_the_component_pickles_with_its_error_handler() -> None:
    """The component can be pickled for a worker that is not forked."""
    from spacy.util import ignore_error

    component: Any = blank().get_pipe("newsclaims")
    component.set_error_handler(ignore_error)
    again = pickle.loads(pickle.dumps(component))
    assert (again.name, again.batch_size, repr(again.pipeline)) == ("newsclaims", 16, repr(component.pipeline))
    assert again.get_error_handler() is ignore_error


def test_any_extractor_object() -> None:
    """An extractor object is passed by a function that the config names, or by a user's factory."""
    import spacy
    from spacy.language import Language
    from spacy.util import registry

    from newsclaims.integrations._spacy_component import NewsClaimsComponent

    def scripted(words: str) -> ScriptedExtractor:
        return ScriptedExtractor([("Ann", "said", words)])

    registry.misc.register("newsclaims_test.scripted.v1", func=scripted)

    @Language.factory("newsclaims_test_scripted")
    def make(nlp: Language, name: str) -> NewsClaimsComponent:
        return NewsClaimsComponent(name, nc.Pipeline(scripted("it rained"), taggers=[]))

    nlp = spacy.blank("en")
    named = {"@misc": "newsclaims_test.scripted.v1", "words": "it rained"}
    nlp.add_pipe("newsclaims", config={"extractor": named, "taggers": []})
    other = spacy.blank("en")
    other.add_pipe("newsclaims_test_scripted")
    for one in (nlp, other):
        claims = one("Ann said it rained.")._.claims
        assert [claim.content.text for claim in claims] == ["it rained"]
        assert claims.extractor.name == "scripted"


def test_names_are_checked_when_it_is_added() -> None:
    """`add_pipe` refuses an unknown extractor or tagger with a suggestion, and a wrong option."""
    with pytest.raises(UnknownPluginError, match="Did you mean 'rules'"):
        blank("rule")
    with pytest.raises(UnknownPluginError, match="no tagger is called 'stanse'"):
        blank(taggers=["stanse"])
    with pytest.raises(ValueError, match="unexpected argument: 'extractors'"):
        blank(extractors="rules")
    with pytest.raises(InvalidValueError, match="batch_size must be 1 or more"):
        blank(batch_size=0)


def test_the_article() -> None:
    """`doc._.article` accepts fields or an `Article`, returns an `Article`, and removes existing claims."""
    nlp = blank()
    doc = nlp(TEXTS[0])
    assert doc._.article == nc.Article(text=TEXTS[0])
    assert len(doc._.claims) == 1
    article = nc.Article(text=TEXTS[0], **FIELDS)
    for given in (FIELDS, article, {**FIELDS, "text": TEXTS[0]}):
        doc._.article = given
        assert doc._.article == article
        assert doc._.claims is None
    for wrong, error in ((nc.Article(text="Else."), "differs"), ({"titel": "x"}, "titel"), ({"text": "x"}, "differs")):
        with pytest.raises(InvalidValueError, match=error):
            doc._.article = wrong
    with pytest.raises(InputTypeError, match="must be an Article or a mapping of its fields, not str"):
        doc._.article = "Quay"


def test_claims_can_be_set() -> None:
    """Existing claims, e.g. gold, can be set on a Doc of the same text."""
    nlp = blank()
    doc = nlp.make_doc(TEXTS[0])
    assert doc._.claims is None
    [claims] = expected(TEXTS[0])
    doc._.claims = claims
    assert doc._.claims == claims
    assert len(doc.spans["newsclaims"]) == 3
    with pytest.raises(InvalidValueError, match="article's text differs"):
        doc._.claims = expected("Else.")[0]
    with pytest.raises(InputTypeError, match="must be a ClaimSet, not list"):
        doc._.claims = [claims]
    doc.user_data[KEY]["claims"] = 1
    with pytest.raises(FormatError, match=r"ClaimSet\.claims"):
        assert doc._.claims


def test_another_package_s_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package's extension with the same name is not overwritten."""
    from spacy.tokens import Doc
    from spacy.tokens.underscore import Underscore

    monkeypatch.setattr(Underscore, "doc_extensions", {})
    Doc.set_extension("claims", default=None)
    with pytest.raises(InvalidValueError, match=r"doc\._\.claims is already set by another package"):
        blank()
