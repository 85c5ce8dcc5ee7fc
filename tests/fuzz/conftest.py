"""Makes the folder `fuzz` of the checkout importable; it is not installed."""

import sys
import warnings
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

# Fuzzing limits memory and time with functions that only POSIX has.
collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []

FOLDER = Path(__file__).resolve().parents[2] / "fuzz"

_spec = spec_from_file_location("fuzz", FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)])
if _spec is None or _spec.loader is None:
    raise ImportError(f"{FOLDER} is not a package.")
sys.modules["fuzz"] = module_from_spec(_spec)
_spec.loader.exec_module(sys.modules["fuzz"])


@pytest.fixture(autouse=True)
def _unwarned() -> Iterator[None]:
    """Ignore warnings, which hostile inputs give by the thousand."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
