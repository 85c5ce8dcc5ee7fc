"""The loggers of the package, which are silent until a program configures the logger `newsclaims`.

An article's text and title, and messages of errors that may quote them, are logged at DEBUG only. Above that, messages
have ids, the names of files, counts, and the types of errors.
"""

import logging

__all__ = ["logger"]

# Not in the package's `__init__`, because importing logging would double the time of `import newsclaims`.
logging.getLogger(__name__.partition(".")[0]).addHandler(logging.NullHandler())


def logger(module: str) -> logging.Logger:
    """Return the logger of a module.

    Args:
        module: Its `__name__`.
    """
    return logging.getLogger(module)
