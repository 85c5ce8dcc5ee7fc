"""Takes the pictures of the seed article's page for the README and the front page.

    python docs/pictures.py

It writes `page-light.webp`, `page-dark.webp` and `page.txt` into `docs/pictures/`. The record `page.txt` says what the
page showed, and a test compares it with the page of today, so a picture that is no longer true fails the tests.
It needs the extra `test-browser`, and Chromium; NEWSCLAIMS_CHROMIUM names another one.
"""  # noqa: INP001

import base64
import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

import newsclaims as nc

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
FOLDER = ROOT / "docs" / "pictures"
RECORD = FOLDER / "page.txt"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 1840
"""Wide enough for three columns. The pictures show the first two: who speaks, and the article."""
HEIGHT = 560
MARGIN = 24
SHARPNESS = 1.5
QUALITY = 75
TOLERANCE = 3
"""Another processor rounds the network differently, so its scores, in per cent, can differ by a little."""
HIDDEN = re.compile(r"<details.*?</details>", re.DOTALL)
PERCENT = re.compile(r"(\d+)\s%")


class Shown(NamedTuple):
    """What a page shows.

    Args:
        digest: The digest of the page without what is closed at first, the scores and the version of newsclaims.
        scores: The scores of the claims, in per cent, in the order of the page.
    """

    digest: str
    scores: tuple[int, ...]

    @classmethod
    def of(cls, page: str) -> Self:
        """Return what a page shows.

        Args:
            page: The page, as HTML.
        """
        open_parts = HIDDEN.sub("", page).replace(nc.__version__, "")
        digest = hashlib.sha256(PERCENT.sub("%", open_parts).encode("utf-8")).hexdigest()
        return cls(digest, tuple(int(found[1]) for found in PERCENT.finditer(open_parts)))

    @classmethod
    def parse(cls, record: str) -> Self:
        """Return what a record says.

        Args:
            record: The text that `record` gave.
        """
        lines = (line.split() for line in record.splitlines() if not line.startswith("#"))
        fields = {name: values for name, *values in lines}
        return cls(fields["digest"][0], tuple(map(int, fields["scores"])))

    def record(self) -> str:
        """Return the text of a record."""
        note = "# What the page showed when python docs/pictures.py took the pictures beside this file."
        return f"{note}\ndigest {self.digest}\nscores {' '.join(map(str, self.scores))}\n"

    def agrees(self, other: Self) -> bool:
        """Return whether another page looks the same, with scores that are almost the same.

        Args:
            other: What the other page shows.
        """
        return (
            self.digest == other.digest
            and len(self.scores) == len(other.scores)
            and all(abs(one - another) <= TOLERANCE for one, another in zip(self.scores, other.scores, strict=True))
        )


def seed_page() -> str:
    """Return the page of the seed article, as `newsclaims view` writes it."""
    claims = [nc.extract(article) for article in nc.read(SEEDS)]
    return nc.dumps(claims, "html")


def take(browser: "Browser", page: Path, scheme: Literal["light", "dark"]) -> bytes:
    """Return the picture of a page in light or dark colours, as WebP.

    Args:
        browser: The browser.
        page: The file with the page.
        scheme: The colours.
    """
    window = browser.new_page(viewport={"width": WIDTH, "height": 1000}, color_scheme=scheme)
    window.goto(page.as_uri())
    first, second = (window.locator(column).bounding_box() for column in (".aside", ".article"))
    if first is None or second is None:
        message = "the page has no .aside or no .article: see newsclaims/data/page/article.html"
        raise SystemExit(message)
    left, right = first["x"] - MARGIN, second["x"] + second["width"] + MARGIN
    clip = {"x": left, "y": first["y"] - 1, "width": right - left, "height": HEIGHT, "scale": SHARPNESS}
    # Playwright itself writes no WebP, which is a third of the size of a PNG.
    chromium = window.context.new_cdp_session(window)
    taken = chromium.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip})
    window.close()
    return base64.b64decode(taken["data"])


def main() -> None:
    """Take the pictures, and write the record."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("NEWSCLAIMS_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        message = "Chromium was not found: apt-get install chromium, or set NEWSCLAIMS_CHROMIUM to its path"
        raise SystemExit(message)
    FOLDER.mkdir(exist_ok=True)
    html = seed_page()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8", newline="\n")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for scheme in SCHEMES:
            (FOLDER / f"page-{scheme}.webp").write_bytes(take(browser, page, scheme))
        browser.close()
    RECORD.write_text(Shown.of(html).record(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
