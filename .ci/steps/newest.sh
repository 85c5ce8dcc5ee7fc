# Runs the usual tests with the newest dependencies, and with every extra that all systems have.

make newest
use newest
pip install ".[$(extras_everywhere)]"
PYTHONSAFEPATH=1 PYTEST_ADDOPTS=$(pytest_options) python -m pytest --ignore=tests/browser
