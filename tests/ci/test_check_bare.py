"""The check of a bare environment fails if a package is added, or if a listed one is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parents[2] / ".ci"
LISTED = [
    line.split()[0] for line in (CI / "bare.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]


def install(folder: Path, *names: str) -> Path:
    """Write the metadata of packages into a folder, as pip does."""
    for name in names:
        info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    return folder


def checked(folder: Path) -> tuple[int, str]:
    """Run the check and return its exit code and its messages."""
    command = [sys.executable, str(CI / "check_bare.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stderr


def test_listed_packages_pass(tmp_path: Path) -> None:
    """An environment with exactly the listed packages passes, in any spelling of their names."""
    spelled = [name.replace("typing-extensions", "Typing_Extensions") for name in LISTED]
    assert checked(install(tmp_path, *spelled)) == (0, "")


@pytest.mark.parametrize("name", ["requests", "pip", "setuptools"])
def test_an_additional_package(tmp_path: Path, name: str) -> None:
    """A package that is not in the list is named."""
    code, said = checked(install(tmp_path, *LISTED, name))
    assert code == 1
    assert said == f"{name} is installed but not in bare.txt. Remove it, or add it there with the reason.\n"


def test_a_missing_package(tmp_path: Path) -> None:
    """A listed package that is not installed is named, so that the list stays true."""
    code, said = checked(install(tmp_path, *LISTED[:-1]))
    assert code == 1
    assert said == f"{LISTED[-1]} is in bare.txt but not installed. Remove it there.\n"


def test_an_empty_environment(tmp_path: Path) -> None:
    """An empty or missing folder does not pass."""
    assert checked(tmp_path)[0] == checked(tmp_path / "nowhere")[0] == 1
