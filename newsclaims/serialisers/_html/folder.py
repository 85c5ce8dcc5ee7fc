"""Writes a folder of pages: an index, a page per article, a list of the sources, and a page per source."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from newsclaims._model import ClaimSet

from ..toolkit import new_folder, writing
from .article_page import article_page
from .bars import bar
from .catalogue import Catalogue
from .catalogue_records import SpeakerRecord
from .folder_names import link
from .folder_view import by_month, by_year, pager, slots, stance_options
from .templates import fill

__all__ = ["write_folder"]

INDEX: Final = "index"
SOURCES: Final = "sources"
"""The names of the index and of the list of sources, and of the folder with the pages of the sources."""

PER_PAGE: Final = 500
"""How many articles, sources or claims are on one page of a list."""

_STYLES: Final = ("base.css", "folder.css")


def write_folder(claimsets: Iterable[ClaimSet], target: Path) -> None:
    """Write a folder of pages, which appears only when it is complete.

    The claim sets are read one by one. What the lists need is kept in a temporary file.

    Args:
        claimsets: The claim sets.
        target: The new folder.

    Raises:
        FileError: If the folder cannot be written, or is not empty.
    """
    with new_folder(target) as folder, Catalogue() as catalogue:
        (folder / SOURCES).mkdir()
        for name in (INDEX, SOURCES):
            catalogue.names.unique(name)
        for claimset in claimsets:
            entry = catalogue.add(claimset)
            sources = {name: link(page, f"{SOURCES}/") for name, page in entry.speakers.items()}
            _write(folder / f"{entry.page}.html", article_page(claimset, source_links=sources, index_link=link(INDEX)))
        catalogue.settle()
        _write_index(catalogue, folder)
        _write_sources(catalogue, folder)
        _write_source_pages(catalogue, folder / SOURCES)


def _write_index(catalogue: Catalogue, folder: Path) -> None:
    totals = catalogue.totals()
    stems = _stems(catalogue, INDEX, totals.articles)
    for number, stem in enumerate(stems):
        articles = catalogue.articles(number * PER_PAGE, PER_PAGE)
        _fill(
            folder / f"{stem}.html",
            "index.html",
            totals=totals,
            whole=bar(totals.stances),
            most=max((article.claims for article in articles), default=0),
            months=by_month(articles, totals.articles),
            pager=pager([link(stem) for stem in stems], number),
            sources_link=link(SOURCES),
        )


def _write_sources(catalogue: Catalogue, folder: Path) -> None:
    totals = catalogue.totals()
    stems = _stems(catalogue, SOURCES, totals.speakers)
    most = max((speaker.claims for speaker in catalogue.speakers(0, 1)), default=0)
    for number, stem in enumerate(stems):
        _fill(
            folder / f"{stem}.html",
            "sources.html",
            totals=totals,
            speakers=catalogue.speakers(number * PER_PAGE, PER_PAGE),
            most=most,
            first_rank=number * PER_PAGE + 1,
            pager=pager([link(stem) for stem in stems], number),
            index_link=link(INDEX),
        )


def _write_source_pages(catalogue: Catalogue, folder: Path) -> None:
    done = 0
    for speaker in _all_speakers(catalogue):
        # Their first page has the name that articles already link to.
        stems = [speaker.page, *_further(catalogue, speaker.page, speaker.claims, f"{SOURCES}/")]
        for number, stem in enumerate(stems):
            start = number * PER_PAGE
            claims = catalogue.said(done + start, min(PER_PAGE, speaker.claims - start))
            years = by_year(claims)
            _fill(
                folder / f"{stem}.html",
                "source.html",
                speaker=speaker,
                whole=bar(speaker.stances),
                shown=len(claims),
                years=years,
                year_slots=slots(years),
                stance_options=stance_options(claims),
                pager=pager([link(stem) for stem in stems], number),
                index_link=link(INDEX, "../"),
                sources_link=link(SOURCES, "../"),
            )
        done += speaker.claims


def _all_speakers(catalogue: Catalogue) -> Iterator[SpeakerRecord]:
    start = 0
    while found := catalogue.speakers(start, PER_PAGE):
        yield from found
        start += PER_PAGE


def _stems(catalogue: Catalogue, first: str, items: int) -> Sequence[str]:
    """Return the stems of the pages of a list; the first has a fixed name, the others one that no article has."""
    return [first, *_further(catalogue, first, items)]


def _further(catalogue: Catalogue, first: str, items: int, folder: str = "") -> Iterator[str]:
    for number in range(2, -(-items // PER_PAGE) + 1):
        yield catalogue.names.unique(f"{first}-{number}", folder)


def _fill(path: Path, template: str, **values: Any) -> None:
    _write(path, [fill(template, styles=_STYLES, bar=bar, link=link, **values)])


def _write(path: Path, pieces: Iterable[str]) -> None:
    with writing(path) as stream:
        stream.writelines(piece.encode() for piece in pieces)
