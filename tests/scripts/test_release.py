"""A version is released only if tag, version, changelog, addresses and packages agree; each fault is named."""

import importlib.machinery
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://example.org/team/newsclaims"
TODAY = datetime.now(UTC).date()
FILES = {
    "newsclaims/__init__.py": '__version__ = "1.2.0"\n',
    "pyproject.toml": f'[tool.newsclaims]\nrepository = "{REPOSITORY}"\nsite = "https://example.org/docs"\n',
    "CHANGELOG.md": f"## [Unreleased]\n\n## [1.2.0] - {TODAY}\n\n- A bridge.\n\n## [1.1.0] - 2020-01-01\n\n- A quay.\n",
    "CITATION.cff": f"version: 1.2.0\ndate-released: {TODAY}\nrepository-code: {REPOSITORY}\n",
    "README.md": "# A project\n",
    "docs/reference/stability.md": "The version is 1.2.0.\n",
    ".ci/run": "exit 0\n",
    ".ci/large_files.txt": "",
}
METADATA = f"""Metadata-Version: 2.4
Name: newsclaims
Version: 1.2.0
Project-URL: Source, {REPOSITORY}
License-File: LICENSE
License-File: NOTICE
Description-Content-Type: text/markdown

[A page]({REPOSITORY}/blob/v1.2.0/README.md)
"""


@pytest.fixture(scope="module")
def release() -> ModuleType:
    """Return the script as a module."""
    loader = importlib.machinery.SourceFileLoader("release", str(ROOT / "scripts" / "release"))
    spec = importlib.util.spec_from_loader("release", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs git in a folder that no settings of the machine reach."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ida Brandt")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ida@example.org")
    program = shutil.which("git")
    if program is None:
        pytest.skip("needs git")

    def run(*arguments: str) -> str:
        command = [program, "-C", str(tmp_path), *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()

    return run


@pytest.fixture
def project(tmp_path: Path, git: Callable[..., str]) -> Path:
    """Return a project without a fault, committed on main."""
    for name, text in FILES.items():
        write(tmp_path, name, text)
    shutil.copy(ROOT / ".ci" / "check_large_files.py", tmp_path / ".ci")
    git("init", "--quiet", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--quiet", "--message", "Build a bridge")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    """Write a file of the project."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def faults(release: ModuleType, root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Return the faults that the command prints."""
    code = release.main(["v1.2.0", *(words or ["--quick"])], root)
    lines = capsys.readouterr().err.splitlines()
    assert code == (1 if lines else 0)
    return [line.removeprefix("- ") for line in lines[1:]]


def packed(folder: Path, wheel: str = METADATA, sdist: str = METADATA) -> Path:
    """Write a wheel and an sdist with this metadata."""
    with zipfile.ZipFile(folder / "newsclaims-1.2.0-py3-none-any.whl", "w") as archive:
        archive.writestr("newsclaims-1.2.0.dist-info/METADATA", wheel)
    with tarfile.open(folder / "newsclaims-1.2.0.tar.gz", "w:gz") as packing:
        info = tarfile.TarInfo("newsclaims-1.2.0/PKG-INFO")
        info.size = len(sdist.encode())
        packing.addfile(info, io.BytesIO(sdist.encode()))
    return folder


def test_a_project_without_a_fault(release: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If everything agrees, the command says so, and makes no tag."""
    assert faults(release, project, capsys) == []
    assert not (project / ".git" / "refs" / "tags" / "v1.2.0").exists()


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        ("newsclaims/__init__.py", "1.2.0", "1.3.0", "newsclaims/__init__.py gives the version 1.3.0, and the tag"),
        ("CITATION.cff", "version: 1.2.0", "", "CITATION.cff gives the version nothing, and the tag"),
        ("docs/reference/stability.md", "1.2.0", "1.1.0", "docs/reference/stability.md gives the version 1.1.0"),
        (
            "CHANGELOG.md",
            "[Unreleased]",
            "[Unreleased]\n\n- A ferry.",
            "CHANGELOG.md has lines under [Unreleased]",
        ),
        ("CHANGELOG.md", "[1.2.0]", "[1.2.1]", "the newest version in CHANGELOG.md is 1.2.1"),
        ("CHANGELOG.md", "- A bridge.", "", "CHANGELOG.md says nothing about 1.2.0"),
        ("CITATION.cff", str(TODAY), "2020-01-01", "CITATION.cff gives the day 2020-01-01"),
        (
            "CITATION.cff",
            REPOSITORY,
            "https://example.org/a",
            "CITATION.cff must have the line 'repository-code: ",
        ),
        ("pyproject.toml", "https://example.org/docs", "", "pyproject.toml has no address under tool.newsclaims.site"),
        ("README.md", "A project", "It is not on PyPI yet", "README.md says 'not on PyPI yet'; say what is true now"),
        (".ci/large_files.txt", "", "gone.bin\t1\ta picture\n", ".ci/check_large_files.py failed:"),
    ],
)
def test_each_fault_is_named(
    release: ModuleType,
    project: Path,
    git: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    name: str,
    before: str,
    after: str,
    fault: str,
) -> None:
    """A fault is named with its file, with what is there, and with what to do."""
    text = FILES[name]
    write(project, name, text.replace(before, after) if before else after)
    git("commit", "--quiet", "--all", "--message", "Change a file")
    assert [line for line in faults(release, project, capsys) if fault in line]


@pytest.mark.parametrize("day", ["", "soon", str(TODAY - timedelta(days=3)), str(TODAY + timedelta(days=3))])
def test_the_day_of_the_changelog(
    release: ModuleType, project: Path, git: Callable[..., str], capsys: pytest.CaptureFixture[str], day: str
) -> None:
    """A tag is made on the day that the changelog gives, or a day before or after it."""
    for name in ("CHANGELOG.md", "CITATION.cff"):
        write(project, name, FILES[name].replace(str(TODAY), day))
    git("commit", "--quiet", "--all", "--message", "Change the day")
    said = faults(release, project, capsys)
    assert f"CHANGELOG.md gives 1.2.0 the day {day!r}; give the day of the tag, such as {TODAY}" in said


def test_all_faults_at_once(
    release: ModuleType, project: Path, git: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Faults of git and of files are reported together."""
    git("switch", "--quiet", "--create", "bridge")
    write(project, "README.md", "There is no release yet.\n")
    said = faults(release, project, capsys)
    assert said == [
        "README.md says 'no release yet'; say what is true now",
        "git has changes that are not committed: README.md",
        "the branch is bridge; make the tag on main",
    ]


def test_a_tag_is_made_only_without_a_fault(
    release: ModuleType,
    project: Path,
    git: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With `--tag`, an annotated tag is made, once, if the files and the built packages have no fault."""
    built: list[str] = ["the wheel has no links"]
    monkeypatch.setattr(release, "built_faults", lambda _: built)
    assert faults(release, project, capsys, "--tag") == built
    assert git("tag", "--list") == ""
    built.clear()
    assert release.main(["v1.2.0", "--tag"], project) == 0
    assert "git push --atomic origin main v1.2.0\n" in capsys.readouterr().out
    assert git("cat-file", "-t", "v1.2.0") == "tag"
    [said] = faults(release, project, capsys, "--tag")
    assert said.startswith("the tag v1.2.0 exists; take the next version, or delete the tag")


def test_a_tag_that_git_refuses(
    release: ModuleType,
    project: Path,
    git: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If git makes no tag, for example because it does not know who makes it, the command fails with git's message."""
    monkeypatch.setattr(release, "built_faults", lambda _: [])
    git("config", "user.useConfigOnly", "true")
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    assert release.main(["v1.2.0", "--tag"], project) == 1
    said = capsys.readouterr()
    assert said.err.startswith("The tag is not made.\n- git tag --annotate v1.2.0 ")
    assert "git push" not in said.out


def test_a_checkout_of_a_tag(
    release: ModuleType, project: Path, git: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check-tag` needs the tag, at the commit that is checked out, on any branch."""
    assert faults(release, project, capsys, "--check-tag") == ["there is no tag v1.2.0 here"]
    git("tag", "v1.2.0")
    git("switch", "--quiet", "--detach", "v1.2.0")
    assert faults(release, project, capsys, "--check-tag") == []
    git("commit", "--quiet", "--allow-empty", "--message", "Go on")
    [said] = faults(release, project, capsys, "--check-tag")
    assert said.startswith("the checkout is at ")


def test_a_tag_of_another_day(
    release: ModuleType,
    project: Path,
    git: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A checkout is compared with the day of its tag, not with today, so that a workflow can run again."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2024-05-03T12:00:00Z")
    for name in ("CHANGELOG.md", "CITATION.cff"):
        write(project, name, FILES[name].replace(str(TODAY), "2024-05-03"))
    git("commit", "--quiet", "--all", "--message", "Change the day")
    git("tag", "--annotate", "v1.2.0", "--message", "newsclaims 1.2.0")
    assert faults(release, project, capsys, "--check-tag") == []
    # A workflow's checkout can lose the annotation; the day of the commit counts then.
    git("tag", "--force", "v1.2.0", "v1.2.0^{commit}")
    assert faults(release, project, capsys, "--check-tag") == []


def test_the_links_of_the_notes(release: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Links of the notes lead to the repository at the tag, because a release is on another page."""
    links = "[A docs](docs/docs.md), [a quay](https://example.org), [a ferry](#ferry), [a pier](<pier.md>)."
    write(project, "CHANGELOG.md", FILES["CHANGELOG.md"].replace("A bridge.", links))
    assert release.main(["v1.2.0", "--notes"], project) == 0
    start = f"{REPOSITORY}/blob/v1.2.0/"
    said = f"- [A docs]({start}docs/docs.md), [a quay](https://example.org), [a ferry]({start}CHANGELOG.md#ferry), "
    assert capsys.readouterr().out == f"{said}[a pier](<{start}pier.md>).\n"


def test_the_links_of_the_newest_notes(release: ModuleType) -> None:
    """Every link of the newest version's notes is whole, and leads to a file that the repository has."""
    markdown_it = pytest.importorskip("markdown_it", reason="needs newsclaims[test-formats]")
    version = re.findall(r"^## \[(\d.+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0]
    project = release.Project(ROOT, f"v{version}")
    project.addresses = lambda: {"repository": REPOSITORY}
    html = markdown_it.MarkdownIt("commonmark").render(project.notes())
    targets = re.findall(r'\b(?:href|src)="([^"]*)"', html)
    assert [target for target in targets if not target.startswith("https://")] == []
    assert release.absent(project, html) == []


def test_the_notes(release: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--notes` prints the section of the version, without its heading; a version without one is an error."""
    assert release.main(["v1.2.0", "--notes"], project) == 0
    assert capsys.readouterr().out == "- A bridge.\n"
    assert release.main(["v1.1.0", "--notes"], project) == 0
    assert capsys.readouterr().out == "- A quay.\n"
    assert release.main(["v2.0.0", "--notes"], project) == 1
    assert capsys.readouterr().err == "CHANGELOG.md says nothing about 2.0.0\n"


@pytest.mark.parametrize("tag", ["1.2.0", "v1.2", "v1.2.0-rc1", "v1.2.0b1", "latest"])
def test_a_wrong_tag(release: ModuleType, project: Path, capsys: pytest.CaptureFixture[str], tag: str) -> None:
    """A tag of another form is refused, with the right form."""
    with pytest.raises(SystemExit):
        release.main([tag], project)
    assert f"the tag is {tag!r}; give v and the version, such as v1.2.0" in capsys.readouterr().err


def test_packages_without_a_fault(release: ModuleType, project: Path, tmp_path: Path) -> None:
    """Packages with the version, links, licences and a README with whole links have no fault."""
    assert release.metadata_faults(release.Project(project, "v1.2.0"), packed(tmp_path)) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("Version: 1.2.0", "Version: 1.1.0", "the wheel has the version 1.1.0, and the tag is v1.2.0"),
        ("License-File: NOTICE\n", "", "the wheel has no NOTICE"),
        (f"Project-URL: Source, {REPOSITORY}\n", "", "the wheel has no links; set the addresses in pyproject.toml"),
        (
            f"({REPOSITORY}/blob/v1.2.0/README.md)",
            "(a.md)",
            "the README for PyPI has links that lead nowhere there: a.md",
        ),
        (f"page]({REPOSITORY}/blob/v1.2.0/README.md)", "page][b]\n\n[b]: <a.md>", "the README for PyPI has links that"),
        ("v1.2.0/README.md)", "v1.2.0/a.md)", f"the README for PyPI has links that lead nowhere there: {REPOSITORY}/b"),
    ],
)
def test_faults_of_packages(
    release: ModuleType, project: Path, tmp_path: Path, before: str, after: str, fault: str
) -> None:
    """A fault of the metadata is named, and one that only the wheel has is a difference from the sdist too."""
    folder = packed(tmp_path, wheel=METADATA.replace(before, after))
    first, second = release.metadata_faults(release.Project(project, "v1.2.0"), folder)
    assert first == "the wheel and the sdist have different metadata"
    assert second.startswith(fault)


def test_a_build_that_fails(release: ModuleType, project: Path) -> None:
    """If the build fails, or leaves no packages, the fault has the command and the end of its output."""
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    checked = release.Project(project, "v1.2.0")
    assert "must have one wheel and one sdist; it has 0 and 0" in release.built_faults(checked)[0]
    write(project, ".ci/run", "echo the bridge is closed; exit 3\n")
    [fault] = release.built_faults(checked)
    assert fault.startswith("bash .ci/run --out ")
    assert fault.endswith("failed:\n    the bridge is closed")


def test_the_command_itself() -> None:
    """The file can be run by itself, with the standard library only."""
    command = [sys.executable, "-I", "-S", str(ROOT / "scripts" / "release"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "--check-tag" in done.stdout
