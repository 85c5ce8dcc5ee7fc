"""A process that streams articles and prints its time and its peak memory; `fresh` runs it."""

import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import newsclaims as nc

_LOOKED = 20
"""After how many articles the memory of the workers is looked at."""


def main() -> None:
    """Read the job from standard input, and print what it took as JSON."""
    from performance.machine import peak_mebibytes

    job = json.loads(sys.stdin.read())
    took = {"articles": 0, "seconds": 0.0, "workers": 0.0} if job["extractor"] is None else _streamed(job)
    print(json.dumps({**took, "peak": peak_mebibytes()}))


def _streamed(job: dict[str, Any]) -> dict[str, float]:
    """Stream the articles, and return their number, the processor time, and the memory of the workers."""
    from performance.machine import children_peaks

    pipeline = _pipeline(job["extractor"])
    pipeline.extract(job["texts"][0][:1000])  # the first text loads the model and the tables
    began, peaks, articles = time.process_time(), dict[int, float](), 0
    for _ in pipeline.stream(_articles(job), workers=job["workers"]):
        articles += 1
        if job["workers"] > 1 and articles % _LOOKED == 0:
            peaks.update(children_peaks())
    return {"articles": articles, "seconds": time.process_time() - began, "workers": sum(peaks.values())}


def _pipeline(extractor: str) -> nc.Pipeline:
    """Return the pipeline, on one thread."""
    if extractor == "neural":
        from newsclaims.extractors import NeuralExtractor

        return nc.Pipeline(NeuralExtractor(threads=1))
    return nc.Pipeline(extractor)


def _articles(job: dict[str, Any]) -> Iterator[nc.Article]:
    """Yield the articles one by one, each different from the others."""
    for number, text in zip(range(job["count"]), itertools.cycle(job["texts"])):
        yield nc.Article(text=text, id=f"article-{number}")


if __name__ == "__main__":
    main()
