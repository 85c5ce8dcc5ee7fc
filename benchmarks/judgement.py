"""Measures the built-in taggers on labelled attributions: accuracy and macro-F1 of each judgement, on gold spans.

    python benchmarks/judgement.py dev.jsonl

The labels are found by NEWSCLAIMS_LABELS (else ../shared/labels), the articles by NEWSCLAIMS_POLNEAR (else
../shared/polnear). A file may hold attributions drawn at random and others drawn for rare cues: the random ones are
also counted by themselves, since only they show what a reader would meet.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from newsclaims.attribution import Attribution, Offsets
from newsclaims.model import Article
from newsclaims.taggers.combiner import combine
from newsclaims.taggers.confidence import ConfidenceTagger
from newsclaims.taggers.cue_force import CueForceTagger
from newsclaims.taggers.source_type import SourceTypeTagger
from newsclaims.taggers.stance import StanceTagger
from newsclaims.text import read

LABELS = ("stance", "confidence", "cue_force", "source_type")
CHAIN = (StanceTagger(), ConfidenceTagger(), CueForceTagger(), SourceTypeTagger())
ROOT = Path(__file__).resolve().parent.parent
Pair = tuple[str, str]


def folder(variable: str, name: str) -> Path:
    """Return the folder that an environment variable names, else the shared one beside the repository."""
    return Path(os.environ.get(variable) or ROOT.parent / "shared" / name)


def article_text(corpus: Path, name: str) -> str:
    """Return the raw text of a corpus article: labels name it by the beginning of its file's name."""
    for part in ("train", "dev", "test"):
        for path in sorted((corpus / part / "text").glob(f"{name}*.txt")):
            return path.read_bytes().decode("utf-8")
    message = f"no article {name!r} under {corpus}"
    raise SystemExit(message)


def offsets(row: dict[str, Any], role: str) -> Offsets:
    """Return the fragments of a role in a row; none where the row has no such role."""
    return tuple((start, end) for start, end in row["spans"].get(role) or ())


def judged(rows: Iterable[dict[str, Any]], corpus: Path) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Yield each row with what the taggers say of its spans; "none" where a row has no source."""
    for name, group in groupby(sorted(rows, key=lambda row: row["article"]), key=lambda row: row["article"]):
        text = read(Article(text=article_text(corpus, name)))
        members = list(group)
        attributions: Sequence[Attribution] = [
            Attribution(offsets(row, "source"), offsets(row, "cue"), offsets(row, "content")) for row in members
        ]
        for tagger in CHAIN:
            attributions = tagger.tag(text, attributions)
        for row, attribution in zip(members, attributions, strict=True):
            said = {label: judgement.value for label, judgement in combine(attribution.judgements).items()}
            yield row, {"source_type": "none", **said}


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Return the mean F1 of the values that occur in the gold labels."""
    right = Counter(gold for gold, said in pairs if gold == said)
    golds, saids = Counter(gold for gold, _ in pairs), Counter(said for _, said in pairs)
    scores = [2 * right[value] / (golds[value] + saids[value]) for value in golds]
    return sum(scores) / len(scores)


def line(label: str, part: str, pairs: Sequence[Pair]) -> str:
    """Return one row of the table: accuracy, macro-F1, and the accuracy of always saying the commonest value."""
    accuracy = sum(gold == said for gold, said in pairs) / len(pairs)
    majority = Counter(gold for gold, _ in pairs).most_common(1)[0][1] / len(pairs)
    return (
        f"{label:12} {part:8} {len(pairs):6} {100 * accuracy:9.1f} {100 * macro_f1(pairs):9.1f} {100 * majority:9.1f}"
    )


def main(names: Sequence[str]) -> None:
    """Print the table for each label file."""
    corpus, labels = folder("NEWSCLAIMS_POLNEAR", "polnear"), folder("NEWSCLAIMS_LABELS", "labels")
    for name in names:
        path = Path(name) if Path(name).exists() else labels / name
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        began = time.perf_counter()
        results = list(judged(rows, corpus))
        print(f"{path.name}: {len(rows)} attributions, {time.perf_counter() - began:.1f} s with reading")
        print(f"{'label':12} {'part':8} {'n':>6} {'accuracy':>9} {'macro-F1':>9} {'majority':>9}")
        for label in LABELS:
            for part in ("all", "random"):
                pairs = [(row[label], said[label]) for row, said in results if part in ("all", row.get("drawn", "all"))]
                if pairs:
                    print(line(label, part, pairs))


if __name__ == "__main__":
    main(sys.argv[1:] or ["dev.jsonl"])
