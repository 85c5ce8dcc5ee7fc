"""What each form of a source resolves to, one rule at a time."""

from pathlib import Path

import pytest
from taggers.holder.articles import TAGGER, last, names, parse

from newsclaims._attribution import Attribution
from newsclaims._model import Article
from newsclaims._pipeline import Pipeline
from newsclaims.text import read

SEED = Path(__file__).parents[3] / "seeds" / "000_ba67543f12171369.txt"

NAMES = [
    ("[President Ann Mbeki, who spoke last,] said so.", "Ann Mbeki"),
    ("[Former Secretary of State Ann Mbeki] said so.", "Ann Mbeki"),
    ("[Harbour Party Secretary-Treasurer Ann Mbeki] said so.", "Ann Mbeki"),
    ("[Dr. Martin van der Roe Jr.] said so.", "Martin van der Roe Jr."),
    ("[Anne-Marie O’Hara’s] wish is peace.", "Anne-Marie O’Hara"),
    ("[The Harbour Gazette] said so.", "Harbour Gazette"),
    ("[The University of Sandport] said so.", "University of Sandport"),
    ("[China’s] wish is peace.", "China"),
    ("[the mayor, Ann Mbeki,] said so.", "Ann Mbeki"),
    ("[her husband, Tom Roe,] said so.", "Tom Roe"),
    ("[Mr. Roe] said so.", "Roe"),
]

NOBODY = [
    "[Officials] said so.",
    "[The report by Ann Mbeki] said so.",
    "[An aide to Ann Mbeki] said so.",
    "[Critics of Ann Mbeki] said so.",
    "[Many Democrats] said so.",
    "[Ann Mbeki and Tom Roe] said so.",
    "[Ann Mbeki, Tom Roe and others] said so.",
    "[She] said so.",
    "[The mayor] said so.",
    "[I] think so. Ann Mbeki disagrees.",
    "[You] know Ann Mbeki.",
    "Ann Mbeki left. [Ministers] said so.",
    "Ann Mbeki and Kim Doe met. [Both women] said so.",
]


@pytest.mark.parametrize(("marked", "name"), NAMES)
def test_own_name(marked: str, name: str) -> None:
    """A source that contains the fullest name resolves to it, without titles, articles and appositives."""
    string, [attribution] = parse(marked)
    [claim] = Pipeline(taggers=[TAGGER]).judge(
        string, [Attribution(attribution.source, (), ((len(string) - 1, len(string)),))]
    )
    assert claim.source is not None
    assert (claim.source.name, claim.source.mention_of) == (name, None)


@pytest.mark.parametrize("marked", NOBODY)
def test_nobody(marked: str) -> None:
    """A source has no holder if the article does not name one, or does not name one clearly."""
    assert last(marked) is None


def test_elsewhere() -> None:
    """A name outside the source is marked at its first mention."""
    string, found = parse("Senator Ann Mbeki spoke. Ann Mbeki left. [She] said so.")
    [tagged] = TAGGER.tag(read(Article(text=string)), found)
    assert tagged.holder == (8, 17)


def test_later() -> None:
    """The fullest name may come after the source."""
    assert last("[Mbeki] said so. Nobody else heard Ann Mbeki.") == "Ann Mbeki"


def test_one_name() -> None:
    """All full names, short names and pronouns of a person or an organisation resolve to one name."""
    people = names("[Ann Mbeki, the mayor,] spoke. [Mbeki] left. [She] slept. [The mayor] woke. [Senator Mbeki] sat.")
    assert set(people) == {"Ann Mbeki"}
    firms = names("[Acme Holdings] spoke. [Acme] left. [The company] slept. [It] woke.")
    assert set(firms) == {"Acme Holdings"}


def test_by_source() -> None:
    """`by_source` groups claims by the holder."""
    string = "Ann Mbeki said that it rained. She said that it snowed. Tom Roe said that it froze."
    grouped = Pipeline("rules").extract(string).by_source()
    assert {name: len(claims) for name, claims in grouped.items()} == {"Ann Mbeki": 2, "Tom Roe": 1}


def test_longest_form() -> None:
    """The longest form of a name counts; a middle name or an initial does not make another person."""
    assert names("[Ann Mbeki] spoke. [Ann Rose Mbeki] left. [A. Mbeki] slept.") == ["Ann Rose Mbeki"] * 3


def test_the_family_name_is_not_of_whom_the_first_name_is_used() -> None:
    """If an article calls one of two namesakes by the first name, the family name means the other one."""
    marked = "Carol Roe, a child of the mayor Ann Roe, spoke. [Carol] agreed. [Mrs. Roe] left."
    assert names(marked) == ["Carol Roe", "Ann Roe"]


def test_order_of_speakers() -> None:
    """In a run of quotations, each pronoun means the speaker before it."""
    marked = (
        "“It is dry,” [Ann Mbeki] said. “Very dry,” [she] added.\n\n"
        "“It is wet,” said [Mr. Tom Roe]. “Very wet,” [he] added."
    )
    assert names(marked) == ["Ann Mbeki", "Ann Mbeki", "Tom Roe", "Tom Roe"]


def test_learnt_sex() -> None:
    """A pronoun that clearly shows the sex of a name also decides later, between two names."""
    marked = (
        "Lee Roe woke up. She dressed. She ate.\n\nSenator Pat Doe came. He sat.\n\nPat Doe met Lee Roe. [{}] said so."
    )
    assert last(marked.format("She")) == "Lee Roe"
    assert last(marked.format("He")) == "Pat Doe"


def test_direct_speech() -> None:
    """The words "I" and "we" in direct speech mean its source, even if that source is a pronoun."""
    marked = "Ann Mbeki came. <“[I] think [we] can do it,”> [she] said."
    assert names(marked) == ["Ann Mbeki"] * 3


def test_same_quotation() -> None:
    """The word "I" in a quotation means the source of another part of the same quotation, if it is outside."""
    string = "“I think so, and I hope so,” Ann Mbeki said."
    found = [Attribution(((1, 2),), (), ((9, 12),)), Attribution(((29, 38),), (), ((17, 26),))]
    tagged = TAGGER.tag(read(Article(text=string)), found)
    assert [a.holder for a in tagged] == [(29, 38), (29, 38)]


def test_parent() -> None:
    """The word "I" in a claim with a parent means the parent's source."""
    found = [Attribution(((0, 9),), (), ((15, 26),)), Attribution(((15, 16),), (), ((23, 26),), parent=0)]
    tagged = TAGGER.tag(read(Article(text="Ann Mbeki said I think so.")), found)
    assert [a.holder for a in tagged] == [(0, 9), (0, 9)]


def test_transcript() -> None:
    """In a transcript, "I" means the current speaker; a single label does not make a transcript."""
    assert names("Ann Mbeki: It is dry.\n\nTom Roe: [I] think so.\n\nAnn Mbeki: [I] hope so.") == [
        "Tom Roe",
        "Ann Mbeki",
    ]
    assert last("Ann Mbeki: It is dry.\n\n[I] think so.") is None


def test_circle() -> None:
    """Sources in each other's contents have no holder, and raise no error."""
    string = "“I think we know.”"
    found = [Attribution(((1, 2),), (), ((9, 16),)), Attribution(((9, 11),), (), ((1, 8),))]
    assert [a.holder for a in TAGGER.tag(read(Article(text=string)), found)] == [None, None]


def test_headline() -> None:
    """In a headline in title case, only words that the article uses elsewhere as a name are a name."""
    body = "The senator, Ann Mbeki, spoke in Sandport on Monday, and nobody listened to it."
    assert last(f"[Mbeki] Slams Harbour Tax Plan\n\n{body}") == "Ann Mbeki"


def test_heading_in_text() -> None:
    """The other words of a heading are not part of a name."""
    assert (
        last("[Ann Mbeki] Sides With Tom Roe\n\nThe quay is dry, said Ann Mbeki on Monday in the harbour.")
        == "Ann Mbeki"
    )


def test_line_break() -> None:
    """A name does not continue over the end of a line."""
    assert last("He met Ann\nMbeki there. [Mbeki] said so.") in (None, "Mbeki")


def test_quoted_names_count_less() -> None:
    """A person mentioned in a quotation is less likely to speak next than its speaker."""
    marked = "“Tom Roe likes Jim Doe, and Tom Roe is right,” said [Lee Poe]. [He] added that it rained."
    assert last(marked) == "Lee Poe"


def test_kept() -> None:
    """A holder that is already set stays."""
    text = read(Article(text="Ann Mbeki met Tom Roe. She left."))
    [tagged] = TAGGER.tag(text, [Attribution(((23, 26),), (), ((27, 31),), holder=(14, 21))])
    assert tagged.holder == (14, 21)


def test_no_source() -> None:
    """An attribution without a source has no holder."""
    text = read(Article(text="It is said that Ann Mbeki left."))
    found = [Attribution((), ((0, 10),), ((11, 30),))]
    assert list(TAGGER.tag(text, found)) == found


def test_seed() -> None:
    """In the seed article, "it has now decided" resolves to China."""
    string = SEED.read_text(encoding="utf-8")
    start = string.index("it has now decided")
    [tagged] = TAGGER.tag(
        read(Article(text=string)), [Attribution(((start, start + 2),), (), ((start + 3, start + 6),))]
    )
    assert tagged.holder is not None
    assert string[slice(*tagged.holder)] == "China"
