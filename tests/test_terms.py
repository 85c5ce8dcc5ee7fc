"""The other forms of the vocabulary are those that `docs/terms.py` writes today, and say the same as the Turtle."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from doc_blocks import EXTRAS

ROOT = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "terms.py"))

pytestmark = [
    pytest.mark.skipif(not EXTRAS["rdf"].is_installed(), reason="needs newsclaims[rdf]"),
    # rdflib's reader of JSON-LD uses a class that rdflib has deprecated.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def test_the_page_is_that_of_the_vocabulary() -> None:
    """The page shows the terms of today."""
    assert TOOL["PAGE"].read_text(encoding="utf-8") == TOOL["page"](), "run python docs/terms.py"


def test_the_jsonld_is_that_of_the_vocabulary() -> None:
    """The JSON-LD is what the tool writes, and has the same statements as the Turtle."""
    from rdflib import Graph
    from rdflib.compare import isomorphic

    assert TOOL["JSONLD"].read_text(encoding="utf-8") == TOOL["jsonld"](), "run python docs/terms.py"
    assert isomorphic(Graph().parse(TOOL["TURTLE"]), Graph().parse(TOOL["JSONLD"], format="json-ld"))


def test_each_term_has_an_anchor() -> None:
    """The page has an anchor of each term's own name, so that the address of a term leads a browser to it."""
    from rdflib import Graph, URIRef

    terms = Graph().parse(TOOL["TURTLE"])
    page = TOOL["page"]()
    names = [str(subject).partition("#")[2] for subject in set(terms.subjects()) if isinstance(subject, URIRef)]
    assert len(names) > 40
    assert all(f"{{ #{name} }}" in page for name in names if name)
