"""Short articles with marked sources: `[source]`, and `<content>` for the content of the same rank, if any."""

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
