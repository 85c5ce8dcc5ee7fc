"""Writes and reads claim sets in every format that has a serialiser.

Formats are looked up in the plug-in registry, by name or by the suffix of a file; the built-in ones are registered in
the same way as those of other packages. A path is written atomically: the file appears, or changes, only when all of it
is written. `newsclaims.serialisers.toolkit` helps to write a serialiser.
"""

from typing import TYPE_CHECKING

from .._public import lazy_names, set_public_module
from ._dump_and_load import dump, dumps, load, loads
from ._protocol import Serialiser

if TYPE_CHECKING:
    from ._annotators.doccano import DoccanoSerialiser as DoccanoSerialiser
    from ._annotators.labelstudio import LabelStudioSerialiser as LabelStudioSerialiser
    from ._annotators.labelstudio import labelling_config as labelling_config
    from ._cas import CasSerialiser as CasSerialiser
    from ._csv_format import CsvSerialiser as CsvSerialiser
    from ._html import HtmlSerialiser as HtmlSerialiser
    from ._namespace import NamespaceDocument as NamespaceDocument
    from ._namespace import namespace_document as namespace_document
    from ._rdf.nanopub import NanopubSerialiser as NanopubSerialiser
    from ._rdf.prov import ProvSerialiser as ProvSerialiser
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "CasSerialiser": "._cas",
            "CsvSerialiser": "._csv_format",
            "DoccanoSerialiser": "._annotators.doccano",
            "HtmlSerialiser": "._html",
            "LabelStudioSerialiser": "._annotators.labelstudio",
            "NamespaceDocument": "._namespace",
            "NanopubSerialiser": "._rdf.nanopub",
            "ProvSerialiser": "._rdf.prov",
            "labelling_config": "._annotators.labelstudio",
            "namespace_document": "._namespace",
        },
    )

    def __dir__():
        return [*__all__]


__all__ = [
    "CasSerialiser",
    "CsvSerialiser",
    "DoccanoSerialiser",
    "HtmlSerialiser",
    "LabelStudioSerialiser",
    "NamespaceDocument",
    "NanopubSerialiser",
    "ProvSerialiser",
    "Serialiser",
    "dump",
    "dumps",
    "labelling_config",
    "load",
    "loads",
    "namespace_document",
]

set_public_module(__name__, Serialiser, dump, dumps, load, loads)
