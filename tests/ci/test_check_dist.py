"""The check of wheel and sdist passes the whole package, and names files that are missing or extra."""

import importlib.util
import io
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
METADATA = "newsclaims-1.0.dist-info/METADATA"
LICENCES = {f"newsclaims-1.0.dist-info/licenses/{name}" for name in ("LICENSE", "NOTICE")}
OTHER_FILES = (
    ".ci/run",
    ".github/a.yml",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "NOTICE",
    "README.md",
    "SECURITY.md",
    "benchmarks/a.py",
    "conftest.py",
    "docs/index.md",
    "examples/a.py",
    "fuzz/a.py",
    "hatch_build.py",
    "pyproject.toml",
    "scripts/a",
    "seeds/a.txt",
    "tests/test_a.py",
    "training/a.py",
)


@pytest.fixture(scope="module")
def check_dist() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("check_dist", ROOT / ".ci" / "check_dist.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def packed(folder: Path, names: set[str], metadata: str = "") -> Path:
    """Write a wheel and an sdist with empty files of these names."""
    with zipfile.ZipFile(folder / "newsclaims-1.0-py3-none-any.whl", "w") as wheel:
        for name in sorted(names | LICENCES):
            wheel.writestr(name, "")
        wheel.writestr(METADATA, metadata)
    with tarfile.open(folder / "newsclaims-1.0.tar.gz", "w:gz") as sdist:
        for name in sorted({*names, *OTHER_FILES}):
            sdist.addfile(tarfile.TarInfo(f"newsclaims-1.0/{name}"), io.BytesIO())
    return folder


def test_the_whole_package_passes(check_dist: ModuleType, tmp_path: Path) -> None:
    """Archives with the files of the tree pass, so nothing else is required."""
    assert check_dist.main(packed(tmp_path, check_dist.package_files())) == 0


@pytest.mark.parametrize("name", ["newsclaims/data/en/cues.tsv", "newsclaims/py.typed", "newsclaims/_model/labels.py"])
def test_a_missing_file(check_dist: ModuleType, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of the tree that is missing from the archives is named once for each."""
    assert check_dist.main(packed(tmp_path, check_dist.package_files() - {name})) == 1
    assert capsys.readouterr().err.splitlines() == [f"{name} is not in the wheel", f"{name} is not in the sdist"]


def test_an_extra_file(check_dist: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not in the tree, e.g. left from an earlier build, is named."""
    assert check_dist.main(packed(tmp_path, check_dist.package_files() | {"newsclaims/old.py"})) == 1
    assert capsys.readouterr().err == "newsclaims/old.py should not be in the wheel\n"


def test_a_heavy_requirement(check_dist: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A forbidden requirement of the base install is named; an extra may have it."""
    metadata = "Requires-Dist: torch>=2\nRequires-Dist: spacy; extra == 'spacy'\n"
    assert check_dist.main(packed(tmp_path, check_dist.package_files(), metadata)) == 1
    assert capsys.readouterr().err == "the base requires torch>=2\n"


def test_a_file_that_only_training_needs(
    check_dist: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is fetched for training is named, because it would make every sdist larger."""
    monkeypatch.setattr(sys.modules[__name__], "OTHER_FILES", (*OTHER_FILES, "training/kept/said.npz"))
    assert check_dist.main(packed(tmp_path, check_dist.package_files())) == 1
    assert capsys.readouterr().err == "training/kept/said.npz should not be in the sdist\n"


def test_an_archive_that_is_too_large(
    check_dist: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each archive above the bound is named with its size."""
    folder = packed(tmp_path, check_dist.package_files())
    wheel, sdist = "newsclaims-1.0-py3-none-any.whl", "newsclaims-1.0.tar.gz"
    most = max((folder / name).stat().st_size for name in (wheel, sdist))
    monkeypatch.setattr(check_dist, "MOST_BYTES", most)
    assert check_dist.main(folder) == 0
    monkeypatch.setattr(check_dist, "MOST_BYTES", 1)
    assert check_dist.main(folder) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" has ")[0] for line in lines] == [wheel, sdist]
    assert all(line.endswith("more than 1") for line in lines)


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_a_missing_licence(
    check_dist: ModuleType,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A wheel without the licence, or without the notice on weights and corpora, does not pass."""
    monkeypatch.setattr(sys.modules[__name__], "LICENCES", {one for one in LICENCES if not one.endswith(name)})
    assert check_dist.main(packed(tmp_path, check_dist.package_files())) == 1
    assert capsys.readouterr().err == f"the wheel has no {name}\n"
