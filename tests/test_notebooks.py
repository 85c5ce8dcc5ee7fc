"""The notebooks under `examples/` run, and the site shows them with all of their output."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "notebooks"
NOTEBOOKS = sorted(
    path for path in (ROOT / "examples").glob("*.py") if path.read_text(encoding="utf-8").startswith("# %% [markdown]")
)


def hook() -> Any:
    """Import the hook of mkdocs, which is not in a package."""
    spec = importlib.util.spec_from_file_location("notebooks", ROOT / "docs" / "notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOOK = hook()


def page_of(notebook: Path) -> Path:
    """Return the page of a notebook."""
    return PAGES / f"{notebook.stem.replace('_', '-')}.md"


# The kernel leaves sockets and an event loop open.
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_and_are_shown(path: Path) -> None:
    """Every cell runs and writes no warning, and the page shows every output without anything from another server."""
    for module in ("altair", "pandas", "vl_convert"):
        pytest.importorskip(module, reason="needs newsclaims[docs]")
    notebook = HOOK.executed(path.read_text(encoding="utf-8"), path.parent)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(outputs) > 5
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    page = "\n\n".join(HOOK.markdown_of(notebook))
    assert page.count('<section class="notebook-output"') == len(outputs)
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", page) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_say_what_for_and_where_next(path: Path) -> None:
    """A notebook begins with what the reader will have, and ends with links to go on."""
    text = path.read_text(encoding="utf-8")
    assert re.match(r'# %% \[markdown\]\n"""# [^\n]+\n\nAt the end of this notebook you have ', text)
    assert text.rpartition("# ## ")[2].startswith("Where to go next\n")


def test_every_notebook_has_a_page() -> None:
    """Each notebook has a page of its own that names it, and a row on the page of notebooks."""
    assert len(NOTEBOOKS) == 4
    overview = (PAGES / "index.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        page = page_of(path)
        assert page.read_text(encoding="utf-8").startswith(f"---\nnotebook: examples/{path.name}\n")
        assert f"]({page.name}) |" in overview
    assert sorted(PAGES.glob("*.md")) == sorted([PAGES / "index.md", *map(page_of, NOTEBOOKS)])


def test_other_pages_stay() -> None:
    """A page that names no notebook and no output keeps its text."""
    assert HOOK.on_page_markdown("Text.", page=SimpleNamespace(meta={}), config={}, files=[]) is None


def test_pages_show_output_of_their_code() -> None:
    """A comment in a page becomes what a notebook shows for its expression after the code above it."""
    pytest.importorskip("altair", reason="needs newsclaims[docs]")
    code = "```python\nimport newsclaims as nc\n\nclaims = nc.extract('Ann denied it.')\nprint(len(claims))\n```"
    page = f"{code}\n\n<!--- show: claims.where(stance='deny') -->\n\nMore."
    shown = HOOK.on_page_markdown(page, page=SimpleNamespace(meta={}), config={}, files=[])
    assert shown.startswith(f'{code}\n\n{HOOK.OUTPUT}\n<template shadowrootmode="open">')
    assert "Ann" in shown.removeprefix(code)
    assert shown.endswith("</section>\n\nMore.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a](../docs/how-to/in-pandas.md#count) [b](../docs/x.md)", "[a](../how-to/in-pandas.md#count) [b](../x.md)"),
        ("[next](who_about_whom.py)", "[next](who-about-whom.md)"),
        ("[site](https://altair-viz.github.io/a.py) `examples/quick_start.py`", None),
    ],
)
def test_links_work_from_the_page(text: str, shown: str | None) -> None:
    """Links to the docs and to other notebooks are changed to those of the site, and other words stay."""
    assert HOOK.with_links(text) == (shown or text)


def test_printed_text_is_text() -> None:
    """What a cell prints is shown as it is, whatever it looks like."""
    printed = {"output_type": "stream", "name": "stdout", "text": "<b>1 & 2</b>\n\n```\n"}
    assert HOOK.shown(printed) == '<pre class="no-copy"><code>&lt;b&gt;1 &amp; 2&lt;/b&gt;\n\n```</code></pre>'


def test_the_richest_form_is_shown() -> None:
    """An output with HTML is shown as HTML, apart from the styles of the site; one without it is shown as text."""
    data = {"text/plain": "a < b", "text/html": "<table></table>"}
    shown = HOOK.shown({"output_type": "execute_result", "data": data})
    assert shown.startswith('<template shadowrootmode="open"><link rel="stylesheet" href="')
    assert shown.endswith("<table></table></template>")
    assert (PAGES / HOOK.OUTPUT_STYLES).is_file()
    del data["text/html"]
    assert "a &lt; b" in HOOK.shown({"output_type": "execute_result", "data": data})


@pytest.mark.parametrize(
    "output", [{"output_type": "display_data", "data": {"image/png": ""}}, {"output_type": "error", "ename": "E"}]
)
def test_nothing_is_left_out(output: dict[str, Any]) -> None:
    """An output that the page cannot show stops the build, and the message has the output."""
    with pytest.raises(ValueError, match=r"cannot show this output of a cell: \{'output_type': "):
        HOOK.shown(output)


def test_charts_are_pictures() -> None:
    """A chart is a picture with its title for readers who do not see it, in the colour of the page's text."""
    altair = pytest.importorskip("altair", reason="needs newsclaims[docs]")
    pytest.importorskip("vl_convert", reason="needs newsclaims[docs]")
    chart = altair.Chart(altair.Data(values=[{"n": 1}]), title="Rain & wind").mark_bar().encode(x="n:Q")
    picture = HOOK.shown({"output_type": "execute_result", "data": {HOOK.CHART_DATA: chart.to_dict()}})
    assert picture.startswith('<div class="notebook-chart" role="img" aria-label="Chart: Rain &amp; wind"><svg ')
    assert 'fill="currentColor"' in picture
    assert "<script" not in picture
