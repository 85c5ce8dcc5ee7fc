"""An integration whose library is missing says what to install."""

import importlib
import sys

import pytest

from newsclaims.errors import MissingExtraError


def test_the_component_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without spaCy, importing the component's module is an error with the install command."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "spacy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.delitem(sys.modules, "newsclaims.integrations._spacy_component", raising=False)
    with pytest.raises(MissingExtraError, match=r"pip install 'newsclaims\[spacy\]'"):
        importlib.import_module("newsclaims.integrations._spacy_component")
