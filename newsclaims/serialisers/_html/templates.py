"""Fills the templates of `newsclaims/data/page/`; everything from an article is escaped."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from newsclaims import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["fill", "fill_piecewise"]


def fill(template: str, *, styles: Sequence[str] = (), **values: Any) -> str:
    """Return a filled template.

    Args:
        template: The name of its file.
        styles: The names of the style sheets that go into the page, in order.
        **values: The values that the template names.
    """
    return "".join(fill_piecewise(template, styles=styles, **values))


def fill_piecewise(template: str, *, styles: Sequence[str] = (), **values: Any) -> Iterator[str]:
    """Return the pieces of a filled template one by one, for a page that may be large.

    Args:
        template: The name of its file.
        styles: The names of the style sheets that go into the page, in order.
        **values: The values that the template names.
    """
    sheets = [_text(name) for name in styles]
    allowed = " ".join(f"'sha256-{_digest(sheet)}'" for sheet in sheets) or "'none'"
    page = _environment().get_template(template)
    return page.generate(version=__version__, styles=sheets, style_sources=allowed, **values)


@cache
def _environment() -> "Environment":
    # Imported here because only pages need it.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        autoescape=True,
        loader=FunctionLoader(_text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _digest(text: str) -> str:
    """Return the digest by which a Content-Security-Policy allows a style sheet."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _text(name: str) -> str:
    return (files("newsclaims") / "data" / "page" / name).read_text(encoding="utf-8")
