"""The command `newsclaims`, which is also `python -m newsclaims`.

Nothing is imported here that takes time, so that Ctrl-C does not print a traceback while the command line is imported.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Import the command line, run it and exit."""
    try:
        from ._cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("newsclaims: error: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
