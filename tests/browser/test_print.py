"""Printed pages: dark words on white paper, all claims, no controls."""

from pathlib import Path

import pytest
from browser.conftest import Show
from browser.kinds import KINDS, found

LIGHTNESS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const lightness = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return alpha ? (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 : null;
  };
  const inks = new Set();
  const papers = new Set();
  for (const element of [document.documentElement, ...document.body.querySelectorAll("*")]) {
    if (!element.checkVisibility()) continue;
    const look = getComputedStyle(element);
    papers.add(lightness(look.backgroundColor));
    const words = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (words) inks.add(lightness(look.color));
  }
  return [Math.max(...inks), Math.min(...[...papers].filter(paper => paper !== null))];
}"""
"""Returns the lightest ink and the darkest paper of a page, from 0 for black to 1 for white."""

VISIBLE = "selector => [...document.querySelectorAll(selector)].map(element => element.checkVisibility())"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_ink_is_dark_and_paper_is_white(show: Show, written: Path, kind: str, *, dark: bool) -> None:
    """A page is printed in dark ink on white paper, even by a reader who prefers dark colours."""
    shown = show(found(written, kind), width=768, dark=dark)
    shown.page.emulate_media(media="print")
    ink, paper = shown.get(LIGHTNESS)
    assert ink < 0.45
    assert paper > 0.9
    assert shown.sticking_out() == []


def test_all_claims_are_printed(show: Show, written: Path) -> None:
    """The sheet has every claim and its sign in the text, and no controls."""
    shown = show(found(written, "article"))
    shown.page.emulate_media(media="print")
    assert shown.get(VISIBLE, ".card") == [True] * 12
    assert shown.get(VISIBLE, ".text .ref") == [True] * 12
    assert not any(shown.get(VISIBLE, "input, button, fieldset"))


def test_a_sheet_of_some_claims_says_so(show: Show, written: Path) -> None:
    """The sheet of a page with a checked filter has the claims that it lets through, and says how many these are."""
    shown = show(found(written, "article"))
    shown.page.locator("#f-st-deny").check()
    shown.page.emulate_media(media="print")
    assert sum(shown.get(VISIBLE, ".card")) == 1
    assert shown.get(VISIBLE, ".shown") == [True]


def test_a_sheet_can_be_made(show: Show, written: Path) -> None:
    """Chromium makes a PDF file of a page."""
    assert show(found(written, "article")).page.pdf(format="A4").startswith(b"%PDF")
