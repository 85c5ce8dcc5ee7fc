"""The site of the docs, built and served for the tests, and its navigation."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

__all__ = ["PAGES", "build", "serve"]

ROOT = Path(__file__).resolve().parents[2]
NAVIGATION = re.compile(r": (\S+)\.md$", flags=re.MULTILINE)
PAGES = tuple(f"{page}.html" for page in NAVIGATION.findall((ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
"""The pages, in the order of the navigation."""


def build(folder: Path) -> None:
    """Build the site; a warning is an error.

    Args:
        folder: Where to build it.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
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
