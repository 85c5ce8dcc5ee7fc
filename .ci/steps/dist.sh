# Builds the wheel and the sdist, and checks what is in them.

use_main
pip install ".[dev]"
python -m build --outdir "$out/dist" . > "$work/build.log" || { cat "$work/build.log" && exit 1; }
check-wheel-contents "$out"/dist/*.whl
twine check --strict "$out"/dist/*
python .ci/check_dist.py "$out/dist"
