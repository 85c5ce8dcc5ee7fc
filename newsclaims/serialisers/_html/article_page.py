"""Renders the page of one article."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from newsclaims._model import ClaimSet

from .card_view import Cards
from .filters import filter_rules
from .moments import When, moment_of
from .numbering import Numbering, numbered
from .summary_view import filter_groups, source_rows, stances_of
from .templates import fill_piecewise
from .text_view import text_blocks
from .words import heading, language_tag, web_address

__all__ = ["article_page"]


@frozen(slots=True)
class _Head:
    """The head of the page.

    Args:
        title: What stands above the article: its title or its id.
        published: When it was published; None if that is not known.
        link: Its address if it is safe as a link; None if it is not, or is not known.
        language: The language of the text; None if it is not known.
        sources: How many sources speak.
    """

    title: str
    published: When | None
    link: str | None
    language: str | None
    sources: int


def article_page(
    claimset: ClaimSet, *, source_links: Mapping[str, str] | None = None, index_link: str | None = None
) -> Iterator[str]:
    """Return the pieces of the page of one article.

    Args:
        claimset: The article with its claims.
        source_links: The addresses of the pages of sources, by their names, if there are any.
        index_link: The address of the index of all articles, if there is one.
    """
    numbering, links = numbered(claimset), source_links or {}
    groups = filter_groups(numbering)
    return fill_piecewise(
        "article.html",
        styles=("base.css", "article.css", "article_print.css"),
        rules=filter_rules(groups),
        head=_head(claimset, numbering),
        article=claimset.article,
        claimset=claimset,
        blocks=text_blocks(claimset.article, numbering),
        cards=Cards(claimset, numbering, links),
        rows=source_rows(numbering, links),
        stances=stances_of(numbering),
        groups=groups,
        index_link=index_link,
    )


def _head(claimset: ClaimSet, numbering: Numbering) -> _Head:
    article = claimset.article
    return _Head(
        title=heading(article),
        published=None if article.published is None else moment_of(article.published),
        link=web_address(article.url),
        language=language_tag(article.language),
        sources=sum(name != "" for name in numbering.sources),
    )
