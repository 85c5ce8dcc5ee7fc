"""How messages show values."""

import shlex
import subprocess

import pytest

from newsclaims._shown import shown, shown_command


class Silent:
    """A class whose objects cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def test_a_value_is_shown_as_python_writes_it() -> None:
    """A short value is shown whole."""
    assert shown("fair") == "'fair'"
    assert shown(None) == "None"


def test_a_long_value_is_cut() -> None:
    """A message stays short, whatever the value."""
    assert shown("a" * 1_000_000) == "'" + "a" * 99 + "..."


def test_a_value_that_cannot_be_written_is_named_by_its_type() -> None:
    """An int of more than 4,300 digits, or a class with a fault of its own, gives no other error."""
    assert shown(10**5_000) == "a value of type int"
    assert shown([10**5_000]) == "a value of type list"
    assert shown(Silent()) == "a value of type Silent"


WORDS = ["run", "a b.txt", 'say "it"', "C:\\my articles\\", "C:\\plain\\", "", 'odd \\"', "-o", "--format=csv"]


def test_a_command_can_be_typed_into_a_shell() -> None:
    """A shell of POSIX reads the words again; programs on Windows do, too, whose rules Python also has."""
    assert shlex.split(shown_command(WORDS, "linux")) == WORDS
    assert shown_command(WORDS, "win32") == subprocess.list2cmdline(WORDS)


@pytest.mark.parametrize("word", ["https://example.org/a?b=1&c=2", "100%", "a|b", "a>b", "a^b", "café", "a,b"])
def test_what_a_shell_of_windows_would_change_is_quoted(word: str) -> None:
    """A word with a special character is in double quotes."""
    assert shown_command(["read", word], "win32") == f'read "{word}"'
