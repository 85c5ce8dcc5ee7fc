"""Checks the files in the built wheel and sdist.

python .ci/check_dist.py DIST_FOLDER
"""

import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ("LICENSE", "NOTICE")
MOST_BYTES = 35 * 2**20
"""The largest wheel or sdist. Most of each is the network."""
NEEDED = ("newsclaims/py.typed", "newsclaims/data/claimset.schema.json", "newsclaims/data/en/cues.tsv")
NEEDED_BY_TESTS = ("CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "conftest.py", "README.md", "SECURITY.md")
"""Files at the root that tests read."""
FOLDERS = (".ci", ".github", "benchmarks", "docs", "examples", "fuzz", "scripts", "seeds", "tests", "training")
"""Folders of the sdist beside the package."""
TOO_HEAVY = ("pandas", "pyarrow", "spacy", "torch", "transformers")
"""Packages that the base install must not require."""


def package_files() -> set[str]:
    """Return the files of the package in the tree, with their names in the wheel."""
    found = (path for path in (ROOT / "newsclaims").rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def size_faults(archive: Path) -> list[str]:
    """Return the fault of an archive that is too large."""
    size = archive.stat().st_size
    return [f"{archive.name} has {size} bytes, more than {MOST_BYTES}"] if size > MOST_BYTES else []


def wheel_faults(wheel: Path) -> list[str]:
    """Return the faults of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        required = [
            line.removeprefix("Requires-Dist: ").lower()
            for line in archive.read(metadata).decode("utf-8").splitlines()
            if line.startswith("Requires-Dist: ") and "extra ==" not in line
        ]
    packed = {name for name in names if ".dist-info/" not in name}
    faults = [f"{name} is not in the wheel" for name in sorted((package_files() | set(NEEDED)) - packed)]
    faults += [f"{name} should not be in the wheel" for name in sorted(packed - package_files())]
    faults += [f"the base requires {line}" for line in required if line.startswith(TOO_HEAVY)]
    for name in LICENCES:
        if not any(file.endswith(f".dist-info/licenses/{name}") for file in names):
            faults.append(f"the wheel has no {name}")
    return faults + size_faults(wheel)


def sdist_faults(sdist: Path) -> list[str]:
    """Return the faults of an sdist, which must be enough to build the package and run the tests."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = (*LICENCES, *NEEDED_BY_TESTS, "hatch_build.py", "pyproject.toml", *sorted(package_files()))
    faults = [f"{name} is not in the sdist" for name in needed if name not in names]
    faults += [f"{name} should not be in the sdist" for name in sorted(names) if name.startswith("training/kept/")]
    folders = {name.partition("/")[0] for name in names if "/" in name}
    faults += [
        f"{name}/ is not in the sdist"
        for name in (
            ".ci",
            ".github",
            "benchmarks",
            "docs",
            "examples",
            "fuzz",
            "scripts",
            "seeds",
            "tests",
            "training",
        )
        if name not in folders
    ]
    return faults + size_faults(sdist)


def main(folder: Path) -> int:
    """Check the only wheel and the only sdist of a folder; print the faults and return the exit code."""
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    faults = wheel_faults(wheel) + sdist_faults(sdist)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{wheel.name}: {wheel.stat().st_size / 2**20:.2f} MiB, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
