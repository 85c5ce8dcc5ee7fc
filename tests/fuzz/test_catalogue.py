"""The targets: each part of the public surface has one."""

import pytest

from fuzz.catalogue import TARGETS
from newsclaims import _plugins as plugins

pytest.importorskip("cassis", reason="needs newsclaims[test-formats]")

BUILT_IN = [info for info in plugins.infos() if info.package == plugins.OURS]
WRITE_ONLY = {"html", "markdown", "nanopub", "prov"}


@pytest.mark.parametrize(
    ("kind", "prefix", "without"),
    [("reader", "read-", set()), ("serialiser", "load-", WRITE_ONLY), ("extractor", "", set())],
)
def test_every_built_in_plug_in_has_a_target(kind: str, prefix: str, without: set[str]) -> None:
    """A new extractor, reader or format that can be read needs a target."""
    names = {f"{prefix}{info.name}" for info in BUILT_IN if info.kind == kind and info.name not in without}
    assert names <= TARGETS.keys()
    assert names


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_has_seeds_that_fit(name: str) -> None:
    """A target begins with inputs, some of them small enough to be changed whole, and says what it does."""
    target = TARGETS[name]
    assert target.name == name
    assert target.what[0].islower()
    assert any(len(seed) <= target.largest for seed in target.seeds())
