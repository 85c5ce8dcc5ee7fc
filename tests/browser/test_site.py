"""The site of the docs, as a reader sees it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from browser import site as sites
from browser.conftest import Show
from browser.pages import Shown
from browser.site import PAGES, Facts

from newsclaims._plugins import Extra

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCS = Extra("docs", ("jupytext", "material", "mkdocs", "mkdocstrings_handlers", "nbclient", "ruff", "vl_convert"))
TELEPHONE = 360

Open = Callable[..., Shown]
"""What the fixture `on_site` returns: it opens a page, given by its path below the site."""

KINDS_OF_PAGES = (
    "index.html",
    "tutorial/first-claims.html",
    "reference/errors.html",
    "reference/formats/index.html",
    "reference/formats/html.html",
    "reference/formats/spacy.html",
    "explanation/accuracy.html",
    "notebooks/denials-and-doubts.html",
)
"""A page of each kind, for checks that take long."""

ANSWERS = {
    "dataframe": "how-to/questions",
    "Jupyter": "how-to/questions",
    "highlight": "how-to/questions",
    "FastAPI": "how-to/in-a-service",
    "async": "how-to/asynchronously",
    "logging": "how-to/see-progress",
    "resume": "how-to/questions",
    "LLM": "how-to/questions",
    "OpenAI": "how-to/questions",
    "Ollama": "how-to/questions",
    "RSS": "reference/readers/feed",
    "HTML": "reference/readers/html",
    "PDF": "how-to/questions",
    "other languages": "how-to/questions",
    "Wikidata": "how-to/questions",
    "Excel": "how-to/in-pandas",
    "Celery": "how-to/questions",
    "Docker": "how-to/install",
}
"""What readers look for, and a page that answers; `how-to/questions` has a heading for it, with links."""

FIRST = 3
"""How many pages a reader looks at."""

RESULTS = "[...document.querySelectorAll('.md-search-result__item > a')].map(link => link.href)"
SCROLLED_BY_KEYS = """[...document.querySelectorAll('pre > code, .md-typeset__scrollwrap')]
  .every(box => box.scrollWidth <= box.clientWidth || box.tabIndex === 0)"""
BRIGHTNESS = "eval(getComputedStyle(document.body).backgroundColor.replace('rgb', 'Math.max'))"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, in some folders."""
    if not DOCS.is_installed():
        pytest.skip("needs newsclaims[docs]: pip install -e '.[docs]'")
    folder = tmp_path_factory.mktemp("served") / "some" / "path"
    sites.build(folder)
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site, not at the root of the server."""
    with sites.serve(site.parents[1]) as server:
        yield f"{server}/some/path"


@pytest.fixture
def on_site(show: Show, address: str) -> Open:
    """Return a function that opens pages of the site, which may load files of the site only."""
    return lambda page, **options: show(f"{address}/{page}", folder=address, files=True, **options)


@pytest.fixture(scope="module")
def pages(browser: "Browser", address: str) -> dict[str, Facts]:
    """Show every page of the site on a telephone, and return what each has; no page may make noise."""
    shown = Shown.open(browser, f"{address}/{PAGES[0]}", folder=address, files=True, width=TELEPHONE)
    found = sites.facts(shown, address)
    assert shown.closed() == []
    return found


def results(shown: Shown, words: str) -> list[str]:
    """Search, and return the first pages that are found."""
    field, found = shown.page.locator(".md-search__input"), shown.page.locator(".md-search-result__item")
    # Material looks at the field when a key is released.
    field.fill("")
    field.press("Backspace")
    found.first.wait_for(state="detached")
    # All words at once, because typing would show what is found for the first letters.
    field.fill(words)
    field.press("End")
    found.first.wait_for(timeout=20_000)
    links: list[str] = shown.get(RESULTS)
    pages = dict.fromkeys(link.partition("?")[0].partition("#")[0] for link in links)
    return list(pages)[:FIRST]


def test_pages_fit_a_telephone(pages: dict[str, Facts]) -> None:
    """No page is wider than a small telephone."""
    assert {page: one["width"] for page, one in pages.items() if one["width"] > TELEPHONE} == {}


def test_links_have_targets(pages: dict[str, Facts], address: str, site: Path) -> None:
    """Every link leads to a page of the site, and to an element of that page, or to another file, or to the web."""
    ids = {f"{address}/{page}": one["ids"] for page, one in pages.items()}

    def whole(link: str) -> bool:
        target, _, fragment = link.partition("#")
        if not target.startswith(address):
            return target.startswith(("https://", "http://"))
        if target in ids:
            return not fragment or unquote(fragment) in ids[target]
        return (site / unquote(target.removeprefix(f"{address}/"))).is_file()

    assert [(page, link) for page, one in pages.items() for link in one["links"] if not whole(link)] == []


def test_pages_lead_to_the_next_and_the_previous(pages: dict[str, Facts], address: str) -> None:
    """Each page leads to its neighbours in the navigation."""
    for at, page in enumerate(PAGES):
        neighbours = [*PAGES[max(at - 1, 0) : at], *PAGES[at + 1 : at + 2]]
        assert pages[page]["neighbours"] == [f"{address}/{one}" for one in neighbours]


def test_only_prompts_look_like_prompts(pages: dict[str, Facts]) -> None:
    """In sessions, only the sign before a command is coloured as a prompt, not the first sign of a table."""
    assert {prompt.strip() for one in pages.values() for prompt in one["prompts"]} <= {"$", ">>>", "..."}


def test_no_button_lies_on_code(pages: dict[str, Facts]) -> None:
    """The button that copies is beside the code."""
    assert [page for page, one in pages.items() if one["buttons_on_code"]] == []


def test_signatures_are_folded(pages: dict[str, Facts]) -> None:
    """No line of a signature is longer than the column of the page."""
    lines = [line for one in pages.values() for signature in one["signatures"] for line in signature.splitlines()]
    assert lines
    assert [line for line in lines if len(line) > 90] == []


def test_no_escape_is_shown(pages: dict[str, Facts]) -> None:
    """No table shows the backslash that hides a bar from Markdown."""
    assert [cell for one in pages.values() for cell in one["escapes"]] == []


def test_nothing_is_asked_of_other_servers(site: Path) -> None:
    """No page names a script, style, font or picture of another server."""
    outside = re.compile(r'<(?:script|img|iframe|source)\b[^>]*\bsrc="?(?:https?:)?//|<link\b[^>]*stylesheet[^>]*//')
    assert [page for page in PAGES if outside.search((site / page).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("page", KINDS_OF_PAGES)
def test_everybody_can_read_it(on_site: Open, axe: str, page: str) -> None:
    """axe-core finds no serious fault on a page of each kind: small and light, large and dark."""
    shown = on_site(page)
    for width, dark in ((TELEPHONE, False), (1280, True)):
        shown.look(width=width, dark=dark)
        # The scripts of the site hear of a new width a little later.
        shown.page.wait_for_function(SCROLLED_BY_KEYS)
        assert shown.serious_faults(axe) == [], f"{width} px, dark={dark}"


def test_search_answers(on_site: Open, address: str) -> None:
    """Among the first pages that are found for what readers look for is one that answers."""
    shown = on_site("index.html")
    found = {words: results(shown, words) for words in ANSWERS}
    assert {words: some for words, some in found.items() if f"{address}/{ANSWERS[words]}.html" not in some} == {}


def test_the_first_screen_shows_what_newsclaims_is(on_site: Open) -> None:
    """The first screen of the front page has the picture, the code, the figures and the readers."""
    parts = "[...document.querySelectorAll('.front > *')].map(part => part.getBoundingClientRect().bottom)"
    assert 0 < max(on_site("index.html").get(parts)) <= 800


def test_it_works_from_files(site: Path) -> None:
    """Pages name each other and their files by relative addresses, so they also open from files (without search)."""
    absolute = re.compile(r'<\w+\b[^<>]*\s(?:href|src|srcset)="?/')
    assert [page for page in PAGES if absolute.search((site / page).read_text(encoding="utf-8"))] == []


def test_colours_can_be_chosen(on_site: Open, address: str) -> None:
    """The colours are those of the system, until a reader chooses others for all pages."""
    shown = on_site("index.html", dark=True)
    assert shown.get(BRIGHTNESS) < 60
    shown.page.locator("[data-md-component=palette] label:not([hidden])").click()
    assert shown.get(BRIGHTNESS) > 200
    shown.page.goto(f"{address}/{PAGES[1]}")
    assert shown.get(BRIGHTNESS) > 200


def test_only_commands_are_copied(on_site: Open) -> None:
    """The button of a session copies its commands, without the prompt and the output."""
    shown = on_site("reference/cli.html")
    shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.page.locator(".language-console .md-code__button").first.click()
    assert shown.get("navigator.clipboard.readText()") == "newsclaims --help\nnewsclaims --version"
