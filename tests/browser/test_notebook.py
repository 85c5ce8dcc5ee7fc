"""What a notebook shows: a notebook is executed, exported to HTML in both themes, and opened in the browser."""

import subprocess
import sys
from pathlib import Path

import jupytext
import pytest
from browser.conftest import Show
from browser.pages import Shown
from browser.stories import HOSTILE, ODD

from newsclaims._plugins import Extra

pytestmark = pytest.mark.skipif(
    not Extra("test-notebook", ("altair", "nbconvert", "tqdm")).is_installed(), reason="needs newsclaims[test-notebook]"
)

TESTS = Path(__file__).resolve().parents[1]
OURS = ".jp-OutputArea-output:has(.newsclaims)"
"""The outputs that are ours, in the page of nbconvert."""

CELLS = {
    "set": "ordinary()",
    "sets side by side": "display(ordinary(), ordinary(), ordinary().where(stance='deny'))",
    "claim": "display(ordinary()[0], ordinary()[11])",
    "summary": "ordinary().summary()",
    "empty set": "ODD['no claims']",
    "odd sets": "display(*ODD.values())",
    "disagreements": "disagreeing(ordinary())",
    "no disagreements": "ordinary().disagreements()",
    "hostile": "display(*map(hostile, HOSTILE), *(hostile(words)[0] for words in HOSTILE))",
    "hostile summaries": "display(*(hostile(words).summary() for words in HOSTILE))",
    "hostile disagreements": "display(*(disagreeing(hostile(words)) for words in HOSTILE))",
    "long set": "large(10_000, 60)",
}
"""The cells of the notebook."""

BEGIN = """import sys; sys.path.insert(0, {path!r})
from browser.stories import ODD, HOSTILE, disagreeing, hostile, large, ordinary"""


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the exported notebook in each theme; it is executed in a process of its own."""
    folder = tmp_path_factory.mktemp("notebook")
    cells = "\n\n".join(f"# %%\n{cell}" for cell in (BEGIN.format(path=str(TESTS)), *CELLS.values()))
    jupytext.write(jupytext.reads(cells, fmt="py:percent"), folder / "notebook.ipynb")
    convert = [sys.executable, "-m", "nbconvert", "--log-level=ERROR"]
    executed = [*convert, "--to", "notebook", "--execute", "--output", "executed.ipynb", "notebook.ipynb"]
    subprocess.run(executed, cwd=folder, check=True, timeout=120)
    for theme in ("light", "dark"):
        command = [*convert, "--to", "html", "--theme", theme, "--output", f"{theme}.html", "executed.ipynb"]
        subprocess.run(command, cwd=folder, check=True, timeout=120)
    return {theme: folder / f"{theme}.html" for theme in ("light", "dark")}


@pytest.fixture(params=["light", "dark"])
def notebook(show: Show, exported: dict[str, Path], request: pytest.FixtureRequest) -> Shown:
    """Return the notebook, opened in one of the themes."""
    theme: str = request.param
    # The page that nbconvert makes asks for scripts, whatever is in the notebook.
    return show(exported[theme], dark=theme == "dark", foreign=("https://cdnjs.cloudflare.com/",))


def test_every_cell_shows_something(notebook: Shown) -> None:
    """Every output of ours is there, and none of them is the plain text of an object."""
    outputs = notebook.get("document.querySelectorAll('.jp-OutputArea-output .newsclaims').length")
    assert outputs == 1 + 3 + 2 + 1 + 1 + len(ODD) + 4 * len(HOSTILE) + 3
    assert notebook.get("document.querySelectorAll('.jp-OutputArea-output').length") == outputs


def test_hostile_words_run_nothing(notebook: Shown) -> None:
    """No output has a script, an event handler, a style attribute, an id or an address that is not of the web."""
    assert notebook.get("window.hacked === undefined")
    assert notebook.intruders(OURS) == []
    assert notebook.get("scope => document.querySelectorAll(`:is(${scope}) [id]`).length", OURS) == 0


def test_hostile_words_can_be_read(notebook: Shown) -> None:
    """The words of the article are in the outputs as they are."""
    shown = notebook.get("scope => [...document.querySelectorAll(scope)].map(one => one.textContent).join(' ')", OURS)
    for words in HOSTILE:
        assert words[:300].replace("\0", "\ufffd") in shown


def test_outputs_fit_the_notebook(notebook: Shown) -> None:
    """No output is wider than its place, from a small telephone to a wide screen."""
    too_wide = """scope => [...document.querySelectorAll(scope)].filter(one => one.scrollWidth > one.clientWidth + 1)
      .map(one => `${one.scrollWidth} > ${one.clientWidth}: ${one.textContent.trim().slice(0, 80)}`)"""
    for width in (360, 700, 1100, 1600):
        notebook.page.set_viewport_size({"width": width, "height": 900})
        assert notebook.get(too_wide, OURS) == [], f"{width} px"


def test_a_narrow_notebook_says_who_found_a_claim(notebook: Shown) -> None:
    """Without the heads of the columns, the names of the finders have words before them."""
    before = "() => getComputedStyle(document.querySelector('.newsclaims-finders'), '::before').content"
    notebook.page.set_viewport_size({"width": 360, "height": 900})
    assert notebook.get(before) == '"found by "'
    notebook.page.set_viewport_size({"width": 1600, "height": 900})
    assert notebook.get(before) == "none"


def test_everybody_can_read_the_outputs(notebook: Shown, axe: str) -> None:
    """axe-core finds no serious fault in the outputs, with all details open."""
    notebook.get("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    # The hostile outputs have the same elements, and would take long.
    assert notebook.serious_faults(axe, f".jp-Cell:nth-child(-n + {len(CELLS) - 3}) {OURS}") == []


def test_outputs_do_not_change_each_other(notebook: Shown) -> None:
    """Equal outputs look the same, the first and the second, and nothing outside of them changes."""
    sizes = notebook.get(
        """scope => [...document.querySelectorAll(scope)].slice(1, 3)
          .map(one => [one.textContent, one.getBoundingClientRect().height])""",
        OURS,
    )
    assert sizes[0] == sizes[1]


def test_a_set_says_how_much_is_left_out(notebook: Shown) -> None:
    """A set of 60 claims shows 50 and says that there are 10 more."""
    last = notebook.get("scope => [...document.querySelectorAll(scope)].at(-1).innerText", OURS)
    assert "10 more" in last
