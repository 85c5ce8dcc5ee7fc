"""Reads CoNLL: groups lines into blocks and blocks into documents, and builds claims from columns of tags."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from attrs import define, field, frozen

from newsclaims._model import LABELS, Article, ClaimSet, ExtractorInfo

from ..toolkit import (
    ROLES,
    FileLocation,
    Fragments,
    MarkedClaim,
    add_note,
    build_claimset,
    check_label,
    check_schema_version,
    check_type,
    find_article,
    parse_json,
)

__all__ = ["claimsets_of", "stripped"]

_COMMENT = re.compile(r"#\s*([^=]*?)\s*=\s*(.*?)\s*")
_OF_CLAIM = re.compile(r"(claim[1-9]\d*):(.*)")
# The name of a column: one role of a claim, or all roles of a claim.
_COLUMN = re.compile(r"(?:(?P<claim>\S+)[:.])?(?P<role>source|cue|content)|(?P<whole>claim\d+)", re.IGNORECASE)
_TAG = re.compile(r"([BIES])-(SOURCE|CUE|CONTENT)", re.IGNORECASE)
_OUTSIDE = frozenset("O_*")
_SPACE = re.compile(r"\s*")

_Kind = TypeVar("_Kind")


def stripped(text: str, fragments: Fragments) -> Fragments:
    """Return fragments as tokens can show them: without white space at their ends, and not of white space alone.

    Args:
        text: The text.
        fragments: The fragments.
    """
    done = []
    for start, end in fragments:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        if first < end:
            done.append((first, start + len(words.rstrip())))
    return tuple(done)


def claimsets_of(
    lines: Iterable[tuple[FileLocation, str]], articles: Mapping[str, Article] | None
) -> Iterator[ClaimSet]:
    """Build the claim sets of a file, each as soon as its text is covered by tokens.

    Args:
        lines: The lines, each with its location.
        articles: The articles by their ids.

    Raises:
        FormatError: If it is not CoNLL, or does not hold as many tokens or claims as it says.
        MissingArticleError: If an article is not given.
    """
    document: _Document | None = None
    for block in _blocks(lines):
        if not block.rows and block.count("set:tokens") is None:
            raise block.location.error("there are comments but no tokens; the file may be cut short.")
        _check_count(block, "set:tokens", len(block.rows), "lines with tokens")
        if "newdoc id" in block.comments:
            if document is not None:
                raise block.location.error(document.lack())
            document = _Document(_article(block, articles), block)
        elif document is None:
            raise block.location.error(
                "the comment '# newdoc id = ARTICLE_ID', which names the article of these tokens, is missing."
            )
        _add(document, block)
        if document.is_whole():
            yield document.claimset()
            document = None
        elif "set:tokens" in block.comments:
            raise block.location.error(document.lack())
    if document is not None:
        raise document.block.location.error(document.lack())


@frozen(slots=True)
class _Block:
    """Lines up to an empty one.

    Args:
        location: The place of the first line.
        comments: Name to value and location.
        rows: The other lines, each with its location.
    """

    location: FileLocation
    comments: dict[str, tuple[str, FileLocation]]
    rows: list[tuple[FileLocation, str]]

    def at(self, name: str) -> FileLocation:
        """Return the place of a comment; that of the block if there is no such comment."""
        return self.comments[name][1] if name in self.comments else self.location

    def json(self, name: str, kind: type[_Kind], default: _Kind) -> _Kind:
        """Return the JSON value of a comment, after checking its type; the default if there is no such comment."""
        if name not in self.comments:
            return default
        return check_type(parse_json(self.comments[name][0], self.at(name)), repr(name), kind, self.at(name))

    def count(self, name: str) -> int | None:
        """Return the number in a comment; None if there is no such comment."""
        if name not in self.comments:
            return None
        value = self.comments[name][0]
        if not re.fullmatch(r"[0-9]{1,18}", value):
            raise self.at(name).error(f"{name!r} must be a number, not {value[:40]!r}.")
        return int(value)


@define(slots=True)
class _Document:
    """An article that is being read.

    Args:
        article: The article.
        block: Its first block.
        at: The end of the text that tokens have covered so far.
        marked: The claims so far.
    """

    article: Article
    block: _Block
    at: int = 0
    marked: list[MarkedClaim] = field(factory=list)

    def is_whole(self) -> bool:
        """Return whether the tokens cover the text."""
        return self.space_to() == len(self.article.text)

    def space_to(self) -> int:
        """Return the start of the next token: after white space, if there is any."""
        match = _SPACE.match(self.article.text, self.at)
        return match.end() if match else self.at

    def lack(self) -> str:
        """Return the message that tokens are missing."""
        near = self.article.text[self.space_to() :][:20]
        return f"article {self.article.id!r} goes on with {near!r}, but no token does; the file may be cut short."

    def claimset(self) -> ClaimSet:
        """Build the claim set."""
        block = self.block
        if "set:schema_version" in block.comments:
            version = block.comments["set:schema_version"][0]
            check_schema_version({"schema_version": version}, block.at("set:schema_version"))
        extractor = block.json("set:extractor", dict, {})
        with block.at("set:extractor").model_errors():
            made_by = ExtractorInfo.model_validate(extractor) if extractor else None
        return build_claimset(
            self.article,
            self.marked,
            block.location,
            extractor=made_by,
            warnings=block.json("set:warnings", list, []),
            usage=block.json("set:usage", dict, {}),
        )


def _blocks(lines: Iterable[tuple[FileLocation, str]]) -> Iterator[_Block]:
    block: _Block | None = None
    for location, ended in lines:
        line = ended.rstrip("\r\n")
        if not line.strip():
            if block is not None:
                yield block
            block = None
            continue
        block = block or _Block(location, {}, [])
        # A token can also be a number sign.
        if not line.startswith("#") or line.startswith("#\t"):
            block.rows.append((location, line))
        elif match := _COMMENT.fullmatch(line):
            block.comments[match[1]] = match[2], location
    if block is not None:
        yield block


def _check_count(block: _Block, name: str, found: int, what: str) -> None:
    stated = block.count(name)
    if stated not in (None, found):
        raise block.at(name).error(
            f"there should be {stated} {what}, but there are {found}; the file may be cut short."
        )


def _article(block: _Block, articles: Mapping[str, Article] | None) -> Article:
    article_id = block.comments["newdoc id"][0]
    if article_id.startswith('"'):
        article_id = block.json("newdoc id", str, "")
    if not article_id:
        raise block.at("newdoc id").error("the id of an article must be a string that is not empty.")
    return find_article(articles, article_id, block.location)


@frozen(slots=True)
class _Columns:
    """The columns of a block.

    Args:
        width: The number of columns.
        form: The index of the column with the tokens.
        tags: The columns with tags: index, name of the claim, and role; None if one column has all roles.
    """

    width: int
    form: int
    tags: tuple[tuple[int, str, str | None], ...]


def _columns(block: _Block) -> _Columns:
    """Read the comment that names the columns; without it, each column after the token is a claim."""
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
    for location, row in block.rows:
        cells = _cells(row)
        if len(cells) != columns.width:
            reason = f"the line has {len(cells)} cells, but there are {columns.width} columns; it may be cut short."
            raise location.error(reason)
        start, form = document.space_to(), cells[columns.form]
        if not form or not document.article.text.startswith(form, start):
            raise location.error(
                f"the token {form[:20]!r} does not fit article {document.article.id!r}, which continues with "
                f"{document.article.text[start : start + 20]!r}."
            )
        document.at = start + len(form)
        for i, reader in readers:
            if not reader.read(cells[i], start, document.at):
                raise location.error(
                    f"{cells[i][:20]!r} is not a valid tag in this column. Valid tags are, for example, O and B-SOURCE."
                )
    document.marked += list(_claims(document, block, spans))


class _Tags:
    """Reads a column of tags: IOB2, and also IOB1 and BIOES."""

    def __init__(self, spans: dict[str, list[list[int]]], role: str | None) -> None:
        self._spans = spans
        self._only = role
        self._open: str | None = None

    def read(self, tag: str, start: int, end: int) -> bool:
        """Read a token's tag; return whether it is a valid tag."""
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


def _claims(
    document: _Document, block: _Block, spans: Mapping[str, Mapping[str, list[list[int]]]]
) -> Iterator[MarkedClaim]:
    """Yield a block's claims, with the details in its comments."""
    said: dict[str, dict[str, str]] = {claim: {} for claim in spans}
    for name in block.comments:
        if match := _OF_CLAIM.fullmatch(name):
            claim, key = match.groups()
            if claim not in said or key not in (*LABELS, "parent", "details"):
                reason = f"{name!r} names a claim without columns, or a detail that comments cannot hold."
                raise block.at(name).error(reason)
            said[claim][key] = name
    # In files of other programs, a column without any tag is not a claim.
    kept = [claim for claim, names in said.items() if names or any(spans[claim].values())]
    indices = {claim: i for i, claim in enumerate(kept, len(document.marked))}
    reshape = partial(stripped, document.article.text)
    for claim in kept:
        names = said[claim]
        labels = {key: check_label(key, block.comments[n][0], block.at(n)) for key, n in names.items() if key in LABELS}
        parent = names.get("parent")
        if parent is not None and block.comments[parent][0] not in indices:
            raise block.at(parent).error("a parent must be another claim of this block, such as claim1.")
        source, cue, content = (tuple((start, end) for start, end in spans[claim][role]) for role in ROLES)
        index = None if parent is None else indices[block.comments[parent][0]]
        marked = MarkedClaim(content, source, cue, parent=index, labels=labels)
        note = names.get("details", "")
        yield add_note(marked, block.json(note, dict, {}), block.at(note), reshape)
