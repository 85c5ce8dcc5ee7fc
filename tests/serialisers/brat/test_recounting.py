"""brat folders whose offsets count another form of the text: the words in the file show which one."""

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from serialisers.brat.folders import read, written
from serialisers.samples import sample
from strategies import examples

from newsclaims._model import ClaimSet
from newsclaims.errors import FormatError
from newsclaims.evaluation import read_gold
from newsclaims.serialisers._brat.recounting import recount_of

MARK = "the byte order mark is not counted"
PIECES = st.sampled_from(["\r\n", "\r\n", "\n", "\r", " ", "a", "b", "an", "😀", "é"])
TEXTS = st.lists(PIECES, max_size=25).map("".join)


class Form(NamedTuple):
    """A form of a text in which its offsets may be counted."""

    lf: bool
    marked: bool
    utf_16: bool

    def of(self, text: str) -> str:
        """Return the text in this form."""
        text = text.removeprefix("\ufeff")
        if self.lf:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "\ufeff" * self.marked + text

    def offset(self, text: str, at: int) -> int:
        """Return an offset in the form's text in its unit."""
        return len(text[:at].encode("utf-16-le")) // 2 if self.utf_16 else at


def folder(place: Path, text: str, lines: list[str]) -> Path:
    """Write a folder with one text and its annotations."""
    place.mkdir(exist_ok=True)
    (place / "a.txt").write_bytes(text.encode("utf-8"))
    (place / "a.ann").write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return place


def contents(text: str, form: Form, spans: list[tuple[int, int]]) -> list[str]:
    """Return annotations of contents, as a tool writes them that has the text in a form."""
    lines = []
    for number, (start, end) in enumerate(spans, 1):
        words = " ".join(text[start:end].splitlines())
        lines.append(f"T{number}\tContent {form.offset(text, start)} {form.offset(text, end)}\t{words}")
        lines.append(f"E{number}\tContent:T{number}")
    return lines


def plain(words: str) -> str:
    """Return words with single spaces."""
    return " ".join(words.split())


@pytest.mark.issue("F12")
def test_the_words_decide_what_a_line_end_counts(tmp_path: Path) -> None:
    """A CRLF counts as one character in the offsets, and the text stays as it is in the file."""
    lines = [
        *("T1\tSource 12 14\tHe", "T2\tCue 15 19\tsaid", "T3\tContent 20 29\tit rained", "T4\tAttribution 15 19\tsaid"),
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
    ]
    place = folder(tmp_path / "F12", "John spoke.\r\nHe said it rained.", lines)
    [found] = read(place)
    assert str(found[0]).startswith("He | said | it rained")
    assert found.article.text == "John spoke.\r\nHe said it rained."
    assert found.warnings == (
        "offsets converted, because the words in the file show how it counts: each CRLF counts as one character.",
    )
    [gold] = read_gold(place)
    [[roles]] = gold.annotations
    assert (roles.source, roles.cue, roles.content) == (((13, 15),), ((16, 20),), ((21, 30),))


@pytest.mark.parametrize(
    ("text", "form", "how"),
    [
        ("\ufeffIt rained.", Form(lf=False, marked=False, utf_16=False), MARK),
        ("😀 It rained.", Form(lf=False, marked=False, utf_16=True), "characters above U+FFFF count as two (UTF-16)"),
        (
            "It rained.",
            Form(lf=False, marked=True, utf_16=False),
            "a byte order mark is counted that the text does not have",
        ),
        (
            "\ufeffIt 😀 😀 😀 was\r\nwet.\r\nIt rained.",
            Form(lf=True, marked=False, utf_16=True),
            f"each CRLF counts as one character, and characters above U+FFFF count as two (UTF-16), and {MARK}",
        ),
    ],
)
def test_each_way_of_counting_is_named(tmp_path: Path, text: str, form: Form, how: str) -> None:
    """The warning says in which way the offsets were converted; the text stays as it is in the file."""
    theirs = form.of(text)
    start = theirs.index("It rained")
    spans = [(start, len(theirs) - 1), *([(theirs.index("was"), start - 1)] if "was" in theirs else [])]
    [found] = read(folder(tmp_path / "a", text, contents(theirs, form, spans)))
    assert (found[0].content.text, found.article.text) == ("It rained", text)
    assert found.warnings == (f"offsets converted, because the words in the file show how it counts: {how}.",)


def test_line_ends_can_count_as_two(tmp_path: Path) -> None:
    """A text that a program has changed to LF is read with the offsets of its CRLF form."""
    before = "One.\r\n\r\nIt rained."
    lines = contents(before, Form(lf=False, marked=False, utf_16=False), [(8, 17)])
    [found] = read(folder(tmp_path / "a", before.replace("\r\n", "\n"), lines))
    assert found[0].content.text == "It rained"
    assert "each line end counts as two characters" in found.warnings[0]


@examples(150)
@example(text="\r\n\r\na", marked=False, form=Form(lf=True, marked=False, utf_16=False), places=[0, 1, 2, 3])
@given(
    text=TEXTS,
    marked=st.booleans(),
    form=st.builds(Form, lf=st.booleans(), marked=st.booleans(), utf_16=st.booleans()),
    places=st.lists(st.integers(0, 40), min_size=2, max_size=8),
)
def test_any_text_in_any_form(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    marked: bool,  # noqa: FBT001
    form: Form,
    places: list[int],
) -> None:
    """For any text and any spans, offsets of any form of the text lead to the words that were marked."""
    theirs, text = form.of(text), "\ufeff" * marked + text
    pairs = {(min(pair), min(max(pair), len(theirs))) for pair in zip(places[::2], places[1::2], strict=False)}
    # A span with the mark itself has words that the text may lack.
    spans = sorted(pair for pair in pairs if (words := theirs[slice(*pair)]).strip() and "\ufeff" not in words)
    [found] = read(folder(tmp_path_factory.mktemp("any") / "a", text, contents(theirs, form, spans)))
    assert {plain(claim.content.text) for claim in found} == {plain(theirs[start:end]) for start, end in spans}
    assert found.article.text == text


def test_stored_details_are_converted_too(tmp_path: Path) -> None:
    """If only the text of our own folder is changed to CRLF, everything points to the same words as before."""
    place = written(tmp_path, sample())
    path = place / "ferry-1.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    [found] = read(place)
    assert "each CRLF counts as one character" in found.warnings[-1]
    assert [words_of(found)] == [words_of(sample())]


def words_of(claimset: ClaimSet) -> list[list[str]]:
    """Return the words of all spans of a claim set."""
    spans = [[block.span for block in claimset.article.blocks]]
    for claim in claimset:
        spans += [list(passage.spans) for _, passage in claim.passages()]
        spans += [[one.span for one in claim.times], [one.span for one in claim.evidence]]
        spans += [[claim.source.mention_of]] if claim.source and claim.source.mention_of else []
    return [[claimset.article.text[span.start : span.end] for span in group] for group in spans]


def test_a_faulty_note_is_an_error_of_the_file(tmp_path: Path) -> None:
    """A note that is not of our form is an error with its line, however deep it is, also if offsets are converted."""
    note = '#1\tAnnotatorNotes E1\t{"evidence":' + "[" * 900 + "]" * 900 + "}"
    lines = ["T1\tContent 5 14\tIt rained", "E1\tContent:T1", note]
    with pytest.raises(FormatError, match=r"a\.ann, line 3: .*evidence"):
        read(folder(tmp_path / "a", "One.\r\nIt rained.", lines))


def test_a_split_span_is_one_again(tmp_path: Path) -> None:
    """A span over a line end, which brat has in two pieces, is read as one piece of the changed text."""
    text = "It\nrained."
    claim = {"id": "1", "content": {"spans": [{"start": 0, "end": 9}], "text": text[:9]}}
    place = written(tmp_path, ClaimSet(article={"text": text, "id": "a"}, claims=[claim]))
    (place / "a.txt").write_bytes(b"It\r\nrained.")
    [found] = read(place)
    assert found[0].content.text == "It\r\nrained"


def test_no_way_fits(tmp_path: Path) -> None:
    """If no way of counting fits all words, offsets in the text stay with a warning, and others are an error."""
    text, line = "One.\r\nIt rained.", "T1\tContent 5 14\tIt rained"
    more = "T2\tContent 0 3\tTwo"
    [found] = read(folder(tmp_path / "a", text, [line, "E1\tContent:T1", more, "E2\tContent:T2"]))
    assert [claim.content.text for claim in found] == ["It raine", "One"]
    assert found.warnings[0] == "text-bound annotations whose words are not at their offsets: 2. Did the text change?"
    with pytest.raises(FormatError, match=r"a\.ann, line 1: .*T1 has the span 5 44"):
        read(folder(tmp_path / "a", text, [line.replace("14", "44"), "E1\tContent:T1"]))


def test_annotations_without_words_say_nothing(tmp_path: Path) -> None:
    """Offsets are not converted if the file has no words, and an empty line of words fits any way."""
    text = "One.\r\nIt rained."
    event, full = "E1\tContent:T1", "T1\tContent 5 14\tIt rained"
    [found] = read(folder(tmp_path / "a", text, ["T1\tContent 5 14\t", event]))
    assert found[0].content.text == "It raine"
    [found] = read(folder(tmp_path / "a", text, [full, "T2\tContent 14 15\t", event]))
    assert found[0].content.text == "It rained"
    with pytest.raises(FormatError, match=r"line 2: .*T2 has the span 16 17"):
        read(folder(tmp_path / "a", text, [full, "T2\tContent 16 17\t", event]))


def test_the_least_difference_counts() -> None:
    """Offsets that fit as they are stay; of several ways that fit, the one with the fewest differences counts."""
    assert recount_of("a\r\na a", [("a", ((3, 4),))]) is None
    recount = recount_of("\ufeffa\r\n\r\nb", [("b", ((4, 5),))])
    assert recount is not None
    assert recount.how == "each CRLF counts as one character"
