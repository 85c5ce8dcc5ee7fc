"""The command `newsclaims plugins`: lists the installed plug-ins and their states."""

from collections import Counter
from collections.abc import Iterator

import click

from .. import _plugins as registry
from .._text_table import rows
from ..errors import NewsClaimsError
from .terminal import harmless, say

__all__ = ["plugins"]


@click.command()
def plugins() -> None:
    """List the installed plug-ins and their states.

    Plug-ins are readers, extractors, taggers and serialisers. Broken ones, and several of one name, are listed too.
    """
    lines = [("kind", "name", "package", "state"), *_lines()]
    for line in rows([tuple(map(harmless, line)) for line in lines]):
        say(line)


def _lines() -> Iterator[tuple[str, str, str, str]]:
    infos = list(registry.infos())
    offers = Counter((info.kind, info.name) for info in infos if not info.shadowed)
    for info in infos:
        yield info.kind, info.name, info.package, _state(info, clashes=offers[info.kind, info.name] > 1)


def _state(info: registry.PluginInfo, *, clashes: bool) -> str:
    full = f"{info.package}:{info.name}"
    try:
        plugin = registry.get(info.kind, info.name if info.package == registry.REGISTERED else full)
    except NewsClaimsError as error:
        return f"broken: {error}"
    if clashes:
        return f"clash: ask for {full}"
    if info.shadowed:
        return f"hidden: ask for {full}"
    extra = getattr(plugin, "extra", None)
    if isinstance(extra, registry.Extra) and not extra.is_installed():
        return f"needs: pip install 'newsclaims[{extra.name}]'"
    return "ready"
