"""Fixtures that tests of several packages share."""

from pathlib import Path

import pytest
from installing import Installer


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    """What puts a distribution with one module and its entry points on the path; the registry is empty before that."""
    return Installer(tmp_path, monkeypatch)
