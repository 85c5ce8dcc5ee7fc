"""What holds for every kind of page: it is quiet, fits the window, can be read by everybody, and has whole links."""

import itertools
from pathlib import Path

import pytest
from browser.conftest import Show
from browser.kinds import KINDS, found

WIDTHS = (360, 768, 1280, 2560)
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_it_runs_and_loads_nothing(show: Show, written: Path, kind: str) -> None:
    """A page has no script, no event handler, no frame, no picture and no address that is not of the web."""
    assert show(found(written, kind)).intruders() == []


@every_kind
def test_it_fits_the_window(show: Show, written: Path, kind: str) -> None:
    """Nothing is wider than the window, from a small telephone to a large screen, light or dark."""
    shown = show(found(written, kind))
    for width in WIDTHS:
        for dark in (False, True):
            shown.look(width=width, dark=dark)
            assert shown.sticking_out() == [], f"{width} px, dark={dark}"


@every_kind
def test_everybody_can_read_it(show: Show, written: Path, axe: str, kind: str) -> None:
    """axe-core finds no serious fault, on small and large windows, light and dark, with all details open."""
    shown = show(found(written, kind))
    shown.get("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for width in (360, 1280):
        for dark in (False, True):
            shown.look(width=width, dark=dark)
            assert shown.serious_faults(axe) == [], f"{width} px, dark={dark}"


@every_kind
def test_dark_is_dark_and_light_is_light(show: Show, written: Path, kind: str) -> None:
    """The page follows the preferred colours."""
    shown = show(found(written, kind))
    brightness = "eval(getComputedStyle(document.documentElement).backgroundColor.replace('rgb', 'Math.max'))"
    assert shown.get(brightness) > 200
    shown.look(width=1280, dark=True)
    assert shown.get(brightness) < 60


@every_kind
def test_no_words_run_backwards(show: Show, written: Path, kind: str) -> None:
    """A control for the direction of writing turns only the words that it is among."""
    shown = show(found(written, kind))
    shown.get("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert shown.backwards(".text :not(.ref, .ref *)") == []


@every_kind
def test_ids_are_unique(show: Show, written: Path, kind: str) -> None:
    """No two elements of a page have the same id."""
    ids = show(found(written, kind)).get("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


@every_kind
def test_landmarks_and_language(show: Show, written: Path, kind: str) -> None:
    """A page has a title, a language, one main part and one main heading, and no level of headings is left out."""
    shown = show(found(written, kind))
    assert shown.page.title().strip()
    assert shown.get("document.documentElement.lang") == "en"
    assert shown.get("document.querySelectorAll('main').length") == 1
    levels = [
        int(name[1]) for name in shown.get("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => h.localName)")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
