"""Count, on the training articles, how often each cue in each frame was an attribution.

    python -m training.trust --corpus ../shared/polnear/train

writes `newsclaims/data/trust.tsv`. A find of the rules is right where an annotator marked a claim whose cue shares a
word with its own, whose content has a word Jaccard of 0.5 or more with its own, and whose source agrees as well: the
scorer's measure of a claim. Only lemmas of the lexicon and names of frames enter the table, no text of the corpus.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from newsclaims.evaluation import GoldArticle, read_gold
from newsclaims.extractors.rules import RulesExtractor
from newsclaims.text import read

from .agreement import agrees, word_starts

TABLE = Path(__file__).parent.parent / "newsclaims" / "data" / "trust.tsv"
WEIGHT = 4.0
"""How many finds a coarser pattern counts for; chosen on dev among 2, 4 and 8."""
THRESHOLD = 0.2
"""The least trust that makes a find an attribution; chosen on dev between 0.15 and 0.5."""
ATTITUDE = 0.09
"""The same for verbs with "that", plans, wishes, refusals and denials; chosen on dev, where it costs nothing."""
LEAST = 2
"""A full pattern seen less often says nothing that the coarser ones do not."""

Pattern = tuple[str, str, str]


def main() -> None:
    """Read the corpus, count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with text/ and attributions/")
    parser.add_argument("--out", type=Path, default=TABLE)
    arguments = parser.parse_args()
    counts = count(read_gold(arguments.corpus))
    rows = [
        "\t".join((*key, f"{right:.4g}", str(total)))
        for key, (right, total) in sorted(counts.items())
        if total >= LEAST
    ]
    head = [
        "# Finds of the rules in the training articles: how many were attributions, of how many. See training/trust.py."
    ]
    settings = [f"!weight\t{WEIGHT:g}", f"!threshold\t{THRESHOLD:g}", f"!attitude\t{ATTITUDE:g}"]
    lines = [*head, *settings, "lemma\tframe\tform\tright\tall", *rows]
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def count(gold: Iterable[GoldArticle]) -> dict[Pattern, tuple[float, int]]:
    """Return how many finds of each pattern were right, and of how many.

    Args:
        gold: The articles; where several annotators marked one, each counts in part.
    """
    extractor = RulesExtractor()
    right: dict[Pattern, float] = defaultdict(float)
    total: dict[Pattern, int] = defaultdict(int)
    for one in gold:
        words = word_starts(one.article.text)
        for lemma, frame, form, found in extractor.finds(read(one.article)):
            share = sum(agrees(words, found, claims) for claims in one.annotations) / max(1, len(one.annotations))
            for key in (
                (lemma, frame, form),
                (lemma, frame, "*"),
                (lemma, "*", form),
                ("*", frame, form),
                ("*", "*", form),
            ):
                right[key] += share
                total[key] += 1
    return {key: (right[key], total[key]) for key in total}


if __name__ == "__main__":
    main()
