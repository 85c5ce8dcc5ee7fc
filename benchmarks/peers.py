"""Compares newsclaims with other programs that find attributions, on the same raw articles and with the same scorer.

    python benchmarks/peers.py
    python benchmarks/peers.py --corpus newsroom my_gold --only textacy neural
    python benchmarks/peers.py --environment ~/peers --json

It makes an environment of its own for the other programs and installs them from PyPI, in the versions that `peers.toml`
names: in a temporary folder, or in the one after `--environment`, which it uses again the next time.
A corpus is polnear, wikinews, newsroom or unseen (by default all that are there), or a folder in the form of
`newsclaims evaluate`. `peer_finders.py` says how the finds of each program become claims.

Claims inside others are left out, as `newsclaims evaluate` does. `content` ignores the source. `direct` is the claim F1
of direct quotations, which textacy and SaysWho are made for. Words per second are per second of processor time, the
parse included, and without the time to load a model. newsclaims runs without its taggers.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from places import ROOT, NotWholeError, corpus

from newsclaims import Pipeline
from newsclaims._text_table import rows
from newsclaims.errors import FileError
from newsclaims.evaluation import GoldArticle, Scores, read_gold, score

HERE = Path(__file__).resolve().parent
SETTINGS: Mapping[str, Any] = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
PEERS: Mapping[str, str] = SETTINGS["peers"]
OURS: Mapping[str, str] = SETTINGS["ours"]
OWN = ("newsroom", "unseen")
"""The corpora in the repository."""
OTHERS = {"polnear": "PolNeAR dev", "wikinews": "Wikinews dev"}
"""The corpora that are not, with their names in the tables."""
HEAD = ("corpus", "system", "p", "r", "claim F1", "content F1", "direct F1", "words/s")
READY = "peers.txt"
"""The file of an environment that says what is installed in it; written last."""


@frozen
class Row:
    """The figures of a system on a corpus.

    Args:
        corpus: The corpus.
        system: The name of the system, as in `peers.toml`.
        scores: How well its claims fit the gold.
        speed: Words per second of processor time.
        failed: In how many articles it failed at something.
    """

    corpus: str
    system: str
    scores: Scores
    speed: float
    failed: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain values, in per cent."""
        found = self.scores.to_dict()
        return {
            "corpus": self.corpus,
            "system": self.system,
            "articles": self.scores.articles,
            **found["claim"],
            "content": found["content_overlap"]["f1"],
            "direct": {name: found["groups"]["direct"][name] for name in ("p", "r", "f1")},
            "words_per_second": round(self.speed),
            "failed": self.failed,
        }


def folders(wanted: Sequence[str]) -> dict[str, Path]:
    """Return the folders of corpora by their names in the tables.

    Args:
        wanted: Names of corpora and folders; if there are none, all corpora that are there.
    """
    found: dict[str, Path] = {}
    for name in wanted or (*OTHERS, *OWN):
        place = corpus(name) if name in OTHERS else HERE / name if name in OWN else Path(name)
        if name in OTHERS and place is not None:
            found[OTHERS[name]] = place / "dev"
        elif place is not None and place.is_dir():
            found[name] = place
        elif wanted:
            message = f"There is no corpus {name!r}: give {', '.join((*OTHERS, *OWN))} or a folder with gold."
            raise SystemExit(message)
    return found


def interpreter(folder: Path) -> Path:
    """Return the Python of an environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def prepared(folder: Path) -> Path:
    """Return the Python of an environment with the peers, which is made if it is not there.

    Args:
        folder: The folder of the environment.
    """
    packages = "\n".join(SETTINGS["environment"]["packages"]) + "\n"
    python, ready = interpreter(folder), folder / READY
    if ready.is_file() and ready.read_text(encoding="utf-8") == packages and python.exists():
        return python
    if folder.exists() and any(folder.iterdir()):
        message = f"{str(folder)!r} has something that this script did not finish. Delete it, or name another folder."
        raise SystemExit(message)
    print(f"installing the peers: {', '.join(packages.split())}", file=sys.stderr)
    venv.create(folder, with_pip=True)
    way = "They come from PyPI, so this needs a network"
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages.split()], way)
    ready.write_text(packages, encoding="utf-8")
    return python


def _run(command: Sequence[str], way: str, given: str = "") -> str:
    """Return the output of a command; end the program with its last words and the way out if it fails."""
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        message = f"The other programs do not work: {last}\n{way}. Without them: --only {' '.join(OURS)}."
        raise SystemExit(message)
    return done.stdout


def peer_rows(python: Path, peers: Sequence[str], name: str, gold: Sequence[GoldArticle]) -> Iterator[Row]:
    """Yield the figures of peers on a corpus.

    Args:
        python: The Python of their environment.
        peers: Their names.
        name: The name of the corpus.
        gold: Its articles.
    """
    texts = [one.article.text for one in gold]
    order = json.dumps({"peers": peers, "texts": texts, "settings": SETTINGS})
    way = f"Delete the environment of {str(python)!r}, so that it is made again"
    found = json.loads(_run([str(python), str(HERE / "peer_finders.py")], way, order))
    for peer in peers:
        yield row_of(name, PEERS[peer], gold, found[peer])


def row_of(name: str, system: str, gold: Sequence[GoldArticle], found: Mapping[str, Any]) -> Row:
    """Return the figures of what a peer found.

    Args:
        name: The name of the corpus.
        system: The name of the peer.
        gold: The articles.
        found: What `peer_finders.found_by` returned.
    """
    claims = {one.article.id: own for one, own in zip(gold, found["claims"], strict=True)}
    return Row(name, system, score(gold, claims), _speed(gold, found["seconds"]), found["failed"])


def our_row(extractor: str, name: str, gold: Sequence[GoldArticle]) -> Row:
    """Return the figures of an extractor of ours.

    Args:
        extractor: Its name.
        name: The name of the corpus.
        gold: Its articles.
    """
    pipeline = Pipeline(extractor, taggers=[])
    pipeline.extract("Ann Lee said it rained.")  # loads everything
    start = time.process_time()
    claims = [pipeline.extract(one.article) for one in gold]
    return Row(name, OURS[extractor], score(gold, claims), _speed(gold, time.process_time() - start))


def _speed(gold: Sequence[GoldArticle], seconds: float) -> float:
    return sum(len(one.article.text.split()) for one in gold) / max(seconds, 1e-6)


def cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a row of the tables."""
    own = row.to_dict()
    figures = (own["p"], own["r"], own["f1"], own["content"], own["direct"]["f1"])
    speed = float(f"{row.speed:.2g}")
    return own["corpus"], own["system"], *(f"{figure:.1f}" for figure in figures), f"{speed:,.0f}"


def markdown(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    for number, line in enumerate(lines):
        yield f"| {' | '.join(line)} |"
        if not number:
            yield f"|{' --- |' * len(line)}"


def measured(python: Path | None, only: Sequence[str], places: Mapping[str, Path]) -> Iterator[Row]:
    """Yield the figures of all systems on all corpora.

    Args:
        python: The Python of the peers' environment; None if none takes part.
        only: The names of the systems that take part.
        places: The folders of the corpora by their names.
    """
    for name, folder in places.items():
        gold = read_gold(folder)
        if python is not None:
            yield from peer_rows(python, [peer for peer in PEERS if peer in only], name, gold)
        yield from (our_row(extractor, name, gold) for extractor in OURS if extractor in only)


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", nargs="+", default=[], metavar="NAME", help="corpora, or folders with gold")
    parser.add_argument("--only", nargs="+", choices=(*PEERS, *OURS), default=[*PEERS, *OURS], help="some systems")
    parser.add_argument("--environment", type=Path, help="the folder of the environment, which is kept")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--markdown", action="store_true", help="print a table in Markdown")
    options = parser.parse_args()
    if options.environment is not None and options.environment.resolve().is_relative_to(ROOT):
        parser.error("The environment must be outside the repository.")
    with tempfile.TemporaryDirectory(prefix="peers-") as temporary:
        place = options.environment or Path(temporary) / "environment"
        try:
            chosen = folders(options.corpus)
            python = prepared(place.expanduser()) if set(PEERS) & set(options.only) else None
            found = list(measured(python, options.only, chosen))
        except (FileError, NotWholeError) as error:
            print(error, file=sys.stderr)
            return 1
    lines = [HEAD, *map(cells, found)]
    if options.json:
        print(json.dumps([row.to_dict() for row in found], indent=2))
    else:
        print(*(markdown(lines) if options.markdown else rows(lines)), sep="\n")
    for row in found:
        if row.failed:
            print(f"{row.corpus}: {row.system} failed at a part of {row.failed} articles", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
