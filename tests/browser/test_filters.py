"""Filters of an article's page: check boxes, without script, show exactly the claims that they should."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path

import pytest
from browser.conftest import Show
from browser.pages import Shown
from browser.stories import claim, ordinary, story

from newsclaims._model import Claim, ClaimSet
from newsclaims.serialisers import dump

SHOWN_CARDS = """() => [...document.querySelectorAll(".card")]
  .filter(card => card.checkVisibility()).map(card => Number(card.querySelector("article").id.slice(1)))"""
LISTED = 20


def boxes_of(claimset: ClaimSet) -> list[dict[str, str]]:
    """Return the id of the box in each group that shows a claim, for each claim in order."""
    ranks = {name: rank for rank, (name, _) in enumerate(Counter(c.source_name for c in claimset).most_common(), 1)}

    def box(prefix: str, value: str | None) -> str:
        return f"f-{prefix}-{'unjudged' if value is None else value.replace('_', '-')}"

    def of(claim: Claim) -> dict[str, str]:
        rank = ranks[claim.source_name]
        return {
            "stance": box("st", claim.stance),
            "confidence": box("co", claim.confidence),
            "type": box("ty", claim.source_type),
            "source": box("so", str(rank if rank <= LISTED else 0)),
        }

    return [of(claim) for claim in claimset]


def expected(claims: list[dict[str, str]], checked: set[str]) -> list[int]:
    """Return the numbers of the claims that are shown when some boxes are checked."""
    active = {group for group in claims[0] if any(boxes[group] in checked for boxes in claims)}
    return [n for n, boxes in enumerate(claims, 1) if all(boxes[group] in checked for group in active)]


def check(shown: Shown, boxes: set[str]) -> list[int]:
    """Check exactly these boxes, and return the numbers of the cards that are shown."""
    shown.get(
        "boxes => document.querySelectorAll('form input').forEach(i => { i.checked = boxes.includes(i.id); })", [*boxes]
    )
    numbers: list[int] = shown.get(SHOWN_CARDS)
    return numbers


def opened(show: Show, folder: Path, claimset: ClaimSet) -> Shown:
    """Write the page of an article, and open it with all details open."""
    path = folder / "article.html"
    dump([claimset], path, format="html")
    shown = show(path)
    shown.get("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    return shown


def words_read_aloud(shown: Shown) -> str:
    """Return what a screen reader reads: also the words of the style sheet, for example counts."""
    session = shown.page.context.new_cdp_session(shown.page)
    nodes: list[Mapping[str, Mapping[str, str]]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return " ".join(str(node["name"]["value"]) for node in nodes if node.get("role", {}).get("value") == "StaticText")


def test_boxes_show_exactly_their_claims(show: Show, tmp_path: Path) -> None:
    """Each box alone shows its claims; two boxes of a group mean "or", boxes of two groups mean "and"."""
    claims = boxes_of(ordinary())
    shown = opened(show, tmp_path, ordinary())
    groups = {group: sorted({boxes[group] for boxes in claims}) for group in claims[0]}
    every = sorted(box for boxes in groups.values() for box in boxes)
    assert sorted(shown.get("[...document.querySelectorAll('form input')].map(box => box.id)")) == every
    chosen = [set(), *({box} for box in every), set(every)]
    chosen += [set(pair) for boxes in groups.values() for pair in combinations(boxes[:3], 2)]
    chosen += [set(pair) for one, other in combinations(groups.values(), 2) for pair in product(one[:2], other[-2:])]
    chosen += [{"f-st-affirm", "f-st-deny", "f-co-certain", "f-co-probable", "f-ty-named-person", "f-ty-government"}]
    for boxes in chosen:
        assert check(shown, boxes) == expected(claims, boxes), boxes


def test_the_count_is_that_of_the_cards(show: Show, tmp_path: Path) -> None:
    """The page says how many claims are shown, and that no claim matches if none does."""
    shown = opened(show, tmp_path, ordinary())
    assert "12 of 12" in " ".join(words_read_aloud(shown).split())
    assert len(check(shown, {"f-st-deny"})) == 1
    assert "1 of 12" in " ".join(words_read_aloud(shown).split())
    assert "No claim" not in words_read_aloud(shown)
    assert check(shown, {"f-st-deny", "f-co-possible"}) == []
    assert "No claim" in words_read_aloud(shown)


def test_the_button_shows_all_again(show: Show, tmp_path: Path) -> None:
    """Clicks check boxes; a click on the button unchecks all of them and shows all claims."""
    shown = opened(show, tmp_path, ordinary())
    for box in ("f-st-deny", "f-co-certain"):
        shown.page.locator(f"#{box}").check()
    assert shown.get(SHOWN_CARDS) == [3]
    shown.page.locator("form button[type=reset]").click()
    assert len(shown.get(SHOWN_CARDS)) == len(ordinary())
    assert shown.get("document.querySelectorAll(':checked').length") == 0


def test_many_sources_share_a_box(show: Show, tmp_path: Path) -> None:
    """After the twenty most frequent sources, one box stands for the others."""
    names = [f"Ann {chr(97 + n)}" for n in range(LISTED + 3)]
    text = " ".join(f"{name} said so." for name in names) + " " + f"{names[-1]} said no."
    several = [claim(text, n, name, "said", "so") for n, name in enumerate(names)]
    several.append(claim(text, len(names), names[-1], "said", "no"))
    claimset = story(text, *several)
    shown = opened(show, tmp_path, claimset)
    claims = boxes_of(claimset)
    for boxes in ({"f-so-0"}, {"f-so-1"}, {"f-so-20", "f-so-0"}):
        assert check(shown, boxes) == expected(claims, boxes)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_is_enough(show: Show, tmp_path: Path, width: int) -> None:
    """Tab reaches a box, its focus can be seen, and the space bar checks it; the button works likewise."""
    path = tmp_path / "article.html"
    dump([ordinary()], path, format="html")
    shown = show(path, width=width)
    page = shown.page

    def tab_to(selector: str) -> None:
        for _ in range(200):
            page.keyboard.press("Tab")
            if shown.get("selector => document.activeElement.matches(selector)", selector):
                break
            # What holds the boxes may be closed, as on a small window.
            if shown.get("document.activeElement.matches('details:not([open]) > summary, #show-aside:not(:checked)')"):
                page.keyboard.press("Space")
        assert shown.get("selector => document.activeElement.matches(selector)", selector)
        outline = shown.get("[getComputedStyle(document.activeElement).outlineStyle]")[0]
        assert outline not in ("none", "hidden")

    tab_to("#f-st-deny")
    page.keyboard.press("Space")
    assert shown.get(SHOWN_CARDS) == [3]
    tab_to("form button[type=reset]")
    page.keyboard.press("Enter")
    assert len(shown.get(SHOWN_CARDS)) == len(ordinary())
