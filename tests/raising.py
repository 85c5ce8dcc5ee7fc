"""What a worker process can be told to do: a test module itself cannot be imported there."""


def raises(error: Exception) -> None:
    """Raise an error."""
    raise error
