"""Shows the notebooks of `examples/` on the site, with the output of their cells.

A hook of mkdocs. A page whose front matter names a notebook (`notebook: examples/quick_start.py`) shows that notebook,
and then its own text. The notebook runs while the site is built, so the output is what the code gives.

A chart becomes a picture in the page: as altair shows it, it would load Vega from another server.
"""  # noqa: INP001

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page
    from nbformat import NotebookNode

ROOT: Final = Path(__file__).resolve().parent.parent
OUTPUT_STYLES: Final = "../stylesheets/notebook-output.css"
OUTPUT: Final = '<section class="notebook-output" role="group" aria-label="Output" tabindex="0" data-search-exclude>'
"""The start of an output. Its box scrolls, so the keyboard must reach it; search finds the text and the code."""
CHART_DATA: Final = "application/vnd.vegalite+json"
SETUP: Final = f"""\
import altair
altair.renderers.register("data", lambda chart: {{"{CHART_DATA}": chart}})
altair.renderers.enable("data")
"""
"""Run before the first cell, so that the output of a chart is its data."""
GUIDE: Final = dict.fromkeys(("labelColor", "titleColor", "tickColor", "domainColor"), "currentColor")
CHART_CONFIG: Final = {
    "axis": {**GUIDE, "gridColor": "currentColor", "gridOpacity": 0.15},
    "legend": GUIDE,
    "title": {"color": "currentColor", "subtitleColor": "currentColor"},
    "view": {"stroke": "currentColor", "strokeOpacity": 0.15},
    "background": "transparent",
    "font": "inherit",
}
"""The text around a chart gives its colour, so that it suits light and dark pages."""


def on_page_markdown(markdown: str, *, page: "Page", **_: object) -> str | None:
    """Return the notebook that a page names, as Markdown, and the page's own text; None if it names none."""
    name = page.meta.get("notebook")
    if name is None:
        return None
    path = ROOT / str(name)
    return "\n\n".join([*markdown_of(executed(path.read_text(encoding="utf-8"), path.parent)), markdown])


@cache
def executed(source: str, folder: Path) -> "NotebookNode":
    """Run a notebook, and return it with its output. While mkdocs serves, each state of a notebook runs once.

    Args:
        source: The notebook, in jupytext's percent format.
        folder: Where it runs.
    """
    import jupytext
    from nbclient import NotebookClient

    notebook: NotebookNode = jupytext.reads(f"# %%\n{SETUP}\n\n{source}", "py:percent")
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    del notebook.cells[0]
    return notebook


def markdown_of(notebook: "NotebookNode") -> Iterator[str]:
    """Yield the parts of a page: the text of a notebook, its code, and what the code shows.

    Args:
        notebook: A notebook that ran.
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield with_links(cell.source)
        else:
            yield f"```python\n{cell.source}\n```"
            for output in cell.outputs:
                yield f"{OUTPUT}\n{shown(output)}\n</section>"


def with_links(text: str) -> str:
    """Return a text of a notebook with links that work from its page: to other pages, and to other notebooks."""
    text = text.replace("](../docs/", "](../")
    return re.sub(r"\]\((\w+)\.py\)", lambda link: f"]({link[1].replace('_', '-')}.md)", text)


def shown(output: Mapping[str, Any]) -> str:
    """Return an output of a cell as HTML.

    Args:
        output: The output, in Jupyter's format.

    Raises:
        ValueError: If it is of a kind that is not shown here, so that nothing is left out silently.
    """
    if output["output_type"] == "stream":
        return preformatted(output["text"])
    data: Mapping[str, Any] = output.get("data", {})
    if CHART_DATA in data:
        return picture(data[CHART_DATA])
    if "text/html" in data:
        return apart(data["text/html"])
    if "text/plain" in data:
        return preformatted(data["text/plain"])
    message = f"docs/notebooks.py cannot show this output of a cell: {dict(output)}"
    raise ValueError(message)


def apart(html: str) -> str:
    """Return HTML in a shadow tree, so that it looks as in a notebook: the site's own rules would change it."""
    return f'<template shadowrootmode="open"><link rel="stylesheet" href="{OUTPUT_STYLES}">{html}</template>'


def preformatted(text: str) -> str:
    """Return printed text as HTML."""
    return f'<pre class="no-copy"><code>{escape(text.rstrip())}</code></pre>'


def picture(chart: Mapping[str, Any]) -> str:
    """Return a chart as a picture in SVG, with its title as the text alternative.

    Args:
        chart: The chart, as Vega-Lite.
    """
    import vl_convert

    version = re.search(r"v\d+\.\d+", chart["$schema"])
    svg = vl_convert.vegalite_to_svg(dict(chart), vl_version=version and version[0], config=CHART_CONFIG)
    title = chart.get("title", "")
    words = title if isinstance(title, str) else f"{title.get('text', '')}. {title.get('subtitle', '')}"
    return f'<div class="notebook-chart" role="img" aria-label="Chart: {escape(words)}">{svg}</div>'
