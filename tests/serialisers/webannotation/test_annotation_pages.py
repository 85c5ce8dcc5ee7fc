"""Annotations by other tools, and on edited texts, become claims; annotations that do not are counted."""

import io
import json
from typing import Any

import pytest
from serialisers.samples import TEXT, sample

from newsclaims._model import Article, ClaimSet
from newsclaims.errors import FormatError, MissingArticleError
from newsclaims.serialisers import dumps, load, loads

NEWS = "😀 Ada Moss said “it is 😀 over” and left. She said no more."
ARTICLE = Article(text=NEWS, id="news-1", url="https://example.org/news")


def back(data: Any, *articles: Article) -> list[ClaimSet]:
    """Read annotations on the given articles, by default the sample's and the news."""
    given_ones = articles or (sample().article, ARTICLE)
    return loads(json.dumps(data), "webannotation", articles={article.id: article for article in given_ones})


def note(words: str, *tags: str, name: str = "", **fields: Any) -> dict[str, Any]:
    """Return an annotation as another tool makes it: tags and a quotation only."""
    return {
        "type": "Annotation",
        "id": name or f"#{words}",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": {"source": ARTICLE.url, "selector": {"type": "TextQuoteSelector", "exact": words}},
        **fields,
    }


def link(*targets: str, tags: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    """Return an annotation that links others."""
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    return {"type": "Annotation", "motivation": "linking", "body": body, "target": list(targets), **fields}


def gold() -> list[dict[str, Any]]:
    """Return annotations made by hand in another tool."""
    return [
        note("Ada Moss", "source", "named_person"),
        note("“it is 😀 over”", "Content", "direct"),
        note("said “it", "cue", name="#said"),
        link("#Ada Moss", "#said", "#“it is 😀 over”", tags=("affirm", "certain")),
    ]


def test_gold_of_another_tool() -> None:
    """Tags and links by another tool make a claim; labels that are missing stay None."""
    (found,) = back(gold())
    assert found.article == ARTICLE
    assert [found.extractor, found.warnings] == [None, ()]
    (claim,) = found
    assert [claim.source_name, claim.source_type] == ["Ada Moss", "named_person"]
    assert [claim.content.text, claim.content.quotation] == ["“it is 😀 over”", "direct"]
    assert claim.cue is not None
    assert [claim.cue.text, claim.cue.force] == ["said “it", None]
    assert [claim.stance, claim.confidence, claim.score, claim.parent] == ["affirm", "certain", None, None]
    assert [claim.times, claim.evidence, claim.extractors] == [(), (), ()]


@pytest.mark.parametrize(
    "data",
    [
        {"type": "AnnotationPage", "items": gold()},
        {"@type": "AnnotationPage", "items": gold()},
        [{"type": "AnnotationPage", "items": gold()}],
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": gold()}},
        {"type": ["AnnotationCollection", "x"], "first": {"items": gold()}},
        [note("Ada Moss", "source"), *gold()[1:]],
    ],
)
def test_layouts_of_other_tools(data: Any) -> None:
    """A page, a collection with pages and an array of annotations give the same claims."""
    assert [[claim.content.text for claim in found] for found in back(data)] == [["“it is 😀 over”"]]


def test_pages_inside_a_collection() -> None:
    """Nested pages of a collection are read in order."""
    second = {"type": "AnnotationPage", "items": [note("She", "content")]}
    first = {"type": "AnnotationPage", "items": gold(), "next": second}
    found = back({"type": "AnnotationCollection", "first": first})
    assert [[claim.content.text for claim in one] for one in found] == [["“it is 😀 over”"], ["She"]]
    assert back({"type": "AnnotationCollection", "total": 0}) == []


def test_annotations_on_several_articles() -> None:
    """Loose annotations are split into sets where the article changes."""
    other = note("Critics", "content") | {
        "target": {"source": "ferry-1", "selector": {"type": "TextQuoteSelector", "exact": "Critics"}}
    }
    found = back([*gold(), other, note("left", "content")])
    assert [one.article.id for one in found] == ["news-1", "ferry-1", "news-1"]
    with pytest.raises(FormatError, match="several articles"):
        back({"type": "AnnotationPage", "items": [*gold(), other]})


@pytest.mark.parametrize("name", ["news-1", "https://example.org/news", "urn:newsclaims:article:news-1"])
def test_the_article_is_known_by_id_and_by_iri(name: str) -> None:
    """A target may name the article by its id, its url, or our IRI for it."""
    data = [note("left", "content", target={"source": {"id": name}, "selector": note("left")["target"]["selector"]})]
    article = ARTICLE.model_copy(update={"url": None}) if name.startswith("urn") else ARTICLE
    assert back(data, article)[0].article == article


def test_pairs_are_joined_by_way_of_the_cue() -> None:
    """Links between two annotations at a time make whole claims, whichever pairs they link."""
    one, two, three = "#Ada Moss", "#said", "#“it is 😀 over”"
    for pairs in [(one, three), (two, three)], [(one, two), (two, three)], [(two, three), (one, two)]:
        (found,) = back([*gold()[:3], *(link(*pair) for pair in pairs)])
        assert [(c.source_name, c.cue and c.cue.text) for c in found] == [("Ada Moss", "said “it")]
        assert found.warnings == ()


def test_an_identifying_annotation_is_a_source() -> None:
    """An annotation with the motivation `identifying` is a source, and its body names it."""
    who = note("She", motivation="identifying", name="#she") | {"body": {"type": "TextualBody", "value": "Ada Moss"}}
    (found,) = back([who, note("no more", "content"), link("#she", "#no more")])
    assert [(claim.source and claim.source.text, claim.source_name) for claim in found] == [("She", "Ada Moss")]


def test_a_tag_needs_no_purpose_of_its_own() -> None:
    """A body without a purpose has the annotation's motivation."""
    plain = note("left", motivation="tagging") | {"body": [{"type": "TextualBody", "value": "content"}, "urn:x"]}
    (found,) = back([plain])
    assert [claim.content.text for claim in found] == ["left"]


def test_bodies_may_be_links() -> None:
    """A link may have one end as its body and the other as its target."""
    joined = {
        "type": "Annotation",
        "motivation": ["linking"],
        "body": "#“it is 😀 over”",
        "target": {"id": "#Ada Moss"},
    }
    (found,) = back([*gold()[:2], joined])
    assert [claim.source_name for claim in found] == ["Ada Moss"]


def test_other_annotations_are_counted() -> None:
    """Annotations without a role, sources without a link and unknown tags are left out with a warning."""
    comment = note("left") | {"body": {"type": "TextualBody", "purpose": "commenting", "value": "Is that so?"}}
    shape = {
        "type": "Annotation",
        "target": {"source": ARTICLE.url, "selector": {"type": "SvgSelector", "value": "<a>"}},
    }
    (found,) = back([*gold(), note("no more", "source"), comment, shape, link("#gone"), note("She", "content", "odd")])
    assert [claim.content.text for claim in found] == ["“it is 😀 over”", "She"]
    assert found.warnings == (
        "selectors left out, because they have neither position nor quotation: 1.",
        "annotations left out, because they do not belong to a claim: 4.",
        "tags left out, because they are not values of a label: 1.",
    )


def test_a_content_without_words_is_counted() -> None:
    """A content whose only selector cannot be read is left out and counted."""
    svg = {"source": ARTICLE.url, "selector": {"type": "SvgSelector"}}
    (found,) = back([note("x", "content", target=svg)])
    assert len(found) == 0
    assert "left out, because they have no content: 1." in found.warnings


def test_who_annotated_is_kept() -> None:
    """A creator that all annotations share is the annotator."""
    by_mo = [one | {"creator": {"type": "Person", "name": "Mo"}} for one in gold()]
    (found,) = back(by_mo)
    assert found.extractor is not None
    assert [found.extractor.name, found.extractor.annotator] == ["webannotation", "Mo"]
    for other in "https://example.org/jo", {"id": 3}, None:
        (mixed,) = back([*by_mo[:3], by_mo[3] | {"creator": other}])
        assert mixed.extractor is None


def test_a_position_is_enough() -> None:
    """An annotation with only a position is read in code points."""
    selector = {"type": "TextPositionSelector", "start": 2, "end": 10}
    (found,) = back([note("", "content", target={"source": ARTICLE.url, "selector": selector})])
    assert [claim.content.text for claim in found] == ["Ada Moss"]


def test_an_edited_text_is_found_by_its_quotations() -> None:
    """In an edited text, quotations find the words, with a warning; annotations without one are left out."""
    article = sample().article.model_copy(update={"text": "Correction 😀: " + TEXT})
    (found,) = back(json.loads(dumps(sample(), "webannotation")), article)
    for claim, before in zip(found, sample(), strict=True):
        assert [passage.text for _, passage in claim.passages()] == [passage.text for _, passage in before.passages()]
        assert [claim.id, claim.parent, claim.stance, claim.score] == [
            before.id,
            before.parent,
            before.stance,
            before.score,
        ]
        assert [claim.times, claim.evidence, claim.source and claim.source.mention_of] == [(), (), None]
    assert found.warnings == (
        "made by hand",
        "selectors found by quotation, because their positions do not fit: 10.",
        "times, evidence and mentions left out, because they have no quotations: 3.",
    )


def test_positions_in_other_units_are_corrected() -> None:
    """Positions in UTF-16 units are corrected by their quotations."""
    selectors = [
        {"type": "TextPositionSelector", "start": 3, "end": 11},
        {"type": "TextQuoteSelector", "exact": "Ada Moss", "prefix": "😀 ", "suffix": " said"},
    ]
    (found,) = back([note("", "content", target={"source": ARTICLE.url, "selector": selectors})])
    assert [claim.content.spans[0].start for claim in found] == [2]


def test_loose_annotations_before_a_cut() -> None:
    """The loose annotations at the end of a cut file are not a claim set, because some may be missing."""
    text = json.dumps(gold())[:-1]
    with pytest.raises(FormatError):
        next(load(io.BytesIO(text.encode()), format="webannotation", articles={ARTICLE.id: ARTICLE}))


def test_a_missing_article_is_named_by_its_iri() -> None:
    """The error for a missing article has the IRI in the annotation."""
    with pytest.raises(MissingArticleError, match=r"https://example\.org/news"):
        loads(json.dumps(gold()), "webannotation")


def test_a_tag_with_a_wrong_value_is_not_a_label() -> None:
    """The source type `none`, which a source cannot have, is an ordinary tag."""
    (found,) = back(
        [*gold()[:1], *gold()[1:], note("left", "source", "none"), note("She", "content"), link("#left", "#She")]
    )
    assert found[1].source_type is None
    assert any("tags left out" in warning for warning in found.warnings)
