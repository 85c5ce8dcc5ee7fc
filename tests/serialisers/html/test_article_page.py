"""The page of one article, as a parser reads it."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from serialisers.html.pages import Element, page_of
from serialisers.samples import empty, sample
from serialisers.strategies import claimsets
from strategies import examples

from newsclaims._model import Article, Claim, ClaimSet, Content, Span, TimeMention

few = examples(30)


def article_text(page: Element) -> str:
    """Return the article's text as the docs say that it can be read from a page."""
    [text] = page.of_class("text")
    return text.text(without=("aloud", "ref"))


def links(page: Element) -> list[str]:
    """Return the addresses of all links."""
    return [link.attributes["href"] for link in page.named("a")]


@few
@given(claimset=claimsets())
def test_the_text_is_exact(claimset: ClaimSet) -> None:
    """The text of the page is the article's, but for NUL, which HTML cannot hold."""
    if claimset.article.text.strip() or claimset.claims:
        assert article_text(page_of(claimset)) == claimset.article.text.replace("\0", "\ufffd")


@few
@given(claimset=claimsets())
def test_links_have_targets(claimset: ClaimSet) -> None:
    """Every id is there once, every link inside the page has its target, and each claim has a card and a place."""
    page = page_of(claimset)
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links(page) if link.startswith("#")} <= set(ids)
    assert {f"{letter}{n}" for n in range(1, len(claimset) + 1) for letter in "ct"} <= set(ids)


@few
@given(claimset=claimsets())
def test_nothing_runs_or_loads(claimset: ClaimSet) -> None:
    """No page has a script, a style attribute, a handler, or an address that is not a web address or a place."""
    page = page_of(claimset)
    names = {element.name for element in page.all()}
    assert not names & {"script", "iframe", "img", "object", "embed", "base", "image", "use", "foreignobject"}
    attributes = {name for element in page.all() for name in element.attributes}
    assert not [
        name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset", "xlink:href")
    ]
    assert all(re.match(r"#|https?:", link, re.IGNORECASE) for link in links(page))
    classes = {name for element in page.all() for name in (*element.classes, element.attributes.get("id", "x"))}
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*", name) for name in classes)


@few
@given(claimset=claimsets())
def test_the_policy_allows_only_the_sheets(claimset: ClaimSet) -> None:
    """The policy has the digest of each style sheet of the page, and allows nothing else."""
    page = page_of(claimset)
    [policy] = [m.attributes["content"] for m in page.named("meta") if "http-equiv" in m.attributes]
    sheets = [sheet.text() for sheet in page.named("style")]
    digests = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert policy == (f"default-src 'none'; style-src {allowed}; img-src data:; base-uri 'none'; form-action 'none'")


@given(claimset=claimsets())
@examples(10)
def test_equal_sets_give_equal_pages(claimset: ClaimSet) -> None:
    """A page has no time stamp and no random number."""
    assert page_of(claimset) == page_of(claimset)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("date", "date not known"), ("duration", "a length of time"), ("set", "a repeated time"), ("era", "era")],
)
def test_a_time_that_does_not_say_when(kind: str, words: str) -> None:
    """A length of time is not called an unknown date, and a kind of another tagger is shown as it is."""
    article = Article(text="Ida said it leaks all week.")
    said = Content(spans=(Span(start=9, end=26),), text="it leaks all week")
    times = (TimeMention(span=Span(start=18, end=26), kind=kind),)
    page = page_of(ClaimSet(article=article, claims=[Claim(id="a", content=said, times=times)]))
    assert page.of_class("times")[0].line() == f"all week → {words}"


def test_many_warnings_are_folded() -> None:
    """Five warnings are shown, and the others can be opened."""
    page = page_of(sample().model_copy(update={"warnings": tuple(f"warning {number}." for number in range(100))}))
    shown, more = page.of_class("notes")
    assert (len(shown.named("li")), len(more.named("li"))) == (5, 95)
    assert page.of_class("more-notes")[0].named("summary")[0].text() == "95 more notes"


def test_the_head_says_where_the_article_is_from() -> None:
    """Publisher, date, title, authors, address, number of claims and warnings."""
    page = page_of(sample())
    [head] = page.of_class("top")
    assert [part.line() for part in head.all(lambda e: e.name in ("p", "h1", "li"))] == [
        "The Quay · 11 November 2024",
        "Ferry talks stall",
        "By Mara Lindqvist and Tom Okoye",
        "https://example.org/ferry",
        "3 claims by 2 sources · found by the extractor rules 0.1.0",
        "Note: made by hand",
    ]
    assert page.named("title")[0].text() == "Ferry talks stall"
    [link] = head.named("a")
    assert (link.attributes["href"], link.attributes["rel"]) == ("https://example.org/ferry", "noreferrer noopener")
    assert head.named("time")[0].attributes["datetime"] == "2024-11-11"


def test_a_head_without_anything_has_the_id() -> None:
    """An article without a title is named by its id, and an unsafe address is only text."""
    page = page_of(empty("Nothing was said.", id="quiet-1", title=" ", url="javascript:alert(1)"))
    [head] = page.of_class("top")
    assert [part.line() for part in head.all(lambda e: e.name in ("p", "h1"))] == [
        "quiet-1",
        "javascript:alert(1)",
        "0 claims",
    ]
    assert not head.named("a")


def test_a_moment_of_publication_has_its_zone() -> None:
    """A datetime is shown with its time of day."""
    page = page_of(empty(published=datetime(2024, 11, 8, 9, 30, tzinfo=UTC)))
    assert page.named("time")[0].text() == "8 November 2024, 09:30 UTC"


@pytest.mark.parametrize(("language", "expected"), [("en-GB", "en-GB"), ("no language", None), (None, None)])
def test_only_the_article_has_its_language(language: str | None, expected: str | None) -> None:
    """The page's own words are English, whatever the article is."""
    page = page_of(sample().model_copy(update={"article": sample().article.model_copy(update={"language": language})}))
    assert page.named("html")[0].attributes["lang"] == "en"
    assert page.of_class("text")[0].attributes.get("lang") == expected
    aloud = page.of_class("text")[0].of_class("aloud")
    assert {element.attributes.get("lang") for element in aloud if element.text()} == {"en"}


def test_a_card_says_what_is_known() -> None:
    """Who, what, how, when and why; what was not judged is said to be so."""
    page = page_of(sample())
    parts = [
        part.line() for part in page.with_id("c1").all(lambda e: e.name in ("h3", "p", "blockquote", "li", "dt", "dd"))
    ]
    assert parts == [
        "1 Ines Prado",
        "named person · called harbour master Ines Prado here",
        "“The old ferry,” […] “will sail again.”",
        "+ affirms ●●● certain 88 % sure it is a claim",
        "cue said, neutral wording · direct quotation",
        "Monday → 11 November 2024",
        "topic: ferries",
        "That it is a claim",
        "said rule: say: quote, finite",
        "Stance",
        "affirms 90 %, neutral 10 %",
        "Confidence",
        "will rule: a plain future",
        "topic",
        "ferry lexicon: names a ship",
        "ferries 75 %, money; taxes 25 %",
    ]
    third = page.with_id("c3").line()
    assert "source type not judged · called one of them here go to the name" in third
    assert "○ stance not judged confidence not judged" in third
    assert "Critics questioned whether › this" in third
    assert "contains claim 3" in page.with_id("c2").line()


def test_passages_and_references_are_announced() -> None:
    """A screen reader says where each passage begins, and what the reference after a content leads to."""
    [text] = page_of(sample()).of_class("text")
    assert [aloud.text() for aloud in text.of_class("aloud") if aloud.text()][:4] == [
        "content of claim 1: ",
        "source of claim 1: ",
        "cue of claim 1: ",
        "content of claim 1, continued: ",
    ]
    assert [(ref.text(), ref.attributes["aria-label"]) for ref in text.of_class("ref")] == [
        ("1\u202f+", "claim 1, Ines Prado: affirms; to its card"),
        ("2\u202f?", "claim 2, Critics: questions; to its card"),
        ("3\u202f○", "claim 3, Critics: stance not judged; to its card"),
    ]


def test_a_link_has_words() -> None:
    """White space inside a passage is marked, but is not a link that nobody could hear or hit."""
    claimset = sample()
    page = page_of(claimset)
    assert all(link.text().strip() for link in page.of_class("mark") if link.name == "a")


def test_layout_is_shown() -> None:
    """A heading in the text is a heading of the page, and other blocks have classes."""
    text = "Harbour\n\nShe spoke.\n\nPhoto: Ida Roe"
    article = Article(
        text=text,
        blocks=[
            {"kind": "heading", "span": {"start": 0, "end": 7}},
            {"kind": "caption", "span": {"start": 21, "end": len(text)}},
        ],
    )
    [shown] = page_of(ClaimSet(article=article)).of_class("text")
    blocks = [(block.name, block.classes, block.text()) for block in shown.children if isinstance(block, Element)]
    assert blocks == [
        ("h3", ["is-heading"], "Harbour\n\n"),
        ("p", [], "She spoke.\n\n"),
        ("p", ["is-caption"], "Photo: Ida Roe"),
    ]


def test_headings_are_in_order() -> None:
    """One h1, and no level is left out."""
    levels = [int(e.name[1]) for e in page_of(sample()).all(lambda e: re.fullmatch("h[1-6]", e.name) is not None)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_article_without_claims_says_so() -> None:
    """It has no filters and no table."""
    page = page_of(empty())
    assert [one.line() for one in page.of_class("nothing")] == ["No claims were found in this article."]
    assert not page.named("form") + page.named("table")


def test_an_article_without_a_text_says_so() -> None:
    """White space alone is not a text."""
    nothing = [one.line() for one in page_of(empty(" \n")).of_class("nothing")]
    assert nothing == ["This article has no text.", "No claims were found in this article."]


def test_a_page_of_a_folder_has_links_to_the_others() -> None:
    """To the index, and to the pages of the sources that have one."""
    page = page_of(sample(), source_links={"Critics": "sources/critics.html"}, index_link="index.html")
    assert links(page).count("index.html") == 1
    assert [link.text() for link in page.named("a") if link.attributes["href"] == "sources/critics.html"] == [
        *("in all articles", "in all articles"),
    ]


def test_filters_have_labels_and_a_reset() -> None:
    """Each box has a label with its words, and one button shows everything again."""
    page = page_of(sample())
    [form] = page.named("form")
    labels = {label.named("input")[0].attributes["id"]: label.line() for label in form.named("label")}
    assert labels["f-st-affirm"] == "+ affirms 1"
    assert labels["f-co-unjudged"] == "not judged 2"
    assert labels["f-ty-public"] == "the public, or a group 1"
    assert labels["f-so-1"] == "Critics 2"
    assert [button.attributes["type"] for button in form.named("button")] == ["reset"]
    rules = page.named("style")[-1].text()
    assert all(f"#{box}:checked" in rules for box in labels)


def test_long_lists_of_sources_are_folded() -> None:
    """Only the most frequent sources are open; the others are in a part to open, and in a table with the same heads."""
    text = "x" * 9
    claims = [
        {
            "id": f"c{n}",
            "source": {"spans": [{"start": n, "end": n + 1}], "text": "x", "name": f"Ann {n}"},
            "content": {"spans": [{"start": n, "end": n + 1}], "text": "x"},
        }
        for n in range(9)
    ]
    [sources] = page_of(ClaimSet(article={"text": text}, claims=claims)).of_class("sources")
    assert [len(table.named("tr")) - 1 for table in sources.named("table")] == [6, 3]
    assert [summary.text() for summary in sources.named("summary")] == ["3 more"]


HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "--><!-- ]]> </title></article>",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; &#13; &amp;amp;",
    "\u202eevil\u202c \u2066 \u200f",
    "a\0b\x1bc\x7f",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_text(words: str) -> None:
    """Whatever an article, a name or a label says is shown, and adds no element, attribute or class."""
    calm, evil = (page_of(_everywhere(one)) for one in ("calm", words))
    shape = [[(e.name, sorted(e.attributes), e.classes) for e in page.all()] for page in (calm, evil)]
    assert shape[0] == shape[1]
    shown = words.replace("\0", "\ufffd")
    assert evil.text().count(shown) == calm.text().count("calm") > 20
    assert [sheet.text() for sheet in calm.named("style")] == [sheet.text() for sheet in evil.named("style")]


def _everywhere(words: str) -> ClaimSet:
    """Return a claim set with these words in every field that can hold them."""
    passage = {"spans": [{"start": 0, "end": len(words)}], "text": words}
    claim = {
        "id": words,
        "source": {**passage, "name": f"Mx {words}"},
        "cue": passage,
        "content": passage,
        "probabilities": {words: {words: 0.5}},
        "labels": {words: {"value": words, "probabilities": {words: 0.5}}},
        "times": [{"span": passage["spans"][0], "kind": words, "grain": words}],
        "evidence": [{"label": words, "span": passage["spans"][0], "origin": "rule", "note": words}],
        "extractors": [words],
    }
    article = {
        **dict.fromkeys(("text", "id", "title", "publisher", "url"), words),
        "authors": [words],
        "language": words.replace("calm", "c/"),
    }
    maker = dict.fromkeys(("version", "annotator"), words)
    return ClaimSet(article=article, claims=[claim], extractor={"name": "x", **maker}, warnings=[words])
