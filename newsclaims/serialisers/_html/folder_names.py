"""Names the pages of a folder; the names that are taken are kept on disk, because there can be very many."""

import re
import sqlite3
import unicodedata
from typing import Self
from urllib.parse import quote

from attrs import frozen

from ..toolkit import FileNames

__all__ = ["ArticleWords", "PageNames", "is_proper_name", "link"]

LONGEST_NAME = 80
"""The largest length of the name of a source's page, in characters, before a number."""

_TABLE = "CREATE TABLE taken (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID"
_WORD_OR_NUMBER = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[\w,;] )[^\W\d_]+")


class PageNames:
    """Gives each page a unique name without a suffix, which every file system accepts.

    Args:
        database: The database that keeps the names.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(_TABLE)

    def of_article(self, article_id: str) -> str:
        """Return the name of an article's page, from which the id can be read.

        Args:
            article_id: The article's id.
        """
        return self.unique(FileNames().stem(article_id))

    def of_source(self, name: str) -> str:
        """Return the name of a source's page: the ASCII letters and digits of the source's name.

        Args:
            name: The source's name.
        """
        bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
        plain = (word.encode("ascii", "ignore").decode("ascii") for word in _WORD_OR_NUMBER.findall(bare))
        words = "-".join(filter(None, plain))[:LONGEST_NAME].strip("-")
        return self.unique(FileNames().stem(words or "source"), "sources/")

    def unique(self, plain: str, folder: str = "") -> str:
        """Return a name, with a number if it is already taken in upper or lower case.

        Args:
            plain: The name.
            folder: The folder that it must be unique in, with a final slash.
        """
        # The last number is kept, because a thousand equal ids would otherwise take a million tries.
        name, key = plain, (folder + plain).lower()
        number = self._number(key)
        if number is not None:
            while self._number((folder + name).lower()) is not None:
                number += 1
                name = f"{plain}~{number}"
            self._take(key, number)
        self._take((folder + name).lower(), 1)
        return name

    def _number(self, key: str) -> int | None:
        found = self._database.execute("SELECT number FROM taken WHERE name = ?", (key,)).fetchone()
        return None if found is None else int(found[0])

    def _take(self, key: str, number: int) -> None:
        self._database.execute("INSERT OR REPLACE INTO taken VALUES (?, ?)", (key, number))


def link(stem: str, folder: str = "", claim: int | None = None) -> str:
    """Return the relative address of a page.

    Args:
        stem: The name of its file without the suffix; a `%` in it is encoded again.
        folder: The way to its folder, with a final slash.
        claim: The number of a claim on the page, from 1, to link to its card.
    """
    return f"{folder}{quote(stem)}.html" + (f"#c{claim}" if claim is not None else "")


@frozen(slots=True)
class ArticleWords:
    """The words of an article, to judge whether a name is a proper one.

    Args:
        all: All of them, as they are written.
        inside: Those that follow another word or a comma, so that they do not begin a sentence.
    """

    all: frozenset[str]
    inside: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the words of a text.

        Args:
            text: The text.
        """
        return cls(frozenset(_WORD.findall(text)), frozenset(_INSIDE.findall(text)))


def is_proper_name(name: str, article: ArticleWords) -> bool:
    """Return whether a name is a proper name, by its capital letters, and not a description such as "the report".

    At least half of its words must begin with a capital letter, or with one that has no case. The first word of a
    sentence always does, so the first word of a name counts only if the article never writes it in lower case. If no
    other word has a capital letter, the article must also write it inside a sentence.

    Args:
        name: The name.
        article: The words of the article.
    """
    words = _WORD.findall(name)
    if not words:
        return False
    first, *others = (not word[0].islower() for word in words)
    if first and words[0] != words[0].lower():
        first = words[0].lower() not in article.all and (len(words) == 1 or any(others) or words[0] in article.inside)
    return 2 * sum((first, *others)) >= len(words)
