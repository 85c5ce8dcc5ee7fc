"""Extracts the claims of the articles in Parquet files with Spark, and writes them to Parquet files.

    spark-submit examples/spark_job.py articles/ claims/ --text body --id url

The last line says how many articles failed; the column `error` of the claims says why.
"""

import argparse
from collections.abc import Sequence

from pyspark.sql import SparkSession
from pyspark.sql.functions import col

import newsclaims as nc
from newsclaims.integrations.spark import extract


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, extract, and count what was written."""
    parser = argparse.ArgumentParser(description="Extract claims with Spark.")
    parser.add_argument("articles", help="the folder of Parquet files to read")
    parser.add_argument("claims", help="the folder of Parquet files to write; it must not exist")
    parser.add_argument("--text", default="text", help="the column with the texts")
    parser.add_argument("--id", help="the column with the ids")
    parser.add_argument("--published", help="the column with the dates of publication")
    parser.add_argument("--extractor", default="neural", help="the extractor")
    parser.add_argument("--partitions", type=int, default=200, help="how many partitions to make")
    options = parser.parse_args(arguments)

    # Few articles at a time go from Spark to Python, because one article is much longer than a usual row.
    builder = SparkSession.builder.appName("newsclaims")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate()
    articles = spark.read.parquet(options.articles).repartition(options.partitions)
    claims = extract(
        articles,
        options.text,
        id=options.id,
        published=options.published,
        pipeline=nc.Pipeline(options.extractor),
    )
    claims.write.parquet(options.claims)

    # From the files: to count `claims` itself would extract everything again.
    written = spark.read.parquet(options.claims)
    found = written.where(col("claim_id").isNotNull()).count()
    failed = written.where(col("error").isNotNull()).count()
    print(f"{found} claims, {failed} articles failed")
    spark.stop()


if __name__ == "__main__":
    main()
