"""Reads a feed: each entry is an article."""

import warnings
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from attrs import evolve

from newsclaims._files.limits import check_limit
from newsclaims._files.locations import FileLocation
from newsclaims._model import Article
from newsclaims._plugins import Extra
from newsclaims.errors import NewsClaimsError, ReadingWarning

from .._markup import MAX_DEPTH
from .._protocol import Skipped
from .._versions import version_with
from .entries import Body, article_of, body_of
from .parsing import CALLER, EXTRA, MAX_TAGS, parsed
from .wordpress import reason_to_skip

__all__ = ["FeedReader"]

NAME: Final = "feed"


class FeedReader:
    """Reads each entry of an RSS or Atom file as an article.

    The text is the full text if the feed has it, or else the summary; `meta["text_from"]` says which. A warning says
    how many entries have only summaries.
    """

    name: str = NAME
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")
    media_type: str = "application/rss+xml"
    many: bool = True
    extra: Extra = EXTRA

    @property
    def version(self) -> str:
        """The versions of newsclaims and of feedparser, because both decide what is read."""
        return version_with("feedparser")

    def read(
        self,
        source: BinaryIO,
        *,
        encoding: str | None = None,
        max_depth: int = MAX_DEPTH,
        max_tags: int = MAX_TAGS,
    ) -> Iterator[Article | Skipped]:
        """Read the articles; see `Reader.read`. The whole feed is read before the first of them.

        Args:
            source: A binary stream.
            encoding: The encoding of the file, if it is not the one that the file names.
            max_depth: How many elements of a text may be inside each other.
            max_tags: How many tags an entry may have, and a hundredth of what the whole feed may have.

        Raises:
            FormatError: If there is no feed in it.
            UndecodableError: If it is a file of another kind that is not a text, for example a picture.
            LimitError: If an entry or the feed has more tags than `max_tags` allows.
            InvalidValueError: If Python does not know the encoding.
            MissingExtraError: If the extra `feed` is not installed.
        """
        check_limit("max_depth", max_depth)
        check_limit("max_tags", max_tags)
        self.extra.require("reading feeds")
        location = FileLocation.of(source, NAME)
        feed = parsed(source, location, encoding, max_tags)
        reasons = [reason_to_skip(entry) for entry in feed.entries]
        bodies = [None if reason else body_of(entry) for entry, reason in zip(feed.entries, reasons, strict=True)]
        _warn_of_summaries(bodies, location)
        if not bodies:
            yield Skipped("a feed without entries")
        for number, (entry, body, reason) in enumerate(zip(feed.entries, bodies, reasons, strict=True), 1):
            if reason:
                yield Skipped(reason)
                continue
            place = evolve(location, source=f"{location.source or 'input'}, entry {number}")
            try:
                article = article_of(feed, entry, body, place, max_depth) if body is not None else None
            except NewsClaimsError as error:
                yield Skipped("an entry with a fault", error)
            else:
                yield article or Skipped("an entry without a text")


def _warn_of_summaries(bodies: Sequence[Body | None], location: FileLocation) -> None:
    count = sum(body is not None and body.is_summary for body in bodies)
    if count:
        warnings.warn(
            f"{location.source or 'input'}: {count} of {len(bodies)} entries are only summaries, so only the claims in "
            "these are found. For the whole articles, save the pages that they link to, and read them as 'html'.",
            ReadingWarning,
            stacklevel=CALLER,
        )
