"""The table of stages, and how running code is assigned to them."""

import ast
import inspect
from collections.abc import Sequence
from pathlib import Path

from performance.stages import read_stages, shares, stage_of

import newsclaims
from newsclaims import Attribution, Pipeline
from newsclaims.text import Text

PACKAGE = Path(newsclaims.__file__).parent


def test_places_exist() -> None:
    """Each row of the table names a file or a folder of the package, and a function that the file has."""
    for stage in read_stages():
        path = PACKAGE / stage.place
        assert path.is_dir() if stage.place.endswith("/") else path.is_file(), stage.place
        if stage.function:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            assert stage.function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_rows_are_reached() -> None:
    """No row of the table comes after a row that already fits all its functions."""
    stages = read_stages()
    for n, stage in enumerate(stages):
        for before in stages[:n]:
            assert before.function or not stage.place.startswith(before.place)


class Looking:
    """A tagger that notes the stage of the function that calls it."""

    name = "looking"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.seen: list[str] = []

    def tag(self, text: Text, attributions: Sequence[Attribution]) -> Sequence[Attribution]:  # noqa: ARG002
        """Note the stage."""
        self.seen.append(stage_of(inspect.currentframe(), read_stages(), f"{PACKAGE}/"))
        return attributions


def test_a_function_without_a_stage_counts_with_its_caller() -> None:
    """The innermost function of the package that has a stage decides; outside the package there is none."""
    tagger = Looking()
    Pipeline("rules", taggers=[tagger]).extract("Ann Lee said it rained.")
    assert tagger.seen == ["making claims"]
    assert stage_of(inspect.currentframe(), read_stages(), f"{PACKAGE}/") == "other"


def test_shares_add_up() -> None:
    """The shares of the stages that were seen add up to 1, and the largest is the first."""
    pipeline = Pipeline("rules")
    found = shares(lambda: [pipeline.extract("Ann Lee said it rained. " * 200).to("json") for _ in range(3)], PACKAGE)
    assert not found or abs(sum(found.values()) - 1) < 1e-9
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert found.keys() <= {"other", *(stage.name for stage in read_stages())}
