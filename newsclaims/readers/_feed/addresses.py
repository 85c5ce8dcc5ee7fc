"""Takes the addresses of authors out of a feed, before feedparser cuts them in the wrong places."""

import re
from typing import Final

__all__ = ["without_addresses"]

_AUTHOR = re.compile(
    r"<!--.*?(?:-->|\Z)|"
    r"(?P<start><(?P<name>(?:\w{1,20}:)?(?:author|creator|managingeditor))(?:\s[^<>]{0,500}+)?(?<!/)>)"
    r"(?:\s*+<!\[CDATA\[(?P<data>[^\]]{0,500}+)\]\]>\s*+|(?P<text>[^<]{0,500}+))(?P<end></(?P=name)\s*+>)|"
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""An element with the name of an author and nothing else, or a piece in which such an element is only text."""
_ADDRESS = re.compile(r"(?:mailto:)?[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LEFT = re.compile(r"\(\s*\)|\[\s*\]|<\s*>|&lt;\s*&gt;")
_WRAPPED = re.compile(r"\(([^()]*)\)")
_EDGES: Final = " \t\r\n,;:-–—"


def without_addresses(feed: str) -> str:
    """Return a feed whose authors have no e-mail addresses.

    RSS names an author as `ann@quay.example (Ann Lee)`. feedparser takes the address out, but only two to four letters
    of its last part: of `ann@quay.london (Ann Lee)` it leaves `on (Ann Lee`.

    Args:
        feed: The feed.
    """
    return _AUTHOR.sub(_named, feed)


def _named(match: re.Match[str]) -> str:
    if not match["start"]:
        return match[0]
    value = match["data"] if match["data"] is not None else match["text"]
    if "@" not in value:
        return match[0]
    rest = _LEFT.sub(" ", _ADDRESS.sub("", value)).strip(_EDGES)
    if wrapped := _WRAPPED.fullmatch(rest):
        rest = wrapped[1]
    name = rest if match["data"] is None else f"<![CDATA[{rest}]]>"
    return f"{match['start']}{name}{match['end']}"
