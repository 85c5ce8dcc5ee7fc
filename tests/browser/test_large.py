"""A long article with thousands of claims gives a page that opens and works; `benchmarks/page.py` measures it."""

from pathlib import Path

from browser.conftest import Show
from browser.stories import large

from newsclaims.serialisers import dump


def test_a_long_article_opens(show: Show, tmp_path: Path) -> None:
    """A million characters with 5,000 claims: all cards are there, a filter works, and a link leads to its card."""
    claimset = large()
    path = tmp_path / "large.html"
    dump([claimset], path, format="html")
    shown = show(path)
    assert shown.get("document.querySelectorAll('.card').length") == len(claimset) == 5_000
    assert "".join(piece.words for piece in shown.text_pieces()) == claimset.article.text
    denied = len(claimset.where(stance="deny"))
    shown.get("document.querySelector('#f-st-deny').checked = true")
    shows = "[...document.querySelectorAll('.card')].filter(card => getComputedStyle(card).display !== 'none').length"
    assert shown.get(shows) == denied
    shown.get("document.querySelector('#f-st-deny').checked = false")
    shown.page.goto(f"{path.as_uri()}#c4000")
    top = shown.get("document.getElementById('c4000').getBoundingClientRect().top")
    assert -1 < top < 900
