"""Integrations of newsclaims into other tools; each needs an extra."""

from typing import TYPE_CHECKING

from .._public import lazy_names

if TYPE_CHECKING:
    from ._frames import extract_frame as extract_frame
    from ._spacy_component import NewsClaimsComponent as NewsClaimsComponent
    from ._spacy_component import set_extensions as set_extensions
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "NewsClaimsComponent": "._spacy_component",
            "extract_frame": "._frames",
            "set_extensions": "._spacy_component",
        },
    )

    def __dir__():
        return [*__all__]


__all__ = ["NewsClaimsComponent", "extract_frame", "set_extensions"]
