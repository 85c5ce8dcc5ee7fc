"""The serialiser of a suffix is found without importing more than it takes."""

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
    """Fail as a missing library does."""
    raise ImportError("no such library")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Install two packages, one of them broken; note which plug-ins are imported."""
    loaded: list[str] = []

    def point(name: str, made: object) -> plugins.PluginInfo:
        """Make a plug-in of a package that is not there."""

        def load() -> object:
            """Note the import."""
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


def test_ours_come_first(asked: list[str]) -> None:
    """A suffix of ours means ours, and nothing of other packages is imported."""
    assert by_suffix(Path("a.json")).name == "json"
    assert asked == []


def test_the_one_named_like_the_suffix_is_asked_first(asked: list[str]) -> None:
    """A plug-in named like the suffix is found without importing another."""
    assert by_suffix(Path("a.stranger")).name == "stranger"
    assert asked == ["stranger"]


def test_the_longer_suffix_is_theirs(asked: list[str]) -> None:
    """What ends as ours do, and means another package's format, is not written in ours."""
    assert by_suffix(Path("a.deed.json")).name == "stranger"
    assert by_suffix(Path("a.b.json")).name == "json"
    assert by_suffix(Path("a.labelstudio.json")).name == "labelstudio"
    assert asked == ["a-broken-one", "stranger", "a-broken-one"]


def test_a_broken_one_is_passed_over(asked: list[str]) -> None:
    """A plug-in that does not import never stands in the way of others."""
    assert by_suffix(Path("a.other")).name == "stranger"
    assert asked == ["a-broken-one", "stranger"]


def test_nobody_knows_it(asked: list[str]) -> None:
    """Once all have been asked, the error names the formats that there are."""
    with pytest.raises(InvalidValueError, match=r"a-broken-one, .*csv, .*json, jsonl, .*stranger"):
        by_suffix(Path("a.nothing"))
    assert asked == ["a-broken-one", "stranger"]


def test_registered_at_run_time() -> None:
    """What was registered at run time wins over ours, and a longer suffix over a shorter."""

    class Mine(Folder):
        """A serialiser of the user's own."""

        name: str = "mine"
        suffixes: tuple[str, ...] = (".mine.json", ".csv")

    plugins.register("serialiser", Mine())
    try:
        assert by_suffix(Path("a.csv")).name == "mine"
        assert by_suffix(Path("a.mine.json")).name == "mine"
        assert by_suffix(Path("a.json")).name == "json"
    finally:
        plugins.unregister("serialiser", "mine")
