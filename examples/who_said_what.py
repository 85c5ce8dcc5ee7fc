"""Prints who said what in an article, source by source.

python examples/who_said_what.py seeds/000_ba67543f12171369.txt
python examples/who_said_what.py --min-score 0.5 seeds/000_ba67543f12171369.txt
"""

import argparse
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import newsclaims as nc

WIDTH = 88


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, extract, and print."""
    parser = argparse.ArgumentParser(description="Print who said what in an article, source by source.")
    parser.add_argument("article", type=Path, help="a UTF-8 text")
    parser.add_argument("--min-score", type=float, help="leave out claims with a lower score")
    options = parser.parse_args(arguments)
    # Read bytes, so that line ends stay and offsets fit the file.
    text = options.article.read_bytes().decode("utf-8")
    claims = nc.extract(nc.Article(text=text, id=options.article.stem))
    for line in lines(claims, options.min_score):
        print(line)


def lines(claims: nc.ClaimSet, min_score: float | None) -> Iterator[str]:
    """Yield a block for each source: its name and type, then its claims."""
    for name, said in claims.where(min_score=min_score).by_source().items():
        kind = said[0].source_type
        yield f"{name or 'nobody named'} ({kind.replace('_', ' ') if kind else 'not judged'})"
        for claim in said:
            cue = claim.cue.text if claim.cue else "-"
            tags = ", ".join(tag for tag in (claim.stance, claim.confidence) if tag)
            words = f"{cue} [{tags}] {claim.content.text}"
            yield textwrap.fill(words, WIDTH, initial_indent="  ", subsequent_indent="      ")
        yield ""


if __name__ == "__main__":
    main()
