"""The site of the docs, as a reader sees it: on a server, or opened from files."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browser import site as sites
from browser.conftest import Show
from browser.pages import Shown
from browser.site import PAGES

from newsclaims._plugins import Extra

DOCS = Extra("docs", ("mkdocs", "material", "mkdocstrings_handlers", "ruff"))

Open = Callable[..., Shown]
"""What the fixture `on_site` returns: it opens a page, given by its path below the site."""

KINDS_OF_PAGES = (
    "index.html",
    "tutorial/first-claims.html",
    "how-to/in-pandas.html",
    "reference/errors.html",
    "reference/cli.html",
    "reference/formats/index.html",
    "reference/formats/html.html",
    "explanation/accuracy.html",
)
"""A page of each kind, for checks that take long."""

ANSWERS = {
    "dataframe": "how-to/in-pandas",
    "Jupyter": "how-to/in-a-notebook",
    "highlight": "how-to/look-at-claims",
    "FastAPI": "how-to/in-a-service",
    "async": "how-to/asynchronously",
    "logging": "how-to/see-progress",
    "resume": "how-to/questions",
    "LLM": "how-to/questions",
    "OpenAI": "how-to/questions",
    "Ollama": "how-to/questions",
    "RSS": "reference/readers/feed",
    "HTML": "how-to/from-a-web-page",
    "PDF": "how-to/questions",
    "other languages": "explanation/languages",
    "Wikidata": "how-to/questions",
    "Excel": "how-to/in-pandas",
    "Celery": "how-to/questions",
    "Docker": "how-to/questions",
}
"""What readers look for, and a page that answers."""

FIRST_RESULTS = 5
RESULTS = "[...document.querySelectorAll('.md-search-result__item > a')].map(link => link.pathname)"
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
IDS = "[...document.querySelectorAll('[id]')].map(element => element.id)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, with some folders around it."""
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


def each_page(shown: Shown, address: str) -> Iterator[str]:
    """Show each page of the site in turn, and yield its path."""
    for page in PAGES:
        shown.page.goto(f"{address}/{page}")
        yield page


def on_each_page(shown: Shown, address: str, script: str) -> dict[str, Any]:
    """Return what a script finds, for each page on which it finds something."""
    found = {page: shown.get(script) for page in each_page(shown, address)}
    return {page: value for page, value in found.items() if value}


def test_pages_fit_a_telephone(on_site: Open, address: str) -> None:
    """No page is wider than a small telephone."""
    wide = "document.documentElement.scrollWidth > innerWidth && document.documentElement.scrollWidth"
    assert on_each_page(on_site("index.html", width=360), address, wide) == {}


def test_links_have_targets(on_site: Open, address: str) -> None:
    """Every link of the site leads to a page of it, and to an element of that page, or to the web."""
    shown = on_site("index.html")
    ids: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for page in each_page(shown, address):
        ids[f"{address}/{page}"], links[page] = set(shown.get(IDS)), set(shown.get(LINKS))
    broken = []
    for page, addresses in links.items():
        for link in addresses:
            target, _, fragment = link.partition("#")
            if target.startswith(address):
                whole = target in ids and (not fragment or unquote(fragment) in ids[target])
            else:
                whole = target.startswith(("https://", "http://"))
            if not whole:
                broken.append(f"{page} leads to {link}")
    assert broken == []


@pytest.mark.parametrize("page", KINDS_OF_PAGES)
def test_everybody_can_read_it(on_site: Open, axe: str, page: str) -> None:
    """axe-core finds no serious fault on a page of each kind, on small and large windows, light and dark."""
    shown = on_site(page)
    for width in (360, 1280):
        for dark in (False, True):
            shown.look(width=width, dark=dark)
            assert shown.serious_faults(axe) == [], f"{width} px, dark={dark}"


@pytest.mark.parametrize("words", ANSWERS)
def test_search_answers(on_site: Open, words: str) -> None:
    """The first results for what readers look for have a page that answers."""
    assert any(f"/{ANSWERS[words]}.html" in result for result in results(on_site(f"index.html?q={words}")))


def results(shown: Shown) -> list[str]:
    """Return the first results of a search, once there are any."""
    shown.page.locator(".md-search-result__item").first.wait_for()
    found: list[str] = shown.get(RESULTS)
    return found[:FIRST_RESULTS]


def test_it_works_from_files(show: Show, site: Path) -> None:
    """Opened from a file, a page looks as on a server, links lead to pages, and the search finds."""
    shown = show(site / "index.html", folder=site, files=True)
    assert shown.get("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    shown.page.locator(".md-footer__link--next").click()
    assert shown.page.url.endswith(PAGES[1])
    shown.page.goto(f"{(site / 'index.html').as_uri()}?q=pandas")
    assert any("in-pandas.html" in result for result in results(shown))


def test_pages_lead_to_the_next_and_the_previous(on_site: Open, address: str) -> None:
    """Each page leads to its neighbours in the navigation."""
    neighbours = "[...document.querySelectorAll('.md-footer__link')].map(link => link.href)"
    found = on_each_page(on_site("index.html"), address, neighbours)
    for at, page in enumerate(PAGES):
        expected = [*PAGES[max(at - 1, 0) : at], *PAGES[at + 1 : at + 2]]
        assert found[page] == [f"{address}/{neighbour}" for neighbour in expected]


def test_colours_can_be_chosen(on_site: Open, address: str) -> None:
    """The colours are those of the system, until a reader chooses others for all pages."""
    shown = on_site("index.html", dark=True)
    brightness = "eval(getComputedStyle(document.body).backgroundColor.replace('rgb', 'Math.max'))"
    assert shown.get(brightness) < 60
    shown.page.locator("[data-md-component=palette] label:not([hidden])").click()
    assert shown.get(brightness) > 200
    shown.page.goto(f"{address}/{PAGES[1]}")
    assert shown.get(brightness) > 200


def test_only_commands_are_copied(on_site: Open) -> None:
    """The button of a session copies its commands, without the prompt and the output."""
    shown = on_site("reference/cli.html")
    shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.page.locator(".language-console .md-code__button").first.click()
    assert shown.get("navigator.clipboard.readText()") == "newsclaims --help\nnewsclaims --version"


def test_output_is_not_a_prompt(on_site: Open, address: str) -> None:
    """In sessions, only the sign before a command is coloured as a prompt."""
    prompts = "[...document.querySelectorAll('.gp')].map(one => one.textContent)"
    found = on_each_page(on_site("index.html"), address, prompts)
    assert {prompt for prompts in found.values() for prompt in prompts} == {"$ ", ">>> ", "... "}


def test_no_button_lies_on_code(on_site: Open, address: str) -> None:
    """The button that copies is beside the code."""
    on_code = """[...document.querySelectorAll('.md-code__nav')].filter(button => {
      const {width, left} = button.getBoundingClientRect();
      return width && left < button.parentElement.querySelector('code').getBoundingClientRect().right;
    }).length"""
    assert on_each_page(on_site("index.html", width=360), address, on_code) == {}


def test_signatures_are_folded(on_site: Open, address: str) -> None:
    """No line of a signature is longer than the column of the page."""
    signatures = "[...document.querySelectorAll('.doc-signature code')].map(one => one.textContent)"
    found = on_each_page(on_site("index.html"), address, signatures)
    lines = [line for signatures in found.values() for one in signatures for line in one.splitlines()]
    assert lines
    assert [line for line in lines if len(line) > 90] == []


def test_no_escape_is_shown(on_site: Open, address: str) -> None:
    """No table shows the backslash that hides a bar from Markdown."""
    escapes = "[...document.querySelectorAll('td')].map(cell => cell.textContent).filter(text => text.includes('\\\\|'))"
    assert on_each_page(on_site("index.html"), address, escapes) == {}


def test_nothing_is_asked_of_other_servers(site: Path) -> None:
    """No page names a script, style, font or picture of another server."""
    outside = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc="?(?:https?:)?//|<link\b[^>]*stylesheet[^>]*//""")
    assert [page for page in PAGES if outside.search((site / page).read_text(encoding="utf-8"))] == []
