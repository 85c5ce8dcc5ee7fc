"""Keeps short records of many articles and their claims in a temporary database on disk, and gives them in order."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from types import TracebackType
from typing import Any, Final, Self

from attrs import astuple, frozen

from newsclaims._model import LABELS, Article, Claim, ClaimSet, Passage, Source, SourceType, spelling_key
from newsclaims.errors import FileError

from .catalogue_records import ArticleRecord, ClaimRecord, Counts, Speaker, SpeakerRecord, Totals
from .folder_names import ArticleWords, PageNames, is_proper_name
from .words import heading, one_line

__all__ = ["Catalogue", "Entry"]

LONGEST_WORDS: Final = 1_500
"""How many characters of a content the page of its source shows; the rest is on the page of the article."""
LONGEST_CHAIN: Final = 4
"""How many of those who say that somebody says something are named."""
FREQUENT: Final = 3
"""How many sources of an article the index names."""
_LONGEST_NAME: Final = 300

_ONE_BODY: Final = frozenset(
    (SourceType.NAMED_PERSON, SourceType.NAMED_ORGANISATION, SourceType.GOVERNMENT, SourceType.DOCUMENT)
)
"""The types of sources that are one person or body; "officials" in two articles are not the same people."""

_TABLES: Final = """
CREATE TABLE article (
  id INTEGER PRIMARY KEY, page TEXT, title TEXT, publisher TEXT, published TEXT, day INTEGER, moment INTEGER);
CREATE TABLE source (id INTEGER PRIMARY KEY, key TEXT UNIQUE, page TEXT);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY, article INTEGER, number INTEGER, source INTEGER, name TEXT, type TEXT, stance TEXT,
  confidence TEXT, quotation TEXT, words TEXT, cut INTEGER, mention TEXT, cue TEXT, chain TEXT, more_chain INTEGER);
"""

# The ranks of these tables are the orders of the pages, so a part of a list is a range of ranks.
_ORDER: Final = """
CREATE INDEX claim_of_article ON claim (article);
CREATE INDEX claim_of_source ON claim (source);
CREATE TABLE article_rank (rank INTEGER PRIMARY KEY, article INTEGER UNIQUE);
INSERT INTO article_rank (article)
  SELECT id FROM article ORDER BY day IS NULL, day DESC, moment DESC, title, id;
CREATE TABLE speaker (
  rank INTEGER PRIMARY KEY, source INTEGER UNIQUE, name TEXT, type TEXT, claims INTEGER, articles INTEGER,
  first INTEGER, last INTEGER);
INSERT INTO speaker (source, name, type, claims, articles, first, last)
  SELECT source.id,
    (SELECT name FROM claim WHERE source = source.id GROUP BY name ORDER BY count(*) DESC, min(id) LIMIT 1),
    (SELECT type FROM claim WHERE source = source.id AND type IS NOT NULL
      GROUP BY type ORDER BY count(*) DESC, min(id) LIMIT 1),
    count(*), count(DISTINCT claim.article), min(article.day), max(article.day)
  FROM source JOIN claim ON claim.source = source.id JOIN article ON article.id = claim.article
  GROUP BY source.id ORDER BY count(*) DESC, source.key;
CREATE TABLE spoken (rank INTEGER PRIMARY KEY, claim INTEGER);
INSERT INTO spoken (claim)
  SELECT claim.id FROM claim
  JOIN speaker ON speaker.source = claim.source JOIN article_rank ON article_rank.article = claim.article
  ORDER BY speaker.rank, article_rank.rank, claim.number;
"""

_ADD_ARTICLE: Final = """
INSERT INTO article (page, title, publisher, published, day, moment)
  VALUES (:page, :title, :publisher, :published, :day, :moment)"""
_ADD_CLAIM: Final = """
INSERT INTO claim (article, number, source, name, type, stance, confidence, quotation, words, cut, mention, cue, chain,
    more_chain)
  VALUES (:article, :number, :source, :name, :type, :stance, :confidence, :quotation, :words, :cut, :mention, :cue,
    :chain, :more_chain)"""

_STANCES: Final = "SELECT stance, count(*) FROM claim GROUP BY stance"
_STANCES_OF_ARTICLE: Final = "SELECT stance, count(*) FROM claim WHERE article = ? GROUP BY stance"
_STANCES_OF_SOURCE: Final = "SELECT stance, count(*) FROM claim WHERE source = ? GROUP BY stance"


@frozen(slots=True)
class Entry:
    """What the page of an article needs from the catalogue.

    Args:
        page: The stem of its file.
        speakers: The names of its sources that have a page, with the stems of these pages.
    """

    page: str
    speakers: Mapping[str, str]


class Catalogue:
    """Records articles one by one, and then lists them, their sources and what each source said.

    It is a context manager; at its end the database is gone.
    """

    def __init__(self) -> None:
        with _database_errors():
            # An empty name is a database in a temporary file, which is removed when it is closed.
            self._database = sqlite3.connect("")
            self._database.executescript(_TABLES)
            self.names = PageNames(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def add(self, claimset: ClaimSet) -> Entry:
        """Record an article with its claims, and name its page and those of its sources.

        Args:
            claimset: The article and its claims.
        """
        with _database_errors():
            page = self.names.of_article(claimset.article.id)
            number = self._database.execute(_ADD_ARTICLE, _article_row(claimset.article, page)).lastrowid
            sources = self._sources(claimset)
            speakers = {claim.id: _speaker(claim, source) for claim, source in zip(claimset, sources, strict=True)}
            chains = _Chains(claimset, speakers)
            self._database.executemany(
                _ADD_CLAIM,
                (
                    {
                        "article": number,
                        "number": place,
                        "source": source and source[0],
                        "name": speakers[claim.id].name,
                    }
                    | _claim_row(claimset.article, claim)
                    | chains.row(claim)
                    for place, (claim, source) in enumerate(zip(claimset, sources, strict=True), 1)
                ),
            )
        pages = {claim.source_name: source[1] for claim, source in zip(claimset, sources, strict=True) if source}
        return Entry(page, pages)

    def settle(self) -> None:
        """Put everything in order; called once, when all articles are recorded and before anything is listed."""
        with _database_errors():
            self._database.executescript(_ORDER)

    def totals(self) -> Totals:
        """Return what there is in all."""
        [(articles, first, last)] = self._rows("SELECT count(*), min(day), max(day) FROM article")
        [(claims, joined)] = self._rows("SELECT count(*), count(source) FROM claim")
        [(speakers,)] = self._rows("SELECT count(*) FROM speaker")
        stances = self._stances(_STANCES)
        return Totals(articles, claims, speakers, joined, _day(first), _day(last), stances)

    def articles(self, start: int, count: int) -> tuple[ArticleRecord, ...]:
        """Return a part of the articles: newest first, those without a date last.

        Args:
            start: The index of the first one, from 0.
            count: The largest number of articles.
        """
        rows = self._rows(
            "SELECT id, page, title, publisher, published FROM article_rank JOIN article ON id = article"
            " WHERE rank > ? AND rank <= ? ORDER BY rank",
            start,
            start + count,
        )
        return tuple(self._article(*row) for row in rows)

    def speakers(self, start: int, count: int) -> tuple[SpeakerRecord, ...]:
        """Return a part of the sources that have a page, by the number of their claims.

        Args:
            start: The index of the first one, from 0.
            count: The largest number of sources.
        """
        rows = self._rows(
            "SELECT source, page, name, type, claims, articles, first, last FROM speaker"
            " JOIN source ON id = source WHERE rank > ? AND rank <= ? ORDER BY rank",
            start,
            start + count,
        )
        return tuple(
            SpeakerRecord(
                page, name, kind, claims, articles, _day(first), _day(last), self._stances(_STANCES_OF_SOURCE, key)
            )
            for key, page, name, kind, claims, articles, first, last in rows
        )

    def said(self, start: int, count: int) -> tuple[ClaimRecord, ...]:
        """Return a part of the claims on all pages of sources, in the order of the sources and then of the articles.

        Args:
            start: The index of the first one, from 0.
            count: The largest number of claims.
        """
        rows = self._rows(
            "SELECT article_rank.rank, page, title, publisher, published, number, words, cut, mention, cue, stance,"
            " confidence, quotation, chain, more_chain FROM spoken JOIN claim ON claim.id = claim"
            " JOIN article ON article.id = claim.article JOIN article_rank ON article_rank.article = claim.article"
            " WHERE spoken.rank > ? AND spoken.rank <= ? ORDER BY spoken.rank",
            start,
            start + count,
        )
        return tuple(_claim(*row) for row in rows)

    def _sources(self, claimset: ClaimSet) -> list[tuple[int, str] | None]:
        """Return the number and the page of each claim's source; None if it is not one person or body with a name."""
        words = ArticleWords.of(claimset.article.text)
        return [
            self._joined(claim.source.name)
            if claim.source and _is_one_body(claim.source) and is_proper_name(claim.source.name, words)
            else None
            for claim in claimset
        ]

    def _joined(self, name: str) -> tuple[int, str]:
        """Return the number and the page of the source that has a name, in any spelling."""
        key = spelling_key(name)
        found = self._database.execute("SELECT id, page FROM source WHERE key = ?", (key,)).fetchone()
        if found is not None:
            return int(found[0]), str(found[1])
        page = self.names.of_source(name)
        added = self._database.execute("INSERT INTO source (key, page) VALUES (?, ?)", (key, page))
        return int(added.lastrowid or 0), page

    def _article(self, number: int, page: str, title: str, publisher: str, published: str | None) -> ArticleRecord:
        stances = self._stances(_STANCES_OF_ARTICLE, number)
        speakers = self._rows(
            "SELECT name, page FROM claim JOIN source ON source.id = source WHERE article = ?"
            " GROUP BY source ORDER BY count(*) DESC, min(claim.id)",
            number,
        )
        frequent = tuple(Speaker(*row) for row in speakers[:FREQUENT])
        more = len(speakers) - len(frequent)
        claims = sum(stances.values())
        return ArticleRecord(page, title, publisher, _moment(published), claims, stances, frequent, more)

    def _stances(self, query: str, *values: int) -> Counts:
        """Return how many of some claims have each stance, in the order of the guidelines."""
        counts = dict(self._rows(query, *values))
        order = (*(stance.value for stance in LABELS["stance"].values), None)
        return {stance: counts[stance] for stance in order if stance in counts}

    def _rows(self, query: str, *values: int) -> list[Any]:
        with _database_errors():
            return self._database.execute(query, values).fetchall()


class _Chains:
    """Finds who says that the source of a claim says something.

    Args:
        claimset: The claims.
        speakers: Their sources, by the ids of the claims.
    """

    def __init__(self, claimset: ClaimSet, speakers: Mapping[str, Speaker]) -> None:
        self._parents = {claim.id: claim.parent for claim in claimset}
        self._speakers = speakers

    def row(self, claim: Claim) -> dict[str, Any]:
        """Return the nearest speakers as JSON, the outermost first, and how many are further away."""
        outer = self._outer(claim)
        near = [astuple(self._speakers[key]) for key in islice(outer, LONGEST_CHAIN)]
        return {"chain": json.dumps(near[::-1]), "more_chain": sum(1 for _ in outer)}

    def _outer(self, claim: Claim) -> Iterator[str]:
        """Yield the ids of a claim's parent, its parent's parent and so on."""
        parent = claim.parent
        while parent is not None:
            yield parent
            parent = self._parents[parent]


@contextmanager
def _database_errors() -> Iterator[None]:
    """Turn the errors of the database into one of newsclaims, as a context."""
    try:
        yield
    except sqlite3.Error as error:
        reason = f"{error}. Check that the folder for temporary files can be written and has space."
        raise FileError("a temporary database", reason) from error


def _is_one_body(source: Source) -> bool:
    """Return whether a source is one person or body: by its type, or because its name is elsewhere in the article.

    So "he" counts if the article says who he is.
    """
    return source.type is None or source.type in _ONE_BODY or source.mention_of is not None


def _article_row(article: Article, page: str) -> dict[str, Any]:
    return {
        "page": page,
        "title": _short(heading(article)),
        "publisher": _short(article.publisher or ""),
        **_times(article.published),
    }


def _claim_row(article: Article, claim: Claim) -> dict[str, Any]:
    """Return what a claim says by itself."""
    return {
        # What "he" or a group is does not say what the source with this name is.
        "type": claim.source_type if claim.source_type in _ONE_BODY else None,
        "stance": claim.stance,
        "confidence": claim.confidence,
        "quotation": claim.quotation,
        "mention": _mention(claim),
        "cue": _short(claim.cue.text) if claim.cue else "",
        **_words(article, claim.content),
    }


def _speaker(claim: Claim, source: tuple[int, str] | None) -> Speaker:
    return Speaker(_short(claim.source_name), source[1] if source else None, claim.stance)


def _short(text: str) -> str:
    return one_line(text, _LONGEST_NAME)


def _words(article: Article, content: Passage) -> dict[str, Any]:
    """Return the words of a content, or their beginning, and whether they are cut."""
    fragments = (article.text[span.start : span.end] for span in content.spans)
    words = " ".join(" [\u2026] ".join(fragments).split())
    cut = len(words) > LONGEST_WORDS
    return {"words": words[:LONGEST_WORDS].rstrip() if cut else words, "cut": cut}


def _mention(claim: Claim) -> str:
    """Return how an article names a source, if that is not its name."""
    if claim.source is None or spelling_key(claim.source.text) == spelling_key(claim.source.name):
        return ""
    return _short(claim.source.text)


def _claim(article: int, page: str, title: str, publisher: str, published: str | None, *rest: Any) -> ClaimRecord:
    number, words, cut, mention, cue, stance, confidence, quotation, chain, more = rest
    outer = tuple(Speaker(*one) for one in json.loads(chain))
    where = (article, page, title, publisher, _moment(published), number)
    return ClaimRecord(*where, words, bool(cut), mention, cue, stance, confidence, quotation, outer, more)


def _times(value: date | datetime | None) -> dict[str, Any]:
    """Return a time of publication as text, as the number of its day, and as a number that orders times."""
    if value is None:
        return {"published": None, "day": None, "moment": 0}
    day, moment = value.toordinal(), 0
    if isinstance(value, datetime):
        # Numbers, because a time of the first or last year cannot always be expressed in another zone. A time without
        # a zone is read as one of UTC. Times come after the day itself, which has the number 0.
        clock = datetime.combine(date.min, value.time()) - datetime.combine(date.min, time())
        moment = (timedelta(days=day) + clock - (value.utcoffset() or timedelta())) // timedelta(microseconds=1)
    return {"published": value.isoformat(), "day": day, "moment": moment}


def _moment(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == len("2024-11-08") else datetime.fromisoformat(text)


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)
