"""Golden files: what each format looks like, reviewed as a diff.

To renew them after a change that is meant: `NEWSCLAIMS_RENEW_GOLDEN=1 pytest tests/serialisers/test_golden.py`.
"""

import os
from pathlib import Path

import pytest
from serialisers.samples import articles_of, empty, sample

from newsclaims.serialisers import dump, load

GOLDEN = Path(__file__).parent.parent / "golden"
SETS = [sample(), empty("Nothing was said.", id="quiet-1")]


@pytest.mark.parametrize("name", ["sample.json", "samples.json", "samples.jsonl", "samples.csv"])
def test_golden(name: str, tmp_path: Path) -> None:
    """The claim sets made by hand are written, byte for byte, as in the golden file, and read from it."""
    sets = SETS if name.startswith("samples") else SETS[:1]
    dump(sets, tmp_path / name)
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        (GOLDEN / name).write_bytes((tmp_path / name).read_bytes())
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes()
    assert list(load(GOLDEN / name, articles=articles_of(*SETS))) == sets
