"""Measures speed, growth, memory and size: `python -m benchmarks --help`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Instead of the root of the repository: the installed newsclaims is measured.
    sys.path[0] = str(Path(__file__).resolve().parent)
    from performance.command import main

    main()
