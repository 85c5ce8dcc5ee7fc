"""Fixtures of the tests in a real browser: Chromium, axe-core, and pages that must stay quiet."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser.kinds import write
from browser.pages import Shown

from newsclaims._plugins import Extra

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Show = Callable[..., Shown]
"""What the fixture `show` returns: it opens a file in a page of its own; see `Shown.open`."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium."""
    found = os.environ.get("NEWSCLAIMS_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("needs Chromium: apt-get install chromium, or set NEWSCLAIMS_CHROMIUM to its path")
    return found


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core."""
    given = os.environ.get("NEWSCLAIMS_AXE")
    path = Path(given) if given else ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip(f"needs axe-core: npm install --no-save axe-core, or set NEWSCLAIMS_AXE (no file {str(path)!r})")
    return path.read_text(encoding="utf-8")


# One for each module, not for the session: while Playwright runs, no other test in this thread can run an event loop.
@pytest.fixture(scope="module")
def browser(chromium: str) -> "Iterator[Browser]":
    """Start Chromium."""
    if not Extra("test-browser", ("playwright",)).is_installed():
        pytest.skip("needs newsclaims[test-browser]: pip install -e '.[test,test-browser]'")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def show(browser: "Browser") -> Iterator[Show]:
    """Return a function that opens pages; at the end of the test, each page must have been quiet."""
    shown: list[Shown] = []

    def opened(path: Path | str, **options: Any) -> Shown:
        shown.append(Shown.open(browser, path, **options))
        return shown[-1]

    yield opened
    noise = [line for page in shown for line in page.closed()]
    assert noise == []


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a page of each kind; see `browser.kinds`."""
    folder = tmp_path_factory.mktemp("pages")
    write(folder)
    return folder
