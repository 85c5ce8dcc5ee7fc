"""The cards of claims."""

from datetime import date

from hypothesis import given
from serialisers.samples import sample
from serialisers.strategies import claimsets

from newsclaims._model import Article, Claim, ClaimSet, Content, ExtractorInfo, Source, Span, Tag
from newsclaims.serialisers._html.card_view import (
    LONGEST_CHAIN,
    LONGEST_QUOTATION,
    Card,
    Cards,
    Link,
    OwnLabel,
    Reason,
    Time,
)
from newsclaims.serialisers._html.moments import When
from newsclaims.serialisers._html.numbering import numbered


def cards(claimset: ClaimSet, **links: str) -> list[Card]:
    """Return the cards of a claim set."""
    return list(Cards(claimset, numbered(claimset), links))


def chain_of(length: int) -> ClaimSet:
    """Return a claim set in which each claim holds the next."""
    text = "x" * length
    contents = [Content(spans=(Span(start=n, end=length),), text=text[n:]) for n in range(length)]
    claims = [
        Claim(id=f"c{n}", content=content, parent=f"c{n - 1}" if n else None) for n, content in enumerate(contents)
    ]
    return ClaimSet(article=Article(text=text), claims=tuple(claims))


@given(claimset=claimsets())
def test_every_claim_has_a_card(claimset: ClaimSet) -> None:
    """The cards are numbered from 1 in the order of the set."""
    assert [(card.number, card.claim) for card in cards(claimset)] == list(enumerate(claimset, 1))


def test_a_card_shows_the_words() -> None:
    """Fragments are apart, a mention that is not the name is given, and so is the place of the name."""
    first, _, third = cards(sample(), Critics="sources/critics.html")
    assert first.quotation == ("“The old ferry,”", "“will sail again.”")
    assert first.cue == ("said",)
    assert (first.name, first.mention, first.name_place, first.name_link) == (
        *("Ines Prado", "harbour master Ines Prado", None, None),
    )
    assert (third.name, third.mention, third.name_link) == ("Critics", "one of them", "sources/critics.html")
    assert third.name_place is not None
    assert first.score == "88"
    assert third.score is None


def test_a_card_shows_times_and_own_labels() -> None:
    """Times are resolved, and labels of the user's own have their values."""
    first = cards(sample())[0]
    day = date(2024, 11, 11)
    assert first.times == (Time("Monday", "date", When("day", day, day)),)
    assert first.own == (OwnLabel("topic", "ferries"),)


def test_a_card_shows_why() -> None:
    """Each judgement has the words that justify it and its probabilities, in the order of the labels."""
    why = cards(sample())[0].why
    assert [(one.label, one.is_own, one.reasons, one.probabilities) for one in why] == [
        ("attribution", False, (Reason("said", "rule", "say: quote, finite"),), ()),
        ("stance", False, (), (("affirm", "90"), ("neutral", "10"))),
        ("confidence", False, (Reason("will", "rule", "a plain future"),), ()),
        ("topic", True, (Reason("ferry", "lexicon", "names a ship"),), (("ferries", "75"), ("money; taxes", "25"))),
    ]


def test_the_chain_leads_from_the_outermost_claim() -> None:
    """A nested claim names the claims around it, and these name the claims right inside of them."""
    _, second, third = cards(sample())
    assert third.chain == (Link(2, "Critics", "question"),)
    assert second.children == (3,)
    assert [card.children for card in cards(chain_of(3))] == [(2,), (3,), ()]


def test_a_very_long_chain_is_cut_at_its_outer_end() -> None:
    """A page with thousands of nested claims does not grow with the square of their number."""
    last = cards(chain_of(LONGEST_CHAIN + 2))[-1]
    assert [link.number for link in last.chain] == list(range(2, LONGEST_CHAIN + 2))
    assert last.chain_is_cut
    assert not cards(chain_of(LONGEST_CHAIN + 1))[-1].chain_is_cut


def test_a_very_long_content_is_cut() -> None:
    """The article's text has it in full."""
    [card] = cards(chain_of(1).model_copy(update={"article": Article(text="x")}))
    assert card.quotation == ("x",)
    text = "x" * (LONGEST_QUOTATION + 1)
    content = Content(spans=(Span(start=0, end=len(text)),), text=text)
    [card] = cards(ClaimSet(article=Article(text=text), claims=(Claim(id="a", content=content),)))
    assert card.quotation == ("x" * LONGEST_QUOTATION + "…",)


def test_the_extractor_is_named_if_it_is_not_the_only_one() -> None:
    """The head of the page names the extractor that found all claims, so the cards name only others."""
    assert [card.extractors for card in cards(sample())] == [(), ("rules", "another"), ()]
    other = sample().model_copy(update={"extractor": ExtractorInfo(name="merged")})
    assert cards(other)[0].extractors == ("rules",)


def test_a_probability_of_an_own_label_is_in_its_tag() -> None:
    """It is shown beside the evidence even if `Claim.probabilities` has none."""
    content = Content(spans=(Span(start=0, end=1),), text="x")
    tagged = Claim(id="a", content=content, labels={"topic": Tag(value="port", probabilities={"port": 0.5})})
    [card] = cards(ClaimSet(article=Article(text="x"), claims=(tagged,)))
    [why] = card.why
    assert (why.label, why.reasons, why.probabilities) == ("topic", (), (("port", "50"),))


def test_a_source_without_a_name_has_no_mention() -> None:
    """A claim without a source says nothing of it; one that is called by its name has no other mention."""
    named = Source(spans=(Span(start=0, end=3),), text="Ann")
    content = Content(spans=(Span(start=4, end=5),), text="x")
    claims = (Claim(id="a", content=content), Claim(id="b", source=named, content=content))
    found = cards(ClaimSet(article=Article(text="Ann x"), claims=claims))
    assert [(card.name, card.mention) for card in found] == [("", None), ("Ann", None)]
