"""The checks of this folder find faults: each is tried on a small page that has the fault."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.pages import Shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POLICY = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Ferries</title><link rel=icon href='data:,'>"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Return the path of the page."""
    return tmp_path / "page.html"


def opened(browser: "Browser", path: Path, body: str, *, width: int = 1280) -> Shown:
    """Write a page and open it."""
    path.write_text(HEAD + body, encoding="utf-8")
    return Shown.open(browser, path, width=width)


def test_a_quiet_page_has_no_noise(browser: "Browser", written: Path, axe: str) -> None:
    """No check finds a fault on a page without faults, and axe-core runs although the page allows no script."""
    shown = opened(browser, written, f"{POLICY}<main><h1>Ferries</h1><a href=#a>Up</a><p id=a>They sail.</p></main>")
    assert [shown.intruders(), shown.sticking_out(), shown.serious_faults(axe)] == [[], [], []]
    assert shown.closed() == []


@pytest.mark.parametrize(
    ("body", "noise"),
    [
        ("<script>alert('hello')</script>", "dialog: hello"),
        ("<script>console.warn('hello')</script>", "console warning: hello"),
        ("<script>hello()</script>", "error: hello is not defined"),
        ("<img alt='' src='https://example.org/x.png'>", "request: https://example.org/x.png"),
        ("<link rel=stylesheet href=other.css>", "request: file://"),
        ("<script>open('about:blank')</script>", "popup: about:blank"),
        (f"{POLICY}<script>1</script>", "policy: script-src-elem inline"),
        (f"{POLICY}<b onclick='1'>x</b>", "policy: script-src-attr inline"),
        (f"{POLICY}<img alt='' src='data:,'>", "policy: img-src data"),
    ],
)
def test_noise_is_heard(browser: "Browser", written: Path, body: str, noise: str) -> None:
    """A page that runs, reports or requests something is not quiet."""
    shown = opened(browser, written, f"{body}<p>x")
    assert any(line.startswith(noise) for line in shown.closed())


@pytest.mark.parametrize(
    ("body", "intruder"),
    [
        ("<script>1</script>", "<script>"),
        ("<p style='color:red'>x", "p style"),
        ("<p onmouseover='x()'>x", "p onmouseover"),
        ("<svg><a xlink:href='javascript:x()'></a></svg>", "a javascript:x()"),
        ("<a href='JAVA&#9;SCRIPT:x()'>x</a>", "a JAVA\tSCRIPT:x()"),
        ("<a href='data:text/html,x'>x</a>", "a data:text/html,x"),
        ("<meta http-equiv=Refresh content='9'>", "<meta"),
    ],
)
def test_intruders_are_found(browser: "Browser", written: Path, body: str, intruder: str) -> None:
    """An element that runs something, an event handler, a style and an address that is not of the web are found."""
    shown = opened(browser, written, body)
    assert any(line.startswith(intruder) for line in shown.intruders())
    shown.closed()


@pytest.mark.parametrize(
    "body",
    [
        "<div style='width:900px'>x</div>",
        "<div style='overflow:hidden;width:100%'><p style='width:900px'>x</div>",
        "<p style='margin-left:-50px'>x",
        "<div style='overflow:hidden;width:100px'>" + "x" * 40 + "</div>",
        "<div style='content-visibility:auto;width:100px'>" + "x" * 40 + "</div>",
        "<pre>" + "x" * 400,
    ],
)
def test_wide_content_is_found(browser: "Browser", written: Path, body: str) -> None:
    """Content that is wider than the window is found, even where it is cut off."""
    shown = opened(browser, written, body, width=360)
    assert shown.sticking_out() != []
    shown.closed()


def test_a_box_that_scrolls_may_be_wide(browser: "Browser", written: Path) -> None:
    """A wide table may scroll by itself."""
    body = "<div style='overflow-x:auto' tabindex=0><p style='width:900px'>x</div>"
    shown = opened(browser, written, body, width=360)
    assert shown.sticking_out() == []
    shown.closed()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p style='color:#999;background:#fff'>pale</p>", "color-contrast"),
        ("<button></button>", "button-name"),
        ("<p id=a>x</p><label for=b>x</label><input id=c>", "label"),
    ],
)
def test_axe_core_finds_faults(browser: "Browser", written: Path, axe: str, body: str, fault: str) -> None:
    """Pale text and fields without names are serious faults."""
    shown = opened(browser, written, f"<main><h1>Ferries</h1>{body}</main>")
    assert any(line.startswith(f"{fault}: ") for line in shown.serious_faults(axe))
    shown.closed()


@pytest.mark.parametrize(("tag", "found"), [("i", ["the words after"]), ("bdi", [])])
def test_words_that_run_backwards_are_found(browser: "Browser", written: Path, tag: str, found: list[str]) -> None:
    """A control that is never closed turns what follows it, unless its element is isolated."""
    shown = opened(browser, written, f"<p><{tag}>\u202eevil</{tag}> <b>the words after</b></p>")
    assert shown.backwards("aside") == found
    shown.closed()
