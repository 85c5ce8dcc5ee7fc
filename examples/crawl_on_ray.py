"""Extracts the claims of many web archives (WARC) with Ray: one task and one Parquet file for each archive.

    python examples/crawl_on_ray.py crawls/ claims/

A Parquet file appears when its archive is finished. Start the job again after it was stopped: it does the archives that
have no file.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import ray

import newsclaims as nc


def in_english(article: nc.Article) -> bool:
    """Return whether a page says that it is in English, or says nothing."""
    return (article.language or "en").lower().startswith("en")


def extract(crawl: Path, target: Path) -> Counter[str]:
    """Write the claims of one archive, and count its articles, claims, and what was not an article."""
    pages = nc.read(crawl, on_error="skip")
    english = filter(in_english, pages)
    counts: Counter[str] = Counter()

    def claimsets() -> Iterator[nc.ClaimSet]:
        for result in nc.Pipeline().stream(english, on_error="collect"):
            if isinstance(result, nc.Failure):
                counts[f"failed: {type(result.error).__name__}"] += 1
                continue
            counts["articles"] += 1
            counts["claims"] += len(result)
            yield result

    nc.dump(claimsets(), target)
    return counts + pages.skipped


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, start a task for each archive, and print the counts."""
    parser = argparse.ArgumentParser(description="Extract the claims of web archives with Ray.")
    parser.add_argument("crawls", type=Path, help="the folder of archives to read; all workers must see it")
    parser.add_argument("claims", type=Path, help="the folder of Parquet files to write; all workers must see it")
    options = parser.parse_args(arguments)

    ray.init()
    options.claims.mkdir(parents=True, exist_ok=True)
    task = ray.remote(num_cpus=1, max_retries=3)(extract)
    waiting = []
    for crawl in sorted(options.crawls.glob("*.warc.gz")):
        target = options.claims / crawl.name.replace(".warc.gz", ".parquet")
        if not target.exists():
            waiting.append(task.remote(crawl.resolve(), target.resolve()))
    counts: Counter[str] = Counter()
    while waiting:
        [done], waiting = ray.wait(waiting)
        counts += ray.get(done)
    for what, number in sorted(counts.items()):
        print(f"{number} {what}")


if __name__ == "__main__":
    main()
