"""The pictures of the README and the front page show what newsclaims does today."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
PAGES = (ROOT / "README.md", ROOT / "docs" / "index.md")


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    """Return the names of docs/pictures.py, without taking a picture."""
    return runpy.run_path(str(ROOT / "docs" / "pictures.py"))


def test_the_pictures_show_the_page_of_today(tool: dict[str, Any]) -> None:
    """The page of the seed article is still as in the pictures, but for small differences of scores."""
    recorded = tool["Shown"].parse(tool["RECORD"].read_text(encoding="utf-8"))
    assert tool["Shown"].of(tool["seed_page"]()).agrees(recorded), "run python docs/pictures.py"


def test_a_record_is_read_as_it_was_written(tool: dict[str, Any]) -> None:
    """What a record says is what the page showed."""
    shown = tool["Shown"].of("<p>87 % sure</p><p>5 % sure</p>")
    assert shown.scores == (87, 5)
    assert tool["Shown"].parse(shown.record()) == shown


@pytest.mark.parametrize(
    "page",
    [
        "<p>China 87 % sure</p>",
        "<p>China 90 % sure</p>",
        "<p>China 84 % sure</p>",
        "<p>China 87 % sure</p><details><p>closed, 3 %</p></details>",
    ],
)
def test_a_picture_is_still_true(tool: dict[str, Any], page: str) -> None:
    """A score may differ by three, and what is closed is not in a picture."""
    assert tool["Shown"].of(page).agrees(tool["Shown"].of("<p>China 87 % sure</p>"))


@pytest.mark.parametrize(
    "page",
    [
        "<p>Japan 87 % sure</p>",
        "<p>China 91 % sure</p>",
        "<p>China sure</p>",
        "<p>China 87 % sure, 87 % sure</p>",
        "<style>p { color: red }</style><p>China 87 % sure</p>",
    ],
)
def test_a_picture_is_no_longer_true(tool: dict[str, Any], page: str) -> None:
    """Other words, marks, numbers of scores or styles are found, and a score that differs by more than three."""
    assert not tool["Shown"].of(page).agrees(tool["Shown"].of("<p>China 87 % sure</p>"))


def test_a_release_leaves_the_pictures_true(tool: dict[str, Any]) -> None:
    """The version of newsclaims is not in a picture."""
    assert tool["Shown"].of(f"<p>by {nc.__version__}</p>") == tool["Shown"].of("<p>by </p>")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.webp")), ids=lambda path: path.name)
def test_pictures_are_small(path: Path) -> None:
    """A picture loads quickly."""
    assert path.read_bytes()[8:12] == b"WEBP"
    assert path.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_use_the_pictures(page: Path) -> None:
    """Both pages show the picture of each scheme and the diagram, each with a text instead."""
    text = page.read_text(encoding="utf-8")
    for name in ("page-light.webp", "page-dark.webp", "doors.svg"):
        assert f"pictures/{name}" in text
    assert not re.findall(r"!\[\]\(|<img(?![^>]*\balt=\"\w)[^>]*>", text)


def test_the_diagram_has_words_instead() -> None:
    """The diagram has a name and a description, and its description has each door."""
    svg = (FOLDER / "doors.svg").read_text(encoding="utf-8")
    [labelled] = re.findall(r'role="img" aria-labelledby="([^"]+)"', svg)
    named = dict(re.findall(r'<(?:title|desc) id="(\w+)">([^<]+)<', svg))
    assert list(named) == labelled.split()
    doors = re.findall(r'<text class="name"[^>]*>\d (\w+)s<', svg)
    assert [door for door in doors if door in named["text"].lower()] == ["reader", "extractor", "tagger", "serialiser"]


def test_the_diagram_asks_for_nothing() -> None:
    """The diagram has no script, and no address but that of its own format."""
    svg = (FOLDER / "doors.svg").read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"]+|<script|url\(|@import", svg) == ["http://www.w3.org/2000/svg"]
