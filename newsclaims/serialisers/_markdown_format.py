"""Markdown for notes and issues: a table of the claims, and their contents in full as quotations; cannot be read back.

Tables are GitHub Flavored Markdown; everything else is CommonMark. Characters with a meaning in Markdown are escaped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final, Literal

from newsclaims._model import Article, Claim, ClaimSet
from newsclaims.errors import WriteOnlyError

from .toolkit import writing

__all__ = ["MarkdownSerialiser"]

COLUMNS: Final = ("#", "source", "cue", "content", "stance", "confidence")
"""The columns of the table; the user's own labels follow, by their names."""
LONGEST_CELL: Final = 80
"""How many characters of a content the table shows."""

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#~$&]|(?<=[Ww]{3})\.|:(?=//)")
_BEGINNING = re.compile(r"([-+=:])|(\d+)([.)])")
# GitHub finds these after it resolves escapes, so only a character in between stops it. The last pattern is for
# names of emoji, such as :smile:. Such a name is never two digits, so a time of day is not changed.
_REFERENCE = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\b[Gg][Hh]-)(?=\d)|(?<=:)(?=[\w+-]+:)(?!\d\d:)")
_JOINER = "\u2060"
# Addresses that become exactly one link between angle brackets.
_WEB_ADDRESS = re.compile(r"https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)


class MarkdownSerialiser:
    """Writes Markdown: for each claim set a heading, a table, and a numbered list of quotations."""

    name: str = "markdown"
    suffixes: tuple[str, ...] = (".md",)
    media_type: str = "text/markdown"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            for number, claimset in enumerate(claimsets):
                blocks = "\n\n".join(_blocks(claimset))
                stream.write(f"{chr(10) if number else ''}{blocks}\n".encode())

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Raise `WriteOnlyError`; see `Serialiser.load`."""
        raise WriteOnlyError(self.name)


def _blocks(claimset: ClaimSet) -> Iterator[str]:
    """Yield the blocks of a claim set's section."""
    article = claimset.article
    yield f"## {_line(article.title or '') or _line(article.id) or 'untitled'}"
    if about := " \u00b7 ".join(_about(article)):
        yield about
    for warning in claimset.warnings:
        yield f"Note: {_cell(warning)}"
    if not claimset.claims:
        yield "No claims."
        return
    numbers = {claim.id: number for number, claim in enumerate(claimset, 1)}
    own = sorted({name for claim in claimset for name in claim.labels})
    rows = (_row(number, claim, own) for number, claim in enumerate(claimset, 1))
    heads = [*COLUMNS, *map(_cell, own)]
    yield "\n".join((_joined(heads), _joined(["---"] * len(heads)), *rows))
    yield "\n".join(_quoted(number, claim, numbers) for number, claim in enumerate(claimset, 1))


def _about(article: Article) -> Iterator[str]:
    # The first of these that is known begins the line.
    published = article.published.isoformat() if article.published else None
    for value in (", ".join(article.authors), article.publisher, published):
        if value and (line := _line(value)):
            yield line
    if article.url:
        yield f"<{article.url}>" if _WEB_ADDRESS.fullmatch(article.url) else _line(article.url)


def _row(number: int, claim: Claim, own: Sequence[str]) -> str:
    words = _plain(claim.content.text)
    short = words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1].rstrip() + "\u2026"
    cells = [claim.source_name, claim.cue.text if claim.cue else "", short, claim.stance or "", claim.confidence or ""]
    cells += [claim.labels[name].value if name in claim.labels else "" for name in own]
    return _joined([str(number), *map(_cell, cells)])


def _joined(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quoted(number: int, claim: Claim, numbers: Mapping[str, int]) -> str:
    source = _line(claim.source_name) or "(no source)"
    within = f", within {numbers[claim.parent]}" if claim.parent else ""
    marker = f"{number}. "
    return f"{marker}{source}{within}\n{' ' * len(marker)}> {_line(claim.content.text)}"


def _plain(words: str) -> str:
    """Put words on one line, with single spaces; replace NUL as Markdown does."""
    return " ".join(words.replace("\0", "\ufffd").split())


def _cell(words: str) -> str:
    """Escape words in the middle of a line, so that no character has a special meaning."""
    escaped = _SIGNS.sub(r"\\\g<0>", _REFERENCE.sub(_JOINER, _plain(words)))
    # A character reference, because some table parsers ignore a backslash before it.
    return escaped.replace("|", "&#124;")


def _line(words: str) -> str:
    """Escape words at the beginning of a line, where more characters have a special meaning."""
    escaped = _cell(words)
    found = _BEGINNING.match(escaped)
    if not found:
        return escaped
    at = found.start(1) if found[1] else found.start(3)
    return f"{escaped[:at]}\\{escaped[at:]}"
