# Runs the step newest with each Python from 3.11 that is found, or with those that PYTHONS names.

found=
failed=
for candidate in ${PYTHONS:-python3.11 python3.12 python3.13 python3.14 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python}; do
  # A name can be a shim of pyenv that starts nothing.
  version=$("$candidate" -c "import sys; print('%d.%d' % sys.version_info[:2])" 2> /dev/null) || version=none
  case $version in none | 2.* | 3.[0-9] | 3.10) ;;
    *)
      case " $found " in
        *" $version "*) ;;
        *)
          found="$found $version"
          echo "--- $candidate ($version)"
          PYTHON=$candidate bash .ci/run newest || failed="$failed $version"
          ;;
      esac
      ;;
  esac
done
if [ -z "$found" ]; then say "No Python from 3.11 was found. Name some in PYTHONS." && exit 1; fi
if [ -n "$failed" ]; then say "Failed with Python:$failed" && exit 1; fi
echo "Passed with Python:$found"
