"""The table that the command line prints."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._cli.table import table
from newsclaims._cli.terminal import cells, harmless
from newsclaims._model import Article, Claim, ClaimSet, Content, Span, Tag
from newsclaims._pipeline import Pipeline
from newsclaims.testing import ScriptedExtractor, sample_claimsets


def one(text: str, **fields: Any) -> ClaimSet:
    """Return a set with one claim whose content is the whole text."""
    content = Content(spans=(Span(start=0, end=len(text)),), text=text)
    return ClaimSet(article=Article(text=text, id="x"), claims=(Claim(id="1", content=content, **fields),))


def test_a_table_shows_nesting_types_and_missing_values() -> None:
    """Types are shown under sources and parents under numbers; `-` means missing or not judged."""
    text = "Ann said Bob denied it. It rained."
    script = [("Ann", "said", "Bob denied it"), ("Bob", "denied", "it."), ("", "", "It rained")]
    claims = Pipeline(ScriptedExtractor(script), ["holder", "source_type"]).extract(Article(text=text, title="Wet"))
    lines = list(table(claims, 100))
    assert lines[0] == "Wet: 3 claims"
    shown = "\n".join(lines)
    assert "(named person)" in shown
    assert "-       -" in lines[-1]


@pytest.mark.parametrize(
    ("source", "cue", "wrapped"),
    [
        ("The harbour master", "denied", False),
        ("The master", "has now for once denied", False),
        ("The master of the old harbour", "has now for once denied", True),
    ],
)
def test_a_table_wraps_only_long_columns(source: str, cue: str, wrapped: bool) -> None:  # noqa: FBT001
    """Columns take the width that others do not need, so a claim that fits on a line takes one line."""
    text = f"{source} {cue} that it fell."
    claims = Pipeline(ScriptedExtractor([(source, cue, "that it fell")]), []).extract(Article(text=text))
    (line, *more) = list(table(claims, 80))[2:]
    assert bool(more) == wrapped
    assert wrapped or f"{source}  {cue}  that it fell" in line


def test_an_article_cannot_control_the_terminal() -> None:
    """Escapes, control characters and direction marks never reach the terminal."""
    evil = "red \x1b[31m, bell \x07, back \x08\r over, \x9b2J, turn \u202e, \u2066 end"
    for width in (40, 100):
        shown = "\n".join(table(one(evil), width))
        assert not set(shown) & set("\x1b\x07\x08\r\x9b\u202e\u2066")
        assert "\ufffd" in shown


@given(st.sampled_from(sample_claimsets()), st.integers(24, 200))
def test_no_line_is_wider_than_the_terminal(claims: ClaimSet, width: int) -> None:
    """At any width, every line of the table fits, and every word of a content is shown."""
    lines = list(table(claims, width))
    assert all(cells(line) <= width for line in lines)
    squeezed = "".join("".join(lines).split())
    for claim in claims:
        assert all("".join(harmless(piece).split())[:3] in squeezed for piece in claim.content.text.split(" ... "))


def test_a_custom_label_is_shown_under_the_content() -> None:
    """A custom label is shown with its name, and made harmless like all other text."""
    lines = list(table(one("it rained", labels={"topic": Tag(value="money\x1b"), "mood": Tag(value="sour")}), 80))
    assert [line.strip() for line in lines[3:]] == ["(mood: sour)", "(topic: money\ufffd)"]


def test_a_mention_shows_its_holder() -> None:
    """The resolved name is shown under "she"; a name that is part of the mention is not repeated."""
    script = [("Senator Ann Mbeki", "said", "it rained"), ("She", "denied", "that it poured")]
    text = "Senator Ann Mbeki said it rained. She denied that it poured."
    claims = Pipeline(ScriptedExtractor(script), ["source_type", "holder"]).extract(text)
    shown = "\n".join(table(claims, 100))
    assert "= Ann Mbeki" in shown
    assert shown.count("= ") == 1
