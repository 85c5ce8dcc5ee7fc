"""The steps of training, and how they are skipped and repeated."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from attrs import evolve

from training.plan import STARTS, Plan, Start, Step
from training.running import Records, overview, run

DIGESTS = {"corpus": "1"}
PROGRAMS = Path(__file__).resolve().parents[2] / "training"


def steps(folder: Path) -> list[Step]:
    """Return two steps: one that reads a corpus, and one after it."""
    return [
        Step("fit", "fit", ("--out", "x"), ("corpus",), {"rate": 1.0}, 1.0, folder / "x"),
        Step("tune", "tune", (), (), {"tried": (1, 2)}, 0.25),
    ]


def ran(own: Sequence[Step], folder: Path, digests: Mapping[str, str] = DIGESTS, *, again: str | None = None) -> str:
    """Run steps whose programs do nothing, and return the names of those that ran."""
    names: list[str] = []

    def call(step: Step) -> int:
        names.append(step.name)
        return 0

    run(own, Records(folder), digests, again=again, call=call)
    return " ".join(names)


def test_finished_steps_are_skipped(tmp_path: Path) -> None:
    """A second run does nothing."""
    assert ran(steps(tmp_path), tmp_path) == "fit tune"
    assert ran(steps(tmp_path), tmp_path) == ""


def test_an_interrupted_step_goes_on(tmp_path: Path) -> None:
    """A step that failed runs again, and finds what it left."""
    own = steps(tmp_path)

    def fails(step: Step) -> int:
        (tmp_path / "x").mkdir()
        return 3

    with pytest.raises(SystemExit, match=r"^The step fit failed with exit status 3\.$"):
        run(own, Records(tmp_path), DIGESTS, call=fails)
    assert ran(own, tmp_path) == "fit tune"
    assert (tmp_path / "x").is_dir()


def test_a_step_runs_again_with_all_later_ones(tmp_path: Path) -> None:
    """A step that is asked for begins from nothing, and later ones follow."""
    own = steps(tmp_path)
    ran(own, tmp_path)
    (tmp_path / "x").mkdir()
    assert ran(own, tmp_path, again="tune") == "tune"
    assert (tmp_path / "x").is_dir()
    assert ran(own, tmp_path, again="fit") == "fit tune"
    assert not (tmp_path / "x").exists()


def test_other_settings_are_refused(tmp_path: Path) -> None:
    """A step that was begun with another setting or other data is not skipped silently; the error names both."""
    first, last = steps(tmp_path)
    ran([first, last], tmp_path)
    with pytest.raises(SystemExit, match=r"settings\.rate: 1\.0 then, 2\.0 now\n.*--again fit\."):
        ran([evolve(first, settings={"rate": 2.0}), last], tmp_path)
    with pytest.raises(SystemExit, match=r"data\.corpus: 1 then, 2 now"):
        ran([first, last], tmp_path, {"corpus": "2"})


def test_the_overview_shows_times_and_states(tmp_path: Path) -> None:
    """Each step has its time and its state, and the last line has the sum of the times."""
    own = steps(tmp_path)
    ran(own[:1], tmp_path)
    assert [line.split() for line in overview(own, Records(tmp_path))] == [
        ["fit", "1.0", "h", "finished", "python", "-m", "training.fit", "--out", "x"],
        ["tune", "15", "min", "to", "do", "python", "-m", "training.tune"],
        ["all", "1.2", "h"],
    ]


@pytest.mark.parametrize("install", [False, True])
@pytest.mark.parametrize("start", STARTS)
def test_plans_end_with_a_tuned_model(tmp_path: Path, start: Start, *, install: bool) -> None:
    """Whatever the start, each step has its own name and an existing program, and the model is tuned."""
    own = list(Plan(tmp_path / "corpora", tmp_path / "out", start, install).steps())
    names = [step.name for step in own]
    assert len({*names}) == len(names)
    assert all((PROGRAMS / f"{step.program}.py").is_file() for step in own)
    assert ("tune", "install")[install] in names
    assert names[-1] == ("opinions" if install else "tune")


def test_the_shipped_network_is_trained_as_the_settings_say(tmp_path: Path) -> None:
    """The command of a network has its corpora with their weights, and its start."""
    own = {step.name: step for step in Plan(tmp_path, tmp_path / "out", "earlier", install=False).steps()}
    command = " ".join(own["world"].command)
    assert f"{tmp_path}/polnear/train:0.5 {tmp_path}/wikinews/train:1 {tmp_path}/genres/train:2" in command
    assert f"--start {tmp_path}/out/earlier --epochs 5 --seed 3 --flat 0.3" in command
    assert f"--start {tmp_path}/out/world --epochs 4 --seed 4" in " ".join(own["further"].command)
    assert f"--run {tmp_path}/out/further" in " ".join(own["export"].command)
