"""Pages in the manner of twelve publishing systems: every field of the article, and its whole text with all blocks."""

import json
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims.readers._html import HtmlReader

pytest.importorskip("trafilatura", reason="needs newsclaims[html]")

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def parts_of(article: nc.Article) -> list[list[str]]:
    """Return the text in parts: each block with its kind, and each other paragraph with the kind `""`."""
    parts: list[list[str]] = []
    at = 0
    for start, end, kind in [*((b.span.start, b.span.end, b.kind) for b in article.blocks), (len(article.text), 0, "")]:
        between = article.text[at:start].strip("\n")
        parts += [["", paragraph] for paragraph in between.split("\n\n") if between]
        if kind:
            parts.append([kind, article.text[start:end]])
        at = end
    return parts


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_gives_its_article(path: Path) -> None:
    """Text, blocks, title, date, authors, publisher, address, language and the rest are exactly those of the page."""
    with path.open("rb") as stream:
        [article] = HtmlReader().read(stream)
    assert isinstance(article, nc.Article)
    expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert parts_of(article) == expected.pop("text")
    found = article.model_dump(mode="json", exclude={"text", "blocks", "id"})
    assert found == expected


def test_there_are_pages_of_ten_systems() -> None:
    """The pages are found, so that the test above tests something."""
    assert len(PAGES) >= 10


def test_the_note_of_the_reader() -> None:
    """`newsclaims.read` finds the reader by the suffix, and notes it with the versions that decide what is read."""
    [article] = nc.read(PAGES[0])
    note = article.meta["newsclaims"]
    assert (note["reader"], note["file"], article.id) == ("html", str(PAGES[0]), PAGES[0].stem)
    assert note["version"] == HtmlReader().version
    assert note["version"].startswith(f"{nc.__version__} (trafilatura ")
