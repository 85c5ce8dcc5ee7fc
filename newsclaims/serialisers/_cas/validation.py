"""Checks a UIMA file before cassis reads it, so that errors name the line and nothing harmful reaches cassis.

It refuses document types, offsets that cassis would only warn about, and feature names that are not plain names: cassis
builds a class for each type by running source code that contains these names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from keyword import iskeyword
from typing import Any
from xml.parsers import expat

from attrs import define, field, frozen

from newsclaims.errors import FormatError

from ..toolkit import FileLocation, OffsetConverter, parse_json

__all__ = ["CasContents", "check_json_cas", "check_names", "check_xmi", "refuse_doctype"]

_XMI = "http://www.omg.org/XMI"
_UIMA, _ECORE = "http:///", ".ecore"
_SOFA, _VIEW, _FS_ARRAY = "uima.cas.Sofa", "uima.cas.View", "uima.cas.FSArray"
_INITIAL = "_InitialView"
_MOST_ATTRIBUTES = 1_000
"""The largest number of attributes of an element; lxml takes quadratic time for them."""
_ROOT, _STRUCTURE = 1, 2
"""The nesting levels of the root element and of feature structures."""


@frozen(slots=True)
class CasContents:
    """The checked contents of a UIMA file.

    Args:
        text: The text of its view.
        view: The name of the view.
        spans: The spans in that text, in code points, by the ids of the annotations.
        typed: Whether the file contains a type system.
    """

    text: str
    view: str
    spans: Mapping[int, tuple[int, int]]
    typed: bool = False


@define(slots=True)
class _Found:
    """Collects the parts of a file; offsets and references are resolved when all are there."""

    texts: dict[int, tuple[str, str]] = field(factory=dict)
    annotations: list[tuple[int, int, int, int, FileLocation]] = field(factory=list)
    ids: set[int] = field(factory=set)
    references: list[tuple[int, FileLocation]] = field(factory=list)

    def structure(self, number: int, location: FileLocation) -> None:
        if number in self.ids:
            raise location.error(f"two feature structures have the id {number}.")
        self.ids.add(number)

    def contents(self, location: FileLocation, *, typed: bool = False) -> CasContents:
        """Resolve offsets and references."""
        for number, where in self.references:
            if number not in self.ids:
                raise where.error(f"it refers to the id {number}, which is missing; the file may be cut short.")
        named = {name: number for number, (name, _) in self.texts.items()}
        if _INITIAL not in named and len(named) != 1:
            raise location.error(
                "it holds no text." if not named else "it holds several texts, but none is in the initial view."
            )
        sofa = named.get(_INITIAL, next(iter(named.values())))
        converters = {number: OffsetConverter(text, "UTF-16") for number, (_, text) in self.texts.items()}
        spans = {}
        for number, of, begin, end, where in self.annotations:
            if of in converters:
                span = _span(converters[of], begin, end, where)
                if of == sofa:
                    spans[number] = span
        name, text = self.texts[sofa]
        return CasContents(text, name, spans, typed)


def _span(converter: OffsetConverter, begin: int, end: int, location: FileLocation) -> tuple[int, int]:
    if not 0 <= begin <= end <= converter.length:
        raise location.error(f"it marks {begin}..{end}, which is not a span of the text (0 to {converter.length}).")
    for offset in (begin, end):
        if converter.is_inside_character(offset):
            raise location.error(
                f"the offset {offset} falls between the two UTF-16 units of a character; count in UTF-16 units."
            )
    return converter.code_points(begin), converter.code_points(end)


def check_names(names: Iterable[str | None], location: FileLocation) -> None:
    """Refuse names of features that could be source code, or that Python reserves.

    Args:
        names: The names.
        location: Their place in the file.

    Raises:
        FormatError: If one of them is not a plain name.
    """
    for name in names:
        # cassis has None for a feature without a name.
        if name is None or not name.isidentifier() or name.startswith("_") or iskeyword(name):
            raise location.error(f"{(name or '')[:40]!r} cannot be the name of a feature. Rename it.")


def refuse_doctype(data: bytes, location: FileLocation) -> None:
    """Refuse XML with a document type, with which a few lines could fill the memory or read other files.

    Args:
        data: The XML.
        location: Its place in the file.

    Raises:
        FormatError: If it is not XML, or has a document type.
    """
    _parse(data, location, lambda _name, _attributes, _where: None)


def check_xmi(data: bytes, location: FileLocation, knows: Callable[[str], bool]) -> CasContents:
    """Check XMI and return its contents.

    Args:
        data: The XMI.
        location: Its place in the file.
        knows: Returns whether the type system has a type.

    Raises:
        FormatError: If it is not XMI, or a reference or an offset is wrong.
    """
    found, depth = _Found(), 0

    def start(name: str, attributes: dict[str, str], where: FileLocation) -> None:
        nonlocal depth
        depth += 1
        if depth == _ROOT and name != f"{_XMI} XMI":
            raise where.error(f"its outermost element is {_local(name)!r}, but should be 'XMI' of {_XMI}.")
        if depth == _STRUCTURE:
            _note(found, _type_of(name, where), attributes, where, knows)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    _parse(data, location, start, end)
    return found.contents(location)


def check_json_cas(text: str, location: FileLocation) -> CasContents:
    """Check a JSON CAS and return its contents.

    Args:
        text: The JSON.
        location: Its place in the file.

    Raises:
        FormatError: If it is not a JSON CAS, or a reference or an offset is wrong.
    """
    data = parse_json(text, location.at(1))
    if not isinstance(data, dict) or "%FEATURE_STRUCTURES" not in data:
        raise location.error("a JSON CAS must be a JSON object with %FEATURE_STRUCTURES.")
    found = _Found()
    for number, structure in _structures(data["%FEATURE_STRUCTURES"], location):
        found.structure(number, location)
        name = structure.get("%TYPE")
        if name == _SOFA:
            _note_text(found, number, structure.get("sofaID"), structure.get("sofaString"))
        elif "@sofa" in structure and ("begin" in structure or "end" in structure):
            keys = ("begin", "end", "@sofa")
            begin, end, sofa = (_int(structure.get(key), f"{key} of {number}", location) for key in keys)
            found.annotations.append((number, sofa, begin, end, location))
        pointers = [value for key, value in structure.items() if key.startswith("@")]
        elements = structure.get("%ELEMENTS")
        if name == _FS_ARRAY and isinstance(elements, list):
            pointers += elements
        found.references += [
            (_int(value, f"a reference of {number}", location), location) for value in pointers if value
        ]
    return found.contents(location, typed=_is_typed(data, location))


def _parse(
    data: bytes,
    location: FileLocation,
    start: Callable[[str, dict[str, str], FileLocation], None],
    end: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def here() -> FileLocation:
        return location.at(parser.CurrentLineNumber)

    def doctype(*_: object) -> None:
        raise here().error("it has a document type (<!DOCTYPE>), which XMI cannot have. Remove it.")

    def element(name: str, attributes: dict[str, str]) -> None:
        if len(attributes) > _MOST_ATTRIBUTES:
            have = f"an element has {len(attributes):,} attributes"
            raise here().error(f"{have}, but a feature structure has at most {_MOST_ATTRIBUTES}.")
        start(name, attributes, here())

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    if end is not None:
        parser.EndElementHandler = end
    try:
        parser.Parse(data, True)  # noqa: FBT003
    except expat.ExpatError as error:
        message = f"{expat.ErrorString(error.code)} (column {error.offset + 1})."
        raise location.at(error.lineno).error(f"it is not XML: {message}") from error
    except FormatError:
        raise
    except (ValueError, LookupError) as error:
        # For example, an encoding that Python does not know or expat cannot use.
        raise here().error(f"it is not XML: {error}.") from error


def _note(
    found: _Found, name: str, attributes: Mapping[str, str], location: FileLocation, knows: Callable[[str], bool]
) -> None:
    """Note a feature structure of XMI."""
    if name == _VIEW:
        found.references += [
            (_int(one, "a member", location), location) for one in attributes.get("members", "").split()
        ]
        return
    number = _int(attributes.get(f"{_XMI} id"), "xmi:id", location)
    found.structure(number, location)
    if name == _SOFA:
        _note_text(found, number, attributes.get("sofaID"), attributes.get("sofaString"))
        return
    if not knows(name):
        raise location.error(
            f"the type system has no type {name!r}. Put the TypeSystem.xml that came with the file beside it."
        )
    if "sofa" in attributes:
        sofa = _int(attributes["sofa"], "sofa", location)
        found.references.append((sofa, location))
        if "begin" in attributes or "end" in attributes:
            begin, end = (_int(attributes.get(key), key, location) for key in ("begin", "end"))
            found.annotations.append((number, sofa, begin, end, location))
    for key in ("arguments", "target"):
        if name.startswith("org.newsclaims."):
            found.references += [(_int(one, key, location), location) for one in attributes.get(key, "").split()]


def _note_text(found: _Found, number: int, name: object, text: object) -> None:
    if isinstance(name, str) and isinstance(text, str):
        found.texts[number] = (name, text)


def _structures(values: object, location: FileLocation) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the feature structures of a JSON CAS, which are in a list, or in an object by their ids."""
    if isinstance(values, dict):
        values = [{**one, "%ID": key} if isinstance(one, dict) else one for key, one in values.items()]
    if not isinstance(values, list):
        raise location.error("%FEATURE_STRUCTURES must be a list or an object.")
    for one in values:
        if not isinstance(one, dict):
            raise location.error(f"a feature structure must be a JSON object, not {type(one).__name__}.")
        yield _int(one.get("%ID"), "%ID", location), one


def _is_typed(data: Mapping[str, Any], location: FileLocation) -> bool:
    """Return whether a JSON CAS has types of its own, after checking their names."""
    types = data.get("%TYPES")
    if types is None:
        return False
    if not isinstance(types, dict) or not all(isinstance(one, dict) for one in types.values()):
        raise location.error("%TYPES must be a JSON object of JSON objects.")
    for one in types.values():
        check_names((key for key in one if not key.startswith("%")), location)
    return True


def _int(value: object, what: str, location: FileLocation) -> int:
    try:
        if isinstance(value, int | str) and not isinstance(value, bool):
            return int(value)
    except ValueError:
        pass
    raise location.error(
        f"{what} must be a whole number, not {value!r}." if value is not None else f"{what} is missing."
    )


def _type_of(name: str, location: FileLocation) -> str:
    namespace, _, local = name.rpartition(" ")
    if not (namespace.startswith(_UIMA) and namespace.endswith(_ECORE)):
        raise location.error(f"the element {local!r} is not a feature structure of UIMA.")
    package = namespace[len(_UIMA) : -len(_ECORE)].replace("/", ".")
    return local if package == "uima.noNamespace" else f"{package}.{local}"


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
