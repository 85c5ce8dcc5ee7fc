"""Links: each has a target, and passages and cards lead to each other."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser.conftest import Show
from browser.kinds import KINDS, found
from browser.pages import Shown
from browser.stories import ordinary

LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
IDS = "[...document.querySelectorAll('[id]')].map(element => element.id)"

IN_VIEW = """id => {
  const {top, bottom} = document.getElementById(id).getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}"""


def follow(shown: Shown, link: str) -> str:
    """Click a link, given by its selector, and return the id that it leads to, which must be in view."""
    shown.page.locator(link).first.click()
    target = unquote(str(shown.get("location.hash")).removeprefix("#"))
    assert shown.get(IN_VIEW, target), f"{target} is not in view"
    return target


@pytest.mark.parametrize("kind", KINDS)
def test_links_on_a_page_have_targets(show: Show, written: Path, kind: str) -> None:
    """Every link inside a page leads to an element of it."""
    shown = show(found(written, kind))
    assert shown.get("document.querySelectorAll('a[href^=\"#\"]').length") > 0
    assert shown.dead_links() == []


@pytest.mark.parametrize("folder", ["folder", "hostile"])
def test_links_between_pages_have_targets(show: Show, written: Path, folder: str) -> None:
    """Every link between the pages of a folder leads to a file, and to an element of it, and every page is linked."""
    root = written / folder
    ids: dict[Path, set[str]] = {}
    links: dict[Path, set[str]] = {}
    shown = show(root / "index.html", folder=root)
    for path in sorted(root.rglob("*.html")):
        shown.go(path)
        ids[path], links[path] = set(shown.get(IDS)), set(shown.get(LINKS))
    linked = {root / "index.html"}
    for path, addresses in links.items():
        for address in addresses:
            parts = urlsplit(address)
            if parts.scheme == "file":
                target = Path(unquote(parts.path))
                assert target in ids, f"{path.name} leads to {target}"
                assert not parts.fragment or unquote(parts.fragment) in ids[target], f"{path.name} leads to {address}"
                linked.add(target)
            else:
                assert parts.scheme in ("http", "https")
    assert linked == set(ids)


def test_a_passage_leads_to_its_card_and_back(show: Show, written: Path) -> None:
    """A click on a content, and on the sign after it, shows the card of the claim; the card leads back to the text."""
    shown = show(found(written, "article"), width=360)
    for number in range(1, len(ordinary()) + 1):
        covered = f".text a[href='#c{number}']"
        assert follow(shown, f"{covered}[data-p]") == f"c{number}"
        assert follow(shown, f"#c{number} a[href='#t{number}']") == f"t{number}"
        assert follow(shown, f"{covered}.ref") == f"c{number}"


def test_the_text_stays_beside_its_cards(show: Show, written: Path) -> None:
    """In a wide window, the passage that led to a card is still in view beside it."""
    shown = show(found(written, "article"), width=1280)
    for number in range(1, len(ordinary()) + 1):
        follow(shown, f".text a[href='#c{number}'][data-p]")
        assert shown.get(IN_VIEW, f"t{number}"), f"the text of claim {number} is not in view"


def test_a_chain_leads_to_its_claims(show: Show, written: Path) -> None:
    """The card of a claim inside another leads to that one, and the other card back."""
    shown = show(found(written, "article"))
    assert follow(shown, "#c6 a[href='#c5']") == "c5"
    assert follow(shown, "#c5 a[href='#c6']") == "c6"


def test_pages_of_a_folder_lead_to_each_other(show: Show, written: Path) -> None:
    """From the index to an article, to a source, to one of its claims in another article, and back to the index."""
    root = written / "folder"
    shown = show(root / "index.html", folder=root)
    page = shown.page
    page.locator("main a[href$='ferries.html']").first.click()
    page.locator("a[href$='sources/ida-brandt.html']").first.click()
    assert page.locator("h1").inner_text() == "Ida Brandt"
    page.locator(
        "main a[href*='#c']",
    ).first.click()
    number = str(shown.get("location.hash")).removeprefix("#c")
    assert shown.get(IN_VIEW, f"c{number}")
    page.locator("a[href='index.html']").first.click()
    assert page.url == (root / "index.html").as_uri()
