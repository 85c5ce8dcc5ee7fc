"""Takes the pictures of the tutorial "A story in fifty articles".

    python docs/story_pictures.py

It runs the code of the tutorial, and writes into `docs/pictures/` its charts, the page of one person, and the record
`story.txt` of what they show. A test compares the record with the claims of today.
It needs the extras `plot` and `test-browser`, vl-convert-python, and Chromium; NEWSCLAIMS_CHROMIUM names another one.
"""  # noqa: INP001

import base64
import contextlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import newsclaims as nc

ROOT: Final = Path(__file__).resolve().parent.parent
TUTORIAL: Final = ROOT / "docs" / "tutorial" / "a-story-in-fifty-articles.md"
ARTICLES: Final = ROOT / "examples" / "ferry"
FOLDER: Final = ROOT / "docs" / "pictures"
RECORD: Final = FOLDER / "story.txt"
PERSON: Final = "karin-lund.html"
COLOURS: Final = {"light": ("#1d2126", "#d9d6ce"), "dark": ("#e7e5df", "#353b44")}
"""The colours of words and lines in charts, as on the site."""
CLIP: Final = {"x": 0, "y": 0, "width": 820, "height": 760, "scale": 1.5}
QUALITY: Final = 75


def names_of_the_tutorial(folder: Path) -> dict[str, Any]:
    """Run the Python code of the tutorial in a folder, and return its names.

    Args:
        folder: An empty folder.
    """
    names: dict[str, Any] = {}
    nc.dump(nc.Pipeline().stream(nc.read(ARTICLES)), folder / "claims.jsonl")
    blocks = re.findall(r"^```python\n(.*?)^```$", TUTORIAL.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        for block in blocks:
            exec(block, names)  # noqa: S102
    return names


def record_of(claimsets: Iterable[nc.ClaimSet]) -> str:
    """Return the record of what the pictures show: what one person said.

    Args:
        claimsets: The claims of that person.
    """
    note = "# What the pictures story-*.* show; written by python docs/story_pictures.py.\n"
    rows = (
        f"{claims.article.published} {claim.stance} {claim.content.text}\n" for claims in claimsets for claim in claims
    )
    return note + "".join(rows)


def draw(chart: Any, name: str) -> None:
    """Write a chart in light and in dark colours.

    Args:
        chart: The chart of altair.
        name: The name of the files.
    """
    for scheme, (ink, line) in COLOURS.items():
        words = {"labelColor": ink, "titleColor": ink, "domainColor": line, "tickColor": line, "gridColor": line}
        title = {"color": ink, "subtitleColor": ink}
        legend = {"labelColor": ink, "titleColor": ink}
        plain = {"background": "transparent", "view": {"stroke": line}}
        own = chart.configure(**plain, axis=words, legend=legend, title=title)
        own.save(str(FOLDER / f"{name}-{scheme}.svg"))


def photograph(page: Path) -> None:
    """Take the picture of a page in light and in dark colours.

    Args:
        page: The page.
    """
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("NEWSCLAIMS_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for scheme in ("light", "dark"):
            size = {"width": int(CLIP["width"]), "height": int(CLIP["height"])}
            window = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            window.goto(page.as_uri())
            chrome = window.context.new_cdp_session(window)
            taken = chrome.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": CLIP})
            (FOLDER / f"story-page-{scheme}.webp").write_bytes(base64.b64decode(taken["data"]))
        browser.close()


def main() -> None:
    """Take all pictures, and write the record."""
    with tempfile.TemporaryDirectory() as place:
        names = names_of_the_tutorial(Path(place))
        draw(names["chart"], "story-sources")
        draw(names["timeline"], "story-timeline")
        photograph(Path(place) / "pages" / "sources" / PERSON)
    RECORD.write_text(record_of(names["lund"]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
