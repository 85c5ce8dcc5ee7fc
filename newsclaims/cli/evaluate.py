"""`newsclaims evaluate`."""

import json
from collections.abc import Iterator, Sequence

import click

from ..evaluation import Scores, read_gold, unmatched
from ..evaluation import evaluate as evaluated
from ..pipeline import DEFAULT_EXTRACTOR, Pipeline
from .table import rows
from .terminal import warn

__all__ = ["evaluate"]

_SHOWN = 5


@click.command()
@click.argument("gold_dir")
@click.option("--extractor", default=DEFAULT_EXTRACTOR, show_default=True, help="The extractor's name.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="How many processes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(gold_dir: str, extractor: str, workers: int, *, as_json: bool) -> None:
    """Score an extractor on articles that people annotated.

    GOLD_DIR has text/*.txt and attributions/*.ann (brat), one or more annotators an article. Precision, recall and F1
    are in per cent: content_overlap and claim count claims, exact_* fragments, word_* words; last comes the claim
    measure by kind of claim.
    """
    gold = read_gold(gold_dir)
    left = unmatched(gold_dir)
    _warn(left.texts, "texts without an annotation, in which nothing is counted")
    _warn(left.annotations, "annotations that belong to no text, passed over")
    scores = evaluated(Pipeline(extractor, taggers=[]), gold, workers=workers)
    if as_json:
        click.echo(json.dumps(scores.to_dict(), indent=1))
        return
    click.echo(f"articles {scores.articles}, missing {scores.missing}\n")
    for line in rows([("measure", "p", "r", "f1"), *_lines(scores)]):
        click.echo(line)


def _warn(names: Sequence[str], what: str) -> None:
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        warn(f"{what}: {', '.join(names[:_SHOWN])}{more}.")


def _lines(scores: Scores) -> Iterator[tuple[str, str, str, str]]:
    found = scores.to_dict()
    groups = found.pop("groups")
    for name, measure in (*found.items(), *((f"claim, {kind}", measure) for kind, measure in groups.items())):
        if isinstance(measure, dict):
            yield name, f"{measure['p']:.1f}", f"{measure['r']:.1f}", f"{measure['f1']:.1f}"
