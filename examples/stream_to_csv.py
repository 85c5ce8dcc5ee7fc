"""Writes the claims of many articles to one CSV file, and reports the articles that failed.

    python examples/stream_to_csv.py claims.csv seeds/*.txt

Files that cannot be read and articles that fail are listed on standard error; all others are in the table. The exit
code is 1 if any failed.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import newsclaims as nc


class Job:
    """Streams files through a pipeline and records the failures.

    Args:
        paths: UTF-8 texts, one article each.
        workers: The number of processes.
    """

    def __init__(self, paths: Iterable[Path], workers: int = 1) -> None:
        self.failures: list[str] = []
        self.articles = self.claims = 0
        self._paths, self._workers = paths, workers

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
        for path in self._paths:
            try:
                # Read bytes, so that line ends stay and offsets fit the file.
                text = path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                self.failures.append(f"{path}: {error}")
            else:
                yield nc.Article(text=text, id=path.stem)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, write the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Write the claims of many articles to one CSV file.")
    parser.add_argument("table", type=Path, help="the CSV file to write")
    parser.add_argument("articles", type=Path, nargs="+", help="UTF-8 texts, one article each")
    parser.add_argument("--workers", type=int, default=1, help="number of processes")
    options = parser.parse_args(arguments)
    job = Job(options.articles, options.workers)
    nc.dump(job.claimsets(), options.table, format="csv")
    print(f"{job.articles} articles, {job.claims} claims, {len(job.failures)} failures")
    for failure in job.failures:
        print(failure, file=sys.stderr)
    return 1 if job.failures else 0


if __name__ == "__main__":
    sys.exit(main())
