"""Writes a claim set as a UIMA CAS.

Feature structures are numbered here, in the order in which they are built, so that equal claim sets give equal bytes.
cassis converts code points to the UTF-16 units that UIMA counts.
"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from newsclaims._model import ClaimSet, Label, PassageName, labels_in
from newsclaims._model.base import digest

from ..toolkit import ROLES, MarkedClaim, claimset_to_record, merge_fragments
from .replacing import Replacer, escaped_json

__all__ = ["NAMESPACE", "UNKNOWN_LANGUAGE", "CasWriter", "feature_of", "written_as"]

NAMESPACE = "org.newsclaims."
"""The start of the names of newsclaims's types."""

UNKNOWN_LANGUAGE = "x-unspecified"
"""UIMA's name for an unknown language."""

_FIRST_ID = 2
"""The text itself, the Sofa, is number 1."""

_FEATURES = {"type": "sourceType"}
_TIME = {"kind": "kind", "start": "intervalStart", "end": "intervalEnd", "grain": "grain"}
_EXTRACTOR = {"name": "extractor", "version": "version", "model": "model", "annotator": "annotator"}


def feature_of(label: Label) -> str:
    """Return the name of the feature that holds a label.

    Args:
        label: The label.
    """
    # A feature structure already has a `type` of another kind.
    return _FEATURES.get(label.field, label.field)


def written_as(claim: MarkedClaim) -> str:
    """Return a digest that shows, when a claim is read, whether its spans or labels were changed.

    Args:
        claim: The claim, taken apart.
    """
    spans = (",".join(f"{start}-{end}" for start, end in merge_fragments(getattr(claim, role))) for role in ROLES)
    labels = (label.name for passage in get_args(PassageName) for label in labels_in(passage))
    return digest(*spans, *(claim.labels.get(name, "") for name in labels))


class CasWriter:
    """Builds the CAS of one claim set.

    Args:
        cassis: The module.
        types: The type system, as cassis has it.
        for_xml: Whether to replace characters that XML cannot hold.
    """

    def __init__(self, cassis: Any, types: Any, *, for_xml: bool) -> None:
        self._cassis, self._types = cassis, types
        self._replacer = Replacer() if for_xml else None
        self._next_id = _FIRST_ID
        self._cas: Any = None

    def cas(self, claimset: ClaimSet) -> Any:
        """Return the CAS.

        Args:
            claimset: The claim set.
        """
        record = claimset_to_record(claimset)
        article = record["article"]
        text = article["text"] if self._replacer is None else self._replacer.text(article["text"])
        self._cas = self._cassis.Cas(typesystem=self._types, sofa_string=text)
        language = article["language"]
        spoken = UNKNOWN_LANGUAGE if language is None else language
        self._add("uima.tcas.DocumentAnnotation", begin=0, end=len(article["text"]), language=spoken)
        about = self._add(f"{NAMESPACE}Article", **_plain(article), meta=_json(article["meta"]))
        self._add(
            f"{NAMESPACE}ClaimSet",
            schemaVersion=record["schema_version"],
            warnings=self._strings(record["warnings"]),
            usage=_json(record["usage"]),
            **_renamed(record["extractor"] or {}, _EXTRACTOR),
        )
        self._claims(record["claims"])
        for block in article["blocks"]:
            self._span("Block", block["span"], kind=block["kind"])
        about.authors = self._strings(article["authors"])
        about.replaced = None if self._replacer is None else self._replacer.note()
        return self._cas

    def _claims(self, claims: Iterable[Mapping[str, Any]]) -> None:
        made = {}
        for claim in claims:
            spans = claim["content"]["spans"]
            made[claim["id"]] = self._make(
                f"{NAMESPACE}Claim",
                begin=spans[0]["start"],
                end=spans[-1]["end"],
                id=claim["id"],
                **_labels(claim, "claim"),
                score=claim["score"],
                probabilities=_json(claim["probabilities"]),
                labels=_json(claim["labels"]),
                extractors=self._strings(claim["extractors"]),
                written=written_as(MarkedClaim.from_record(claim)),
            )
            self._cas.add(made[claim["id"]])
        for claim in claims:
            links = [self._link(role, target) for role, target in self._targets(claim, made)]
            made[claim["id"]].arguments = self._make("uima.cas.FSArray", elements=links)

    def _targets(self, claim: Mapping[str, Any], made: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
        """Yield the targets of a claim's slots, in the order in which they are read back."""
        for role in ROLES:
            passage = claim[role]
            if passage is None:
                continue
            tags = _labels(passage, role)
            if role == "source" and passage["name"] != passage["text"]:
                tags["name"] = passage["name"]
            for span in passage["spans"]:
                yield role, self._span(role.capitalize(), span, **tags)
        if claim["parent"] is not None:
            yield "parent", made[claim["parent"]]
        if claim["source"] is not None and claim["source"]["mention_of"] is not None:
            yield "mention", self._span("Mention", claim["source"]["mention_of"])
        for time in claim["times"]:
            yield "time", self._span("TimeMention", time["span"], **_renamed(time, _TIME))
        for evidence in claim["evidence"]:
            tags = {"label": evidence["label"], "origin": evidence["origin"], "note": evidence["note"] or None}
            yield "evidence", self._span("Evidence", evidence["span"], **tags)

    def _span(self, type_name: str, span: Mapping[str, int], **features: Any) -> Any:
        return self._add(NAMESPACE + type_name, begin=span["start"], end=span["end"], **features)

    def _link(self, role: str, target: Any) -> Any:
        return self._make(f"{NAMESPACE}Link", role=role, target=target)

    def _strings(self, values: list[str]) -> Any:
        return self._make("uima.cas.StringArray", elements=list(map(self._fit, values))) if values else None

    def _add(self, type_name: str, **features: Any) -> Any:
        """Build a feature structure and add it to the index of the CAS."""
        made = self._make(type_name, **features)
        self._cas.add(made)
        return made

    def _make(self, type_name: str, **features: Any) -> Any:
        fit = {name: self._fit(value) if isinstance(value, str) else value for name, value in features.items()}
        number = self._next_id
        self._next_id += 1
        return self._types.get_type(type_name)(xmiID=number, **fit)

    def _fit(self, value: str) -> str:
        return value if self._replacer is None else self._replacer.string(value)


def _labels(holder: Mapping[str, Any], passage: PassageName) -> dict[str, Any]:
    return {feature_of(label): holder[label.field] for label in labels_in(passage)}


def _plain(article: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in article.items() if name not in ("text", "authors", "blocks", "meta")}


def _renamed(fields: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {new: fields[name] for name, new in names.items() if name in fields}


def _json(values: Mapping[str, Any]) -> str | None:
    """Return a mapping as JSON; None for an empty one."""
    return escaped_json(values) if values else None
