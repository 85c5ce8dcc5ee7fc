"""Golden files: the output of each format, so that a change can be reviewed as a diff.

To renew them after an intended change: `NEWSCLAIMS_RENEW_GOLDEN=1 pytest tests/serialisers/test_golden.py`.
"""

import os
import shutil
from pathlib import Path

import pytest
from serialisers.samples import articles_of, empty, old_sample, sample

from newsclaims._model import SCHEMA_VERSIONS
from newsclaims.serialisers import dump, load
from newsclaims.serialisers._cas.serialiser import CasSerialiser

GOLDEN = Path(__file__).parent.parent / "golden"
SETS = [sample(), empty("Nothing was said.", id="quiet-1")]
OLDER = {"version_1": [old_sample(), SETS[1]]}
"""The folders with files of earlier versions of the schema, and the claim sets in them."""
NEEDS_CAS = pytest.mark.skipif(not CasSerialiser.extra.is_installed(), reason="needs newsclaims[cas]")
CAS = [pytest.param(name, marks=NEEDS_CAS) for name in ("sample.xmi", "sample.cas.json")]

TEXTS = ("sample.json", "samples.json", "samples.jsonl", "samples.csv", "samples.conll")
LINKED = ("sample.jsonld", "samples.jsonld", "sample.anno.jsonld", "samples.anno.json")
TOOLS = ("samples.labelstudio.json", "samples.doccano.jsonl", "samples.prodigy.jsonl")


@pytest.mark.parametrize("name", [*TEXTS, *LINKED, *TOOLS, *CAS])
def test_golden(name: str, tmp_path: Path) -> None:
    """The claim sets made by hand equal the golden file, byte for byte, and are read from it."""
    sets = SETS if name.startswith("samples") else SETS[:1]
    dump(sets, tmp_path / name)
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        (GOLDEN / name).write_bytes((tmp_path / name).read_bytes())
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes()
    assert list(load(GOLDEN / name, articles=articles_of(*SETS))) == sets


def test_golden_folder(tmp_path: Path) -> None:
    """The brat folder equals the golden folder, byte for byte, and is read from it."""
    dump(SETS, tmp_path / "samples.brat", format="brat")
    if os.environ.get("NEWSCLAIMS_RENEW_GOLDEN") == "1":
        shutil.copytree(tmp_path / "samples.brat", GOLDEN / "samples.brat", dirs_exist_ok=True)
    made, kept = ({p.name: p.read_bytes() for p in (f / "samples.brat").iterdir()} for f in (tmp_path, GOLDEN))
    assert made == kept
    assert list(load(GOLDEN / "samples.brat", format="brat")) == SETS


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("name", [*TEXTS, *LINKED, *TOOLS, *CAS])
def test_files_of_an_earlier_version_are_read(name: str, version: str) -> None:
    """A file of an older schema gives claims without the fields that came later."""
    sets = OLDER[version] if name.startswith("samples") else OLDER[version][:1]
    assert list(load(GOLDEN / version / name, articles=articles_of(*sets))) == sets


@pytest.mark.parametrize("version", OLDER)
def test_a_folder_of_an_earlier_version_is_read(version: str) -> None:
    """A brat folder of an earlier newsclaims gives the same claims."""
    assert list(load(GOLDEN / version / "samples.brat", format="brat")) == OLDER[version]


def test_each_earlier_version_has_files() -> None:
    """There are golden files for each earlier version of the schema."""
    assert list(OLDER) == [f"version_{version}" for version in SCHEMA_VERSIONS[:-1]]
