"""The serialiser for a suffix is found with as few imports as possible."""

from pathlib import Path

import pytest
from serialisers.test_dump_and_load import Folder

from newsclaims import _plugins as plugins
from newsclaims.errors import InvalidValueError
from newsclaims.serialisers._format_lookup import by_suffix


class Stranger(Folder):
    """A serialiser of another package."""

    name: str = "stranger"
    suffixes: tuple[str, ...] = (".stranger", ".other", ".json", ".deed.json")


def _broken() -> None:
    """Fail like a missing library."""
    raise ImportError("no such library")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Install two packages, one of them broken, and record which plug-ins are imported."""
    loaded: list[str] = []

    def point(name: str, made: object) -> plugins.PluginInfo:
        """Make a plug-in of a fake package."""

        def load() -> object:
            """Record the import."""
            loaded.append(name)
            if made is None:
                _broken()
            return made

        return plugins.PluginInfo("serialiser", name, f"package-{name}", f"{name}:{name}", load=load)

    ours = plugins._list("serialiser")
    listed = {"serialiser": (*ours, point("a-broken-one", None), point("stranger", Stranger()))}
    monkeypatch.setattr(plugins, "_listed", listed)
    monkeypatch.setattr(plugins, "_built", dict(plugins._built))
    return loaded


def test_built_in_formats_come_first(asked: list[str]) -> None:
    """A built-in suffix needs no import of another package."""
    assert by_suffix(Path("a.json")).name == "json"
    assert asked == []


def test_the_one_named_like_the_suffix_is_asked_first(asked: list[str]) -> None:
    """A plug-in with the name of the suffix is found without importing others."""
    assert by_suffix(Path("a.stranger")).name == "stranger"
    assert asked == ["stranger"]


def test_a_longer_suffix_wins(asked: list[str]) -> None:
    """Another package's longer suffix wins over a built-in one."""
    assert by_suffix(Path("a.deed.json")).name == "stranger"
    assert by_suffix(Path("a.b.json")).name == "json"
    assert by_suffix(Path("a.labelstudio.json")).name == "labelstudio"
    assert asked == ["a-broken-one", "stranger", "a-broken-one"]


def test_a_broken_plug_in_is_skipped(asked: list[str]) -> None:
    """A plug-in that fails to import does not stop the search."""
    assert by_suffix(Path("a.other")).name == "stranger"
    assert asked == ["a-broken-one", "stranger"]


def test_an_unknown_suffix(asked: list[str]) -> None:
    """After all plug-ins are tried, the error lists the formats."""
    with pytest.raises(InvalidValueError, match=r"a-broken-one, .*csv, .*json, jsonl, .*stranger"):
        by_suffix(Path("a.nothing"))
    assert asked == ["a-broken-one", "stranger"]


def test_registered_at_run_time() -> None:
    """A format registered at run time wins over a built-in one, and a longer suffix over a shorter one."""

    class Mine(Folder):
        """A serialiser of the user."""

        name: str = "mine"
        suffixes: tuple[str, ...] = (".mine.json", ".csv")

    plugins.register("serialiser", Mine())
    try:
        assert by_suffix(Path("a.csv")).name == "mine"
        assert by_suffix(Path("a.mine.json")).name == "mine"
        assert by_suffix(Path("a.json")).name == "json"
    finally:
        plugins.unregister("serialiser", "mine")
