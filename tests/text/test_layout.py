"""Layout: headlines, bylines, datelines and wrapped lines."""

import pytest

from newsclaims._model import Article
from newsclaims.text import Text, read

LEAD = (
    "Farmers in three provinces said on Monday that they expect the worst harvest in twenty years, "
    "and blamed the ministry for it. The ministry declined to comment."
)
"""A first paragraph like that of a news report."""


def reading(text: str) -> Text:
    """Read a text."""
    return read(Article(text=text))


def kinds(text: str) -> list[str]:
    """Return the kind of each paragraph of a text."""
    return [paragraph.kind for paragraph in reading(text).paragraphs]


def dateline(text: str, paragraph: int = 0) -> str:
    """Return the dateline of a paragraph."""
    read_ = reading(text)
    found = read_.paragraphs[paragraph]
    return read_.slice(found.start, found.body_start)


@pytest.mark.parametrize(
    "headline",
    [
        "Farmers Fear the Worst",
        "Farmers fear worst harvest in years",
        "Roe: ‘We Will Lose Everything’",
        "Farmers Fear the Worst.",
        "Farmers fear worst harvest in years.",
        "WHO IS TO BLAME?",
    ],
)
def test_headlines(headline: str) -> None:
    """A short first line above longer prose is a headline, with or without a full stop."""
    assert kinds(f"{headline}\n\n{LEAD}") == ["headline", "body"]


@pytest.mark.parametrize(
    "line", ["Fears for the Harvest", "A Minister’s Reluctance and Farmers’ Concerns", "FULL TEXT."]
)
def test_subheadings(line: str) -> None:
    """A capitalised line without a stop, or a few words all in capitals, is a headline anywhere in the text."""
    assert kinds(f"{LEAD}\n{line}\n{LEAD}") == ["body", "headline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "The ministry declined to comment.",
        "the rest of it",
        "Roe said:",
        "Ms. Roe left.",
        "— Jane Roe",
        "7",
        "“We lost,” she said.",
    ],
)
def test_prose(line: str) -> None:
    """Other short lines are prose."""
    assert kinds(f"{LEAD}\n{line}\n{LEAD}") == ["body", "body", "body"]


def test_a_text_of_one_line_is_prose() -> None:
    """A line with nothing below it is not a headline, unless its capitals show that it is."""
    assert kinds("Jane Roe said the harvest would fail") == ["body"]
    assert kinds("Jane Roe said the harvest would fail.\nShe left.") == ["body", "body"]


def test_the_line_below_the_headline() -> None:
    """Lines right below the headline, with a blank line after them, belong to it."""
    text = (
        f"Farmers fear worst harvest;\nMinistry has no answer to them, and none for the rest of us.\n\n{LEAD}\n\n{LEAD}"
    )
    assert kinds(text) == ["headline", "headline", "body", "body"]


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Roe",
        "By JANE ROE and JOHN DOE, Staff",
        "By Jane Roe, Associated Press",
        "By Jane Q. Roe | Reuters",
        "BYLINE: Jane Roe.",
        "(Reporting by Jane Roe; Editing by John Doe)",
    ],
)
def test_bylines(byline: str) -> None:
    """A line that names its authors is a byline."""
    assert kinds(f"Farmers fear worst harvest\n{byline}\n{LEAD}") == ["headline", "byline", "body"]


@pytest.mark.parametrize("line", ["By Friday, all was lost.", "By May it was over", "By Jane Roe’s count it was nine."])
def test_no_bylines(line: str) -> None:
    """Prose that begins with "by" is not a byline."""
    assert "byline" not in kinds(f"{LEAD}\n{line}\n{LEAD}")


@pytest.mark.parametrize(
    "expected",
    [
        "Beijing: ",
        "New Delhi: ",
        "MUMBAI, Nov 8: ",
        "HAVANA (AP) — ",
        "WASHINGTON, Sept. 8 (Reuters) - ",
        "NEW YORK/LONDON (Reuters) - ",
        "NEWPORT NEWS, Va. - ",
        "LONDON — ",
        "PARIS -- ",
        "Havana (AFP) – ",
        "Washington (CNN)",
        "(Reuters) - ",
        "Berlin — ",
        "SÃO PAULO — ",
    ],
)
def test_datelines(expected: str) -> None:
    """A place, a day and an agency before the first sentence are a dateline, and the prose begins after it."""
    assert dateline(expected + LEAD) == expected
    assert dateline(f"Farmers fear worst harvest\n\n{expected}{LEAD}", 1) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Roe: I will win. They will not.",
        "Roe: We lost. They won.",
        "Roe: “The harvest is lost. It is over.”",
        "Roe: The harvest is lost.",
        "Roe: The harvest is lost. It is over.\nDoe: It is not. It never was.",
        "Jane Roe: The harvest is lost. It is over.",
        "Roe — The minister who lost it all — left on Monday.",
        "NATO — an alliance of states — met.",
        "She said: The harvest is lost. It is over.",
        "The ministry (AP) said so.",
        LEAD,
    ],
)
def test_no_datelines(text: str) -> None:
    """A speaker label, a headline or an inserted remark is not a dateline."""
    assert dateline(text) == ""


def test_a_name_and_a_colon_later_on() -> None:
    """A name and a colon are a dateline only in the first paragraph of prose."""
    assert dateline(f"{LEAD}\nBeijing: {LEAD}", 1) == ""


WRAPPED = (
    "Farmers in three provinces said on Monday that they expect the\n"
    "worst harvest in twenty years, and blamed the ministry for it.\n"
    "“We have lost everything. Nobody helps us,” said Jane Roe, who\n"
    "grows rice.\n"
    "The ministry declined to comment. It said it would publish its\n"
    "own figures in the last week of the year, as in all the years\n"
    "before.\n"
)
"""Two paragraphs, wrapped to a fixed width like an e-mail."""


def test_wrapped_lines() -> None:
    """Lines that were only wrapped to a width are joined; a line with room for more ends its paragraph."""
    text = reading(WRAPPED)
    assert [text.slice(p.start, p.end).split()[0] for p in text.paragraphs] == ["Farmers", "The"]
    assert [text.slice(q.start, q.end) for q in text.quotations] == ["“We have lost everything. Nobody helps us,”"]
    assert len(text.sentences) == 4


def test_cut_lines() -> None:
    """A line that continues in lower case belongs to the line before it, unless that line is short."""
    assert kinds("The ministry said that it would publish its\nown figures.\nIt did.") == ["body", "body"]
    assert len(kinds("rice\nwheat\nbarley")) == 3


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f", "\n\n \n"])
def test_line_ends(line_end: str) -> None:
    """Any line end splits paragraphs."""
    text = reading(f"  It rained. {line_end}It poured.\u00a0")
    assert [text.slice(p.start, p.end) for p in text.paragraphs] == ["It rained.", "It poured."]


def test_byte_order_mark() -> None:
    """A byte order mark is not part of the first paragraph."""
    assert dateline("\ufeffHAVANA (AP) — " + LEAD) == "HAVANA (AP) — "
