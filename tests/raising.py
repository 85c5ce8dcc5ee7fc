"""Functions for worker processes, which cannot import a test module."""


def raises(error: Exception) -> None:
    """Raise an error."""
    raise error
