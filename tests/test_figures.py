"""The program that writes measured figures into the docs."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).parents[1] / "docs" / "figures.py"
KINDS = {name: {"gold": 1000.0, "f1": 50.0} for name in ("direct", "mixed", "indirect")}
LABELS = {name: {"accuracy": 90.0} for name in ("stance", "confidence", "cue_force")}
RECORD: dict[str, Any] = {
    "articles": 7,
    "claim": {"p": 81.0, "r": 62.0, "f1": 70.2},
    "exact_content": {"f1": 60.0},
    "groups": {**KINDS, "without_cue": {"gold": 5.0}},
    **LABELS,
    "source_type": {"accuracy": 94.0},
}
INNER = {"nested": {"f1": 40.0}, "holders": {"right_of_gold": 30.0}}


@pytest.fixture(scope="module")
def figures() -> Any:
    """Return the program as a module; it is not installed."""
    spec = spec_from_file_location("figures", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_fence_is_replaced(figures: Any) -> None:
    """Only the figures below the mark change; a mark that is not there, or is there twice, is an error."""
    page = "<!-- figures: a -->\n```\nold\n```\n\n<!-- figures: a, b -->\n```\nold\n```\n"
    assert figures.with_figures(page, "a", "1\\2") == page.replace("old", "1\\2", 1)
    for wrong, count in (("c", 0), ("a", 2)):
        with pytest.raises(SystemExit, match=f"the page has {count} places for '{wrong}'"):
            figures.with_figures(page * count or page, wrong, "new")


def test_a_table_is_replaced(figures: Any) -> None:
    """The table below the mark changes as far as the next empty line."""
    page = "<!-- figures: a -->\n\n| old |\n| --- |\n\nText.\n"
    lines = figures.table([("x", "y"), ("1", "2")])
    assert (
        figures.with_table(page, "a", lines) == "<!-- figures: a -->\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\nText.\n"
    )


def test_the_row_of_a_corpus(figures: Any) -> None:
    """A row has the claims without a parent and the mean of the labels, and a dash for what a corpus does not mark."""
    name, seen = figures.CORPORA["unseen"]
    start = ["`rules`", name, seen, "7", "3,000", "81.0", "62.0", "70.2", "60.0"]
    assert figures.corpus_row("rules", "unseen", RECORD) == [*start, "-", "-", "91.0"]
    assert figures.corpus_row("rules", "unseen", RECORD | INNER) == [*start, "40.0", "30.0", "91.0"]
    parts = {label: {"all": RECORD[label], "random": {"accuracy": 1.0}} for label in figures.LABELS}
    assert figures.corpus_row("rules", "unseen", RECORD | parts) == [*start, "-", "-", "91.0"]


def test_the_rows_of_the_families(figures: Any) -> None:
    """Each family has its claims and the claim F1 of both extractors, in both corpora."""
    found = {
        (corpus, extractor): {"families": {"law": {"gold": gold, "f1": f1}}}
        for corpus, gold in (("unseen", 50.0), ("newsroom", 60.0))
        for extractor, f1 in (("neural", 80.0), ("rules", 70.0))
    }
    assert list(figures.family_rows(found)) == [["law", "50", "80.0", "70.0", "60", "80.0", "70.0"]]


def test_each_section_has_its_places(figures: Any) -> None:
    """The pages have a place for everything that the program writes."""
    page = figures.ACCURACY.read_text(encoding="utf-8")
    names = [
        f"{corpus}, {extractor}" for corpus in ("unseen", "newsroom", "wikinews") for extractor in figures.EXTRACTORS
    ]
    for name in (*names, "evaluate, neural", "evaluate, rules", "judgement"):
        assert figures.with_figures(page, name, "new") != page
    for name in ("corpora", "families"):
        assert figures.with_table(page, name, iter(["new"])) != page
    other = figures.ALTERNATIVES.read_text(encoding="utf-8")
    assert figures.with_table(other, "peers", iter(["new"])) != other


def test_a_page_is_changed_at_once(figures: Any, tmp_path: Path) -> None:
    """A page is read when its figures are known, so that a change made meanwhile is kept."""
    page = tmp_path / "page.md"
    page.write_bytes("é\n".encode())
    figures.change(page, lambda text, more: text + more, "1\n")
    assert page.read_bytes() == "é\n1\n".encode()


def test_an_unknown_section(figures: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown name is refused before anything is measured."""
    monkeypatch.setattr("sys.argv", ["figures.py", "newsroom", "wikinew"])
    with pytest.raises(SystemExit):
        figures.main()
    assert "no section 'wikinew'. Give some of polnear, labels," in capsys.readouterr().err
