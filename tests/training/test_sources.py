"""The digests of what training reads."""

from pathlib import Path

import pytest

from training import sources
from training.plan import STARTS, Plan, Start
from training.sources import digest, known_digests, source_digest, write_digests


def corpus(folder: Path) -> Path:
    """Write a corpus of one article, and return the folder of the corpora."""
    (folder / "news" / "train" / "text").mkdir(parents=True)
    (folder / "news" / "train" / "text" / "a.txt").write_text("It rained, she said.", encoding="utf-8")
    (folder / "news" / "train" / "claims.jsonl").write_text("{}\n", encoding="utf-8")
    return folder


def test_a_digest_depends_on_names_and_contents_alone() -> None:
    """The order of the files does not matter; a name or a content does."""
    files = [("a", b"1"), ("b", b"2")]
    assert digest(files) == digest(files[::-1])
    assert len({digest(files), digest([("a", b"2"), ("b", b"1")]), digest([("a", b"12")]), digest([])}) == 4
    assert digest([]) is None


def test_the_digest_of_a_corpus_covers_what_is_read(tmp_path: Path) -> None:
    """A changed article changes the digest; a file that training does not read leaves it as it is."""
    folder = corpus(tmp_path)
    before = source_digest("news/train", folder)
    (folder / "news" / "train" / "README.md").write_text("Read me.", encoding="utf-8")
    assert source_digest("news/train", folder) == before
    (folder / "news" / "train" / "text" / "a.txt").write_text("It snowed, she said.", encoding="utf-8")
    assert source_digest("news/train", folder) != before
    assert source_digest("news/dev", folder) is None


def test_digests_are_written_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the digest of one source keeps those of the others."""
    path = tmp_path / "sources.txt"
    path.write_text("# A title.\n" + "0" * 64 + "  one\n" + "1" * 64 + "  another one\n", encoding="utf-8")
    monkeypatch.setattr(sources, "FILE", path)
    write_digests({"one": "2" * 64})
    assert known_digests() == {"one": "2" * 64, "another one": "1" * 64}


@pytest.mark.parametrize("name", ["training/said.npz", "training/weights.safetensors"])
def test_the_files_of_the_repository_are_those_of_the_list(name: str) -> None:
    """Files of the repository that training reads have the digests in the list."""
    assert source_digest(name, Path()) == known_digests()[name]


def test_the_open_corpus_is_the_one_of_the_list() -> None:
    """The part for development of our own articles is in the repository, with the digest in the list."""
    assert source_digest("newsroom", sources.ROOT / "benchmarks") == known_digests()["genres/dev"]


@pytest.mark.parametrize("start", STARTS)
def test_every_source_of_a_plan_has_a_digest(tmp_path: Path, start: Start) -> None:
    """Whatever the start, the list has the digest of everything that the steps read."""
    steps = Plan(tmp_path, tmp_path, start, install=True).steps()
    assert {name for step in steps for name in step.data} <= known_digests().keys()
