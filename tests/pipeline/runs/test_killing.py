"""Runs that are killed: nothing is lost, nothing is there twice, and the output has the same bytes."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs fork, waitid and SIGKILL")

SEED = "20"


def killed(folder: Path, output: str, kills: int) -> None:
    program = Path(__file__).with_name("killing.py")
    arguments = [sys.executable, str(program), str(folder), output, str(kills), SEED]
    done = subprocess.run(arguments, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == str(kills)


OFTEN = [("shards", 12), ("one.jsonl", 12), ("one.csv", 12), ("parquet", 6), ("one.parquet", 6)]


@pytest.mark.parametrize(
    ("output", "kills"), [("shards", 2), *(pytest.param(*case, marks=pytest.mark.slow) for case in OFTEN)]
)
def test_a_run_that_is_killed_at_any_moment_loses_nothing(tmp_path: Path, output: str, kills: int) -> None:
    """Killed again and again at random moments, also in the middle of a line, a run ends as if nothing had been."""
    if "parquet" in output and find_spec("pyarrow") is None:
        pytest.skip("needs newsclaims[arrow]")
    killed(tmp_path, output, kills)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the files of Linux about processes")
def test_a_run_with_workers_survives_their_death_and_its_own(tmp_path: Path) -> None:
    """A run whose process is killed leaves no worker and goes on; a worker that is killed costs nothing."""
    killed(tmp_path, "workers", 2)
