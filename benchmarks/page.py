"""Measures the page of a long article in Chromium: a million characters with 5,000 claims.

    python benchmarks/page.py [CHARACTERS CLAIMS]

Prints the time to write the page and its size, the time until it has loaded and until its first paint, the time of a
click on a filter until the next paint, the number of nodes and the memory. Seconds differ between machines; the last
line is a page of a tenth of the size, for comparison. Needs newsclaims[test-browser] and Chromium, see CONTRIBUTING.md.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browser.stories import large
from playwright.sync_api import Browser, sync_playwright

from newsclaims.serialisers import dump

PAINTED = """() => new Promise(resolve => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const {loadEventEnd} = performance.getEntriesByType("navigation")[0];
  requestAnimationFrame(() => requestAnimationFrame(() => resolve([loadEventEnd, paint.startTime])));
})"""

CLICKED = """id => new Promise(resolve => {
  const began = performance.now();
  document.getElementById(id).click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})"""


def measure(browser: Browser, folder: Path, size: int, count: int) -> dict[str, Any]:
    """Write a page, open it, and return what was measured.

    Args:
        browser: The browser.
        folder: Where to write it.
        size: The number of characters of the article.
        count: The number of its claims.
    """
    claimset = large(size, count)
    path = folder / f"{size}.html"
    began = time.perf_counter()
    dump([claimset], path, format="html")
    wrote = time.perf_counter() - began
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="load")
    loaded, painted = page.evaluate(PAINTED)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    clicks = [page.evaluate(CLICKED, box) for box in ("f-st-deny", "f-co-certain", "f-so-1", "f-st-deny")]
    context.close()
    return {
        "characters": f"{len(claimset.article.text):,}",
        "claims": f"{len(claimset):,}",
        "write, s": f"{wrote:.1f}",
        "file, MB": f"{path.stat().st_size / 1e6:.1f}",
        "load, s": f"{loaded / 1000:.2f}",
        "first paint, s": f"{painted / 1000:.2f}",
        "filter clicks, s": ", ".join(f"{click / 1000:.2f}" for click in clicks),
        "DOM nodes": f"{metrics['Nodes']:,.0f}",
        "script heap, MB": f"{metrics['JSHeapUsedSize'] / 1e6:.1f}",
    }


def main() -> None:
    """Measure a long article, and one of a tenth of its length."""
    size, count = (int(argument) for argument in sys.argv[1:3] or ("1_000_000", "5_000"))
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for part in (1, 10):
            for name, value in measure(browser, Path(folder), size // part, count // part).items():
                print(f"{name:>18}  {value}")
            print()
        browser.close()


if __name__ == "__main__":
    main()
