"""Reads CoNLL: lines into blocks, blocks into documents, and columns of tags into claims."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import define, field, frozen

from newsclaims.errors import NewsClaimsError
from newsclaims.model import LABELS, Article, ClaimSet, ExtractorInfo

from ..toolkit.claim_details import ROLES, checked_label, marked_from, restored
from ..toolkit.marked_claims import Marked, Pairs, claimset_from
from ..toolkit.records import FileLocation, check_version, given_article, parsed

__all__ = ["claimsets_of", "stripped"]

_COMMENT = re.compile(r"#\s*([^=]*?)\s*=\s*(.*?)\s*")
_OF_CLAIM = re.compile(r"(claim[1-9]\d*):(.*)")
# A column of one role of a claim, or of all roles of one.
_COLUMN = re.compile(r"(?:(?P<claim>\S+)[:.])?(?P<role>source|cue|content)|(?P<whole>claim\d+)", re.IGNORECASE)
_TAG = re.compile(r"([BIES])-(SOURCE|CUE|CONTENT)", re.IGNORECASE)
_OUTSIDE = frozenset("O_*")
_SPACE = re.compile(r"\s*")


def stripped(text: str, pairs: Pairs) -> Pairs:
    """Return spans as tokens can show them: without white space at their ends, and none of white space alone.

    Args:
        text: The text.
        pairs: The spans.
    """
    done = []
    for start, end in pairs:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        if first < end:
            done.append((first, start + len(words.rstrip())))
    return tuple(done)


def claimsets_of(
    numbered: Iterable[tuple[int, str]], start: FileLocation, articles: Mapping[str, Article]
) -> Iterator[ClaimSet]:
    """Build the claim sets of a file, each as soon as its text is covered by tokens.

    Args:
        numbered: The lines with their numbers.
        start: The file, for error messages.
        articles: The articles by their ids.

    Raises:
        FormatError: If it is no CoNLL, or is not what it says it is.
        MissingArticleError: If an article is not given.
    """
    document: _Document | None = None
    for block in _blocks(numbered, start):
        if not block.rows and block.count("set:tokens") is None:
            raise block.place.error("there are comments and no tokens; the file may be cut short.")
        _check_count(block, "set:tokens", len(block.rows), "lines with tokens")
        if "newdoc id" in block.comments:
            if document is not None:
                raise block.place.error(document.lack())
            document = _Document(_article(block, articles), block)
        elif document is None:
            raise block.place.error("no comment '# newdoc id = ARTICLE_ID' says whose tokens these are.")
        _add(document, block)
        if document.is_whole():
            yield document.claimset()
            document = None
        elif "set:tokens" in block.comments:
            raise block.place.error(document.lack())
    if document is not None:
        raise document.block.place.error(document.lack())


@frozen(slots=True)
class _Block:
    """Lines up to an empty one.

    Args:
        place: The first.
        comments: Name to value and line.
        rows: The other lines, with their numbers.
    """

    place: FileLocation
    comments: dict[str, tuple[str, int]]
    rows: list[tuple[int, str]]

    def at(self, name: str) -> FileLocation:
        """Return where a comment stands."""
        return self.place.at(self.comments[name][1])

    def json(self, name: str) -> Any:
        """Return the JSON value of a comment; None where it is not there."""
        return parsed(self.comments[name][0], self.at(name)) if name in self.comments else None

    def count(self, name: str) -> int | None:
        """Return the number in a comment; None where it is not there."""
        if name not in self.comments:
            return None
        value = self.comments[name][0]
        if not re.fullmatch(r"[0-9]{1,18}", value):
            raise self.at(name).error(f"{name!r} must be a number, not {value[:40]!r}.")
        return int(value)


@define(slots=True)
class _Document:
    """An article as far as it was read.

    Args:
        article: The article.
        block: The block that begins it.
        at: How far its text is covered by tokens.
        marked: The claims so far.
    """

    article: Article
    block: _Block
    at: int = 0
    marked: list[Marked] = field(factory=list)

    def is_whole(self) -> bool:
        """Tell whether the tokens cover the text."""
        return self.space_to() == len(self.article.text)

    def space_to(self) -> int:
        """Return where the white space ends that comes next, if any."""
        match = _SPACE.match(self.article.text, self.at)
        return match.end() if match else self.at

    def lack(self) -> str:
        """Say that tokens are missing."""
        near = self.article.text[self.space_to() :][:20]
        return f"article {self.article.id!r} goes on with {near!r}, and no token does; the file may be cut short."

    def claimset(self) -> ClaimSet:
        """Build the claim set."""
        block, warnings, extractor = self.block, self.block.json("set:warnings"), self.block.json("set:extractor")
        if "set:schema_version" in block.comments:
            version = block.comments["set:schema_version"][0]
            check_version({"schema_version": version}, block.at("set:schema_version"))
        if not isinstance(warnings, list | None):
            raise block.at("set:warnings").error("'set:warnings' must be a list.")
        try:
            made_by = None if extractor is None else ExtractorInfo.model_validate(extractor)
        except NewsClaimsError as error:
            raise block.at("set:extractor").error(str(error)) from error
        return claimset_from(
            self.article,
            self.marked,
            block.place,
            extractor=made_by,
            warnings=warnings or (),
            usage=block.json("set:usage") or {},
        )


def _blocks(numbered: Iterable[tuple[int, str]], start: FileLocation) -> Iterator[_Block]:
    block: _Block | None = None
    for number, ended in numbered:
        line = ended.rstrip("\r\n")
        if not line.strip():
            if block is not None:
                yield block
            block = None
            continue
        block = block or _Block(start.at(number), {}, [])
        # A token may be a number sign, too.
        if not line.startswith("#") or line.startswith("#\t"):
            block.rows.append((number, line))
        elif match := _COMMENT.fullmatch(line):
            block.comments[match[1]] = match[2], number
    if block is not None:
        yield block


def _check_count(block: _Block, name: str, found: int, what: str) -> None:
    stated = block.count(name)
    if stated not in (None, found):
        raise block.at(name).error(
            f"there should be {stated} {what}, and there are {found}; the file may be cut short."
        )


def _article(block: _Block, articles: Mapping[str, Article]) -> Article:
    article_id: Any = block.comments["newdoc id"][0]
    if article_id.startswith('"'):
        article_id = block.json("newdoc id")
    if not article_id:
        raise block.at("newdoc id").error("the id of an article must be a string that is not empty.")
    return given_article(articles, article_id, block.place)


@frozen(slots=True)
class _Columns:
    """What the columns of a block hold.

    Args:
        width: How many there are.
        form: The place of the token.
        tags: The columns of tags: place, name of the claim, and role; None for all roles in one.
    """

    width: int
    form: int
    tags: tuple[tuple[int, str, str | None], ...]


def _columns(block: _Block) -> _Columns:
    """Tell by the comment that names the columns, or else take what follows the token for a claim each."""
    if "global.columns" in block.comments:
        names = block.comments["global.columns"][0].split()
        lower = [name.lower() for name in names]
        if "form" not in lower:
            raise block.at("global.columns").error("no column is named FORM.")
        found = [(i, match) for i, name in enumerate(lower) if (match := _COLUMN.fullmatch(name))]
        tags = tuple((i, match["whole"] or match["claim"] or "claim1", match["role"]) for i, match in found)
        return _Columns(len(names), lower.index("form"), tags)
    cells = [_cells(row) for _, row in block.rows[:2]]
    width = len(cells[0]) if cells else 0
    numbered = width > 1 and all(row[0] == str(i) for i, row in enumerate(cells, 1))
    form = int(numbered)
    return _Columns(width, form, tuple((i, f"claim{i - form}", None) for i in range(form + 1, width)))


def _cells(row: str) -> list[str]:
    return row.split("\t") if "\t" in row else row.split()


def _add(document: _Document, block: _Block) -> None:
    """Add a block's tokens and claims to a document."""
    columns = _columns(block)
    spans: dict[str, dict[str, list[list[int]]]] = {}
    for _, claim, _ in columns.tags:
        spans.setdefault(claim, {role: [] for role in ROLES})
    _check_count(block, "set:claims", len(spans), "claims with columns")
    readers = [(i, _Tags(spans[claim], role)) for i, claim, role in columns.tags]
    for number, row in block.rows:
        cells = _cells(row)
        if len(cells) != columns.width:
            reason = f"the line has {len(cells)} cells, and there are {columns.width} columns; it may be cut short."
            raise block.place.at(number).error(reason)
        start, form = document.space_to(), cells[columns.form]
        if not form or not document.article.text.startswith(form, start):
            raise block.place.at(number).error(
                f"the token {form[:20]!r} is not what article {document.article.id!r} goes on with, "
                f"{document.article.text[start : start + 20]!r}."
            )
        document.at = start + len(form)
        for i, reader in readers:
            if not reader.read(cells[i], start, document.at):
                raise block.place.at(number).error(
                    f"{cells[i][:20]!r} is no tag of that column, such as O or B-SOURCE."
                )
    document.marked += list(_claims(document, block, spans))


class _Tags:
    """Reads a column of tags: IOB2, and also IOB1 and BIOES."""

    def __init__(self, spans: dict[str, list[list[int]]], role: str | None) -> None:
        self._spans = spans
        self._only = role
        self._open: str | None = None

    def read(self, tag: str, start: int, end: int) -> bool:
        """Read a token's tag; return whether it is one."""
        if tag in _OUTSIDE:
            self._open = None
            return True
        match = _TAG.fullmatch(tag)
        if match is None or self._only not in (None, match[2].lower()):
            return False
        prefix, role = match[1].upper(), match[2].lower()
        if prefix in "BS" or self._open != role:
            self._spans[role].append([start, end])
        else:
            self._spans[role][-1][1] = end
        self._open = role if prefix in "BI" else None
        return True


def _claims(document: _Document, block: _Block, spans: Mapping[str, Mapping[str, list[list[int]]]]) -> Iterator[Marked]:
    """Yield a block's claims, with what the comments say of each."""
    said: dict[str, dict[str, str]] = {claim: {} for claim in spans}
    for name in block.comments:
        if match := _OF_CLAIM.fullmatch(name):
            claim, key = match.groups()
            if claim not in said or key not in (*LABELS, "parent", "details"):
                raise block.at(name).error(f"{name!r} is of a claim that has no columns, or says what no claim has.")
            said[claim][key] = name
    # In a sentence of others, columns without any tag are none.
    kept = [claim for claim, names in said.items() if names or any(spans[claim].values())]
    places = {claim: i for i, claim in enumerate(kept, len(document.marked))}
    for claim in kept:
        names = said[claim]
        labels = {
            key: checked_label(key, block.comments[n][0], block.at(n)) for key, n in names.items() if key in LABELS
        }
        parent = names.get("parent")
        if parent is not None and block.comments[parent][0] not in places:
            raise block.at(parent).error("a parent must be another claim here, such as claim1.")
        here = block.at(names["details"]) if "details" in names else block.place
        details = block.json(names["details"]) if "details" in names else {}
        if not isinstance(details, dict):
            raise here.error("details must be a JSON object.")
        yield marked_from(
            _spans(document.article.text, spans[claim], details.get("spans", {}), here),
            labels,
            details,
            None if parent is None else places[block.comments[parent][0]],
            here,
        )


def _spans(text: str, found: Mapping[str, list[list[int]]], stated: object, here: FileLocation) -> dict[str, Pairs]:
    """Return the spans of a claim, those that tokens cannot show as they were meant."""
    roles = {role: tuple((start, end) for start, end in pairs) for role, pairs in found.items()}
    if not isinstance(stated, dict) or not set(stated) <= set(roles):
        raise here.error("'spans' must be an object with the spans of source, cue or content.")
    return roles | {role: restored(roles[role], meant, partial(stripped, text), here) for role, meant in stated.items()}
