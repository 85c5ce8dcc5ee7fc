"""Reads articles from files of many kinds: text, web pages, tables, feeds, crawls and the news industry's JSON.

Readers are looked up in the plug-in registry, by name or by the suffix of a file; the built-in ones are registered in
the same way as those of other packages. No reader fetches anything from the web.
"""

from typing import TYPE_CHECKING

from .._public import lazy_names, set_public_module
from ._protocol import Reader, Skipped
from ._reading import Reading, read
from ._sources import MAX_BYTES

if TYPE_CHECKING:
    from ._markup import text_of_html as text_of_html
    from ._ninjs import article_from_ninjs as article_from_ninjs
else:
    __getattr__ = lazy_names(__name__, {"article_from_ninjs": "._ninjs", "text_of_html": "._markup"})

    def __dir__():
        return [*__all__]


__all__ = [
    "MAX_BYTES",
    "Reader",
    "Reading",
    "Skipped",
    "article_from_ninjs",
    "read",
    "text_of_html",
]

set_public_module(__name__, Reader, Reading, Skipped, read)
