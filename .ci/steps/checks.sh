# Checks style, types, imports, dependencies, spelling, the project's file and the workflows.

use_main
pip install ".[test,dev]"
ruff check .
ruff format --check .
mypy
# Finds what only some systems have; fuzz/ needs POSIX.
mypy --platform win32 --exclude '^tests/fuzz/' newsclaims tests
mypy --platform darwin --exclude '^tests/fuzz/' newsclaims tests
pyright
# Exits with 1 if the type of any public name of the installed package is not known.
pyright --verifytypes newsclaims --ignoreexternal
lint-imports --no-cache
deptry .
codespell
validate-pyproject pyproject.toml
interrogate
python .ci/check_large_files.py
check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
for form in .github/ISSUE_TEMPLATE/*.yml; do
  schema=vendor.github-issue-forms
  if [ "$(basename "$form")" = config.yml ]; then schema=vendor.github-issue-config; fi
  check-jsonschema --builtin-schema "$schema" "$form"
done
check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
# Offline, so that a new rule of a service does not fail an old commit.
zizmor --offline --no-progress --quiet .github
