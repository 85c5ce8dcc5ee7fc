"""Web archives (WARC), such as the crawls of Common Crawl and what `wget --warc-file` writes."""

from .reader import WarcReader

__all__ = ["WarcReader"]
