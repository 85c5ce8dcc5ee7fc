"""brat: the format of PolNeAR, other folders, edits by an annotator, and faults."""

import hashlib
import os
import re
from importlib import resources
from pathlib import Path

import pytest
from serialisers.brat.folders import read, spans, written
from serialisers.samples import empty, sample

from newsclaims._model import LABELS, ClaimSet, ExtractorInfo
from newsclaims.errors import FileError, FormatError, InputTypeError, UndecodableError
from newsclaims.evaluation import read_gold
from newsclaims.serialisers import dump, load
from newsclaims.serialisers._brat.claims_from_events import ATTRIBUTES, split_at_lines

TEXT = "😀 Ann said it rained a lot. “No,” Bob replied, “it was dry 😀.” It is said that dogs bark."
GOLD = """T1\tSource 2 5\tAnn
T2\tCue 6 10\tsaid
T3\tContent 11 26\tit rained a lot
T4\tAttribution 6 10\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
A1\tStance E1 affirm
A2\tcue_force T2 Neutral
"""


def brat(tmp_path: Path, **files: str) -> Path:
    """Write a flat folder; `quay_ann` is `quay.ann`, and `quay_txt` is `quay.txt`."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_bytes(content.encode("utf-8"))
    return folder


def claimset(text: str) -> ClaimSet:
    """Return a claim set with one claim, whose content is the whole text."""
    content = {"spans": [{"start": 0, "end": len(text)}], "text": text}
    return ClaimSet(article={"text": text, "id": "a"}, claims=[{"id": "one", "content": content}])


# Writing.


def test_a_text_of_zero_characters_comes_back(tmp_path: Path) -> None:
    """A text that is mostly U+0000 is read back if newsclaims wrote it; another such text is probably UTF-16."""
    zeros = claimset("\0\x01" * 100)
    folder = written(tmp_path, zeros)
    assert read(folder) == [zeros]
    (folder / "newsclaims.jsonl").unlink()
    with pytest.raises(UndecodableError, match="many bytes are zero"):
        read(folder)


def test_a_folder_for_brat(tmp_path: Path) -> None:
    """Each article is an unchanged text file with its annotations; the configuration is beside them."""
    crlf = empty("One.\r\nTwo.", id="a b/c")
    folder = written(tmp_path, sample(), crlf)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        *("a%20b%2Fc.ann", "a%20b%2Fc.txt", "annotation.conf", "ferry-1.ann", "ferry-1.txt", "newsclaims.jsonl")
    ]
    assert (folder / "a%20b%2Fc.txt").read_bytes() == b"One.\r\nTwo."
    assert (folder / "a%20b%2Fc.ann").read_bytes() == b""
    assert read(folder) == [sample(), crlf]


def test_the_dialect(tmp_path: Path) -> None:
    """The trigger repeats the cue, or else the content; fragments are joined by a space, and parents are named."""
    lines = (written(tmp_path, sample()) / "ferry-1.ann").read_text(encoding="utf-8").splitlines()
    assert lines[2:10] == [
        "T3\tContent 21 37;80 98\t“The old ferry,” “will sail again.”",
        "T4\tAttribution 64 68\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "A1\tStance E1 affirm",
        "A2\tConfidence E1 certain",
        "A3\tCueForce E1 neutral",
        "A4\tSourceType E1 named_person",
        "A5\tQuotation E1 direct",
    ]
    assert lines[10] == '#1\tAnnotatorNotes E1\t{"name":"Ines Prado"}'
    assert "E3\tAttribution:T12 Content:T11 Cue:T10 Source:T9 Parent:E2" in lines


def test_without_source_and_cue(tmp_path: Path) -> None:
    """The event's type says that there is no source, as in PolNeAR, and the trigger repeats the content."""
    folder = written(tmp_path, claimset("It rained."))
    assert (folder / "a.ann").read_text(encoding="utf-8").splitlines() == [
        "T1\tContent 0 10\tIt rained.",
        "T2\tAttribution-no-source 0 10\tIt rained.",
        "E1\tAttribution-no-source:T2 Content:T1",
        '#1\tAnnotatorNotes E1\t{"id":"one"}',
    ]


def test_the_configuration_lists_everything() -> None:
    """Every type, argument, attribute and value that is written is in annotation.conf."""
    lines = (resources.files("newsclaims") / "data" / "brat" / "annotation.conf").read_text(encoding="utf-8")
    attributes = dict(re.findall(r"^(\w+)\tArg:<EVENT>, Value:(\S+)$", lines, re.MULTILINE))
    assert {label: tuple(attributes.pop(name).split("|")) for label, name in ATTRIBUTES.items()} == {
        name: tuple(label.values) for name, label in LABELS.items()
    }
    assert attributes == {}
    for kind in ("Source", "Cue", "Content"):
        assert re.search(rf"^{kind}$", lines, re.MULTILINE)
    for event in ("Attribution\t.*Source", "Attribution-no-source\t.*Cue"):
        assert re.search(rf"^{event}.*Parent\?:<EVENT>$", lines, re.MULTILINE)


def test_one_article_by_several(tmp_path: Path) -> None:
    """Claim sets of one article share its text; the later files are named after the annotator, or numbered."""
    first = sample()
    people = [first.model_copy(update={"extractor": ExtractorInfo(name="brat", annotator=who)}) for who in "ab"]
    odd = first.model_copy(update={"extractor": ExtractorInfo(name="brat", annotator="Zoë_B/1")})
    sets = [*people, first, odd, empty("Else.", id="ferry-1_b"), empty("Other text.", id="ferry-1")]
    folder = written(tmp_path, *sets)
    assert sorted(path.stem for path in folder.glob("*.txt")) == ["ferry-1", "ferry-1_b~2", "ferry-1~2"]
    annotated = ["ferry-1", "ferry-1_3", "ferry-1_Zo%C3%AB%5FB%2F1", "ferry-1_b", "ferry-1_b~2", "ferry-1~2"]
    assert sorted(path.stem for path in folder.glob("*.ann")) == annotated
    assert read(folder) == sets
    (folder / "newsclaims.jsonl").unlink()
    assert [(s.article.id, s.extractor and s.extractor.annotator, len(s)) for s in read(folder)] == [
        *(("ferry-1", None, 3), ("ferry-1", "3", 3), ("ferry-1", "Zoë_B/1", 3), ("ferry-1", "b", 3)),
        *(("ferry-1_b~2", None, 0), ("ferry-1~2", None, 0)),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\n \n\n"])
def test_a_span_over_lines(tmp_path: Path, end: str) -> None:
    """A span is split at every kind of line end, and joined again when read."""
    text = f"“One{end}T9\tContent 0 1\tx{end}Two”"
    one = claimset(text)
    folder = written(tmp_path, one)
    data = (folder / "a.ann").read_text(encoding="utf-8")
    assert len(data.splitlines()) == 4
    assert data.count("One T9\tContent 0 1\tx Two”\n") == 2
    assert read(folder) == [one]
    (folder / "newsclaims.jsonl").unlink()
    assert read(folder)[0].claims == one.claims


def test_where_spans_are_split() -> None:
    """Pieces of white space are dropped; if there are no others, one stays, or an empty piece."""
    assert split_at_lines("a \n\n b", ((0, 6),)) == ((0, 2), (4, 6))
    assert split_at_lines("a\n \nb c", ((0, 5), (6, 7))) == ((0, 1), (4, 5), (6, 7))
    assert split_at_lines("\n \n", ((0, 3),)) == ((1, 2),)
    assert split_at_lines("\n\n", ((0, 2),)) == ((0, 0),)


def test_moved_spans_stay_moved(tmp_path: Path) -> None:
    """A stored span does not count once an annotator has moved the span."""
    folder = written(tmp_path, claimset("One\nTwo three"))
    path = folder / "a.ann"
    path.write_text(path.read_text(encoding="utf-8").replace("Content 0 3;4 13", "Content 0 3;4 7"), encoding="utf-8")
    [found] = read(folder)
    assert spans(found[0])[2] == ((0, 3), (4, 7))


def test_a_change_drops_computed_values(tmp_path: Path) -> None:
    """In a changed file, labels are the annotator's; probabilities, score and extractor are dropped."""
    folder = written(tmp_path, sample())
    path = folder / "ferry-1.ann"
    data = path.read_text(encoding="utf-8").replace("Stance E1 affirm", "Stance E1 deny")
    path.write_text(data.replace('"Ines Prado"}', '"Ines Prado"} sure?'), encoding="utf-8")
    [found] = read(folder)
    first = found[0]
    assert (first.stance, first.confidence, first.source_name) == ("deny", "certain", "Ines Prado")
    assert (first.score, dict(first.probabilities), first.evidence, first.times) == (None, {}, (), ())
    assert (found.article, found.extractor) == (sample().article, ExtractorInfo(name="brat"))
    assert found.warnings == (
        "made by hand",
        "the annotations were changed after newsclaims wrote them.",
        "skipped: notes 1.",
    )
    assert found[2].parent == found[1].id == sample()[1].id


# Files of other tools.


def test_an_added_file_belongs_to_the_same_article(tmp_path: Path) -> None:
    """An annotation file added for an article gets its id, title and other fields from the written ones."""
    long = sample().article.model_copy(update={"id": "x" * 300, "title": "Quay"})
    folder = written(tmp_path, ClaimSet(article=long))
    [text] = folder.glob("*.txt")
    (folder / f"{text.stem}_zoe.ann").write_bytes(b"T1\tContent 0 3\tabc\nE1\tContent:T1\n")
    _, added = read(folder)
    assert added.article == long
    assert added.extractor == ExtractorInfo(name="brat", annotator="zoe")


def test_gold_of_others(tmp_path: Path) -> None:
    """A folder without any field of newsclaims gives exactly its spans and tags."""
    [found] = read(brat(tmp_path, quay_txt=TEXT, quay_ann=GOLD))
    [claim] = found
    assert (found.article.id, found.extractor, found.warnings) == ("quay", ExtractorInfo(name="brat"), ())
    assert spans(claim) == (((2, 5),), ((6, 10),), ((11, 26),))
    assert (claim.stance, claim.cue_force, claim.confidence, claim.source_type) == ("affirm", "neutral", None, None)


def test_annotations_saved_by_a_text_editor(tmp_path: Path) -> None:
    """A byte order mark and other line ends do not matter."""
    saved = "\ufeff" + GOLD.replace("\n", "\r\n")
    first, second = read(brat(tmp_path, a_txt=TEXT, a_ann=GOLD, b_txt=TEXT, b_ann=saved))
    assert [spans(claim) for claim in second] == [spans(claim) for claim in first]
    assert (second[0].stance, second.warnings) == (first[0].stance, ())


def test_our_annotations_with_line_ends_of_windows(tmp_path: Path) -> None:
    """If only line ends were changed, as Git can do it on Windows, a claim set has all its details."""
    dump([sample(), empty("Two lines.\nAnd a second.", id="two")], tmp_path / "out", format="brat")
    for path in [*(tmp_path / "out").glob("*.ann"), tmp_path / "out" / "newsclaims.jsonl"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(tmp_path / "out") == [sample(), empty("Two lines.\nAnd a second.", id="two")]


def test_the_layout_of_polnear(tmp_path: Path) -> None:
    """Texts and annotations may be in separate folders, with one annotation file for each annotator."""
    for room, name, content in (("text", "quay.txt", TEXT), ("attributions", "quay_e2.ann", GOLD)):
        (tmp_path / room).mkdir()
        (tmp_path / room / name).write_bytes(content.encode("utf-8"))
    (tmp_path / "attributions" / "quay_f3.ann").write_bytes(b"")
    assert [(s.article.id, s.extractor and s.extractor.annotator, len(s)) for s in read(tmp_path)] == [
        ("quay", "e2", 1),
        ("quay", "f3", 0),
    ]


def test_other_annotations_are_counted(tmp_path: Path) -> None:
    """Loose spans, events without a content and unknown annotations are counted, and nothing else is lost."""
    more = """T5\tDiscuss 34 37\tBob
T6\tContent 47 47\t
T7\tSource 34 37\tRob
E2\tAttribution:T4 Source:T7 Content:T6
E3\tAttribution:T4 Source:T7
A3\tNegated E1
A4\tStance R1 deny
#1\tAnnotatorNotes E1\tWho is she?
#2\tAnnotatorNotes T1\t{"name":"Ann"}
R1\tCoref Arg1:T1 Arg2:T7
*\tEquiv T1 T7
"""
    [found] = read(brat(tmp_path, quay_txt=TEXT, quay_ann=GOLD + more))
    assert len(found) == 1
    assert found.warnings == (
        "text-bound annotations in no event, left out: 1 (Discuss 1).",
        "text-bound annotations whose words are not at their offsets: 1. Did the text change?",
        "skipped: attributes 2, notes 2, other annotations 2.",
        "left out, because they have no content: 2.",
    )


@pytest.mark.parametrize(("value", "warnings"), [("Government", ("skipped: attributes 2.",)), ("None", ())])
def test_attributes_of_missing_roles_are_counted(tmp_path: Path, value: str, warnings: tuple[str, ...]) -> None:
    """A source type without a source and a cue force without a cue are counted as skipped."""
    force = "A2\tCueForce E1 neutral\n" if warnings else ""
    [found] = read(
        brat(
            tmp_path,
            a_txt=TEXT,
            a_ann=f"T1\tContent 11 26\tit rained a lot\nE1\tContent:T1\nA1\tSourceType E1 {value}\n{force}",
        )
    )
    assert found.warnings == warnings


@pytest.mark.issue("F05")
def test_spans_drawn_with_blanks_are_trimmed(tmp_path: Path) -> None:
    """White space at the edges of spans is cut off, and a warning says how many; spans of it alone are left out."""
    drawn = GOLD.replace("Source 2 5\tAnn", "Source 1 6\t Ann ") + "T5\tCue 33 34\t \nE2\tA:T5 Content:T3 Cue:T5\n"
    [found] = read(brat(tmp_path, quay_txt=TEXT, quay_ann=drawn))
    assert str(found[0]) == "Ann | said | it rained a lot (affirm)"
    assert spans(found[1]) == ((), (), ((11, 26),))
    assert found.warnings == (
        "spans with white space at their edges, trimmed: 1, for example ' Ann ' at 1..6.",
        "spans of only white space, left out: 1, for example ' ' at 33..34.",
    )


def test_only_spans_that_somebody_drew_are_trimmed(tmp_path: Path) -> None:
    """A file that newsclaims wrote is read exactly; once it is changed, its spans may be drawn by hand."""
    folder = written(tmp_path, claimset(" It rained. "))
    assert read(folder) == [claimset(" It rained. ")]
    path = folder / "a.ann"
    path.write_bytes(path.read_bytes() + b"A1\tStance E1 deny\n")
    [changed] = read(folder)
    assert (changed[0].content.text, changed[0].stance) == ("It rained.", "deny")
    assert changed.warnings[1:] == (
        "spans with white space at their edges, trimmed: 1, for example ' It rained. ' at 0..12.",
    )


def test_fragments_as_they_come(tmp_path: Path) -> None:
    """Fragments out of order are sorted, numbered arguments are joined, and overlaps are merged."""
    more = "T5\tContent 49 58;28 33\t“it was dry “No,”\nT6\tContent 29 31\tNo\nE2\tA:T5 Content:T5 Content2:T6\n"
    [found] = read(brat(tmp_path, quay_txt=TEXT, quay_ann=GOLD + more))
    assert spans(found[1]) == ((), (), ((28, 33), (49, 58)))


def test_a_text_without_annotations(tmp_path: Path) -> None:
    """A text without annotations comes last, without claims and with a warning."""
    first, last = read(brat(tmp_path, b_txt=TEXT, b_ann=GOLD, a_txt="Nothing."))
    assert (len(first), len(last), last.article.id) == (1, 0, "a")
    assert last.warnings == ("not annotated: a.txt has no .ann file.",)


# Faults.


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A3\tStance E1 maybe", "'maybe' is not a value of stance; the values are affirm"),
        ("A3\tStance E1", "'' is not a value of stance"),
        ("A3\tStance E1 deny", "E1 has two values of Stance, affirm and deny"),
        ("A3\tSourceType E1 none", "set Claim.source to None"),
        ('#1\tAnnotatorNotes E1\t{"id":1}', "must be a string"),
        ('#1\tAnnotatorNotes E1\t{"id":""}', "must be a string"),
        ('#1\tAnnotatorNotes E1\t{"name":1}', "name must be a str"),
        ('#1\tAnnotatorNotes E1\t{"mention_of":[1]}', "mention_of"),
        ('#1\tAnnotatorNotes E1\t{"spans":[]}', "'spans' must be an object"),
        ('#1\tAnnotatorNotes E1\t{"spans":{"voice":[]}}', "'spans' must be an object"),
        ('#1\tAnnotatorNotes E1\t{"spans":{"cue":[[true,2]]}}', "a list of pairs"),
        ('#1\tAnnotatorNotes E1\t{"spans":{"cue":{"0":1}}}', "must be an array"),
        ('#1\tAnnotatorNotes E1\t{"times":[{"kind":"date"}]}', "span is missing"),
        ("T3\tContent 0 1\t😀", "the id T3 is used twice; ids must be unique"),
        ("E1\tContent:T3", "the id E1 is used twice; ids must be unique"),
        ("E2\tAttribution:T4 Content:T3 Parent:E2", "the parents of some claims lead back"),
        ("E2\tAttribution:T4 Content:T9", "E2 names 'Content:T9', which is not in the file"),
    ],
)
def test_faults(tmp_path: Path, line: str, reason: str) -> None:
    """A fault is an error with file and line, after the claim sets before it."""
    folder = brat(tmp_path, a_txt=TEXT, a_ann=GOLD, b_txt=TEXT, b_ann=GOLD + line + "\n")
    found: list[ClaimSet] = []
    with pytest.raises(FormatError) as caught:
        found.extend(load(folder, format="brat"))
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{folder / 'b.ann'}")
    # The claim refuses a wrong value of an attribute.
    expected = None if "lead back" in reason else 5 if "none" in line else 8
    assert caught.value.line == expected
    assert [s.article.id for s in found] == ["a"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[]", "a line must be an object, not an array"),
        ("{", "newsclaims.jsonl, line 1"),
        ('{"ann": 3}', "3 is missing"),
        ('{"ann": "../a.ann"}', "'../a.ann' is missing"),
        ('{"ann": "a.ann"}', "'article' is missing"),
        ('{"ann": "a.ann", "article": {}, "usage": 3}', "'usage' must be an object"),
        ('{"ann": "a.ann", "article": {}, "warnings": 3}', "'warnings' must be an array"),
        ('{"ann": "a.ann", "article": {}, "warnings": [3]}', "warnings.0 must be a str"),
        ('{"ann": "a.ann", "article": {"id": 3}}', "id must be a str"),
        ('{"ann": "a.ann", "article": {}, "extractor": 3}', "'extractor' must be an object"),
        ('{"ann": "a.ann", "article": {}, "claims": [3]}', "a claim must be an object"),
        (
            '{"ann": "a.ann", "article": {}, "claims": [{}, {}], "digest": "DIGEST"}',
            "details of 2 claims, but a.ann has 1",
        ),
        (
            '{"ann": "a.ann", "article": {}, "claims": [{"scare": 1}], "digest": "DIGEST"}',
            "the details of a claim have unknown fields: 'scare'",
        ),
        ('{"ann": "a.ann", "article": {}, "claims": [{"score": 2}], "digest": "DIGEST"}', "score"),
        ('{"ann": "a.ann", "article": {}, "schema_version": "99"}', "schema version '99'"),
    ],
)
def test_faults_of_the_index(tmp_path: Path, line: str, reason: str) -> None:
    """The index of fields that brat cannot store is checked as well."""
    digest = hashlib.sha256(GOLD.encode("utf-8")).hexdigest()[:16]
    folder = brat(tmp_path, a_txt=TEXT, a_ann=GOLD, newsclaims_jsonl=line.replace("DIGEST", digest))
    with pytest.raises(FormatError, match=re.escape(reason)):
        read(folder)


def test_no_such_folder(tmp_path: Path) -> None:
    """Streams, files, missing folders and other folders are refused; an empty folder has no claim sets."""
    for place in (tmp_path / "nope", Path(__file__)):
        with pytest.raises(FileError, match="no such folder"):
            read(place)
    (tmp_path / "empty").mkdir()
    assert read(tmp_path / "empty") == []
    with pytest.raises(FileError, match="it has no brat files"):
        read(brat(tmp_path, notes_md="# Notes"))
    with pytest.raises(InputTypeError, match="a path"), Path(os.devnull).open("wb") as stream:
        dump(sample(), stream, format="brat")
    with pytest.raises(FormatError, match="there is no text for it"):
        read(brat(tmp_path / "empty", a_ann=GOLD))


# Evaluation.


def test_our_folder_is_gold(tmp_path: Path) -> None:
    """A written folder can be used as gold: it has all claims except nested ones."""
    [gold] = read_gold(written(tmp_path, sample()))
    assert (gold.article.id, gold.article.text) == ("ferry-1", sample().article.text)
    [claims] = gold.annotations
    assert [(c.source, c.cue, c.content) for c in claims] == [spans(c) for c in sample() if c.parent is None]
