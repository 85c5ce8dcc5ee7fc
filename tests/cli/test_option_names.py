"""The words of the command line in messages of the library."""

import pytest

from newsclaims._cli.option_names import with_options


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Or begin again with restart=True (--restart on the command line).", "Or begin again with --restart."),
        ("give encoding='a' (--encoding a on the command line). Or", "give --encoding a. Or"),
        ("It is large. Give more, give a larger max_bytes.", "It is large. Give more, give a larger --max-bytes."),
        ("give a larger max_tags.", "give a larger --reader-option max_tags=NUMBER."),
        ("give a larger max_bytes. Or", "give a larger max_bytes. Or"),
        ("a.csv (--b)", "a.csv (--b)"),
    ],
)
def test_a_message_names_the_option(message: str, expected: str) -> None:
    """Where a message has an argument of Python and an option, or a limit, only the option is left."""
    assert with_options(message) == expected
