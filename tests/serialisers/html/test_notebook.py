"""What a notebook shows: every claim once, every word as it is, and nothing that runs or reaches outside."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from serialisers.samples import sample
from serialisers.strategies import claimsets

from newsclaims._model import (
    Article,
    Claim,
    ClaimSet,
    Content,
    Evidence,
    Source,
    Span,
    Stance,
    Summary,
    Tag,
    TimeMention,
)
from newsclaims.serialisers._html.notebook import fragment
from newsclaims.serialisers._html.words import shown_name

ALLOWED = {
    *("b", "bdi", "blockquote", "details", "div", "i", "p", "span", "style", "summary", "table", "tbody", "td", "th"),
    *("thead", "time", "tr", "svg", "rect"),
}


class Parsed(HTMLParser):
    """Reads a fragment: its words, its cells, and its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag == "rect":
            return
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Check that elements are closed in order."""
        if tag != "rect":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words that are shown."""
        if "style" in self.open:
            return
        self.words.append(data)
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data

    @property
    def text(self) -> str:
        """All words."""
        return "".join(self.words)


def plain(text: str) -> str:
    """Return a text as a page can show it."""
    return text.replace("\0", "\ufffd")


def ferry(**fields: Any) -> Claim:
    """Return a claim that Ada made of the words "it sails"."""
    source = Source(spans=(Span(start=0, end=3),), text="Ada")
    content = Content(spans=(Span(start=9, end=17),), text="it sails")
    return Claim(**{"id": "1", "source": source, "content": content, **fields})


def of_ferry(*claims: Claim, **fields: Any) -> ClaimSet:
    """Return a set of claims of a text that begins "Ada said it sails"."""
    return ClaimSet(article=Article(text="Ada said it sails", id="ferry", **fields), claims=claims)


def many(count: int) -> ClaimSet:
    """Return a set with a number of claims."""
    contents = [Content(spans=(Span(start=n, end=n + 1),), text="x") for n in range(count)]
    claims = tuple(Claim(id=str(n), content=content) for n, content in enumerate(contents))
    return ClaimSet(article=Article(text="x" * count), claims=claims)


def unnamed(claimset: ClaimSet) -> ClaimSet:
    """Return a set that names no extractor, so that those of its claims are compared."""
    return claimset.model_copy(update={"extractor": None})


@given(claimsets())
def test_only_harmless_elements_are_used(claimset: ClaimSet) -> None:
    """No script, no style attribute, no handler, no id and no address; every class name has our prefix."""
    shown = (claimset, claimset.summary(), unnamed(claimset).disagreements(), *claimset)
    for html in map(fragment, shown):
        for tag, attributes in Parsed(html).elements:
            assert tag in ALLOWED
            assert not {"style", "id", "href", "src"} & attributes.keys()
            assert not any(name.startswith("on") for name in attributes)
            assert all(name.startswith("newsclaims") for name in (attributes.get("class") or "").split())


@given(claimsets())
def test_a_set_shows_every_claim(claimset: ClaimSet) -> None:
    """Each claim has a row, in order, with its number, names and words."""
    _, *rows = Parsed(fragment(claimset)).rows or [[]]
    assert len(rows) == len(claimset)
    for number, (row, claim) in enumerate(zip(rows, claimset, strict=True), 1):
        assert row[0].startswith(str(number))
        assert plain(shown_name(claim.source_name)) in row[1]
        assert plain(claim.cue.text.split(" ... ")[0] if claim.cue else "–") in row[2]
        assert (claim.stance or "–") in row[4]
        assert (claim.confidence or "–") in row[5]
        if claim.parent:
            parent = next(n for n, other in enumerate(claimset, 1) if other.id == claim.parent)
            assert f"within {parent}" in row[0]


@given(claimsets())
def test_disagreements_show_who_found_and_missed_each_claim(claimset: ClaimSet) -> None:
    """Each disagreement has a row with its words and with the names of the extractors."""
    found = unnamed(claimset).disagreements()
    _, *rows = Parsed(fragment(found)).rows or [[]]
    assert len(rows) == len(found)
    for row, one in zip(rows, found, strict=True):
        assert plain(one.claim.content.text.split(" ... ")[0]) in row[2]
        assert all(plain(name) in row[3] for name in one.found_by)
        assert all(f"{plain(name)}: missed it" in row[4] for name in one.missed_by)


def test_fifty_disagreements_are_shown_and_the_others_counted() -> None:
    """A set can have thousands of claims."""
    every = many(53)
    claims = [claim.model_copy(update={"extractors": ("a",) if claim.id == "0" else ("b",)}) for claim in every]
    html = fragment(every.model_copy(update={"claims": tuple(claims)}).disagreements())
    assert len(Parsed(html).rows) == 51
    assert "and 3 more" in html


@given(claimsets())
def test_equal_sets_have_equal_outputs(claimset: ClaimSet) -> None:
    """The same claims give the same HTML."""
    assert fragment(claimset) == fragment(claimset)


@given(claimsets())
def test_a_claim_shows_all_that_is_known(claimset: ClaimSet) -> None:
    """The card has the source, the words, the labels, the extractors and the reasons."""
    for claim in claimset:
        text = Parsed(fragment(claim)).text
        known = [shown_name(claim.source_name), *(e.note for e in claim.evidence), *claim.extractors, *claim.labels]
        known += [tag.value for tag in claim.labels.values()]
        assert all(plain(words) in text for words in known)


def test_a_set_has_a_heading() -> None:
    """Above the table are the title, the numbers, the publisher, the date, the extractor and the warnings."""
    text = Parsed(fragment(sample())).text
    head = "Ferry talks stall\n3 claims by 2 sources · The Quay · 11 November 2024 · found by rules"
    assert head in text
    assert all(f"Note: {warning}" in text for warning in sample().warnings)


def test_many_warnings_are_counted() -> None:
    """Ten warnings are shown, and the others are counted."""
    claims = sample().model_copy(update={"warnings": tuple(f"warning {number}." for number in range(1000))})
    text = Parsed(fragment(claims)).text
    assert (text.count("Note: "), "and 990 more notes" in text) == (10, True)


def test_a_set_without_a_title_has_its_id() -> None:
    """The heading is the title, or else the id."""
    assert "ferry\n1 claim by 1 source\n" in Parsed(fragment(of_ferry(ferry()))).text


def test_fifty_claims_are_shown_and_the_others_counted() -> None:
    """Nothing is left out without a word."""
    assert len(Parsed(fragment(many(50))).rows) == 51
    assert "more" not in Parsed(fragment(many(50))).text
    shown = Parsed(fragment(many(1062)))
    assert len(shown.rows) == 51
    assert "1,062 claims" in shown.text
    assert "and 1,012 more" in shown.text


def test_a_set_without_claims_says_so() -> None:
    """An empty set has no table."""
    shown = Parsed(fragment(of_ferry()))
    assert "0 claims" in shown.text
    assert "The article has no claims." in shown.text
    assert shown.rows == []


def test_what_was_not_judged_is_a_dash() -> None:
    """A dash says in its title what is missing, and is never a default value."""
    shown = Parsed(fragment(of_ferry(ferry(source=None))))
    assert shown.rows[1][2:] == ["–", "it sails", "–", "–"]
    titles = [attributes["title"] for _, attributes in shown.elements if "title" in attributes]
    assert titles == ["no cue", "stance not judged", "confidence not judged"]
    assert "No source named" in shown.rows[1][1]
    assert "type not judged" in Parsed(fragment(of_ferry(ferry()))).rows[1][1]


def test_a_long_content_is_shown_on_demand() -> None:
    """Up to 400 characters are shown at once; the rest is behind a summary, and no word is lost."""
    for length in (400, 401):
        text = ("word " * 200)[:length]
        claim = Claim(id="1", content=Content(spans=(Span(start=0, end=length),), text=text))
        shown = Parsed(fragment(ClaimSet(article=Article(text=text), claims=(claim,))))
        assert ("details" in [tag for tag, _ in shown.elements]) == (length > 400)
        words = shown.rows[1][3]
        assert re.sub(r"… \d+ more characters? …", "", words) == text


def test_stance_and_confidence_have_signs_and_words() -> None:
    """A stance is its sign and its name, a confidence its meter and its name."""
    row = Parsed(fragment(of_ferry(ferry(stance="deny", confidence="probable")))).rows[1]
    assert row[4:] == ["− deny", "●●○ probable"]


def test_a_mention_is_shown_beside_the_name() -> None:
    """If the source is mentioned by other words than its name, both are shown."""
    source = Source(spans=(Span(start=0, end=3),), text="Ada", name="Ada Quill", type="named_person")
    assert Parsed(fragment(of_ferry(ferry(source=source)))).rows[1][1].split("\n")[1:3] == [
        "Ada Quill",
        "named person · “Ada”",
    ]


def test_a_card_names_times_and_reasons_by_their_words() -> None:
    """Words of the claim are quoted; words outside of it, which a claim does not have, are left out."""
    times = (
        TimeMention(span=Span(start=9, end=11), kind="date", start="2024-11-08", end="2024-11-08", grain="day"),
        TimeMention(span=Span(start=4, end=8), kind="duration"),
    )
    evidence = (Evidence(label="stance", span=Span(start=12, end=17), origin="rule", note="no modal"),)
    claim = ferry(times=times, evidence=evidence, probabilities={"stance": {"deny": 0.001, "affirm": 0.9}})
    text = Parsed(fragment(claim)).text
    assert "“it” → 8 November 2024" in text
    assert "Timea length of time" in text
    assert "“sails” rule: no modal" in text
    assert "affirm 90\u202f%, deny <\u202f1\u202f%" in text


def test_a_card_shows_labels_of_your_own() -> None:
    """Their names, values and probabilities are shown as they are."""
    tag = Tag(value="by_sea", probabilities={"by_sea": 0.6, "by air": 0.4})
    text = Parsed(fragment(ferry(labels={"how_it_travels": tag}))).text
    assert text.count("how_it_travels") == 2
    assert "by_sea 60\u202f%, by air 40\u202f%" in text


def test_a_claim_outside_a_set_can_be_shown() -> None:
    """A passage whose words have another length than its spans is shown whole."""
    content = Content(spans=(Span(start=0, end=3), Span(start=5, end=8)), text="other words than these")
    assert "other words than these" in Parsed(fragment(Claim(id="1", content=content))).text


def test_a_summary_has_numbers_beside_its_bars() -> None:
    """Each source has a row with its stances in words; the bars are only for those who see them."""
    shown = Parsed(fragment(of_ferry(ferry(stance=Stance.DENY)).summary()))
    assert shown.rows[1] == ["Adatype not judged", "1", "− deny 1"]
    assert ["Confidence", "not judged 1"] in shown.rows
    drawings = [attributes for tag, attributes in shown.elements if tag == "svg"]
    assert all(attributes["aria-hidden"] == "true" for attributes in drawings)
    assert [a["width"] for tag, a in shown.elements if tag == "rect"] == ["1000"]


def test_a_summary_counts_the_sources_that_it_leaves_out() -> None:
    """At most 20 sources are shown."""
    names = [chr(ord("a") + number) for number in range(23)]
    claims = [
        Claim(
            id=name,
            source=Source(spans=(Span(start=n, end=n + 1),), text=name),
            content=Content(spans=(Span(start=n, end=n + 1),), text=name),
        )
        for n, name in enumerate(names)
    ]
    claimset = ClaimSet(article=Article(text="".join(names)), claims=tuple(claims))
    text = Parsed(fragment(claimset.summary())).text
    assert "23 sources · 1 article" in text
    assert "and 3 more sources with 3 claims" in text


def test_a_summary_without_claims_has_no_table() -> None:
    """It says that there are none."""
    shown = Parsed(fragment(Summary.of([])))
    assert shown.text.split() == ["0", "claims", "0", "sources", "·", "0", "articles"]


@pytest.mark.parametrize("shown", [sample(), sample()[0], sample().summary()], ids=["set", "claim", "summary"])
def test_notebooks_ask_the_objects(shown: ClaimSet | Claim | Summary) -> None:
    """The method that notebooks call returns the fragment."""
    assert shown._repr_html_() == fragment(shown)
