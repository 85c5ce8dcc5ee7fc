"""The command `newsclaims evaluate`: scores an extractor, or the taggers, on annotated articles."""

import json
from collections.abc import Iterator, Sequence

import click

from .._pipeline import DEFAULT_EXTRACTOR, Pipeline
from ..evaluation import (
    Calibration,
    JudgementScores,
    LabelScores,
    Scores,
    evaluate_judgements,
    read_gold,
    read_labels,
    unmatched,
)
from ..evaluation import evaluate as evaluated
from ..evaluation._calibration import BINS
from .table import rows
from .terminal import warn

__all__ = ["evaluate"]

_SHOWN = 5


@click.command()
@click.argument("gold_dir")
@click.option("--labels", metavar="FILE", help="Score the taggers on the labelled spans of this file instead.")
@click.option("--extractor", default=DEFAULT_EXTRACTOR, show_default=True, help="Name of the extractor.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(gold_dir: str, labels: str | None, extractor: str, workers: int, *, as_json: bool) -> None:
    """Score an extractor on articles that people annotated.

    GOLD_DIR has text/*.txt and attributions/*.ann (brat), with one or more annotators per article. Precision, recall
    and F1 are in per cent. The measures content_overlap and claim count claims, exact_* fragments, word_* words. The
    claim measure follows for each kind of claim. The last table compares the precision that the claims' scores promise
    with the precision that they keep.

    With --labels, the taggers judge the spans of a file of JSON lines. Their stance, confidence, cue force and source
    type are compared with the labels of that file. GOLD_DIR then needs only text/*.txt, or folders that have it.
    """
    if labels is None:
        _score(gold_dir, extractor, workers, as_json=as_json)
    elif workers > 1:
        message = "--workers cannot be used with --labels."
        raise click.UsageError(message)
    else:
        _judge(gold_dir, labels, extractor, as_json=as_json)


def _score(gold_dir: str, extractor: str, workers: int, *, as_json: bool) -> None:
    gold = read_gold(gold_dir)
    left = unmatched(gold_dir)
    _warn(left.texts, "texts without an annotation, not scored")
    _warn(left.annotations, "annotations without a text, skipped")
    scores = evaluated(Pipeline(extractor, taggers=[]), gold, workers=workers)
    if as_json:
        click.echo(json.dumps(scores.to_dict(), indent=1))
        return
    click.echo(f"articles {scores.articles}, missing {scores.missing}\n")
    _table([("measure", "p", "r", "f1"), *_lines(scores)])
    if scores.calibration is not None:
        error = f"{scores.calibration.error:.3f} in {BINS} bins of equal mass"
        click.echo(f"\nexpected calibration error of the score: {error}\n")
        _table([("min_score", "claims", "of all", "promised", "kept"), *_promises(scores.calibration)])


def _judge(texts: str, labels: str, extractor: str, *, as_json: bool) -> None:
    scores = evaluate_judgements(Pipeline(extractor), read_labels(labels, texts))
    if as_json:
        click.echo(json.dumps(scores.to_dict(), indent=1))
        return
    click.echo(f"attributions {scores.attributions}, articles {scores.articles}\n")
    _table([("label", "part", "n", "accuracy", "macro-F1", "majority", "ECE"), *_overview(scores)])
    click.echo()
    _table([("label", "value", "p", "r", "f1", "n"), *_classes(scores)])
    for label, parts in scores.labels.items():
        click.echo(f"\n{label}: gold values (rows) and judged values (columns)")
        _table(list(_confusion(parts["all"])))


def _table(lines: Sequence[Sequence[str]]) -> None:
    for line in rows(lines):
        click.echo(line)


def _warn(names: Sequence[str], what: str) -> None:
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        warn(f"{what}: {', '.join(names[:_SHOWN])}{more}.")


def _lines(scores: Scores) -> Iterator[tuple[str, str, str, str]]:
    found = scores.to_dict()
    found.pop("calibration", None)
    groups = found.pop("groups")
    for name, measure in (*found.items(), *((f"claim, {kind}", measure) for kind, measure in groups.items())):
        if isinstance(measure, dict):
            yield name, f"{measure['p']:.1f}", f"{measure['r']:.1f}", f"{measure['f1']:.1f}"


def _promises(calibration: Calibration) -> Iterator[tuple[str, ...]]:
    for least, group in calibration.at_least:
        shares = (group.n / calibration.n, group.promised, group.kept)
        yield f"{least:.1f}", str(group.n), *(f"{100 * share:.1f}" for share in shares)


def _overview(scores: JudgementScores) -> Iterator[tuple[str, ...]]:
    for label, parts in scores.labels.items():
        for part, one in parts.items():
            shares = (f"{100 * share:.1f}" for share in (one.accuracy, one.macro_f1, one.majority))
            yield label, part, str(one.n), *shares, "-" if one.ece is None else f"{one.ece:.3f}"


def _classes(scores: JudgementScores) -> Iterator[tuple[str, ...]]:
    for label, parts in scores.labels.items():
        for value, measure in parts["all"].classes.items():
            found = measure.to_dict()
            yield label, value, *(f"{found[name]:.1f}" for name in ("p", "r", "f1")), str(int(measure.gold))


def _confusion(scores: LabelScores) -> Iterator[tuple[str, ...]]:
    values = tuple(scores.classes)
    yield "", *values
    for gold, said in scores.confusion.items():
        yield gold, *(str(said.get(value, 0)) for value in values)
