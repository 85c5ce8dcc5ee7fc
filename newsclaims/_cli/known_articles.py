"""The articles that a user gives for a format that holds no text: a folder of texts, or a file of claim sets."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from .._files.streams import check_readable
from .._files.text_files import read_file
from .._model import Article
from ..serialisers import load
from ..serialisers._format_lookup import by_suffix
from ..serialisers.toolkit import article_id_of

__all__ = ["ARTICLES_HELP", "known_articles"]

ARTICLES_HELP = "The articles, for a format that holds no text: a folder of .txt files, or a file of claim sets."


def known_articles(place: Path) -> Mapping[str, Article]:
    """Return the articles by their ids.

    Args:
        place: A folder of `.txt` files, or a file of claim sets.

    Raises:
        NewsClaimsError: If it is neither.
    """
    if place.is_dir():
        return _Folder(place)
    check_readable(place)
    by_suffix(place, None)
    return {claimset.article.id: claimset.article for claimset in load(place)}


class _Folder(Mapping[str, Article]):
    """The articles of a folder by their ids; each file is read when its article is asked for.

    An article's id is its file's name without `.txt`, either as it is or decoded as formats with one file per article
    encode it (`a%2Fb.txt` is `a/b`).
    """

    def __init__(self, folder: Path) -> None:
        paths = sorted(folder.glob("*.txt"))
        self._paths = {article_id_of(path.stem): path for path in paths} | {path.stem: path for path in paths}

    def __getitem__(self, article_id: str) -> Article:
        return Article(text=read_file(self._paths[article_id]), id=article_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
