"""The command `newsclaims`, which is also `python -m newsclaims`.

Nothing is imported here that takes time, so that Ctrl-C does not print a traceback while the command line is imported.
"""

import sys

from ._interrupts import raise_if_interrupt

__all__ = ["main"]


def main() -> None:
    """Import the command line, run it and exit."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.stderr.write("newsclaims: error: interrupted\n")
        sys.exit(130)


def _run() -> None:
    try:
        from ._cli import main as run
    except Exception as error:
        # Python makes a RuntimeError of an interrupt in some of the functions that it calls for a new class.
        raise_if_interrupt(error, None)
        raise
    run()


if __name__ == "__main__":
    main()
