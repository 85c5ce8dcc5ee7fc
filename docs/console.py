"""Shows sessions of a shell on the site: only lines after `$ ` are commands, and only they are copied."""  # noqa: INP001

import re
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import RegexLexer, bygroups, using
from pygments.lexers.shell import BashLexer
from pygments.token import Generic

_COMMAND = re.compile(r"^\$ (.*)$", flags=re.MULTILINE)


class Session(RegexLexer):
    """Commands and their output. The lexer of Pygments also takes `#`, which begins a table of ours, for a prompt."""

    name = "Session"
    tokens = {  # noqa: RUF012
        "root": [
            (r"^(\$ )(.*\n)", bygroups(Generic.Prompt, using(BashLexer))),
            (r".*\n", Generic.Output),
        ],
    }


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
    shown = highlight(source, Session(), HtmlFormatter(cssclass=css_class, wrapcode=True))
    commands = "\n".join(_COMMAND.findall(source))
    # The button of Material copies this in place of the text.
    return shown.replace("<div ", f'<div data-copy="{escape(commands)}" ', 1)
