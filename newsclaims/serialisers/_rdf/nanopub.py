"""Nanopublications in TriG: one for each claim, an unsigned draft.

It follows the nanopublication guidelines (nanopub.net, working draft): a head, and one graph each for the assertion,
its provenance and the publication. The library `nanopub` can sign drafts, which gives them a trusty URI, and publish
them. Claims cannot be read back.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims import __version__
from newsclaims._model import Article, Claim, ClaimSet
from newsclaims._model.base import digest
from newsclaims._plugins import OURS
from newsclaims.errors import InputTypeError, InvalidValueError, WriteOnlyError

from ..._public import set_public_module
from ..toolkit import writing
from .turtle_statements import (
    ClaimSetStatements,
    Description,
    agent_types,
    iri_ref,
    is_direct,
    literal,
    prefix_lines,
    schema_type_and_name,
    software_agent,
    to_turtle,
)
from .vocabulary import is_web_iri, maker

__all__ = ["NanopubSerialiser"]

TEMPORARY = "http://purl.org/nanopub/temp/"
"""The namespace of drafts; the nanopub library replaces it by the permanent IRI."""


class NanopubSerialiser:
    """Writes drafts of nanopublications.

    Args:
        licence: The IRI of the licence for their publication; None for no licence.

    Raises:
        InputTypeError: If `licence` is not a str.
        InvalidValueError: If it is not an http or https IRI.
    """

    name: str = "nanopub"
    suffixes: tuple[str, ...] = (".trig",)
    media_type: str = "application/trig"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, licence: str | None = None) -> None:
        if licence is not None and not isinstance(licence, str):
            raise InputTypeError("licence", "a str", type(licence).__name__)
        if licence is not None and not is_web_iri(licence):
            hint = "Write, for example, https://creativecommons.org/licenses/by/4.0/."
            raise InvalidValueError(f"licence: {licence!r} is not an http or https IRI. {hint}")
        self._licence = licence

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a nanopublication for each claim as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            stream.write(prefix_lines("dcterms", "nc", "np", "pav", "prov", "schema", "xsd").encode())
            for claimset in claimsets:
                statements, made_by = ClaimSetStatements(claimset), maker(claimset)
                for claim in claimset:
                    name = f"{TEMPORARY}{digest(claimset.article.id, claim.id, *made_by)}/"
                    for graph, blocks in _graphs(name, claim, statements, self._licence):
                        inside = "\n".join(to_turtle(block, "    ") for block in blocks)
                        stream.write(f"\n{iri_ref(graph)} {{\n{inside}}}\n".encode())

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Raise `WriteOnlyError`: the format leaves out what is needed to build claims again."""
        raise WriteOnlyError(self.name)


def _graphs(
    name: str, claim: Claim, statements: ClaimSetStatements, licence: str | None
) -> Iterator[tuple[str, Iterable[Description]]]:
    """Yield the four graphs by their IRIs."""
    assertion, provenance, pubinfo = f"{name}assertion", f"{name}provenance", f"{name}pubinfo"
    head = [
        ("a", "np:Nanopublication"),
        ("np:hasAssertion", iri_ref(assertion)),
        ("np:hasProvenance", iri_ref(provenance)),
        ("np:hasPublicationInfo", iri_ref(pubinfo)),
    ]
    yield f"{name}Head", [(iri_ref(name), head)]
    yield assertion, _assertion(claim, statements)
    yield provenance, _provenance(iri_ref(assertion), claim, statements)
    yield pubinfo, _pubinfo(iri_ref(name), licence)


def _assertion(claim: Claim, statements: ClaimSetStatements) -> Iterator[Description]:
    source = statements.name("source", claim.id)
    quoted = is_direct(claim.content)
    yield (
        statements.name("claim", claim.id),
        [
            ("a", "schema:Claim"),
            *([("a", "schema:Quotation")] if quoted else []),
            ("schema:text", literal(claim.content.text)),
            *([("schema:author", source)] if claim.source else []),
            *([("schema:creator", source)] if claim.source and quoted else []),
            *statements.about_claim(claim),
        ],
    )
    if claim.source is not None:
        yield source, schema_type_and_name(claim.source)
    yield statements.name("content", claim.id), statements.about_content(claim, "schema:text")
    yield from statements.about_passages(claim)
    yield from statements.about_labels(claim)
    yield from statements.about_spans([claim])


def _provenance(assertion: str, claim: Claim, statements: ClaimSetStatements) -> Iterator[Description]:
    made = [("prov:wasGeneratedBy", statements.run)] if statements.run else []
    yield assertion, [("prov:wasDerivedFrom", statements.article), *made]
    yield statements.name("content", claim.id), statements.origin(claim)
    if claim.source is not None:
        yield statements.name("source", claim.id), agent_types(claim.source)
    yield from statements.about_article()
    yield from statements.about_run()


def _pubinfo(name: str, licence: str | None) -> Iterator[Description]:
    tool = software_agent(OURS, __version__)
    yield name, [("pav:createdWith", tool[0]), *([("dcterms:license", iri_ref(licence))] if licence else [])]
    yield tool


set_public_module("newsclaims.serialisers", NanopubSerialiser)
