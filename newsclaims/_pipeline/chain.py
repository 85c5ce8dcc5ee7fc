"""Looks up a pipeline's extractor and taggers, by name or as objects, and puts the taggers in order."""

from collections.abc import Iterable, Mapping, Sequence

from .. import _plugins as plugins
from .._shown import shown
from ..errors import InputTypeError, InvalidValueError, PluginResultError, UnknownPluginError
from ..extractors import Extractor
from ..taggers import DEFAULT_TAGGERS, Tagger
from .checks import check_provides
from .stream import check_count

__all__ = [
    "added_taggers",
    "check_setup",
    "in_order",
    "judged_labels",
    "resolved_extractor",
    "resolved_tagger",
    "usual_batch_size",
    "usual_taggers",
]


def resolved_extractor(extractor: str | Extractor) -> Extractor:
    """Return an extractor, looked up by name if necessary.

    Args:
        extractor: The object, or the name of an installed or registered one.

    Raises:
        UnknownPluginError: If no extractor has that name.
        InputTypeError: If the object is not one.
    """
    found: Extractor = plugins.get("extractor", extractor) if isinstance(extractor, str) else extractor
    _check_object("extractor", found, "extract")
    return found


def usual_taggers(extractor: Extractor) -> tuple[Tagger, ...]:
    """Return the built-in taggers, without those for labels that an extractor judges itself, and those that it adds.

    Args:
        extractor: The extractor; its attributes `provides` and `taggers` say what it judges and adds.

    Raises:
        PluginResultError: If an attribute is not what it must be.
    """
    judged = judged_labels(extractor)
    built_in = map(resolved_tagger, DEFAULT_TAGGERS)
    return (*(tagger for tagger in built_in if not tagger.provides <= judged), *added_taggers(extractor))


def judged_labels(extractor: Extractor) -> frozenset[str]:
    """Return the labels in an extractor's attribute `provides`, which it judges itself.

    Args:
        extractor: The extractor.

    Raises:
        PluginResultError: If the attribute is not a set.
    """
    judged: object = getattr(extractor, "provides", frozenset())
    if not isinstance(judged, (frozenset, set)):
        reason = f"its attribute 'provides' must be a frozenset of labels, not {type(judged).__name__}."
        raise PluginResultError("extractor", extractor.name, plugins.origin("extractor", extractor), reason)
    return frozenset(judged)


def added_taggers(extractor: Extractor) -> tuple[Tagger, ...]:
    """Return the taggers in an extractor's attribute `taggers`.

    Args:
        extractor: The extractor.

    Raises:
        PluginResultError: If the attribute is not a tuple of taggers.
    """
    added: object = getattr(extractor, "taggers", ())
    package = plugins.origin("extractor", extractor)
    if isinstance(added, str) or not isinstance(added, Iterable):
        reason = f"its attribute 'taggers' must be a tuple of names or taggers, not {type(added).__name__}."
        raise PluginResultError("extractor", extractor.name, package, reason)
    try:
        return tuple(map(resolved_tagger, added))
    except (InputTypeError, InvalidValueError, UnknownPluginError) as error:
        raise PluginResultError("extractor", extractor.name, package, f"its attribute 'taggers': {error}") from error


def check_setup(extractor: Extractor) -> None:
    """Call the method `check_setup` of an extractor, if it has one; it raises an error if no article can be processed.

    Args:
        extractor: The extractor.
    """
    check = getattr(extractor, "check_setup", None)
    if callable(check):
        with plugins.blaming("extractor", extractor):
            check()


def usual_batch_size(extractor: Extractor, otherwise: int) -> int:
    """Return how many articles an extractor works best with at a time, its attribute `batch_size`.

    Args:
        extractor: The extractor.
        otherwise: The number for an extractor without this attribute.

    Raises:
        PluginResultError: If the attribute is not a number that a batch can have.
    """
    size: int | None = getattr(extractor, "batch_size", None)
    if size is None:
        return otherwise
    try:
        check_count("its attribute 'batch_size'", size)
    except (InputTypeError, InvalidValueError) as error:
        package = plugins.origin("extractor", extractor)
        raise PluginResultError("extractor", extractor.name, package, str(error)) from error
    return size


def _built(name: str, options: Mapping[str, object]) -> Tagger:
    """Return a tagger with options."""
    kind: type[Tagger] = type(plugins.get("tagger", name))
    try:
        return kind(**options)
    except TypeError as error:
        raise InvalidValueError(f"the tagger {name!r} does not take these options: {error}. Check them.") from error


def resolved_tagger(tagger: str | tuple[str, Mapping[str, object]] | Tagger) -> Tagger:
    """Return a tagger, looked up by name if necessary.

    Args:
        tagger: The object, or the name of an installed or registered one, or a name with a mapping of its options.

    Raises:
        UnknownPluginError: If no tagger has that name.
        InputTypeError: If the object is not one.
        InvalidValueError: If it has no such options, or provides a label with a name that is not allowed.
    """
    found: Tagger
    if isinstance(tagger, tuple):
        if len(tagger) != 2 or not isinstance(tagger[0], str) or not isinstance(tagger[1], Mapping):
            raise InputTypeError("a tagger with options", "a name and a mapping of options", shown(tagger))
        found = _built(*tagger)
    else:
        found = plugins.get("tagger", tagger) if isinstance(tagger, str) else tagger
    _check_object("tagger", found, "tag")
    for attribute in ("requires", "provides"):
        labels = getattr(found, attribute, None)
        if not isinstance(labels, (frozenset, set)):
            raise InputTypeError(f"{attribute} of tagger {found.name!r}", "a frozenset", type(labels).__name__)
    check_provides(found)
    return found


def in_order(taggers: Sequence[Tagger]) -> tuple[Tagger, ...]:
    """Order taggers so that each comes after the taggers that provide what it requires; otherwise keep their order.

    Args:
        taggers: The taggers.

    Raises:
        InvalidValueError: If no other tagger provides a required label, or taggers require each other's labels.
    """
    names = [tagger.name for tagger in taggers]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidValueError(f"tagger {twice!r} is in the chain twice. Name each tagger once.")
    for tagger in taggers:
        offered = frozenset[str]().union(*(other.provides for other in taggers if other is not tagger))
        if missing := sorted(tagger.requires - offered):
            raise InvalidValueError(
                f"tagger {tagger.name!r} requires {', '.join(missing)}, which no other tagger in the chain provides. "
                "Add a tagger that does."
            )
    waiting, ordered = list(taggers), list[Tagger]()
    while waiting:
        ready = (t for t in waiting if not any(t.requires & o.provides for o in waiting if o is not t))
        if (first := next(ready, None)) is None:
            ring = ", ".join(repr(tagger.name) for tagger in waiting)
            raise InvalidValueError(f"the taggers {ring} require each other's labels. Leave one of them out.")
        waiting.remove(first)
        ordered.append(first)
    return tuple(ordered)


def _check_object(kind: plugins.Kind, plugin: object, method: str) -> None:
    if isinstance(plugin, type) or not callable(getattr(plugin, method, None)):
        found = f"the class {plugin.__name__}" if isinstance(plugin, type) else type(plugin).__name__
        hint = f"Pass {plugin.__name__}()." if isinstance(plugin, type) else ""
        raise InputTypeError(f"the {kind}", f"a name or an object with a method {method}()", found, hint)
    name = getattr(plugin, "name", None)
    if not isinstance(name, str) or not name:
        raise InputTypeError(f"the name of {kind} {type(plugin).__name__}", "a non-empty str", type(name).__name__)
