"""Shows the notebooks of `examples/` on the site, with the output of their cells, and the output that other pages name.

A hook of mkdocs. A page whose front matter names a notebook (`notebook: examples/quick_start.py`) shows that notebook,
and then its own text. The notebook runs while the site is built, so the output is what the code gives.

Another page can have the comment `<!--- show: EXPRESSION -->`. On the site, there is what a notebook would show for it,
after the Python code of the page above it.

A chart becomes a picture in the page: as altair shows it, it would load Vega from another server.
"""  # noqa: INP001

import contextlib
import io
import re
import tempfile
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
SHOWN: Final = re.compile(
    r"^```python\n(?P<code>.*?)^```$|^<!--- show: (?P<expression>.+?) -->$", flags=re.MULTILINE | re.DOTALL
)
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
    """Return the notebook that a page names, as Markdown, and the page's own text, with the output that it names."""
    name = page.meta.get("notebook")
    if name is None:
        return with_output(markdown) if "<!--- show: " in markdown else None
    path = ROOT / str(name)
    return "\n\n".join([*markdown_of(executed(path.read_text(encoding="utf-8"), path.parent)), markdown])


def with_output(markdown: str) -> str:
    """Return a page with the output of the expressions that its comments name.

    Args:
        markdown: The page. Its Python code runs in an empty folder, in the order of the page.
    """
    names: dict[str, Any] = {}

    def output(found: re.Match[str]) -> str:
        if found["code"] is not None:
            exec(found["code"], names)  # noqa: S102
            return found[0]
        return f"{OUTPUT}\n{shown(displayed(eval(found['expression'], names)))}\n</section>"  # noqa: S307

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        return SHOWN.sub(output, markdown)


def displayed(value: Any) -> dict[str, Any]:
    """Return the output of a cell that ends with a value: a chart, or something that has a form in HTML."""
    import altair as alt

    is_chart = isinstance(value, alt.TopLevelMixin)
    data = {CHART_DATA: value.to_dict()} if is_chart else {"text/html": value._repr_html_()}
    return {"output_type": "execute_result", "data": data}


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
