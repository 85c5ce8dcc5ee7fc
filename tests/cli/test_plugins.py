"""`newsclaims plugins`."""

import copy
import functools

import pytest
from cli.running import run

from newsclaims import _plugins as plugins
from newsclaims.serialisers._json_format import JsonSerialiser
from newsclaims.testing import ScriptedExtractor


def test_plugins_lists_what_is_installed() -> None:
    """Every built-in and registered plug-in is listed with its kind, name and package."""
    done = run("plugins")
    lines = [line.split()[:3] for line in done.stdout.splitlines()]
    assert lines[0] == ["kind", "name", "package"]
    assert ["extractor", "rules", "newsclaims"] in lines
    assert ["serialiser", "jsonl", "newsclaims"] in lines
    assert ["tagger", "stance", "newsclaims"] in lines
    assert ["extractor", "scripted", "registered"] in lines


def test_plugins_lists_broken_and_clashing_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in that does not load is listed with the reason, and a clashing one with the way to ask for it."""

    def broken() -> object:
        message = "no module named 'torch'"
        raise ImportError(message)

    infos = [
        plugins.PluginInfo("extractor", "deep", "acme", "acme:Deep", load=broken),
        plugins.PluginInfo("extractor", "twin", "castor", "castor:Twin", load=ScriptedExtractor),
        plugins.PluginInfo("extractor", "twin", "pollux", "pollux:Twin", load=ScriptedExtractor),
        plugins.PluginInfo("extractor", "rules", "usurper", "usurper:Rules", shadowed=True, load=ScriptedExtractor),
    ]
    monkeypatch.setitem(plugins._listed, "extractor", tuple(infos))
    done = run("plugins")
    assert done.exit_code == 0
    states = {tuple(line.split()[1:3]): line for line in done.stdout.splitlines()}
    assert "broken: extractor 'deep' from acme does not load: ImportError: no module named" in states["deep", "acme"]
    assert states["twin", "castor"].endswith("clash: ask for castor:twin")
    assert states["rules", "usurper"].endswith("hidden: ask for usurper:rules")
    assert "registered at run time" in states["scripted", "registered"]


def test_plugins_lists_missing_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format whose extra is missing is listed with the install command; with the extra, it is ready."""
    made = [JsonSerialiser(), JsonSerialiser()]
    for serialiser, module in zip(made, ("no_such_module_here", "json"), strict=True):
        monkeypatch.setattr(serialiser, "extra", plugins.Extra("arrow", (module,)), raising=False)
    infos = [
        plugins.PluginInfo("serialiser", name, "acme", "acme:Made", load=functools.partial(copy.copy, one))
        for name, one in zip(("lacking", "having"), made, strict=True)
    ]
    monkeypatch.setitem(plugins._listed, "serialiser", tuple(infos))
    monkeypatch.setattr(plugins, "_built", {})
    states = {line.split()[1]: line for line in run("plugins").stdout.splitlines()}
    assert states["lacking"].endswith("needs: pip install 'newsclaims[arrow]'")
    assert states["having"].endswith("ready")
