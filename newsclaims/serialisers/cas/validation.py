"""Looks through a file of UIMA before cassis reads it: what it refuses here, it can say the line of.

It also keeps harm from cassis: no document type reaches it, no offset that it would only warn of, and no feature's name
that is more than a name, because cassis makes classes of types, by way of source code with these names in it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from keyword import iskeyword
from typing import Any
from xml.parsers import expat

from attrs import define, field, frozen

from newsclaims.errors import FormatError

from ..toolkit.records import FileLocation, parsed

__all__ = ["Outline", "check_names", "json_outline", "refuse_doctype", "xmi_outline"]

_XMI = "http://www.omg.org/XMI"
_UIMA, _ECORE = "http:///", ".ecore"
_SOFA, _VIEW, _FS_ARRAY = "uima.cas.Sofa", "uima.cas.View", "uima.cas.FSArray"
_INITIAL = "_InitialView"
_ROOT, _STRUCTURE = 1, 2
"""How deep the elements are nested."""


@frozen(slots=True)
class Outline:
    """What a file of UIMA holds.

    Args:
        text: The text of its view.
        view: The name of the view.
        spans: The spans in that text, in code points, by the ids of the annotations.
        typed: Whether it has a type system in it.
    """

    text: str
    view: str
    spans: Mapping[int, tuple[int, int]]
    typed: bool = False


@define(slots=True)
class _Found:
    """What has been found so far, before all is there to make sense of it."""

    texts: dict[int, tuple[str, str]] = field(factory=dict)
    annotations: list[tuple[int, int, int, int, FileLocation]] = field(factory=list)
    ids: set[int] = field(factory=set)
    references: list[tuple[int, FileLocation]] = field(factory=list)

    def structure(self, number: int, place: FileLocation) -> None:
        if number in self.ids:
            raise place.error(f"two feature structures have the id {number}.")
        self.ids.add(number)

    def outline(self, place: FileLocation, *, typed: bool = False) -> Outline:
        """Resolve offsets and references."""
        for number, where in self.references:
            if number not in self.ids:
                raise where.error(f"it refers to the id {number}, which is not there; the file may be cut short.")
        named = {name: number for number, (name, _) in self.texts.items()}
        if _INITIAL not in named and len(named) != 1:
            raise place.error("it holds no text." if not named else "it holds several texts, and none is the initial.")
        sofa = named.get(_INITIAL, next(iter(named.values())))
        counts = {number: _Units(text) for number, (_, text) in self.texts.items()}
        spans = {}
        for number, of, begin, end, where in self.annotations:
            if of in counts:
                span = counts[of].span(begin, end, where)
                if of == sofa:
                    spans[number] = span
        name, text = self.texts[sofa]
        return Outline(text, name, spans, typed)


class _Units:
    """Turns UTF-16 units, in which UIMA counts, into code points.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        places = (i for i, character in enumerate(text) if character > "\uffff")
        self._wide = [i + before for before, i in enumerate(places)]
        self._length = len(text) + len(self._wide)

    def span(self, begin: int, end: int, place: FileLocation) -> tuple[int, int]:
        if not 0 <= begin <= end <= self._length:
            raise place.error(f"it marks {begin}..{end}, and the text goes from 0 to {self._length}.")
        return self._point(begin, place), self._point(end, place)

    def _point(self, unit: int, place: FileLocation) -> int:
        before = bisect_left(self._wide, unit)
        if before and self._wide[before - 1] == unit - 1:
            raise place.error(f"the offset {unit} parts the two UTF-16 units of a character; count in UTF-16 units.")
        return unit - before


def check_names(names: Iterable[str], place: FileLocation) -> None:
    """Refuse names of features that could be source code, or that Python keeps for itself.

    Args:
        names: The names.
        place: Where they stand.

    Raises:
        FormatError: If one is no plain name.
    """
    for name in names:
        if not name.isidentifier() or name.startswith("_") or iskeyword(name):
            raise place.error(f"{name[:40]!r} cannot be the name of a feature. Rename it.")


def refuse_doctype(data: bytes, place: FileLocation) -> None:
    """Pass XML without a document type, which could make a few lines fill the memory or fetch other files.

    Args:
        data: The XML.
        place: Where it stands.

    Raises:
        FormatError: If it is no XML, or has a document type.
    """
    _parse(data, place, lambda _name, _attributes, _where: None)


def xmi_outline(data: bytes, place: FileLocation, knows: Callable[[str], bool]) -> Outline:
    """Look through XMI.

    Args:
        data: The XMI.
        place: Where it stands.
        knows: Tells whether the type system has a type.

    Raises:
        FormatError: If it is no XMI, or a reference or an offset leads nowhere.
    """
    found, depth = _Found(), 0

    def start(name: str, attributes: dict[str, str], where: FileLocation) -> None:
        nonlocal depth
        depth += 1
        if depth == _ROOT and name != f"{_XMI} XMI":
            raise where.error(f"its outermost element is {_local(name)!r}, and should be 'XMI', of {_XMI}.")
        if depth == _STRUCTURE:
            _note(found, _type_of(name, where), attributes, where, knows)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    _parse(data, place, start, end)
    return found.outline(place)


def json_outline(text: str, place: FileLocation) -> Outline:
    """Look through a JSON CAS.

    Args:
        text: The JSON.
        place: Where it stands.

    Raises:
        FormatError: If it is no JSON CAS, or a reference or an offset leads nowhere.
    """
    data = parsed(text, place.at(1))
    if not isinstance(data, dict) or "%FEATURE_STRUCTURES" not in data:
        raise place.error("a JSON CAS must be a JSON object with %FEATURE_STRUCTURES.")
    found = _Found()
    for number, structure in _structures(data["%FEATURE_STRUCTURES"], place):
        found.structure(number, place)
        name = structure.get("%TYPE")
        if name == _SOFA:
            _note_text(found, number, structure.get("sofaID"), structure.get("sofaString"))
        elif "@sofa" in structure and ("begin" in structure or "end" in structure):
            keys = ("begin", "end", "@sofa")
            begin, end, sofa = (_int(structure.get(key), f"{key} of {number}", place) for key in keys)
            found.annotations.append((number, sofa, begin, end, place))
        pointers = [value for key, value in structure.items() if key.startswith("@")]
        elements = structure.get("%ELEMENTS")
        if name == _FS_ARRAY and isinstance(elements, list):
            pointers += elements
        found.references += [(_int(value, f"a reference of {number}", place), place) for value in pointers if value]
    return found.outline(place, typed=_is_typed(data, place))


def _parse(
    data: bytes,
    place: FileLocation,
    start: Callable[[str, dict[str, str], FileLocation], None],
    end: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def here() -> FileLocation:
        return place.at(parser.CurrentLineNumber)

    def doctype(*_: object) -> None:
        raise here().error("it has a document type (<!DOCTYPE>), which no XMI has. Take it out.")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, attributes: start(name, attributes, here())
    if end is not None:
        parser.EndElementHandler = end
    try:
        parser.Parse(data, True)  # noqa: FBT003
    except expat.ExpatError as error:
        message = f"{expat.ErrorString(error.code)} (column {error.offset + 1})."
        raise place.at(error.lineno).error(f"it is no XML: {message}") from error
    except FormatError:
        raise
    except (ValueError, LookupError) as error:
        # An encoding that Python does not know, or that expat cannot use.
        raise here().error(f"it is no XML: {error}.") from error


def _note(
    found: _Found, name: str, attributes: Mapping[str, str], place: FileLocation, knows: Callable[[str], bool]
) -> None:
    """Take note of a feature structure of XMI."""
    if name == _VIEW:
        found.references += [(_int(one, "a member", place), place) for one in attributes.get("members", "").split()]
        return
    number = _int(attributes.get(f"{_XMI} id"), "xmi:id", place)
    found.structure(number, place)
    if name == _SOFA:
        _note_text(found, number, attributes.get("sofaID"), attributes.get("sofaString"))
        return
    if not knows(name):
        raise place.error(
            f"the type system has no type {name!r}. Put the TypeSystem.xml that came with the file beside it."
        )
    if "sofa" in attributes:
        sofa = _int(attributes["sofa"], "sofa", place)
        found.references.append((sofa, place))
        if "begin" in attributes or "end" in attributes:
            begin, end = (_int(attributes.get(key), key, place) for key in ("begin", "end"))
            found.annotations.append((number, sofa, begin, end, place))
    for key in ("arguments", "target"):
        if name.startswith("org.newsclaims."):
            found.references += [(_int(one, key, place), place) for one in attributes.get(key, "").split()]


def _note_text(found: _Found, number: int, name: object, text: object) -> None:
    if isinstance(name, str) and isinstance(text, str):
        found.texts[number] = (name, text)


def _structures(values: object, place: FileLocation) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the feature structures of a JSON CAS, which stand in a list, or in an object by their ids."""
    if isinstance(values, dict):
        values = [{**one, "%ID": key} if isinstance(one, dict) else one for key, one in values.items()]
    if not isinstance(values, list):
        raise place.error("%FEATURE_STRUCTURES must be a list or an object.")
    for one in values:
        if not isinstance(one, dict):
            raise place.error(f"a feature structure must be a JSON object, not {type(one).__name__}.")
        yield _int(one.get("%ID"), "%ID", place), one


def _is_typed(data: Mapping[str, Any], place: FileLocation) -> bool:
    """Tell whether a JSON CAS has types of its own, and check their names."""
    types = data.get("%TYPES")
    if types is None:
        return False
    if not isinstance(types, dict) or not all(isinstance(one, dict) for one in types.values()):
        raise place.error("%TYPES must be a JSON object of JSON objects.")
    for one in types.values():
        check_names((key for key in one if not key.startswith("%")), place)
    return True


def _int(value: object, what: str, place: FileLocation) -> int:
    try:
        if isinstance(value, int | str) and not isinstance(value, bool):
            return int(value)
    except ValueError:
        pass
    raise place.error(f"{what} must be a whole number, not {value!r}." if value is not None else f"{what} is missing.")


def _type_of(name: str, place: FileLocation) -> str:
    namespace, _, local = name.rpartition(" ")
    if not (namespace.startswith(_UIMA) and namespace.endswith(_ECORE)):
        raise place.error(f"the element {local!r} is no feature structure of UIMA.")
    package = namespace[len(_UIMA) : -len(_ECORE)].replace("/", ".")
    return local if package == "uima.noNamespace" else f"{package}.{local}"


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
