"""The comparison with other programs: how their finds become claims, and the table. No other program is installed."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peer_finders
import peers
import places
import pytest
from attrs import field, frozen

from newsclaims.evaluation import read_gold

TEXT = '"It will rain," Ann Lee said.\nBob went home in the evening.\n'
ANNOTATION = "T1\tContent 1 13\tx\nT2\tSource 16 23\tx\nT3\tCue 24 28\tx\nE1\tContent:T1 Source:T2 Cue:T3\n"


@frozen
class Word:
    """A token: its number, its place, its length and the tokens of its phrase."""

    i: int
    idx: int
    size: int
    subtree: tuple["Word", ...] = ()

    def __len__(self) -> int:
        return self.size


@frozen
class Span:
    """A span of a parsed text."""

    start_char: int
    end_char: int


@frozen
class Quotation:
    """A quotation as textacy gives it."""

    speaker: list[Word]
    cue: list[Word]
    content: Span = field(default=Span(0, 9))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Write a folder with an article and its only claim."""
    (tmp_path / "rain.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "rain.ann").write_text(ANNOTATION, encoding="utf-8")
    return tmp_path


def test_paragraphs_keep_their_places() -> None:
    """A paragraph is a line that is not blank, with the place where it begins."""
    assert peer_finders.paragraphs("One.\n\n  \nTwo two.\n") == [(0, "One."), (9, "Two two.")]
    assert peer_finders.paragraphs("\n \n") == []


def test_neighbouring_tokens_are_one_fragment() -> None:
    """Tokens become spans in the order of the text, and a gap begins a new span."""
    words = [Word(4, 20, 3), Word(1, 4, 2), Word(0, 0, 3)]
    assert peer_finders.fragments(words) == [(0, 6), (20, 23)]
    assert peer_finders.fragments([]) == []


def test_a_speaker_is_taken_with_the_whole_phrase() -> None:
    """The source is the phrase of each token of the speaker, but not a phrase that has the cue."""
    the, old, cue = Word(0, 0, 3), Word(1, 4, 3), Word(3, 12, 4)
    man = Word(2, 8, 3, (the, old, Word(2, 8, 3)))
    [claim] = peer_finders.claims_of([Quotation([man], [cue])], lambda at: at + 100)
    assert claim == {"source": [(100, 111)], "cue": [(112, 116)], "content": [(100, 109)]}
    wide = Word(2, 8, 3, (the, Word(2, 8, 3), cue))
    [claim] = peer_finders.claims_of([Quotation([wide], [cue])], int)
    assert claim["source"] == [(8, 11)]


def test_an_interrupted_quotation_is_one_claim() -> None:
    """Finds with the same source and cue are one claim with a piece from each; others stay apart."""
    one = {"source": [(10, 13)], "cue": [(14, 18)], "content": [(20, 30)]}
    before = {**one, "content": [(0, 9)]}
    other = {**one, "cue": [(40, 44)]}
    found = peer_finders.joined([one, other, before, {**before}])
    assert found == [{**one, "content": [(0, 9), (20, 30)]}, other]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ('"It rains," Ann Lee said.', "Ann Lee", "It rains,"),
        ("“It rains,” said Ann Lee.", "Ann Lee", "It rains,"),
        ('He said, "It rains."', "He", "It rains."),
    ],
)
def test_the_regular_expression(text: str, source: str, content: str) -> None:
    """It finds a quotation with a name or a pronoun and a verb of saying, in three orders."""
    [claim] = peer_finders.by_expression(peers.SETTINGS)(text)
    assert [text[slice(*claim[role][0])] for role in ("source", "cue", "content")] == [source, "said", content]


def test_what_was_found_before_a_failure_counts() -> None:
    """A peer that fails at a text keeps what it found there, and the failure is counted."""
    claim = {"source": [(0, 1)], "cue": [(2, 3)], "content": [(4, 5)]}

    def find(text: str) -> Iterator[peer_finders.Claim]:
        yield claim
        if text == "bad":
            raise ValueError(text)

    found = peer_finders.found_by(find, ["good", "bad"])
    assert found["claims"] == [[claim], [claim]]
    assert found["failed"] == 1
    assert found["seconds"] >= 0


def test_finders_answer_an_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The program reads an order from standard input and prints the claims of each peer as JSON."""
    expression = peer_finders.by_expression(peers.SETTINGS)
    monkeypatch.setattr(peer_finders, "finders", lambda _settings, names: [(name, expression) for name in names])
    order = {"peers": ["regex"], "texts": [TEXT], "settings": {}}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order)))
    peer_finders.main()
    found = json.loads(capsys.readouterr().out)
    assert found["regex"]["claims"] == [[{"source": [[16, 23]], "cue": [[24, 28]], "content": [[1, 14]]}]]


def test_finds_are_scored_like_ours(gold: Path) -> None:
    """The figures of a peer are those of the library's scorer, and its speed counts words by white space."""
    found: dict[str, Any] = {
        "claims": [[{"source": [[16, 23]], "cue": [], "content": [[0, 14]]}]],
        "seconds": 0.5,
        "failed": 0,
    }
    row = peers.row_of("mine", "a peer", read_gold(gold), found)
    own = row.to_dict()
    assert (own["p"], own["r"], own["f1"], own["direct"]["f1"]) == (100.0, 100.0, 100.0, 100.0)
    assert own["words_per_second"] == 24
    assert peers.cells(row) == ("mine", "a peer", "100.0", "100.0", "100.0", "100.0", "100.0", "24")


def test_tables() -> None:
    """A table in Markdown has a line below its head."""
    assert list(peers.markdown([("a", "b"), ("1", "2")])) == ["| a | b |", "| --- | --- |", "| 1 | 2 |"]


def test_corpora_are_found_by_name_or_folder(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without names, all corpora that are there are taken; a name or folder that is not there is an error."""
    monkeypatch.setattr(peers, "corpus", lambda name: gold if name == "wikinews" else None)
    assert peers.folders([])["Wikinews dev"] == gold / "dev"
    assert "PolNeAR dev" not in peers.folders([])
    assert peers.folders(["newsroom", str(gold)]) == {"newsroom": peers.HERE / "newsroom", str(gold): gold}
    for missing in ("polnear", "nowhere"):
        with pytest.raises(SystemExit, match=f"There is no corpus '{missing}': give polnear, wikinews, newsroom"):
            peers.folders([missing])


def test_a_finished_environment_is_used_again(tmp_path: Path) -> None:
    """A folder with the wanted versions is used as it is; any other that is not empty is refused."""
    python = peers.interpreter(tmp_path)
    python.parent.mkdir()
    python.touch()
    with pytest.raises(SystemExit, match="that this script did not finish"):
        peers.prepared(tmp_path)
    (tmp_path / peers.READY).write_text("spacy==1.0\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="Delete it"):
        peers.prepared(tmp_path)
    packages = "\n".join(peers.SETTINGS["environment"]["packages"]) + "\n"
    (tmp_path / peers.READY).write_text(packages, encoding="utf-8")
    assert peers.prepared(tmp_path) == python


def test_a_failed_installation_is_not_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If pip fails, the message has its last line and the way without peers, and the folder is not taken as whole."""
    failing = "import sys; print('first', file=sys.stderr); sys.exit('no network')"
    run = peers._run
    monkeypatch.setattr("peers.venv.create", lambda folder, **_: folder.mkdir())
    monkeypatch.setattr(peers, "_run", lambda _, way: run([sys.executable, "-c", failing], way))
    words = "do not work: no network\n.*PyPI, so this needs a network. Without them: --only rules neural"
    with pytest.raises(SystemExit, match=words):
        peers.prepared(tmp_path / "peers")
    assert not (tmp_path / "peers" / peers.READY).exists()


def test_a_broken_environment(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the peers fail in a finished environment, the message says that it can be made again."""
    monkeypatch.setattr(peers, "HERE", tmp_path)
    (tmp_path / "peer_finders.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"No module named 'nothing_of_this_name'\nDelete the environment of"):
        list(peers.peer_rows(Path(sys.executable), ["regex"], "mine", read_gold(gold)))


def test_command(gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without peers nothing is installed; the figures come as a plain table, as Markdown or as JSON."""
    outputs = []
    for form in ([], ["--markdown"], ["--json"]):
        monkeypatch.setattr(sys, "argv", ["peers.py", "--only", "rules", "--corpus", str(gold), *form])
        assert peers.main() == 0
        outputs.append(capsys.readouterr().out)
    plain, marked, record = outputs
    assert plain.split()[:3] == ["corpus", "system", "p"]
    assert marked.splitlines()[2].startswith(f"| {gold} | newsclaims, `rules` | 100.0 | 100.0 | 100.0 |")
    assert json.loads(record)[0]["f1"] == 100.0


def test_the_environment_is_outside_the_repository(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder in the repository is refused before anything is installed."""
    monkeypatch.setattr(sys, "argv", ["peers.py", "--environment", str(places.ROOT / "peers")])
    with pytest.raises(SystemExit):
        peers.main()
    assert "must be outside the repository" in capsys.readouterr().err


def test_a_broken_corpus_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A corpus that is not whole, or a folder without gold, ends the program with the reason."""
    monkeypatch.setenv("NEWSCLAIMS_POLNEAR", str(tmp_path / "gone"))
    for corpus, words in (("polnear", "is not whole"), (str(tmp_path), "no texts")):
        monkeypatch.setattr(sys, "argv", ["peers.py", "--only", "rules", "--corpus", corpus])
        assert peers.main() == 1
        assert words in capsys.readouterr().err
