"""UIMA CAS, for INCEpTION and other UIMA tools: XMI with its type system, or JSON CAS; nothing is lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal

from newsclaims._model import Article, ClaimSet
from newsclaims.errors import UndecodableError

from ..toolkit import Extra, FileLocation, article_id_of, optional_import, read_files, reading, write_files
from .reading import claimset_of
from .validation import CasContents, check_json_cas, check_names, check_xmi, refuse_doctype
from .writing import CasWriter

__all__ = ["CasSerialiser"]

XMI, JSON = ".xmi", ".cas.json"
TYPE_SYSTEM = "TypeSystem.xml"
"""The name of a type system beside its files, as INCEpTION exports it too."""


class CasSerialiser:
    """Writes and reads UIMA CAS with dkpro-cassis.

    A file holds one article. The suffix decides whether XMI or JSON is written; folders and streams get XMI. For
    reading, the content decides. Files of a folder are written and read one at a time.

    Args:
        json: Whether folders and streams get JSON CAS.
    """

    name: str = "cas"
    suffixes: tuple[str, ...] = (XMI, JSON)
    media_type: str = "application/vnd.xmi+xml"
    layout: Literal["stream", "file-per-article", "folder"] = "file-per-article"
    extra: Extra = Extra("cas", ("cassis",))

    def __init__(self, *, json: bool = False) -> None:
        self._json = json

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write a file for each claim set, and the type system beside XMI; see `Serialiser.dump`.

        Characters that XML cannot hold become U+FFFD in XMI. newsclaims puts them back when it reads the file.
        """
        cassis = _cassis()
        as_json = self._as_json(target)
        write_files(
            claimsets,
            target,
            format=self.name,
            suffixes=(JSON, XMI) if as_json else (XMI, JSON),
            write=partial(_write, cassis, _own_types(cassis), as_json=as_json),
            companions=None if as_json else {TYPE_SYSTEM: _type_system()},
        )

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Read file by file; `articles` is not needed. See `Serialiser.load`."""
        cassis = _cassis()
        types_in = cache(partial(_types_in, cassis))
        for path, stream in read_files(source, suffixes=self.suffixes, companions={TYPE_SYSTEM}):
            location = FileLocation.of(stream, self.name)
            data = stream.read()
            types = types_in(_type_system_of(path))
            cas, contents = _loaded(cassis, data, types, location)
            yield claimset_of(cas, contents, location, None if path is None else article_id_of(_stem(path)))

    def _as_json(self, target: BinaryIO | Path) -> bool:
        if isinstance(target, Path) and not target.is_dir():
            name = target.name.lower()
            return name.endswith(JSON) or (self._json and not name.endswith(XMI))
        return self._json


def _cassis() -> Any:
    return optional_import("cassis", feature="the format 'cas'", extra=CasSerialiser.extra.name)


def _type_system() -> bytes:
    return (resources.files("newsclaims") / "data" / "cas" / TYPE_SYSTEM).read_bytes()


def _own_types(cassis: Any) -> Any:
    return cassis.load_typesystem(BytesIO(_type_system()))


def _write(cassis: Any, types: Any, claimset: ClaimSet, stream: BinaryIO, *, as_json: bool) -> None:
    cas = CasWriter(cassis, types, for_xml=not as_json).cas(claimset)
    text: str = cas.to_json(pretty_print=True) if as_json else cas.to_xmi(pretty_print=True)
    stream.write(text.rstrip("\n").encode("utf-8") + b"\n")


def _loaded(cassis: Any, data: bytes, types: Any, location: FileLocation) -> tuple[Any, CasContents]:
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        text = _decoded(data, location)
        contents = check_json_cas(text, location)
        if contents.typed:
            return _tried(partial(cassis.load_cas_from_json, text), location), contents
        return _tried(partial(cassis.load_cas_from_json, text, types, merge_typesystem=False), location), contents
    contents = check_xmi(data, location, partial(types.contains_type, match_exactly=True))
    # "Trusted" only removes limits of length, because a document type is refused above.
    return _tried(partial(cassis.load_cas_from_xmi, BytesIO(data), typesystem=types, trusted=True), location), contents


def _types_in(cassis: Any, path: Path | None) -> Any:
    """Return the types of a file, or else those of newsclaims; not both, because a tool may have changed them."""
    if path is None:
        return _own_types(cassis)
    with reading(path) as stream:
        data = stream.read()
    location = FileLocation("UIMA type system", str(path))
    refuse_doctype(data, location)
    types = _tried(partial(cassis.load_typesystem, BytesIO(data)), location)
    for one in types.get_types():
        check_names((feature.name for feature in one.features), location)
    return types


def _type_system_of(path: Path | None) -> Path | None:
    """Return the type system beside a file: its own, or that of its folder."""
    if path is None:
        return None
    beside = (path.with_name(f"{_stem(path)}.{TYPE_SYSTEM}"), path.with_name(TYPE_SYSTEM))
    return next((one for one in beside if one.is_file()), None)


def _stem(path: Path) -> str:
    ending = next((suffix for suffix in (XMI, JSON) if path.name.lower().endswith(suffix)), "")
    return path.name[: len(path.name) - len(ending)]


def _tried(load: Callable[[], Any], location: FileLocation) -> Any:
    try:
        return load()
    except Exception as error:
        reason = getattr(error, "message", None) or str(error) or "no reason was given"
        said = f"{type(error).__name__}: {reason}"
        raise location.error(f"cassis cannot read it ({said.rstrip('.')}).") from error


def _decoded(data: bytes, location: FileLocation) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = UndecodableError(location.source or "input", error.start, data[error.start], error.reason)
        raise fault from error
