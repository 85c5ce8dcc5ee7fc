"""The installed package: one version, its data, the commands of the README, and declared requirements only."""

import hashlib
import re
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import pytest

import newsclaims

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Packages that the base install must not require.
HEAVY = {"onnx", "pandas", "pyarrow", "spacy", "torch", "transformers"}


def names(requirements: list[str]) -> set[str]:
    """Return the bare names of requirements."""
    return {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}


def test_there_is_one_version() -> None:
    """The package, its metadata and the command have the same version."""
    said = subprocess.run(
        [sys.executable, "-I", "-m", "newsclaims", "--version"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert metadata.version("newsclaims") == newsclaims.__version__
    assert newsclaims.__version__ in said.split()[-1]


def test_the_version_is_the_same_everywhere() -> None:
    """The changelog's newest version, `CITATION.cff` and the page on stability have this version, of the same day."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    [first, (version, day), *_] = re.findall(r"^## \[(.+?)\](?: - (.+))?$", changelog, re.MULTILINE)
    assert first == ("Unreleased", "")
    assert version == newsclaims.__version__
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {version}\ndate-released: {day}\n" in cited
    stability = (ROOT / "docs" / "reference" / "stability.md").read_text(encoding="utf-8")
    assert f"\nThe version is {version}.\n" in stability


@pytest.mark.parametrize(
    "name",
    [
        *("py.typed", "data/en/cues.tsv", "data/claimset.schema.json"),
        *(
            "data/en/words.tsv",
            "data/en/nesting.tsv",
            "data/en/holders.tsv",
            "data/en/times.tsv",
            "data/en/weights.toml",
        ),
        *("data/model/encoder.onnx", "data/model/roles.onnx", "data/model/verdicts.onnx", "data/model/tokenizer.json"),
        *("data/model/settings.json", "data/model/CARD.md"),
    ],
)
def test_the_data_is_installed(name: str) -> None:
    """Data files are installed."""
    assert (resources.files("newsclaims") / name).is_file()


@pytest.mark.parametrize("command", ["newsclaims extract", "pytest"])
def test_the_readme_has_each_command_on_one_line(command: str) -> None:
    """A newcomer can copy one line, and `.ci/run` runs the same line."""
    found = re.findall(rf"^pip install .*&& {command}.*$", README, re.MULTILINE)
    assert len(found) == 1
    for word in found[0].split():
        if "/" in word:
            assert (ROOT / word).is_file()


def test_the_base_install_is_light() -> None:
    """Heavy packages are extras."""
    assert not names(PROJECT["dependencies"]) & HEAVY


def test_the_licence_is_complete() -> None:
    """The licence has its SPDX identifier and its full text."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_package_carries_its_licence_and_its_notice() -> None:
    """Both are installed, and the notice names the model's base, the corpora and their licences."""
    assert metadata.metadata("newsclaims").get_all("License-File") == ["LICENSE", "NOTICE"]
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for words in ("MiniLM", "Copyright (c) Microsoft Corporation", "PolNeAR", "Wikinews", "Attribution 2.5", "CC0 1.0"):
        assert words in notice


def test_every_entry_point_is_declared_under_its_own_name() -> None:
    """`newsclaims plugins` lists the entry points of `pyproject.toml`."""
    for group, points in PROJECT["entry-points"].items():
        installed = {point.name: point.value for point in metadata.entry_points(group=group) if point.dist}
        assert points.items() <= installed.items()


def test_the_seed_is_unchanged() -> None:
    """The seed article is unchanged, because gold offsets point into it."""
    (seed,) = (ROOT / "seeds").iterdir()
    assert seed.name == "000_ba67543f12171369.txt"
    digest = hashlib.sha256(seed.read_bytes()).hexdigest()
    assert digest == "6b4c911ff3c79fcca11c72f292e801a2df9400718e5d6ce706670cd60044950e"
