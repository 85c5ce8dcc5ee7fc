"""Public packages: names that load on first use, and the module that objects name."""

import os
import pickle
import subprocess
import sys

import pytest

from newsclaims import extractors
from newsclaims._public import lazy_names, set_public_module


class Moved:
    """A class that is public elsewhere."""


BARE = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
"""No variables, except the one without which Python does not start on Windows."""


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        (
            "import newsclaims.extractors",
            ("newsclaims.extractors._neural", "newsclaims.extractors._rules", "onnxruntime"),
        ),
        ("import newsclaims.extractors as e; e.RulesExtractor", ("newsclaims.extractors._neural", "onnxruntime")),
        ("import newsclaims.serialisers", ("newsclaims.serialisers._cas", "newsclaims.serialisers._rdf")),
        ("import newsclaims.integrations", ("newsclaims.integrations._spacy_component", "spacy")),
    ],
)
def test_a_name_loads_on_first_use(code: str, unwanted: tuple[str, ...]) -> None:
    """A public package loads no extractor, format or integration before somebody asks for it."""
    command = [sys.executable, "-I", "-c", f"{code}\nimport sys\nprint(*sys.modules)"]
    loaded = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=BARE).stdout.split()
    assert [name for name in unwanted if name in loaded] == []


def test_a_lazy_name_is_the_object_of_its_module() -> None:
    """The look-up gives what the private module defines."""
    load = lazy_names("newsclaims", {"Lexicon": "._language"})
    assert load("Lexicon") is sys.modules["newsclaims._language"].Lexicon


def test_an_unknown_name_is_an_attribute_error() -> None:
    """It says so in Python's own words, and `hasattr` works."""
    with pytest.raises(AttributeError, match=r"module 'newsclaims\.extractors' has no attribute 'Nope'"):
        extractors.Nope  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(extractors, "nope")


def test_classes_and_functions_name_the_public_module() -> None:
    """A class and a function get the module's name; a constant stays as it is."""

    def moved() -> None:
        """Do nothing."""

    set_public_module("somewhere", Moved, moved, ("a constant",))
    try:
        assert repr(Moved) == "<class 'somewhere.Moved'>"
        assert moved.__module__ == "somewhere"
    finally:
        set_public_module(__name__, Moved)


def test_a_pickle_names_no_private_module() -> None:
    """What a process pickles, a process with other private modules can read."""
    data = pickle.dumps([extractors.NeuralExtractor, extractors.RulesExtractor(), extractors.Extractor])
    assert b"newsclaims._" not in data
    assert b"newsclaims.extractors._" not in data
