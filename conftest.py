"""Settings and fixtures for every test run.

Code blocks of README and docs run as tests, Hypothesis has no deadlines, and a skip can be made a failure.
"""

import contextlib
import importlib
import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from doc_blocks import PARSERS, enter, leave
from hypothesis import settings
from installing import Installer
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import SkipParser

# They need an environment of their own, see .ci/engines; even their conftest.py imports what others do not have.
collect_ignore = ["tests/engines"]

NO_SKIP = os.environ.get("NEWSCLAIMS_NO_SKIP") == "1"

# No deadlines, because machines may be slow. In CI, Hypothesis uses the same examples each time.
settings.register_profile("here", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("steady" if os.environ.get("CI") else "here")

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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the blocks of a page in order, even in a random run, because each builds on those above it."""
    blocks = [item for item in items if isinstance(item, SybilItem)]
    blocks.sort(key=lambda item: (str(item.example.path), item.example.start))
    items[:] = [*(item for item in items if not isinstance(item, SybilItem)), *blocks]


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


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    """Return an installer for packages of one module with entry points; the registry is empty before that."""
    return Installer(tmp_path, monkeypatch)
