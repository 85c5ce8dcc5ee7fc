# Builds the site of the docs; a warning is an error.

use_main
mkdocs build --strict --quiet --site-dir "$out/site"
