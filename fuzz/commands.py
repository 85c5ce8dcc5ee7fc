"""The target for the command line: arguments of any kind, and what is given on standard input."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from unittest import mock

import click
from click.testing import CliRunner
from serialisers.cases import written
from serialisers.samples import sample

from newsclaims._cli import cli
from newsclaims.serialisers._jsonl_format import JsonlSerialiser

from . import seeds
from .laws import INVALID, require
from .mutation import read_tokens
from .target import Target

__all__ = ["TARGETS"]

_EXIT_CODES = (0, 1, 2)
_ELSEWHERE = re.compile(r"(^|=|^-\w+)[/~]|\.\.|://")
"""A name of a place outside the folder, which the user may give, but not here."""
_MANY_WORKERS = re.compile(r"^(--workers=?)?\s*\+?\d{2,}|^[2-9]$")
_COMMANDS = (
    "extract\n--extractor\nrules\na.txt",
    "extract\n--extractor\nrules\n-f\njson\n-\n\nIt rained, she said.",
    "extract\n--extractor\nrules\n-o\nout.csv\n--bom\nd\nc.csv\n--text-column\nbody",
    "extract\n--extractor\nrules\n--input-format\ntable\n--reader-option\nmarkup=html\n--published\n2024-03-05\nc.csv",
    "convert\nclaims.jsonl\nout.csv",
    "convert\n--to\nmarkdown\n--from\njsonl\n-\n-\n\n{}",
    "convert\nclaims.jsonl\n-\n--to\nconll\n--articles\nd",
    "view\n--no-open\nclaims.jsonl\n-o\npages",
    "view\n--no-open\n--extractor\nrules\nb.html",
    "plugins\n--json",
    "evaluate\n--extractor\nrules\nd\n--labels\nclaims.jsonl",
    "-v\n--help",
    "run\n--extractor\nrules\na.txt\nd\n--output\nout",
)
"""Arguments, one on a line; standard input follows an empty line."""


def _try_command(data: bytes) -> str:
    head, _, given = data.partition(b"\n\n")
    arguments = head.decode("utf-8", "surrogateescape").replace("\0", "").split("\n")
    if any(_ELSEWHERE.search(argument) or _MANY_WORKERS.search(argument) for argument in arguments):
        return INVALID
    with _folder(), mock.patch("webbrowser.open", return_value=True):
        result = CliRunner().invoke(cli, arguments, input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    require(result.exit_code in _EXIT_CODES, f"the exit code is 0, 1 or 2, not {result.exit_code}")
    require("Traceback" not in result.stderr, "a user sees no traceback")
    require(result.exit_code == 0 or bool(result.stderr.strip()), "a failure has a message")
    first = result.stderr.strip().splitlines()[-1:] or [""]
    return f"{result.exit_code} {re.sub(r'[^a-zA-Z ]+', ' ', first[0])[:60]}"


@contextlib.contextmanager
def _folder() -> Iterator[None]:
    """Work in a new folder with some files."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "d").mkdir()
        for name, data in _contents():
            (Path(folder) / name).write_bytes(data)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


@cache
def _contents() -> Sequence[tuple[str, bytes]]:
    page, text = seeds.files("html")[-1], b"\xe2\x80\x9cIt rained,\xe2\x80\x9d she said. Nobody denied it.\n"
    table = b"id,body\n1,It rained; she said so.\n2,\n"
    claims = written(JsonlSerialiser(), [sample()])[""]
    return (("a.txt", text), ("b.html", page), ("c.csv", table), ("claims.jsonl", claims), ("d/e.txt", text))


def _seeds() -> list[bytes]:
    return [command.encode() for command in _COMMANDS]


@cache
def _tokens() -> list[bytes]:
    """Return the names of all commands and options, each on a line of its own, and some values."""
    names = set(cli.commands)
    for command in (cli, *cli.commands.values()):
        names.update(option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts))
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice):
                names.update(map(str, parameter.type.choices))
    return [*(f"\n{name}\n".encode() for name in sorted(names)), *read_tokens("command")]


TARGETS = (Target("command", "runs the command line", _try_command, _seeds, _tokens, 512),)
