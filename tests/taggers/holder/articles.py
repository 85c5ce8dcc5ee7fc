"""Short articles with marked sources: `[source]`, and `<content>` for the content of the same rank, if any."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest

from newsclaims._attribution import Attribution
from newsclaims._model import Article
from newsclaims.taggers._holder import HolderTagger
from newsclaims.text import read

TAGGER = HolderTagger()


def names(marked: str) -> list[str | None]:
    """Return the name that each source resolves to, or None."""
    string, attributions = parse(marked)
    tagged = TAGGER.tag(read(Article(text=string)), attributions)
    return [None if a.holder is None else string[a.holder[0] : a.holder[1]] for a in tagged]


def last(marked: str) -> str | None:
    """Return the name that the last source resolves to, or None."""
    return names(marked)[-1]


def cases(pairs: Iterable[tuple[str, str | None, str, str | None]], wrong: Collection[str]) -> list[Any]:
    """Return each article of some pairs once, with the holder of its last source, as parameters of a test.

    Args:
        pairs: Two articles and their holders each.
        wrong: The articles whose holder is not found yet; their tests must fail.
    """
    holders = {text: name for one, name, other, mirror in pairs for text, name in ((one, name), (other, mirror))}
    assert set(wrong) <= holders.keys()
    mark = pytest.mark.xfail(reason="the network decides otherwise", strict=True)
    return [pytest.param(text, name, marks=[mark] if text in wrong else [], id=text) for text, name in holders.items()]


def parse(marked: str) -> tuple[str, list[Attribution]]:
    """Return the text without its marks, and the attributions; a source inside a content has no content of its own."""
    plain, opened, content = "", 0, 0
    outer: list[tuple[int, int]] = []
    inner: list[tuple[int, int]] = []
    contents: list[tuple[int, int]] = []
    inside = False
    for character in marked:
        if character == "[":
            opened = len(plain)
        elif character == "]":
            (inner if inside else outer).append((opened, len(plain)))
        elif character == "<":
            content, inside = len(plain), True
        elif character == ">":
            contents.append((content, len(plain)))
            inside = False
        else:
            plain += character
    pairs = [(source, contents[k : k + 1]) for k, source in enumerate(outer)]
    found = [Attribution((source,), (), tuple(own)) for source, own in [*pairs, *((s, []) for s in inner)]]
    return plain, sorted(found, key=lambda a: a.source)
