"""Every document of the namespace is in the package, and every address in the namespace is that of a document."""

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from newsclaims._model import SCHEMA_VERSION
from newsclaims.errors import InputTypeError, InvalidValueError
from newsclaims.serialisers import NamespaceDocument, namespace_document
from newsclaims.serialisers._namespace import namespace_documents
from newsclaims.serialisers._rdf.vocabulary import NAMESPACE, context

PACKAGE = Path(str(resources.files("newsclaims")))
GOLDEN = Path(__file__).parent.parent / "golden"
START = "https://w3id.org/newsclaims/"
ADDRESS = re.compile(rf"{START}[\w/.-]+\b/?#?")
OWN_TABLES = {"agent_classes.json", "source_classes.json", "namespace.tsv"}
"""Files of `data/rdf` that only our own code reads."""
SUFFIXES = {".py", ".ttl", ".json", ".jsonld", ".xml", ".toml"}


@pytest.mark.parametrize("document", namespace_documents(), ids=lambda document: document.file)
def test_each_document_is_found_by_its_address(document: NamespaceDocument) -> None:
    """The address and the media type give the document, and its text is what the media type says."""
    assert namespace_document(document.address, document.media_type) is document
    assert document.address.startswith(START)
    text = document.text()
    assert text == (PACKAGE / "data" / document.file).read_text(encoding="utf-8")
    if document.media_type == "text/turtle":
        assert "@prefix " in text
    else:
        assert isinstance(json.loads(text), dict)


def test_no_document_has_no_address() -> None:
    """Every file of linked data in the package is listed, except tables of our own code."""
    listed = {one.file for one in namespace_documents() if one.file.startswith("rdf/")}
    assert listed == {f"rdf/{path.name}" for path in (PACKAGE / "data" / "rdf").iterdir()} - {
        f"rdf/{name}" for name in OWN_TABLES
    }


def test_every_address_in_the_package_leads_to_a_document() -> None:
    """An address of the namespace in code, data, or what the formats write, has its document."""
    paths = [*PACKAGE.rglob("*"), *GOLDEN.rglob("*")]
    found = {
        address
        for path in paths
        if path.is_file() and path.suffix in SUFFIXES
        for address in ADDRESS.findall(path.read_text(encoding="utf-8"))
    }
    assert NAMESPACE in found
    # Prefixes of addresses, from which code makes them.
    found -= {f"{START}schema"}
    for address in found:
        assert namespace_document(address).address in address


def test_the_first_form_is_the_default() -> None:
    """The address of a term gives the vocabulary, in Turtle unless JSON-LD is asked for."""
    assert namespace_document(f"{NAMESPACE}stance").file == "rdf/terms.ttl"
    assert namespace_document(NAMESPACE, "application/ld+json").file == "rdf/terms.jsonld"


def test_the_schema_names_its_own_address() -> None:
    """The `$id` of the JSON Schema has its version, and is its address."""
    schema = json.loads(namespace_document(f"{START}schema/{SCHEMA_VERSION}").text())
    assert schema["$id"] == f"{START}schema/{SCHEMA_VERSION}"


@pytest.mark.parametrize("name", ["sample.json", "version_1/sample.json"])
def test_the_schema_accepts_files_of_earlier_versions(name: str) -> None:
    """A file of the newest version and of each earlier one is valid."""
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema, which nbclient in newsclaims[test] brings")
    schema = json.loads(namespace_document(f"{START}schema/{SCHEMA_VERSION}").text())
    jsonschema.Draft202012Validator(schema).validate(json.loads((GOLDEN / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["context", "anno"])
def test_the_published_contexts_are_those_in_the_files(name: str) -> None:
    """What a client gets at the address of a context is what our documents contain."""
    assert json.loads(namespace_document(f"{START}{name}.jsonld").text()) == {"@context": context(name)}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("https://example.org/terms",),
            r"'https://example\.org/terms' is not a document of newsclaims\. These are: h",
        ),
        ((f"{START}schema/3",), "is not a document"),
        ((f"{START}{'s' * 200}",), r"'https://w3id\.org/newsclaims/s+\.\.\. is not a document"),
        ((f"{START}shapes", "text/html"), r"has no form 'text/html'\. It has: text/turtle\."),
    ],
)
def test_other_addresses_are_errors(arguments: tuple[str, ...], message: str) -> None:
    """The error names what there is."""
    with pytest.raises(InvalidValueError, match=message):
        namespace_document(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((b"https://w3id.org/newsclaims/terms",), r"^address must be a str, not bytes\.$"),
        ((f"{START}terms", 3), r"^media_type must be a str or None, not int\.$"),
    ],
)
def test_the_arguments_are_strings(arguments: tuple[Any, ...], message: str) -> None:
    """Another type is an error that names it."""
    with pytest.raises(InputTypeError, match=message):
        namespace_document(*arguments)
