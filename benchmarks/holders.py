"""Measures whether sources resolve to their holders, on gold sources of PolNeAR dev with holders marked by a reader.

    python benchmarks/holders.py
    python benchmarks/holders.py --show

`holders.tsv` describes the rows and their convention. NEWSCLAIMS_POLNEAR names the corpus (default ../shared/polnear).
All gold attributions of an article's annotator are judged together. A source is answered if its name is not its
mention. An answer is right if it is the holder's fullest name, without regard to letter case, white space and a leading
"the". If the article does not name the holder, it is right to give no answer. `--show` prints the errors in the
half `choose`, with words of the corpus, and nothing about the other half.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from attrs import frozen
from places import needed

from newsclaims._attribution import Attribution, Offsets
from newsclaims._model import Source
from newsclaims._pipeline import Pipeline
from newsclaims.evaluation import GoldArticle, Roles, read_gold

TABLE = Path(__file__).with_name("holders.tsv")
HALVES = ("choose", "report")


@frozen
class Row:
    """A source whose holder was marked.

    Args:
        article: The name of the article's file, without its suffix.
        mention: The span of the source's first fragment.
        name: The span of the holder's fullest name; None if the article does not name the holder.
        kind: The kind of mention.
        half: `choose` or `report`.
    """

    article: str
    mention: tuple[int, int]
    name: tuple[int, int] | None
    kind: str
    half: str


@frozen
class Result:
    """The result for a row.

    Args:
        row: The row.
        mention: The source's words.
        gold: The holder's fullest name; `""` if the article does not name the holder.
        said: The name that the source got; `""` if it got none.
    """

    row: Row
    mention: str
    gold: str
    said: str

    @property
    def right(self) -> bool:
        """Whether the name is right; if the article does not name the holder, whether none was given."""
        return folded(self.gold) == folded(self.said)


def folded(name: str) -> str:
    """Return a name in lower case, without extra white space and a leading "the"."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def rows(path: Path = TABLE) -> list[Row]:
    """Return the rows of the table."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [
        Row(
            row["article"],
            (int(row["start"]), int(row["end"])),
            (int(row["name_start"]), int(row["name_end"])) if row["name_start"] else None,
            row["kind"],
            row["half"],
        )
        for row in csv.DictReader(lines, delimiter="\t")
    ]


def tidy(offsets: Offsets) -> Offsets:
    """Return the fragments of a gold role as attributions need them: sorted, disjoint, not empty."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(offsets):
        begin = max(start, kept[-1][1]) if kept else start
        if begin < end:
            kept.append((begin, end))
    return tuple(kept)


def annotation(gold: GoldArticle, row: Row) -> tuple[Roles, ...]:
    """Return the claims of the first annotator who marked a row's source."""
    for claims in gold.annotations:
        if any(claim.content and tidy(claim.source)[:1] == (row.mention,) for claim in claims):
            return claims
    message = f"no annotator marked a source at {row.mention} of {row.article}"
    raise SystemExit(message)


def sources(gold: GoldArticle, claims: Sequence[Roles]) -> dict[tuple[int, int], Source]:
    """Judge an annotator's claims; return the sources by their first fragments."""
    attributions = [Attribution(tidy(c.source), tidy(c.cue), tidy(c.content)) for c in claims if tidy(c.content)]
    found: dict[tuple[int, int], Source] = {}
    for claim in Pipeline("rules").judge(gold.article, attributions):
        if claim.source is not None:
            found.setdefault((claim.source.spans[0].start, claim.source.spans[0].end), claim.source)
    return found


def results(table: Sequence[Row], corpus: Path) -> Iterator[Result]:
    """Yield the result for each row; the corpus is the folder of one part, with texts and attributions."""
    golds = {gold.article.id: gold for gold in read_gold(corpus)}
    for name, group in groupby(sorted(table, key=lambda row: row.article), key=lambda row: row.article):
        if name not in golds:
            message = f"no article {name!r} under {corpus}"
            raise SystemExit(message)
        gold = golds[name]
        judged: dict[tuple[Roles, ...], dict[tuple[int, int], Source]] = {}
        for row in group:
            claims = annotation(gold, row)
            if claims not in judged:
                judged[claims] = sources(gold, claims)
            source = judged[claims][row.mention]
            answered = source.mention_of is not None or folded(source.name) != folded(source.text)
            holder = "" if row.name is None else gold.article.text[slice(*row.name)]
            yield Result(row, source.text, holder, source.name if answered else "")


def percent(part: int, whole: int) -> float:
    """Return a share in per cent, rounded to one decimal place; 0 if there is nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def shares(found: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Return the share of answered rows with its accuracy (`answered`), and the accuracy of all rows (`all`)."""
    answers = [result for result in found if result.said]
    return {
        "answered": {
            "share": percent(len(answers), len(found)),
            "accuracy": percent(sum(result.right for result in answers), len(answers)),
        },
        "all": {"accuracy": percent(sum(result.right for result in found), len(found))},
    }


def measure(half: str, table: Path = TABLE, corpus: Path | None = None) -> dict[str, dict[str, float]]:
    """Return the figures of a half, in per cent; see `shares`.

    Args:
        half: `choose` or `report`.
        table: The marked holders.
        corpus: The folder with the texts and attributions.
    """
    part = [row for row in rows(table) if row.half == half]
    return shares(list(results(part, corpus or needed("polnear") / "dev")))


def line(half: str, kind: str, found: Sequence[Result]) -> str:
    """Return one line of the output."""
    figures = shares(found)
    return (
        f"{half:7} {kind:12} {len(found):4} {figures['answered']['share']:9.1f} "
        f"{figures['answered']['accuracy']:10.1f} {figures['all']['accuracy']:9.1f}"
    )


def main(arguments: Sequence[str]) -> None:
    """Print the table by half and kind, or with `--show` the errors in the half `choose`."""
    found = list(results(rows(), needed("polnear") / "dev"))
    if "--show" in arguments:
        for result in found:
            if result.row.half == "choose" and not result.right:
                where = f"{result.row.article}:{result.row.mention[0]}"
                print(f"{where}: {result.row.kind} {result.mention!r} is {result.gold!r}, but got {result.said!r}")
        return
    print(f"{'half':7} {'kind':12} {'n':>4} {'answered':>9} {'of these':>10} {'accuracy':>9}")
    for half in HALVES:
        part = [result for result in found if result.row.half == half]
        for kind in sorted({result.row.kind for result in part}):
            print(line(half, kind, [result for result in part if result.row.kind == kind]))
        print(line(half, "unresolvable", [result for result in part if not result.gold]))
        print(line(half, "all", part))


if __name__ == "__main__":
    main(sys.argv[1:])
