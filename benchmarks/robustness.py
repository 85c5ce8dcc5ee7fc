"""Measures how typography, layout, damage and text before an article change the claims.

    python benchmarks/robustness.py [EXTRACTOR]

Each article of PolNeAR dev is read in three forms: as it is, with straight quotation marks, and as one paragraph. The
offsets are the same in all forms, so each time the claims are scored against the same gold. Then a paragraph without a
name is put before each article, and the claims that change are counted. At last, the articles of all available corpora
are damaged (`dirt.py`), and the claims that stay the same are counted.
"""

import argparse
import random
from collections.abc import Mapping, Sequence

from dirt import EXACT, NEARLY, Damage, Damaged, damaged, paragraphs_apart
from places import ROOT, corpus, needed

from newsclaims import Article, ClaimSet, Pipeline
from newsclaims._pipeline import DEFAULT_EXTRACTOR
from newsclaims.evaluation import GoldArticle, read_gold, score

STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
ONE_PARAGRAPH = str.maketrans("\n\r\u2028\u2029", "    ")
FRONT = "It had rained all night, and the streets were still wet in the morning. Few people were about.\n\n"
SHOWN = ("claim", "content_overlap", "exact_source", "exact_cue", "exact_content")
FORMS: Mapping[str, Mapping[int, int]] = {"as it is": {}, "straight marks": STRAIGHT, "one paragraph": ONE_PARAGRAPH}

Key = tuple[tuple[int, int], ...]


def claims(
    pipeline: Pipeline, gold: Sequence[GoldArticle], table: Mapping[int, int], front: str = ""
) -> list[ClaimSet]:
    """Return the claims of all articles, with characters replaced as in the table.

    Args:
        pipeline: The pipeline.
        gold: The articles.
        table: Characters and their replacements, one for one.
        front: The text to add in front of each article.
    """
    texts = (Article(text=front + one.article.text.translate(table), id=one.article.id) for one in gold)
    return list(pipeline.stream(texts))


def keys(found: ClaimSet, front: int) -> set[tuple[Key, ...]]:
    """Return the spans of claims, with offsets counted from the end of the text in front."""
    return {
        tuple(
            tuple((span.start - front, span.end - front) for span in role.spans) if role else ()
            for role in (claim.source, claim.cue, claim.content)
        )
        for claim in found
    }


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extractor", nargs="?", default=DEFAULT_EXTRACTOR)
    extractor: str = parser.parse_args().extractor
    gold = read_gold(needed("polnear") / "dev")
    pipeline = Pipeline(extractor, taggers=[])
    print(f"{extractor}, {len(gold)} articles")
    plain = claims(pipeline, gold, {})
    for name, table in FORMS.items():
        found = claims(pipeline, gold, table) if table else plain
        measures = score(gold, {one.article.id: _offsets(one) for one in found}).measures
        print(f"{name}: " + ", ".join(f"{key} {100 * measures[key].f1:.1f}" for key in SHOWN))
    moved = claims(pipeline, gold, {}, FRONT)
    before = [keys(one, 0) for one in plain]
    after = [keys(one, len(FRONT)) for one in moved]
    total = sum(map(len, before))
    changed = sum(len(one ^ other) for one, other in zip(before, after, strict=True)) / 2
    print(f"a paragraph in front: {changed:g} of {total} claims change ({100 * changed / total:.2f} %)")
    print_damage(pipeline)


def print_damage(pipeline: Pipeline) -> None:
    """Print how many claims of each corpus stay the same in damaged articles.

    Args:
        pipeline: The pipeline.
    """
    polnear, wikinews = needed("polnear") / "dev", corpus("wikinews")
    folders = {"polnear": polnear, "newsroom": ROOT / "benchmarks" / "newsroom"}
    if wikinews is None:
        print("wikinews: not there")
    else:
        folders["wikinews"] = wikinews / "dev"
    for name, folder in folders.items():
        texts = [paragraphs_apart(one.article.text) for one in read_gold(folder)]
        clean = _found(pipeline, [damaged(text, ()) for text in texts])
        total = sum(map(len, clean))
        for damage, function in {**EXACT, **NEARLY}.items():
            dirty = _found(pipeline, _all_damaged(texts, function))
            same = sum(len(one & other) for one, other in zip(clean, dirty, strict=True))
            print(f"{name}, {damage}: {same} of {total} claims stay ({100 * same / total:.2f} %)")


def _all_damaged(texts: Sequence[str], function: Damage) -> list[Damaged]:
    """Return texts with one kind of damage, the same at each call."""
    return [function(text, random.Random(number)) for number, text in enumerate(texts)]  # noqa: S311 - dirt, not a secret


def _found(pipeline: Pipeline, texts: Sequence[Damaged]) -> list[set[tuple[Key, ...]]]:
    """Return the spans of the claims of damaged texts, as offsets into the clean texts."""
    return [
        {
            tuple(
                tuple(text.back(span.start, span.end) for span in role.spans) if role else ()
                for role in (claim.source, claim.cue, claim.content)
            )
            for claim in found
        }
        for text, found in zip(texts, pipeline.stream(Article(text=one.string) for one in texts), strict=True)
    ]


def _offsets(found: ClaimSet) -> list[dict[str, list[tuple[int, int]]]]:
    """Return the roles of the claims that are not nested, because the corpus does not mark nested claims."""
    return [
        {
            name: [(span.start, span.end) for span in role.spans] if role else []
            for name, role in (("source", claim.source), ("cue", claim.cue), ("content", claim.content))
        }
        for claim in found
        if claim.parent is None
    ]


if __name__ == "__main__":
    main()
