"""The options that say which extractors find claims, for all commands that run them."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from .. import _plugins as plugins
from .._pipeline import DEFAULT_EXTRACTOR
from .._pipeline.merging import MERGES, one_extractor
from ..errors import InvalidValueError, NewsClaimsError
from ..extractors import Extractor
from ..readers._reader_lookup import option_from_text
from .terminal import warn

__all__ = ["chosen_extractor", "extractor_options", "named_values"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EXTRACTOR = "Name of the extractor. Can be repeated; the claims of several are merged."
_OPTION = "An option of an extractor, such as model=NAME for llm; if several have it, llm.model=NAME. Can be repeated."
_MERGE = "What to keep of their claims: union, what any found; intersection, what all found; vote, what most found."
_SECRETS = ("api_key",)


def named_values(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the values of an option of the form NAME=VALUE, by their names.

    Args:
        values: What was given.
    """
    options: dict[str, str] = {}
    for value in values:
        name, sign, given = value.partition("=")
        if not sign or not name:
            message = f"{value!r} is not NAME=VALUE."
            raise click.BadParameter(message)
        key = name.replace("-", "_")
        if key in options:
            message = f"{name} is given twice. Give it once."
            raise click.BadParameter(message)
        options[key] = given
    return options


def _no_secret(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the values by their names, without showing a key."""
    if any(value.partition("=")[0].replace("-", "_").rpartition(".")[-1] in _SECRETS for value in values):
        message = "a key on the command line can be seen by others. Set OPENAI_API_KEY in the environment."
        raise click.BadParameter(message)
    return named_values(context, parameter, values)


def extractor_options(command: _Command) -> _Command:
    """Add the options that say which extractors find claims.

    Args:
        command: The function of a command; it gets the keywords `extractors`, a tuple of names, `extractor_options`, a
            mapping of names to texts, and `merge`.
    """
    merge = click.option(
        "--merge", type=click.Choice(MERGES), default=MERGES[0], show_default=True, metavar="RULE", help=_MERGE
    )
    options = click.option(
        "--extractor-option",
        "extractor_options",
        multiple=True,
        callback=_no_secret,
        metavar="NAME=VALUE",
        help=_OPTION,
    )
    extractors = click.option(
        "--extractor", "extractors", multiple=True, default=[DEFAULT_EXTRACTOR], show_default=True, help=_EXTRACTOR
    )
    # The option that is added last is the first in the help.
    return extractors(options(merge(command)))


def chosen_extractor(names: Sequence[str], options: Mapping[str, str], merge: str) -> Extractor:
    """Return the extractor that the options of a command name; for several, one that merges what they find.

    Args:
        names: The names of the extractors.
        options: Their options as texts. With the name of an extractor and a dot before it, an option is for that one.
        merge: What is kept of the claims of several extractors.

    Raises:
        NewsClaimsError: If an option is wrong.
    """
    if len(names) == 1 and merge != MERGES[0]:
        warn(f"--merge {merge} does nothing with a single extractor. Add another --extractor.")
    if not options:
        return one_extractor(names, merge)
    known = {name: _known(name) for name in names}
    given: dict[str, dict[str, str]] = {name: {} for name in names}
    for option, text in options.items():
        name, short = _owner(option, known)
        given[name][short] = text
    return one_extractor([_built(name, known[name], given[name]) for name in names], merge)


def _known(name: str) -> Mapping[str, inspect.Parameter]:
    """Return the options of an extractor that can be given."""
    parameters = inspect.signature(type(plugins.get("extractor", name))).parameters
    return {option: parameter for option, parameter in parameters.items() if option not in _SECRETS}


def _owner(option: str, known: Mapping[str, Mapping[str, inspect.Parameter]]) -> tuple[str, str]:
    """Return the extractor that an option is for, and the option's name there."""
    named = [(name, option.removeprefix(f"{name}.")) for name in known if option.startswith(f"{name}.")]
    owners = [(name, short) for name, short in named or ((name, option) for name in known) if short in known[name]]
    if not owners:
        listed = "; ".join(f"{name}: {', '.join(declared) or 'none'}" for name, declared in known.items())
        others = (name for name in plugins.names("extractor") if name not in known and _has(name, option))
        hint = "".join(f" If you mean {name}, add --extractor {name}." for name in others)
        raise InvalidValueError(
            f"no extractor that is named has the option {option!r}. Their options are: {listed}.{hint}"
        )
    if len(owners) > 1:
        choices = " or ".join(f"{name}.{option}=" for name, _ in owners)
        raise InvalidValueError(f"several extractors have the option {option!r}. Write {choices}.")
    return owners[0]


def _has(name: str, option: str) -> bool:
    """Return whether an extractor can be given an option; one that cannot be loaded has none."""
    try:
        return option in _known(name)
    except NewsClaimsError:
        return False


def _built(name: str, known: Mapping[str, inspect.Parameter], options: Mapping[str, str]) -> Extractor:
    """Return an extractor with its options."""
    plugin: Extractor = plugins.get("extractor", name)
    given = {option: option_from_text(option, text, known[option]) for option, text in options.items()}
    return type(plugin)(**given) if given else plugin
