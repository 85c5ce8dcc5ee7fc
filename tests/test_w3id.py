"""The redirects of w3id.org lead from every address of the namespace to a file of the site."""

import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest

from newsclaims.serialisers._namespace import namespace_documents

ROOT = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "w3id.py"))
RULES = (ROOT / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
RULE = re.compile(r"^RewriteRule \^(?P<path>\S*)\$ %\{ENV:SITE\}/(?P<target>\S+) \[R=303,L\]$", flags=re.MULTILINE)
PROJECT = '[tool.newsclaims]\nrepository = "https://example.org/code/newsclaims"\nsite = "https://example.org/docs"\n'


def targets() -> dict[str, list[str]]:
    """Return the places on the site that the redirects of each path lead to, in their order."""
    found: dict[str, list[str]] = {}
    for rule in RULE.finditer(RULES):
        found.setdefault(rule["path"].replace("\\", ""), []).append(rule["target"])
    return found


def test_the_redirects_are_those_of_the_list() -> None:
    """The file is what the tool writes today."""
    assert TOOL["rules"]() == RULES, "run python docs/w3id.py"
    # No rule has a form that the other tests do not see; one sets the address of the site.
    assert RULES.count("\nRewriteRule ") == len(RULE.findall(RULES)) + 1
    assert RULES.count("@") == 2


@pytest.mark.parametrize("document", namespace_documents(), ids=lambda document: document.file)
def test_every_form_of_every_address_is_reached(document: Any) -> None:
    """An address leads to each of its forms and to its page, and the last rule, without a condition, to the first."""
    path = urlsplit(document.address).path.removeprefix("/newsclaims/")
    found = targets()[path]
    assert TOOL["place"](document) in found
    first = next(one for one in namespace_documents() if one.address == document.address)
    assert found[-1] == TOOL["place"](first)
    assert not document.page or f"{document.page}.html" in found


def test_every_redirect_leads_to_a_file_of_the_site() -> None:
    """A redirect leads to a page of the docs, or to a document that the hook puts on the site."""
    pytest.importorskip("mkdocs", reason="needs newsclaims[docs]")
    added = {
        file.src_uri: file.content_string
        for file in TOOL["on_files"](
            [],
            config=SimpleNamespace(
                site_dir="site", use_directory_urls=False, plugins=SimpleNamespace(_current_plugin=None)
            ),
        )
    }
    pages = {
        f"{page.relative_to(ROOT / 'docs').with_suffix('').as_posix()}.html" for page in (ROOT / "docs").rglob("*.md")
    }
    assert {target for found in targets().values() for target in found} <= pages | added.keys()
    assert added == {TOOL["place"](one): one.text() for one in namespace_documents()}


def test_the_folder_for_w3id_has_the_addresses(tmp_path: Path) -> None:
    """The written files have the addresses and the maintainers, who may be given with `@`, in place of all marks."""
    project = tmp_path / "pyproject.toml"
    project.write_text(PROJECT, encoding="utf-8")
    TOOL["write_folder"](tmp_path / "newsclaims", ["ann", "@bob"], project)
    rules, about = ((tmp_path / "newsclaims" / name).read_text(encoding="utf-8") for name in (".htaccess", "README.md"))
    assert "[E=SITE:https://example.org/docs]" in rules
    assert "@" not in rules
    assert "https://example.org/code/newsclaims" in about
    assert "- [@ann](https://github.com/ann)\n- [@bob](https://github.com/bob)\n" in about
    assert not re.search("@[A-Z]+@", about)


@pytest.mark.parametrize("name", ["site", "repository"])
def test_without_an_address_nothing_is_written(tmp_path: Path, name: str) -> None:
    """If the project has no address yet, the error says which is missing."""
    project = tmp_path / "pyproject.toml"
    project.write_text(re.sub(rf"^{name} = .*$", f'{name} = ""', PROJECT, flags=re.MULTILINE), encoding="utf-8")
    with pytest.raises(TOOL["AddressError"], match=rf"pyproject\.toml does not have the address of the {name} yet"):
        TOOL["write_folder"](tmp_path / "newsclaims", ["ann"], project)
    assert not (tmp_path / "newsclaims").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["nowhere"], "nowhere is not a folder"), (["."], "Give the GitHub name of each maintainer")],
)
def test_wrong_arguments(tmp_path: Path, arguments: list[str], message: str) -> None:
    """A folder that is not there, and missing maintainers, are refused."""
    command = [sys.executable, str(ROOT / "docs" / "w3id.py"), *arguments]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 2
    assert message in said.stderr
