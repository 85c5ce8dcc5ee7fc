"""Words that would run, load or break something are shown as words."""

from pathlib import Path

import pytest
from browser.conftest import Show
from browser.stories import HOSTILE, hostile, story

from newsclaims._model import ClaimSet
from newsclaims.serialisers import dump

SKELETON = """() => [...document.querySelectorAll("*")].map(element =>
  [element.localName, ...[...element.attributes].map(({name}) => name).filter(name => name !== "lang")].join(" "))"""
"""Returns the elements of a page with the names of their attributes. Only a valid `lang` is written."""


def written(path: Path, claimset: ClaimSet) -> Path:
    """Write the page of an article."""
    dump([claimset], path, format="html")
    return path


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:24]))
def test_hostile_words_are_words(show: Show, tmp_path: Path, words: str) -> None:
    """Nothing runs, the words can be read, and they change neither the elements of the page nor their attributes."""
    shown = show(written(tmp_path / "hostile.html", hostile(words)), folder=tmp_path)
    assert shown.get("window.hacked === undefined")
    assert shown.intruders() == []
    # HTML cannot hold U+0000.
    written_words = words.replace("\0", "\ufffd")
    assert shown.page.title()
    assert shown.get("document.querySelector('h1').textContent").strip() == written_words.strip()
    assert shown.get("document.querySelector('#c1').textContent").count(written_words) >= 3
    elements = shown.get(SKELETON)
    # As long as the hostile words, so that both are shortened in the same places.
    shown.go(written(tmp_path / "tame.html", hostile("w" * len(words))))
    assert shown.get(SKELETON) == elements


@pytest.mark.parametrize("words", [words for words in HOSTILE if "\u202e" in words], ids=ascii)
def test_a_bidi_control_turns_only_its_own_words(show: Show, tmp_path: Path, words: str) -> None:
    """A control that is never closed does not turn the words after a name, a quotation or a headline."""
    shown = show(written(tmp_path / "hostile.html", hostile(words)))
    shown.get("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    # In the text itself the words are the article's own.
    assert shown.backwards(".text :not(.ref, .ref *)") == []


def test_a_link_leads_only_to_the_web(show: Show, tmp_path: Path) -> None:
    """The article's address is a link if it is of the web, and otherwise words."""
    addresses = {
        "https://example.org/a?b=1&c=%22#d": True,
        "HTTP://example.org/": True,
        "javascript:alert(1)": False,
        " javascript:alert(1)": False,
        "java\nscript:alert(1)": False,
        "file:///etc/passwd": False,
        "//example.org/a": False,
        "https:example.org": False,
        "https://": False,
    }
    path = tmp_path / "page.html"
    shown = show(written(path, story("It rained.")))
    for address, leads in addresses.items():
        dump([story("It rained.", url=address)], path, format="html")
        shown.page.reload()
        links = shown.get("[...document.querySelectorAll('a[href]:not([href^=\"#\"])')].map(link => link.protocol)")
        assert (set(links) <= {"http:", "https:"}, bool(links)) == (True, leads), address
