"""The command `newsclaims evaluate`: scores an extractor, or the taggers, on annotated articles."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from .._pipeline import Pipeline
from .._text_table import rows
from ..evaluation import (
    Calibration,
    ClaimScores,
    HolderScores,
    LabelScores,
    Scores,
    evaluate_claims,
    evaluate_judgements,
    holds_claims,
    read_claims,
    read_gold,
    read_labels,
    unmatched,
)
from ..evaluation import evaluate as evaluated
from ..evaluation._calibration import BINS
from ..extractors import Extractor
from .extractor_options import chosen_extractor, extractor_options
from .terminal import progress_on_terminal, warn

__all__ = ["evaluate"]

_SHOWN = 5
_ALL = "all"
_Labels = Mapping[str, Mapping[str, LabelScores]]
"""Label to part to scores."""


@click.command()
@click.argument("gold_dir")
@click.option("--labels", metavar="FILE", help="Score against this file, not against attributions/*.ann.")
@extractor_options
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(
    gold_dir: str,
    labels: str | None,
    extractors: tuple[str, ...],
    extractor_options: Mapping[str, str],
    merge: str,
    workers: int,
    *,
    as_json: bool,
) -> None:
    """Score an extractor on articles that people annotated.

    GOLD_DIR has text/*.txt and attributions/*.ann (brat), with one or more annotators per article. Precision, recall
    and F1 are in per cent. The measures content_overlap and claim count claims, exact_* counts fragments, and word_*
    counts words. The measure claim is repeated for each kind of claim. The last table compares the precision that the
    claims' scores promise with the measured precision (kept).

    With --labels, the taggers judge the spans of a file of JSON lines. Their stance, confidence, cue force and source
    type are compared with the labels of that file. GOLD_DIR then needs only text/*.txt, or folders that have it.

    If each line of that file is an article with all its claims (claims.jsonl), one run scores the claims that the
    extractor finds, their labels, the names of their holders, and nested claims.
    """
    extractor = chosen_extractor(extractors, extractor_options, merge)
    if labels is None:
        _score(gold_dir, extractor, workers, as_json=as_json)
    elif holds_claims(labels):
        _score_claims(gold_dir, labels, extractor, workers, as_json=as_json)
    elif workers > 1:
        message = "--workers cannot be used with the labels of given spans."
        raise click.UsageError(message)
    else:
        _judge(gold_dir, labels, extractor, as_json=as_json)


def _score(gold_dir: str, extractor: Extractor, workers: int, *, as_json: bool) -> None:
    gold = read_gold(gold_dir)
    left = unmatched(gold_dir)
    _warn(left.texts, "texts without an annotation, not scored")
    _warn(left.annotations, "annotations without a text, skipped")
    progress = progress_on_terminal(elsewhere=True)
    scores = evaluated(Pipeline(extractor, taggers=[]), gold, workers=workers, progress=progress)
    if as_json:
        click.echo(json.dumps(scores.to_dict(), indent=1))
        return
    _print_scores(scores)


def _print_scores(scores: Scores, more: Iterable[tuple[str, str, str, str]] = ()) -> None:
    click.echo(f"articles {scores.articles}, missing {scores.missing}\n")
    _table([("measure", "p", "r", "f1"), *_lines(scores), *more])
    if scores.calibration is not None:
        error = f"{scores.calibration.error:.3f} in {BINS} bins of equal mass"
        click.echo(f"\nexpected calibration error of the score: {error}\n")
        _table([("min_score", "claims", "of all", "promised", "kept"), *_promises(scores.calibration)])


def _score_claims(texts: str, labels: str, extractor: Extractor, workers: int, *, as_json: bool) -> None:
    progress = progress_on_terminal(elsewhere=True)
    scores = evaluate_claims(Pipeline(extractor), read_claims(labels, texts), workers=workers, progress=progress)
    if as_json:
        click.echo(json.dumps(scores.to_dict(), indent=1))
        return
    _print_scores(scores.found, _more_lines(scores))
    click.echo("\nholders of the claims that need one\n")
    _table([("of", "claims", "right"), *_of_holders(scores.holders)])
    click.echo(f"\nlabels of the {scores.matched} gold claims that match a predicted one\n")
    _print_labels({label: {_ALL: one} for label, one in scores.labels.items()})


def _judge(texts: str, labels: str, extractor: Extractor, *, as_json: bool) -> None:
    progress = progress_on_terminal(elsewhere=True)
    scores = evaluate_judgements(Pipeline(extractor), read_labels(labels, texts), progress=progress)
    if as_json:
        click.echo(json.dumps(scores.to_dict(), indent=1))
        return
    click.echo(f"attributions {scores.attributions}, articles {scores.articles}\n")
    _print_labels(scores.labels)


def _print_labels(labels: _Labels) -> None:
    _table([("label", "part", "n", "accuracy", "macro-F1", "majority", "ECE"), *_overview(labels)])
    click.echo()
    _table([("label", "value", "p", "r", "f1", "n"), *_classes(labels)])
    for label, parts in labels.items():
        click.echo(f"\n{label}: gold values (rows) and judged values (columns)")
        _table(list(_confusion(parts[_ALL])))


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
            yield _line(name, measure)


def _more_lines(scores: ClaimScores) -> Iterator[tuple[str, str, str, str]]:
    for family, measure in scores.families.items():
        yield _line(f"claim, family {family}", measure.to_dict())
    yield _line("nested claim", scores.nested.to_dict())


def _line(name: str, measure: Mapping[str, float]) -> tuple[str, str, str, str]:
    return name, f"{measure['p']:.1f}", f"{measure['r']:.1f}", f"{measure['f1']:.1f}"


def _of_holders(scores: HolderScores) -> Iterator[tuple[str, str, str]]:
    right = scores.to_dict()
    for name, count in (("gold", scores.gold), ("matched", scores.matched), ("answered", scores.answered)):
        yield name, str(count), f"{right[f'right_of_{name}']:.1f}"


def _promises(calibration: Calibration) -> Iterator[tuple[str, ...]]:
    for least, group in calibration.at_least:
        shares = (group.n / calibration.n, group.promised, group.kept)
        yield f"{least:.1f}", str(group.n), *(f"{100 * share:.1f}" for share in shares)


def _overview(labels: _Labels) -> Iterator[tuple[str, ...]]:
    for label, parts in labels.items():
        for part, one in parts.items():
            shares = (f"{100 * share:.1f}" for share in (one.accuracy, one.macro_f1, one.majority))
            yield label, part, str(one.n), *shares, "-" if one.ece is None else f"{one.ece:.3f}"


def _classes(labels: _Labels) -> Iterator[tuple[str, ...]]:
    for label, parts in labels.items():
        for value, measure in parts[_ALL].classes.items():
            found = measure.to_dict()
            yield label, value, *(f"{found[name]:.1f}" for name in ("p", "r", "f1")), str(int(measure.gold))


def _confusion(scores: LabelScores) -> Iterator[tuple[str, ...]]:
    values = tuple(scores.classes)
    yield "", *values
    for gold, said in scores.confusion.items():
        yield gold, *(str(said.get(value, 0)) for value in values)
