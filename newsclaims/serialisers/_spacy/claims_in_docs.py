"""Stores claim sets in spaCy's `Doc` objects and reads them: the whole set in `user_data`, its spans in span groups.

spaCy's spans consist of tokens, and a claim's spans consist of characters. So a span in a group covers every token that
the claim's span touches, and the exact offsets are in `user_data`. The text is that of the Doc and is not stored twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from newsclaims._model import Article, Claim, ClaimSet, Passage
from newsclaims.errors import FormatError, NewsClaimsError

from ..toolkit import (
    ROLES,
    FileLocation,
    MarkedClaim,
    build_claimset,
    claimset_from_record,
    claimset_to_record,
    json_text,
    parse_json,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["KEY", "article_in", "claims_in", "hold", "hold_article", "spans_for", "stored_claims"]

KEY = "newsclaims"
"""The key of `Doc.user_data` that newsclaims uses."""

_ANYWHERE = FileLocation("spacy")
_Part = tuple[str, int, int, int]
"""A span in a group: its role, the hash of its id (0 for none), start and end in characters."""


def hold(doc: "Doc", claimset: ClaimSet) -> None:
    """Store a claim set in a Doc that has the text of its article.

    Args:
        doc: The Doc.
        claimset: The claim set.
    """
    record = claimset_to_record(claimset)
    usage = json_text(record["usage"])
    doc.user_data[KEY] = {**record, "article": _article_record(record["article"]), "usage": usage}


def hold_article(doc: "Doc", article: Article) -> None:
    """Store an article's details in a Doc of its text, and replace those stored before.

    Args:
        doc: The Doc.
        article: The article.
    """
    doc.user_data[KEY] = {"article": _article_record(claimset_to_record(ClaimSet(article=article))["article"])}


def article_in(doc: "Doc", location: FileLocation = _ANYWHERE) -> Article:
    """Return the article of a Doc: its text with the stored details.

    Args:
        doc: The Doc.
        location: Its place in the file, for error messages.

    Raises:
        FormatError: If the stored value is not an article.
    """
    try:
        return Article(**_article_fields(doc, _record(doc, location), location))
    except NewsClaimsError as error:
        raise error if isinstance(error, FormatError) else location.error(str(error)) from error


def stored_claims(doc: "Doc", location: FileLocation = _ANYWHERE) -> ClaimSet | None:
    """Return the claim set that is stored in a Doc; None if there is none.

    Args:
        doc: The Doc.
        location: Its place in the file, for error messages.

    Raises:
        FormatError: If the stored value is not a claim set, or belongs to another text.
        SchemaVersionError: If it has a version of the schema that this newsclaims cannot read.
    """
    record = _record(doc, location)
    if "claims" not in record:
        return None
    usage = _parsed(record, "usage", location)
    return claimset_from_record({**record, "article": _article_fields(doc, record, location), "usage": usage}, location)


def claims_in(doc: "Doc", location: FileLocation = _ANYWHERE) -> ClaimSet:
    """Return the claim set of a Doc: the stored one, or else one built from its span groups.

    Args:
        doc: The Doc.
        location: Its place in the file, for error messages.

    Raises:
        FormatError: If the stored value is not a claim set, or belongs to another text.
        SchemaVersionError: If it has a version of the schema that this newsclaims cannot read.
    """
    found = dict.fromkeys(_parts(doc, location))
    claimset = stored_claims(doc, location)
    if claimset is None:
        marked, warnings = _linked(found)
        return build_claimset(article_in(doc, location), marked, location, warnings=warnings)
    written = {_part(span, role) for role, span in spans_for(doc, claimset)}
    if not found or found.keys() == written:
        return claimset
    note = (
        "the spans in spaCy differ from those of the stored claims, and the stored claims are used. "
        f"To read the spans instead, delete 'claims' from doc.user_data[{KEY!r}]."
    )
    return claimset.model_copy(update={"warnings": (*claimset.warnings, note)})


def spans_for(doc: "Doc", claims: Iterable[Claim]) -> Iterator[tuple[str, "Span"]]:
    """Yield a span for each fragment of each claim, with its role; the role is also its label, and its id the claim's.

    A fragment that is only a space between two tokens has no token, so it has no span.

    Args:
        doc: The Doc.
        claims: The claims.
    """
    for claim in claims:
        for role, passage in claim.passages():
            for span in _tokens_of(doc, passage, role, claim.id):
                yield role, span


def _tokens_of(doc: "Doc", passage: Passage, role: str, key: str) -> Iterator["Span"]:
    for one in passage.spans:
        span = doc.char_span(one.start, one.end, label=role.upper(), span_id=key, alignment_mode="expand")
        # For a single space, spaCy returns a span without tokens.
        if span is not None and len(span):
            yield span


def _article_record(article: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without the text and with `meta` as a string, because msgpack has no integers above 64 bits."""
    kept = {name: value for name, value in article.items() if name != "text"}
    return {**kept, "meta": json_text(article["meta"])}


def _article_fields(doc: "Doc", record: Mapping[str, Any], location: FileLocation) -> dict[str, Any]:
    article = record.get("article", {})
    if not _is_object(article):
        raise location.error(f"user_data[{KEY!r}]['article'] must be an object, not {type(article).__name__}.")
    return {**article, "text": doc.text, "meta": _parsed(article, "meta", location)}


def _parsed(record: Mapping[str, Any], name: str, location: FileLocation) -> object:
    """Return the values of a JSON text; an empty object if it is missing."""
    text = record.get(name, "{}")
    if not isinstance(text, str):
        raise location.error(f"{name!r} in user_data[{KEY!r}] must be a JSON text, not {type(text).__name__}.")
    return parse_json(text, location)


def _record(doc: "Doc", location: FileLocation) -> dict[str, Any]:
    record = doc.user_data.get(KEY, {})
    if not _is_object(record):
        raise location.error(f"user_data[{KEY!r}] must be an object, not {type(record).__name__}.")
    return dict(record)


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(name, str) for name in value)


def _part(span: "Span", role: str) -> _Part:
    return role, span.id, span.start_char, span.end_char


def _parts(doc: "Doc", location: FileLocation) -> Iterator[_Part]:
    """Yield the spans of groups named like a role, and the spans of other groups whose label is a role."""
    labels = {doc.vocab.strings[form]: role for role in ROLES for form in (role, role.upper(), role.title())}
    for name, group in doc.spans.items():
        own = name.lower() if isinstance(name, str) and name.lower() in ROLES else None
        try:
            spans = list(group)
        # spaCy notices wrong offsets only when it builds the spans of a group.
        except IndexError as error:
            raise location.error(f"the span group {name!r} does not fit its text ({error}).") from error
        for span in spans:
            role = own or labels.get(span.label)
            if role is not None:
                yield _part(span, role)


def _linked(parts: Iterable[_Part]) -> tuple[list[MarkedClaim], list[str]]:
    """Join the spans with the same id to a claim; a content without an id is a separate claim."""
    claims: dict[object, dict[str, list[tuple[int, int]]]] = {}
    for role, key, start, end in parts:
        own = (start, end) if role == "content" else None
        claims.setdefault(key or own, {}).setdefault(role, []).append((start, end))
    marked = [
        MarkedClaim(content=tuple(c["content"]), source=tuple(c.get("source", ())), cue=tuple(c.get("cue", ())))
        for c in claims.values()
        if "content" in c
    ]
    loose = [c for c in claims.values() if "content" not in c]
    counts = {role: sum(len(c.get(role, ())) for c in loose) for role in ("source", "cue")}
    shown = " and ".join(f"{count} {role}{'s' * (count != 1)}" for role, count in counts.items() if count)
    return marked, [f"left out, because no content has the same span id: {shown}."] if shown else []
