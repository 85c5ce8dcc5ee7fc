"""The language object: one for each code, read once, the same in every thread and process."""

import pickle
import re
import threading
from functools import cached_property
from pathlib import Path

import pytest

from newsclaims._language import Language
from newsclaims.errors import InvalidValueError

ROOT = Path(__file__).parents[2]
DATA = ROOT / "newsclaims" / "data"
TABLES = sorted(path.name for path in (DATA / "en").iterdir())
ENGLISH = Language.load("en")
PARTS = sorted(name for name, value in vars(Language).items() if isinstance(value, cached_property))


def test_one_object_for_a_code() -> None:
    """Threads that ask at the same time get the same language, and so does a pickle in the same process."""
    found: list[Language] = []
    threads = [threading.Thread(target=lambda: found.append(Language.load("en"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {id(language) for language in found} == {id(ENGLISH)}
    assert pickle.loads(pickle.dumps(ENGLISH)) is ENGLISH
    assert len(pickle.dumps(ENGLISH)) < 200


@pytest.mark.parametrize("code", ["de", "", "EN", "../en", "model"])
def test_an_unknown_language(code: str) -> None:
    """A code without data is an error that lists the available codes."""
    with pytest.raises(InvalidValueError, match=r"there is no data for the language .*\. There is data for en\."):
        Language.load(code)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_read_once(part: str) -> None:
    """Each part of the language is not empty, and is the same object each time."""
    found = getattr(ENGLISH, part)
    assert found is getattr(ENGLISH, part)
    assert not hasattr(found, "__len__") or len(found) > 0


def test_a_language_is_frozen() -> None:
    """A language is shared, so its tables cannot be replaced."""
    with pytest.raises(AttributeError):
        ENGLISH.code = "de"  # type: ignore[misc]


def test_files_are_named_in_one_place() -> None:
    """Only the language object names files of a language's folder."""
    names = re.compile("|".join(rf"[\"'/]{re.escape(name)}[\"']" for name in TABLES))
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "newsclaims").rglob("*.py")
        if names.search(path.read_text(encoding="utf-8"))
    }
    assert naming == {"newsclaims/_language/language.py"}


def test_every_file_is_read() -> None:
    """The language object names each file of the folder."""
    source = (ROOT / "newsclaims" / "_language" / "language.py").read_text(encoding="utf-8")
    assert [name for name in TABLES if f'"{name}"' not in source] == []


def test_every_file_of_data_is_explained() -> None:
    """`data/README.md` names every file under `data/`, and no others."""
    page = (DATA / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    files = [path.relative_to(DATA).as_posix().removeprefix("en/") for path in DATA.rglob("*") if path.is_file()]
    assert sorted(named) == sorted(name for name in files if name != "README.md")


def test_columns_are_as_explained() -> None:
    """The columns that `data/README.md` gives for a table are those in its heading."""
    page = (DATA / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        if name.endswith(".tsv"):
            [row] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
            lines = (DATA / "en" / name).read_text(encoding="utf-8").splitlines()
            heading = next(line for line in lines if line and not line.startswith("#"))
            assert re.findall(r"`([^`]+)`", row.split("|")[3]) == heading.split("\t")


def test_lists_of_the_same_words_stand_once() -> None:
    """A list of five or more words that is part of another list is not repeated: both use a class.

    Lists that only overlap are allowed. Tables that are not lists of words are skipped.
    """
    written: list[tuple[str, frozenset[str]]] = []
    for name in ("words", "text", "syntax", "content_ends", "nesting", "scope", "sources", "holders"):
        for line in (DATA / "en" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            if "\t" in line and not line.startswith("#"):
                group, *_, cell = line.split("\t")
                words = frozenset(item for item in cell.split(";") if not item.startswith("@"))
                if len(words) >= 5:
                    written.append((f"{name}: {group}", words))
    repeated = [(one, other) for i, (one, a) in enumerate(written) for other, b in written[i + 1 :] if a <= b or b <= a]
    assert repeated == []
