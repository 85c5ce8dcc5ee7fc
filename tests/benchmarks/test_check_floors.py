"""The check of accuracy: a figure below its floor, without a floor, or not measured is a fault."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from newsclaims.evaluation import JudgementScores, LabelScores, Measure, Scores, calibration_of

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def check_floors(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the script as a module."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import check_floors

    return check_floors


def test_figures_are_named_by_their_paths(check_floors: Any) -> None:
    """Only scores count; the numbers of claims, precision and recall do not."""
    report = {"articles": 84, "claim": {"p": 1.0, "r": 2.0, "f1": 3.0}, "groups": {"direct": {"gold": 4.0, "f1": 5.0}}}
    assert dict(check_floors.figures(report)) == {"claim.f1": 3.0, "groups.direct.f1": 5.0}


def test_figures_of_a_report_of_judgements(check_floors: Any) -> None:
    """Accuracy and macro-F1 of each part of each label count, and the single values do not."""
    confusion = {"affirm": {"affirm": 3, "deny": 1}, "deny": {"deny": 1}}
    promises = calibration_of([(0.75, 1.0), (0.5, 0.0)])
    report = JudgementScores(1, 5, {"stance": {"all": LabelScores(confusion, promises)}}).to_dict()
    assert dict(check_floors.figures(report)) == {"stance.all.accuracy": 80.0, "stance.all.macro_f1": 76.2}


def test_figures_of_a_report_of_claims(check_floors: Any) -> None:
    """The calibration of a report of claims has a target but no floor, so it adds no figure."""
    scores = Scores(1, 0, {"claim": Measure(2, 2, 1, 1)}, calibration=calibration_of([(0.75, 1.0), (0.5, 0.0)]))
    assert "calibration" in scores.to_dict()
    assert dict(check_floors.figures(scores.to_dict())) == {"claim.f1": 50.0}


@pytest.mark.parametrize(
    ("measured", "floors", "words"),
    [
        ({"a": 50.0}, {"a": 50.0}, []),
        ({"a": 49.9}, {"a": 50.0}, ["a is 49.9, below its floor 50.0"]),
        ({}, {"a": 50.0}, ["a has a floor, but was not measured"]),
        ({"a": 50.0, "b": 1.0}, {"a": 50.0}, ["b is 1.0, but has no floor. Run with --raise."]),
    ],
)
def test_a_figure_reaches_its_floor(check_floors: Any, measured: Any, floors: Any, words: list[str]) -> None:
    """Each figure must reach its floor, and each floor must have a figure."""
    assert check_floors.faults(measured, floors) == words


def test_floors_are_only_raised(check_floors: Any) -> None:
    """A lower figure keeps the old floor, and a new figure gets one."""
    raised = check_floors.raised({"up": 60.0, "down": 40.0, "new": 1.0}, {"up": 50.0, "down": 50.0, "lost": 5.0})
    assert raised == {"up": 60.0, "down": 50.0, "new": 1.0, "lost": 5.0}


@pytest.mark.parametrize(("figure", "code"), [(50.0, 0), (49.9, 1)])
def test_the_exit_code(
    check_floors: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, figure: float, code: int
) -> None:
    """The exit code is 0 without faults and 1 with any; the figures are always printed."""
    (tmp_path / "floors.json").write_text('{"evaluation": {"claim.f1": 50.0}}', encoding="utf-8")
    (tmp_path / "report.json").write_text(json.dumps({"claim": {"f1": figure}}), encoding="utf-8")
    monkeypatch.setattr(check_floors, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(sys, "argv", ["check_floors.py", "evaluation", str(tmp_path / "report.json")])
    assert check_floors.main() == code
    assert f"{figure}  floor   50.0" in capsys.readouterr().out


def test_the_floors_are_not_below_the_targets() -> None:
    """The floors reach the project's targets, for the default extractor and for the rules."""
    floors = json.loads((BENCHMARKS / "floors.json").read_text(encoding="utf-8"))
    assert floors["evaluation"]["claim.f1"] >= 73
    assert floors["evaluation"]["content_overlap.f1"] >= 78.5
    assert floors["rules"]["claim.f1"] >= 42
    assert floors["rules"]["content_overlap.f1"] >= 52
    assert floors["wikinews"]["claim.f1"] >= 85
    assert floors["rules_wikinews"]["claim.f1"] >= 64
    whole = {"newsroom", "unseen", "wikinews"}
    sections = {"evaluation", "judgement", "rules", "rules_judgement"}
    assert set(floors) == sections | whole | {f"rules_{section}" for section in whole}


def test_turns_of_the_newsroom_have_their_target() -> None:
    """The default extractor reads interviews, transcripts and live blogs with a claim F1 of 75 or more."""
    floors = json.loads((BENCHMARKS / "floors.json").read_text(encoding="utf-8"))
    assert floors["newsroom"]["families.turns.f1"] >= 75


@pytest.mark.parametrize(("section", "code"), [("evaluation", 1), ("newsroom", 0)])
def test_only_chosen_figures_of_the_newsroom_have_floors(
    check_floors: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, section: str, code: int
) -> None:
    """A figure without a floor is a fault elsewhere; in the newsroom it is left out."""
    (tmp_path / "floors.json").write_text(json.dumps({section: {"claim.f1": 50.0}}), encoding="utf-8")
    report = {"claim": {"f1": 50.0}, "holders": {"right_of_gold": 30.0}}
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    monkeypatch.setattr(check_floors, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(sys, "argv", ["check_floors.py", section, str(tmp_path / "report.json")])
    assert check_floors.main() == code
    assert ("holders.right_of_gold" in capsys.readouterr().out) == bool(code)
