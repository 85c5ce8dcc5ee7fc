# Runs the README's line for the tests, in an environment without extras: what needs one must be skipped, not fail.

make newcomer
use newcomer
command=$(readme_line pytest)
echo "$command"
PYTHONSAFEPATH=1 PYTEST_ADDOPTS="-p no:cacheprovider" bash -euc "$command"
