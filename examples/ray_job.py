"""Extracts the claims of the articles in Parquet files with Ray, and writes them to Parquet files.

    python examples/ray_job.py articles/ claims/ --text body --id url

The last line says how many articles failed; the column `error` of the claims says why.
"""

import argparse
from collections.abc import Sequence

import pyarrow.compute as pc
import pyarrow.dataset as ds
import ray

import newsclaims as nc
from newsclaims.integrations.ray import extract


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, extract, and count what was written."""
    parser = argparse.ArgumentParser(description="Extract claims with Ray.")
    parser.add_argument("articles", help="the folder of Parquet files to read")
    parser.add_argument("claims", help="the folder of Parquet files to write")
    parser.add_argument("--text", default="text", help="the column with the texts")
    parser.add_argument("--id", help="the column with the ids")
    parser.add_argument("--published", help="the column with the dates of publication")
    parser.add_argument("--extractor", default="neural", help="the extractor")
    parser.add_argument("--blocks", type=int, default=200, help="how many blocks to make")
    options = parser.parse_args(arguments)

    ray.init()
    articles = ray.data.read_parquet(options.articles, override_num_blocks=options.blocks)
    claims = extract(
        articles,
        options.text,
        id=options.id,
        published=options.published,
        pipeline=nc.Pipeline(options.extractor),
    )
    claims.write_parquet(options.claims)

    written = ds.dataset(options.claims)
    found = written.count_rows(filter=pc.field("claim_id").is_valid())
    failed = written.count_rows(filter=pc.field("error").is_valid())
    print(f"{found} claims, {failed} articles failed")


if __name__ == "__main__":
    main()
