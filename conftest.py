"""What every test run shares.

Code blocks of README and docs run as tests; Hypothesis runs without deadlines; a skip can be made to fail.
"""

import contextlib
import importlib
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from doc_blocks import PARSERS, enter, leave
from hypothesis import settings
from installing import Installer
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import SkipParser

NO_SKIP = os.environ.get("NEWSCLAIMS_NO_SKIP") == "1"

# Nothing here is about speed, and machines are slow at times. In CI the same examples each time.
settings.register_profile("here", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("steady" if os.environ.get("CI") else "here")

# Tests hide pyarrow from these, which would remember it had they not been imported before.
for _name in ("pyarrow", "pandas", "polars"):
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module(_name)

pytest_collect_file = Sybil(
    parsers=[*PARSERS, SkipParser()],
    # Before Python 3.13, `**` is one folder.
    patterns=["README.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
    setup=enter,
    teardown=leave,
).pytest()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the blocks of a page in their order, whatever order the tests run in: each builds on those above it."""
    blocks = [item for item in items if isinstance(item, SybilItem)]
    blocks.sort(key=lambda item: (str(item.example.path), item.example.start))
    items[:] = [*(item for item in items if not isinstance(item, SybilItem)), *blocks]


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    # An expected failure is reported as skipped too, and is none.
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and NEWSCLAIMS_NO_SKIP=1 forbids that: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make the skip of a test its failure under NEWSCLAIMS_NO_SKIP=1."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make the skip of a whole file its failure under NEWSCLAIMS_NO_SKIP=1."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    """What puts a distribution with one module and its entry points on the path; the registry is empty before that."""
    return Installer(tmp_path, monkeypatch)
