"""The benchmark of holders: what counts as an answer and as a right one, and whose claims are judged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import places
import pytest
from attrs import evolve

from newsclaims._attribution import Attribution
from newsclaims._pipeline import Pipeline
from newsclaims.evaluation import read_gold
from newsclaims.text import Text

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
TEXT = "Minister Ada Okoro said it rained. She denied it. The minister left, he said. Okoro hoped."
MENTIONS = {"She": "pronoun", "The minister": "description", "he": "pronoun", "Okoro": "short"}


@pytest.fixture
def holders(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the script as a module."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import holders

    return holders


class Names:
    """A tagger that gives sources the chosen holders, by the place of the mention."""

    name = "names"
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()

    def __init__(self, said: Mapping[int, tuple[int, int]]) -> None:
        self.said = said

    def tag(self, _text: Text, attributions: Sequence[Attribution]) -> list[Attribution]:
        """Return the attributions with their holders."""
        return [evolve(a, holder=self.said.get(a.source[0][0])) for a in attributions]


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    """Return the last place of some words."""
    return text.rindex(words), text.rindex(words) + len(words)


def brat(mentions: Sequence[str]) -> str:
    """Return an annotation with one claim for each mention, with the text's last word as content."""
    content = "T1\tContent {} {}\tx\n".format(*place("hoped"))
    spans = [(number, *place(mention)) for number, mention in enumerate(mentions, 2)]
    lines = [f"T{n}\tSource {start} {end}\tx\nE{n}\tContent:T1 Source:T{n}\n" for n, start, end in spans]
    return content + "".join(lines)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Write a part of a corpus: one article, and two annotators who marked different sources."""
    for name in ("text", "attributions"):
        (tmp_path / "dev" / name).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "rain.txt").write_text(TEXT, encoding="utf-8")
    first, *others = MENTIONS
    for annotator, mentions in (("a", [first]), ("b", others)):
        (tmp_path / "dev" / "attributions" / f"rain_{annotator}.ann").write_text(brat(mentions), encoding="utf-8")
    return tmp_path / "dev"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table in which Okoro is the holder of all mentions except "he", which has no known holder."""
    start, end = 9, 18
    assert TEXT[start:end] == "Ada Okoro"
    lines = ["# A comment.", "article\tstart\tend\tname_start\tname_end\tkind\thalf"]
    for mention, kind in MENTIONS.items():
        names = ("", "") if mention == "he" else (start, end)
        lines.append("\t".join(map(str, ("rain", *place(mention), *names, kind, "choose"))))
    (tmp_path / "holders.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "holders.tsv"


def script(holders: Any, monkeypatch: pytest.MonkeyPatch, said: Mapping[str, tuple[int, int]]) -> None:
    """Make the pipeline give these holders to these mentions."""
    names = Names({place(mention)[0]: holder for mention, holder in said.items()})
    monkeypatch.setattr(holders, "Pipeline", lambda extractor: Pipeline(extractor, [names]))


@pytest.mark.parametrize(
    ("said", "share", "answered", "accuracy"),
    [
        ({}, 0.0, 0.0, 25.0),
        ({"She": (9, 18)}, 25.0, 100.0, 50.0),
        ({"She": (9, 18), "he": (9, 18)}, 50.0, 50.0, 25.0),
        ({"She": (9, 18), "The minister": (9, 18), "Okoro": (9, 18)}, 75.0, 100.0, 100.0),
        ({"She": (0, 8)}, 25.0, 0.0, 25.0),
    ],
    ids=["no answer", "one right", "an unknown holder", "all right", "a wrong name"],
)
def test_no_answer_is_right_only_without_a_holder(
    holders: Any,
    monkeypatch: pytest.MonkeyPatch,
    table: Path,
    corpus: Path,
    said: Mapping[str, tuple[int, int]],
    share: float,
    answered: float,
    accuracy: float,
) -> None:
    """An answer is right if it is the holder's name; no answer is right if there is no holder."""
    script(holders, monkeypatch, said)
    expected = {"answered": {"share": share, "accuracy": answered}, "all": {"accuracy": accuracy}}
    assert holders.measure("choose", table, corpus) == expected
    assert holders.measure("report", table, corpus)["all"] == {"accuracy": 0.0}


def test_the_built_in_pipeline_can_be_measured(holders: Any, table: Path, corpus: Path) -> None:
    """The figures of the built-in taggers are shares in per cent."""
    measured = holders.measure("choose", table, corpus)
    assert 0 <= measured["all"]["accuracy"] <= 100


def test_names_are_normalised(holders: Any) -> None:
    """Letter case, white space and a leading article do not make another name."""
    assert holders.folded("The  Harbour\nTrust") == holders.folded("harbour trust")
    assert holders.folded("Theo Trust") != holders.folded("o Trust")


def test_gold_fragments_become_those_of_an_attribution(holders: Any) -> None:
    """Fragments of an annotation become sorted, disjoint and not empty."""
    assert holders.tidy(((5, 9), (0, 2), (1, 6), (7, 7), (6, 8))) == ((0, 2), (2, 6), (6, 9))


def test_a_source_that_is_not_gold_is_an_error(holders: Any, table: Path, corpus: Path) -> None:
    """A row must point to a gold source of a gold article."""
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("\t{}\t{}\t".format(*place("She")), "\t0\t3\t"), encoding="utf-8")
    with pytest.raises(SystemExit, match="no annotator marked a source at"):
        holders.measure("choose", table, corpus)
    table.write_text(text.replace("rain\t", "snow\t"), encoding="utf-8")
    with pytest.raises(SystemExit, match="no article 'snow'"):
        holders.measure("choose", table, corpus)


def test_printed_output(
    holders: Any, monkeypatch: pytest.MonkeyPatch, table: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table has a row for each kind; `--show` prints a line for each error in the half `choose`."""
    monkeypatch.setattr(holders, "needed", lambda _: corpus.parent)
    rows = holders.rows(table)
    monkeypatch.setattr(holders, "rows", lambda: [*rows[:-1], evolve(rows[-1], half="report")])
    script(holders, monkeypatch, {"She": (9, 18)})
    holders.main([])
    assert "choose  pronoun         2      50.0      100.0     100.0" in capsys.readouterr().out
    holders.main(["--show"])
    start = place("The minister")[0]
    assert capsys.readouterr().out == f"rain:{start}: description 'The minister' is 'Ada Okoro', but got ''\n"


@pytest.mark.corpus
def test_every_row_points_to_a_gold_source_and_a_name(holders: Any) -> None:
    """A mention is a source's first fragment; a name is whole words with a capital, and is outside the mention."""
    polnear = places.corpus("polnear")
    if polnear is None:
        pytest.skip("needs the PolNeAR corpus (NEWSCLAIMS_POLNEAR)")
    golds = {gold.article.id: gold for gold in read_gold(polnear / "dev")}
    for row in holders.rows():
        gold = golds[row.article]
        assert holders.annotation(gold, row)
        if row.name is not None:
            text, (start, end) = gold.article.text, row.name
            assert text[start].isupper()
            assert not text[start - 1 : start].isalnum()
            assert not text[end : end + 1].isalnum()
            assert text[start:end] not in text[slice(*row.mention)]


def test_the_table_is_as_described(holders: Any) -> None:
    """The halves have 75 rows each and share no article; an article has at most three rows; rare kinds are there."""
    rows = holders.rows()
    halves = {half: {row.article for row in rows if row.half == half} for half in holders.HALVES}
    assert Counter(row.half for row in rows) == {"choose": 75, "report": 75}
    assert not halves["choose"] & halves["report"]
    assert max(Counter(row.article for row in rows).values()) <= 3
    assert len({(row.article, row.mention) for row in rows}) == 150
    kinds = Counter(row.kind for row in rows)
    assert set(kinds) == {"acronym", "description", "possessive", "pronoun", "relative", "short"}
    assert kinds["pronoun"] + kinds["relative"] + kinds["possessive"] >= 30
    assert kinds["description"] >= 20
    assert sum(row.name is None for row in rows) >= 15
