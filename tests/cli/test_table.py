"""The table that people read."""

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
    """A set with one claim, the whole text its content."""
    content = Content(spans=(Span(start=0, end=len(text)),), text=text)
    return ClaimSet(article=Article(text=text, id="x"), claims=(Claim(id="1", content=content, **fields),))


def test_a_table_shows_nesting_types_and_what_is_missing() -> None:
    """Types stand under sources, parents under numbers; `-` is what is not there or was not judged."""
    text = "Ann said Bob denied it. It rained."
    script = [("Ann", "said", "Bob denied it"), ("Bob", "denied", "it."), ("", "", "It rained")]
    claims = Pipeline(ScriptedExtractor(script), ["source_type"]).extract(Article(text=text, title="Wet"))
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
def test_a_table_wraps_only_what_does_not_fit(source: str, cue: str, wrapped: bool) -> None:  # noqa: FBT001
    """What one column does not need goes to the others, so that a claim that fits a line stands on one."""
    text = f"{source} {cue} that it fell."
    claims = Pipeline(ScriptedExtractor([(source, cue, "that it fell")]), []).extract(Article(text=text))
    (line, *more) = list(table(claims, 80))[2:]
    assert bool(more) == wrapped
    assert wrapped or f"{source}  {cue}  that it fell" in line


def test_an_article_cannot_play_with_the_terminal() -> None:
    """Escapes, control characters and marks that turn the writing never reach the terminal."""
    evil = "red \x1b[31m, bell \x07, back \x08\r over, \x9b2J, turn \u202e, \u2066 end"
    for width in (40, 100):
        shown = "\n".join(table(one(evil), width))
        assert not set(shown) & set("\x1b\x07\x08\r\x9b\u202e\u2066")
        assert "\ufffd" in shown


@given(st.sampled_from(sample_claimsets()), st.integers(24, 200))
def test_no_line_is_wider_than_the_terminal(claims: ClaimSet, width: int) -> None:
    """Whatever the width, lines of the table fit, and every word of a content is shown."""
    lines = list(table(claims, width))
    assert all(cells(line) <= width for line in lines)
    squeezed = "".join("".join(lines).split())
    for claim in claims:
        assert all("".join(harmless(piece).split())[:3] in squeezed for piece in claim.content.text.split(" ... "))


def test_a_label_of_somebodys_own_stands_under_the_content() -> None:
    """With its name, since no column has it; what it does to a terminal is as harmless as all else."""
    lines = list(table(one("it rained", labels={"topic": Tag(value="money\x1b"), "mood": Tag(value="sour")}), 80))
    assert [line.strip() for line in lines[3:]] == ["(mood: sour)", "(topic: money\ufffd)"]


def test_a_mention_shows_whom_it_means() -> None:
    """Under "she" stands the name that it leads to; a name that stands in the mention itself is not said again."""
    script = [("Senator Ann Mbeki", "said", "it rained"), ("She", "denied", "that it poured")]
    text = "Senator Ann Mbeki said it rained. She denied that it poured."
    claims = Pipeline(ScriptedExtractor(script), ["source_type", "holder"]).extract(text)
    shown = "\n".join(table(claims, 100))
    assert "= Ann Mbeki" in shown
    assert shown.count("= ") == 1
