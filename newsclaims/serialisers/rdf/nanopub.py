"""Nanopublications in TriG: one for each claim, an unsigned draft.

Written to the nanopublication guidelines (nanopub.net, working draft): a head, and a graph each for
the assertion, its provenance and the publication. Signing, the trusty URI that comes of it and publishing are left to
the library `nanopub`. Nothing reads claims back.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims import __version__
from newsclaims.errors import InputTypeError, InvalidValueError, WriteOnlyError
from newsclaims.model import Article, Claim, ClaimSet
from newsclaims.model.base import digest
from newsclaims.plugins import OURS

from ..toolkit import writing
from .turtle_statements import Block, Facts, is_direct, literal, prefixes, ref, role, software, spelt, who
from .vocabulary import is_web_iri, maker

__all__ = ["NanopubSerialiser"]

TEMPORARY = "http://purl.org/nanopub/temp/"
"""Where drafts live; the nanopub library gives what stands there its lasting IRI."""


class NanopubSerialiser:
    """Writes drafts of nanopublications.

    Args:
        licence: The IRI of the licence they are to be published under; nothing is said of one if this is None.

    Raises:
        InputTypeError: If `licence` is no str.
        InvalidValueError: If it is no http or https IRI.
    """

    name: str = "nanopub"
    suffixes: tuple[str, ...] = (".trig",)
    media_type: str = "application/trig"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, licence: str | None = None) -> None:
        if licence is not None and not isinstance(licence, str):
            raise InputTypeError("licence", "a str", type(licence).__name__)
        if licence is not None and not is_web_iri(licence):
            hint = "Write for example https://creativecommons.org/licenses/by/4.0/."
            raise InvalidValueError(f"licence: {licence!r} is no http or https IRI. {hint}")
        self._licence = licence

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a nanopublication for each claim as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            stream.write(prefixes("dcterms", "nc", "np", "pav", "prov", "schema", "xsd").encode())
            for claimset in claimsets:
                facts, made_by = Facts(claimset), maker(claimset)
                for claim in claimset:
                    name = f"{TEMPORARY}{digest(claimset.article.id, claim.id, *made_by)}/"
                    for graph, blocks in _graphs(name, claim, facts, self._licence):
                        inside = "\n".join(spelt(block, "    ") for block in blocks)
                        stream.write(f"\n{ref(graph)} {{\n{inside}}}\n".encode())

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Raise `WriteOnlyError`: the format leaves out what claims cannot be rebuilt without."""
        raise WriteOnlyError(self.name)


def _graphs(name: str, claim: Claim, facts: Facts, licence: str | None) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the four graphs by their IRIs."""
    assertion, provenance, pubinfo = f"{name}assertion", f"{name}provenance", f"{name}pubinfo"
    head = [
        ("a", "np:Nanopublication"),
        ("np:hasAssertion", ref(assertion)),
        ("np:hasProvenance", ref(provenance)),
        ("np:hasPublicationInfo", ref(pubinfo)),
    ]
    yield f"{name}Head", [(ref(name), head)]
    yield assertion, _assertion(claim, facts)
    yield provenance, _provenance(ref(assertion), claim, facts)
    yield pubinfo, _pubinfo(ref(name), licence)


def _assertion(claim: Claim, facts: Facts) -> Iterator[Block]:
    source = facts.name("source", claim.id)
    quoted = is_direct(claim.content)
    yield (
        facts.name("claim", claim.id),
        [
            ("a", "schema:Claim"),
            *([("a", "schema:Quotation")] if quoted else []),
            ("schema:text", literal(claim.content.text)),
            *([("schema:author", source)] if claim.source else []),
            *([("schema:creator", source)] if claim.source and quoted else []),
            *facts.about_claim(claim),
        ],
    )
    if claim.source is not None:
        yield source, who(claim.source)
    yield facts.name("content", claim.id), facts.about_content(claim, "schema:text")
    yield from facts.about_passages(claim)
    yield from facts.about_labels(claim)
    yield from facts.about_spans([claim])


def _provenance(assertion: str, claim: Claim, facts: Facts) -> Iterator[Block]:
    made = [("prov:wasGeneratedBy", facts.run)] if facts.run else []
    yield assertion, [("prov:wasDerivedFrom", facts.article), *made]
    yield facts.name("content", claim.id), facts.origin(claim)
    if claim.source is not None:
        yield facts.name("source", claim.id), role(claim.source)
    yield from facts.about_article()
    yield from facts.about_run()


def _pubinfo(name: str, licence: str | None) -> Iterator[Block]:
    tool = software(OURS, __version__)
    yield name, [("pav:createdWith", tool[0]), *([("dcterms:license", ref(licence))] if licence else [])]
    yield tool
