"""The command `newsclaims run`: finds the claims of many articles, and goes on after it was stopped."""

import contextlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from .. import errors
from .._files.locations import STANDARD_INPUT
from .._files.streams import file_errors
from .._pipeline import usual_batch_size
from .._pipeline.runs import MAX_CHARS, Event, NoArticleError, RunReport
from .._pipeline.runs.outputs import DEFAULT_SHARD_SIZE
from .._pipeline.runs.run import RunOptions, run_articles
from ..errors import FileError, UnavailableError, WorkerError
from ..serialisers import Serialiser
from .arguments import command_line
from .article_options import ArticleOptions, article_options, check_files
from .formats import FormatsCommand, check_format, csv_options, for_spreadsheets
from .job import BATCH_SIZE, SHOWN_FAULTS, Job, reading_warnings
from .json_log import log_event, speak_json
from .terminal import complain, inform, progress_of_a_run, warn

__all__ = ["run"]

_COUNT = click.IntRange(min=1)
_OUTPUT = (
    "The file to write, or a folder for files of --shard-size articles: one that exists, or a name without suffix."
)
_FORMAT = "One of the formats below that writes one stream. Default: by the suffix of --output, or jsonl for a folder."
_SHARD_SIZE = f"How many articles each file in the folder has.  [default: {DEFAULT_SHARD_SIZE}]"
_MAX_CHARS = "How many characters an article may have; a longer one fails."
_ONLY = "Run only what this file of failures names, which another run over the same input has written."
_RESTART = "Begin again, and remove what an earlier run has written."
_TOTAL = "How many articles there are, if you know it; the progress then shows the time that is left."
_JSON_LOG = "Write everything on standard error as JSON, an object a line."


@click.command(cls=FormatsCommand)
@click.argument("files", nargs=-1, metavar="[FILES... | -]")
@click.option("-o", "--output", required=True, help=_OUTPUT)
@click.option("-f", "--format", help=_FORMAT)
@csv_options
@click.option("--shard-size", type=_COUNT, metavar="INTEGER", help=_SHARD_SIZE)
@click.option("--max-chars", type=_COUNT, default=MAX_CHARS, show_default=True, help=_MAX_CHARS)
@click.option("--only", metavar="FAILURES", help=_ONLY)
@click.option("--restart", is_flag=True, help=_RESTART)
@click.option("--total", type=_COUNT, metavar="INTEGER", help=_TOTAL)
@click.option("--json-log", is_flag=True, help=_JSON_LOG)
@article_options
@click.pass_context
def run(
    context: click.Context,
    /,
    files: tuple[str, ...],
    output: str,
    format: str | None,
    shard_size: int | None,
    max_chars: int,
    only: str | None,
    total: int | None,
    *,
    bom: bool,
    slim: bool,
    restart: bool,
    json_log: bool,
    options: ArticleOptions,
) -> None:
    """Find and judge the claims of many articles, so that a run that was stopped can go on.

    FILES are as for the command extract. A run can be stopped at any moment, by Ctrl-C or by a crash. The same command
    then goes on where it was, and in the end the output is that of a run that was never stopped.

    What fails has a line in OUTPUT.failures.jsonl; the run goes on, and its exit code is 1. The folder OUTPUT.run has
    what is needed to go on.
    """
    check_files(context, files, options.title)
    _check_apart(files, output)
    if only == "-":
        raise click.UsageError("--only cannot read standard input. Write the failures to a file and name it.", context)
    job = Job(options, shown=False)
    if json_log:
        speak_json(context)
    names = files or ("-",)
    listener = _Listener(job, names, json_log=json_log)
    pipeline = job.pipeline()
    chosen = RunOptions(
        format=_format(format, output, bom=bom, slim=slim),
        shard_size=shard_size,
        workers=options.workers,
        batch_size=usual_batch_size(pipeline.extractor, BATCH_SIZE),
        max_chars=max_chars,
        only=only,
        settings={"reading": job.reading()},
        restart=restart,
        total=total,
        progress=False if json_log else progress_of_a_run(),
        inputs=names,
    )
    try:
        with reading_warnings(), contextlib.closing(job.inputs(names)) as inputs:
            report = run_articles(pipeline, inputs, output, chosen, listener.hear)
    except (KeyboardInterrupt, FileError, UnavailableError, WorkerError) as error:
        if listener.begun:
            kept = f"what is done is kept. To go on: {command_line(context, 'run', without='--restart')}"
            if isinstance(error, KeyboardInterrupt):
                error.add_note(kept)
            else:
                inform(kept)
        raise
    except NoArticleError:
        job.report()
        listener.count_failures()
        complain(
            "no article was found, so nothing was written. "
            "Check the files, and --input-format if they are of another kind."
        )
        context.exit(1)
    listener.report(report)
    if report.failed:
        context.exit(1)


def _check_apart(files: tuple[str, ...], output: str) -> None:
    """Refuse an output inside a folder of the input: the run would read its own files, and find another input later."""
    with file_errors(output):
        place = Path(output).resolve()
        inside = next((name for name in files if name != "-" and Path(name).resolve() in (place, *place.parents)), None)
        if inside is not None and Path(inside).is_dir():
            raise FileError(output, f"it is in the folder {inside!r}, which is read. Name an output outside of it.")


def _format(format: str | None, output: str, *, bom: bool, slim: bool) -> str | Serialiser | None:
    """Return the format, as a serialiser if it has options."""
    if not (bom or slim):
        return format
    return for_spreadsheets(check_format(format, Path(output), "--format"), bom=bom, slim=slim)


class _Listener:
    """Says what happens in a run.

    Args:
        job: What it reads, and what it skips.
        inputs: The names of what it reads.
        json_log: Whether to say it as JSON.
    """

    def __init__(self, job: Job, inputs: Sequence[str], *, json_log: bool) -> None:
        self.begun = False
        self._job, self._inputs = job, inputs
        self._json_log = json_log
        self._failures: Counter[str] = Counter()

    def hear(self, event: Event) -> None:
        """Say what happens."""
        self.begun = self.begun or event.name == "begin"
        if event.name == "end":
            self._job.report()
        if self._json_log:
            log_event(event)
        elif event.name == "begin" and event.data["done"]:
            done = event.data["done"]
            what = "1 article that is done" if done == 1 else f"{done:,} articles that are done"
            inform(f"goes on after {what}; the input is read again up to there")
        elif event.name == "failure":
            self._fail(event)
        elif event.name == "language":
            more = event.data["articles"] - 1
            warn(f"{event.data['first']}{f' (and {more:,} more)' if more else ''}: {event.message}")
        elif event.name == "warnings":
            counts = " about ".join(_number(event.data[f"{noun}s"], noun) for noun in ("warning", "article"))
            warn(f"{counts}; the first: {event.data['first']}: {event.message}")

    def report(self, report: RunReport) -> None:
        """Say what was done in all."""
        if not self.begun:
            inform(
                f"this run is finished already, and {_named(self._inputs)} was not read again. "
                "To add articles or to begin again, add --restart or name another output."
            )
        self.count_failures()
        if not self._json_log:
            inform(_counted(report))

    def count_failures(self) -> None:
        """Say how many failures had no line of their own."""
        for kind, count in self._failures.items():
            if count > SHOWN_FAULTS and not self._json_log:
                complain(f"{kind} ({count - SHOWN_FAULTS:,} more of these)")

    def _fail(self, event: Event) -> None:
        """Report a failure, if there are not many of its kind."""
        kind, data = event.data["error"], event.data
        self._failures[kind] += 1
        if self._failures[kind] > SHOWN_FAULTS:
            return
        message = event.message if kind in errors.__all__ else f"{kind}: {event.message}"
        # What a reader says names the file itself.
        if data["id"] is None or message.startswith(data["file"] or "\n"):
            complain(message)
        else:
            place = data["file"] if data["row"] is None else f"{data['file']}#{data['row']}"
            complain(f"{place}: {message}")


def _counted(report: RunReport) -> str:
    """Return what was done in words."""
    numbers = {"article": report.articles, "claim": report.claims, "file": len(report.files)}
    counts = ", ".join(_number(number, noun) for noun, number in numbers.items())
    skipped = f"; {report.skipped:,} skipped" if report.skipped else ""
    failed = f"; {report.failed:,} failed: see {report.failures}" if report.failed else ""
    return f"{counts}{skipped}{failed}"


def _number(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _named(inputs: Sequence[str]) -> str:
    """Return the name of the first input, and how many more there are."""
    first = STANDARD_INPUT if inputs[0] == "-" else inputs[0]
    return first if len(inputs) == 1 else f"{first} (and {len(inputs) - 1:,} more)"
