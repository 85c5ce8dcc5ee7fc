"""Filters of a source's page: check boxes for stances and years show exactly the claims that they should."""

from datetime import date
from itertools import chain, combinations
from pathlib import Path

import pytest
from browser.conftest import Show
from browser.pages import Shown
from browser.stories import claim, story

from newsclaims._model import SourceType, Stance
from newsclaims.serialisers import dump

YEARS = ("2023", "2024", "without a date")
STANCES = (Stance.AFFIRM, Stance.DENY, None)
Wanted = dict[str, tuple[str, str]]
"""The stance and the year of each claim, by its content."""

LABELS = "[...document.querySelectorAll('.f-year label')].map(label => [label.innerText, label.control.id])"
SHOWN = """() => [...document.querySelectorAll(".card")]
  .filter(card => card.checkVisibility()).map(card => card.querySelector(".words").innerText)"""
CHECK = "ids => document.querySelectorAll('form input').forEach(box => { box.checked = ids.includes(box.id); })"
VISIBLE_YEARS = "[...document.querySelectorAll('.years h2')].filter(h => h.checkVisibility()).map(h => h.innerText)"


def wanted() -> Wanted:
    """Return the claims of the page."""
    return {
        f"words {year[:4]} {stance}": ("unjudged" if stance is None else stance.value, year)
        for year in YEARS
        for stance in STANCES
    }


@pytest.fixture
def shown(show: Show, tmp_path: Path) -> Shown:
    """Return the page of a person who affirms, denies and does something not judged in each year."""
    sets = []
    for year in YEARS:
        words = [f"words {year[:4]} {stance}" for stance in STANCES]
        text = " ".join(f"Ida Brandt said {one}." for one in words)
        claims = [
            claim(text, n, "Ida Brandt", "said", one, within=f"Ida Brandt said {one}", type=SourceType.NAMED_PERSON)
            for n, one in enumerate(words)
        ]
        judged = [c.model_copy(update={"stance": stance}) for c, stance in zip(claims, STANCES, strict=True)]
        published = date(int(year), 5, 1) if year.isdigit() else None
        sets.append(story(text, *judged, id=year[:4], published=published))
    dump(sets, tmp_path / "folder", format="html")
    return show(tmp_path / "folder" / "sources" / "ida-brandt.html")


def boxes(shown: Shown) -> dict[str, str]:
    """Return the id of the box for each stance and year."""
    stances = {stance: f"f-st-{stance}" for stance in ("affirm", "deny", "unjudged")}
    years = {year: box for year in YEARS for words, box in shown.get(LABELS) if words.startswith(year)}
    return {**stances, **years}


def test_boxes_show_exactly_their_claims(shown: Shown) -> None:
    """Two boxes of a group mean "or", boxes of two groups mean "and", and a year without claims loses its heading."""
    claims, ids = wanted(), boxes(shown)
    assert sorted(shown.get("[...document.querySelectorAll('form input')].map(box => box.id)")) == sorted(ids.values())
    for names in chain.from_iterable(combinations(ids, size) for size in range(4)):
        shown.get(CHECK, [ids[name] for name in names])
        checked = [{of[group] for of in claims.values()} & set(names) for group in (0, 1)]
        expected = {
            words for words, of in claims.items() if all(not some or of[i] in some for i, some in enumerate(checked))
        }
        assert set(shown.get(SHOWN)) == expected, names
        assert {year.lower() for year in shown.get(VISIBLE_YEARS)} == {claims[words][1] for words in expected}


def test_the_button_shows_all_again(shown: Shown) -> None:
    """A click on the button unchecks all boxes."""
    shown.page.locator("#f-st-deny").check()
    assert len(shown.get(SHOWN)) == len(YEARS)
    shown.page.locator("form button[type=reset]").click()
    assert len(shown.get(SHOWN)) == len(wanted())
