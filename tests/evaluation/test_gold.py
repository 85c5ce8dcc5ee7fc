"""Gold in brat's files: which files belong together, what is read, and which faults are refused."""

from pathlib import Path

import pytest

from newsclaims.errors import FileError, FormatError, UndecodableError
from newsclaims.evaluation import Roles, Unmatched, read_gold, unmatched

TEXT = "Ann said it rained a lot. \u201cNo,\u201d Bob replied, \u201cit was dry.\u201d It is said that dogs bark."
ANN = """T1\tSource 0 3\tAnn
T2\tCue 4 8\tsaid
T3\tContent 9 24\tit rained a lot
T4\tAttribution 4 8\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tSource 32 35\tBob
T6\tCue 36 43\treplied
T7\tContent 26 31;45 58\t\u201cNo,\u201d \u201cit was dry.\u201d
T8\tAttribution 36 43\treplied
E2\tAttribution:T8 Source:T5 Cue:T6 Content:T7
T9\tCue 62 69\tis said
T10\tContent 70 84\tthat dogs bark
E3\tAttribution-no-source:T9 Cue:T9 Content:T10
"""


def folder(tmp_path: Path, texts: dict[str, str], annotations: dict[str, str]) -> Path:
    """Write a gold folder."""
    for room, files in (("text", texts), ("attributions", annotations)):
        (tmp_path / room).mkdir()
        for name, content in files.items():
            (tmp_path / room / name).write_bytes(content.encode("utf-8"))
    return tmp_path


def test_gold_is_read_raw(tmp_path: Path) -> None:
    """Events become roles with all fragments, or none for a missing source; offsets fit the unchanged file."""
    [article] = read_gold(folder(tmp_path, {"rain.txt": TEXT}, {"rain_ef2d.ann": ANN}))
    assert (article.article.id, article.article.text) == ("rain", TEXT)
    rain = Roles(((0, 3),), ((4, 8),), ((9, 24),))
    dry = Roles(((32, 35),), ((36, 43),), ((26, 31), (45, 58)))
    assert article.annotations == ((rain, dry, Roles((), ((62, 69),), ((70, 84),))),)


def test_annotators_stay_separate(tmp_path: Path) -> None:
    """The part of a file's name after the last underscore is the annotator; an article may have several or none."""
    annotations = {"a_1.ann": ANN, "a_2.ann": "", "a_b_1.ann": ANN, "elsewhere_1.ann": ANN}
    gold = read_gold(folder(tmp_path, {"a.txt": TEXT, "a_b.txt": TEXT, "c.txt": TEXT}, annotations))
    assert [(g.article.id, [len(a) for a in g.annotations]) for g in gold] == [("a", [3, 0]), ("a_b", [3]), ("c", [])]


def test_odd_events_are_read(tmp_path: Path) -> None:
    """An event without content is kept if it has a source, and skipped otherwise; numbered arguments are joined."""
    lines = [
        "T1\tSource 0 3\tAnn",
        "T2\tContent 9 11\tit",
        "T3\tContent 12 18\trained",
        "E1\tAttribution:T1 Source:T1",
        "E2\tCue:T1",
        "E3\tContent:T2 Content2:T3 Other:T1",
        "# a comment",
        "A1\tNegated E1",
    ]
    [article] = read_gold(folder(tmp_path, {"a.txt": TEXT}, {"a_x.ann": "\r\n".join(lines)}))
    assert article.annotations == ((Roles(source=((0, 3),)), Roles(content=((9, 11), (12, 18)))),)


def test_line_ends_do_not_move_offsets(tmp_path: Path) -> None:
    """A text with CRLF line ends is read unchanged."""
    [article] = read_gold(folder(tmp_path, {"a.txt": "One.\r\nTwo."}, {"a_x.ann": ""}))
    assert article.article.text == "One.\r\nTwo."


def test_faults_of_a_folder(tmp_path: Path) -> None:
    """A missing folder, broken annotations and undecodable files are errors that name them."""
    with pytest.raises(FileError, match=r"A gold folder has text/\*\.txt and attributions/\*\.ann"):
        read_gold(tmp_path / "nope")
    gold = folder(tmp_path, {"a.txt": TEXT}, {"a_x.ann": "T1\tSource 0 3\tAnn\nT2\tCue four 8\tsaid"})
    with pytest.raises(FormatError, match=r"a_x\.ann, line 2: not valid brat: T2 'Cue four 8' is no"):
        read_gold(gold)
    (gold / "attributions" / "a_x.ann").write_bytes(b"\xff")
    with pytest.raises(UndecodableError):
        read_gold(gold)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("garbage", 1, "'garbage' is not a brat annotation"),
        (ANN + "T11 Source 0 3 Ann\n", 14, "'T11 Source 0 3 Ann' is not a brat annotation, whose parts"),
        (ANN + "X1\tSource 0 3\tAnn\n", 14, "is not a brat annotation"),
        (ANN + "E4\tAttribution:T4 Source:T77\n", 14, "E4 names 'Source:T77', which is not in the file"),
        (ANN + "E4\tAttribution:T4 Source\n", 14, "E4 names 'Source', which"),
        (
            ANN + "T11\tSource 80 999\tbark\n",
            14,
            f"T11 has the span 80 999, which is not a span of the text (0 to {len(TEXT)})",
        ),
        (ANN + "T11\tSource 8 4\tbark\n", 14, "T11 has the span 8 4"),
        (ANN + "T11\tSource\tbark\n", 14, "T11 'Source' is not a text-bound annotation"),
    ],
)
def test_broken_annotations_are_errors(tmp_path: Path, content: str, line: int, reason: str) -> None:
    """A broken annotation is refused with its file and line, and never ignored."""
    gold = folder(tmp_path, {"a.txt": TEXT}, {"a_x.ann": content})
    with pytest.raises(FormatError) as caught:
        read_gold(gold)
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert (caught.value.source or "").endswith("a_x.ann")


def test_an_annotation_may_contain_line_breaks(tmp_path: Path) -> None:
    """Text that continues on the next line is part of its annotation or note."""
    content = ANN.replace("it rained a lot", "it rained\n\na lot") + "#1\tAnnotatorNotes T1\tFirst.\nSecond.\n"
    [article] = read_gold(folder(tmp_path, {"a.txt": TEXT}, {"a_x.ann": content}))
    assert [len(a) for a in article.annotations] == [3]


def test_an_event_may_name_an_event(tmp_path: Path) -> None:
    """An argument may be an event, even a later one; it adds no offsets."""
    content = "T1\tSource 0 3\tAnn\nE1\tSource:T1 Content:E2\nE2\tSource:T1\n"
    [article] = read_gold(folder(tmp_path, {"a.txt": TEXT}, {"a_x.ann": content}))
    assert article.annotations == ((Roles(((0, 3),)), Roles(((0, 3),))),)


def test_a_name_is_matched_whole_first(tmp_path: Path) -> None:
    """`my_article.ann`, as brat names it, belongs to `my_article.txt`, not to a text `my`."""
    texts = {"my_article.txt": TEXT, "my.txt": TEXT, "plain.txt": TEXT}
    gold = folder(tmp_path, texts, {"my_article.ann": ANN, "my_article_x.ann": "", "plain.ann": ANN, "my_x.ann": ""})
    assert [(g.article.id, [len(a) for a in g.annotations]) for g in read_gold(gold)] == [
        ("my", [0]),
        ("my_article", [3, 0]),
        ("plain", [3]),
    ]


def test_unmatched_files_are_named(tmp_path: Path) -> None:
    """Texts without annotations and annotations without a text are named; if none match, it is an error."""
    gold = folder(tmp_path, {"a.txt": TEXT, "b.txt": TEXT}, {"a_x.ann": ANN, "c_x.ann": ANN, "d.ann": ANN})
    assert unmatched(gold) == Unmatched(texts=("b.txt",), annotations=("c_x.ann", "d.ann"))
    (gold / "attributions" / "a_x.ann").unlink()
    with pytest.raises(
        FileError, match=r"none of its annotations belongs to one of its texts \(texts: 2, annotations: 2\)"
    ):
        read_gold(gold)


def test_texts_without_any_annotations_are_an_error(tmp_path: Path) -> None:
    """A folder with texts only is refused, because all scores would be zero."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(FileError, match="there are no annotations in it"):
        read_gold(tmp_path)
    with pytest.raises(FileError, match="there is no such folder"):
        read_gold(tmp_path / "nope")


def test_a_flat_folder_is_gold(tmp_path: Path) -> None:
    """Texts and annotations may be in one folder, as in brat; an escaped name is the id."""
    for name, content in (("a%20b.txt", TEXT), ("a%20b.ann", ANN), ("a%20b_x.ann", ""), ("c.txt", TEXT)):
        (tmp_path / name).write_bytes(content.encode("utf-8"))
    assert [(g.article.id, [len(a) for a in g.annotations]) for g in read_gold(tmp_path)] == [
        ("a b", [3, 0]),
        ("c", []),
    ]
    assert unmatched(tmp_path) == Unmatched(texts=("c.txt",), annotations=())


def test_nested_events_are_left_out(tmp_path: Path) -> None:
    """An event that names its parent is a nested claim, which is left out."""
    content = ANN.replace("Content:T10", "Content:T10 Parent:E2")
    [article] = read_gold(folder(tmp_path, {"a.txt": TEXT}, {"a.ann": content}))
    assert [len(a) for a in article.annotations] == [2]
