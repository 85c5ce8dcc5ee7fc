"""Shows sessions of a shell on the site: only lines after `$ ` are commands, and only they are copied.

A hook of mkdocs. The usual colours of such blocks also take `#`, which begins a table of ours, for a prompt.
"""  # noqa: INP001

from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

_PROMPT = "$ "


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let `block` show the fences of the language `console`.

    Args:
        config: The configuration of the site.
    """
    fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
    fences.append({"name": "console", "class": "language-console highlight", "format": block})
    return config


def block(source: str, language: str, css_class: str, *_: Any, **__: Any) -> str:  # noqa: ARG001
    """Return the HTML of a session.

    Args:
        source: The lines of the fence.
        language: The language of the fence.
        css_class: The classes of the block.
    """
    lines = source.splitlines()
    commands = "\n".join(line.removeprefix(_PROMPT) for line in lines if line.startswith(_PROMPT))
    shown = "\n".join(map(_line, lines))
    # The button of Material copies `data-copy` in place of the text.
    return f'<div class="{css_class}" data-copy="{escape(commands)}"><pre><code>{shown}</code></pre></div>'


def _line(line: str) -> str:
    """Return a line with the classes that Pygments has for prompts and for output."""
    if line.startswith(_PROMPT):
        return f'<span class="gp">{_PROMPT}</span>{escape(line.removeprefix(_PROMPT))}'
    return f'<span class="go">{escape(line)}</span>'
