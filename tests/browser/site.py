"""The site of the docs: built and served for the tests, and what its pages have."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from browser.pages import Shown

__all__ = ["PAGES", "Facts", "build", "facts", "serve"]

ROOT = Path(__file__).resolve().parents[2]
NAVIGATION = re.compile(r": (\S+)\.md$", flags=re.MULTILINE)
PAGES = tuple(f"{page}.html" for page in NAVIGATION.findall((ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
"""The pages, in the order of the navigation."""

NO_WORDS = {
    "config": {
        "lang": ["en"],
        "separator": " ",
        "pipeline": [],
        "fields": {"title": {"boost": 1}, "text": {"boost": 1}},
    },
    "docs": [],
}
"""The index of a site without words."""


class Facts(TypedDict):
    """What a page has, seen on a small telephone."""

    width: int
    ids: list[str]
    links: list[str]
    neighbours: list[str]
    prompts: list[str]
    signatures: list[str]
    escapes: list[str]
    buttons_on_code: int


SCRIPT = """() => {
  const all = (selector, value) => [...document.querySelectorAll(selector)].map(value);
  const text = element => element.textContent;
  return {
    width: document.documentElement.scrollWidth,
    ids: all("[id]", element => element.id),
    links: all("a[href]", link => link.href),
    neighbours: all(".md-footer__link", link => link.href),
    prompts: all(".gp", text),
    signatures: all(".doc-signature code", text),
    escapes: all("td", text).filter(words => words.includes("\\\\|")),
    buttons_on_code: all(".md-code__nav", button => {
      const {width, left} = button.getBoundingClientRect();
      return width && left < button.parentElement.querySelector("code").getBoundingClientRect().right;
    }).filter(Boolean).length,
  };
}"""
"""Returns the `Facts` of a page."""


def facts(shown: "Shown", address: str) -> dict[str, Facts]:
    """Return the facts of each page.

    Args:
        shown: An open page.
        address: The address of the site.
    """
    # Each page would prepare a search, which takes longer than all the rest.
    shown.page.route("**/search_index.json", lambda route: route.fulfill(json=NO_WORDS))
    found: dict[str, Facts] = {}
    for page in PAGES:
        shown.page.goto(f"{address}/{page}")
        found[page] = shown.get(SCRIPT)
    return found


def build(folder: Path) -> None:
    """Build the site; a warning is an error.

    Args:
        folder: Where to build it.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing.

        Args:
            format: What would be said.
            *args: Its parts.
        """


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address.

    Args:
        folder: The folder.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
