"""Where the extractors of a claim set disagree."""

from html import unescape
from pathlib import Path

import pytest
from pipeline.merging.finds import Giving, find, judged

from newsclaims import (
    Attribution,
    Claim,
    ClaimSet,
    Content,
    Disagreement,
    Passage,
    Pipeline,
    Span,
    Variant,
    dump,
    load,
)

TEXT = "Ann said on Monday that it rained. Bob denied that."
SOURCE, CUE, CONTENT = ((0, 3),), ((4, 8),), ((19, 33),)
LOSSLESS = (
    *("brat", "cas", "conll", "doccano", "json", "jsonl", "jsonld", "labelstudio", "parquet", "prodigy", "spacy"),
    "webannotation",
)
EXTRAS = {"cas": ("cassis", "cas"), "parquet": ("pyarrow", "arrow"), "spacy": ("spacy", "spacy")}
"""Formats that need a package, with its module and the extra of newsclaims."""
WHOLE = find(CONTENT, CUE, SOURCE, score=0.9)


def claims(*found: Attribution | None, names: tuple[str, ...] = ("ann", "bob", "cy")) -> ClaimSet:
    """Merge what extractors found; None stands for one that found nothing."""
    extractors = [Giving(name, [] if one is None else [one]) for name, one in zip(names, found, strict=False)]
    return Pipeline(extractors, taggers=[]).extract(TEXT)


def test_a_claim_that_all_found_in_the_same_form_is_not_listed() -> None:
    """Without a disagreement the result is empty and says who was compared."""
    found = claims(WHOLE, WHOLE).disagreements()
    assert len(found) == 0
    assert (found.extractors, found.claims) == (("ann", "bob"), 1)
    assert str(found) == "ann, bob: 0 disagreements about 1 claim"


def test_an_extractor_that_found_nothing_is_compared() -> None:
    """The name of the claim set's extractor names those who found nothing."""
    [one] = claims(WHOLE, WHOLE, None).disagreements()
    assert (one.found_by, one.missed_by, one.variants) == (("ann", "bob"), ("cy",), ())
    assert one.claim.source_name == "Ann"


def test_other_spans_are_shown() -> None:
    """What another extractor found in place of the claim has its own passages, and says what is missing."""
    found = claims(WHOLE, find(((24, 33),), CUE, (), score=0.5)).disagreements()
    [variant] = found[0].variants
    assert variant.extractor == "bob"
    assert variant.source is None
    assert variant.cue is not None
    assert variant.cue.text == "said"
    assert (variant.content.text, variant.content.spans) == ("it rained", (Span(start=24, end=33),))
    assert str(found).splitlines() == [
        "ann, bob: 1 disagreement about 1 claim",
        "Ann | said | that it rained",
        "    found by ann, bob",
        "    bob: no source; content 'it rained'",
    ]
    assert found[:1] == (found[0],)


LONG = "that the old bridge over the river was closed because of the heavy rain in the hills"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (LONG.replace("closed", "shut"), "'... over the river was shut because of the ...'"),
        (LONG.removesuffix(" because of the heavy rain in the hills"), "'...the old bridge over the river was closed'"),
        (LONG.removeprefix("that "), "'the old bridge over the river was closed...'"),
        ("that it rained", "'that it rained'"),
    ],
)
def test_long_passages_are_cut_around_the_first_difference(words: str, shown: str) -> None:
    """Passages that begin alike are shown where they differ, so that no two look the same."""
    claim = Claim(id="1", content=Content(spans=(Span(start=0, end=len(LONG)),), text=LONG))
    variant = Variant("bob", None, None, Passage(spans=(Span(start=0, end=len(words)),), text=words), {})
    assert str(Disagreement(claim, ("ann", "bob"), (), (variant,))).endswith(f"bob: content {shown}")


def test_other_labels_are_shown() -> None:
    """If extractors judge a claim themselves and disagree, each one's value is kept."""
    [one] = claims(judged(WHOLE, "deny"), judged(WHOLE, "affirm"), WHOLE).disagreements()
    assert [(variant.extractor, dict(variant.labels)) for variant in one.variants] == [
        ("ann", {"stance": "deny"}),
        ("bob", {"stance": "affirm"}),
    ]
    assert one.variants[0].content == one.claim.content
    assert "ann: stance 'deny'" in str(one)
    assert len(claims(judged(WHOLE, "deny"), judged(WHOLE, "deny")).disagreements()) == 0


def test_a_single_extractor_has_no_disagreements() -> None:
    """A claim set of one extractor compares nothing, even if its name has a plus or its claims name others."""
    single = Pipeline(Giving("c++", [WHOLE]), taggers=[]).extract(TEXT)
    assert len(single.disagreements()) == 0
    assert str(single.disagreements()) == "nothing to compare: the claims are not those of several extractors"
    given = Attribution(SOURCE, CUE, CONTENT, extractors=("a", "b"))
    assert len(Pipeline(Giving("mine", [given]), taggers=[]).extract(TEXT).disagreements()) == 0
    assert len(Pipeline("rules").extract("").disagreements()) == 0


def test_a_set_that_names_no_extractor_compares_those_of_its_claims() -> None:
    """A claim set that was put together by hand is compared by the names in its claims."""
    content = Content(spans=(Span(start=0, end=3),), text="Ann")
    other = Content(spans=(Span(start=4, end=8),), text="said")
    both = [Claim(id="1", content=content, extractors=("a",)), Claim(id="2", content=other, extractors=("a", "b"))]
    [one] = ClaimSet(article=claims(WHOLE).article, claims=both).disagreements()
    assert (one.claim.id, one.missed_by) == ("1", ("b",))


def test_a_selection_keeps_its_disagreements() -> None:
    """What `where` keeps is compared as before."""
    every = claims(WHOLE, None)
    assert every.where(source="Ann").disagreements() == every.disagreements()
    assert len(every.where(source="Bob").disagreements()) == 0


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_keep_disagreements(name: str, tmp_path: Path) -> None:
    """What extractors found otherwise is the same after a round trip through each format that keeps evidence."""
    merged = claims(judged(WHOLE, "deny"), judged(find(((24, 33),), CUE, (), score=0.5), "affirm"), None)
    if name in EXTRAS:
        module, extra = EXTRAS[name]
        pytest.importorskip(module, reason=f"needs newsclaims[{extra}]")
    target = tmp_path / "claims"
    dump([merged], target, format=name)
    [back] = load(target, format=name, articles={merged.article.id: merged.article})
    assert len(back.disagreements()) == 1
    assert back.disagreements() == merged.disagreements()


def test_a_notebook_shows_a_table() -> None:
    """The HTML names who found a claim, who missed it, and what was found in its place."""
    html = unescape(claims(WHOLE, find(((24, 33),), CUE, (), score=0.5), None).disagreements()._repr_html_())
    for words in ("1 disagreement", "ann", "cy</bdi>: missed it", "no source", "“<bdi>it rained</bdi>”"):
        assert words in html


def test_spans_that_overlap_are_one_fragment() -> None:
    """Evidence of merged claims can overlap; it is read as one fragment, and no claim set is refused."""
    merged = claims(WHOLE, find(((24, 33),), CUE, (), score=0.5))
    [claim] = merged
    extra = [e.model_copy(update={"span": Span(start=20, end=28)}) for e in claim.evidence if "content" in e.note]
    doubled = merged.model_copy(update={"claims": (claim.model_copy(update={"evidence": (*claim.evidence, *extra)}),)})
    [variant] = doubled.disagreements()[0].variants
    assert variant.content.spans == (Span(start=20, end=33),)
