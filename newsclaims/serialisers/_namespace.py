"""The documents of https://w3id.org/newsclaims/, which the package contains, so that nobody has to fetch them.

`newsclaims/data/rdf/namespace.tsv` lists them. The site of the docs and the redirects at w3id.org follow the same list.
"""

from functools import cache
from importlib import resources
from urllib.parse import urldefrag

from attrs import frozen

from newsclaims.errors import InputTypeError, InvalidValueError

from .._public import set_public_module
from .._shown import shown

__all__ = ["NamespaceDocument", "namespace_document", "namespace_documents"]


@frozen(slots=True)
class NamespaceDocument:
    """A document of the namespace of newsclaims.

    Args:
        address: The address at which the web has it.
        media_type: Its media type.
        file: Its file, relative to `newsclaims/data`.
        page: The page of the docs that a browser gets at the address; empty if there is none.
        what: What it is.
    """

    address: str
    media_type: str
    file: str
    page: str
    what: str

    def text(self) -> str:
        """Return the text of the document."""
        return (resources.files("newsclaims") / "data" / self.file).read_text(encoding="utf-8")


def namespace_document(address: str, media_type: str | None = None) -> NamespaceDocument:
    """Return the document of an address in `https://w3id.org/newsclaims/`, from the package; nothing is fetched.

    Args:
        address: The address. What follows `#` is ignored, so that the address of a term is allowed.
        media_type: Which of several forms; None for the first one.

    Raises:
        InputTypeError: If the address or the media type is not a str.
        InvalidValueError: If there is no such document.
    """
    if not isinstance(address, str):
        raise InputTypeError("address", "a str", type(address).__name__)
    if not isinstance(media_type, str | None):
        raise InputTypeError("media_type", "a str or None", type(media_type).__name__)
    known = [one for one in namespace_documents() if one.address == urldefrag(address).url]
    if not known:
        addresses = ", ".join(dict.fromkeys(one.address for one in namespace_documents()))
        raise InvalidValueError(f"address: {shown(address)} is not a document of newsclaims. These are: {addresses}.")
    for one in known:
        if media_type in (None, one.media_type):
            return one
    types = ", ".join(one.media_type for one in known)
    raise InvalidValueError(f"media_type: {known[0].address} has no form {shown(media_type)}. It has: {types}.")


@cache
def namespace_documents() -> tuple[NamespaceDocument, ...]:
    """Return all documents of the namespace."""
    table = (resources.files("newsclaims") / "data" / "rdf" / "namespace.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    # The first line has the names of the columns.
    return tuple(NamespaceDocument(*line.split("\t")) for line in lines[1:])


set_public_module("newsclaims.serialisers", NamespaceDocument, namespace_document)
