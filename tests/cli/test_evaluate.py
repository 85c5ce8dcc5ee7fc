"""`newsclaims evaluate`."""

import json
from pathlib import Path

import pytest
from cli.running import TEXT, run


@pytest.fixture
def gold(tmp_path: Path) -> str:
    """A folder with one annotated article."""
    for room in ("text", "attributions"):
        (tmp_path / "gold" / room).mkdir(parents=True)
    (tmp_path / "gold" / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    annotation = (
        "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 18\tit rained\nE1\tSource:T1 Cue:T2 Content:T3\n"
    )
    (tmp_path / "gold" / "attributions" / "a_x.ann").write_text(annotation, encoding="utf-8")
    return str(tmp_path / "gold")


def test_evaluate_prints_the_measures(gold: str) -> None:
    """The measures come as a table, then the claim measure by kind."""
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


def test_evaluate_tells_what_it_does_not_count(gold: str) -> None:
    """Texts and annotations that have no counterpart are named on standard error, a few of them."""
    for number in range(7):
        (Path(gold) / "text" / f"b{number}.txt").write_text(TEXT, encoding="utf-8")
    (Path(gold) / "attributions" / "elsewhere_x.ann").write_text("", encoding="utf-8")
    done = run("evaluate", gold, "--extractor", "scripted", "--json")
    assert json.loads(done.stdout)["claim"]["r"] == 100.0
    texts, annotations = done.stderr.splitlines()
    assert texts.startswith("newsclaims: warning: texts without an annotation, in which nothing is counted: b0.txt, ")
    assert texts.endswith("b4.txt and 2 more.")
    assert annotations == "newsclaims: warning: annotations that belong to no text, passed over: elsewhere_x.ann."


def test_evaluate_of_no_gold_says_so() -> None:
    """A folder that is no gold is an error with what it should be."""
    done = run("evaluate", "nope")
    assert done.exit_code == 1
    assert "A gold folder has text/*.txt" in done.stderr
