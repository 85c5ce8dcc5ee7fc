"""Writes the other two forms of the vocabulary, from `newsclaims/data/rdf/terms.ttl`: JSON-LD, and a page of the docs.

    python docs/terms.py

It needs rdflib, which newsclaims[rdf] brings.
"""  # noqa: INP001

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rdflib.term import Node

ROOT: Final = Path(__file__).resolve().parent.parent
TURTLE: Final = ROOT / "newsclaims" / "data" / "rdf" / "terms.ttl"
JSONLD: Final = TURTLE.with_suffix(".jsonld")
PAGE: Final = ROOT / "docs" / "reference" / "terms.md"
FORMATS: Final = ("jsonld", "webannotation", "prov", "nanopub")
INTRODUCTION: Final = f"""\
# Terms

These are the terms of newsclaims in linked data, in the namespace `https://w3id.org/newsclaims/terms#`.
The formats {", ".join(f"[{name}](formats/{name}.md)" for name in FORMATS)} use them, beside terms of others.
[Namespace](namespace.md) says how a program gets this page as Turtle or JSON-LD, on the web or from the package.
[Labels](labels.md) describes the values of labels with examples.
"""

Entry = Mapping[str, Any]
"""A term with what is stated about it, as a node of JSON-LD."""


def main() -> None:
    """Write the two files."""
    JSONLD.write_text(jsonld(), encoding="utf-8", newline="\n")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def jsonld() -> str:
    """Return the vocabulary as JSON-LD, in an order that does not change from run to run."""
    return json.dumps(document(), indent=2) + "\n"


def document() -> dict[str, Any]:
    """Return the vocabulary as a document of JSON-LD."""
    from rdflib import RDF, Graph
    from rdflib.term import Literal

    graph = Graph(bind_namespaces="none").parse(TURTLE, format="turtle")
    prefixes = {name: str(address) for name, address in sorted(graph.namespaces())}

    def short(address: "Node") -> str:
        text = str(address)
        for name, start in prefixes.items():
            if text.startswith(start):
                return f"{name}:{text.removeprefix(start)}"
        return text

    def value(node: "Node") -> str | dict[str, str]:
        if not isinstance(node, Literal):
            return {"@id": short(node)}
        return {"@value": str(node), "@language": node.language} if node.language else str(node)

    terms: dict[str, dict[str, Any]] = {}
    for subject, predicate, node in sorted(graph, key=str):
        own = terms.setdefault(short(subject), {"@id": short(subject), "@type": []})
        if predicate == RDF.type:
            own["@type"].append(short(node))
        else:
            own[short(predicate)] = value(node)
    return {"@context": prefixes, "@graph": list(terms.values())}


def page() -> str:
    """Return the page, on which each term has an anchor of its own name."""
    terms: Sequence[Entry] = document()["@graph"]
    return "\n".join([INTRODUCTION, *_classes(terms), "", *_properties(terms), ""])


def _classes(terms: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines about classes."""
    yield from ("## Classes", "", "| class | what it is |", "| --- | --- |")
    yield from (f"| {_anchor(term)} | {_definition(term)} |" for term in terms if "owl:Class" in term["@type"])


def _properties(terms: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines about properties."""
    yield from ("## Properties", "", "The columns “of” and “value” have the class of the subject and of the value,")
    yield from ("and `-` if the formats differ.", "")
    yield from ("| property | what it says | of | value |", "| --- | --- | --- | --- |")
    for term in terms:
        if "rdf:Property" in term["@type"]:
            ends = (term.get(name, {}).get("@id") for name in ("rdfs:domain", "rdfs:range"))
            shown = ("-" if end is None else f"`{end}`" for end in ends)
            yield f"| {_anchor(term)} | {_definition(term)} | {' | '.join(shown)} |"


def _anchor(term: Entry) -> str:
    """Return the name of a term, with an anchor for its address."""
    name = term["@id"].removeprefix("nc:")
    return f"`{name}`{{ #{name} }}"


def _definition(term: Entry) -> str:
    """Return the definition of a term, with the values that it can have."""
    return " ".join(term[name]["@value"] for name in ("skos:definition", "skos:scopeNote") if name in term)


if __name__ == "__main__":
    main()
