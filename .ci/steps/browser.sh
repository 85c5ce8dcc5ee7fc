# Gets Chromium and axe-core for tests/browser; on Linux with apt-get, elsewhere they must be installed.

# Without them the tests of tests/browser would be skipped, and a skip fails in the step `tests`.
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
missing=
if [ -z "${NEWSCLAIMS_CHROMIUM:-}" ] && ! command -v chromium chromium-browser google-chrome > /dev/null; then
  missing="$missing chromium"
fi
if [ -z "${NEWSCLAIMS_AXE:-}" ] && ! command -v npm > /dev/null; then missing="$missing npm"; fi
if [ -n "$missing" ]; then
  if ! command -v apt-get > /dev/null; then
    say "The tests in a browser need:$missing. Install it; NEWSCLAIMS_CHROMIUM can name the browser. See CONTRIBUTING.md."
    exit 1
  fi
  as_root apt-get update -qq
  # Unquoted, because it is a list of names.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
fi
if [ -z "${NEWSCLAIMS_AXE:-}" ]; then
  npm install --silent --no-save --no-audit --no-fund --cache "$work/npm-cache" --prefix "$work/npm" axe-core@4.14.1
fi
printf '%s\n' "${NEWSCLAIMS_AXE:-$work/npm/node_modules/axe-core/axe.min.js}" > "$work/axe"
