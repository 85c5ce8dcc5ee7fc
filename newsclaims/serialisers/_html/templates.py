"""Fills the templates of `newsclaims/data/page/`; all that they print is escaped, except our own style sheets."""

import base64
import hashlib
import html
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from newsclaims import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["fill", "fill_piecewise"]


def fill(template: str, *, styles: Sequence[str] = (), rules: str = "", **values: Any) -> str:
    """Return a filled template.

    Args:
        template: The name of its file.
        styles: The names of the style sheets that go into the page, in order.
        rules: A style sheet for this page only, with no word of an article.
        **values: The values that the template names.
    """
    return "".join(fill_piecewise(template, styles=styles, rules=rules, **values))


def fill_piecewise(template: str, *, styles: Sequence[str] = (), rules: str = "", **values: Any) -> Iterator[str]:
    """Return the pieces of a filled template one by one, for a page that may be large.

    Args:
        template: The name of its file.
        styles: The names of the style sheets that go into the page, in order.
        rules: A style sheet for this page only, with no word of an article.
        **values: The values that the template names.
    """
    sheets = [*map(_text, styles), *([rules] if rules else [])]
    allowed = " ".join(f"'sha256-{_digest(sheet)}'" for sheet in sheets) or "'none'"
    page = _environment().get_template(template)
    return page.generate(version=__version__, styles=sheets, style_sources=allowed, **values)


@cache
def _environment() -> "Environment":
    # Imported here because only pages need it.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        autoescape=True,
        finalize=_exact,
        keep_trailing_newline=True,
        loader=FunctionLoader(_text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class _Escaped(str):
    """Words that are already HTML, which Jinja knows by the method."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _exact(value: object) -> object:
    """Escape words so that a browser shows them exactly; HTML cannot hold NUL, so U+FFFD is shown instead."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    # A browser reads a carriage return as a line feed, unless it is written as a reference.
    return _Escaped(html.escape(value).replace("\0", "\ufffd").replace("\r", "&#13;"))


def _digest(text: str) -> str:
    """Return the digest by which a Content-Security-Policy allows a style sheet."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _text(name: str) -> str:
    return (files("newsclaims") / "data" / "page" / name).read_text(encoding="utf-8")
