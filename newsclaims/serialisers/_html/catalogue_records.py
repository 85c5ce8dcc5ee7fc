"""The short records of articles, sources and claims that the pages of a folder show."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

__all__ = ["ArticleRecord", "ClaimRecord", "Counts", "Speaker", "SpeakerRecord", "Totals"]

Counts = Mapping[str | None, int]
"""Value of a label to number of claims; None stands for "not judged"."""


@frozen(slots=True)
class Speaker:
    """Somebody who is named on a page.

    Args:
        name: The name.
        page: The stem of the source's page; None if it has none.
        stance: In a chain, the attitude to what the next one says; None if it was not judged.
    """

    name: str
    page: str | None = None
    stance: str | None = None


@frozen(slots=True)
class ArticleRecord:
    """An article in the index.

    Args:
        page: The stem of its page.
        title: Its title, or its id.
        publisher: Its publisher; may be empty.
        published: Its date; None if it is not known.
        claims: The number of its claims.
        stances: How many claims have each stance.
        speakers: Its most frequent sources, of those that have a page.
        more_speakers: How many other sources it has that have a page.
    """

    page: str
    title: str
    publisher: str
    published: date | datetime | None
    claims: int
    stances: Counts
    speakers: tuple[Speaker, ...]
    more_speakers: int


@frozen(slots=True)
class SpeakerRecord:
    """A source that has a page.

    Args:
        page: The stem of its page.
        name: Its most frequent spelling.
        type: Its most frequent type; None if it is not known.
        claims: The number of its claims.
        articles: The number of articles that they are in.
        first: The earliest date of these articles; None if no date is known.
        last: The latest date.
        stances: How many claims have each stance.
    """

    page: str
    name: str
    type: str | None
    claims: int
    articles: int
    first: date | None
    last: date | None
    stances: Counts


@frozen(slots=True)
class ClaimRecord:
    """A claim on the page of its source.

    Args:
        article: The place of its article in the index, from 1.
        page: The stem of the article's page.
        title: The article's title, or its id.
        publisher: The article's publisher; may be empty.
        published: The article's date; None if it is not known.
        number: The claim's number in its article, from 1.
        words: The content, or its beginning.
        cut: Whether `words` is only the beginning.
        mention: How the article names the source here, if that is not its name; may be empty.
        cue: The words of the cue; may be empty.
        stance: The stance; None if it was not judged.
        confidence: The confidence; None if it was not judged.
        quotation: How much is quoted; None if that was not judged.
        chain: Those who say that the source says this, the outermost first.
        more_chain: How many outer ones are left out.
    """

    article: int
    page: str
    title: str
    publisher: str
    published: date | datetime | None
    number: int
    words: str
    cut: bool
    mention: str
    cue: str
    stance: str | None
    confidence: str | None
    quotation: str | None
    chain: tuple[Speaker, ...]
    more_chain: int


@frozen(slots=True)
class Totals:
    """What a whole folder holds.

    Args:
        articles: The number of articles.
        claims: The number of claims.
        speakers: The number of sources that have a page.
        joined: The number of claims on the pages of sources.
        first: The earliest date of an article; None if no date is known.
        last: The latest date.
        stances: How many claims have each stance.
    """

    articles: int
    claims: int
    speakers: int
    joined: int
    first: date | None
    last: date | None
    stances: Counts
