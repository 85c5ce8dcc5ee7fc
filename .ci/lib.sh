# What the steps of .ci/run share. They run in Bash 3.2 too (macOS) and in Git Bash (Windows), so they use no option that
# only GNU tools have.

say() { printf '%s\n' "$*" >&2; }

on_linux() { [ "$(uname -s)" = Linux ]; }

# The path of a file as programs expect it that are not part of Git Bash. It is the same path on other systems.
native() { if command -v cygpath > /dev/null; then cygpath -m "$1"; else printf '%s\n' "$1"; fi; }

# The path of a file in the form that PATH needs.
in_path() { if command -v cygpath > /dev/null; then cygpath -u "$1"; else printf '%s\n' "$1"; fi; }

environment() { printf '%s\n' "$work/environments/$1"; }

# Makes the environment NAME.
make() { # NAME [OPTION OF venv...]
  local folder
  folder=$(environment "$1")
  shift
  "$python" -m venv "$@" "$folder"
}

# From here on, this step uses the commands of the environment NAME.
use() { # NAME
  local folder
  folder=$(environment "$1")
  if [ -d "$folder/Scripts" ]; then folder=$folder/Scripts; else folder=$folder/bin; fi
  PATH=$(in_path "$folder"):$PATH
  export PATH
  hash -r
}

# From here on, this step uses the environment in which newsclaims has every feature. The first step that needs it makes it.
use_main() {
  if [ ! -f "$work/main-is-made" ]; then
    make main
    (use main && pip install ".[$(extras_for_tests)]")
    touch "$work/main-is-made"
  fi
  use main
}

# Names of extras, separated by commas: those that tests may need, and those that all systems and versions have.
extras_for_tests() { "$python" .ci/extras.py names --without dev teaching training; }
extras_everywhere() { "$python" .ci/extras.py names --without dev docs teaching test-browser training; }

# Prints the README's own line, so that the commands here are the ones that a newcomer runs.
readme_line() { # BEGINNING OF THE COMMAND AFTER `pip install ... &&`
  local found
  found=$(grep -E "^pip install .*&& $1" README.md || true)
  if [ -z "$found" ] || [ "$(printf '%s\n' "$found" | wc -l)" -ne 1 ]; then
    say "README.md must have exactly one line 'pip install ... && $1 ...'; found: ${found:-none}"
    return 1
  fi
  printf '%s\n' "$found"
}

# Prints the folder of a corpus, or nothing if there is none. Fails if it is configured and is missing or not whole.
corpus() { "$python" benchmarks/places.py "$1"; }

# Options of pytest, as one line for PYTEST_ADDOPTS.
pytest_options() {
  local options="-p no:cacheprovider"
  if [ -z "$(corpus polnear)" ]; then options="$options -m 'not corpus'"; fi
  # On Windows and macOS, these tests run only if the step `browser` did, which needs Chromium.
  if ! on_linux && [ -z "$(axe)" ]; then options="$options --ignore=tests/browser"; fi
  printf '%s\n' "$options"
}

# Prints the file of axe-core that the step `browser` found, or nothing.
axe() { cat "$work/axe" 2> /dev/null || true; }

# Runs a step, if it has not run yet.
step() { # NAME
  if [ -f "$work/done/$1" ]; then return; fi
  printf '\n=== %s (%d s)\n' "$1" "$SECONDS"
  now=$1
  # In a subshell, so that no step changes the PATH of another one.
  (. "$ci/steps/$1.sh")
  mkdir -p "$work/done"
  touch "$work/done/$1"
}
