"""The registry: built-in plug-ins, packages on the path, and objects registered at run time."""

import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from installing import WORKING, Installer

import newsclaims
from newsclaims import _plugins as plugins
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    MissingExtraError,
    PluginClashError,
    PluginLoadError,
    UnknownPluginError,
)
from newsclaims.serialisers._format_lookup import by_suffix

# Written out, so that the tests notice a missing one.
BUILT_IN = {
    "reader": ["feed", "html", "ninjs", "table", "text", "warc"],
    "extractor": ["llm", "neural", "rules"],
    "tagger": ["confidence", "cue_force", "holder", "neural", "quotation", "source_type", "stance", "times"],
    "serialiser": [
        "brat",
        "cas",
        "conll",
        "csv",
        "doccano",
        "html",
        "json",
        "jsonl",
        "jsonld",
        "labelstudio",
        "markdown",
        "nanopub",
        "parquet",
        "prodigy",
        "prov",
        "spacy",
        "webannotation",
    ],
}


class Extractor:
    """An extractor that a user registers."""

    name = "own"

    def extract(self, texts: list[Any]) -> list[list[Any]]:
        """Find nothing."""
        return [[] for _ in texts]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty registry."""
    for name in ("_registered", "_listed", "_built"):
        monkeypatch.setattr(plugins, name, {})


@pytest.mark.parametrize("kind", plugins.KINDS)
def test_every_built_in_is_available(kind: plugins.Kind) -> None:
    """Each built-in plug-in has an entry point and can be built."""
    ours = [info.name for info in plugins.infos() if info.kind == kind and info.package == "newsclaims"]
    assert ours == BUILT_IN[kind]
    assert set(BUILT_IN[kind]) <= set(plugins.names(kind))
    for name in ours:
        plugin = plugins.get(kind, name)
        assert plugin.name == name
        assert plugins.get(kind, name) is plugin
        assert plugins.get(kind, f"newsclaims:{name}") is plugin


@pytest.mark.parametrize("target", ["Mine", "make", "ready"])
def test_a_package_may_offer_a_class_a_function_or_an_object(install: Installer, target: str) -> None:
    """All three give a working plug-in."""
    install("acme", WORKING + "def make():\n    return Mine()\nready = Mine()\n", mine=target)
    assert plugins.get("extractor", "mine").extract(["a", "b"]) == [[], []]
    assert plugins.get("extractor", "acme:mine") is plugins.get("extractor", "mine")
    assert "mine" in plugins.names("extractor")


def test_only_the_requested_one_is_imported(install: Installer) -> None:
    """A broken package does not affect others, and listing imports nothing."""
    install("acme", WORKING, mine="Mine")
    install("broken-one", "raise RuntimeError('no')", bad="Bad")
    assert {"mine", "bad"} <= set(plugins.names("extractor"))
    assert {info.name for info in plugins.infos()} >= {"mine", "bad"}
    assert not {"acme", "broken_one"} & sys.modules.keys()
    plugins.get("extractor", "mine")
    assert "broken_one" not in sys.modules


@pytest.mark.parametrize(
    ("code", "target", "words"),
    [
        ("import no_such_module_here", "Mine", "ModuleNotFoundError: No module named 'no_such_module_here'"),
        ("Mine = (", "Mine", "SyntaxError"),
        (WORKING, "Missing", "AttributeError"),
        ("class Mine:\n    def __init__(self, needed): ...\n", "Mine", "TypeError"),
        ("def make():\n    raise ValueError('no model')\n", "make", "ValueError: no model"),
        ("class Mine: ...", "Mine", "has no method extract"),
        ("number = 3", "number", "TypeError"),
        ("import sys\nsys.exit('no licence')", "Mine", "SystemExit: no licence"),
        ("raise BaseException", "Mine", "does not load: BaseException."),
        ("class Mine:\n    def __getattr__(self, name): raise OSError(name)", "Mine", "OSError: extract"),
        ("class Mine:\n    extract = print", "Mine", "name of acme:Mine must be a non-empty str, not NoneType"),
        (WORKING.replace("'mine'", "''"), "Mine", "name of acme:Mine must be a non-empty str, not ''"),
        (WORKING, "Mine()", "its entry point 'mine = acme:Mine()' should read NAME = MODULE:ATTRIBUTE"),
        (WORKING, "", "its entry point 'mine = acme:' should read NAME = MODULE:ATTRIBUTE"),
    ],
)
def test_a_broken_plug_in_is_reported_when_asked_for(install: Installer, code: str, target: str, words: str) -> None:
    """Each request raises an error with the plug-in, its package and the reason."""
    install("acme", code, mine=target)
    for _ in range(2):
        with pytest.raises(PluginLoadError, match="extractor 'mine' from acme does not load") as caught:
            plugins.get("extractor", "mine")
        assert words in str(caught.value)
        assert (caught.value.kind, caught.value.name, caught.value.package) == ("extractor", "mine", "acme")


def test_ctrl_c_during_an_import_is_ctrl_c(install: Installer) -> None:
    """A KeyboardInterrupt is not reported as a fault of the plug-in."""
    install("acme", "raise KeyboardInterrupt", mine="Mine")
    with pytest.raises(KeyboardInterrupt):
        plugins.get("extractor", "mine")


SERIALISER = """
class Mine:
    name = 'mine'
    suffixes = ('.mine',)
    media_type = 'text/mine'
    layout = 'stream'
    def dump(self, claimsets, target): ...
    def load(self, source, *, articles=None): ...
class Mended(Mine):
    {}
"""
TAGGER = """
class Mended:
    name, requires, provides = 'mine', frozenset(), frozenset({{'own'}})
    def tag(self, text, attributions): return attributions
    {}
"""


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        (
            "serialiser",
            "suffixes = None",
            "suffixes of acme:Mended must be a tuple of strings such as '.json', not None",
        ),
        ("serialiser", "suffixes = ['.mine']", "suffixes of acme:Mended must be a tuple"),
        ("serialiser", "suffixes = '.mine'", "such as '.json', not '.mine'"),
        ("serialiser", "suffixes = (3,)", "such as '.json', not (3,)"),
        ("serialiser", "suffixes = ('mine',)", "such as '.json', not ('mine',)"),
        ("serialiser", "suffixes = property(lambda self: 1 / 0)", "ZeroDivisionError"),
        ("serialiser", "layout = 'scroll'", "must be one of 'stream', 'file-per-article', 'folder', not 'scroll'"),
        ("serialiser", "layout = []", "layout of acme:Mended must be one of"),
        ("serialiser", "media_type = None", "media_type of acme:Mended must be a str such as 'text/csv', not NoneType"),
        ("serialiser", "load = None", "load of acme:Mended must be a method, not NoneType"),
        ("tagger", "requires = 'own'", "requires of acme:Mended must be a frozenset of labels, not 'own'"),
        ("tagger", "provides = {1}", "provides of acme:Mended must be a frozenset of labels, not set"),
    ],
)
def test_a_plug_in_with_a_wrong_attribute_does_not_load(
    install: Installer, kind: plugins.Kind, code: str, words: str
) -> None:
    """The error names the package, the attribute, its required and its actual value; other plug-ins work."""
    source = {"serialiser": SERIALISER, "tagger": TAGGER}[kind]
    install("acme", source.format(code), kind, mine="Mended")
    install("sound", source.format("sound = True"), kind, other="Mended")
    with pytest.raises(PluginLoadError, match=f"{kind} 'mine' from acme does not load: ") as caught:
        plugins.get(kind, "mine")
    assert words in str(caught.value)
    assert plugins.get(kind, "other").sound
    if kind == "serialiser":
        assert by_suffix(Path("a.json")).name == "json"
        assert type(by_suffix(Path("a.mine"))).__module__ == "sound"


def test_a_missing_extra_keeps_its_message(install: Installer) -> None:
    """A missing extra is reported with the install command, not as a broken plug-in."""
    code = (
        "from newsclaims._plugins import optional_import\n"
        "def make():\n    optional_import('no_such_module_here', feature='The thing', extra='thing')\n"
    )
    install("acme", code, mine="make")
    with pytest.raises(MissingExtraError, match=r"The thing needs .* pip install 'newsclaims\[thing\]'"):
        plugins.get("extractor", "mine")


def test_two_packages_with_one_name_clash(install: Installer) -> None:
    """The error names both packages, and the qualified names work."""
    install("one", WORKING, mine="Mine")
    install("two-too", WORKING, mine="Mine")
    with pytest.raises(PluginClashError, match="offered by one, two-too; ask for 'one:mine' or 'two-too:mine'"):
        plugins.get("extractor", "mine")
    first, second = plugins.get("extractor", "one:mine"), plugins.get("extractor", "two-too:mine")
    assert (type(first).__module__, type(second).__module__) == ("one", "two_too")
    assert plugins.get("extractor", "Two_Too:mine") is second


def test_a_built_in_name_cannot_be_taken(install: Installer) -> None:
    """Another package's plug-in with a built-in name needs its qualified name."""
    install("acme", WORKING, rules="Mine")
    assert type(plugins.get("extractor", "rules")).__module__.startswith("newsclaims.")
    assert type(plugins.get("extractor", "acme:rules")).__module__ == "acme"
    shadowed = {info.package: info.shadowed for info in plugins.infos() if info.name == "rules"}
    assert shadowed == {"newsclaims": False, "acme": True}
    with pytest.raises(InvalidValueError, match="'rules' is the name of a built-in extractor"):
        plugins.register("extractor", Extractor(), name="rules")


def test_a_registered_plug_in_wins_over_packages(install: Installer) -> None:
    """A registered plug-in wins over packages, which can still be reached by their qualified names."""
    install("one", WORKING, mine="Mine")
    install("two", WORKING, mine="Mine")
    own = Extractor()
    newsclaims.register("extractor", own, name="mine")
    assert plugins.get("extractor", "mine") is own
    assert type(plugins.get("extractor", "one:mine")).__module__ == "one"
    assert {info.package for info in plugins.infos() if info.name == "mine" and not info.shadowed} == {
        plugins.REGISTERED
    }
    plugins.unregister("extractor", "mine")
    with pytest.raises(PluginClashError):
        plugins.get("extractor", "mine")


def test_registering_uses_the_plug_ins_name() -> None:
    """A second plug-in with the same name replaces the first; other kinds are not affected."""
    first, second = Extractor(), Extractor()
    plugins.register("extractor", first)
    plugins.register("extractor", second)
    assert plugins.get("extractor", "own") is second
    assert "own" in plugins.names("extractor")
    with pytest.raises(UnknownPluginError):
        plugins.get("tagger", "own")


@pytest.mark.parametrize(
    ("kind", "plugin", "name", "error", "words"),
    [
        ("extractor", Extractor, None, InputTypeError, "an object with a method extract"),
        (
            "tagger",
            Extractor(),
            None,
            InputTypeError,
            r"a method tag\(\), not tests.*:Extractor|test_plugins:Extractor",
        ),
        ("extractor", Extractor(), "", InputTypeError, "the name of a registered extractor must be a non-empty str"),
        ("extractor", Extractor(), 3, InputTypeError, "must be a non-empty str, not int"),
        ("extractor", Extractor(), "a:b", InvalidValueError, "'a:b' cannot be a name"),
        ("crawler", Extractor(), None, InvalidValueError, "'crawler' is not a kind of plug-in; the kinds are reader"),
    ],
)
def test_wrong_registrations(kind: Any, plugin: object, name: Any, error: type[Exception], words: str) -> None:
    """The error says what is required."""
    with pytest.raises(error, match=words):
        plugins.register(kind, plugin, name=name)


def test_an_unknown_name_lists_the_known_ones() -> None:
    """The error lists installed and registered names and suggests a similar one."""
    with pytest.raises(UnknownPluginError, match=r"no extractor is called 'rule'; .*rules.* Did you mean 'rules'\?"):
        plugins.get("extractor", "rule")
    with pytest.raises(UnknownPluginError, match="no extractor is called 'nobody:rules'"):
        plugins.get("extractor", "nobody:rules")
    with pytest.raises(UnknownPluginError, match="no tagger is called 'mood'; registered: none"):
        plugins.unregister("tagger", "mood")
    for call in (plugins.get, plugins.unregister):
        with pytest.raises(InvalidValueError, match="not a kind of plug-in"):
            call("crawler", "x")  # type: ignore[arg-type]


def test_a_half_read_list_blocks_no_thread() -> None:
    """Another thread can look up a name while `infos` is being read."""
    reader = plugins.infos()
    next(reader)
    looker = threading.Thread(target=plugins.names, args=("tagger",), daemon=True)
    looker.start()
    looker.join(timeout=20)
    assert not looker.is_alive()


def test_an_import_that_uses_the_registry_does_not_deadlock(install: Installer) -> None:
    """A plug-in's module may start a thread that uses the registry, and wait for it."""
    code = (
        "import threading\nfrom newsclaims import _plugins as plugins\n"
        "thread = threading.Thread(target=plugins.names, args=('tagger',), daemon=True)\n"
        "thread.start()\nthread.join(timeout=20)\nassert not thread.is_alive()\n"
    )
    install("acme", code + WORKING, mine="Mine")
    assert plugins.get("extractor", "mine").name == "mine"


def test_all_threads_get_the_same_object() -> None:
    """If several threads build a plug-in at the same time, one object is kept."""
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(plugins.get("serialiser", "json"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_optional_import_brings_the_module_or_names_the_extra(install: Installer) -> None:
    """A broken dependency is not reported as missing."""
    assert plugins.optional_import("json", feature="x", extra="y").dumps([]) == "[]"
    with pytest.raises(MissingExtraError) as caught:
        plugins.optional_import("no_such_module_here", feature="The Arrow table", extra="arrow")
    assert str(caught.value).endswith("pip install 'newsclaims[arrow]'")
    install("acme", "raise ImportError('lib.so: no symbol')", mine="x")
    with pytest.raises(ImportError, match="no symbol"):
        plugins.optional_import("acme", feature="x", extra="y")


@pytest.mark.issue(20)
@pytest.mark.parametrize("name", [5, b"json", ["json"], None])
def test_a_name_is_a_str(name: Any) -> None:
    """A name of another type is refused, even one that cannot be hashed."""
    with pytest.raises(InputTypeError, match=r"the name of the format must be a str, not (int|bytes|list|NoneType)"):
        plugins.get("serialiser", name)
