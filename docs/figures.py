"""Writes the measured figures into `docs/explanation/accuracy.md` and the README.

    python docs/figures.py

NEWSCLAIMS_POLNEAR and NEWSCLAIMS_WIKINEWS name the corpora, and NEWSCLAIMS_LABELS the labels (by default, the folders
polnear, wikinews and labels in ../shared).
"""  # noqa: INP001

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("NEWSCLAIMS_POLNEAR") or ROOT.parent / "shared" / "polnear")
LABELS = Path(os.environ.get("NEWSCLAIMS_LABELS") or ROOT.parent / "shared" / "labels")
WIKINEWS = Path(os.environ.get("NEWSCLAIMS_WIKINEWS") or ROOT.parent / "shared" / "wikinews")
CLAIMS = {"newsroom": ROOT / "benchmarks" / "newsroom", "wikinews": WIKINEWS / "dev"}
"""Corpora with all their claims in one file, by the names of their figures."""
EVALUATE = ("-m", "newsclaims", "evaluate", str(CORPUS / "dev"))


def printed(*arguments: str) -> str:
    """Return the output of a Python command."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")  # noqa: S603
    return done.stdout.rstrip()


def with_figures(page: str, name: str, figures: str) -> str:
    """Return a page with new figures in the fence below a mark."""
    fence = rf"(<!-- figures: {name} -->\n```\n).*?(\n```)"
    changed, count = re.subn(fence, lambda found: found[1] + figures + found[2], page, flags=re.DOTALL)
    if count != 1:
        message = f"the page has {count} fences for {name!r}"
        raise SystemExit(message)
    return changed


def summary(figures: str) -> str:
    """Return the figures of whole claims without those of single values."""
    return figures.partition("\n\nlabel        value")[0]


def main() -> None:
    """Measure, and write the figures."""
    accuracy, readme = ROOT / "docs" / "explanation" / "accuracy.md", ROOT / "README.md"
    page = with_figures(accuracy.read_text(encoding="utf-8"), "evaluate", printed(*EVALUATE))
    judgement = printed(*EVALUATE, "--labels", str(LABELS / "dev.jsonl"))
    page = with_figures(page, "judgement", judgement)
    for name, folder in CLAIMS.items():
        command = ("-m", "newsclaims", "evaluate", str(folder), "--labels", str(folder / "claims.jsonl"))
        for extractor in ("neural", "rules"):
            page = with_figures(page, f"{name}, {extractor}", summary(printed(*command, "--extractor", extractor)))
    accuracy.write_text(page, encoding="utf-8", newline="\n")
    claim = json.loads(printed(*EVALUATE, "--json"))["claim"]
    sentence = f"claim F1 of {claim['f1']} (precision {claim['p']}, recall {claim['r']})"
    text = re.sub(
        r"claim F1 of [\d.]+ \(precision [\d.]+, recall [\d.]+\)", sentence, readme.read_text(encoding="utf-8")
    )
    readme.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
