"""brat on the PolNeAR corpus: its own reader, score.py, and ours find the same spans, before and after writing."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from serialisers.brat.folders import Spans, read, spans, written
from serialisers.samples import sample

from newsclaims._model import Article, ClaimSet

pytestmark = pytest.mark.corpus


@pytest.fixture
def scorer(polnear: Path) -> ModuleType:
    """Return the corpus's own reader."""
    spec = importlib.util.spec_from_file_location("polnear_score", polnear / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(module: ModuleType, path: Path) -> set[Spans]:
    """Return the claims with a content that the corpus's own reader finds."""
    claims = [claim for claim in module.read_ann(path) if claim["content"]]
    return {tuple(tuple(sorted(claim[role])) for role in ("source", "cue", "content")) for claim in claims}


def trimmed(claims: set[Spans], text: str) -> set[Spans]:
    """Return claims without white space at the edges of their spans."""

    def trim(start: int, end: int) -> tuple[int, int]:
        words = text[start:end]
        return end - len(words.lstrip()), start + len(words.rstrip())

    return {tuple(tuple(trim(*pair) for pair in passage) for passage in claim) for claim in claims}


def test_every_dev_article_comes_back(polnear: Path, scorer: ModuleType, tmp_path: Path) -> None:
    """In both readers, each event with a content has the words of the raw file, before and after writing."""
    paths = sorted((polnear / "dev" / "attributions").glob("*.ann"))
    sets = read(polnear / "dev")
    raw = [trimmed(theirs(scorer, path), found.article.text) for path, found in zip(paths, sets, strict=True)]
    assert [set(map(spans, found)) for found in sets] == raw
    assert len({found.article.id for found in sets}) == len(list((polnear / "dev" / "text").glob("*.txt")))
    assert [f"{s.article.id}_{s.extractor.annotator}" for s in sets if s.extractor] == [path.stem for path in paths]
    folder = written(tmp_path, *sets)
    names = [json.loads(line)["ann"] for line in (folder / "newsclaims.jsonl").read_text("utf-8").splitlines()]
    assert [theirs(scorer, folder / name) for name in names] == raw
    assert read(folder) == sets
    (folder / "newsclaims.jsonl").unlink()
    by_hand = {(s.article.id, frozenset(map(spans, s))) for s in read(folder)}
    assert by_hand == {(s.article.id, frozenset(map(spans, s))) for s in sets}


def test_loose_spans_of_the_corpus_are_counted(polnear: Path) -> None:
    """Warnings count a file's text-bound annotations outside events, and its events without a content."""
    for path, found in zip(
        sorted((polnear / "dev" / "attributions").glob("*.ann")), read(polnear / "dev"), strict=True
    ):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
        used = {part.split(":")[1] for ident, *body in lines if ident.startswith("E") for part in body[0].split()}
        loose = [ident for ident, *_ in lines if ident.startswith("T") and ident not in used]
        bare = [ident for ident, *body in lines if ident.startswith("E") and "Content:" not in body[0]]
        notes = [warning for warning in found.warnings if not warning.startswith("spans with white space")]
        counts = [int(n) for note in notes for n in re.findall(r"^[^:]+: (\d+)", note)]
        assert counts == [len(group) for group in (loose, bare) if group]


def test_the_corpus_reader_reads_our_files(scorer: ModuleType, tmp_path: Path) -> None:
    """score.py finds the claims' spans in our file, also with emoji and other line ends."""
    text = "T1\tContent 0 1\tx\u2028T2\tSource 0 1\tx 😀 “Yes,” Ann 😀 said."
    start = text.index("“Yes,”")
    content = {
        "spans": [{"start": 0, "end": 16}, {"start": start, "end": start + 6}],
        "text": f"{text[:16]} ... “Yes,”",
    }
    one = ClaimSet(article=Article(text=text, id="a"), claims=[{"id": "x", "content": content}])
    folder = written(tmp_path, sample(), one)
    for name, expected in (("ferry-1", sample()), ("a", one)):
        assert theirs(scorer, folder / f"{name}.ann") == set(map(spans, expected))
