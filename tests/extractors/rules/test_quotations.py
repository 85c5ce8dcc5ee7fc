"""Claims in quotation marks: every style, in pieces, over several sentences and paragraphs, and marks without a claim.

Every sentence is invented, and its claim is marked to the letter: `[source]`, `{cue}` and `<content>`.
"""

import pytest
from extractors.marked import check, found, planted

STYLES = ["“”", '""', "‘’", "''", "«»"]


@pytest.mark.parametrize("marks", STYLES)
@pytest.mark.parametrize(
    "marked",
    [
        "<“The roof will hold,”> [Ida Brandt] {said}.",
        "<“The roof will hold,”> [Ida Brandt] {said} on Monday.",
        "<“The roof will hold,”> {said} [Ida Brandt].",
        "<“Who will pay for it?”> [the mayor] {asked}.",
        "<“I am tired,”> [he] {told} the Ostby Courier.",
        "[Ida Brandt] {said}, <“The roof will hold.”>",
        "[Ferreira] {replied}: <“I am tired.”>",
        "[Ida Brandt] {said} <“the roof will hold”>.",
        "<“The roof will hold,”> [Ida Brandt] {said}, <“for years.”>",
        "<“The roof,”> [Ida Brandt] {said}, <“will hold.”>",
        "<“The roof,”> {said} [Ida Brandt], <“will hold.”>",
    ],
)
def test_marks_of_every_style(marked: str, marks: str) -> None:
    """Direct speech is a content with its marks, in any style, and with the comma before the closing mark."""
    check(marked.translate(str.maketrans("“”", marks)))


@pytest.mark.parametrize(
    "marked",
    [
        "<“Nobody leaked,”> [the company] {said}.",
        "<“No oil leaked,”> [the company] {said} in a statement.",
        "<“The crane wobbled,”> [a docker] {said}.",
        "<“The pipes froze,”> {said} [the caretaker].",
    ],
)
def test_source_outside(marked: str) -> None:
    """The source ends at the edge of a quotation."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<“The roof will hold,”> [Ida Brandt] {said}. <“It was made to last.”>",
        "<“The roof will hold,”> [Ida Brandt] {said}. <“It was made to last. Nobody needs to worry.”>",
        "<“The roof will hold,”> [Ida Brandt] {said}. <“It was made to last.”> She is the builder.",
        "[Ida Brandt] {said}: <“The roof will hold. It was made to last.”>",
        "<“Why?”> [she] {asked}. <“Who did it?”>",
    ],
)
def test_run_of_sentences(marked: str) -> None:
    """Quoted sentences that follow belong to the speaker named before."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Renner] {said}: <“The pumps are old.>\n\n<“They were never tested.”>",
        "[Renner] {said}: <“The pumps are old.>\n\n<“They were never tested.>\n\n<“I told the board so.”>",
        "[Renner] {said}: <“The pumps are old.>\n\n<“They were never tested.”>\n\nThe board met on Friday.",
        "<“The pumps are old.>\n\n<“They were never tested,”> [Renner] {said}.",
        "<“The pumps are old.>\n\n<“They leak.>\n\n<“They were never tested,”> [she] {said}. <“I told the board so.”>",
    ],
)
def test_run_of_paragraphs(marked: str) -> None:
    """A long quotation that reopens in each paragraph and closes only in the last one is one claim, in pieces."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Ida Brandt] {said} <the roof “will hold for years”>.",
        "[Ida Brandt] {called} <the report “a bundle of lies”>.",
        "[The minister] {said} <that “nobody” was to blame>.",
        "[Ferreira] {said} <he would “never, ever” sell>.",
        "[The firm] {said} <it “regrets the spill”>.",
        "[He] {said} <it was “the end”>, and left.",
        "[The minister] {spoke of} <“a dark day”>.",
    ],
)
def test_words_of_a_content(marked: str) -> None:
    """A content with only a few quoted words is still whole."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Ferreira] {says}: <“I am tired.”>",
        "<“It was raining”>, {according to} [the captain], <“and we saw nothing”>.",
        "<“Yes,”> [he] {said}.",
        "<“You lied,”> [the judge] {told} Ferreira.",
        "<“You lied,”> {said} [the judge], adjusting her glasses.",
        "[Bello] {asked}: <“Is the road safe?”>",
        "<“We won!”> [she] {cried}.",
        "<“We are tired of waiting”>, [they] {said}.",
        "<“I am tired and I want to go home,”> [Tomas Ferreira, 54, a fisherman], {said}.",
    ],
)
def test_around_quotations(marked: str) -> None:
    """Roles do not cross a quotation mark."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[He] {said}, <“My mother told me ‘never sell the boat’ when I was ten.”>",
        "[He] {said}, <‘The “old” quay will hold.’>",
        "<“They said ‘no’ to us,”> [Ferreira] {complained}.",
    ],
)
def test_quotation_in_quotation(marked: str) -> None:
    """A quotation inside another is part of its content."""
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “quay” was a heap of stones.",
        "The ‘quay’ was a heap of stones.",
        "The band’s new record, “Low Water”, was made in a barn.",
        "She drove past the “Quay Inn” twice.",
        'The boat, named "Marta", lay in the harbour.',
        "Boats of the ’70s lay at the dockers’ quay.",
    ],
)
def test_no_claim(text: str) -> None:
    """Scare quotes, titles and apostrophes are not claims."""
    check(text)


@pytest.mark.parametrize(
    "text",
    ["“The roof will hold, Ida Brandt said.", "The roof will hold,” Ida Brandt said.", '"He "said" that" "', "”said“"],
)
def test_unbalanced(text: str) -> None:
    """An unmatched mark is harmless: every find lies inside the text."""
    plain, _ = planted((text,))
    assert all(end <= len(text) for claim in found(plain) for role in claim for _, end in role)
