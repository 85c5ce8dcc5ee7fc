"""The example plug-in as a user has it: built, installed beside our wheel in a fresh environment, used by name."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from attrs import frozen

import newsclaims as nc

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "examples" / "plugin"
# The fixture builds two packages and installs them.
pytestmark = pytest.mark.slow
TEXT = "The court held that the ferry was unsafe \U0001f6a2. The owner denied that it would sail."


@frozen
class Environment:
    """A virtual environment with our wheel, the plug-in's wheel and the dependencies of the running one.

    Args:
        folder: Its folder.
    """

    folder: Path

    def path(self, kind: str) -> Path:
        """Return the folder of its scripts or modules."""
        places = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path(kind, "venv", places))

    def run(self, program: str, *arguments: str, cwd: Path) -> str:
        """Run one of its programs, isolated from the running environment; return the output."""
        strange = ("PYTHON", "PYTEST", "COV", "NEWSCLAIMS")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "COLUMNS": "100"}
        command = [str(self.path("scripts") / program), *arguments]
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=240
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Build both wheels and install them, without a network."""
    wheels, source = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("source") / "plugin"
    shutil.copytree(PLUGIN, source, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    for folder in (ROOT, source):
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
    environment = Environment(tmp_path_factory.mktemp("fresh") / "environment")
    venv.create(environment.folder, symlinks=sys.platform != "win32")
    python = environment.path("scripts") / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*install, *map(str, wheels.glob("*.whl"))], check=True, capture_output=True)
    # Last, so that pip does not see them: the dependencies are those of the environment that runs the tests.
    others = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (environment.path("purelib") / "others.pth").write_text("\n".join(others), encoding="utf-8")
    return environment


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Write a ruling."""
    path = tmp_path / "ruling.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_its_own_tests_pass(fresh: Environment, tmp_path: Path) -> None:
    """The plug-in's tests run against the installed package, without access to its sources."""
    shutil.copytree(PLUGIN / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PLUGIN / "pyproject.toml", tmp_path)
    printed = fresh.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=tmp_path)
    assert " passed" in printed


def test_python_finds_all_by_name(fresh: Environment, tmp_path: Path) -> None:
    """A pipeline, its workers and the functions accept the plug-ins' names; newsclaims itself comes from the wheel."""
    script = tmp_path / "script.py"
    script.write_text(
        f"""
import newsclaims as nc

if __name__ == "__main__":
    print(nc.__file__)
    pipeline = nc.Pipeline(extractor="held", taggers=["stance", "court"])
    print(pipeline)
    sets = list(pipeline.stream([nc.Article(text={TEXT!r}, id="ruling")] * 3, workers=2, batch_size=1))
    print(sets[2][0], sets[2].extractor, sets[2][0].labels["court"].value, len(sets[2].where(court="yes")))
    nc.dump(sets[0], "claims.spans")
    articles = {{"ruling": sets[0].article}}
    print([len(claims) for claims in nc.load("claims.spans", format="newsclaims-rulings:spans", articles=articles)])
""",
        encoding="utf-8",
    )
    place, pipeline, claim, kept = fresh.run("python", str(script), cwd=tmp_path).splitlines()
    assert Path(place).is_relative_to(fresh.folder)
    assert pipeline == "Pipeline(extractor='held', taggers=['stance', 'court'])"
    assert claim == (
        "The court | held | that the ferry was unsafe \U0001f6a2 (affirm) "
        "name='held' version='0.1.0' model=None annotator=None yes 1"
    )
    assert kept == "[1]"


def test_the_command_line_finds_all_by_name(fresh: Environment, article: Path) -> None:
    """`extract` and `convert` accept the names and the suffix, and `plugins` lists them."""
    folder = article.parent

    def newsclaims(*arguments: str) -> str:
        return fresh.run("newsclaims", *arguments, cwd=folder)

    listed = [line.split() for line in newsclaims("plugins").splitlines()]
    for kind, name in (("reader", "docket"), ("extractor", "held"), ("tagger", "court"), ("serialiser", "spans")):
        assert [kind, name, "newsclaims-rulings", "ready"] in listed
    printed = newsclaims("extract", str(article), "--extractor", "held", "--tagger", "court", "-f", "spans")
    assert printed.startswith('{"article":"ruling","claims":[{"id":"')
    newsclaims("extract", str(article), "--extractor", "held", "--tagger", "court", "-o", "claims.jsonl")
    [claims] = nc.loads((folder / "claims.jsonl").read_bytes(), "jsonl")
    assert [claim.labels["court"].value for claim in claims] == ["yes"]
    (folder / "may.docket").write_text(f"Number: 7\n\n{TEXT}\n", encoding="utf-8")
    assert newsclaims("extract", "may.docket", "--extractor", "held", "-f", "spans").startswith(
        '{"article":"7","claims":[{'
    )
    newsclaims("convert", "claims.jsonl", "claims.spans")
    assert (folder / "claims.spans").read_text(encoding="utf-8") == printed
    newsclaims("convert", "claims.spans", "again.jsonl", "--articles", str(folder))
    [again] = nc.loads((folder / "again.jsonl").read_bytes(), "jsonl")
    assert [claim.content for claim in again] == [
        claim.content.model_copy(update={"quotation": None}) for claim in claims
    ]
