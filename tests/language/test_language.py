"""The language object: one for a code, read once, the same in every thread and process."""

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
    """Threads that ask at the same time get the same language, and so does a pickle in a process that has it."""
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
def test_a_language_that_is_not_there(code: str) -> None:
    """A code without data is an error that names the codes there are."""
    with pytest.raises(InvalidValueError, match=r"there is no data of the language .*; there is en\."):
        Language.load(code)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_there_and_read_once(part: str) -> None:
    """Each part of the language has something in it, and is the same object when it is asked for again."""
    found = getattr(ENGLISH, part)
    assert found is getattr(ENGLISH, part)
    assert not hasattr(found, "__len__") or len(found) > 0


def test_it_cannot_be_changed() -> None:
    """A language is frozen: nobody can put another table into the one that all share."""
    with pytest.raises(AttributeError):
        ENGLISH.code = "de"  # type: ignore[misc]


def test_files_are_named_in_one_place() -> None:
    """No code but the language object names a file of the folder of a language."""
    names = re.compile("|".join(rf"[\"'/]{re.escape(name)}[\"']" for name in TABLES))
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "newsclaims").rglob("*.py")
        if names.search(path.read_text(encoding="utf-8"))
    }
    assert naming == {"newsclaims/_language/language.py"}


def test_every_file_is_read() -> None:
    """Each file of the folder is named by the language object; none lies there unread."""
    source = (ROOT / "newsclaims" / "_language" / "language.py").read_text(encoding="utf-8")
    assert [name for name in TABLES if f'"{name}"' not in source] == []


def test_every_file_of_data_is_explained() -> None:
    """`data/README.md` names every file under `data/`, and no other."""
    page = (DATA / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    files = [path.relative_to(DATA).as_posix().removeprefix("en/") for path in DATA.rglob("*") if path.is_file()]
    assert sorted(named) == sorted(name for name in files if name != "README.md")


def test_columns_are_as_explained() -> None:
    """The columns that `data/README.md` gives for a table are those of its heading."""
    page = (DATA / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        if name.endswith(".tsv"):
            [row] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
            lines = (DATA / "en" / name).read_text(encoding="utf-8").splitlines()
            heading = next(line for line in lines if line and not line.startswith("#"))
            assert re.findall(r"`([^`]+)`", row.split("|")[3]) == heading.split("\t")


def test_lists_of_the_same_words_stand_once() -> None:
    """No list that another holds whole is written out twice, from five words on: both draw a class.

    Lists that merely overlap are left alone. The tables that are not lists of words are left out.
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
