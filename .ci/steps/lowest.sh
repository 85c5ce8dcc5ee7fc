# Runs the usual tests with the oldest direct dependencies that pyproject.toml allows; needs Python 3.11.

# Many of the oldest releases have packages for the oldest Python alone. On a newer one, pip takes newer releases anyway.
if ! "$python" -c "import sys; sys.exit(sys.version_info[:2] != (3, 11))"; then
  if [ -z "$steps" ]; then
    echo "The oldest dependencies were NOT tested (that needs Python 3.11)." >> "$work/unchecked"
    return
  fi
  say "The step 'lowest' needs Python 3.11, because old releases have no packages for newer ones. Set PYTHON to it."
  exit 1
fi
make uv
(use uv && pip install "$("$python" .ci/extras.py pinned uv)")
make lowest
(use uv && uv pip install --quiet --python "$(environment lowest)" --resolution lowest-direct ".[$(extras_everywhere)]")
use lowest
# Not the docs, whose outputs are those of the newest releases.
PYTHONSAFEPATH=1 PYTEST_ADDOPTS=$(pytest_options) python -m pytest --ignore=tests/browser tests
