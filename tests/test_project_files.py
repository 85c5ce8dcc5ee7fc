"""The files that people find in the repository: how to cite, how to report, and the forms of issues and changes."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
HAS_INPUT = {"checkboxes", "dropdown", "input", "textarea"}
NO_ADDRESS = ["CITATION.cff", "NOTICE", "SECURITY.md", ".github/pull_request_template.md"]


def read(path: Path) -> Any:
    """Return the content of a YAML file. Dates become strings, as in JSON."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


def test_how_to_cite() -> None:
    """`CITATION.cff` agrees with the metadata of the package, and its address is the project's."""
    cited, project = read(ROOT / "CITATION.cff"), PROJECT["project"]
    assert cited["title"] == project["name"]
    assert cited["license"] == project["license"]
    assert cited["keywords"] == project["keywords"]
    assert cited["authors"] == project["authors"]
    assert cited["abstract"] == project["description"]
    assert cited.get("repository-code", "") == PROJECT["tool"]["newsclaims"]["repository"]


@pytest.mark.parametrize("path", [path for path in FORMS if path.name != "config.yml"], ids=lambda path: path.stem)
def test_a_form_for_issues(path: Path) -> None:
    """A form has what GitHub requires, asks for something, and names each field once."""
    form = read(path)
    assert form["name"]
    assert form["description"]
    fields = [part for part in form["body"] if part["type"] in HAS_INPUT]
    assert any(field.get("validations", {}).get("required") for field in fields)
    assert all(field["attributes"]["label"] for field in fields)
    ids = [field["id"] for field in fields]
    assert sorted(set(ids)) == sorted(ids)
    assert {part["type"] for part in form["body"]} <= HAS_INPUT | {"markdown"}


def test_every_issue_has_a_form() -> None:
    """There is a form for each kind of issue, and no issue without one."""
    assert [path.stem for path in FORMS] == ["bug", "claim", "config", "feature"]
    assert read(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml")["blank_issues_enabled"] is False
    assert "may publish" in (ROOT / ".github" / "ISSUE_TEMPLATE" / "claim.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*NO_ADDRESS, *(path.relative_to(ROOT).as_posix() for path in FORMS)])
def test_no_file_invents_an_address_of_the_project(name: str) -> None:
    """The one place for the project's addresses is `pyproject.toml`; other files name it only if they agree."""
    known = [address for address in PROJECT["tool"]["newsclaims"].values() if address]
    found = re.findall(r"https?://[^\s)\"']*newsclaims[^\s)\"']*", (ROOT / name).read_text(encoding="utf-8"))
    assert [address for address in found if not address.startswith(tuple(known))] == []
