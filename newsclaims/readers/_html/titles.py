"""Separates headlines from the names of sites and sections in titles."""

import re
from collections.abc import Sequence
from typing import Any, Final

from .plain import shown_text

__all__ = ["SEPARATORS", "headline", "is_headline", "without_site"]

SEPARATORS: Final = r"\s*[|–—·»:-]\s*|\s+[-–—|·»:]+\s+"
_HEADLINE: Final = 3
"""How many words a headline has before the name of a section."""


def headline(title: str, heads: Sequence[str]) -> str:
    """Return the headline in a title with sections: "Dam may crack | Local | River Times".

    Args:
        title: The title.
        heads: The headings of the page, the first of which in the title is the headline.
    """
    sections = re.split(r"\s+[|»·]\s+", title)
    known = [one for one in sections if one in heads]
    first, longest = sections[0], max(sections, key=lambda one: len(one.split()))
    return known[0] if known else first if len(first.split()) >= _HEADLINE else longest


def without_site(title: str, publisher: str | None) -> str:
    """Return a title without the name of its site at the end or at the beginning.

    Args:
        title: The title.
        publisher: The name of the site; None if it is not known.
    """
    if not publisher or title == publisher:
        return "" if title == publisher else title
    site = re.escape(publisher)
    bare = re.sub(rf"(?:{SEPARATORS}){site}$|^{site}(?:{SEPARATORS})", "", title, flags=re.IGNORECASE)
    return bare.strip()


def is_headline(head: Any) -> bool:
    """Return whether an `h1` is the headline of an article, and not the name of the site.

    An `h1` in a header, or with a link, can be the name of the site.

    Args:
        head: The element.
    """
    around = {one.tag for one in head.iterancestors()}
    if head.find(".//a") is not None or not shown_text(head):
        return False
    return bool(around & {"article", "main"}) or "header" not in around
