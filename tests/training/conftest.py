"""Makes the folder `training` of the checkout importable; it is not installed."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "training"

_spec = spec_from_file_location("training", FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)])
if _spec is None or _spec.loader is None:
    raise ImportError(f"{FOLDER} is not a package.")
sys.modules["training"] = module_from_spec(_spec)
_spec.loader.exec_module(sys.modules["training"])
