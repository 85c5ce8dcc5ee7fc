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


def main() -> None:
    """Read the job from standard input, and print what it took as JSON."""
    from performance.machine import peak_mebibytes

    job = json.loads(sys.stdin.read())
    took = {"articles": 0, "seconds": 0.0} if job["extractor"] is None else _streamed(job)
    print(json.dumps({**took, "peak": peak_mebibytes()}))


def _streamed(job: dict[str, Any]) -> dict[str, float]:
    """Stream the articles, and return their number and the processor time."""
    pipeline = _pipeline(job["extractor"])
    pipeline.extract(job["texts"][0][:1000])  # the first text loads the model and the tables
    began = time.process_time()
    articles = sum(1 for _ in pipeline.stream(_articles(job)))
    return {"articles": articles, "seconds": time.process_time() - began}


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
