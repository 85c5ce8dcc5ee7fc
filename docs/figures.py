"""Writes measured figures into the pages of the docs and the README.

    python docs/figures.py
    python docs/figures.py newsroom table

A section is the figures of a corpus (`polnear`, `labels`, `newsroom`, `unseen`, `wikinews`), the tables at the top of
the accuracy page (`table`), or the comparison with other programs (`peers`, which needs a network). Without a name, all
are measured. benchmarks/README.md says where the corpora are.
"""  # noqa: INP001

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ACCURACY = ROOT / "docs" / "explanation" / "accuracy.md"
ALTERNATIVES = ROOT / "docs" / "explanation" / "alternatives.md"
README = ROOT / "README.md"
EXTRACTORS = ("neural", "rules")
KINDS = ("direct", "mixed", "indirect")
"""The kinds of claims; each claim without a parent is of one."""
LABELS = ("stance", "confidence", "cue_force", "source_type")
CORPORA = {
    "unseen": ("[unseen](#unseen-articles)", "by nothing"),
    "newsroom": ("[newsroom](#news-of-many-kinds)", "by thresholds"),
    "wikinews": ("[Wikinews dev](#world-news)", "by thresholds"),
    "polnear": ("[PolNeAR dev](#finding-claims)", "by thresholds"),
}
"""The name of each corpus in the tables, and how far its articles were seen, with the least seen one first."""


def printed(*arguments: str) -> str:
    """Return the output of a Python command."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    return done.stdout.rstrip()


def folder(corpus: str) -> Path:
    """Return the folder of a corpus's articles, or that of the labels."""
    if corpus in ("newsroom", "unseen"):
        return ROOT / "benchmarks" / corpus
    found = printed("benchmarks/places.py", corpus)
    if not found:
        message = f"There is no corpus {corpus!r}; see benchmarks/README.md."
        raise SystemExit(message)
    return Path(found) if corpus == "labels" else Path(found) / "dev"


def evaluated(corpus: str, *options: str) -> str:
    """Return what `newsclaims evaluate` prints for a corpus."""
    place = folder(corpus)
    labels = () if corpus == "polnear" else ("--labels", str(place / "claims.jsonl"))
    return printed("-m", "newsclaims", "evaluate", str(place), *labels, *options)


def judged(*options: str) -> str:
    """Return what `newsclaims evaluate` prints for the labelled attributions of PolNeAR."""
    labels = folder("labels") / "dev.jsonl"
    return printed("-m", "newsclaims", "evaluate", str(folder("polnear")), "--labels", str(labels), *options)


def change(path: Path, edit: Callable[..., str], *arguments: Any) -> None:
    """Change a page. It is read only now, because measuring takes minutes, and somebody may edit the page meanwhile.

    Args:
        path: The page.
        edit: Returns its new text, from the old one and the arguments.
        arguments: What `edit` needs.
    """
    path.write_text(edit(path.read_text(encoding="utf-8"), *arguments), encoding="utf-8", newline="\n")


def with_figures(page: str, name: str, figures: str) -> str:
    """Return a page with new figures in the fence below a mark."""
    return _replaced(page, name, rf"(<!-- figures: {re.escape(name)} -->\n```\n).*?(\n```)", figures)


def with_table(page: str, name: str, lines: Iterator[str]) -> str:
    """Return a page with a new table below a mark."""
    return _replaced(page, name, rf"(<!-- figures: {re.escape(name)} -->\n\n).*?(\n\n)", "\n".join(lines))


def _replaced(page: str, name: str, pattern: str, figures: str) -> str:
    changed, count = re.subn(pattern, lambda found: found[1] + figures + found[2], page, flags=re.DOTALL)
    if count != 1:
        message = f"the page has {count} places for {name!r}"
        raise SystemExit(message)
    return changed


def summary(figures: str) -> str:
    """Return the figures of whole claims without those of single values."""
    return figures.partition("\n\nlabel        value")[0]


def table(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown; the first one is its head."""
    for number, line in enumerate(lines):
        yield f"| {' | '.join(line)} |"
        if not number:
            yield f"|{' --- |' * len(line)}"


def corpus_row(extractor: str, corpus: str, record: Mapping[str, Any]) -> list[str]:
    """Return the cells of a corpus at the top of the accuracy page.

    Args:
        extractor: The extractor.
        corpus: The corpus.
        record: The JSON that `newsclaims evaluate` printed, with the labels in it if there are any.
    """
    name, seen = CORPORA[corpus]
    claim, kinds = record["claim"], record["groups"]
    figures = [claim["p"], claim["r"], claim["f1"], record["exact_content"]["f1"]]
    if "nested" in record:
        figures += [record["nested"]["f1"], record["holders"]["right_of_gold"]]
    cells = [f"{figure:.1f}" for figure in figures] + ["-"] * (6 - len(figures))
    labels = fmean(record[label].get("all", record[label])["accuracy"] for label in LABELS)
    claims = f"{sum(kinds[kind]['gold'] for kind in KINDS):,.0f}"
    return [f"`{extractor}`", name, seen, str(record["articles"]), claims, *cells, f"{labels:.1f}"]


def family_rows(records: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[list[str]]:
    """Yield the cells of each family: its claims and its claim F1 in both corpora that have families.

    Args:
        records: The JSON that was printed for each corpus and extractor.
    """
    corpora = ("unseen", "newsroom")
    for family in records["unseen", "neural"]["families"]:
        cells = [family]
        for corpus in corpora:
            found = [records[corpus, extractor]["families"][family] for extractor in EXTRACTORS]
            cells += [f"{found[0]['gold']:.0f}", *(f"{one['f1']:.1f}" for one in found)]
        yield cells


def polnear() -> None:
    """Write the figures of finding claims on PolNeAR, and the README's sentence."""
    for extractor in EXTRACTORS:
        figures = evaluated("polnear", "--extractor", extractor)
        change(ACCURACY, with_figures, f"evaluate, {extractor}", figures)
    claim = json.loads(evaluated("polnear", "--json"))["claim"]
    sentence = f"claim F1 of {claim['f1']} (precision {claim['p']}, recall {claim['r']})"
    change(README, lambda page: re.sub(r"claim F1 of [\d.]+ \(precision [\d.]+, recall [\d.]+\)", sentence, page))


def labels() -> None:
    """Write the figures of the labels of PolNeAR."""
    change(ACCURACY, with_figures, "judgement", judged())


def whole_claims(corpus: str) -> Callable[[], None]:
    """Return a function that writes the figures of a corpus with all its claims.

    Args:
        corpus: The corpus.
    """

    def write() -> None:
        for extractor in EXTRACTORS:
            figures = summary(evaluated(corpus, "--extractor", extractor))
            change(ACCURACY, with_figures, f"{corpus}, {extractor}", figures)

    return write


def tables() -> None:
    """Write the tables at the top of the accuracy page."""
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for extractor in EXTRACTORS:
        own = ("--extractor", extractor, "--json")
        for corpus in CORPORA:
            records[corpus, extractor] = json.loads(evaluated(corpus, *own))
        records["polnear", extractor] |= {name: one for name, one in json.loads(judged(*own)).items() if name in LABELS}
    head = ["extractor", "corpus", "seen", "articles", "claims", "p", "r", "claim F1", "exact content", "nested"]
    rows = [corpus_row(extractor, corpus, record) for (corpus, extractor), record in records.items()]
    change(ACCURACY, with_table, "corpora", table([[*head, "holders", "labels"], *rows]))
    parts = [f"{corpus}: {what}" for corpus in ("unseen", "newsroom") for what in ("claims", "`neural`", "`rules`")]
    change(ACCURACY, with_table, "families", table([["family", *parts], *family_rows(records)]))


def peers() -> None:
    """Write the comparison with other programs."""
    lines = printed("benchmarks/peers.py", "--markdown").splitlines()
    change(ALTERNATIVES, with_table, "peers", iter(lines))


SECTIONS: Mapping[str, Callable[[], None]] = {
    "polnear": polnear,
    "labels": labels,
    "newsroom": whole_claims("newsroom"),
    "unseen": whole_claims("unseen"),
    "wikinews": whole_claims("wikinews"),
    "table": tables,
    "peers": peers,
}


def main() -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    wanted = parser.parse_args().sections or list(SECTIONS)
    if unknown := sorted(set(wanted) - SECTIONS.keys()):
        parser.error(f"There is no section {unknown[0]!r}. Give some of {', '.join(SECTIONS)}.")
    for section in wanted:
        SECTIONS[section]()


if __name__ == "__main__":
    main()
