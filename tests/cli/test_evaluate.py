"""`newsclaims evaluate`."""

import json
import re
from pathlib import Path

import pytest
from cli.running import TEXT, run


@pytest.fixture
def gold(tmp_path: Path) -> str:
    """Write a folder with one annotated article."""
    for room in ("text", "attributions"):
        (tmp_path / "gold" / room).mkdir(parents=True)
    (tmp_path / "gold" / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    annotation = (
        "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 18\tit rained\nE1\tSource:T1 Cue:T2 Content:T3\n"
    )
    (tmp_path / "gold" / "attributions" / "a_x.ann").write_text(annotation, encoding="utf-8")
    return str(tmp_path / "gold")


def test_evaluate_prints_the_measures(gold: str) -> None:
    """The measures are printed as a table, followed by the claim measure by kind."""
    done = run("evaluate", gold, "--extractor", "scripted")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["articles", "1,", "missing", "0"]
    assert ["claim", "50.0", "100.0", "66.7"] in lines
    assert ["claim,", "indirect", "50.0", "100.0", "66.7"] in lines


def test_evaluate_prints_json(gold: str) -> None:
    """`--json` prints one object with the keys of the PolNeAR scorer, and the groups."""
    found = json.loads(run("evaluate", gold, "--extractor", "scripted", "--json").stdout)
    assert found["claim"] == {"p": 50.0, "r": 100.0, "f1": 66.7}
    assert list(found)[:4] == ["articles", "missing", "content_overlap", "claim"]
    assert found["groups"]["indirect"]["gold"] == 1.0


def test_evaluate_names_unmatched_files(gold: str) -> None:
    """Standard error names a few of the texts and annotations that have no counterpart."""
    for number in range(7):
        (Path(gold) / "text" / f"b{number}.txt").write_text(TEXT, encoding="utf-8")
    (Path(gold) / "attributions" / "elsewhere_x.ann").write_text("", encoding="utf-8")
    done = run("evaluate", gold, "--extractor", "scripted", "--json")
    assert json.loads(done.stdout)["claim"]["r"] == 100.0
    texts, annotations = done.stderr.splitlines()
    assert texts.startswith("newsclaims: warning: texts without an annotation, not scored: b0.txt, ")
    assert texts.endswith("b4.txt and 2 more.")
    assert annotations == "newsclaims: warning: annotations without a text, skipped: elsewhere_x.ann."


def test_evaluate_of_another_folder_says_so() -> None:
    """A folder that is not a gold folder is an error that says what it should contain."""
    done = run("evaluate", "nope")
    assert done.exit_code == 1
    assert "A gold folder has text/*.txt" in done.stderr


def test_evaluate_prints_calibration(gold: str) -> None:
    """Below the table are the calibration error and, for each least score, the expected and the actual precision."""
    done = run("evaluate", gold, "--extractor", "rules")
    before, after = done.stdout.split("\nexpected calibration error of the score: ")
    assert before.splitlines()[-1].startswith("claim, without_cue")
    error, _, heading, *lines = after.splitlines()
    assert re.fullmatch(r"0\.\d{3} in 10 bins of equal mass", error)
    assert heading.split("  ") == ["min_score", "claims", "of all", "promised", "kept"]
    assert lines[0].startswith("0.5 ")
    found = json.loads(run("evaluate", gold, "--extractor", "rules", "--json").stdout)["calibration"]
    assert f"{found['ece']:.3f}" == error.split()[0]
    assert [str(one["n"]) for one in found["at_least"]] == [line.split()[1] for line in lines]


def test_evaluate_prints_no_calibration_without_scores(gold: str) -> None:
    """An extractor without scores gets no lines about calibration."""
    assert "calibration" not in run("evaluate", gold, "--extractor", "scripted").stdout
    assert "calibration" not in json.loads(run("evaluate", gold, "--extractor", "scripted", "--json").stdout)


@pytest.fixture
def labels(tmp_path: Path) -> str:
    """Write a file with two labelled attributions of the article of `gold`, one of them drawn at random."""
    rest = {"confidence": "certain", "cue_force": "neutral", "source_type": "named_person", "article": "a"}
    rows: list[dict[str, object]] = [
        {
            "id": "1",
            "spans": {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]},
            "stance": "affirm",
            "drawn": "random",
        },
        {
            "id": "2",
            "spans": {"source": [[20, 23]], "cue": [[24, 30]], "content": [[31, 45]]},
            "stance": "deny",
            "drawn": "cue",
        },
    ]
    lines = [json.dumps({**row, **rest}) for row in rows]
    (tmp_path / "labels.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return str(tmp_path / "labels.jsonl")


def test_evaluate_prints_how_labels_were_judged(gold: str, labels: str) -> None:
    """With `--labels`, each label has a line for each part and each value, and a confusion matrix."""
    lines = [
        line.split() for line in run("evaluate", gold, "--labels", labels, "--extractor", "rules").stdout.split("\n")
    ]
    assert lines[0] == ["attributions", "2,", "articles", "1"]
    assert lines[2] == ["label", "part", "n", "accuracy", "macro-F1", "majority", "ECE"]
    assert lines[3][:6] == ["stance", "all", "2", "100.0", "100.0", "50.0"]
    assert lines[4][:6] == ["stance", "random", "1", "100.0", "100.0", "100.0"]
    assert ["stance", "deny", "100.0", "100.0", "100.0", "1"] in lines
    at = lines.index(["stance:", "gold", "values", "(rows)", "and", "judged", "values", "(columns)"])
    assert lines[at + 1 : at + 4] == [["affirm", "deny"], ["affirm", "1", "0"], ["deny", "0", "1"]]
    assert sum(line[1:3] == ["gold", "values"] for line in lines) == 4


def test_evaluate_prints_judgements_as_json(gold: str, labels: str) -> None:
    """With `--labels`, `--json` prints all figures, and the folder needs no annotations."""
    (Path(gold) / "attributions" / "a_x.ann").unlink()
    done = run("evaluate", gold, "--labels", labels, "--extractor", "rules", "--json")
    found = json.loads(done.stdout)
    assert list(found) == ["articles", "attributions", "stance", "confidence", "cue_force", "source_type"]
    assert found["stance"]["all"]["confusion"] == {"affirm": {"affirm": 1}, "deny": {"deny": 1}}
    assert found["source_type"]["random"]["classes"][0] == {
        "value": "named_person",
        "n": 1,
        "p": 100.0,
        "r": 100.0,
        "f1": 100.0,
    }
    assert done.stderr == ""


def test_evaluate_of_broken_labels_says_where(gold: str, labels: str) -> None:
    """A line that is not a labelled attribution is an error with its file and number."""
    Path(labels).write_text("{}", encoding="utf-8")
    done = run("evaluate", gold, "--labels", labels)
    assert done.exit_code == 1
    assert f"{labels}, line 1: not valid labels: id: Field required" in done.stderr


def test_evaluate_judges_in_one_process(gold: str, labels: str) -> None:
    """`--workers` together with `--labels` is refused, not ignored."""
    done = run("evaluate", gold, "--labels", labels, "--workers", "2")
    assert done.exit_code == 2
    assert "--workers cannot be used with the labels of given spans" in done.stderr


@pytest.fixture
def claims(tmp_path: Path) -> str:
    """A file with the claims of the article of `gold`: two, the second with a holder, and its family."""
    rest = {"stance": "affirm", "confidence": "certain", "cue_force": "neutral", "source_type": "named_person"}
    rows = [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]], **rest},
        {"source": [[20, 23]], "cue": [[24, 30]], "content": [[31, 45]], "holder": "Bob King", **rest},
    ]
    (tmp_path / "claims.jsonl").write_text(json.dumps({"id": "a", "claims": rows}), encoding="utf-8")
    (tmp_path / "articles.jsonl").write_text('{"id": "a", "family": "weather"}', encoding="utf-8")
    return str(tmp_path / "claims.jsonl")


def test_evaluate_scores_whole_claims(gold: str, claims: str) -> None:
    """With a file of claims come the measures, families, nested claims, holders and labels."""
    done = run("evaluate", gold, "--labels", claims, "--extractor", "rules", "--workers", "2")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["articles", "1,", "missing", "0"]
    assert ["claim,", "family", "weather", "100.0", "100.0", "100.0"] in lines
    assert ["nested", "claim", "0.0", "0.0", "0.0"] in lines
    at = lines.index(["of", "claims", "right"])
    assert lines[at + 1 : at + 4] == [["gold", "1", "0.0"], ["matched", "1", "0.0"], ["answered", "0", "0.0"]]
    assert ["stance", "all", "2", "50.0", "66.7", "100.0"] in [line[:6] for line in lines]
    assert done.stderr == ""


def test_evaluate_prints_whole_claims_as_json(gold: str, claims: str) -> None:
    """`--json` gives all of it in one object; the folder needs no annotations."""
    (Path(gold) / "attributions" / "a_x.ann").unlink()
    found = json.loads(run("evaluate", gold, "--labels", claims, "--extractor", "rules", "--json").stdout)
    assert found["claim"] == {"p": 100.0, "r": 100.0, "f1": 100.0}
    assert found["families"]["weather"]["f1"] == 100.0
    assert found["holders"]["gold"] == 1
    assert found["stance"]["confusion"] == {"affirm": {"affirm": 1, "deny": 1}}


def test_evaluate_of_broken_claims_says_where(gold: str, claims: str) -> None:
    """A claim with a parent that is not there is an error with file and line."""
    broken = Path(claims).read_text(encoding="utf-8").replace('"holder"', '"parent": 7, "holder"')
    Path(claims).write_text(broken, encoding="utf-8")
    done = run("evaluate", gold, "--labels", claims)
    assert done.exit_code == 1
    assert f"{claims}, line 1: not valid gold claims: claims.1.parent: there is no claim 7." in done.stderr


def test_evaluate_merges_several_extractors(gold: str) -> None:
    """Several extractors are scored as one; an intersection keeps only what all of them found."""
    both = ("evaluate", gold, "--extractor", "scripted", "--extractor", "rules", "--json")
    union, common = (json.loads(run(*both, "--merge", merge).stdout) for merge in ("union", "intersection"))
    assert union["claim"]["r"] == common["claim"]["r"] == 100.0
    assert common["claim"]["p"] >= union["claim"]["p"]
