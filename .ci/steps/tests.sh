# Runs every test with every extra, and measures the coverage; on Linux no test may be skipped.

if on_linux; then
  step browser
  export NEWSCLAIMS_NO_SKIP=1
fi
if [ -n "$(axe)" ]; then NEWSCLAIMS_AXE=$(axe) && export NEWSCLAIMS_AXE; fi
use_main
command=$(readme_line pytest)
echo "$command"
# The coverage floor is in pyproject.toml. PYTHONSAFEPATH keeps the checkout off the path of `python -m` in the tests, so
# that they test the installed package. tests/browser/test_site.py builds the site; a warning of the build is an error.
PYTHONSAFEPATH=1 PYTEST_ADDOPTS="--slow --cov $(pytest_options)" bash -euc "$command"
