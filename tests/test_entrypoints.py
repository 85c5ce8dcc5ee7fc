"""Broken installations: the readable parts of each package are listed, and other packages are not affected."""

import os
import subprocess
import sys

import pytest
from cli.running import run
from installing import WORKING, Installer

from newsclaims import _plugins as plugins
from newsclaims.errors import PluginLoadError

POINTS = "[newsclaims.extractors]\nmine = acme:Mine\n"
SPOILT = "[console_scripts]\nanything\n[newsclaims.extractors]\n# a comment\n\nmine = acme:Mine\nno target at all\n"


def test_a_package_without_metadata_goes_by_its_folder(install: Installer) -> None:
    """A plug-in without metadata works under the name of its folder."""
    install.raw("acme", WORKING, POINTS, metadata=False)
    [info] = [info for info in plugins.infos() if info.name == "mine"]
    assert info.package == "acme"
    assert plugins.get("extractor", "acme:mine") is plugins.get("extractor", "mine")
    assert plugins.distribution("extractor", plugins.get("extractor", "mine")) == "acme"


def test_a_broken_file_hides_no_other(install: Installer) -> None:
    """The readable lines count, also of other packages; a broken line is reported with its package."""
    install.raw("acme", WORKING, SPOILT)
    install("sound", WORKING, other="Mine")
    install.raw("older", WORKING.replace("mine", "old"), POINTS.replace("acme", "older"))
    install.folder.joinpath("older", "older-1.0.dist-info", "entry_points.txt").write_bytes(b"\xff\xfe")
    assert {"mine", "other", "rules", "no target at all"} <= set(plugins.names("extractor"))
    for name in ("mine", "sound:other", "acme:mine", "rules"):
        assert plugins.get("extractor", name)
    with pytest.raises(PluginLoadError, match="'no target at all' from acme does not load: its entry point"):
        plugins.get("extractor", "no target at all")


def test_pydantics_plug_in_search_can_be_switched_off(install: Installer) -> None:
    """With pydantic's own search switched off, as the docs advise, a broken file does not prevent the list."""
    install.raw("acme", WORKING, SPOILT)
    environment = os.environ | {"PYTHONPATH": str(install.folder / "acme"), "PYDANTIC_DISABLE_PLUGINS": "__all__"}
    command = [sys.executable, "-m", "newsclaims", "plugins"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["extractor", "mine", "acme", "ready"] in lines
    assert ["extractor", "rules", "newsclaims", "ready"] in lines


def test_only_the_first_of_one_package_counts(install: Installer) -> None:
    """A package that is on the path twice counts once, even if another's file is broken."""
    install("acme", WORKING, mine="Mine")
    install.raw("spoilt", "", SPOILT.replace("mine = acme:Mine", ""))
    install.raw("acme-too", WORKING, "")
    copy = install.folder / "acme-too" / "acme-0.9.dist-info"
    copy.mkdir()
    (copy / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 0.9\n", encoding="utf-8")
    assert "mine" not in plugins.names("extractor")
    assert "rules" in plugins.names("extractor")


def test_the_list_of_plug_ins_shows_all_faults_at_once(install: Installer) -> None:
    """Each broken package has a line with its fault, and the others are ready."""
    install.raw("spoilt", WORKING, SPOILT.replace("acme:Mine", "spoilt:Mine()"))
    install.raw("nameless", WORKING, POINTS.replace("mine = acme", "quiet = nameless"), metadata=False)
    install("exiting", "raise SystemExit(3)", exits="Mine")
    install("syntax", "def (:", odd="Mine")
    install("usurper", WORKING, rules="Mine")
    install("castor", WORKING, twin="Mine")
    install("pollux", WORKING, twin="Mine")
    done = run("plugins")
    assert done.exit_code == 0
    lines = [line for line in done.stdout.splitlines() if line.startswith("extractor")]
    states = {tuple(" ".join(line.split()[1:]).split(" ", 2)[:2]): line for line in lines}
    assert "broken: extractor 'exits' from exiting does not load: SystemExit: 3." in states["exits", "exiting"]
    assert "SyntaxError" in states["odd", "syntax"]
    assert "'mine = spoilt:Mine()' should read NAME = MODULE:ATTRIBUTE" in states["mine", "spoilt"]
    assert states["quiet", "nameless"].endswith("ready")
    assert states["rules", "usurper"].endswith("hidden: ask for usurper:rules")
    assert states["rules", "newsclaims"].endswith("ready")
    assert states["twin", "castor"].endswith("clash: ask for castor:twin")
    assert states["twin", "pollux"].endswith("clash: ask for pollux:twin")
    assert len(lines) == 11
