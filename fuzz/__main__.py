"""The command `python -m fuzz`; see the README beside it."""

import argparse
import contextlib
import sys
import warnings
from fnmatch import fnmatch
from importlib import import_module
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .target import Target

HERE = Path(__file__).parent


def main() -> int:
    """Run targets, and return 1 if one of them broke a law."""
    options = _options()
    warnings.simplefilter("ignore")
    with _instrumented(engine=options.engine):
        from .catalogue import TARGETS
        from .guard import set_memory_limit
        from .record import say

        wanted = [target for name, target in TARGETS.items() if any(fnmatch(name, given) for given in options.targets)]
        if options.list or not wanted:
            say("\n".join(f"{name:20} {target.what}" for name, target in TARGETS.items()))
            return 0 if options.list else 2
        if options.memory:
            set_memory_limit(options.memory * 1_000_000)
        broken = [target.name for target in wanted if _breaks(target, options)]
        return int(bool(broken))


def _breaks(target: "Target", options: argparse.Namespace) -> bool:
    """Run a target, and say whether it broke a law."""
    from .drivers import Limits, run_atheris, run_plain
    from .record import Record

    record = Record(target, options.findings)
    limits = Limits(options.inputs, options.seconds)
    corpus: Path | None = options.corpus and options.corpus / target.name
    run = run_atheris if options.engine == "atheris" else run_plain
    with contextlib.suppress(KeyboardInterrupt):
        run(target, record, limits, options.seed, corpus)
    record.close()
    return bool(record.faults)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description="Give targets hostile inputs, until --inputs, --seconds or Ctrl-C ends it."
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="names of targets, or patterns such as 'load-*'")
    parser.add_argument("--list", action="store_true", help="show the targets")
    parser.add_argument("--inputs", type=int, default=1 << 60, metavar="N", help="inputs for each target")
    parser.add_argument("--seconds", type=float, default=inf, metavar="S", help="seconds for each target")
    parser.add_argument("--seed", type=int, default=0, help="the seed: another number gives other inputs")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="inputs to begin with, in a folder for each target")
    parser.add_argument("--findings", type=Path, default=HERE / "findings", metavar="DIR", help="where findings go")
    parser.add_argument("--engine", choices=["plain", "atheris"], default="plain", help="what makes the inputs")
    parser.add_argument("--memory", type=int, default=4_000, metavar="MB", help="memory beyond the start; 0: no limit")
    return parser.parse_args()


def _instrumented(*, engine: str) -> contextlib.AbstractContextManager[None]:
    """Let atheris see which lines of newsclaims an input reaches; a context in which modules are imported."""
    if engine == "plain":
        return contextlib.nullcontext()
    instrumented: contextlib.AbstractContextManager[None] = import_module("atheris").instrument_imports(["newsclaims"])
    return instrumented


if __name__ == "__main__":
    sys.exit(main())
