"""Measures speed relative to a spaCy pipeline in the same run, the cost per word by length, and peak memory.

    python benchmarks/speed.py

Seconds differ between machines and hours; ratios differ much less. The texts are the articles of PolNeAR dev in
NEWSCLAIMS_POLNEAR (default ../shared/polnear), or else the seed article repeated. Each configuration is timed three
times in turn, on one core, and the best time counts. Without spaCy and an English model, the script prints words per
second only, and says so.
"""

import importlib.metadata
import importlib.util
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsclaims import Article, Pipeline
from newsclaims import _plugins as plugins
from newsclaims.text import read

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
LEAST_WORDS = 50_000
SIZES = (1, 4, 16)
BASE_WORDS = 2_000
THREADS = ("BLIS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
BUDGETS = {
    "rules, no taggers": 20.0,
    "rules": 8.0,
    "default": 1.0,
    "default, two threads": 1.6,
    "default, two processes": 1.6,
}
"""The required speed as a multiple of spaCy's."""
FIRST_CLAIM = """
import time
import newsclaims as nc
began = time.perf_counter()
assert len(nc.extract("Sources indicate that the bridge is closed."))
print(time.perf_counter() - began)
"""


def articles() -> list[str]:
    """Return the texts of the corpus, or the seed article repeated."""
    corpus = Path(os.environ.get("NEWSCLAIMS_POLNEAR") or ROOT.parent / "shared" / "polnear") / "dev" / "text"
    texts = [path.read_bytes().decode("utf-8") for path in sorted(corpus.glob("*.txt"))]
    if not texts:
        seed = next((ROOT / "seeds").glob("*.txt")).read_bytes().decode("utf-8")
        texts = [seed] * (LEAST_WORDS // words([seed]) + 1)
    return texts


def words(texts: list[str]) -> int:
    """Count words by white space, which is the same for all configurations."""
    return sum(len(text.split()) for text in texts)


def seconds(
    run: Callable[[list[str]], object], texts: list[str], clock: Callable[[], float] = time.process_time
) -> float:
    """Return the time of one run over the texts: processor time, which other work on the machine affects least."""
    began = clock()
    run(texts)
    return clock() - began


def read_and_extract(texts: list[str]) -> None:
    """Read each text and find its attributions with the rules."""
    extractor = plugins.get("extractor", "rules")
    for text in texts:
        for found in extractor.extract([read(Article(text=text))]):
            len(found)


def rules(texts: list[str]) -> None:
    """Make the claims of each text with the rules and all taggers."""
    run(Pipeline(extractor="rules"), texts)


def default(texts: list[str]) -> None:
    """Make the claims of each text as `newsclaims.extract` does, on one thread."""
    run(neural(threads=1), texts)


def default_on_two(texts: list[str]) -> None:
    """Make the claims of each text as `newsclaims.extract` does, on two threads."""
    run(neural(threads=2), texts)


def default_in_two(texts: list[str]) -> None:
    """Make the claims of all texts with `stream` and two worker processes of one thread each, their start included."""
    for claims in neural(threads=1).stream(map(as_article, texts), workers=2):
        len(claims)


def as_article(text: str) -> Article:
    """Return the article of a text."""
    return Article(text=text)


def neural(threads: int) -> Pipeline:
    """Return the default pipeline with this number of threads; its imports read the environment."""
    return Pipeline(importlib.import_module("newsclaims.extractors._neural").NeuralExtractor(threads=threads))


def run(line: Pipeline, texts: list[str]) -> None:
    """Make the claims of each text."""
    for text in texts:
        line.extract(Article(text=text))


def spacy_model() -> tuple[str, Any] | None:
    """Return the name, the version and a function of spaCy's English model, preferably en_core_web_sm, or None."""
    if importlib.util.find_spec("spacy") is None:
        return None
    spacy = importlib.import_module("spacy")
    installed = sorted(
        (name for name in spacy.util.get_installed_models() if name.startswith("en_")),
        key=lambda name: (name != "en_core_web_sm", name),
    )
    if not installed:
        return None
    model = spacy.load(installed[0])
    version = f"spaCy {importlib.metadata.version('spacy')}, {installed[0]} {model.meta['version']}"
    return version, lambda texts: [None for _ in model.pipe(texts)]


def peak_mebibytes() -> float:
    """Return the peak memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def compare(texts: list[str]) -> None:
    """Time all configurations in turn, and print words per second and ratios."""
    ways: dict[str, Callable[[list[str]], object]] = {
        "rules, no taggers": read_and_extract,
        "rules": rules,
        "default": default,
        "default, two threads": default_on_two,
        "default, two processes": default_in_two,
    }
    for name in ("rules", "default"):
        ways[name](texts)
        print(f"peak memory up to here, newsclaims alone, {name}: {peak_mebibytes():.0f} MiB")
    model = spacy_model()
    if model is not None:
        ways["spaCy"] = model[1]
        model[1](texts[:2])
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, run in ways.items():
            # Two cores save time, but no processor time.
            clock = time.perf_counter if "two" in name else time.process_time
            best[name] = min(best[name], seconds(run, texts, clock))
    count = words(texts)
    print(f"{len(texts)} texts, {count} words, {platform.machine()}, Python {platform.python_version()}")
    for name, took in best.items():
        ratio = ""
        if "spaCy" in best and name in BUDGETS:
            ratio = f"  {best['spaCy'] / took:6.1f} times spaCy (budget {BUDGETS[name]:.1f})"
        print(f"{name:22} {count / took:10.0f} words/s{ratio}")
    print(f"ratios to {model[0]}" if model else "no ratio: spaCy with an English model is not installed")


def first_claim() -> None:
    """Print the time from the import to the first claim, in a fresh process."""
    code = [sys.executable, "-I", "-c", FIRST_CLAIM]
    took = min(float(subprocess.run(code, capture_output=True, check=True).stdout) for _ in range(ROUNDS))  # noqa: S603
    print(f"from the import to the first claim: {took:.2f} s")


def by_length(texts: list[str]) -> None:
    """Print the cost per word of one article of growing length; it should stay about the same."""
    joined, base = "", []
    for text in texts:
        base.append(text)
        joined = "\n\n".join(base)
        if words([joined]) >= BASE_WORDS:
            break
    first = 0.0
    for size in SIZES:
        text = "\n\n".join([joined] * size)
        cost = min(seconds(default, [text]) for _ in range(ROUNDS)) / words([text])
        first = first or cost
        print(
            f"one article of {words([text]):6} words: {1e6 * cost:6.1f} microseconds a word, {cost / first:4.2f} times"
        )


def main() -> None:
    """Print all results."""
    # One core for all; numpy reads these variables when it is loaded, which is later.
    os.environ.update(dict.fromkeys(THREADS, "1"))
    texts = articles()
    first_claim()
    compare(texts)
    by_length(texts)


if __name__ == "__main__":
    main()
