"""Quotations: every way to mark them, and marks that only look like quotation marks."""

import pytest

from newsclaims._model import Article
from newsclaims.text import Quotation, read


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text."""
    return read(Article(text=text)).quotations


def quoted(text: str) -> list[str]:
    """Return the quotations of a text with their marks, with an ellipsis after those that are never closed."""
    found = read(Article(text=text))
    places = [(found.view.original(q.start, q.end), q.closed) for q in found.quotations]
    return [text[start:end] + ("" if closed else "...") for (start, end), closed in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won," she said.', ['"We won,"']),
        ("‘We won,’ she said.", ["‘We won,’"]),
        ("'We won,' she said.", ["'We won,'"]),
        ("«Oui», said Jean, « peut-être ».", ["«Oui»", "« peut-être »"]),
        ("»Ja«, said Hans.", ["»Ja«"]),
        ("„Nein“, said Hans, ‚nie‘.", ["„Nein“", "‚nie‘"]),
        ("„Nie”, said Jan.", ["„Nie”"]),
        ("”Hej,” said Sven.", ["”Hej,”"]),
        ("''We won,'' she said. ``We did,'' he said.", ["''We won,''", "``We did,''"]),
        ("＂We won,＂ she said.", ["＂We won,＂"]),
        ('“We won," she said.', ['“We won,"']),
        ("“We won,“ she said.", ["“We won,“"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    """Quotation marks of every family are found, including mixed and misused ones."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” she said, “and they lost.”", ["“We won,”", "“and they lost.”"]),
        ('"We won. They lost. So it goes," she said.', ['"We won. They lost. So it goes,"']),
        ('Her "fair" deal ("so-called") is a non-"deal".', ['"fair"', '"so-called"', '"deal"']),
        ('"No!"—he said—"Never."', ['"No!"', '"Never."']),
        ('"Go."\u00a0"Stay."', ['"Go."', '"Stay."']),
        ('"Go.""Stay."', ['"Go."', '"Stay."']),
        ('"...and then," he said', ['"...and then,"']),
        ('He said,"Go."', ['"Go."']),
        ("*“Go,”* he said", ["“Go,”"]),
        ("\u202a“Go,”\u202c he said", ["“Go,”"]),
        ('the "Blue" vs. "Red" game', ['"Blue"', '"Red"']),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    """A quotation may be split by its cue, span several sentences, and touch dashes, brackets and other marks."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“She told me, ‘Go,’ and I went,” he said.",
        "\"She told me, 'Go,' and I went,\" he said.",
        "‘She told me, “Go,” and I went,’ he said.",
        "'She told me, \"Go,\" and I went,' he said.",
        "«She told me, “Go,” and I went,» he said.",
        '“She told me, "Go," and I went,” he said.',
        "“She told me, “Go,” and I went,” he said.",
    ],
)
def test_nesting(text: str) -> None:
    """A quotation inside a quotation knows its parent and its depth."""
    outer, inner = quotations(text)
    assert (outer.depth, outer.parent) == (0, None)
    assert (inner.depth, inner.parent) == (1, 0)
    assert text[inner.inner_start : inner.inner_end] == "Go,"
    assert outer.inner_end == outer.end - 1 == text.index(" he said") - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("''He said, 'Go.'''", ["''He said, 'Go.'''", "'Go.'"]),
        ("“He said, ‘Go.’”", ["“He said, ‘Go.’”", "‘Go.’"]),
        ("“‘Go’ is what he said.”", ["“‘Go’ is what he said.”", "‘Go’"]),
        ("‘’Tis good,’ he said.", ["‘’Tis good,’"]),
        ("“He said, ‘Go.’\u2009” She left.", ["“He said, ‘Go.’\u2009”", "‘Go.’"]),
    ],
)
def test_marks_side_by_side(text: str, expected: list[str]) -> None:
    """Adjacent marks open from the outside in and close from the inside out."""
    assert quoted(text) == expected


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize(
    "text",
    [
        "China^s plan didn^t work, nor did the U.S.^s.",
        "The workers^ rights and the bosses^ duties are Mr. Jones^ concern.",
        "In the ^90s, or in ^68, it was rock ^n^ roll.",
        "^Tis the season, so get ^em while you^re goin^ home ^til ten o^clock.",
        "He had a cup o^ joe at one of the Joneses^.",
        "CBS^ Face the Nation.",
    ],
)
def test_apostrophes(text: str, apostrophe: str) -> None:
    """Apostrophes in possessives, clipped words and decades do not open or close quotations."""
    assert quoted(text.replace("^", apostrophe)) == []


@pytest.mark.parametrize(("open_", "close"), ["''", "‘’"])
@pytest.mark.parametrize(
    "words",
    [
        "The workers^ rights are China^s, too,",
        "I^m goin^ to the ministers^ house in the ^90s,",
        "Well, ^tis rock ^n^ roll!",
        "It is the workers^.",
        "Get ^em",
    ],
)
def test_apostrophes_inside_single_marks(words: str, open_: str, close: str) -> None:
    """An apostrophe between single quotation marks is still an apostrophe."""
    quotation = open_ + words.replace("^", close) + close
    assert quoted(f"Yes: {quotation} she said. The owners{close} men left.") == [quotation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He called them ‘heroes’ and ‘friends’ too.", ["‘heroes’", "‘friends’"]),
        ("She read 'The Workers' to them.", ["'The Workers'"]),
        (
            "“The ‘workers’ plan is bad,” he said. “I know ‘it.’”",
            ["“The ‘workers’ plan is bad,”", "‘workers’", "“I know ‘it.’”", "‘it.’"],
        ),
    ],
)
def test_closing_mark_after_s(text: str, expected: list[str]) -> None:
    """A single mark after an s closes the open quotation, unless a clearer mark closes it first."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'He is 6\'2" tall, or 5’ 11”, on a 24" wheel.',
        "» Read more",
        "»Read more\n»And more",
        "Home › World › Asia",
        'A stray mark" here.',
        "A stray mark” here.",
        'Nothing "" here, nor " " there.',
        'An ornament: """"""""""""',
        "He is '",
        "It is all '",
    ],
)
def test_no_quotations(text: str) -> None:
    """Feet and inches, bullets, stray marks and empty marks are not quotations."""
    assert quoted(text) == []


def test_measures_inside_quotations() -> None:
    """An inch mark does not end a quotation."""
    assert quoted('"He is 6\'2" tall," she said.') == ['"He is 6\'2" tall,"']


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize(("open_", "close"), ["“”", '""', "‘’", "''", "«»"])
def test_paragraphs(gap: str, open_: str, close: str) -> None:
    """A quotation reopens in each paragraph and closes in the last one; each piece points to the one before."""
    text = gap.join([f"He said: {open_}One.", f"{open_}Two.", f"{open_}Three,{close} he said. {open_}Four.{close}"])
    first, second, third, fourth = quotations(text)
    assert [q.closed for q in (first, second, third, fourth)] == [False, False, True, True]
    assert [q.continues for q in (first, second, third, fourth)] == [None, 0, 1, None]
    assert text[first.inner_start : first.inner_end] == "One."
    assert text[third.start : third.end] == f"{open_}Three,{close}"


def test_nested_over_paragraphs() -> None:
    """Two nested quotations that continue in the next paragraph both reopen there."""
    text = "“She told me: ‘Go.\n“‘Go now.’ And I went.”"
    assert [(q.depth, q.closed, q.continues) for q in quotations(text)] == [
        (0, False, None),
        (1, False, None),
        (0, True, 0),
        (1, True, 1),
    ]


def test_dateline_before_a_piece() -> None:
    """A quotation may open right after a dateline."""
    text = "HAVANA (AP) — “We won.\n“They lost,” she said."
    assert [q.continues for q in quotations(text)] == [None, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We won.\nThey lost.", ["“We won...."]),
        ("“We won. “They lost,” he said.", ["“They lost,”"]),
        ("We won,” he said. “They lost.”", ["“They lost.”"]),
        ("He said ‘we won.\nThey lost.", []),
        ("He said “we ‘won” again.", ["“we ‘won”"]),
        ("“", []),
        ("He said “", []),
        ("(“We won)", ["“We won)..."]),
    ],
)
def test_unbalanced(text: str, expected: list[str]) -> None:
    """A double mark that is never closed reaches to the end of its paragraph, unless another opens after it."""
    assert quoted(text) == expected
