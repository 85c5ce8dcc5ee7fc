"""Reads gold claims with their labels, holders and parents from a file of JSON lines, one article a line.

    {"id": "quay", "claims": [{"source": [[0, 18]], "cue": [[19, 25]], "content": [[26, 50]], "stance": "deny",
     "confidence": "certain", "cue_force": "neutral", "source_type": "government", "holder": "", "parent": null}]}

`id` is the name of a text. `holder` is the fullest name of the source in the article if the source itself is not that
name, else empty. `parent` is the index of the claim whose content holds this one. Other keys are ignored.

A file `articles.jsonl` in the same folder can give an article a `family`, by which claims are also scored separately.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from attrs import frozen
from pydantic import BaseModel, Field, StrictInt, create_model

from .._files.text_files import read_file
from .._model import LABELS, Article
from ..errors import FormatError
from ._gold import GoldArticle, Roles
from ._judgements import JUDGED
from ._label_files import Spans, Texts, lines_of, offsets_of, parse_line

__all__ = ["GoldClaim", "GoldClaims", "holds_claims", "read_claims"]

_FORMAT = "gold claims"
_FAMILIES = "articles.jsonl"


@frozen(slots=True)
class GoldClaim:
    """A claim as a reader marked it.

    Args:
        roles: Its spans.
        labels: Label to value; the labels are stance, confidence, cue force and source type.
        holder: The fullest name of the source in the article if the source is not that name; else `""`.
        parent: The index, among the claims of the article, of the claim whose content holds this one.
    """

    roles: Roles
    labels: Mapping[str, str]
    holder: str = ""
    parent: int | None = None


@frozen(slots=True)
class GoldClaims:
    """An article and all its claims.

    Args:
        article: The article; its id is the name of its file.
        claims: The claims, nested ones included.
        family: The kind of news that it is; None if that is not given.
    """

    article: Article
    claims: tuple[GoldClaim, ...]
    family: str | None = None

    @property
    def flat(self) -> GoldArticle:
        """The claims without a parent, as `read_gold` gives them."""
        return GoldArticle(self.article, (tuple(claim.roles for claim in self.claims if claim.parent is None),))


def holds_claims(path: str | Path) -> bool:
    """Say whether a file of labels holds all claims of articles, for `read_claims`, and not rows for `read_labels`.

    Args:
        path: The file of JSON lines.

    Raises:
        FileError: If the file cannot be read.
        UndecodableError: If it is not UTF-8.
    """
    first = next((line for _, line in lines_of(path)), "")
    try:
        row = json.loads(first)
    except ValueError:
        return False
    return isinstance(row, dict) and "claims" in row


def read_claims(path: str | Path, corpus: str | Path) -> tuple[GoldClaims, ...]:
    """Read articles with all their claims, in the order of the file.

    Args:
        path: The file of JSON lines.
        corpus: The folder of the articles: one with `text/*.txt`, or one with such folders.

    Raises:
        FileError: If a file cannot be read, or there is no text for an article.
        UndecodableError: If a file is not UTF-8.
        FormatError: If a line is not an article with claims, or the file has none.
        OffsetError: If spans do not fit their article.
    """
    texts = Texts(Path(corpus))
    families = _families(Path(path).parent / _FAMILIES)
    found: dict[Path, GoldClaims] = {}
    for number, line in lines_of(path):
        where = f"{path}, line {number}"
        row = parse_line(_Row, line, number, str(path), _FORMAT)
        place = texts.find(row.id, where)
        if place in found:
            raise FormatError(_FORMAT, f"an earlier line is about article {row.id!r} too.", number, str(path))
        _check_parents(row.claims, number, str(path))
        article = Article(text=read_file(place), id=place.stem)
        claims = tuple(_claim(one, article, f"{where}: claim {i}") for i, one in enumerate(row.claims))
        found[place] = GoldClaims(article, claims, families.get(row.id))
    if not found:
        raise FormatError(_FORMAT, "it has no article.", None, str(path))
    return tuple(found.values())


class _Unlabelled(BaseModel):
    source: Spans = ()
    cue: Spans = ()
    content: Annotated[Spans, Field(min_length=1)]
    holder: str = ""
    parent: StrictInt | None = None


_labels: dict[str, Any] = {name: LABELS[name].values for name in JUDGED}
_Claim = create_model("_Claim", __base__=_Unlabelled, __doc__="A claim in a line of the file.", **_labels)


class _Row(BaseModel):
    id: Annotated[str, Field(min_length=1)]
    claims: tuple[_Claim, ...]


class _Described(BaseModel):
    id: Annotated[str, Field(min_length=1)]
    family: Annotated[str, Field(min_length=1)] | None = None


def _families(path: Path) -> dict[str, str]:
    """Return the families of articles by their ids; empty if there is no such file."""
    if not path.is_file():
        return {}
    rows = (parse_line(_Described, line, number, str(path), _FORMAT) for number, line in lines_of(path))
    return {row.id: row.family for row in rows if row.family is not None}


def _check_parents(claims: Sequence[_Unlabelled], number: int, path: str) -> None:
    """Refuse a parent that is not there, and a claim that is inside itself."""
    for i, claim in enumerate(claims):
        if claim.parent is not None and not 0 <= claim.parent < len(claims):
            there = f"there is no claim {claim.parent}. The claims of the line count from 0 to {len(claims) - 1}."
            raise FormatError(_FORMAT, f"claims.{i}.parent: {there}", number, path)
    for i in range(len(claims)):
        passed, at = {i}, claims[i].parent
        while at is not None:
            if at in passed:
                raise FormatError(_FORMAT, f"claims.{i}.parent: the parents lead back to the claim.", number, path)
            passed.add(at)
            at = claims[at].parent


def _claim(row: _Unlabelled, article: Article, where: str) -> GoldClaim:
    """Return a claim of the file with its spans checked."""
    spans = {"source": row.source, "cue": row.cue, "content": row.content}
    roles = Roles(**{role: offsets_of(given, article, f"{where}: the {role}") for role, given in spans.items()})
    return GoldClaim(roles, {label: str(getattr(row, label)) for label in JUDGED}, row.holder, row.parent)
