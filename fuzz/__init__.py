"""Fuzzing: gives the public functions hostile inputs, and checks laws that must hold for each of them.

`python -m fuzz --help` says how to run it. It is not installed. It uses the Hypothesis strategies of `tests/`.
"""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"

# The strategies are modules of the tests' own folder. It comes last, so that it hides no package.
if str(TESTS) not in sys.path:
    sys.path.append(str(TESTS))
