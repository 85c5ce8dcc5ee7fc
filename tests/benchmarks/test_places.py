"""The folders of the corpora: one that is configured and missing, or not whole, is an error."""

from pathlib import Path

import places
import pytest

NAMES = tuple(places.CORPORA)


@pytest.fixture(autouse=True)
def nothing_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configure no corpus, and put the repository into an empty folder."""
    for known in places.CORPORA.values():
        monkeypatch.delenv(known["variable"], raising=False)
    monkeypatch.setattr(places, "ROOT", tmp_path / "repository")


def whole(folder: Path, name: str) -> Path:
    """Write a folder with everything that a whole corpus must have, without content."""
    known = places.CORPORA[name]
    for part in known["needs"]:
        place = folder / part
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.suffix:
            place.touch()
        else:
            place.mkdir()
    for number in range(known.get("articles", 0)):
        (folder / "dev" / "text" / f"{number}.txt").touch()
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_nothing_configured(name: str) -> None:
    """Without a variable and without a shared folder there is no corpus, and a program that needs it says so."""
    assert places.corpus(name) is None
    with pytest.raises(SystemExit, match=f"needs the corpus '{name}'. Set {places.CORPORA[name]['variable']}"):
        places.needed(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_corpus_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the variable names comes before the shared one, which is the default."""
    shared = whole(tmp_path / "shared" / name, name)
    assert places.corpus(name) == places.needed(name) == shared
    own = whole(tmp_path / "own", name)
    monkeypatch.setenv(places.CORPORA[name]["variable"], str(own))
    assert places.corpus(name) == own


@pytest.mark.parametrize("name", NAMES)
def test_a_configured_corpus_must_be_there(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that names no folder is an error, though the shared folder is whole."""
    whole(tmp_path / "shared" / name, name)
    variable = places.CORPORA[name]["variable"]
    monkeypatch.setenv(variable, str(tmp_path / "gone"))
    with pytest.raises(places.NotWholeError, match=f"there is no folder .*gone.*Correct {variable}, or unset it"):
        places.corpus(name)
    with pytest.raises(SystemExit, match="there is no folder"):
        places.needed(name)


@pytest.mark.parametrize(("name", "part"), [(name, part) for name in NAMES for part in places.CORPORA[name]["needs"]])
def test_every_part_must_be_there(name: str, part: str, tmp_path: Path) -> None:
    """A folder that lacks a part is an error that names the part, also if nothing is configured."""
    folder = whole(tmp_path / "shared" / name, name)
    (folder / part).rename(folder / "elsewhere")
    with pytest.raises(places.NotWholeError, match=f"has no {part}. Complete the folder, or set"):
        places.corpus(name)


def test_no_article_may_be_missing(tmp_path: Path) -> None:
    """A folder with fewer articles than the figures were measured on is not whole."""
    folder = whole(tmp_path / "shared" / "polnear", "polnear")
    (folder / "dev" / "text" / "0.txt").unlink()
    with pytest.raises(places.NotWholeError, match="has 83 texts, not 84"):
        places.corpus("polnear")


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a folder, or nothing, or fails with the reason, so that a script can stop."""
    monkeypatch.setattr("sys.argv", ["places.py", "labels"])
    assert places.main() == 0
    assert capsys.readouterr().out == ""
    folder = whole(tmp_path / "shared" / "labels", "labels")
    assert places.main() == 0
    assert capsys.readouterr().out == f"{folder}\n"
    (folder / "dev.jsonl").unlink()
    assert places.main() == 1
    assert "has no dev.jsonl" in capsys.readouterr().err
