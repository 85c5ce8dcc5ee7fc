"""Golden files: what each format looks like, reviewed as a diff.

To renew them after a change that is meant: `NEWSCLAIMS_RENEW_GOLDEN=1 pytest tests/serialisers/test_golden.py`.
"""

import os
import shutil
from pathlib import Path

import pytest
from serialisers.samples import articles_of, empty, old_sample, sample

from newsclaims.serialisers import dump, load
from newsclaims.serialisers.cas.serialiser import CasSerialiser

GOLDEN = Path(__file__).parent.parent / "golden"
SETS = [sample(), empty("Nothing was said.", id="quiet-1")]
OLD_SETS = [old_sample(), SETS[1]]
NEEDS_CAS = pytest.mark.skipif(not CasSerialiser.extra.is_installed(), reason="needs newsclaims[cas]")
CAS = [pytest.param(name, marks=NEEDS_CAS) for name in ("sample.xmi", "sample.cas.json")]

TEXTS = ("sample.json", "samples.json", "samples.jsonl", "samples.csv", "samples.conll")
LINKED = ("sample.jsonld", "samples.jsonld", "sample.anno.jsonld", "samples.anno.json")
TOOLS = ("samples.labelstudio.json", "samples.doccano.jsonl", "samples.prodigy.jsonl")


@pytest.mark.parametrize("name", [*TEXTS, *LINKED, *TOOLS, *CAS])
def test_golden(name: str, tmp_path: Path) -> None:
    """The claim sets made by hand are written, byte for byte, as in the golden file, and read from it."""
    sets = SETS if name.startswith("samples") else SETS[:1]
    dump(sets, tmp_path / name)
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        (GOLDEN / name).write_bytes((tmp_path / name).read_bytes())
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes()
    assert list(load(GOLDEN / name, articles=articles_of(*SETS))) == sets


def test_golden_folder(tmp_path: Path) -> None:
    """A folder for brat has, byte for byte, the files of the golden folder, and is read from it."""
    dump(SETS, tmp_path / "samples.brat", format="brat")
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        shutil.copytree(tmp_path / "samples.brat", GOLDEN / "samples.brat", dirs_exist_ok=True)
    made, kept = ({p.name: p.read_bytes() for p in (f / "samples.brat").iterdir()} for f in (tmp_path, GOLDEN))
    assert made == kept
    assert list(load(GOLDEN / "samples.brat", format="brat")) == SETS


@pytest.mark.parametrize("name", [*TEXTS, *LINKED, *TOOLS, *CAS])
def test_files_of_version_1_are_read(name: str) -> None:
    """What a newsclaims before labels of somebody's own and usage wrote reads as claims without any."""
    sets = OLD_SETS if name.startswith("samples") else OLD_SETS[:1]
    assert list(load(GOLDEN / "version_1" / name, articles=articles_of(*SETS))) == sets


def test_a_folder_of_version_1_is_read() -> None:
    """A folder for brat that an earlier newsclaims wrote reads as the same claims."""
    assert list(load(GOLDEN / "version_1" / "samples.brat", format="brat")) == OLD_SETS
