"""Writes the claims of many articles to one CSV file, and reports what failed.

    python examples/stream_to_csv.py claims.csv articles/ seeds/000_ba67543f12171369.txt

Files that cannot be read and articles that fail are listed on standard error; all others are in the table. The exit
code is 1 if any failed.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

import newsclaims as nc
from newsclaims.readers import Skipped


class Job:
    """Streams files and folders through a pipeline and records the failures.

    Args:
        sources: Files, folders and patterns.
        workers: The number of processes.
    """

    def __init__(self, sources: Iterable[str], workers: int = 1) -> None:
        self.failures: list[str] = []
        self.articles = self.claims = 0
        self._sources, self._workers = sources, workers

    def claimsets(self) -> Iterator[nc.ClaimSet]:
        """Yield one claim set for each article that did not fail, in order."""
        results = nc.Pipeline().stream(self._read(), workers=self._workers, on_error="collect")
        for result in results:
            if isinstance(result, nc.Failure):
                self.failures.append(f"{result.article_id}: {result.error}")
                continue
            self.articles += 1
            self.claims += len(result)
            yield result

    def _read(self) -> Iterator[nc.Article]:
        for source in self._sources:
            yield from nc.read(source, on_error="skip", on_skip=self._skip)

    def _skip(self, skipped: Skipped) -> None:
        # Without an error, nothing is wrong: for example, a row of a table has no text.
        if skipped.error is not None:
            self.failures.append(str(skipped.error))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, write the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Write the claims of many articles to one CSV file.")
    parser.add_argument("table", help="the CSV file to write")
    parser.add_argument("sources", nargs="+", help="files, folders and patterns")
    parser.add_argument("--workers", type=int, default=1, help="number of processes")
    options = parser.parse_args(arguments)
    job = Job(options.sources, options.workers)
    nc.dump(job.claimsets(), options.table, format="csv")
    print(f"{job.articles} articles, {job.claims} claims, {len(job.failures)} failures")
    for failure in job.failures:
        print(failure, file=sys.stderr)
    return 1 if job.failures else 0


if __name__ == "__main__":
    sys.exit(main())
