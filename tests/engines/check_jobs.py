"""The job files of `examples/` run as their users run them."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newsclaims as nc

Rows = list[dict[str, Any]]
ROOT = Path(__file__).resolve().parents[2]
PAGE = "<html lang='en'><head><title>Quay is safe</title></head><body><article>{}</article></body></html>"
PARAGRAPHS = (
    "The harbour master denied on Monday that the old quay was unsafe for the morning ferry.",
    "According to the union, two of its members fell through the boards last winter.",
    "The council said that it would look at the boards again before the spring.",
)


def run(script: str, *arguments: object) -> list[str]:
    """Run an example, and return the lines that it prints on standard output."""
    command = [sys.executable, str(ROOT / "examples" / script), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8", timeout=1200)
    return done.stdout.splitlines()


@pytest.mark.parametrize(("script", "parts"), [("spark_job.py", "--partitions"), ("ray_job.py", "--blocks")])
def test_a_job_writes_the_claims_of_a_folder(
    articles: Rows,
    tmp_path: Path,
    script: str,
    parts: str,
    expected: Callable[[nc.Pipeline], Rows],
    written: Callable[[Path], Rows],
    say: Callable[[str], None],
) -> None:
    """The Parquet files have the rows of one process, and the last line counts them."""
    (tmp_path / "articles").mkdir()
    for number in range(3):
        table = pa.Table.from_pylist(articles[number::3])
        pq.write_table(table, tmp_path / "articles" / f"{number}.parquet")
    options = ("--text", "body", "--id", "key", "--published", "day", parts, "4")
    printed = run(script, tmp_path / "articles", tmp_path / "claims", *options)
    found = written(tmp_path / "claims")
    assert found == expected(nc.Pipeline())
    claims = [row for row in found if row["claim_id"] is not None]
    assert printed[-1] == f"{len(claims)} claims, 4 articles failed"
    say(f"{script}: {printed[-1]}")


def response(address: str, body: str) -> bytes:
    """Return a record of a web archive."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-11-12T03:00:00Z\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def test_a_crawl_becomes_a_file_of_claims_for_each_archive(tmp_path: Path, say: Callable[[str], None]) -> None:
    """Each archive has a file that can be read back, and a second run has nothing to do."""
    crawls, claims = tmp_path / "crawls", tmp_path / "claims"
    crawls.mkdir()
    page = PAGE.format("".join(f"<p>{one}</p>" for one in PARAGRAPHS))
    for name in "ab":
        record = response(f"https://example.org/{name}", page) + response("https://example.org/", "<html></html>")
        (crawls / f"{name}.warc.gz").write_bytes(record)
    printed = run("crawl_on_ray.py", crawls, claims)
    assert "2 articles" in printed
    assert "2 no article was found in the page" in printed
    for name in "ab":
        [claimset] = nc.load(claims / f"{name}.parquet")
        assert claimset.article.url == f"https://example.org/{name}"
        assert {claim.cue.text for claim in claimset if claim.cue} >= {"denied", "said"}
    assert run("crawl_on_ray.py", crawls, claims) == []
    say(f"crawl_on_ray.py: {printed}")
