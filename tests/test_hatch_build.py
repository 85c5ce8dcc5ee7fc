"""The address of the project is in one place, and the package's links and its README for PyPI are made from it."""

import importlib.util
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.search(r'__version__ = "(.+)"', (ROOT / "newsclaims" / "__init__.py").read_text(encoding="utf-8"))[1]  # type: ignore[index]
REPOSITORY = "https://example.org/team/newsclaims"
SITE = "https://example.org/docs"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """Return `hatch_build.py` as a module."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copy_of_the_project(folder: Path, *, repository: str = "", site: str = "") -> Path:
    """Copy what a build needs, with other addresses and without the data of the package."""
    for name in ("README.md", "LICENSE", "NOTICE", "hatch_build.py"):
        shutil.copy(ROOT / name, folder / name)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name, address in (("repository", repository), ("site", site)):
        project, count = re.subn(rf'^{name} = ".*"$', f'{name} = "{address}"', project, flags=re.MULTILINE)
        assert count == 1
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / "newsclaims").mkdir()
    shutil.copy(ROOT / "newsclaims" / "__init__.py", folder / "newsclaims" / "__init__.py")
    return folder


def build(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Build the project of a folder into its `dist`."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", "dist", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def metadata_of_the_wheel(folder: Path) -> Message:
    """Build the wheel of a folder and return its metadata."""
    done = build(folder, "-t", "wheel")
    assert done.returncode == 0, done.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def description(metadata: Message) -> str:
    """Return the README in metadata."""
    payload = metadata.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode("utf-8")


def targets(markdown: str) -> list[str]:
    """Return the targets of all links and pictures of a README, as a reader of Markdown finds them."""
    markdown_it = pytest.importorskip("markdown_it", reason="needs newsclaims[test-formats]")
    html = markdown_it.MarkdownIt("commonmark").enable("table").render(markdown)
    return re.findall(r'\b(?:href|src|srcset)="([^"]*)"', html)


def test_without_an_address(tmp_path: Path) -> None:
    """Without an address, there are no links, and the README is as it is in the repository."""
    metadata = metadata_of_the_wheel(copy_of_the_project(tmp_path))
    assert metadata.get_all("Project-URL") is None
    assert description(metadata) == (ROOT / "README.md").read_text(encoding="utf-8")
    assert metadata["Description-Content-Type"] == "text/markdown"


def test_with_addresses(tmp_path: Path) -> None:
    """With addresses, PyPI gets the links, and a README whose links and pictures are all whole."""
    metadata = metadata_of_the_wheel(copy_of_the_project(tmp_path, repository=REPOSITORY, site=SITE))
    assert metadata.get_all("Project-URL") == [
        f"Homepage, {SITE}",
        f"Documentation, {SITE}/",
        f"Source, {REPOSITORY}",
        f"Changelog, {REPOSITORY}/blob/main/CHANGELOG.md",
        f"Issues, {REPOSITORY}/issues",
    ]
    found = targets(description(metadata))
    assert [target for target in found if not target.startswith("https://")] == []
    assert f"{REPOSITORY}/raw/v{VERSION}/docs/pictures/page-light.webp" in found


def test_every_link_of_the_readme_leads_to_what_the_repository_has(hook: ModuleType) -> None:
    """Each relative target of the README becomes the address of a file, a picture or a folder that exists."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = f"{REPOSITORY}/"
    made = [one for one in targets(hook.with_whole_links(readme, REPOSITORY, "1")) if one.startswith(start)]
    assert len(made) == len([target for target in targets(readme) if "://" not in target]) > 20
    for target in made:
        kind, tag, path = target.removeprefix(start).partition("#")[0].split("/", 2)
        assert tag == "v1"
        assert (ROOT / path).is_dir() if kind == "tree" else (ROOT / path).is_file(), target
        assert (kind == "raw") == path.endswith((".svg", ".webp")), target


def test_an_sdist_has_the_same_metadata(tmp_path: Path) -> None:
    """A wheel that is built from the sdist has the metadata of the sdist."""
    folder = copy_of_the_project(tmp_path, repository=REPOSITORY, site=SITE)
    done = build(folder, "-t", "sdist")
    assert done.returncode == 0, done.stderr
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = tmp_path / sdist.name.removesuffix(".tar.gz")
    said = (unpacked / "PKG-INFO").read_bytes()
    assert metadata_of_the_wheel(unpacked).as_bytes() == message_from_bytes(said).as_bytes()


def test_one_address_alone(hook: ModuleType) -> None:
    """The repository is the home page if there is no site, and a site alone has no links into a repository."""
    assert hook.links(REPOSITORY, "")["Homepage"] == REPOSITORY
    assert hook.links("", SITE) == {"Homepage": SITE, "Documentation": f"{SITE}/"}


@pytest.mark.parametrize("address", ["https://example.org/", "http://example.org", "example.org/a", "https://a b"])
def test_a_wrong_address(tmp_path: Path, address: str) -> None:
    """An address of another form ends the build with its name, its value and the right form."""
    done = build(copy_of_the_project(tmp_path, repository=address), "-t", "wheel")
    assert done.returncode != 0
    assert f"tool.newsclaims.repository is {address!r}; give an address such as https://" in done.stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](docs/a.md#b)", "[a](R/blob/v1/docs/a.md#b)"),
        ("[a](#b)", "[a](R/blob/v1/README.md#b)"),
        ("[`seeds/`](seeds/)", "[`seeds/`](R/tree/v1/seeds/)"),
        ("[![a](b.svg)](c.md)", "[![a](R/raw/v1/b.svg)](R/blob/v1/c.md)"),
        ('<source srcset="a.webp"><img src="b.WEBP">', '<source srcset="R/raw/v1/a.webp"><img src="R/raw/v1/b.WEBP">'),
        ("[a](https://example.org) [b](mailto:c@example.org)", "[a](https://example.org) [b](mailto:c@example.org)"),
        ('[a](b.md "A title") [c](./d.png?e#f)', '[a](R/blob/v1/b.md "A title") [c](R/blob/v1/d.png?e#f)'),
        ("[a](<b c.md>) [d]( e )", "[a](<R/blob/v1/b c.md>) [d]( R/blob/v1/e )"),
        ("[a][b]\n\n[b]: <c.md>\n[d]: e.md 'f'", "[a][b]\n\n[b]: <R/blob/v1/c.md>\n[d]: R/blob/v1/e.md 'f'"),
        ("<img data-src='a' src='b.svg'>", "<img data-src='a' src='R/raw/v1/b.svg'>"),
        ("``[a](b) ` `` [c](d)", "``[a](b) ` `` [c](R/blob/v1/d)"),
        ("  ~~~\n  [a](b)\n  ~~~\n[c](d)", "  ~~~\n  [a](b)\n  ~~~\n[c](R/blob/v1/d)"),
        ("`[a](b)` [c](d)", "`[a](b)` [c](R/blob/v1/d)"),
        ("```python\nrun[a](b)\n```\n[c](d)", "```python\nrun[a](b)\n```\n[c](R/blob/v1/d)"),
    ],
)
def test_whole_links(hook: ModuleType, before: str, after: str) -> None:
    """Relative links and pictures get the repository at the tag; whole addresses and code stay as they are."""
    assert hook.with_whole_links(before, "R", "1") == after
