"""The workflows call steps that exist, and run each Python that the package names."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
STEPS = {path.stem for path in (ROOT / ".ci" / "steps").glob("*.sh")}
OWN = re.compile(r"(bash \.ci/(run|engines)|scripts/release)\b")
"""The beginning of a command of ours."""
OTHERS = ("gh release create ",)
"""Commands that only make sense on GitHub."""


def jobs(workflow: Path) -> dict[str, Any]:
    """Return the jobs of a workflow by name."""
    found: dict[str, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return found


def commands(workflow: Path) -> list[str]:
    """Return the commands of a workflow, one for each line."""
    steps = [step for job in jobs(workflow).values() for step in job.get("steps", [])]
    return [line for step in steps for line in step.get("run", "").splitlines()]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_have_no_commands_of_their_own(workflow: Path) -> None:
    """A check is written once, in `.ci/`, so a workflow only calls it."""
    assert [line for line in commands(workflow) if not OWN.match(line) and not line.startswith(OTHERS)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_call_steps_that_exist(workflow: Path) -> None:
    """A step that is renamed is renamed in the workflows too."""
    calls = [
        line.removeprefix("bash .ci/run").split() for line in commands(workflow) if line.startswith("bash .ci/run")
    ]
    named = {word for call in calls for word in call} - {"--out", "out"}
    assert named <= STEPS


def test_every_python_is_tested() -> None:
    """The weekly workflow runs on exactly the versions of Python that the package's metadata names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    named = [f"3.{line.removeprefix(prefix)}" for line in project["classifiers"] if line.startswith(prefix)]
    matrix = jobs(ROOT / ".github" / "workflows" / "weekly.yml")["systems"]["strategy"]["matrix"]
    assert matrix["python"] == named
