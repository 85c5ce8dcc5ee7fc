"""Sentences: where they end, and where they do not."""

import subprocess
import sys

import pytest

from newsclaims._model import Article
from newsclaims.text import read


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    reading = read(Article(text=text))
    return [reading.slice(sentence.start, sentence.end) for sentence in reading.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "He won.|She lost.",
        "Who won?|Nobody!|Well.",
        "He came last week.|“They won,” he said.",
        "He went to Iowa.|Doe stayed.",
        "He moved to the U.S.|He liked it.",
        "It ended at 9 p.m.|She left.",
        "It rose 4.5 percent.|2016 was worse.",
        "(He won.)|She lost.",
        "They won … |Then they lost.",
        "He met the CEO.|That was all.",
    ],
)
def test_breaks(text: str) -> None:
    """A sentence ends at a full stop, a question mark or an exclamation mark before a capital or a digit."""
    assert sentences(text.replace("|", " ")) == [sentence.strip() for sentence in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Doe, Mrs. Doe, Dr. Roe and Sens. Jane Roe and J. R. Doe met Lt. Gov. Joe Roe.",
        "The U.S. Senate and Acme Inc. met on Sept. 8 at 9 a.m. Eastern time.",
        "Rep. Jane Roe (D-Va.), who spoke, and Sen. Joe Doe (R-Tex.) agreed.",
        "In Doe v. Roe and Doe vs. Roe it lost in Port St. Lucie near Ft. Worth.",
        "Is it? he asked.",
        "It was the W.T.O. -- and who else -- that won.",
        "He paid $4.5 million, i.e. too much.",
        "Read example.com now.",
    ],
)
def test_no_breaks(text: str) -> None:
    """Abbreviations, titles, initials and inserted remarks do not end a sentence."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(("open_", "close"), ["“”", '""', "‘’", "''", "«»"])
@pytest.mark.parametrize(
    "text",
    [
        "<We won. They lost. It is over,> he said.|<Next. And next.>|She left.",
        "<Who won?> Ms. Roe asked.",
        "<We won!> he said.",
        "<Who won?> the senator from Ohio said.|Nobody knew.",
        "She said, <We won. They lost.>|He left.",
        "<We won.>|<They lost.>",
    ],
)
def test_quotations_stay_whole(text: str, open_: str, close: str) -> None:
    """A closed quotation is never split; the words after it begin a sentence as they would without it."""
    text = text.replace("<", open_).replace(">", close)
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_an_unclosed_mark_does_not_join_sentences() -> None:
    """Sentences end after a mark that is never closed, but a closed quotation after it stays whole."""
    assert sentences("He said: “We won. They lost. He said ‘Go. Now.’ and left.") == [
        "He said: “We won.",
        "They lost.",
        "He said ‘Go. Now.’ and left.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A headline\n\nA sentence that stands below it.", ["A headline", "A sentence that stands below it."]),
        ("HAVANA (AP) — It rained. It poured.", ["It rained.", "It poured."]),
        ("No stop at the end\nNor here", ["No stop at the end", "Nor here"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_paragraphs_and_datelines(text: str, expected: list[str]) -> None:
    """A sentence never leaves its paragraph and never includes the dateline."""
    assert sentences(text) == expected


def test_word_ranges() -> None:
    """A sentence knows its words and its paragraph."""
    text = read(Article(text="HAVANA (AP) — It rained. It poured.\nIt stopped."))
    assert [(s.paragraph, text.words.texts[s.first : s.last]) for s in text.sentences] == [
        (0, ("It", "rained", ".")),
        (0, ("It", "poured", ".")),
        (1, ("It", "stopped", ".")),
    ]


def test_the_library_is_imported_late() -> None:
    """The sentence library is imported when a text is read, not when the package is imported."""
    code = (
        "import sys; from newsclaims.text import read; from newsclaims._model import Article\n"
        "assert 'nupunkt' not in sys.modules; read(Article(text='A b. C d.')); assert 'nupunkt' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
