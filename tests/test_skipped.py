"""Tests of the lines that say which tests did not run."""

import skipped


def test_nothing_to_say() -> None:
    """A run without skips gets no line."""
    assert skipped.lines([], slow=0) == []


def test_missing_extras_are_one_line() -> None:
    """Skips for missing extras are one line with the command that installs all of them, each extra once."""
    reasons = ["needs newsclaims[html]", "needs newsclaims[arrow,cas]", "needs newsclaims[html]"]
    (line,) = skipped.lines(reasons, slow=0)
    assert line == 'Skips for missing extras: 3. To run these tests too: pip install ".[test,arrow,cas,html]"'


def test_other_reasons_are_counted() -> None:
    """Every other reason is one line with the number of its skips, the most frequent first."""
    assert skipped.lines(["needs links", "needs fork", "needs fork"], slow=0) == [
        "Skips: 2. needs fork",
        "Skips: 1. needs links",
    ]


def test_slow_tests() -> None:
    """The number of slow tests that were left out comes with the option that runs them."""
    assert skipped.lines([], slow=1234) == ["Slow tests left out: 1,234. To run them too: pytest --slow"]
