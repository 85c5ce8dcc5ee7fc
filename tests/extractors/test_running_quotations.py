"""Quotations that run over several sentences and paragraphs, for claims from any extractor.

Every text is invented, and its claims are marked to the letter: `[source]`, `{cue}` and `<content>`.
"""

import pytest
from extractors.given import news, reading
from extractors.marked import check, planted
from hypothesis import given
from taggers.marked import parse

from newsclaims.extractors._rules import RulesExtractor
from newsclaims.extractors._running_quotations import with_running_quotations


@pytest.mark.parametrize(
    "marked",
    [
        "<“We are late,”> {said} [Roe].\n\n<“The train did not come.”>",
        "<“We are late,”> {said} [Roe].\n\n<“The train did not come.”>\n\n<“Nobody told us.”>\n\nIt came at noon.",
        '[Roe] {said}: <"We are late.">\n\n<"The train did not come. Nobody told us.">',
        "<“We are late,”> [he] {told} reporters.\n\n<“The train did not come.>\n\n<“Nobody told us.”>",
        "<“We are late,”> {said} [Roe]. <“Very late.”>\n\n<“The train did not come.”>",
    ],
)
def test_paragraphs_that_are_quotations(marked: str) -> None:
    """A paragraph that is only a quotation continues the one before it, in pieces."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<“Are we late?”> {asked} [Roe].\n\n“Not yet.”",
        "<“We are late,”> {said} [Roe].\n\nThe train did not come.\n\n“Never again.”",
    ],
)
def test_paragraphs_of_others(marked: str) -> None:
    """A paragraph after a question can be an answer, and one after the reporter's words is nobody's."""
    check(marked)


def test_paragraph_with_its_own_speaker() -> None:
    """A quoted paragraph with a cue belongs to the speaker whom it names."""
    check(
        "<“We are late,”> {said} [Roe].\n\n“The train did not come,” said Doe.",
        "“We are late,” said Roe.\n\n<“The train did not come,”> {said} [Doe].",
    )


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_quotation_after_indirect_speech(gap: str) -> None:
    """A quotation after indirect speech is a claim of the same speaker, without a cue."""
    check(
        f"[Roe] {{said}} <the roof was safe>.{gap}“It will hold for years.”",
        f"[Roe] said the roof was safe.{gap}<“It will hold for years.”>",
    )


@pytest.mark.parametrize("verb", ["disagreed", "objected", "has agreed"])
def test_quotation_after_a_reaction(verb: str) -> None:
    """A quotation after "disagreed:" is a claim without a cue, because it is not what the source disagrees with."""
    check(f"[Roe] {verb}: <“The dam is safe.”>")


def test_score_of_a_quotation_without_cue() -> None:
    """Its score is lower than that of the claim before it."""
    [found] = RulesExtractor().extract([reading("Roe said the roof was safe. “It will hold.”")])
    said, quoted = found
    assert not quoted.cue
    assert said.score is not None
    assert quoted.score is not None
    assert quoted.score < said.score


def test_pieces_of_a_content_over_paragraphs() -> None:
    """A content that a model found over a paragraph break becomes pieces."""
    text, given_claim = parse("[Roe] {said}: <“We are late.\n\n“The train did not come.”>")
    _, wanted = planted(("[Roe] {said}: <“We are late.>\n\n<“The train did not come.”>",))
    [joined] = with_running_quotations(text, [given_claim])
    assert {(joined.source, joined.cue, joined.content)} == wanted


def test_attributions_inside_a_quotation() -> None:
    """An attribution inside a long quotation keeps its content, and does not take the sentences of the speaker."""
    string = "“We asked for help. Nobody came.\n\n“It was late. It is over,” said Roe."
    marked = (
        string.replace("We asked for help", "[We] {asked for} <help>"),
        string.replace("“It was late. It is over,” said Roe", "<“It was late. It is over,”> {said} [Roe]"),
    )
    text, inner = parse(marked[0])
    _, outer = parse(marked[1])
    _, wanted = planted((marked[0], "<“We asked for help. Nobody came.>\n\n<“It was late. It is over,”> {said} [Roe]."))
    joined = with_running_quotations(text, [inner, outer])
    assert {(one.source, one.cue, one.content) for one in joined} == wanted


@given(news())
def test_again(string: str) -> None:
    """Joined quotations do not change when they are joined again."""
    text = reading(string)
    [found] = RulesExtractor().extract([text])
    flat = [one for one in found if one.parent is None]
    assert with_running_quotations(text, flat) == flat
