"""Settings and fixtures for every test run.

Code blocks of README and docs run as tests. Tests run in several processes, slow ones only with `--slow`.
Hypothesis has no deadlines, and a skip can be made a failure.
"""

import contextlib
import importlib
import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import skipped
from doc_blocks import PARSERS, enter, leave
from hypothesis import settings
from installing import Installer
from places import corpus
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import SkipParser

# They need an environment of their own, see .ci/engines; even their conftest.py imports what others do not have.
collect_ignore = ["tests/engines"]

NO_SKIP = os.environ.get("NEWSCLAIMS_NO_SKIP") == "1"

SLOW = pytest.StashKey[int]()
"""How many slow tests were left out."""
SLOW_PAGES = ("how-to", "reference", "tutorial/a-story-in-fifty-articles.md", "tutorial/articles-to-table.md")
"""The pages and folders in `docs` that are slow. Each command in them starts a process."""

# A shell lets the jobs that it starts in the background ignore Ctrl-C, and so would the processes that tests interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Import these first: tests hide pyarrow, and pandas and polars would remember that it is missing.
for _name in ("pyarrow", "pandas", "polars"):
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module(_name)

pytest_collect_file = Sybil(
    parsers=[*PARSERS, SkipParser()],
    # Before Python 3.13, `**` matches a single folder.
    patterns=["README.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
    setup=enter,
    teardown=leave,
).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs everything."""
    parser.addoption("--slow", action="store_true", help="Run the tests marked slow too, and more random examples.")


def pytest_configure(config: pytest.Config) -> None:
    """Set how Hypothesis chooses examples: without deadlines, and in CI the same each time."""
    number = 100 if config.getoption("slow") else 10
    settings.register_profile("here", deadline=None, max_examples=number)
    settings.register_profile("steady", settings.get_profile("here"), derandomize=True, database=None, print_blob=True)
    settings.load_profile("steady" if os.environ.get("CI") else "here")


def _names_files(config: pytest.Config) -> bool:
    """Say whether the command line names files or tests, not folders."""
    places = (Path(config.invocation_params.dir, name.partition("::")[0]) for name in config.args)
    return not any(place.is_dir() for place in places)


def _is_slow(item: pytest.Item) -> bool:
    """Say whether a test is slow: by its mark, if it needs the corpus, or as a page with many commands."""
    if isinstance(item, SybilItem):
        return any(item.path.is_relative_to(item.config.rootpath / "docs" / name) for name in SLOW_PAGES)
    return any(item.get_closest_marker(name) for name in ("slow", "corpus"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run files that are named in this process, because workers take longer to start than they save."""
    return 0 if _names_files(config) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow tests, and put the others in order.

    The blocks of a page run in order, even in a random run, because each builds on those above it. Files with slow
    tests are first, because a worker that begins one last would end long after the others.
    """
    slow = [item for item in items if _is_slow(item)]
    if slow and not config.getoption("slow") and not _names_files(config):
        config.stash[SLOW] = len(slow)
        config.hook.pytest_deselected(items=slow)
        left_out = set(slow)
        items[:] = [item for item in items if item not in left_out]
    blocks = [item for item in items if isinstance(item, SybilItem)]
    blocks.sort(key=lambda item: (str(item.example.path), item.example.start))
    items[:] = [*(item for item in items if not isinstance(item, SybilItem)), *blocks]
    files = {item.path for item in slow}
    items.sort(key=lambda item: item.path not in files)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send the number of slow tests to the process that writes the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["slow"] = session.config.stash.get(SLOW, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Receive the number of slow tests from a worker. Each collects all tests, so each sends the same number."""
    node.config.stash[SLOW] = getattr(node, "workeroutput", {}).get("slow", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in a few lines which tests did not run."""
    skips = terminalreporter.getreports("skipped")
    reasons = [skip.longrepr[2].removeprefix("Skipped: ") for skip in skips if isinstance(skip.longrepr, tuple)]
    for line in skipped.lines(reasons, config.stash.get(SLOW, 0)):
        terminalreporter.write_line(line)


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    # An expected failure is reported as skipped too, but is not a skip.
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which NEWSCLAIMS_NO_SKIP=1 forbids: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skipped test fail under NEWSCLAIMS_NO_SKIP=1."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make a skipped file fail under NEWSCLAIMS_NO_SKIP=1."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def polnear() -> Path:
    """Return the folder of the corpus PolNeAR; it must be whole. Tests that use this have the mark `corpus`."""
    found = corpus("polnear")
    if found is None:
        pytest.skip("needs the corpus PolNeAR: set NEWSCLAIMS_POLNEAR, see benchmarks/README.md")
    return found


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    """Return an installer for packages of one module with entry points; the registry is empty before that."""
    return Installer(tmp_path, monkeypatch)
