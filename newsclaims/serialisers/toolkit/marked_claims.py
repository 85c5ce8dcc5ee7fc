"""Builds claims from what other tools mark: bare spans, with whatever tags came along; and takes claims apart again.

What nobody judged stays None, and what cannot be a claim is counted in the warnings.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from newsclaims.errors import NewsClaimsError, ParentError
from newsclaims.model import (
    FRAGMENT_GLUE,
    Article,
    ClaimSet,
    Content,
    Cue,
    ExtractorInfo,
    Meta,
    Passage,
    PassageName,
    Source,
    claim_id,
)

from .records import FileLocation, build

__all__ = ["Marked", "Pairs", "claimset_from", "maker_from", "pairs_of", "tidy"]

Pairs = tuple[tuple[int, int], ...]
"""Fragments of a passage: start and end of each, in code points, end exclusive."""


@frozen(slots=True)
class Marked:
    """A claim as marked in a tool: spans, and the tags that the tool knew.

    Args:
        content: Fragments of the content, in any order; without any it is no claim.
        source: Fragments of the source.
        cue: Fragments of the cue.
        parent: The place of the claim in whose content this one stands, in the list of all.
        id: The claim's id; a digest as ever if None.
        tags: The claim's own fields, as plain JSON values: `stance`, `confidence`, `labels`, `score`, `times` ...
        source_tags: The fields of the source: `type`, `name`, `mention_of`.
        cue_tags: The field of the cue: `force`.
        content_tags: The field of the content: `quotation`.
    """

    content: Pairs = ()
    source: Pairs = ()
    cue: Pairs = ()
    parent: int | None = None
    id: str | None = None
    tags: Mapping[str, Any] = field(factory=dict)
    source_tags: Mapping[str, Any] = field(factory=dict)
    cue_tags: Mapping[str, Any] = field(factory=dict)
    content_tags: Mapping[str, Any] = field(factory=dict)

    def tags_in(self, passage: PassageName) -> Mapping[str, Any]:
        """Return the tags of the claim as a whole, or of one of its passages.

        Args:
            passage: `"claim"`, `"source"`, `"cue"` or `"content"`.
        """
        found: Mapping[str, Any] = self.tags if passage == "claim" else getattr(self, f"{passage}_tags")
        return found


def pairs_of(passage: Passage | None) -> Pairs:
    """Return the fragments of a passage; none where it is not there.

    Args:
        passage: The passage.
    """
    return () if passage is None else tuple((span.start, span.end) for span in passage.spans)


def tidy(pairs: Iterable[tuple[int, int]]) -> Pairs:
    """Sort fragments, join those that overlap, and drop empty ones.

    Args:
        pairs: The fragments.
    """
    done: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if start >= end:
            continue
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return tuple(done)


def claimset_from(
    article: Article,
    marked: Sequence[Marked],
    place: FileLocation,
    *,
    extractor: ExtractorInfo | None = None,
    warnings: Iterable[str] = (),
    usage: object = Meta(),
) -> ClaimSet:
    """Build a claim set from what was marked in an article.

    Args:
        article: The article.
        marked: What was marked, in the order of the claims.
        place: Where it stood, for error messages.
        extractor: Who marked it.
        warnings: What the reader of the set should know; what was left out is added.
        usage: What the extractor used up, as JSON values.

    Raises:
        FormatError: If a span lies outside the text, a tag has a value that it cannot have, or parents form a ring.
    """
    kept = [i for i, one in enumerate(marked) if tidy(one.content)]
    ids: dict[int, str] = {}
    for i in kept:
        _name(article, marked, i, ids, place)
    claims = [_claim(article.text, marked, i, ids, place) for i in kept]
    notes = list(warnings)
    if gone := len(marked) - len(kept):
        notes.append(f"left out for want of a content: {gone}.")
    known = {"article": article, "claims": claims, "extractor": extractor, "warnings": notes, "usage": usage}
    return build(known, place)


def maker_from(place: FileLocation, **fields: Any) -> ExtractorInfo:
    """Return who made claims, by what a tool says of it.

    Args:
        place: Where that stands, for error messages.
        **fields: The fields.

    Raises:
        FormatError: If the model refuses them, for example a name with a lone surrogate.
    """
    try:
        return ExtractorInfo(**fields)
    except NewsClaimsError as error:
        raise place.error(str(error)) from error


def _claim(text: str, marked: Sequence[Marked], i: int, ids: Mapping[int, str], place: FileLocation) -> dict[str, Any]:
    one = marked[i]
    return {
        **one.tags,
        "id": ids[i],
        "source": _passage(text, one.source, one.source_tags, place),
        "cue": _passage(text, one.cue, one.cue_tags, place),
        "content": _passage(text, one.content, one.content_tags, place),
        "parent": None if one.parent is None else ids.get(one.parent),
    }


def _passage(text: str, pairs: Pairs, tags: Mapping[str, Any], place: FileLocation) -> dict[str, Any] | None:
    fragments = tidy(pairs)
    for start, end in fragments:
        if start < 0 or end > len(text):
            raise place.error(f"it marks {start}..{end}, and the text goes from 0 to {len(text)}.")
    if not fragments:
        return None
    return {
        **{name: value for name, value in tags.items() if value is not None},
        "spans": [{"start": start, "end": end} for start, end in fragments],
        "text": FRAGMENT_GLUE.join(text[start:end] for start, end in fragments),
    }


def _name(article: Article, marked: Sequence[Marked], i: int, ids: dict[int, str], place: FileLocation) -> None:
    """Find the ids of a claim and of its ancestors, which it is made from, outermost first."""
    path = [i]
    while (parent := marked[path[-1]].parent) is not None and parent not in ids:
        if not 0 <= parent < len(marked):
            raise place.error(f"an attribution names a parent that is not there ({parent}).")
        if parent in path:
            raise place.error(str(ParentError("attributions name each other as parents, in a ring.")))
        if not tidy(marked[parent].content):
            break
        path.append(parent)
    for at in reversed(path):
        one = marked[at]
        parent_id = None if one.parent is None else ids.get(one.parent)
        ids[at] = one.id or _digest(article, one, parent_id, place)


def _digest(article: Article, one: Marked, parent: str | None, place: FileLocation) -> str:
    source, cue, content = (_passage(article.text, pairs, {}, place) for pairs in (one.source, one.cue, one.content))
    return claim_id(
        article.id,
        None if source is None else Source(**source),
        None if cue is None else Cue(**cue),
        Content(**content or {}),
        parent,
    )
