"""Lines around an article: leads, bylines, invitations and lines about authors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.readers._html.lines import can_be_lead, invites, is_about_author, names_and_date, without_remarks
from newsclaims.readers._paragraphs import Paragraph


def test_leads() -> None:
    """A lead has some words in small letters; a line that the page marks as one can have none."""
    assert can_be_lead("Ministry knew about cracks", is_marked=False)
    assert not can_be_lead("Ministry Knew About Cracks", is_marked=False)
    assert can_be_lead("Ministry Knew About Cracks", is_marked=True)
    assert not can_be_lead("Ministry knew\nabout all its cracks", is_marked=False)
    assert not can_be_lead("By Ann Lee and Bo Li", is_marked=True)
    assert not can_be_lead("Friday 8 November 2024", is_marked=True)


def test_invitations() -> None:
    """An invitation is short and is not a quote."""
    assert invites(Paragraph("Sign up to our newsletter."))
    assert not invites(Paragraph("Sign up to our newsletter.", "quote"))
    assert not invites(Paragraph("Sign up to our newsletter. " * 20))
    assert not invites(Paragraph("“Sign up to our side,” he said, “and see.”" * 10))


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Ann Lee is our transport editor.", True),
        ("ANN LEE writes for this paper.", True),
        ("Ann Lee said so.", False),
        ("Bo Li is our transport editor.", False),
        ("Ann Lee is our editor. " * 20, False),
    ],
)
def test_lines_about_authors(text: str, *, about: bool) -> None:
    """A line about an author begins with the name and says what the author does."""
    assert is_about_author(text, ["Ann Lee"]) is about


def test_names_and_date() -> None:
    """Only lines that are clearly a byline or a date count."""
    assert names_and_date(["The bridge", "By ANN LEE", "Staff", "Friday, November 8, 2024"]) == (
        ("ANN LEE",),
        date(2024, 11, 8),
    )
    assert names_and_date(["By the bridge", "In November 2024"]) == ((), None)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("the report, opens new tab", "the report"),
        ("the report (opens in a new tab) says", "the report says"),
        ("the box opens a new window", "the box opens a new window"),
    ],
)
def test_remarks(text: str, bare: str) -> None:
    """A remark about a link is after a comma, or in brackets."""
    assert without_remarks(text) == bare


@given(st.text("By AnLe 8,.\n()—"), st.booleans())
def test_any_line(text: str, marked: bool) -> None:  # noqa: FBT001
    """No line raises an error."""
    can_be_lead(text, is_marked=marked)
    is_about_author(text, [text])
    names_and_date(text.splitlines())
    assert len(without_remarks(text)) <= len(text)
