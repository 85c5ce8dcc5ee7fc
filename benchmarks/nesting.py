"""Measures nested claims on our own sentences: precision, recall and F1 of the built-in extractors.

    python benchmarks/nesting.py

`nesting.tsv` has one text in each row, half of them with nested claims. A found claim with a parent is right if its
source and content match those of a nested claim of the text, and its parent's match those of that claim's parent. Two
passages match if the Jaccard index of their words is at least 0.5. The rows of the half `choose` were used to write the
rules; the rows of `report` were not.
"""

import itertools
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import define, field, frozen

from newsclaims._attribution import Attribution, Offsets
from newsclaims._model import Article
from newsclaims.extractors import Extractor
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import Text, read

TABLE = Path(__file__).with_name("nesting.tsv")
ROLES = {"[": "source", "{": "cue", "<": "content"}
CLOSERS = "]}>"
ENOUGH = 0.5
MARK = re.compile(r"[\[{<]\d+ |[\]}>]")


@define
class Marked:
    """A marked claim.

    Args:
        parent: The number of the claim whose content contains it.
        spans: The fragments of each role.
    """

    parent: int | None
    spans: dict[str, list[tuple[int, int]]] = field(factory=lambda: {"source": [], "cue": [], "content": []})


@frozen
class Row:
    """A text of the table.

    Args:
        half: `choose` or `report`.
        text: The text without its marks.
        claims: The claims by their numbers.
    """

    half: str
    text: str
    claims: Mapping[int, Marked]


def parse(marked: str) -> tuple[str, dict[int, Marked]]:
    """Return a text without its marks, and the claims that they mark."""
    plain, at = "", 0
    claims: dict[int, Marked] = {}
    opened: list[tuple[str, int, int]] = []
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        if mark[0] in CLOSERS:
            role, number, start = opened.pop()
            claims[number].spans[role].append((start, len(plain)))
        else:
            holders = [number for _, number, _ in opened]
            number = int(mark[0][1:])
            claims.setdefault(number, Marked(holders[-1] if holders else None))
            opened.append((ROLES[mark[0][0]], number, len(plain)))
    return plain + marked[at:], claims


def rows(path: Path = TABLE) -> list[Row]:
    """Return the rows of the table."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Row(half, *parse(marked)) for half, _, marked in (line.partition("\t") for line in lines[1:])]


def words(text: Text, offsets: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the indices of the words of a role, without marks."""
    index = text.words.index_at
    found = (range(index(start), index(end)) for start, end in offsets)
    return frozenset(i for i in itertools.chain.from_iterable(found) if text.words.texts[i][:1].isalnum())


def match(text: Text, one: Offsets, other: Sequence[tuple[int, int]]) -> bool:
    """Say whether two passages match; two missing ones do."""
    a, b = words(text, one), words(text, other)
    return a == b or len(a & b) >= ENOUGH * len(a | b)


def same(text: Text, found: Attribution, claim: Marked) -> bool:
    """Say whether the source and the content of a found claim match those of a marked one."""
    return match(text, found.source, claim.spans["source"]) and match(text, found.content, claim.spans["content"])


def right(text: Text, found: Sequence[Attribution], one: Attribution, row: Row) -> int | None:
    """Return the number of the marked claim that a found nested claim matches."""
    for number, claim in row.claims.items():
        if claim.parent is not None and one.parent is not None and same(text, one, claim):
            outer = row.claims[claim.parent]
            if same(text, found[one.parent], outer):
                return number
    return None


def measured(extractor: Extractor, table: Sequence[Row], *, show: bool = False) -> tuple[int, int, int]:
    """Return the numbers of right, found and marked nested claims."""
    texts = [read(Article(text=row.text)) for row in table]
    hits = found = wanted = 0
    for row, text, attributions in zip(table, texts, extractor.extract(texts), strict=True):
        nested = [a for a in attributions if a.parent is not None]
        numbers = {right(text, attributions, a, row) for a in nested} - {None}
        marked = {number for number, claim in row.claims.items() if claim.parent is not None}
        hits, found, wanted = hits + len(numbers), found + len(nested), wanted + len(marked)
        if show and (len(nested) != len(numbers) or marked != numbers):
            print(f"{row.half}: {row.text}\n    missing {sorted(marked - numbers)}")
            for a in attributions:
                said = [" ... ".join(row.text[i:j] for i, j in offsets) for _, offsets in a.roles()]
                print(f"    {'' if a.parent is None else f'in {a.parent}: '}{said} {a.score}")
    return hits, found, wanted


def main(arguments: Sequence[str]) -> None:
    """Print the table, or with `--show` the errors in the half `choose`."""
    table = rows()
    print(
        f"{'extractor':10} {'half':7} {'texts':>5} {'marked':>6} {'found':>6} {'right':>6} {'P':>6} {'R':>6} {'F1':>6}"
    )
    for extractor in (RulesExtractor(), NeuralExtractor()):
        for half in ("choose",) if "--show" in arguments else ("choose", "report"):
            part = [row for row in table if row.half == half]
            hits, found, wanted = measured(extractor, part, show="--show" in arguments)
            shares = (hits / max(found, 1), hits / wanted, 2 * hits / (found + wanted))
            figures = " ".join(f"{100 * share:6.1f}" for share in shares)
            print(f"{extractor.name:10} {half:7} {len(part):5} {wanted:6} {found:6} {hits:6} {figures}")


if __name__ == "__main__":
    main(sys.argv[1:])
